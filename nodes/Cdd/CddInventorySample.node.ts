import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { authenticationField } from '../shared/form/onceConnected';
import { formsFirst } from '../shared/formsFirst';
import { runOperations } from '../shared/runOperations';
import { inventorySampleOperations } from './operations/inventorySample';
import { searchBatches } from './records/batch/picker';
import { searchInventoryLocations } from './records/inventoryLocation';
import { getProjects } from './records/project';
import { fieldLists } from './records/recordFields';
import { mapEventFields, mapSampleFields, searchEventFields } from './records/sample/fields';
import { searchSampleFields } from './records/sample/findable';
import { searchSamples } from './records/sample/picker';
import { connectCdd } from './service/api';
import { cddVaultApiTest } from './service/credentialTest';

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
				default: 'inventorySample',
				options: [{ name: 'Inventory Sample', value: 'inventorySample' }],
			},
			...inventorySampleOperations.properties,
		],
	};

	methods = {
		credentialTest: { cddVaultApiTest },
		loadOptions: { getProjects, ...fieldLists('samples') },
		...formsFirst({
			listSearch: { searchBatches, searchEventFields, searchInventoryLocations, searchSampleFields, searchSamples },
			resourceMapping: { mapEventFields, mapSampleFields },
		}),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, inventorySampleOperations.table, connectCdd);
	}
}
