import { readLines } from '../values/lines';
import { field } from './field';
import type { Declared, Field } from './field';

/** Texts, each on a line of its own, or a list; none where the field is empty. */
export const optionalLines = (declaration: Declared<'string'>): Field<string[]> =>
	field('optionalLines', declaration, readLines);
