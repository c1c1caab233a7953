import { Fitting } from './fitting';
import { commonKeys } from './shownKeys';
import type { Entry, Shown } from './shownKeys';

const everyKey = (entry: Entry) => [...new Set([...commonKeys, ...Object.keys(entry)])];

/** The service may tidy up what it stores; then these have to do. */
const telltale = (entry: Entry) =>
	entry.barcode === undefined ? ['name', 'containersize', 'units', 'barcode'] : ['barcode'];

/** Of containers that appeared, those that may be what one of the entries asked for. */
export function thoseThatMayBe<S extends Shown>(entries: readonly Entry[], shown: readonly S[]): S[] {
	const fitting = new Fitting(entries, shown, Object.keys);
	return shown.filter((_container, at) => fitting.entriesOf(at, 1).length > 0);
}

/** The entries and containers that nobody has found yet, some of them compared by more keys than others. */
class Open {
	readonly found = new Map<number, number>();

	private readonly whole: Fitting;

	/** Made once somebody is not found by all keys. */
	private telltales: Fitting | undefined;

	constructor(
		private readonly entries: readonly Entry[],
		private readonly shown: readonly Shown[],
	) {
		this.whole = new Fitting(entries, shown, everyKey);
	}

	takeWhole(at: number): void {
		const [match] = this.whole.containersOf(at, 1);
		if (match !== undefined) this.take(at, match);
	}

	takeByTelltale(at: number): void {
		const byTelltale = (this.telltales ??= this.withoutFound(new Fitting(this.entries, this.shown, telltale)));
		const [match, ...others] = byTelltale.containersOf(at, 2);
		if (match === undefined || others.length > 0) return;
		if (byTelltale.entriesOf(match, 2).length === 1) this.take(at, match);
	}

	/** The one that is left is for the one that is left. */
	takeLast(): void {
		const [last, ...others] = this.left();
		const taken = new Set(this.found.values());
		const [free, ...more] = [...this.shown.keys()].filter((container) => !taken.has(container));
		if (last !== undefined && free !== undefined && others.length === 0 && more.length === 0) this.take(last, free);
	}

	left(): number[] {
		return [...this.entries.keys()].filter((at) => !this.found.has(at));
	}

	private take(at: number, container: number): void {
		this.found.set(at, container);
		this.whole.remove(at, container);
		this.telltales?.remove(at, container);
	}

	private withoutFound(fitting: Fitting): Fitting {
		for (const [at, container] of this.found) fitting.remove(at, container);
		return fitting;
	}
}

/**
 * Finds for each entry its container; the service does not say in which order it gives the new ids. Equal entries are
 * interchangeable.
 * @returns indexes into `shown`, by entry; undefined where it is not clear which container belongs to which entry
 */
export function matchContainers(entries: readonly Entry[], shown: readonly Shown[]): number[] | undefined {
	const open = new Open(entries, shown);
	for (const at of entries.keys()) open.takeWhole(at);
	for (const at of open.left()) open.takeByTelltale(at);
	open.takeLast();
	return open.left().length === 0 ? entries.map((_entry, at) => open.found.get(at) ?? 0) : undefined;
}

/**
 * The same for containers of which nobody says whose they are, as an answer was lost: each must show all that its entry asked
 * for.
 */
export function recogniseContainers(entries: readonly Entry[], shown: readonly Shown[]): number[] | undefined {
	const matches = matchContainers(entries, shown);
	return matches?.every((match, at) => mayBe(entries[at] ?? {}, shown[match] ?? {})) ? matches : undefined;
}

/** Whether a container that appeared may be the one that an entry asked for. */
export const mayBe = (entry: Entry, shown: Shown): boolean => thoseThatMayBe([entry], [shown]).length > 0;
