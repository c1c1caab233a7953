import { field } from './field';
import type { Declared, Field } from './field';

/** A value whose rule another answer decides, such as the type of a user-defined field: it comes as it was given. */
export const cell = (declaration: Declared<'string'>): Field<unknown> => field('cell', declaration, (value) => value);
