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
	const shownFor = new Map<INodeProperties, string[]>();
	for (const [value, form] of Object.entries(branches))
		for (const declaration of declarationsOf(form))
			shownFor.set(declaration, [...(shownFor.get(declaration) ?? []), value]);
	const all = Object.keys(branches).length;
	const hanging = [...shownFor].map(([declaration, values]) =>
		values.length === all ? declaration : hangingOn(deciding, values, declaration),
	);
	return {
		kind: 'variants',
		name: deciding.name,
		declarations: [...deciding.declarations, ...hanging],
		parts: [deciding, ...new Set(Object.values(branches).flatMap((form) => Object.values(form)))],
		read(answers) {
			const value = deciding.read(answers);
			return { ...decision(value), ...readForm(branches[String(value)] ?? {}, answers) };
		},
	};
}

/** A declaration that hangs on the same field for the same values is one parameter, whoever says so. */
const known = new WeakMap<INodeProperties, Map<string, INodeProperties>>();

function hangingOn(
	{ name, declarations }: AnyField,
	values: readonly string[],
	declaration: INodeProperties,
): INodeProperties {
	const forms = known.get(declaration) ?? new Map<string, INodeProperties>();
	known.set(declaration, forms);
	const key = JSON.stringify([name, values]);
	const deciding = declarations.find((each) => each.name === name);
	const form = forms.get(key) ?? conditioned(name, deciding, values, declaration);
	forms.set(key, form);
	return form;
}

/**
 * n8n asks the conditions in their order, and one that is an expression ends it with "shown". A field that may be shown so, of
 * a branch that is not taken, must not be required: the workflow would not start. The step checks what its branch needs.
 */
function conditioned(
	name: string,
	deciding: INodeProperties | undefined,
	values: readonly string[],
	{ required, displayOptions, ...declaration }: INodeProperties,
): INodeProperties {
	const show = deciding?.type === 'boolean' ? values.map((value) => value === 'true') : [...values];
	return {
		...declaration,
		...(required && deciding?.noDataExpression ? { required } : {}),
		displayOptions: { ...displayOptions, show: { [name]: show, ...displayOptions?.show } },
	};
}
