import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { cddBase } from '../../support/cdd';

/** A whole number from 0 to below the limit. */
export type Random = (below: number) => number;

interface Listed {
	id: number;
	name: string;
	changed: number;
	/** A filter may let go of a record, and take it back. */
	matches: boolean;
}

type Order = (one: Listed, other: Listed) => number;

/** What a list may go by; CDD Vault does not say. */
export const orders = {
	'by ID': (one, other) => one.id - other.id,
	'by ID, the newest first': (one, other) => other.id - one.id,
	'by name': (one, other) => one.name.localeCompare(other.name) || one.id - other.id,
	'by change': (one, other) => one.changed - other.changed,
	'by change, the latest first': (one, other) => other.changed - one.changed,
} satisfies Record<string, Order>;

export type OrderName = keyof typeof orders;

/** What a reading came to. */
export type Verdict = 'told' | 'whole' | { missing: number[]; strangers: number[]; doubles: number };

/** A list that people work on: they add, change and delete records before any of its answers. */
export class ChangingList {
	private readonly records = new Map<number, Listed>();

	private exported: IDataObject[] = [];

	private lastId = 100;

	private now = 0;

	requests = 0;

	/** There from the first answer to the last. */
	private readonly throughout = new Set<number>();

	private readonly everThere = new Set<number>();

	/** @param restlessness how likely something happens before an answer, in percent */
	constructor(
		private readonly random: Random,
		private readonly order: OrderName,
		size: number,
		private readonly restlessness: number,
	) {
		for (let made = 0; made < size; made++) this.add();
		// Where nobody has worked on it yet, a list by change looks like one by ID.
		if (random(2) === 0) for (let done = 0; done < size; done++) this.change();
		for (const { id } of this.matching()) this.throughout.add(id);
		this.noteWhatIsThere();
	}

	get size(): number {
		return this.matching().length;
	}

	private matching(): Listed[] {
		return [...this.records.values()].filter(({ matches }) => matches).sort(orders[this.order]);
	}

	private any(): Listed | undefined {
		const all = [...this.records.values()];
		return all[this.random(all.length)];
	}

	private add(): void {
		const id = (this.lastId += 1 + this.random(3));
		this.records.set(id, { id, name: this.anyName(), changed: this.now++, matches: true });
	}

	private change(): void {
		const record = this.any();
		if (record) record.changed = this.now++;
	}

	/** In a list by name it moves to any other place. */
	private rename(): void {
		const record = this.any();
		if (record) Object.assign(record, { changed: this.now++, name: this.anyName() });
	}

	private delete(): void {
		const record = this.any();
		if (record) this.records.delete(record.id);
	}

	private leaveOrReturn(): void {
		const record = this.any();
		if (record) record.matches = !record.matches;
	}

	private anyName(): string {
		return `S${this.random(1000)}`;
	}

	private peopleWork(): void {
		if (this.requests === 0 || this.random(100) >= this.restlessness) return;
		const changes = [
			() => {
				this.delete();
				this.add();
			},
			() => {
				this.rename();
				this.delete();
				this.add();
			},
			() => this.add(),
			() => this.delete(),
			() => this.change(),
			() => this.leaveOrReturn(),
		];
		for (let left = 1 + this.random(2); left > 0; left--) changes[this.random(changes.length)]?.();
	}

	private noteWhatIsThere(): void {
		const there = new Set(this.matching().map(({ id }) => id));
		for (const id of this.throughout) if (!there.has(id)) this.throughout.delete(id);
		for (const id of there) this.everThere.add(id);
	}

	/** The records as they are at the next answer. */
	private atNextAnswer(): Listed[] {
		this.peopleWork();
		this.requests++;
		this.noteWhatIsThere();
		return this.matching();
	}

	/** Answers on the public server, in place of what it answered before. */
	serve(): void {
		nock.cleanAll();
		const vault = nock(`${cddBase}/vaults/4598`).persist();
		const page = (uri: string) => {
			const query = new URL(uri, cddBase).searchParams;
			const found = this.atNextAnswer();
			const [offset, size] = [Number(query.get('offset') ?? 0), Number(query.get('page_size') ?? 50)];
			return { query, found, shown: found.slice(offset, offset + size) };
		};
		const list = (uri: string): nock.Body => {
			const { query, found, shown } = page(uri);
			const toObject = ({ id, name }: Listed) => ({ id, name });
			if (query.get('async') === 'true') {
				this.exported = found.map(toObject);
				return { id: 77, status: 'new' };
			}
			if (query.get('only_ids') === 'true') return { count: found.length, objects: found.map(({ id }) => id) };
			return { count: found.length, objects: shown.map(toObject) };
		};
		vault.get('/inventory_samples').query(true).reply(200, list);
		vault.get('/batches').query(true).reply(200, list);
		vault
			.get('/inventory_locations')
			.query(true)
			.reply(200, (uri: string) => page(uri).shown.map(({ id, name }) => ({ id, value: name })));
		vault.get('/export_progress/77').reply(200, { id: 77, status: 'finished' });
		vault.get('/exports/77').reply(200, () => JSON.stringify({ count: this.exported.length, objects: this.exported }));
	}

	/** No more answers. */
	stop(): void {
		nock.cleanAll();
	}

	/** Every record that was there all the time must have come, once, and none that never was. */
	verdictOn(ids: readonly number[]): Verdict {
		const came = new Set(ids);
		const missing = [...this.throughout].filter((id) => !came.has(id));
		const strangers = [...came].filter((id) => !this.everThere.has(id));
		const doubles = ids.length - came.size;
		return missing.length + strangers.length + doubles === 0 ? 'whole' : { missing, strangers, doubles };
	}
}
