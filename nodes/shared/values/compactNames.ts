type Name = number | string;

/** What people call an entry of a list: itself, or the first of these that it has. */
const nameKeys = ['id', 'barcode', 'name', 'message'];

const isName = (value: unknown): value is Name =>
	typeof value === 'number' || (typeof value === 'string' && value !== '');

function nameOf(entry: unknown): Name | undefined {
	if (isName(entry)) return entry;
	if (typeof entry !== 'object' || entry === null) return undefined;
	return nameKeys.map((key): unknown => Reflect.get(entry, key)).find(isName);
}

interface Part {
	text: string;
	/** How many entries it names. */
	count: number;
}

/** Numbers that follow one another as a range: `101–3010`. */
function ranges(numbers: readonly number[]): Part[] {
	const parts: Array<{ first: number; last: number }> = [];
	for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
		const range = parts.at(-1);
		if (range && Number.isInteger(number) && number === range.last + 1) range.last = number;
		else parts.push({ first: number, last: number });
	}
	return parts.map(({ first, last }) => ({
		text: first === last ? String(first) : `${first}–${last}`,
		count: last - first + 1,
	}));
}

/** As it stands in JSON. */
const lengthOf = (text: string) => JSON.stringify(text).length - 2;

/**
 * Names entries of a list in one short text: numbers and IDs as ranges, else by barcode or name.
 * @param most how many characters, apart from `and 7 more`; what has no name is among those
 */
export function compactNames(entries: readonly unknown[], most: number): string {
	const names = entries.map(nameOf).filter(isName);
	const parts: Part[] = [
		...ranges(names.filter((name) => typeof name === 'number')),
		...names.filter((name) => typeof name === 'string').map((text) => ({ text, count: 1 })),
	];
	const repeated = names.length - parts.reduce((total, { count }) => total + count, 0);
	const shown: string[] = [];
	let characters = 0;
	let left = entries.length - repeated;
	for (const { text, count } of parts) {
		characters += lengthOf(text) + 2;
		if (characters > most) break;
		shown.push(text);
		left -= count;
	}
	if (left === 0) return shown.join(', ');
	return shown.length > 0 ? `${shown.join(', ')} and ${left} more` : `${left} more`;
}
