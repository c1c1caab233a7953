import type { Operation } from '../../shared/operation';
import type { ChemInventoryApi } from '../service/api';
import { shortContainer } from '../records/output';
import { exportFields, exportTable } from './exportTable';
import { exportDeletedContainers } from '../contract/inventory';

export const exportDeleted: Operation<ChemInventoryApi> = {
	option: {
		name: 'Export Deleted Containers',
		value: 'exportDeleted',
		action: 'Export deleted containers',
		description:
			"Retrieve all deleted containers with custom fields, one item per container. Needs a group administrator's token.",
	},
	kind: 'read',
	short: shortContainer,
	fields: exportFields,
	async run(call, itemIndex) {
		return await exportTable(call, itemIndex, exportDeletedContainers, 'ChemInventory sent no deleted containers.');
	},
};
