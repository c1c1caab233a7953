import { Fault } from '../../../shared/fault';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import { readIds } from '../../../shared/values/ids';
import { rowsByIds } from '../../records/container/rows';
import { columnNamesField, rawDataField, shortContainer, tableRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { readTimeLimit, timeLimitField } from '../fields';

export const getAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many containers by ID',
		description:
			'Retrieve many containers by their IDs, with all saved fields. For a whole inventory use the operation Export of the resource Inventory.',
	},
	kind: 'read',
	short: shortContainer,
	fields: [
		{
			displayName: 'Container IDs',
			name: 'containerIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 371902, 371903',
			description: 'The IDs of the containers, separated by commas',
		},
		columnNamesField,
		rawDataField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'If IDs Are Missing',
					name: 'missingIds',
					type: 'options',
					options: [
						{ name: 'Fail and Name Them', value: 'fail' },
						{ name: 'Return the Others', value: 'skip', description: 'A hint above the output names the missing ones' },
					],
					default: 'fail',
					description: 'What to do when some of the IDs do not exist',
				},
				timeLimitField,
			],
		},
	],
	async run({ functions, api, hint }, itemIndex) {
		const ids = readIds(functions.getNodeParameter('containerIds', itemIndex), 'Container IDs');
		const options = readCollection(functions, 'options', itemIndex);
		const { table, missing } = await rowsByIds(api, ids, readTimeLimit(options));
		if (missing.length > 0) {
			if (options.missingIds !== 'skip') throw notFound(missing);
			hint(`The active inventory has no containers with the IDs ${missing.join(', ')}.`);
		}
		return await tableRecords(api, table, {
			raw: wantsRaw(functions, itemIndex),
			columnNames: functions.getNodeParameter('columnNames', itemIndex),
		});
	},
};

function notFound(missing: number[]): Fault {
	return new Fault('incomplete', 'Some of the containers are not in the active inventory', {
		description: `Not found: ${missing.join(', ')}. They may be deleted or belong to another inventory. Remove them, or set 'If IDs Are Missing' to Return the Others.`,
		facts: { missingIds: missing },
	});
}
