import { badInput, quote } from './badInput';
import { isNothing } from './text';

/** Commas within quotation marks do not separate. */
const parts = /(?:"[^"]*"|[^,])+/g;
const quoted = /^"([^"]*)"$/;
const digits = /^\d+$/;

function nameOrId(given: unknown, label: string): number | string {
	const text = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
	const name = quoted.exec(text)?.[1]?.trim() ?? text;
	if (name === '')
		throw badInput(label, 'holds something that is not a name or an ID', `It is ${quote(given)}. Give names or IDs.`);
	if (!digits.test(text)) return name;
	const id = Number(text);
	if (Number.isSafeInteger(id) && id > 0) return id;
	throw badInput(
		label,
		'holds something that is not an ID',
		`It is ${quote(text)}. Write a name made of digits in quotation marks.`,
	);
}

/**
 * Records by their IDs (numbers) or names (texts): a list, or text separated by commas. Digits are an ID; a name made of
 * digits, or with a comma in it, stands in quotation marks. Blanks and doubles are dropped.
 * @throws Fault `badInput`
 */
export function readNamesOrIds(value: unknown, label: string): Array<number | string> {
	const given: unknown[] = Array.isArray(value)
		? value
		: typeof value === 'string'
			? (value.match(parts) ?? [])
			: [value];
	return [...new Set(given.filter((one) => !isNothing(one)).map((one) => nameOrId(one, label)))];
}
