import { readId, readIds } from '../values/ids';
import { isNothing } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

/** The ID of one record. */
export const id = (declaration: Declared<'number' | 'string'>): Field<number> => field('id', declaration, readId);

/** The ID of one record, or nothing where the field was left as it comes, empty. An expression that finds nothing is refused. */
export const optionalId = (declaration: Declared<'string'>): Field<number | undefined> =>
	field('optionalId', declaration, (value, label) => (value === '' ? undefined : readId(value, label)));

/** Some IDs: a list, or text separated by commas. An empty list is refused. */
export const ids = (declaration: Declared<'multiOptions' | 'string'>): Field<number[]> =>
	field('ids', declaration, readIds);

/** Some IDs, or none where the field is empty: for fields where that does not mean all records. */
export const optionalIds = (declaration: Declared<'string'>): Field<number[]> =>
	field('optionalIds', declaration, (value, label) =>
		isNothing(value) || (Array.isArray(value) && value.length === 0) ? [] : readIds(value, label),
	);
