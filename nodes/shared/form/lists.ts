import { readId, readIds } from '../values/ids';
import { listIn, readLines, readSomeLines } from '../values/lines';
import { field } from './field';
import type { Declared, Field } from './field';

/** The ID of one record. */
export const id = (declaration: Declared<'number' | 'string'>): Field<number> => field('id', declaration, readId);

/** Some IDs: a list, or text separated by commas. An empty list is refused. */
export const ids = (declaration: Declared<'multiOptions' | 'string'>): Field<number[]> =>
	field('ids', declaration, readIds);

/** Texts, each on a line of its own, or a list. At least one. */
export const lines = (declaration: Declared<'string'>): Field<string[]> => field('lines', declaration, readSomeLines);

/** Texts without commas, such as barcodes: separated by commas or line breaks, or a list. At least one. */
export const texts = (declaration: Declared<'string'>): Field<string[]> =>
	field('texts', declaration, (value, label) =>
		readSomeLines(typeof value === 'string' ? (listIn(value) ?? value.replace(/[,;]/g, '\n')) : value, label),
	);

/** Texts of a list that n8n loads, or of an expression; none where nothing was chosen. */
export const listed = (declaration: Declared<'multiOptions' | 'string'>): Field<string[]> =>
	field('listed', declaration, readLines);
