import { limit } from '../../../shared/form';
import { listDeletedContainers } from '../../contract/inventory';
import { deletedRecords } from '../../records/deletedContainer';
import { output } from '../../records/output';
import { operation } from '../operation';

export const getDeleted = operation({
	option: {
		name: 'Get Deleted Containers',
		value: 'getDeleted',
		action: 'Get deleted containers',
		description:
			"List deleted containers: ID, name, barcode, who deleted it and when. Needs a group administrator's token.",
	},
	kind: 'read',
	short: ['id', 'name', 'barcode', 'dateDeleted', 'deletedBy'],
	form: { limit, raw: output('containers') },
	async run({ api }, form) {
		const deleted = (await api.call(listDeletedContainers, {})).slice(0, form.limit);
		return await deletedRecords(api, deleted, form.raw);
	},
});
