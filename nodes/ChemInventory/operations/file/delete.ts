import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { deleteFile, storedFile } from '../../contract/file';
import { fileField, findFile, resolveFile } from '../../records/file';
import type { ChemInventoryApi } from '../../service/api';

export const deleteStoredFile: Operation<ChemInventoryApi> = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a file',
		description:
			'Delete a file from the file store, for good. It cannot be put back through the API, so download it first.',
	},
	kind: 'destructive',
	fields: [fileField],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const { value } = readLocator(functions, 'file', itemIndex);
		const { before } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(deleteFile.path, api.address, value),
			schema: storedFile,
			find: async () => await resolveFile(api, value),
			reread: async ({ id }) => await findFile(api, id),
			isDone: (file) => file === undefined,
			send: async ({ id }) => await api.call(deleteFile, { fileid: id }),
			notDone: 'The file is still there.',
			whereToLook: 'Look at the file store in ChemInventory before you run this step again.',
		});
		return {
			deleted: true,
			id: before.id,
			name: before.name,
			size: before.size ?? null,
			categoryid: before.categoryid ?? 0,
			before: dataObject(before),
		};
	},
};
