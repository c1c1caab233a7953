import type { INodeProperties } from 'n8n-workflow';

import { declarationsOf, readForm } from './field';
import type { AnyField, Field, Form, Values } from './field';

type Chosen<B> = {
	[K in keyof B & string]: B[K] extends Form ? { readonly chosen: K } & Values<B[K]> : never;
}[keyof B & string];

type Deciding<V extends string> = Field<V> & { readonly choices: readonly V[] };

/**
 * A field that other fields hang on: shown for some values of it, and read only where one of these is chosen. A declaration
 * that several branches share is one parameter, which each branch may read in its own way.
 */
export function variants<V extends string, B extends Readonly<Record<V, Form>>>(
	deciding: Deciding<V>,
	branches: B,
): Field<Chosen<B>>;
export function variants(
	deciding: Deciding<string>,
	branches: Readonly<Record<string, Form>>,
): Field<{ chosen: string } & Record<string, unknown>> {
	return decided(deciding, branches, (chosen) => ({ chosen }));
}

type Switched<On extends Form, Off extends Form> =
	({ readonly on: false } & Values<Off>) | ({ readonly on: true } & Values<On>);

/** The same for a switch. */
export function switched<On extends Form, Off extends Form = Record<never, never>>(
	deciding: Field<boolean>,
	branches: { on?: On; off?: Off },
): Field<Switched<On, Off>>;
export function switched(
	deciding: Field<boolean>,
	{ on = {}, off = {} }: { on?: Form; off?: Form },
): Field<{ on: boolean } & Record<string, unknown>> {
	return decided(deciding, { true: on, false: off }, (value) => ({ on: value }));
}

function decided<T extends boolean | string, R extends object>(
	deciding: Field<T>,
	branches: Readonly<Record<string, Form>>,
	decision: (value: T) => R,
): Field<R & Record<string, unknown>> {
	// What is declared alike is one parameter, although a part of it may have been put together anew for each branch.
	const hanging = new Map<string, { declaration: INodeProperties; values: string[] }>();
	for (const [value, form] of Object.entries(branches))
		for (const declaration of declarationsOf(form)) {
			const key = JSON.stringify(declaration);
			const { values = [] } = hanging.get(key) ?? {};
			hanging.set(key, { declaration, values: [...values, value] });
		}
	const all = Object.keys(branches).length;
	const shown = [...hanging.values()].map(({ declaration, values }) =>
		values.length === all ? declaration : hangingOn(deciding, values, declaration),
	);
	return {
		kind: 'variants',
		name: deciding.name,
		declarations: [...deciding.declarations, ...shown],
		deciding,
		branches,
		read(answers) {
			const value = deciding.read(answers);
			return { ...decision(value), ...readForm(branches[String(value)] ?? {}, answers) };
		},
	};
}

/**
 * n8n asks the conditions in their order, and one that is an expression ends it with "shown". A field that may be shown so, of
 * a branch that is not taken, must not be required: the workflow would not start. The step checks what its branch needs.
 */
function hangingOn(
	{ name, declarations }: AnyField,
	values: readonly string[],
	{ required, displayOptions, ...declaration }: INodeProperties,
): INodeProperties {
	const deciding = declarations.find((each) => each.name === name);
	const show = deciding?.type === 'boolean' ? values.map((value) => value === 'true') : [...values];
	return {
		...declaration,
		...(required && deciding?.noDataExpression ? { required } : {}),
		displayOptions: { ...displayOptions, show: { [name]: show, ...displayOptions?.show } },
	};
}
