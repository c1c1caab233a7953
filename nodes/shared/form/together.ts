import { declarationsOf, readForm } from './field';
import type { Field, Form, Values } from './field';

/** Fields that several operations of one kind each have of their own, beside those that all of them share: read as one. */
export function together<F extends Form>(fields: F): Field<Values<F>> {
	const [first] = Object.values(fields);
	return {
		kind: 'together',
		name: first?.name ?? '',
		declarations: declarationsOf(fields),
		parts: Object.values(fields),
		read: (answers) => readForm(fields, answers),
	};
}
