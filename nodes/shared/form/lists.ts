import { badInput, quote } from '../values/badInput';
import { readId, readIds } from '../values/ids';
import { readLines, readSomeLines } from '../values/lines';
import { readChoice } from './choice';
import type { ChoiceDeclaration, Option } from './choice';
import { field } from './field';
import type { Declared, Field } from './field';

/** The ID of one record. */
export const id = (declaration: Declared<'number' | 'string'>): Field<number> => field('id', declaration, readId);

/** Some IDs: a list, or text separated by commas. An empty list is refused. */
export const ids = (declaration: Declared<'multiOptions' | 'string'>): Field<number[]> =>
	field('ids', declaration, readIds);

/** Texts, each on a line of its own, or a list. At least one. */
export const lines = (declaration: Declared<'string'>): Field<string[]> => field('lines', declaration, readSomeLines);

/** Texts without commas, such as barcodes: separated by commas or line breaks, or a list. At least one. */
export const texts = (declaration: Declared<'string'>): Field<string[]> =>
	field('texts', declaration, (value, label) =>
		readSomeLines(typeof value === 'string' ? value.replace(/[,;]/g, '\n') : value, label),
	);

/** Texts of a list that n8n loads, or of an expression; none where nothing was chosen. */
export const listed = (declaration: Declared<'multiOptions' | 'string'>): Field<string[]> =>
	field('listed', declaration, readLines);

/** Some of the listed options, each by its value or its label: a list, or text separated by commas. */
export function choices<const D extends ChoiceDeclaration>(
	declaration: D,
): Field<Array<D['options'][number]['value']>> {
	const options: ReadonlyArray<Option & { value: D['options'][number]['value'] }> = declaration.options;
	return field('choices', { ...declaration, options: [...declaration.options] }, (value, label) => {
		const given: unknown = typeof value === 'string' ? value.split(',') : value;
		if (!Array.isArray(given))
			throw badInput(label, 'is not a list of choices', `It is ${quote(value ?? '')}. Choose from the list.`);
		return [...new Set(given.map((one) => readChoice(one, label, options)))];
	});
}
