import { createHash } from 'crypto';
import type { IBinaryKeyData, IDataObject, INode, INodeExecutionData, INodeType } from 'n8n-workflow';

import { CddVaultApi } from '../../credentials/CddVaultApi.credentials';
import { runNode } from './engine';
import type { NodeRun, RunOptions } from './engine';

/** An item as the exports and Make File give it, with its file. */
export interface PartItem {
	json: IDataObject;
	binary: IBinaryKeyData;
}

export function partItem(part: string, records: number, changes: IDataObject = {}): PartItem {
	const content = JSON.stringify({ count: records, objects: Array.from({ length: records }, (_, id) => ({ id })) });
	const fileName = `${part}.json`;
	return {
		json: {
			part,
			fileName,
			format: 'json',
			startedAt: '2026-11-27T03:30:00.000Z',
			finishedAt: '2026-11-27T03:31:00.000Z',
			count: records,
			records,
			distinctIds: records,
			bytes: content.length,
			sha256: createHash('sha256').update(content).digest('hex'),
			complete: true,
			...changes,
		},
		binary: {
			data: { data: Buffer.from(content).toString('base64'), mimeType: 'application/json', fileName },
		},
	};
}

/** A file that a step read, under a name. */
export const fileItem = (fileName: string, content: string): PartItem => ({
	json: { fileName },
	binary: { data: { data: Buffer.from(content).toString('base64'), mimeType: 'application/json', fileName } },
});

/** What a step gives for a file that is not there. */
export const nothingRead: PartItem = { json: {}, binary: {} };

export const textOf = ({ binary }: INodeExecutionData): string =>
	Buffer.from(binary?.data?.data ?? '', 'base64').toString('utf8');

/** Runs an operation of the resource Backup, which needs no service, on n8n's engine. */
export async function runBackup(
	node: INodeType,
	items: readonly PartItem[],
	parameters: INode['parameters'],
	options: RunOptions = {},
): Promise<NodeRun> {
	return await runNode(
		{ node, credential: new CddVaultApi(), secrets: {} },
		items.map(({ json }) => json),
		{ resource: 'backup', ...parameters },
		{ binary: items.map(({ binary }) => binary), ...options },
	);
}
