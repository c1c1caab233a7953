import { detached } from './valueText';

/** Numbers of 32 bits by their place in a list that grows: a list of objects would take ten times the room. */
export class NumberList {
	private readonly blocks: Uint32Array[] = [];

	get(at: number): number {
		return this.blocks[at >>> 16]?.[at & 0xffff] ?? 0;
	}

	set(at: number, value: number): void {
		while (this.blocks.length <= at >>> 16) this.blocks.push(new Uint32Array(0x10000));
		const block = this.blocks[at >>> 16];
		if (block) block[at & 0xffff] = value;
	}
}

/** Places of a list that are marked, at one bit each. */
export class Marks {
	private readonly bits = new NumberList();

	count = 0;

	has(at: number): boolean {
		return ((this.bits.get(at >>> 5) >>> (at & 31)) & 1) === 1;
	}

	add(at: number): void {
		if (this.has(at)) return;
		this.bits.set(at >>> 5, this.bits.get(at >>> 5) | (1 << (at & 31)));
		this.count += 1;
	}
}

/** A part of the numbers, so small that it is soon made larger. */
class Shard {
	private ids = new Float64Array(16).fill(Number.NaN);

	private places = new Uint32Array(16);

	private size = 0;

	/** @returns -1 where it is not there */
	get(id: number, hash: number): number {
		const slot = this.slotOf(id, hash);
		return this.ids[slot] === id ? (this.places[slot] ?? -1) : -1;
	}

	add(id: number, hash: number, place: number, hashOf: (id: number) => number): void {
		if (this.size * 4 >= this.ids.length * 3) this.grow(hashOf);
		const slot = this.slotOf(id, hash);
		this.ids[slot] = id;
		this.places[slot] = place;
		this.size += 1;
	}

	/** Where it is, or where it is to be. */
	private slotOf(id: number, hash: number): number {
		const mask = this.ids.length - 1;
		let slot = hash & mask;
		for (;;) {
			const there = this.ids[slot];
			if (there === id || there === undefined || Number.isNaN(there)) return slot;
			slot = (slot + 1) & mask;
		}
	}

	private grow(hashOf: (id: number) => number): void {
		const { ids, places } = this;
		this.ids = new Float64Array(ids.length * 2).fill(Number.NaN);
		this.places = new Uint32Array(ids.length * 2);
		ids.forEach((id, at) => {
			if (Number.isNaN(id)) return;
			const slot = this.slotOf(id, hashOf(id));
			this.ids[slot] = id;
			this.places[slot] = places[at] ?? 0;
		});
	}
}

const shardBits = 8;

function mixed(id: number): number {
	const high = Math.floor(id / 0x100000000) | 0;
	let h = Math.imul((id | 0) ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
	h ^= h >>> 15;
	h = Math.imul(h, 0xc2b2ae35);
	return (h ^ (h >>> 13)) >>> 0;
}

const slotHash = (id: number) => mixed(id) >>> shardBits;

/** IDs in the order in which they were added: 12 bytes for each place of a table that is at most three quarters full. */
export class RecordIndex {
	private readonly shards = Array.from({ length: 2 ** shardBits }, () => new Shard());

	private readonly texts = new Map<string, number>();

	size = 0;

	/** @returns its place, counted from 0; -1 where it is not there */
	get(id: number | string): number {
		if (typeof id === 'string' || !Number.isSafeInteger(id)) return this.texts.get(String(id)) ?? -1;
		return this.shardOf(id)?.get(id, slotHash(id)) ?? -1;
	}

	/** @returns its place; -1 where it was there before */
	add(id: number | string): number {
		if (this.get(id) !== -1) return -1;
		const place = this.size++;
		if (typeof id === 'string' || !Number.isSafeInteger(id)) this.texts.set(detached(String(id)), place);
		else this.shardOf(id)?.add(id, slotHash(id), place, slotHash);
		return place;
	}

	private shardOf(id: number): Shard | undefined {
		return this.shards[mixed(id) & (2 ** shardBits - 1)];
	}
}
