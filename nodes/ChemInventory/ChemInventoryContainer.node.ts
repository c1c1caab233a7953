import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runOperations } from '../shared/runOperations';
import { connectChemInventory } from './api';
import { containerOperations } from './container';
import { chemInventoryApiTest } from './credentialTest';
import { searchContainers } from './lookups/container';
import { getContainerFields, getSubstanceFields } from './lookups/customField';
import { searchLocations } from './lookups/location';
import { searchUnits } from './lookups/unit';

export class ChemInventoryContainer implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ChemInventory Container',
		name: 'chemInventoryContainer',
		icon: { light: 'file:../../icons/chemInventoryContainer.svg', dark: 'file:../../icons/chemInventoryContainer.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Create, read, change, move and delete containers in ChemInventory',
		defaults: { name: 'ChemInventory Container' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'chemInventoryApi', required: true, testedBy: 'chemInventoryApiTest' }],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: containerOperations.options,
				default: 'get',
			},
			...containerOperations.fields,
		],
	};

	methods = {
		credentialTest: { chemInventoryApiTest },
		listSearch: { searchContainers, searchLocations, searchUnits },
		loadOptions: { getContainerFields, getSubstanceFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, containerOperations.table, connectChemInventory);
	}
}
