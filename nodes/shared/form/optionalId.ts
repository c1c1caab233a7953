import { readId } from '../values/ids';
import { field } from './field';
import type { Declared, Field } from './field';

/** The ID of one record, or nothing where the field was left as it comes, empty. An expression that finds nothing is refused. */
export const optionalId = (declaration: Declared<'string'>): Field<number | undefined> =>
	field('optionalId', declaration, (value, label) => (value === '' ? undefined : readId(value, label)));
