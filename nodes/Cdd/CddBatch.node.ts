import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runOperations } from '../shared/runOperations';
import { connectCdd } from './api';
import { batchOperations } from './batch';
import { cddVaultApiTest } from './credentialTest';
import { searchBatches } from './lookups/batch';
import { getDataSets } from './lookups/dataSet';
import { getProjects } from './lookups/project';
import {
	getBatchFields,
	mapBatchFields,
	mapNewBatchFields,
	mapNewMoleculeFields,
	searchBatchFields,
} from './lookups/vaultField';

export class CddBatch implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CDD Batch',
		name: 'cddBatch',
		icon: { light: 'file:../../icons/cddBatch.svg', dark: 'file:../../icons/cddBatch.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Read, register, change and back up batches and their molecules in CDD Vault',
		defaults: { name: 'CDD Batch' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'cddVaultApi', required: true, testedBy: 'cddVaultApiTest' }],
		properties: [
			// The only one. n8n describes a tool by the action of its operation only where that belongs to a resource.
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'hidden',
				noDataExpression: true,
				default: 'batch',
				options: [{ name: 'Batch', value: 'batch' }],
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['batch'] } },
				options: batchOperations.options,
				default: 'getAll',
			},
			...batchOperations.fields,
		],
	};

	methods = {
		credentialTest: { cddVaultApiTest },
		listSearch: { searchBatches, searchBatchFields },
		loadOptions: { getBatchFields, getDataSets, getProjects },
		resourceMapping: { mapBatchFields, mapNewBatchFields, mapNewMoleculeFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, batchOperations.table, connectCdd);
	}
}
