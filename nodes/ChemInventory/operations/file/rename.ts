import { text } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { renameFile, storedFile } from '../../contract/file';
import { filePicker, fileToChange, fileWithId, findFile, showFile } from '../../records/file';
import { operation } from '../operation';

export const rename = operation({
	option: { name: 'Rename', value: 'rename', action: 'Rename a file', description: 'Change the name of a file' },
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
	prepare: async (call, { file, newName }) => ({ id: await fileToChange(call, file), name: newName }),
	touches: ({ id }) => [thing('file', id)],
	async run(call, { id, name }) {
		const { api } = call;
		const { before, changed } = await changeOnce(call, {
			step: renameFile.path,
			values: [id, name],
			schema: storedFile,
			find: async () => await findFile(api, { by: 'id', id }),
			reread: async () => await fileWithId(api, id),
			isDone: (file) => file?.name === name,
			send: async () => await api.call(renameFile, { fileid: id, filename: name }),
			notDone: 'The file still has its old name.',
			whereToLook: 'Look at the file in ChemInventory before you run this step again.',
		});
		return { id: before.id, name, previousName: before.name, changed, before: showFile(before) };
	},
});
