import { choice, mapped, number } from '../../../shared/form';
import type { Value } from '../../../shared/form';
import type { OperationCall } from '../../../shared/operation';
import { timeLimitOf } from '../../../shared/timeLimit';
import type { CddApi } from '../../service/api';
import type { ExportPatience } from '../../service/exportJob/job';

export const retrieval = choice({
	displayName: 'Retrieval',
	name: 'retrieval',
	type: 'options',
	options: [
		{
			name: 'Automatic',
			value: 'automatic',
			description: 'Pages for a few thousand records, an async export for more',
		},
		{ name: 'Pages', value: 'pages', description: 'Up to 1000 records per request' },
		{
			name: 'Async Export',
			value: 'asyncExport',
			description: 'CDD Vault prepares all records in the background, as they are at one point in time',
		},
	],
	default: 'automatic',
	description: "How all records are fetched. Only used with 'Return All'.",
});

const label = 'Time Limit (Minutes)';
const minute = 60_000;

/** In milliseconds. */
export const timeLimit = mapped(
	number(
		{
			displayName: label,
			name: 'timeLimitMinutes',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 35_000, numberPrecision: 2 },
			default: 60,
			description: 'How long to wait for an async export, and then again for its download',
		},
		{ least: 0 },
	),
	(minutes) => timeLimitOf(minutes, label),
);

export const whenTimeIsUp = choice({
	displayName: 'When Time Is Up',
	name: 'whenTimeIsUp',
	type: 'options',
	options: [
		{ name: 'Cancel the Export in CDD Vault', value: 'cancel' },
		{ name: 'Leave It Running', value: 'leave', description: 'Pick it up later by its export ID' },
	],
	default: 'cancel',
	description:
		'What happens to an export that is not finished within the time limit. It is always cancelled when the execution is stopped.',
});

export const missingIds = choice({
	displayName: 'If IDs Are Missing',
	name: 'missingIds',
	type: 'options',
	options: [
		{ name: 'Fail and Name Them', value: 'fail' },
		{ name: 'Return the Others', value: 'skip', description: 'A hint above the output lists the missing ones' },
	],
	default: 'fail',
	description: 'What to do when some of the given IDs do not exist. Used when a list of IDs is the only filter.',
});

/** The options about waiting for an export, of which each may be left out. */
export interface WaitingOptions {
	readonly timeLimit?: number;
	readonly whenTimeIsUp?: Value<typeof whenTimeIsUp>;
}

export function patienceOf({ functions }: OperationCall<CddApi>, options: WaitingOptions): ExportPatience {
	return {
		timeLimit: options.timeLimit ?? 60 * minute,
		cancelWhenTimeIsUp: options.whenTimeIsUp !== 'leave',
		signal: functions.getExecutionCancelSignal(),
		onProgress: (text) => functions.logger.info(text),
	};
}
