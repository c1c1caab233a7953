import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { inWords } from '../shared/dropdown';
import { runOperations } from '../shared/runOperations';
import { connectChemInventory } from './service/api';
import { barcodeOperations } from './barcode';
import { chemInventoryApiTest } from './service/credentialTest';
import { customFieldOperations } from './customField';
import { fileOperations } from './file';
import { inventoryOperations } from './inventory';
import { locationOperations } from './location';
import { searchContainers } from './records/container/picker';
import { searchCustomFields } from './records/customField/definitions';
import { searchDeletedContainers } from './records/deletedContainer';
import { searchFileCategories, searchFiles } from './records/file';
import { searchInventories } from './records/inventory';
import { searchLocations } from './records/location';
import { searchSubstances } from './records/substance/picker';
import { searchUsers } from './records/user';
import { searchWatchlists } from './records/watchlist';
import { myCollectionOperations } from './myCollection';
import { substanceOperations } from './substance';
import { userOperations } from './user';
import { watchlistOperations } from './watchlist';

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
			'Work with barcodes, files, locations, substances, users, watchlists and the whole inventory in ChemInventory',
		defaults: { name: 'ChemInventory' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'chemInventoryApi', required: true, testedBy: 'chemInventoryApiTest' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
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
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['barcode'] } },
				options: barcodeOperations.options,
				default: 'check',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['customField'] } },
				options: customFieldOperations.options,
				default: 'getAll',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['file'] } },
				options: fileOperations.options,
				default: 'getAll',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['inventory'] } },
				options: inventoryOperations.options,
				default: 'export',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['location'] } },
				options: locationOperations.options,
				default: 'getAll',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['myCollection'] } },
				options: myCollectionOperations.options,
				default: 'getAll',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['substance'] } },
				options: substanceOperations.options,
				default: 'findOrCreate',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['user'] } },
				options: userOperations.options,
				default: 'getAll',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['watchlist'] } },
				options: watchlistOperations.options,
				default: 'getAll',
			},
			...barcodeOperations.fields,
			...customFieldOperations.fields,
			...fileOperations.fields,
			...inventoryOperations.fields,
			...locationOperations.fields,
			...myCollectionOperations.fields,
			...substanceOperations.fields,
			...userOperations.fields,
			...watchlistOperations.fields,
		],
	};

	methods = {
		credentialTest: { chemInventoryApiTest },
		listSearch: {
			searchContainers: inWords(searchContainers),
			searchCustomFields: inWords(searchCustomFields),
			searchDeletedContainers: inWords(searchDeletedContainers),
			searchFileCategories: inWords(searchFileCategories),
			searchFiles: inWords(searchFiles),
			searchInventories: inWords(searchInventories),
			searchLocations: inWords(searchLocations),
			searchSubstances: inWords(searchSubstances),
			searchUsers: inWords(searchUsers),
			searchWatchlists: inWords(searchWatchlists),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, operationTable, connectChemInventory);
	}
}
