import { badInput } from '../values/badInput';
import { readJson } from '../values/json';
import { isNothing } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

/** Data as text, or as an object from an expression. The operation checks it with the vendor's schema. */
export const json = (declaration: Declared<'json'>): Field<unknown> =>
	field('json', declaration, (value, label) => {
		if (!isNothing(value)) return readJson(value, label);
		throw badInput(label, 'is empty', 'Give the data. An expression that finds nothing leaves the field empty.');
	});
