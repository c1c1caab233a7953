import { fingerprintOf } from '../values/fingerprint';

/** What is kept of a key: a whole number as it is, of any other text 48 bits of its hash. */
export type Token = number | string;

/** Tokens by the whole second of their time, each second as one short text. */
export type PackedKeys = Readonly<Record<string, string>>;

const hashLength = 8;
const hashes = new RegExp(`.{${hashLength}}`, 'g');
const wholeNumber = /^(?:0|[1-9]\d{0,14})$/;

export const tokenOf = (key: string): Token =>
	wholeNumber.test(key) ? Number(key) : fingerprintOf(key).slice(0, hashLength);

/** As distances with base 36: what an import has made, one number after the other, takes a few characters. */
function packNumbers(numbers: readonly number[]): string {
	const runs: Array<{ first: number; last: number }> = [];
	for (const next of [...numbers].sort((a, b) => a - b)) {
		const run = runs.at(-1);
		if (run && next === run.last + 1) run.last = next;
		else runs.push({ first: next, last: next });
	}
	return runs
		.map(({ first, last }, index) => {
			const distance = (first - (runs[index - 1]?.last ?? 0)).toString(36);
			return last > first ? `${distance}+${(last - first).toString(36)}` : distance;
		})
		.join(',');
}

function unpackNumbers(packed: string): number[] {
	const numbers: number[] = [];
	let at = 0;
	for (const run of packed === '' ? [] : packed.split(',')) {
		const [distance = '', more = '0'] = run.split('+');
		at += Number.parseInt(distance, 36);
		const last = at + Number.parseInt(more, 36);
		numbers.push(at);
		while (at < last) numbers.push(++at);
	}
	return numbers;
}

/** @param seconds by token, since 1970 */
export function pack(seconds: ReadonlyMap<Token, number>): PackedKeys {
	const bySecond = new Map<number, Token[]>();
	for (const [token, second] of seconds) {
		const together = bySecond.get(second);
		if (together) together.push(token);
		else bySecond.set(second, [token]);
	}
	return Object.fromEntries(
		[...bySecond].map(([second, tokens]) => {
			const numbers = packNumbers(tokens.filter((token) => typeof token === 'number'));
			return [String(second), `${numbers} ${tokens.filter((token) => typeof token === 'string').join('')}`];
		}),
	);
}

export function unpack(packed: PackedKeys): Map<Token, number> {
	const seconds = new Map<Token, number>();
	for (const [second, text] of Object.entries(packed)) {
		const [numbers = '', hashed = ''] = text.split(' ');
		for (const token of [...unpackNumbers(numbers), ...(hashed.match(hashes) ?? [])])
			seconds.set(token, Number(second));
	}
	return seconds;
}

/** What n8n has to save of a second. */
const sizeOf = ([second, text]: [string, string]) => `"${second}":"${text}",`.length;

/**
 * Forgets the earliest seconds where all of them take more than so many characters; the latest second stays whole.
 * @returns `since`: from this second on nothing was forgotten; undefined where nothing was
 */
export function keepLatest(packed: PackedKeys, characters: number): { kept: PackedKeys; since?: number } {
	const latestFirst = Object.entries(packed).sort(([a], [b]) => Number(b) - Number(a));
	let size = 0;
	const tooMuch = latestFirst.findIndex((entry, index) => {
		size += sizeOf(entry);
		return index > 0 && size > characters;
	});
	const forgotten = latestFirst[tooMuch];
	if (!forgotten) return { kept: packed };
	return { kept: Object.fromEntries(latestFirst.slice(0, tooMuch)), since: Number(forgotten[0]) + 1 };
}
