import { text } from '../../../shared/form';
import { dataObject } from '../../../shared/values/json';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { renameFile, storedFile } from '../../contract/file';
import { filePicker, fileWithId, findFile } from '../../records/file';
import { operation } from '../operation';

export const rename = operation({
	option: { name: 'Rename', value: 'rename', action: 'Rename a file', description: 'Give a file another name' },
	kind: 'write',
	form: {
		file: filePicker,
		newName: text({
			displayName: 'New Name',
			name: 'newName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Acetone SDS 2026.pdf',
			description: 'The new name with its extension, such as .pdf',
		}),
	},
	async run(call, { file: located, newName: name }) {
		const { api } = call;
		const { before, changed } = await changeOnce(call, {
			step: renameFile.path,
			values: [located.id, name],
			schema: storedFile,
			find: async () => await findFile(api, located),
			reread: async ({ id }) => await fileWithId(api, id),
			isDone: (file) => file?.name === name,
			send: async ({ id }) => await api.call(renameFile, { fileid: id, filename: name }),
			notDone: 'The file still has its old name.',
			whereToLook: 'Look at the file in ChemInventory before you run this step again.',
		});
		return { id: before.id, name, previousName: before.name, changed, before: dataObject(before) };
	},
});
