import { Fault } from '../../../shared/fault';
import { choice, collection, ids } from '../../../shared/form';
import { containerTable, shortContainer } from '../../records/container/output';
import { rowsTogether } from '../../records/container/rows';
import { columnNames, output } from '../../records/output';
import { timeLimit } from '../fields';
import { operation } from '../operation';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many containers by ID',
		description:
			'Retrieve many containers by their IDs, with every saved field. For a whole inventory use the operation Export of the resource Inventory.',
	},
	kind: 'read',
	atOnce: 'lists',
	short: shortContainer,
	form: {
		containerIds: ids({
			displayName: 'Container IDs',
			name: 'containerIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 371902, 371903',
			description: 'The IDs of the containers, separated by commas',
		}),
		columnNames,
		raw: output('containers'),
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{
				missingIds: choice({
					displayName: 'If IDs Are Missing',
					name: 'missingIds',
					type: 'options',
					options: [
						{ name: 'Fail and Name Them', value: 'fail' },
						{ name: 'Return the Others', value: 'skip', description: 'A hint above the output lists the missing ones' },
					],
					default: 'fail',
					description: 'What to do when some of the IDs do not exist',
				}),
				timeLimit,
			},
		),
	},
	async run({ api, hint }, form) {
		const { missingIds = 'fail', timeLimit: patience } = form.options;
		const { table, missing } = await rowsTogether(api, form.containerIds, patience);
		if (missing.length > 0) {
			if (missingIds === 'fail') throw notFound(missing);
			hint(`The active inventory has no containers with the IDs ${missing.join(', ')}.`);
		}
		return await containerTable(api, table, form);
	},
});

function notFound(missing: number[]): Fault {
	return new Fault('incomplete', 'Some of the containers are not in the active inventory', {
		description: `Not found: ${missing.join(', ')}. They may be deleted or belong to another inventory. Remove them, or set 'If IDs Are Missing' to Return the Others.`,
		facts: { missingIds: missing },
	});
}
