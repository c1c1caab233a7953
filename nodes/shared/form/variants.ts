import type { INodeProperties } from 'n8n-workflow';

import { badInput, quote } from '../values/badInput';
import { isEmptyValue } from '../values/fieldValues';
import type { Answers } from './answers';
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
	// What is declared alike is one parameter, although a part of it may have been put together anew for each branch. What only one
	// branch has stays above what it has in common with others.
	const hanging: Array<{ key: string; declaration: INodeProperties; values: string[] }> = [];
	for (const [value, form] of Object.entries(branches)) {
		let next = hanging.length;
		for (const declaration of declarationsOf(form).reverse()) {
			const key = JSON.stringify(declaration);
			const known = hanging.findIndex((each) => each.key === key);
			if (known === -1) hanging.splice(next, 0, { key, declaration, values: [value] });
			else hanging[known]?.values.push(value);
			if (known !== -1) next = known;
		}
	}
	const all = Object.keys(branches).length;
	const shown = hanging.map(({ declaration, values }) =>
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
			const branch = branches[String(value)] ?? {};
			if (answers.showsAll) refuseOthers(deciding, branches, branch, answers);
			if (!answers.showsAll || answers.get(deciding.name) !== value) refuseHidden(deciding, branch, answers);
			return { ...decision(value), ...readForm(branch, answers) };
		},
	};
}

const labelOf = ({ name, declarations }: AnyField) =>
	declarations.find((each) => each.name === name)?.displayName ?? name;

/** Parameters that are hidden from people or from agents on purpose. */
const shownToSome = new Set(['allowance']);

/**
 * n8n knows a choice by its value alone. Written into a workflow as a label, or in other case, it is understood here, but n8n
 * has dropped the fields of its branch before.
 */
function refuseHidden(deciding: AnyField, branch: Form, answers: Answers): void {
	const own = Object.values(branch).filter(({ kind }) => !shownToSome.has(kind));
	if (own.every(({ name }) => answers.has(name))) return;
	throw badInput(
		labelOf(deciding),
		'does not match the spelling in its list',
		`It is ${quote(answers.get(deciding.name))}, and n8n has dropped the fields that belong to it. Choose it from its list, or use an expression.`,
	);
}

/** Within a collection the fields of all branches are on screen, and a list may come whole: one that is filled in must not be ignored. */
function refuseOthers(
	deciding: AnyField,
	branches: Readonly<Record<string, Form>>,
	taken: Form,
	answers: Answers,
): void {
	const own = new Set(declarationsOf(taken).map(({ name }) => name));
	for (const { name, displayName, default: byDefault } of Object.values(branches).flatMap(declarationsOf)) {
		const value = answers.get(name);
		if (own.has(name) || isEmptyValue(value) || JSON.stringify(value) === JSON.stringify(byDefault)) continue;
		throw badInput(
			displayName,
			'does not go with another field',
			`'${labelOf(deciding)}' is ${quote(answers.get(deciding.name))}, and this field contains ${quote(value)}. Empty one of the two, or choose another option.`,
		);
	}
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
