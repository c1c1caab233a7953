import { readText, readTextOrNothing } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

/** A text that must be given; blanks at the ends are dropped. A number counts as text. */
export const text = (declaration: Declared<'string'>): Field<string> =>
	field('text', declaration, (value, label) => readText(value, label).trim());

/** The same with its blanks: passwords, structures. */
export const exactText = (declaration: Declared<'string'>): Field<string> => field('exactText', declaration, readText);

/** A text that may be left out: empty, it is not given, and clears nothing. */
export const optionalText = (declaration: Declared<'string'>): Field<string | undefined> =>
	field('optionalText', declaration, (value, label) => readTextOrNothing(value, label)?.trim());
