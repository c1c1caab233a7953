import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runOperations } from '../shared/runOperations';
import { connectCdd } from './api';
import { cddVaultApiTest } from './credentialTest';
import { inventorySampleOperations } from './inventorySample';
import { searchBatches } from './lookups/batch';
import { searchInventoryLocations } from './lookups/inventoryLocation';
import { getProjects } from './lookups/project';
import { searchSamples } from './lookups/sample';
import { mapEventFields, mapSampleFields, searchEventFields } from './lookups/sampleField';

export class CddInventorySample implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CDD Inventory Sample',
		name: 'cddInventorySample',
		icon: { light: 'file:../../icons/cddInventorySample.svg', dark: 'file:../../icons/cddInventorySample.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Read, create, move, use up and back up inventory samples in CDD Vault',
		defaults: { name: 'CDD Inventory Sample' },
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
				default: 'inventorySample',
				options: [{ name: 'Inventory Sample', value: 'inventorySample' }],
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['inventorySample'] } },
				options: inventorySampleOperations.options,
				default: 'getAll',
			},
			...inventorySampleOperations.fields,
		],
	};

	methods = {
		credentialTest: { cddVaultApiTest },
		listSearch: { searchBatches, searchEventFields, searchInventoryLocations, searchSamples },
		loadOptions: { getProjects },
		resourceMapping: { mapEventFields, mapSampleFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, inventorySampleOperations.table, connectCdd);
	}
}
