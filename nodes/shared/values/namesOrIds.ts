import { badInput, quote } from './badInput';
import { cleanText, readClean } from './cleaning';
import { listIn } from './lines';
import { isNothing } from './text';

/** Commas and line breaks separate, but for those within quotation marks. */
const parts = /(?:"[^"]*"|[^,\r\n])+/g;
const quoted = /^"([^"]*)"$/;
const digits = /^\d+$/;

/** Names in a text: in JSON, or with commas or line breaks between them; one with a comma in it stands in quotation marks. */
export const namesIn = (text: string): unknown[] =>
	listIn(text) ?? (text.match(parts) ?? []).map((part) => quoted.exec(part.trim())?.[1] ?? part);

/** A record as a node gives it, `{ "id": 5, "name": "…" }`: its ID is sure. */
function idOfRecord(given: unknown): number | undefined {
	if (typeof given !== 'object' || given === null || !('id' in given)) return undefined;
	const { id } = given;
	return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

function textOrNumber(given: unknown, label: string): number | string {
	const isGiven = typeof given === 'string' || (typeof given === 'number' && Number.isFinite(given));
	const text = isGiven ? cleanText(String(given)) : '';
	const name = readClean(quoted.exec(text)?.[1] ?? text, label, 'one');
	if (name === '')
		throw badInput(
			label,
			'contains something that is not a name or an ID',
			`It is ${quote(given)}. Enter names or IDs.`,
		);
	if (!digits.test(text)) return name;
	const id = Number(text);
	if (Number.isSafeInteger(id) && id > 0) return id;
	throw badInput(
		label,
		'contains something that is not an ID',
		`It is ${quote(text)}. Write a name made of digits in quotation marks.`,
	);
}

const nameOrId = (given: unknown, label: string): number | string => idOfRecord(given) ?? textOrNumber(given, label);

/**
 * Records by their IDs (numbers) or names (texts), or as the nodes give them: a list, or text separated by commas. Digits are
 * an ID; a name made of digits, or with a comma in it, stands in quotation marks. Blanks and doubles are dropped.
 * @throws Fault `badInput`
 */
export function readNamesOrIds(value: unknown, label: string): Array<number | string> {
	const given: unknown[] = typeof value === 'string' ? (listIn(value) ?? value.match(parts) ?? []) : [value].flat();
	return [...new Set(given.filter((one) => !isNothing(one)).map((one) => nameOrId(one, label)))];
}
