import type { IDataObject } from 'n8n-workflow';

import { badInput, quote } from '../../values/badInput';
import type { Change } from '../change';
import { quantity } from '../figures';
import type { RecordKind, RecordView } from '../recordKind';
import { changesOf, fieldChange, goneOrAdded } from './classify';
import { FieldHashes, placeIdField } from './fieldHash';
import { Marks, NumberList, RecordIndex } from './recordIndex';
import { Identities, kindOfBoth, readAll, readSide, readUntil } from './sideReading';
import type { Side, SideRead, Taking } from './sideReading';
import { detached } from './valueText';

/** Gets each change, in no order. */
export type Sink = (change: Change) => void;

/** What two files turned out to be. */
export interface Compared {
	/** Undefined where neither has records. */
	readonly kind: RecordKind | undefined;
	readonly earlier: SideRead;
	readonly later: SideRead;
	/** The same to the byte. */
	readonly isSameFile: boolean;
	/** Records that are in both. */
	readonly matched: number;
}

/** So many characters of earlier records are held at once; where more have changed, the files are read again. */
const mostHeld = 64 * 1024 * 1024;

/** A field that so many records have is one of all records, even where not every record fills it. */
const manyRecords = 1_000;

/** Records by numbers, in the order of the file. */
class Numbers {
	private readonly one = new NumberList();

	private readonly two = new NumberList();

	set(at: number, hash: { one: number; two: number }): void {
		this.one.set(at, hash.one);
		this.two.set(at, hash.two);
	}

	isSame(at: number, other: Numbers): boolean {
		return this.one.get(at) === other.one.get(at) && this.two.get(at) === other.two.get(at);
	}
}

/** The two files by numbers: which records are in both, and which of these differ. */
class Matching {
	private earlierNumbers = new Numbers();

	private laterNumbers = new Numbers();

	private earlierFields: FieldHashes;

	private laterFields: FieldHashes;

	/** IDs of the earlier file; all else goes by their places. */
	ids = new RecordIndex();

	/** IDs that are in the later file alone. */
	added = new RecordIndex();

	matched = new Marks();

	constructor(private readonly ignored: ReadonlySet<string>) {
		this.earlierFields = new FieldHashes(ignored);
		this.laterFields = new FieldHashes(ignored);
	}

	readonly takeEarlier = (): Taking => {
		this.ids = new RecordIndex();
		this.earlierNumbers = new Numbers();
		this.earlierFields = new FieldHashes(this.ignored);
		return (id, view) => {
			const at = this.ids.add(id);
			if (at === -1) return true;
			this.earlierNumbers.set(at, this.earlierFields.of(view, true));
			return false;
		};
	};

	readonly takeLater = (): Taking => {
		this.added = new RecordIndex();
		this.matched = new Marks();
		this.laterNumbers = new Numbers();
		this.laterFields = new FieldHashes(this.ignored);
		return (id, view) => {
			const at = this.ids.get(id);
			if (at === -1) return this.added.add(id) === -1;
			if (this.matched.has(at)) return true;
			this.matched.add(at);
			this.laterNumbers.set(at, this.laterFields.of(view, true));
			return false;
		};
	};

	get gone(): number {
		return this.ids.size - this.matched.count;
	}

	isChanged(at: number): boolean {
		return this.matched.has(at) && !this.earlierNumbers.isSame(at, this.laterNumbers);
	}

	get someChanged(): boolean {
		for (let at = 0; at < this.ids.size; at++) if (this.isChanged(at)) return true;
		return false;
	}

	/** In how many records of the earlier file each field has a value, and in how many of the later file that are in both. */
	get fields(): { earlier: ReadonlyMap<string, number>; later: ReadonlyMap<string, number> } {
		return { earlier: this.earlierFields.counts, later: this.laterFields.counts };
	}
}

interface FieldNews {
	readonly change: 'fieldAdded' | 'fieldGone';
	readonly field: string;
	readonly records: number;
}

/** Two files whose records are of one kind. */
class Comparison {
	constructor(
		private readonly kind: RecordKind,
		private readonly earlier: Side,
		private readonly later: Side,
		private readonly sink: Sink,
		private readonly keepsRecords: boolean,
	) {}

	/** Fields that all records have got, or lost: said once, however many they are. */
	async fieldNews(matching: Matching): Promise<FieldNews[]> {
		const { earlier, later } = matching.fields;
		const mayMatter = (counts: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>, most: number) =>
			[...counts].filter(([field, records]) => records > 1 && (others.get(field) ?? 0) <= most);
		const lost = mayMatter(earlier, later, 0);
		const got = mayMatter(later, earlier, matching.gone);
		if (lost.length + got.length === 0) return [];
		const matched = matching.gone === 0 ? earlier : await this.countMatched(matching);
		const isOfAll = (records: number) => records > manyRecords || (records > 1 && records === matching.matched.count);
		const before = (field: string) => matched.get(field) ?? 0;
		return [
			...lost.flatMap(([field]): FieldNews[] =>
				isOfAll(before(field)) ? [{ change: 'fieldGone', field, records: before(field) }] : [],
			),
			...got.flatMap(([field, records]): FieldNews[] =>
				before(field) === 0 && isOfAll(records) ? [{ change: 'fieldAdded', field, records }] : [],
			),
		];
	}

	/** Each change of a record. */
	async tell(matching: Matching, ignored: ReadonlySet<string>): Promise<void> {
		const { ids, added, gone } = matching;
		const { isLog } = this.kind;
		const looksBack = !isLog && (gone > 0 || matching.someChanged);
		if (!looksBack && added.size === 0) return;
		for (let from = 0, first = true; first || from < ids.size; first = false) {
			const { held, end } = looksBack
				? await this.hold(matching, from)
				: { held: new Map<number, string>(), end: ids.size };
			if (held.size > 0 || (first && added.size > 0)) await this.compareHeld(matching, held, first, ignored);
			from = end;
		}
	}

	/** In how many records each field has a value in the earlier file, of those that are in both. */
	private async countMatched({ matched }: Matching): Promise<ReadonlyMap<string, number>> {
		const fields = new FieldHashes(new Set());
		let at = 0;
		await readAll(this.earlier, (record) => {
			if (matched.has(at++)) fields.of(this.kind.view(record), true);
		});
		return fields.counts;
	}

	/**
	 * Tells what is gone, and holds what has changed, from one place of the earlier file on.
	 * @returns as much as may be held, and the place where to go on
	 */
	private async hold(matching: Matching, from: number): Promise<{ held: Map<number, string>; end: number }> {
		const { ids, matched } = matching;
		const held = new Map<number, string>();
		const identities = new Identities(this.kind);
		let [at, characters, end] = [0, 0, ids.size];
		const see = (record: IDataObject) => {
			const place = at++;
			if (place < from || place >= end) return;
			if (characters > mostHeld) end = place;
			else if (!matched.has(place)) this.tellGone(record, identities);
			else if (matching.isChanged(place)) {
				const text = JSON.stringify(this.keepsRecords ? record : this.kind.view(record));
				characters += text.length;
				held.set(place, text);
			}
		};
		await readUntil(this.earlier, see, () => end < ids.size);
		return { held, end };
	}

	/** A record as it is held, and as changes carry it. */
	private heldIn(text: string): { before: RecordView; whole: Pick<Change, 'before'> } {
		if (!this.keepsRecords) return { before: JSON.parse(text), whole: {} };
		const record: IDataObject = JSON.parse(text);
		return { before: this.kind.view(record), whole: { before: record } };
	}

	private tellGone(record: IDataObject, identities: Identities): void {
		const { kind } = this;
		const change = goneOrAdded('gone', kind, identities.of(record), kind.view(record));
		this.sink(detached(this.keepsRecords ? { ...change, before: record } : change));
	}

	private async compareHeld(
		{ ids }: Matching,
		held: ReadonlyMap<number, string>,
		tellsAdded: boolean,
		ignored: ReadonlySet<string>,
	): Promise<void> {
		const { kind } = this;
		const identities = new Identities(kind);
		await readAll(this.later, (record) => {
			const id = identities.of(record) ?? '';
			const at = ids.get(id);
			const text = held.get(at);
			const isAdded = at === -1 && tellsAdded;
			if (text === undefined && !isAdded) return;
			const after = kind.view(record);
			if (isAdded) this.sink(detached(goneOrAdded('added', kind, kind.isLog ? undefined : id, after)));
			if (text === undefined) return;
			const { before, whole } = this.heldIn(text);
			for (const change of changesOf({ kind, id, before, after }, ignored))
				this.sink(detached({ ...change, ...whole }));
		});
	}
}

/** @throws Fault `badInput` */
function refuseStrangers({ kind, earlier, later, matched }: Compared): void {
	if (!kind || kind.isLog || matched > 0 || earlier.facts.records === 0 || later.facts.records === 0) return;
	throw badInput(
		later.side.label,
		'has no ID in common with the earlier file',
		`${quote(earlier.side.file.name)} contains ${quantity(earlier.facts.records)} ${kind.plural}, and ${quote(later.side.file.name)} ${quantity(later.facts.records)}, all with other IDs. The files seem to be of two vaults or inventories. Check where each comes from.`,
	);
}

/**
 * Compares two files. Each is read several times, as memory holds no record of them: some 50 bytes for each, and what has changed, piece by
 * piece.
 * @param sink gets what changed
 * @param keepsRecords whether what is gone or changed comes with the whole record as it was
 * @throws Fault `badInput` for files that cannot be compared, `incomplete` for a damaged one
 */
export async function compareFiles(
	earlier: Side,
	later: Side,
	kinds: readonly RecordKind[],
	sink: Sink,
	keepsRecords: boolean,
): Promise<Compared> {
	const first = new Matching(new Set());
	const earlierRead = await readSide(earlier, kinds, first.takeEarlier);
	const laterRead = await readSide(later, kinds, first.takeLater);
	const kind = kindOfBoth(earlierRead, laterRead);
	const compared = {
		kind,
		earlier: earlierRead,
		later: laterRead,
		isSameFile: earlierRead.facts.sha256 === laterRead.facts.sha256,
		matched: first.matched.count,
	};
	refuseStrangers(compared);
	if (!kind || compared.isSameFile) return compared;
	const comparison = new Comparison(kind, earlier, later, sink, keepsRecords);
	const news = kind.isLog ? [] : await comparison.fieldNews(first);
	for (const { change, field, records } of news)
		if (field !== placeIdField) sink(fieldChange(change, kind, field, records));
	const ignored = new Set(news.map(({ field }) => field));
	await comparison.tell(news.length === 0 ? first : await matchedAgain(earlier, later, kind, ignored), ignored);
	return compared;
}

/** The same without the fields of which it was said once. */
async function matchedAgain(
	earlier: Side,
	later: Side,
	kind: RecordKind,
	ignored: ReadonlySet<string>,
): Promise<Matching> {
	const again = new Matching(ignored);
	await readSide(earlier, [kind], again.takeEarlier);
	await readSide(later, [kind], again.takeLater);
	return again;
}
