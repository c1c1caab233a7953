import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { readText } from '../../../shared/values/text';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { renameFile, storedFile } from '../../contract/file';
import { fileField, findFile, resolveFile } from '../../records/file';
import type { ChemInventoryApi } from '../../service/api';

export const rename: Operation<ChemInventoryApi> = {
	option: { name: 'Rename', value: 'rename', action: 'Rename a file', description: 'Give a file another name' },
	kind: 'write',
	fields: [
		fileField,
		{
			displayName: 'New Name',
			name: 'newName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Acetone SDS 2026.pdf',
			description: 'The new name with its extension, such as .pdf',
		},
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const { value } = readLocator(functions, 'file', itemIndex);
		const name = readText(functions.getNodeParameter('newName', itemIndex, ''), 'New Name').trim();
		const { before, changed } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(renameFile.path, api.address, value, name),
			schema: storedFile,
			find: async () => await resolveFile(api, value),
			reread: async ({ id }) => await findFile(api, id),
			isDone: (file) => file?.name === name,
			send: async ({ id }) => await api.call(renameFile, { fileid: id, filename: name }),
			notDone: 'The file still has its old name.',
			whereToLook: 'Look at the file in ChemInventory before you run this step again.',
		});
		return { id: before.id, name, previousName: before.name, changed, before: dataObject(before) };
	},
};
