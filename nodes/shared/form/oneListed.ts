import { readText } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

/** One text of a list that n8n loads, or of an expression. It must be given; whether there is such a record shows later. */
export const oneListed = (declaration: Declared<'options'>): Field<string> =>
	field('oneListed', declaration, (value, label) => readText(value, label).trim());
