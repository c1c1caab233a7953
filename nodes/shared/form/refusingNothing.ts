import { badInput } from '../values/badInput';
import type { Field } from './field';

/**
 * A field that may stay as it comes, empty, but that refuses an expression that finds nothing: without an answer something
 * else would happen than was meant.
 */
export function refusingNothing<T>(inner: Field<T>): Field<T> {
	const [declaration] = inner.declarations;
	return {
		...inner,
		read(answers) {
			const given = answers.get(inner.name);
			if (given !== undefined && given !== null) return inner.read(answers);
			throw badInput(
				declaration?.displayName ?? inner.name,
				'is empty',
				'An expression that finds nothing leaves the field empty. Clear the field if there is no value.',
			);
		},
	};
}
