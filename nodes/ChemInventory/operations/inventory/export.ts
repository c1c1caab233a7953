import type { Operation } from '../../../shared/operation';
import { exportInventory } from '../../contract/inventory';
import { shortContainer } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { exportFields, exportTable } from './exportTable';

export const exportContainers: Operation<ChemInventoryApi> = {
	option: {
		name: 'Export',
		value: 'export',
		action: 'Export all containers',
		description:
			"Retrieve all containers of the inventory with custom fields, one item per container. Needs a group administrator's token.",
	},
	kind: 'read',
	short: shortContainer,
	fields: exportFields,
	async run(call, itemIndex) {
		return await exportTable(
			call,
			itemIndex,
			exportInventory,
			'ChemInventory sent no containers. Do not replace an earlier backup before you have seen that the inventory is empty.',
		);
	},
};
