import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import { CddSlurp } from '../../../nodes/Cdd/CddSlurp.node';
import type { RecordedPart, RecordedRequest, Sandbox } from '../../../sandbox';
import { onSandbox } from '../../support/cdd';
import { runNode } from '../../support/engine';
import type { NodeRun, RunOptions } from '../../support/engine';

/** Names and headers as the sandbox seeds them. */
export const template = 'Plate reader, single point';
export const project = 'Internal Data';
export const goodCsv = 'Molecule Name,Inhibition (%)\nLAB-0000001,12.5\nLAB-0000002,80\n';
/** The second row holds text where the template expects a number. */
export const badCsv = 'Molecule Name,Inhibition (%)\nLAB-0000001,12.5\nLAB-0000002,high\n';

/** A file of an item, as n8n keeps it in memory. */
export function fileOf(content: Buffer | string, fileName = 'plate 7.csv', mimeType = 'text/csv'): IBinaryKeyData {
	return { data: { data: Buffer.from(content).toString('base64'), fileName, mimeType } };
}

export const locator = (mode: 'id' | 'list' | 'name', value: number | string) => ({ __rl: true, mode, value });

/** Runs the node against a sandbox; unless told otherwise, it imports `goodCsv` and takes whatever becomes of it. */
export async function runSlurp(
	sandbox: Pick<Sandbox, 'token' | 'url' | 'vaultId'>,
	parameters: IDataObject = {},
	{ items = [{}], secrets, ...options }: RunOptions & { items?: IDataObject[]; secrets?: IDataObject } = {},
): Promise<NodeRun> {
	return await runNode(
		onSandbox(new CddSlurp(), sandbox, secrets),
		items,
		{
			operation: 'import',
			specifyData: 'fields',
			binaryPropertyName: 'data',
			project: locator('name', project),
			mappingTemplate: locator('name', template),
			waitForCompletion: true,
			...parameters,
		} as never,
		{ binary: items.map(() => fileOf(goodCsv)), ...options },
	);
}

export const uploads = ({ requests }: Pick<Sandbox, 'requests'>): RecordedRequest[] =>
	requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/slurps'));

/** The parts of an upload, in the order in which they arrived. */
export const partsOf = (upload: RecordedRequest | undefined): RecordedPart[] =>
	Array.isArray(upload?.body) ? upload.body : [];

/** The `json` part of an upload. */
export const jsonOf = (upload: RecordedRequest | undefined): unknown => JSON.parse(partsOf(upload)[0]?.text ?? 'null');
