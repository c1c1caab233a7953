import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { badInput, quote } from '../values/badInput';
import { isNothing } from '../values/text';
import { answersWithin } from './answers';
import type { Answers } from './answers';
import { declarationsOf, readForm } from './field';
import type { Declared, Field, Form, Values } from './field';

type Held = Readonly<Record<string, unknown>>;

/** Without conditions: n8n cannot resolve them within a collection, and its editor breaks. */
const childrenOf = (fields: Form): INodeProperties[] =>
	declarationsOf(fields).map((declaration) => ({ ...declaration, displayOptions: undefined }));

/** With the conditions on other fields of the same entry, which n8n resolves in a list. */
function fieldsOfEntry(fields: Form): INodeProperties[] {
	const all = declarationsOf(fields);
	const names = new Set(all.map(({ name }) => name));
	return all.map((declaration) => {
		const show = Object.entries(declaration.displayOptions?.show ?? {}).filter(([name]) => names.has(name));
		return { ...declaration, displayOptions: show.length > 0 ? { show: Object.fromEntries(show) } : undefined };
	});
}

const isHeld = (value: unknown): value is Held =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/**
 * Fields that the user adds one by one. A field that was not added is not in the answer; one that was added is read by
 * its own rule, so that an expression that finds nothing is not the same as leaving the field out.
 */
export function collection<F extends Form>(declaration: Declared<'collection'>, fields: F): Field<Partial<Values<F>>>;
export function collection(declaration: Declared<'collection'>, fields: Form): Field<Record<string, unknown>> {
	const { name, displayName } = declaration;
	return {
		kind: 'collection',
		name,
		declarations: [{ ...declaration, options: childrenOf(fields) }],
		parts: Object.values(fields),
		read(answers) {
			const held = answers.get(name);
			if (isNothing(held)) return {};
			if (!isHeld(held))
				throw badInput(displayName, 'does not contain fields', `It is ${quote(held)}. Add the fields one by one.`);
			const within = answersWithin(answers, held);
			const added = Object.entries(fields).filter(([, field]) => Object.hasOwn(held, field.name));
			return Object.fromEntries(added.map(([key, field]) => [key, field.read(within)]));
		},
	};
}

/** A list of entries, each a small form of its own. What an entry leaves out has its default. */
export function list<F extends Form>(
	declaration: Declared<'fixedCollection'>,
	entry: Pick<INodePropertyCollection, 'displayName' | 'name'>,
	fields: F,
): Field<Array<Values<F>>>;
export function list(
	declaration: Declared<'fixedCollection'>,
	entry: Pick<INodePropertyCollection, 'displayName' | 'name'>,
	fields: Form,
): Field<Array<Record<string, unknown>>> {
	const { name, displayName } = declaration;
	const values = fieldsOfEntry(fields);
	const defaults = Object.fromEntries(values.map((each) => [each.name, each.default]));
	return {
		kind: 'list',
		name,
		declarations: [{ ...declaration, options: [{ ...entry, values }] }],
		parts: Object.values(fields),
		read: (answers) =>
			entriesOf(answers.get(name), displayName, entry.name).map((held) =>
				readForm(fields, answersOfEntry(answers, defaults, held)),
			),
	};
}

const answersOfEntry = (answers: Answers, defaults: Held, held: Held) => ({
	...answersWithin(answers, { ...defaults, ...held }),
	has: (name: string) => Object.hasOwn(held, name),
});

/** n8n keeps the entries under the name of their group. */
function entriesOf(value: unknown, label: string, group: string): Held[] {
	const entries: unknown = isHeld(value) ? value[group] : value;
	if (isNothing(entries)) return [];
	return [entries].flat().map((each) => {
		if (isHeld(each)) return each;
		throw badInput(
			label,
			'contains something that is not an entry',
			`It is ${quote(each)}. Add the entries one by one.`,
		);
	});
}
