import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runOperations } from '../shared/runOperations';
import { connectChemInventory } from './api';
import { chemInventoryApiTest } from './credentialTest';
import { getContainerFields } from './lookups/customField';
import { searchLocations } from './lookups/location';
import { searchUnits } from './lookups/unit';
import { orderOperations } from './order';
import { searchOrders } from './order/fields';

export class ChemInventoryOrder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ChemInventory Order',
		name: 'chemInventoryOrder',
		icon: { light: 'file:../../icons/chemInventoryOrder.svg', dark: 'file:../../icons/chemInventoryOrder.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Request orders in ChemInventory, follow them, and turn them into containers when they arrive',
		defaults: { name: 'ChemInventory Order' },
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
				options: orderOperations.options,
				default: 'getAll',
			},
			...orderOperations.fields,
		],
	};

	methods = {
		credentialTest: { chemInventoryApiTest },
		listSearch: { searchLocations, searchOrders, searchUnits },
		loadOptions: { getContainerFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, orderOperations.table, connectChemInventory);
	}
}
