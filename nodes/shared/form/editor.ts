import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { Fault } from '../fault';
import { answersWithin } from './answers';
import type { Field } from './field';

/** Another answer of the form that a list in the editor hangs on. The value is undefined where the form does not hold the field. */
export type Seen<T> = { readonly known: false } | { readonly known: true; readonly value: T | undefined };

/** The editor hands over expressions as they are written, in the value of a locator as well. */
function isExpression(held: unknown): boolean {
	if (typeof held === 'string') return held.startsWith('=');
	return typeof held === 'object' && held !== null && 'value' in held && isExpression(held.value);
}

/**
 * What a field holds while somebody fills in the form. An expression has a value only once the step runs: until then it is
 * neither bad input nor the same as nothing.
 * @param within name of the collection that holds the field
 * @throws Fault `badInput` if what is known does not fit
 */
export function seenInEditor<T>(functions: ILoadOptionsFunctions, field: Field<T>, within?: string): Seen<T> {
	const { name } = field;
	const path = within === undefined ? name : `${within}.${name}`;
	const held: unknown = functions.getCurrentNodeParameter(path);
	const holder: unknown = within === undefined ? undefined : functions.getCurrentNodeParameter(within);
	if (isExpression(held) || isExpression(holder)) return { known: false };
	if (held === undefined) return { known: true, value: undefined };
	const answers = answersWithin(
		{
			get: () => null,
			has: () => true,
			showsAll: true,
			item: {},
			zone: functions.getTimezone(),
			forAgent: false,
			hint: () => undefined,
		},
		{ [name]: held },
	);
	return { known: true, value: field.read(answers) };
}

/**
 * What such a list says in the place of its entries.
 * @param label of the field that is not known yet
 * @param list what the list shows once it is: `the users of that inventory`
 */
export function notKnownYet(label: string, list: string): Fault {
	return new Fault('incomplete', 'This list depends on a field that is given by an expression', {
		description: `'${label}' has a value only when the step runs. Until then this list cannot show ${list}. Choose a mode other than From List, or choose '${label}' from its own list.`,
	});
}
