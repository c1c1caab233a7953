import { mapped, optionalText, text } from '../../../shared/form';
import type { Declared, Field } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';

/** What stands for no CAS number, in what is sent and in what comes. */
export const noCas = 'N/A';

/** Two to seven digits, two digits, one check digit. */
const casShape = /^\d{2,7}-\d{2}-\d$/;

/** Whether a text is a CAS number with the right check digit. */
export function isCas(text: string): boolean {
	if (!casShape.test(text)) return false;
	const digits = [...text.replace(/-/g, '')].map(Number);
	const check = digits.pop();
	const sum = digits.reverse().reduce((total, digit, at) => total + digit * (at + 1), 0);
	return sum % 10 === check;
}

/** @throws Fault `badInput` */
export function readCas(value: unknown, label: string): string {
	const text = String(value ?? '').trim();
	if (isCas(text)) return text;
	throw badInput(
		label,
		'is not a CAS number',
		`It is ${quote(text)}. A CAS number looks like 67-64-1, and its last digit is a check digit.`,
	);
}

/** A CAS number, or the service's word for none. @throws Fault `badInput` */
export function readCasOrNone(value: unknown, label: string): string {
	return String(value).trim().toUpperCase() === noCas ? noCas : readCas(value, label);
}

/** A CAS number, or the service's word for none. It must be given. */
export const casField = (declaration: Declared<'string'>): Field<string> =>
	mapped(text(declaration), (given) => readCasOrNone(given, declaration.displayName));

/** The same; an empty one stands for none. */
export const optionalCasField = (declaration: Declared<'string'>): Field<string> =>
	mapped(optionalText(declaration), (given) =>
		given === undefined ? noCas : readCasOrNone(given, declaration.displayName),
	);
