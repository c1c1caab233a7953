import { listIn, readLines, readSomeLines } from '../values/lines';
import { readBarcode } from '../values/text';
import { field, mapped } from './field';
import type { Declared, Field } from './field';

/** Texts, one per line, or a list. At least one. */
export const lines = (declaration: Declared<'string'>): Field<string[]> => field('lines', declaration, readSomeLines);

/** Texts, one per line, or a list; none where the field is empty. */
export const optionalLines = (declaration: Declared<'string'>): Field<string[]> =>
	field('optionalLines', declaration, readLines);

/** Texts without commas, such as barcodes: separated by commas or line breaks, or a list. At least one. */
export const texts = (declaration: Declared<'string'>): Field<string[]> =>
	field('texts', declaration, (value, label) =>
		readSomeLines(typeof value === 'string' ? (listIn(value) ?? value.replace(/[,;]/g, '\n')) : value, label),
	);

/** Barcodes, as `texts`, without what scanners put around each. At least one. */
export const barcodes = (declaration: Declared<'string'>): Field<string[]> =>
	mapped(texts(declaration), (given) => [...new Set(given.map((one) => readBarcode(one, declaration.displayName)))]);
