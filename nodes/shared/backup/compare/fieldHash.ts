import type { RecordView } from '../recordKind';
import { amountText, valueText } from './valueText';

/** Two numbers of 32 bits. */
export interface Hash {
	one: number;
	two: number;
}

/** Each bit of the result depends on all bits of the number. */
function stirred(number: number): number {
	let h = number;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return h ^ (h >>> 16);
}

function take(hash: Hash, text: string): void {
	let { one, two } = hash;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		one = Math.imul(one ^ code, 0xcc9e2d51);
		one = (one << 13) | (one >>> 19);
		two = Math.imul(two ^ code, 0x1b873593);
		two = (two << 15) | (two >>> 17);
	}
	hash.one = stirred(one ^ text.length);
	hash.two = stirred(two ^ hash.one);
}

/** A number that all of a text goes into, and that stays exact. */
export function numberOf(text: string): number {
	const hash = { one: 0x2545f491, two: 0x9e3779b9 };
	take(hash, text);
	return (hash.one >>> 0) * 2 ** 21 + (hash.two >>> 11);
}

/** What is compared of a record beside its own fields, by the names that changes have for it. */
export const placeField = 'location';
export const amountField = 'amount';

/** What the service knows the place by: no field that anybody is told of. */
export const placeIdField = '\u0000place';

/** @param see gets the name of what is compared, and its text, which is empty for nothing */
export function eachCompared(view: RecordView, see: (field: string, text: string) => void): void {
	see('name', view.name ?? '');
	see('barcode', view.barcode ?? '');
	see(placeField, view.place ?? '');
	see(amountField, view.amount === undefined ? '' : amountText(view.amount));
	see('unit', view.unit ?? '');
	see(placeIdField, view.placeId ?? '');
	const { fields } = view;
	for (const field of Object.keys(fields)) see(field, valueText(fields[field]));
}

interface KnownField extends Hash {
	readonly isIgnored: boolean;
	/** How many of the counted records have a value for it. */
	records: number;
}

/** The records of one file by numbers, and how many of them have each field. */
export class FieldHashes {
	private readonly known = new Map<string, KnownField>();

	private readonly scratch: Hash = { one: 0, two: 0 };

	constructor(private readonly ignored: ReadonlySet<string>) {}

	/**
	 * The same number for the same fields with the same values, in any order.
	 * @param counts whether the record is one of those whose fields are counted
	 */
	of(view: RecordView, counts: boolean): Hash {
		const sum = { one: 0, two: 0 };
		const add = (field: string, text: string) => {
			if (text === '') return;
			const known = this.field(field);
			if (counts) known.records += 1;
			if (known.isIgnored) return;
			const { scratch } = this;
			scratch.one = known.one;
			scratch.two = known.two;
			take(scratch, text);
			sum.one = (sum.one + scratch.one) | 0;
			sum.two = (sum.two + scratch.two) | 0;
		};
		eachCompared(view, add);
		return sum;
	}

	/** How many of the counted records have a value for each field. */
	get counts(): ReadonlyMap<string, number> {
		return new Map([...this.known].map(([field, { records }]) => [field, records]));
	}

	private field(name: string): KnownField {
		const known = this.known.get(name);
		if (known) return known;
		const hash = { one: 0x2545f491, two: 0x9e3779b9 };
		take(hash, name);
		const field = { ...hash, isIgnored: this.ignored.has(name), records: 0 };
		this.known.set(name, field);
		return field;
	}
}
