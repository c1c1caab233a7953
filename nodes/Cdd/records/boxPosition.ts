import { badInput, quote } from '../../shared/values/badInput';
import { parseNumber } from '../../shared/values/text';
import type { InventoryLocation } from '../contract/vault';

interface Well {
	readonly well: string;
	readonly row: number;
	readonly column: number;
}

/** A place in a box, counted from 1: by its number, by the name of a well, or by both, as CDD Vault shows it (`3/A3`). */
export type BoxPosition = { readonly number: number } | Well | (Well & { readonly number: number });

/** A3, A03, h12, AB7 */
const well = /^([a-z]{1,2})(\d{1,3})$/i;
const both = /^(\d+)\s*\/\s*([a-z]{1,2}\d{1,3})$/i;

/** A is 1, Z is 26, AA is 27. */
const rowOf = (letters: string) =>
	[...letters.toUpperCase()].reduce((row, letter) => row * 26 + (letter.codePointAt(0) ?? 0) - 64, 0);

const lettersOf = (row: number): string =>
	row > 26 ? lettersOf(Math.floor((row - 1) / 26)) + lettersOf(((row - 1) % 26) + 1) : String.fromCodePoint(64 + row);

/**
 * A position as it was typed; 0 counts as none, as people write it for a shelf.
 * @throws Fault `badInput` for anything but a whole number and the name of a well
 */
export function parsePosition(text: string | undefined): BoxPosition | undefined {
	if (text === undefined) return undefined;
	const number = parseNumber(text);
	if (number === 0) return undefined;
	if (number !== undefined && Number.isInteger(number) && number > 0) return { number };
	const [, shown, name = text] = both.exec(text) ?? [];
	const [, letters = '', digits = ''] = well.exec(name) ?? [];
	const column = Number(digits);
	const place = { well: name, row: rowOf(letters), column };
	if (column > 0) return shown === undefined ? place : { ...place, number: Number(shown) };
	throw badInput(
		'Position',
		'is not a place in a box',
		`It is ${quote(text)}. Enter its number, counted from 1 row by row, or its name, such as A3.`,
	);
}

/** The vendor numbers positions row by row and shows position 3 as A3 (GET inventory_samples). */
function sizeOf({ num_rows: rows, num_columns: columns, position_limit: limit }: InventoryLocation) {
	return rows && columns && rows * columns === limit ? { rows, columns } : undefined;
}

/** The number of a position in a box. @throws Fault `badInput` where it has no such position, or none is given */
export function positionIn(box: InventoryLocation, path: string, given: BoxPosition | undefined): number {
	const limit = box.position_limit ?? 0;
	const size = sizeOf(box);
	const wells = size ? `, A1 to ${lettersOf(size.rows)}${size.columns}` : '';
	if (given === undefined)
		throw badInput(
			'Position',
			'is missing',
			`"${path}" is a box with ${limit} positions. Enter a number from 1 to ${limit}${size ? ', or a name such as A1' : ''}.`,
		);
	const outside = (shown: number | string) =>
		badInput('Position', 'is outside the box', `It is ${shown}; "${path}" has the positions 1 to ${limit}${wells}.`);
	if ('number' in given && (!size || !('well' in given))) {
		if (given.number > limit || given.number < 1) throw outside(given.number);
		return given.number;
	}
	if (!size)
		throw badInput(
			'Position',
			'is the name of a place in a box whose rows and columns are not known',
			`CDD Vault does not say how many rows and columns "${path}" has. Enter the number of the position, from 1 to ${limit}.`,
		);
	if (given.row > size.rows || given.column > size.columns) throw outside(given.well);
	const number = (given.row - 1) * size.columns + given.column;
	if (!('number' in given) || given.number === number) return number;
	throw badInput(
		'Position',
		'names two places',
		`In "${path}" the position ${given.well} has the number ${number}, not ${given.number}. Enter one of the two.`,
	);
}
