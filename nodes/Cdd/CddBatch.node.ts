import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { authenticationField } from '../shared/form/onceConnected';
import { formsFirst } from '../shared/formsFirst';
import { runOperations } from '../shared/runOperations';
import { batchOperations } from './operations/batch';
import { searchBatches } from './records/batch/picker';
import { getDataSets } from './records/dataSet';
import { getProjects } from './records/project';
import { fieldLists } from './records/recordFields';
import {
	getBatchFields,
	mapBatchFields,
	mapNewBatchFields,
	mapNewMoleculeFields,
	searchBatchFields,
} from './records/vaultField';
import { connectCdd } from './service/api';
import { cddVaultApiTest } from './service/credentialTest';

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
		credentials: [
			{
				name: 'cddVaultApi',
				required: true,
				testedBy: 'cddVaultApiTest',
				displayOptions: { show: { authentication: ['apiToken', 'notChosen'] } },
			},
		],
		properties: [
			authenticationField,
			// The only one. n8n describes a tool by the action of its operation only where that belongs to a resource.
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'hidden',
				noDataExpression: true,
				default: 'batch',
				options: [{ name: 'Batch', value: 'batch' }],
			},
			...batchOperations.properties,
		],
	};

	methods = {
		credentialTest: { cddVaultApiTest },
		loadOptions: { getBatchFields, getDataSets, getProjects, ...fieldLists('batches') },
		...formsFirst({
			listSearch: { searchBatches, searchBatchFields },
			resourceMapping: { mapBatchFields, mapNewBatchFields, mapNewMoleculeFields },
		}),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, batchOperations.table, connectCdd);
	}
}
