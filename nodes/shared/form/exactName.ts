import { readTextOrNothing } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';
import { storedIn } from './locator';

/**
 * A name that is kept to the letter, blanks at its ends included, typed or chosen from a list; undefined where it is empty.
 * Administrators choose names so.
 */
export const exactName = (declaration: Declared<'resourceLocator' | 'string'>): Field<string | undefined> =>
	field('exactName', declaration, (value, label) => readTextOrNothing(storedIn(value).value, label));
