import { readListed } from '../values/lines';
import { readCleanText } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

/** Texts of a list that n8n loads, or of an expression; none where nothing was chosen. */
export const listed = (declaration: Declared<'multiOptions' | 'string'>): Field<string[]> =>
	field('listed', declaration, readListed);

/** One text of a list that n8n loads, or of an expression. It must be given; whether there is such a record shows later. */
export const oneListed = (declaration: Declared<'options'>): Field<string> =>
	field('oneListed', declaration, (value, label) => readCleanText(value, label));
