import { exportDeletedContainers } from '../../contract/inventory';
import { shortContainer } from '../../records/container/output';
import { operation } from '../operation';
import { exportForm, exportTable } from './exportTable';

export const exportDeleted = operation({
	option: {
		name: 'Export Deleted Containers',
		value: 'exportDeleted',
		action: 'Export deleted containers',
		description:
			"Retrieve all deleted containers with custom fields, one item per container. Needs a group administrator's token.",
	},
	kind: 'read',
	atOnce: 'few',
	short: shortContainer,
	form: exportForm,
	async run(call, form) {
		return await exportTable(call, form, exportDeletedContainers, 'ChemInventory sent no deleted containers.');
	},
});
