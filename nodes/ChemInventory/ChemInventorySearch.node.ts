import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { authenticationField } from '../shared/form/onceConnected';
import { runOperations } from '../shared/runOperations';
import { searchOperations } from './operations/search';
import { getAdvancedFilters } from './operations/search/advanced';
import { getCustomFields } from './operations/search/byCustomField';
import { searchSearchedInventories } from './records/inventory';
import { fieldLists } from './records/recordFields';
import { searchSubstances } from './records/substance/picker';
import { connectChemInventory } from './service/api';
import { chemInventoryApiTest } from './service/credentialTest';

export class ChemInventorySearch implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ChemInventory Search',
		name: 'chemInventorySearch',
		icon: { light: 'file:../../icons/chemInventorySearch.svg', dark: 'file:../../icons/chemInventorySearch.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Find containers in ChemInventory by barcode, name, CAS, hazards, structure or rules',
		defaults: { name: 'ChemInventory Search' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'chemInventoryApi',
				required: true,
				testedBy: 'chemInventoryApiTest',
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
				default: 'search',
				options: [{ name: 'Search', value: 'search' }],
			},
			...searchOperations.properties,
		],
	};

	methods = {
		credentialTest: { chemInventoryApiTest },
		listSearch: { searchSearchedInventories, searchSubstances },
		loadOptions: { getAdvancedFilters, getCustomFields, ...fieldLists('containers', 'searchFields') },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, searchOperations.table, connectChemInventory);
	}
}
