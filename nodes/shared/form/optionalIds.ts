import { readIds } from '../values/ids';
import { isNothing } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

/** Some IDs, or none where the field is empty: for fields where that does not mean all records. */
export const optionalIds = (declaration: Declared<'string'>): Field<number[]> =>
	field('optionalIds', declaration, (value, label) =>
		isNothing(value) || (Array.isArray(value) && value.length === 0) ? [] : readIds(value, label),
	);
