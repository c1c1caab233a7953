import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { batchOperations } from '../../nodes/Cdd/operations/batch';
import { connectCdd } from '../../nodes/Cdd/service/api';
import { runOperations } from '../../nodes/shared/runOperations';

/** The face of the CDD Batch node: its own file ends in `.node`, which tsx takes for the codex file beside it. */
export const batchNode: INodeType = {
	description: {
		displayName: 'CDD Batch',
		name: 'cddBatch',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'CDD Batch' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'cddVaultApi', required: true }],
		properties: [
			{ displayName: 'Resource', name: 'resource', type: 'hidden', default: 'batch' },
			...batchOperations.properties,
		],
	},
	async execute(this: IExecuteFunctions) {
		return await runOperations(this, batchOperations.table, connectCdd);
	},
};
