import type { IBinaryData, IDataObject, INode } from 'n8n-workflow';

import { CddVault } from '../../../nodes/Cdd/CddVault.node';
import { onPublicServer } from '../../support/cdd';
import { runNode } from '../../support/engine';
import type { NodeRun } from '../../support/engine';

/** A file in a field of an item, kept in memory. */
export const fileOf = (content: Buffer | string, fileName = 'file.json'): IBinaryData => ({
	data: Buffer.from(content).toString('base64'),
	mimeType: 'application/octet-stream',
	fileName,
});

export const contentOf = (file: IBinaryData | undefined): Buffer => Buffer.from(file?.data ?? '', 'base64');

/** Runs an operation of the resource Backup. */
export const runBackup = async (
	parameters: INode['parameters'],
	items: IDataObject[],
	files: Array<Record<string, IBinaryData>> = [],
): Promise<NodeRun> =>
	await runNode(onPublicServer(new CddVault()), items, { resource: 'backup', ...parameters }, { binary: files });

/** Numbers that look random and are the same in every run. */
export function numbersFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return state / 4_294_967_296;
	};
}
