import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { runOperations } from '../shared/runOperations';
import { backupOperations } from './operations/backup';
import { barcodeOperations } from './operations/barcode';
import { customFieldOperations } from './operations/customField';
import { fileOperations } from './operations/file';
import { inventoryOperations } from './operations/inventory';
import { locationOperations } from './operations/location';
import { myCollectionOperations } from './operations/myCollection';
import { substanceOperations } from './operations/substance';
import { userOperations } from './operations/user';
import { watchlistOperations } from './operations/watchlist';
import { searchContainers } from './records/container/picker';
import { searchCustomFields } from './records/customField/definitions';
import { searchDeletedContainers } from './records/deletedContainer';
import { searchFileCategories, searchFiles } from './records/file';
import { searchInventories } from './records/inventory';
import { searchLocations } from './records/location';
import { fieldLists } from './records/recordFields';
import { searchSubstances } from './records/substance/picker';
import { searchUsers } from './records/user';
import { searchWatchlists } from './records/watchlist';
import { connectChemInventory } from './service/api';
import { chemInventoryApiTest } from './service/credentialTest';

const operationTable = new Map(
	[
		barcodeOperations,
		customFieldOperations,
		fileOperations,
		inventoryOperations,
		locationOperations,
		myCollectionOperations,
		substanceOperations,
		userOperations,
		watchlistOperations,
	].flatMap(({ table }) => [...table]),
);

export class ChemInventory implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ChemInventory',
		name: 'chemInventory',
		icon: { light: 'file:../../icons/chemInventory.svg', dark: 'file:../../icons/chemInventory.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Work with locations, barcodes, files and safety data in ChemInventory, or start a workflow when stock is low, something expires, or containers and orders change',
		defaults: { name: 'ChemInventory' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'chemInventoryApi',
				required: true,
				testedBy: 'chemInventoryApiTest',
				displayOptions: { hide: { resource: ['backup'] } },
			},
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Backup', value: 'backup' },
					{ name: 'Barcode', value: 'barcode' },
					{ name: 'Custom Field', value: 'customField' },
					{ name: 'File', value: 'file' },
					{ name: 'Inventory', value: 'inventory' },
					{ name: 'Location', value: 'location' },
					{ name: 'My Collection', value: 'myCollection' },
					{ name: 'Substance', value: 'substance' },
					{ name: 'User', value: 'user' },
					{ name: 'Watchlist', value: 'watchlist' },
				],
				default: 'inventory',
			},
			...backupOperations.properties,
			...barcodeOperations.properties,
			...customFieldOperations.properties,
			...fileOperations.properties,
			...inventoryOperations.properties,
			...locationOperations.properties,
			...myCollectionOperations.properties,
			...substanceOperations.properties,
			...userOperations.properties,
			...watchlistOperations.properties,
		],
	};

	methods = {
		credentialTest: { chemInventoryApiTest },
		loadOptions: fieldLists(
			'auditEntries',
			'barcodeChecks',
			'barcodes',
			'containers',
			'customFields',
			'details',
			'fileCategories',
			'files',
			'linkedSubstances',
			'locations',
			'substances',
			'users',
			'watchlistChecks',
			'watchlists',
		),
		listSearch: {
			searchContainers,
			searchCustomFields,
			searchDeletedContainers,
			searchFileCategories,
			searchFiles,
			searchInventories,
			searchLocations,
			searchSubstances,
			searchUsers,
			searchWatchlists,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, operationTable, connectChemInventory, backupOperations.table);
	}
}
