import type { INodeProperties } from 'n8n-workflow';

import { readSomeLines } from '../values/lines';
import { namesIn } from '../values/namesOrIds';
import type { Answers } from './answers';
import { choice } from './choice';
import { field, mapped } from './field';
import type { AnyField, Declared, Field, Form } from './field';
import { variants } from './variants';

/** How much of each record comes back. */
export type Detail = 'raw' | 'selectedFields' | 'simplified';

/** The same, and which fields where they are selected: as they were given, not looked up yet. */
export interface Wanted {
	readonly detail: Detail;
	readonly names: readonly string[];
}

/** The field Output, and what is selected where it says so. */
export interface OutputField<T> extends Field<T> {
	/** The kind of the records, such as `container`: what can be selected depends on it. */
	readonly records: string;
	/** @throws Fault `badInput` */
	wanted(answers: Answers): Wanted;
}

const output = choice({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'Raw', value: 'raw', description: 'Everything as the service sends it, under its own keys' },
		{
			name: 'Selected Fields',
			value: 'selectedFields',
			description: 'The fields that you choose, in that order, and the ID',
		},
		{ name: 'Simplified', value: 'simplified', description: 'The most used fields, under the same names everywhere' },
	],
	default: 'simplified',
	description: 'How much of each record to return',
});

export const selectionLabel = 'Fields to Return';

const typedByAgents: INodeProperties = {
	displayName: 'Fields to Return',
	name: 'selectedFields',
	type: 'string',
	default: '',
	placeholder: 'e.g. name, location',
	description: 'Comma-separated names of fields; a dot leads to a field within a field. The ID is always returned.',
	displayOptions: { show: { '@tool': [true] } },
};

const chosenByPeople = (loadOptionsMethod: string): Declared<'multiOptions'> => ({
	displayName: 'Fields to Return',
	name: 'selectedFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod },
	default: [],
	description:
		'The columns, in this order; the ID is always returned. An expression can also return comma-separated names; put a name with a comma in quotation marks. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: { show: { '@tool': [false] } },
});

const selectionOf = (loadOptionsMethod: string): Field<string[]> => ({
	...field('fieldNames', chosenByPeople(loadOptionsMethod), (value, label) =>
		readSomeLines(typeof value === 'string' ? namesIn(value) : value, label),
	),
	declarations: [chosenByPeople(loadOptionsMethod), typedByAgents],
});

/**
 * How much of each record to return. Its code asks for the detail alone; what is selected is picked where the items are
 * made, see `ShownRecords`.
 * @param records the kind of the records
 * @param loadOptionsMethod what fills the list of their fields
 */
export function outputOf(records: string, loadOptionsMethod: string): OutputField<Detail> {
	const asked = variants(output, {
		raw: {},
		selectedFields: { names: selectionOf(loadOptionsMethod) },
		simplified: {},
	});
	return {
		...mapped(asked, ({ chosen }) => chosen),
		records,
		wanted(answers) {
			const filled = asked.read(answers);
			return { detail: filled.chosen, names: filled.chosen === 'selectedFields' ? filled.names : [] };
		},
	};
}

/** For operations whose records are either as the service sent them, or in the words of the vendor's vocabulary. */
export const onlyRaw = (inner: OutputField<Detail>): OutputField<boolean> => ({
	...inner,
	...mapped(inner, (detail) => detail === 'raw'),
});

const isOutput = (one: AnyField): one is OutputField<unknown> => 'records' in one && 'wanted' in one;

export const outputIn = (form: Form): OutputField<unknown> | undefined => Object.values(form).find(isOutput);

/** For agents these stay at their default: never everything, and keys that are the same in every language. */
const fixedForAgents = new Set(['columnNames', 'returnAll']);

const shownFor = (shown: INodeProperties, agents: boolean): INodeProperties => ({
	...shown,
	displayOptions: { ...shown.displayOptions, show: { ...shown.displayOptions?.show, '@tool': [agents] } },
});

/** The fields of one operation as people and as AI agents see them. */
export const forPeopleAndAgents = (fields: readonly INodeProperties[]): INodeProperties[] =>
	// n8n drops the value of a field that is not shown, and other fields depend on it: so it is there, out of sight.
	fields.flatMap((one) =>
		fixedForAgents.has(one.name) ? [shownFor(one, false), { ...shownFor(one, true), type: 'hidden' as const }] : [one],
	);
