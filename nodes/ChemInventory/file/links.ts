import { z } from 'zod';

import type { ChemInventoryApi } from '../api';
import { listSubstancesOfFile } from './schema';

/** Which substances a file is linked to. */
export const fileLinks = z.object({ fileId: z.number(), substanceIds: z.array(z.number()) });

export type FileLinks = z.output<typeof fileLinks>;

/** @throws Fault */
export async function readLinks(api: ChemInventoryApi, fileId: number): Promise<FileLinks> {
	const substances = await api.call(listSubstancesOfFile, { fileid: fileId });
	return { fileId, substanceIds: substances.map(({ id }) => id) };
}
