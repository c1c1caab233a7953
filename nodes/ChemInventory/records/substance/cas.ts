import { mapped, optionalText, text } from '../../../shared/form';
import type { Declared, Field } from '../../../shared/form';
import { readCas } from '../../../shared/values/casNumber';
import { sameText } from '../../../shared/values/text';

/** What stands for no CAS number, in what is sent and in what comes. */
export const noCas = 'N/A';

/** A CAS number, or the service's word for none. @throws Fault `badInput` */
export const readCasOrNone = (value: unknown, label: string): string =>
	sameText(value, noCas) ? noCas : readCas(value, label);

/** A CAS number, or the service's word for none. It must be given. */
export const casField = (declaration: Declared<'string'>): Field<string> =>
	mapped(text(declaration), (given) => readCasOrNone(given, declaration.displayName));

/** The same, or nothing where the field is empty. */
export const casIfGiven = (declaration: Declared<'string'>): Field<string | undefined> =>
	mapped(optionalText(declaration), (given) =>
		given === undefined ? undefined : readCasOrNone(given, declaration.displayName),
	);

/** The same; an empty one stands for none. */
export const optionalCasField = (declaration: Declared<'string'>): Field<string> =>
	mapped(casIfGiven(declaration), (given) => given ?? noCas);
