import type { z } from 'zod';

import {
	asFieldsOrJson,
	choice,
	collection,
	flag,
	json,
	list,
	mapped,
	optionalDay,
	optionalText,
	refusingNothing,
} from '../../../shared/form';
import type { Located, Value, Values } from '../../../shared/form';
import { checked } from '../../../shared/values/badInput';
import { slurpRequest } from '../../contract/slurp';
import type { slurpRun } from '../../contract/slurp';
import { mappingTemplatePicker } from '../../records/mappingTemplate';
import { projectPicker } from '../../records/project';

export type SlurpRequest = z.output<typeof slurpRequest>;

const runs = list(
	{
		displayName: 'Runs',
		name: 'runs',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Run',
		default: {},
		description:
			'Details of the new protocol runs in the file. One entry applies to all of them; several are used in the order of the mapping template.',
	},
	{ displayName: 'Run', name: 'run' },
	{
		conditions: optionalText({
			displayName: 'Conditions',
			name: 'conditions',
			type: 'string',
			default: '',
			placeholder: 'e.g. 33 °C',
		}),
		date: refusingNothing(
			optionalDay({
				displayName: 'Date',
				name: 'date',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026-11-30',
				description: 'Day of the run; by default today. Time and time zone are ignored: the day is used as written.',
			}),
		),
		lab: optionalText({
			displayName: 'Lab',
			name: 'lab',
			type: 'string',
			default: '',
			placeholder: 'e.g. Basement lab',
		}),
		person: refusingNothing(
			optionalText({
				displayName: 'Person',
				name: 'person',
				type: 'string',
				default: '',
				description: "Who made the run; by default the API token's user",
			}),
		),
	},
);

const importSettings = collection(
	{
		displayName: 'Import Settings',
		name: 'importSettings',
		type: 'collection',
		placeholder: 'Add Setting',
		default: {},
	},
	{
		ambiguousEvents: choice({
			displayName: 'Ambiguous Events',
			name: 'ambiguousEvents',
			type: 'options',
			options: [
				{ name: 'Leave for a Person', value: 'none' },
				{ name: 'Register a New Batch', value: 'new_batch' },
				{ name: 'Register a New Molecule', value: 'new_molecule' },
				{ name: 'Reject', value: 'reject' },
			],
			default: 'none',
			description: 'What to do with rows that match several records',
		}),
		ignoreErrors: flag({
			displayName: 'Ignore Errors',
			name: 'ignoreErrors',
			type: 'boolean',
			default: false,
			description: 'Whether to import the good rows even if others have errors',
		}),
		rejectBadFiles: flag({
			displayName: 'Reject Bad Files',
			name: 'rejectBadFiles',
			type: 'boolean',
			default: true,
			description:
				'Whether to reject a file with errors or suspicious values at once, instead of leaving it for a person in CDD Vault',
		}),
		suspiciousEvents: choice({
			displayName: 'Suspicious Events',
			name: 'suspiciousEvents',
			type: 'options',
			options: [
				{ name: 'Accept', value: 'accept' },
				{ name: 'Leave for a Person', value: 'none' },
				{ name: 'Reject', value: 'reject' },
			],
			default: 'none',
			description: 'What to do with rows whose values look unlikely',
		}),
	},
);

const requestForm = { project: projectPicker, mappingTemplate: mappingTemplatePicker, runs, importSettings };

/** What CDD Vault is told about the file. */
export const requestFields = asFieldsOrJson(requestForm, {
	request: mapped(
		json({
			displayName: 'Import (JSON)',
			name: 'importJson',
			type: 'json',
			default: '{ "project": 0, "mapping_template": 0, "runs": {} }',
			description:
				'The JSON part of the upload, as in the documentation of CDD Vault. IDs are numbers; digits in quotes are read as a name.',
		}),
		(given) => checked(slurpRequest, given, 'Import (JSON)'),
	),
});

/** Digits in quotes would be read as a name. */
const reference = (located: Located<'id' | 'name'>): number | string =>
	located.by === 'id' ? located.id : located.text;

type Run = Value<typeof runs>[number];

const runOf = ({ date, lab, person, conditions }: Run): z.output<typeof slurpRun> => ({
	run_date: date,
	place: lab,
	person,
	conditions,
});

function runsOf([first, ...others]: readonly Run[]): SlurpRequest['runs'] {
	if (!first) return undefined;
	return others.length === 0 ? runOf(first) : [runOf(first), ...others.map(runOf)];
}

function requestOf(form: Values<typeof requestForm>): SlurpRequest {
	const { ambiguousEvents, ignoreErrors, rejectBadFiles, suspiciousEvents } = form.importSettings;
	return {
		project: reference(form.project),
		mapping_template: form.mappingTemplate && reference(form.mappingTemplate),
		runs: runsOf(form.runs),
		autoreject: rejectBadFiles,
		ambiguous_events_resolution: ambiguousEvents,
		suspicious_events_resolution: suspiciousEvents,
		ignore_errors: ignoreErrors,
	};
}

/** The `json` part of POST slurps. What was not given is undefined, and so not in the JSON. */
export const readRequest = (form: Value<typeof requestFields>): SlurpRequest =>
	form.chosen === 'json' ? form.request : requestOf(form);
