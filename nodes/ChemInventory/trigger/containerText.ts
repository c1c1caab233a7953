import type { ContainerAction } from './auditWords';

/** What the text of a row tells of its container; null where it cannot be read, or can be read in two ways. */
export interface NamedContainer {
	name: string | null;
	barcode: string | null;
}

/** One way to read a text: `name (barcode): what` or `name (barcode) what`. */
interface Reading {
	name: string;
	barcode: string;
	what: string;
}

/** What the log is known, or assumed, to write behind the bracket with the barcode, by what happened. */
const sentences: Readonly<Record<ContainerAction, RegExp>> = {
	added: /^: Container added(?: to database)?$/,
	deleted: /^(?:: Container)? (?:deleted|removed)(?: from ".*")?$/s,
	edited: /^: [^"]+ changed from ".*" to ".*"$/s,
	moved: /^ moved from ".*" to ".*"$/s,
};

/** Where a bracket at this place ends; undefined where it never does. */
function endOfBracket(text: string, start: number): number | undefined {
	let depth = 0;
	for (let at = start; at < text.length; at++) {
		if (text[at] === '(') depth++;
		if (text[at] === ')' && --depth === 0) return at;
	}
	return undefined;
}

/**
 * Every way to read a text: any bracket with a sentence behind it may hold the barcode. Names and values hold whatever the
 * log itself writes: brackets, colons, quotation marks, its words. A sentence that is known to its end goes before others.
 */
function readingsOf(text: string, action: ContainerAction): Reading[] {
	const known: Reading[] = [];
	const possible: Reading[] = [];
	for (let start = text.indexOf(' (', 1); start !== -1; start = text.indexOf(' (', start + 1)) {
		const end = endOfBracket(text, start + 1);
		if (end === undefined) continue;
		const rest = text.slice(end + 1).trimEnd();
		const reading = {
			name: text.slice(0, start),
			barcode: text.slice(start + 2, end),
			what: rest.replace(/^:? /, ''),
		};
		if (sentences[action].test(rest)) known.push(reading);
		else if (/^(: .| [a-z])/s.test(rest)) possible.push(reading);
	}
	return known.length > 0 ? known : possible;
}

/** `N,N-diisopropyl ethylamine 99% (AEF01028) moved from "…" to "…"` is the vendor's sample. */
export function readContainer(text: string, action: ContainerAction): NamedContainer {
	const [reading, another] = readingsOf(text, action);
	if (reading === undefined || another !== undefined) return { name: null, barcode: null };
	const { name, barcode } = reading;
	return { name, barcode: barcode.trim() === '' ? null : barcode };
}

/** The part of a text that tells what happened: all of it where no container stands in front. */
function happeningIn(text: string, action: ContainerAction): string | undefined {
	const [reading, another] = readingsOf(text, action);
	return reading === undefined ? text : another === undefined ? reading.what : undefined;
}

/** Two quoted texts with words around them; undefined where they can be parted in several ways. */
function quotedPair(text: string | undefined, pattern: RegExp): [before: string, after: string] | undefined {
	const [, pair] = (text !== undefined && pattern.exec(text)) || [];
	const parts = pair?.split('" to "');
	return parts?.length === 2 ? [parts[0] ?? '', parts[1] ?? ''] : undefined;
}

/** Whole paths, with the inventory in front. */
export function readWay(text: string): { from: string | null; to: string | null } {
	const what = happeningIn(text, 'moved');
	const [from = null, to = /^[^"]*\bto "([^"]*)"\s*$/.exec(what ?? '')?.[1] ?? null] =
		quotedPair(what, /\bfrom "(.*)"\s*$/s) ?? [];
	return { from, to };
}

/** `Product Code changed from "UPG159-0" to "UPG159-0-12"`, in the log with name and barcode in front. */
export function readChange(text: string): { field: string | null; oldValue: string | null; newValue: string | null } {
	const what = happeningIn(text, 'edited');
	const pair = quotedPair(what, /^[^"]+? changed from "(.*)"\s*$/s);
	const field = /^([^"]+?) changed from "/s.exec(what ?? '')?.[1];
	if (pair === undefined || field === undefined) return { field: field ?? null, oldValue: null, newValue: null };
	return { field, oldValue: pair[0], newValue: pair[1] };
}
