import type { Operation } from '../../shared/operation';
import { readId } from '../../shared/values/ids';
import { fingerprintOf } from '../../shared/writeLedger';
import type { ChemInventoryApi } from '../api';
import { fileField } from '../lookups/file';
import { readLocator } from '../../shared/values/locator';
import { resolveSubstanceId, substanceField } from '../lookups/substance';
import { changeOnce } from '../writes/changeOnce';
import { fileLinks, readLinks } from './links';
import { linkFile } from './schema';

export const link: Operation<ChemInventoryApi> = {
	option: {
		name: 'Link to Substance',
		value: 'link',
		action: 'Link a file to a substance',
		description: 'Show a file with a substance. A link that is there already stays as it is.',
	},
	kind: 'write',
	fields: [fileField, substanceField],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const fileid = readId(readLocator(functions, 'file', itemIndex).value, 'File');
		const { mode, value } = readLocator(functions, 'substance', itemIndex);
		const substanceid = await resolveSubstanceId(api, mode, value);
		const { before, changed } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(linkFile.path, api.address, fileid, substanceid),
			schema: fileLinks,
			find: async () => await readLinks(api, fileid),
			reread: async () => await readLinks(api, fileid),
			isDone: (links) => links?.substanceIds.includes(substanceid) === true,
			send: async () => await api.call(linkFile, { fileid, substanceid }),
			notDone: `File ${fileid} is not linked to substance ${substanceid}.`,
			whereToLook: `Look at the file ${fileid} in ChemInventory before you run this step again.`,
		});
		return { linked: true, wasLinked: !changed, fileId: fileid, substanceId: substanceid, before };
	},
};
