import type { Operation } from '../../../shared/operation';
import { exportDeletedContainers } from '../../contract/inventory';
import { shortContainer } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { exportFields, exportTable } from './exportTable';

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
