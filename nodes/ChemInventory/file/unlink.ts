import type { Operation } from '../../shared/operation';
import { readId } from '../../shared/values/ids';
import { fingerprintOf } from '../../shared/writeLedger';
import type { ChemInventoryApi } from '../api';
import { fileField } from '../lookups/file';
import { readLocator } from '../../shared/values/locator';
import { resolveSubstanceId, substanceField } from '../lookups/substance';
import { changeOnce } from '../writes/changeOnce';
import { fileLinks, readLinks } from './links';
import { unlinkFile } from './schema';

export const unlink: Operation<ChemInventoryApi> = {
	option: {
		name: 'Unlink From Substance',
		value: 'unlink',
		action: 'Unlink a file from a substance',
		description: 'Remove the link between a file and a substance. The file stays in the file store.',
	},
	kind: 'write',
	fields: [fileField, substanceField],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const fileid = readId(readLocator(functions, 'file', itemIndex).value, 'File');
		const { mode, value } = readLocator(functions, 'substance', itemIndex);
		const substanceid = await resolveSubstanceId(api, mode, value);
		const { before, changed } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(unlinkFile.path, api.address, fileid, substanceid),
			schema: fileLinks,
			find: async () => await readLinks(api, fileid),
			reread: async () => await readLinks(api, fileid),
			isDone: (links) => links?.substanceIds.includes(substanceid) === false,
			send: async () => await api.call(unlinkFile, { fileid, substanceid }),
			notDone: `File ${fileid} is still linked to substance ${substanceid}.`,
			whereToLook: `Look at the file ${fileid} in ChemInventory before you run this step again.`,
		});
		return { unlinked: changed, wasLinked: changed, fileId: fileid, substanceId: substanceid, before };
	},
};
