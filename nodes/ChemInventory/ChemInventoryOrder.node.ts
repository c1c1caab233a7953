import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { authenticationField } from '../shared/form/onceConnected';
import { formsFirst } from '../shared/formsFirst';
import { runOperations } from '../shared/runOperations';
import { orderOperations } from './operations/order';
import { getClearableOrderFields } from './records/customField/clearing';
import { getContainerColumns, getOrderColumns } from './records/customField/columns';
import { searchLocations } from './records/location';
import { searchOrders } from './records/order/picker';
import { fieldLists } from './records/recordFields';
import { searchSubstances } from './records/substance/picker';
import { searchSuppliers } from './records/supplier';
import { searchUnits } from './records/unit';
import { connectChemInventory } from './service/api';
import { chemInventoryApiTest } from './service/credentialTest';

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
				default: 'order',
				options: [{ name: 'Order', value: 'order' }],
			},
			...orderOperations.properties,
		],
	};

	methods = {
		credentialTest: { chemInventoryApiTest },
		loadOptions: { getClearableOrderFields, ...fieldLists('containers', 'orders') },
		...formsFirst({
			listSearch: {
				searchLocations,
				searchOrders,
				searchSubstances,
				searchSuppliers,
				searchUnits,
			},
			resourceMapping: { getContainerColumns, getOrderColumns },
		}),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, orderOperations.table, connectChemInventory);
	}
}
