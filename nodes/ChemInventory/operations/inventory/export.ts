import { exportInventory } from '../../contract/inventory';
import { shortContainer } from '../../records/container/output';
import { operation } from '../operation';
import { exportForm, exportTable } from './exportTable';

export const exportContainers = operation({
	option: {
		name: 'Export',
		value: 'export',
		action: 'Export all containers',
		description:
			"Retrieve all containers of the inventory with custom fields, one item per container. Needs a group administrator's token.",
	},
	kind: 'read',
	atOnce: 'few',
	short: shortContainer,
	form: exportForm,
	async run(call, form) {
		return await exportTable(
			call,
			form,
			exportInventory,
			'ChemInventory sent no containers. Before you replace an earlier backup, check that the inventory is really empty.',
		);
	},
});
