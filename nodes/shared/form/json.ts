import { DateTime } from 'luxon';

import { badInput, quote } from '../values/badInput';
import { readJson } from '../values/json';
import { isNothing } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

/** Data as text, or as an object or a list from an expression. The operation checks it with the vendor's schema. */
export const json = (declaration: Declared<'json'>): Field<object> =>
	field('json', declaration, (value, label) => {
		if (isNothing(value))
			throw badInput(label, 'is empty', 'Enter the data. An expression that finds nothing leaves the field empty.');
		const data = readJson(value, label);
		if (typeof data === 'object' && data !== null && !(data instanceof Date) && !DateTime.isDateTime(data)) return data;
		throw badInput(label, 'is not an object', `It is ${quote(data)}. Write it in curly brackets, with its fields.`);
	});
