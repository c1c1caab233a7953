import type { INodeProperties } from 'n8n-workflow';

import { readFlag } from '../values/flag';
import type { Answers } from './answers';
import { choice } from './choice';
import { field } from './field';
import type { Declared, Field } from './field';
import { texts } from './lines';

/** How much of each record an AI agent gets: every token of it costs the agent's attention. */
const output = choice({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'Raw', value: 'raw', description: 'Everything that the service sends, which may be long' },
		{ name: 'Selected Fields', value: 'selectedFields', description: 'The fields that you name, and the ID' },
		{ name: 'Simplified', value: 'simplified', description: 'At most ten fields, most used first' },
	],
	default: 'simplified',
	description: 'How much of each record the AI agent gets',
	displayOptions: { show: { '@tool': [true] } },
});

const selectedFields = texts({
	displayName: 'Fields to Return',
	name: 'selectedFields',
	type: 'string',
	default: '',
	placeholder: 'e.g. name, molecule.smiles',
	description:
		'Comma-separated names of fields as Output Raw shows them; a dot leads to a field within a field. The ID is always returned.',
	displayOptions: { show: { '@tool': [true], output: ['selectedFields'] } },
});

/** What an agent gets: all, some named fields, or the short form. Where the operation does not ask, the short form. */
export function detailForAgent(answers: Answers): 'raw' | 'simplified' | readonly string[] {
	// null: the operation has no such field
	const chosen = answers.get(output.name) === null ? 'simplified' : output.read(answers);
	return chosen === 'selectedFields' ? selectedFields.read(answers) : chosen;
}

/** A switch for people; AI agents have Output in its place. */
const detailSwitch = (declaration: Declared<'boolean'>, chosenByAgent: 'raw' | 'simplified'): Field<boolean> =>
	field('detail', declaration, (value, label, answers) =>
		answers.forAgent ? detailForAgent(answers) === chosenByAgent : readFlag(value, label),
	);

/** Whether records are to be as the service sends them. */
export const rawData = (declaration: Declared<'boolean'>): Field<boolean> => detailSwitch(declaration, 'raw');

export const simplify: Field<boolean> = detailSwitch(
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	'simplified',
);

/** These choose how much a person sees; Output takes their place for agents. */
const detailChoices = new Set(['rawData', 'simplify']);

/** For agents these stay at their default: never everything, and keys that are the same in every language. */
const fixedForAgents = new Set(['columnNames', 'returnAll']);

const shownFor = (shown: INodeProperties, agents: boolean): INodeProperties => ({
	...shown,
	displayOptions: { ...shown.displayOptions, show: { ...shown.displayOptions?.show, '@tool': [agents] } },
});

/** The fields of one operation as people and as AI agents see them. */
export function forPeopleAndAgents(fields: readonly INodeProperties[]): INodeProperties[] {
	const chooses = fields.some(({ name }) => detailChoices.has(name));
	const shown = fields.flatMap((one) => {
		if (detailChoices.has(one.name)) return [shownFor(one, false)];
		// n8n drops the value of a field that is not shown, and other fields depend on it: so it is there, out of sight.
		if (fixedForAgents.has(one.name))
			return [shownFor(one, false), { ...shownFor(one, true), type: 'hidden' as const }];
		return [one];
	});
	return chooses ? [...shown, ...output.declarations, ...selectedFields.declarations] : shown;
}
