import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { authenticationField } from '../shared/form/onceConnected';
import { formsFirst } from '../shared/formsFirst';
import { runOperations } from '../shared/runOperations';
import { containerOperations } from './operations/container';
import { searchContainers } from './records/container/picker';
import { getClearableContainerFields } from './records/customField/clearing';
import { getContainerColumns, getSubstanceColumns } from './records/customField/columns';
import { searchLocations } from './records/location';
import { fieldLists } from './records/recordFields';
import { searchSubstances } from './records/substance/picker';
import { searchSuppliers } from './records/supplier';
import { searchUnits } from './records/unit';
import { connectChemInventory } from './service/api';
import { chemInventoryApiTest } from './service/credentialTest';

export class ChemInventoryContainer implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ChemInventory Container',
		name: 'chemInventoryContainer',
		icon: {
			light: 'file:../../icons/chemInventoryContainer.svg',
			dark: 'file:../../icons/chemInventoryContainer.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Create, read, change, move and delete containers in ChemInventory',
		defaults: { name: 'ChemInventory Container' },
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
				default: 'container',
				options: [{ name: 'Container', value: 'container' }],
			},
			...containerOperations.properties,
		],
	};

	methods = {
		credentialTest: { chemInventoryApiTest },
		loadOptions: { getClearableContainerFields, ...fieldLists('containers', 'historyEntries') },
		...formsFirst({
			listSearch: {
				searchContainers,
				searchLocations,
				searchSubstances,
				searchSuppliers,
				searchUnits,
			},
			resourceMapping: {
				getContainerColumns,
				getSubstanceColumns,
			},
		}),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, containerOperations.table, connectChemInventory);
	}
}
