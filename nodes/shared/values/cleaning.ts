import type { Fault } from '../fault';
import { badInput, quote } from './badInput';

/**
 * The one rule for texts that people, scanners and spreadsheets give (docs/fields.md has it in words):
 * - what cannot be seen is dropped: soft hyphens, zero-width characters and marks of writing direction anywhere; blanks, line
 *   ends and control characters (a scanner's STX, ETX, GS) at both ends, but for blanks in the lab's own fields;
 * - letters with accents get one form, Unicode's NFC, because services compare texts by their code points;
 * - a control character or half of a character within a text is refused, and so is a line break in a field of one line.
 * Nothing else changes: not upper and lower case, not zeros in front, not blanks within.
 */

/** Soft hyphen, zero-width space, marks and embeddings of direction, word joiner and its kin, byte order mark. */
const unseen = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** Some scripts and pictures need the joiners between two of their characters; in others they are left-overs of copying. */
const strayJoiners = /(?<=^|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\p{P}\p{Z}])[\u200c\u200d]+/gu;

const blankOrLess = /[\s\p{Cc}\u200c\u200d]/u;
const lessThanBlank = /[\p{Cc}\u2028\u2029\u200c\u200d]/u;

/** Anything that can be seen. */
const visible = /[^\s\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u;

function withoutEnds(text: string, dropped: RegExp): string {
	let [start, end] = [0, text.length];
	while (start < end && dropped.test(text.charAt(start))) start++;
	while (start < end && dropped.test(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}

function cleaned(text: string, droppedAtEnds: RegExp): string {
	const once = (given: string) =>
		withoutEnds(given.replace(unseen, ''), droppedAtEnds).replace(strayJoiners, '').normalize('NFC');
	let [before, after] = [text, once(text)];
	while (before !== after) [before, after] = [after, once(after)];
	return after;
}

/** What most texts are made of: nothing to clean. */
const plain = /^[!-~](?:[ -~]*[!-~])?$/;

/** A text as it is stored and compared. Cleaned again it stays the same. */
export const cleanText = (text: string): string => (plain.test(text) ? text : cleaned(text, blankOrLess));

/** Whether there is nothing in a text that could be seen. */
export const isBlank = (text: string): boolean => !visible.test(text);

export const lineBreak = /\r\n?|[\n\v\f\u0085\u2028\u2029]/;

/** All but tabs and line breaks, and halves of characters, which would be stored as "�". */
const unreadable = /(?![\t\n\v\f\r\u0085])\p{Cc}|\p{Surrogate}/u;

/** How many lines a field takes. */
export type Lines = 'one' | 'several';

const codeOf = (character: string) =>
	`U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

function notReadable(label: string, text: string, character: string, which: string): Fault {
	const seen = quote(text.replaceAll(new RegExp(unreadable, 'gu'), '…'));
	return badInput(
		label,
		'contains a character that cannot be shown',
		`It is ${codeOf(character)}, where ${seen} has dots. ${which}Remove it: such characters come from scanners and copied texts.`,
	);
}

/** @throws Fault `badInput` for what cannot be stored as it is */
function checkedLines(text: string, label: string, lines: Lines, which: string): string {
	if (plain.test(text)) return text;
	const [character] = unreadable.exec(text) ?? [];
	if (character !== undefined) throw notReadable(label, text, character, which);
	if (lines === 'several' || !lineBreak.test(text)) return text;
	throw badInput(label, 'contains a line break', `It is ${quote(text)}. ${which}Write it on one line.`);
}

/** See `cleanText`. @throws Fault `badInput` for what cannot be stored as it is */
export const readClean = (given: string, label: string, lines: Lines): string =>
	checkedLines(cleanText(given), label, lines, '');

/** What a scanner may be set to send in front of a barcode: its kind, as ISO/IEC 15424 has it (`]C1`, `]d2`). */
const symbologyIdentifier = /^(?:\][A-Za-z][0-9A-F])+/;

/** A barcode as it stands on the label; empty where nothing but the scanner's own signs was there. */
export function cleanBarcode(text: string): string {
	const bare = cleanText(text).replace(symbologyIdentifier, '');
	return bare === text ? text : cleanBarcode(bare);
}

/**
 * A value of one of the lab's own fields. Blanks at its ends stay, as they are there to the letter; in what is called a barcode
 * nobody means them.
 * @param which a sentence that names the field, with a blank at its end
 * @throws Fault `badInput` for what cannot be stored as it is
 */
export function cleanCell(name: string, given: string, label: string, lines: Lines, which: string): string {
	if (!/barcode/i.test(name)) return checkedLines(cleaned(given, lessThanBlank), label, lines, which);
	return cleanBarcode(checkedLines(cleanText(given), label, 'one', which));
}
