import { z } from 'zod';

import type { Values } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import type { ItemCall, Thing } from '../../../shared/operation';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { linkFile, listSubstancesOfFile, unlinkFile } from '../../contract/file';
import { filePicker, fileToChange } from '../../records/file';
import { substancePicker, substanceToChange } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';

export const linkForm = { file: filePicker, substance: substancePicker };

/** Which substances a file is linked to. */
const fileLinks = z.object({ fileId: z.number(), substanceIds: z.array(z.number()) });

type FileLinks = z.output<typeof fileLinks>;

async function readLinks(api: ChemInventoryApi, fileId: number): Promise<FileLinks> {
	const substances = await api.call(listSubstancesOfFile, { fileid: fileId });
	return { fileId, substanceIds: substances.map(({ id }) => id) };
}

/** A file and a substance, found. */
export interface Ends {
	fileId: number;
	substanceId: number;
}

export const findEnds = async (
	call: ItemCall<ChemInventoryApi>,
	{ file, substance }: Values<typeof linkForm>,
): Promise<Ends> => ({
	fileId: await fileToChange(call, file),
	substanceId: await substanceToChange(call, substance),
});

export const thingsOf = ({ fileId, substanceId }: Ends): Thing[] => [
	thing('file', fileId),
	thing('substance', substanceId),
];

export interface SetLink extends Ends {
	/** False if it was as wanted already, so that nothing was sent. */
	changed: boolean;
	before: FileLinks;
}

/** Sets whether the file is linked to the substance. @throws Fault */
export async function setLink(
	call: ItemCall<ChemInventoryApi>,
	{ fileId, substanceId }: Ends,
	wanted: boolean,
): Promise<SetLink> {
	const { api } = call;
	const endpoint = wanted ? linkFile : unlinkFile;
	const { before, changed } = await changeOnce(call, {
		step: endpoint.path,
		values: [fileId, substanceId],
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
