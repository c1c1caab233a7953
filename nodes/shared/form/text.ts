import type { Lines } from '../values/cleaning';
import { readBarcode, readCleanText, readCleanTextOrNothing, readText } from '../values/text';
import { field, mapped } from './field';
import type { Declared, Field } from './field';

/** A field that is shown with several rows takes several lines. */
const linesOf = ({ typeOptions }: Declared<'string'>): Lines => (typeOptions?.rows === undefined ? 'one' : 'several');

/** A text that must be given, see `cleanText`. A number counts as text. */
export const text = (declaration: Declared<'string'>): Field<string> =>
	field('text', declaration, (value, label) => readCleanText(value, label, linesOf(declaration)));

/** The same to the letter, blanks included: passwords, structures. */
export const exactText = (declaration: Declared<'string'>): Field<string> => field('exactText', declaration, readText);

/** A text that may be left out: empty, it is not given, and clears nothing. */
export const optionalText = (declaration: Declared<'string'>): Field<string | undefined> =>
	field('optionalText', declaration, (value, label) => readCleanTextOrNothing(value, label, linesOf(declaration)));

/** A barcode, without what scanners put around it. */
export const barcode = (declaration: Declared<'string'>): Field<string> =>
	mapped(text(declaration), (given) => readBarcode(given, declaration.displayName));

/** The same, or nothing where the field is empty. */
export const optionalBarcode = (declaration: Declared<'string'>): Field<string | undefined> =>
	mapped(optionalText(declaration), (given) =>
		given === undefined ? undefined : readBarcode(given, declaration.displayName),
	);
