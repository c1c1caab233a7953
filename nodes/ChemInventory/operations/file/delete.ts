import { thing } from '../../../shared/operation';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { deleteFile, storedFile } from '../../contract/file';
import { filePicker, fileToChange, fileWithId, findFile, showFile } from '../../records/file';
import { operation } from '../operation';

export const deleteStoredFile = operation({
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a file',
		description:
			'Delete a file from the file store, for good. It cannot be put back through the API, so download it first.',
	},
	kind: 'destructive',
	form: { file: filePicker },
	prepare: async (call, { file }) => ({ id: await fileToChange(call, file) }),
	touches: ({ id }) => [thing('file', id)],
	async run(call, { id }) {
		const { api } = call;
		const { before } = await changeOnce(call, {
			step: deleteFile.path,
			values: [id],
			schema: storedFile,
			find: async () => await findFile(api, { by: 'id', id }),
			reread: async () => await fileWithId(api, id),
			isDone: (file) => file === undefined,
			send: async () => await api.call(deleteFile, { fileid: id }),
			notDone: 'The file is still there.',
			whereToLook: 'Look at the file store in ChemInventory before you run this step again.',
		});
		return {
			deleted: true,
			id: before.id,
			name: before.name,
			size: before.size ?? null,
			categoryId: before.categoryid ?? 0,
			before: showFile(before),
		};
	},
});
