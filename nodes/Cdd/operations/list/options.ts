import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { OperationCall } from '../../../shared/operation';
import { readNumber } from '../../../shared/values/text';
import type { CddApi } from '../../service/api';
import type { ExportPatience } from '../../service/exportJob/job';
import type { Retrieval } from '../../service/list/readAll';

export const retrievalField: INodeProperties = {
	displayName: 'Retrieval',
	name: 'retrieval',
	type: 'options',
	options: [
		{
			name: 'Automatic',
			value: 'automatic',
			description: 'Pages for a few thousand records, an async export for more',
		},
		{ name: 'Pages', value: 'pages', description: 'Up to 1000 records a request' },
		{
			name: 'Async Export',
			value: 'asyncExport',
			description: 'CDD Vault prepares all records in the background, as they are at one moment',
		},
	],
	default: 'automatic',
	description: "How all records are fetched. Only used with 'Return All'.",
};

export const timeLimitField: INodeProperties = {
	displayName: 'Time Limit (Minutes)',
	name: 'timeLimitMinutes',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 60,
	description: 'How long to wait for an async export',
};

export const whenTimeIsUpField: INodeProperties = {
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
};

export const missingIdsField: INodeProperties = {
	displayName: 'If IDs Are Missing',
	name: 'missingIds',
	type: 'options',
	options: [
		{ name: 'Fail and Name Them', value: 'fail' },
		{ name: 'Return the Others', value: 'skip', description: 'A hint above the output names the missing ones' },
	],
	default: 'fail',
	description: 'What to do when some of the given IDs do not exist. Used when a list of IDs is the only filter.',
};

export function readRetrieval(options: IDataObject): Retrieval {
	return options.retrieval === 'pages' || options.retrieval === 'asyncExport' ? options.retrieval : 'automatic';
}

/** @throws Fault `badInput` */
export function readPatience({ functions }: OperationCall<CddApi>, options: IDataObject): ExportPatience {
	const minutes =
		options.timeLimitMinutes === undefined ? 60 : readNumber(options.timeLimitMinutes, 'Time Limit (Minutes)');
	return {
		timeLimit: minutes * 60_000,
		cancelWhenTimeIsUp: options.whenTimeIsUp !== 'leave',
		signal: functions.getExecutionCancelSignal(),
		onProgress: (text) => functions.logger.info(text),
	};
}
