import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { badInput, checked } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { readDate } from '../../../shared/values/dates';
import { readId } from '../../../shared/values/ids';
import { readJson } from '../../../shared/values/json';
import { slurpRequest } from '../../contract/slurp';
import { mappingTemplateField } from '../../records/mappingTemplate';
import { idOrName, projectField } from '../../records/project';

export type SlurpRequest = z.output<typeof slurpRequest>;

const runsField: INodeProperties = {
	displayName: 'Runs',
	name: 'runs',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Run',
	default: {},
	description:
		'About the new protocol runs of the file. One entry holds for all of them; several are taken in the order of the mapping template.',
	options: [
		{
			displayName: 'Run',
			name: 'run',
			values: [
				{
					displayName: 'Conditions',
					name: 'conditions',
					type: 'string',
					default: '',
					placeholder: 'e.g. 33 °C',
				},
				{
					displayName: 'Date',
					name: 'run_date',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2026-11-30',
					description: 'Day of the run; by default today',
				},
				{
					displayName: 'Lab',
					name: 'place',
					type: 'string',
					default: '',
					placeholder: 'e.g. Basement lab',
				},
				{
					displayName: 'Person',
					name: 'person',
					type: 'string',
					default: '',
					description: "Who made the run; by default the API token's user",
				},
			],
		},
	],
};

/** What CDD Vault is told about the file. */
export const requestFields: INodeProperties[] = [
	projectField,
	mappingTemplateField,
	runsField,
	{
		displayName: 'Import Settings',
		name: 'importSettings',
		type: 'collection',
		placeholder: 'Add Setting',
		default: {},
		options: [
			{
				displayName: 'Ambiguous Events',
				name: 'ambiguous_events_resolution',
				type: 'options',
				options: [
					{ name: 'Leave for a Person', value: 'none' },
					{ name: 'Register a New Batch', value: 'new_batch' },
					{ name: 'Register a New Molecule', value: 'new_molecule' },
					{ name: 'Reject', value: 'reject' },
				],
				default: 'none',
				description: 'What to do with rows that fit several records',
			},
			{
				displayName: 'Ignore Errors',
				name: 'ignore_errors',
				type: 'boolean',
				default: false,
				description: 'Whether CDD Vault imports the good rows although others have errors',
			},
			{
				displayName: 'Reject Bad Files',
				name: 'autoreject',
				type: 'boolean',
				default: true,
				description:
					'Whether a file with errors or suspicious values is rejected at once, instead of waiting for a person in CDD Vault',
			},
			{
				displayName: 'Suspicious Events',
				name: 'suspicious_events_resolution',
				type: 'options',
				options: [
					{ name: 'Accept', value: 'accept' },
					{ name: 'Leave for a Person', value: 'none' },
					{ name: 'Reject', value: 'reject' },
				],
				default: 'none',
				description: 'What to do with rows whose values look unlikely',
			},
		],
	},
];

export const requestJsonField: INodeProperties = {
	displayName: 'Import (JSON)',
	name: 'importJson',
	type: 'json',
	default: '{ "project": 0, "mapping_template": 0, "runs": {} }',
	description:
		'The JSON part of the upload, as in the documentation of CDD Vault. IDs are numbers; digits in quotes are read as a name.',
	displayOptions: { show: { specifyData: ['json'] } },
};

const runForms = z.object({ run: z.array(z.record(z.unknown())).default([]) }).default({});

function readRun(form: Record<string, unknown>): IDataObject {
	const run: IDataObject = {};
	for (const [name, value] of Object.entries(form)) {
		if (value === undefined || value === null || value === '') continue;
		run[name] = name === 'run_date' ? readDate(value, 'Runs: Date', undefined).text.slice(0, 10) : String(value);
	}
	return run;
}

function readRuns(value: unknown): IDataObject | IDataObject[] | undefined {
	const runs = checked(runForms, value, 'Runs').run.map(readRun);
	if (runs.length === 0) return undefined;
	return runs.length === 1 ? runs[0] : runs;
}

/** The form keeps the mode beside the value: a name made of digits stays a name, and an ID must be one. */
function readReference(
	functions: IExecuteFunctions,
	name: string,
	label: string,
	itemIndex: number,
): number | string | undefined {
	const stored = functions.getNodeParameter(name, itemIndex, '');
	const mode = typeof stored === 'object' && stored !== null && 'mode' in stored ? stored.mode : undefined;
	const value = functions.getNodeParameter(name, itemIndex, '', { extractValue: true });
	if (value === undefined || value === null || String(value).trim() === '') return undefined;
	return mode === 'id' || mode === 'list' ? readId(value, label) : idOrName(value, mode === 'name');
}

/** The `json` part of POST slurps. @throws Fault `badInput` */
export function readSlurpRequest(functions: IExecuteFunctions, itemIndex: number): SlurpRequest {
	if (functions.getNodeParameter('specifyData', itemIndex) === 'json') {
		return checked(
			slurpRequest,
			readJson(functions.getNodeParameter('importJson', itemIndex), 'Import (JSON)'),
			'Import (JSON)',
		);
	}
	const project = readReference(functions, 'project', 'Project', itemIndex);
	if (project === undefined) {
		throw badInput('Project', 'is empty', 'Choose the project that the data goes to.');
	}
	const mappingTemplate = readReference(functions, 'mappingTemplate', 'Mapping Template', itemIndex);
	const runs = readRuns(functions.getNodeParameter('runs', itemIndex, {}));
	return checked(
		slurpRequest,
		{
			project,
			...(mappingTemplate === undefined ? {} : { mapping_template: mappingTemplate }),
			...(runs === undefined ? {} : { runs }),
			...readCollection(functions, 'importSettings', itemIndex),
		},
		'Import Settings',
	);
}
