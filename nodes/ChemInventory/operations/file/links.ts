import { z } from 'zod';

import type { OperationCall } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { readId } from '../../../shared/values/ids';
import { readLocator } from '../../../shared/values/locator';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { linkFile, listSubstancesOfFile, unlinkFile } from '../../contract/file';
import { resolveSubstanceId } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';

/** Which substances a file is linked to. */
const fileLinks = z.object({ fileId: z.number(), substanceIds: z.array(z.number()) });

type FileLinks = z.output<typeof fileLinks>;

async function readLinks(api: ChemInventoryApi, fileId: number): Promise<FileLinks> {
	const substances = await api.call(listSubstancesOfFile, { fileid: fileId });
	return { fileId, substanceIds: substances.map(({ id }) => id) };
}

export interface SetLink {
	fileId: number;
	substanceId: number;
	/** False if it was as wanted already, so that nothing was sent. */
	changed: boolean;
	before: FileLinks;
}

/**
 * Sets whether the file of the form is linked to the substance of the form.
 * @throws Fault
 */
export async function setLink(
	call: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	wanted: boolean,
): Promise<SetLink> {
	const { functions, api } = call;
	const fileId = readId(readLocator(functions, 'file', itemIndex).value, 'File');
	const { mode, value } = readLocator(functions, 'substance', itemIndex);
	const substanceId = await resolveSubstanceId(api, mode, value);
	const endpoint = wanted ? linkFile : unlinkFile;
	const { before, changed } = await changeOnce(call, itemIndex, {
		fingerprint: fingerprintOf(endpoint.path, api.address, fileId, substanceId),
		schema: fileLinks,
		find: async () => await readLinks(api, fileId),
		reread: async () => await readLinks(api, fileId),
		isDone: (links) => links !== undefined && links.substanceIds.includes(substanceId) === wanted,
		send: async () => await api.call(endpoint, { fileid: fileId, substanceid: substanceId }),
		notDone: `File ${fileId} is ${wanted ? 'not' : 'still'} linked to substance ${substanceId}.`,
		whereToLook: `Look at the file ${fileId} in ChemInventory before you run this step again.`,
	});
	return { fileId, substanceId, changed, before };
}
