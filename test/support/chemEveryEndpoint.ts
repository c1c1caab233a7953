import type { IDataObject, INodeType } from 'n8n-workflow';

import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';
import type { Sandbox } from '../../sandbox';
import { rl } from './chemRuns';
import { mapped } from './mapped';

/** An operation as a user fills it in, and the endpoint that it is there for. */
export interface EndpointCase {
	path: string;
	node: INodeType;
	parameters: IDataObject;
}

const all = { returnAll: true, limit: 50, output: 'simplified' };
const table = { ...all, columnNames: 'keys', options: {} };

/**
 * For each of the 70 endpoints an operation that asks for it, with every field filled in, against a fresh sandbox.
 */
export function everyEndpoint({ chemInventory }: Sandbox): EndpointCase[] {
	const { lab, inventoryId } = chemInventory;
	const [first, second] = lab.liveContainers();
	const container = rl(first?.id);
	const containers = { containersBy: 'id', containers: `${first?.id}, ${second?.id}` };
	const [order] = lab.openOrders();
	const [file] = [...lab.lab.files.values()].filter(({ inventory }) => inventory !== 0);
	const linked = [...(file?.substances ?? [])][0];
	const unlinked = [...lab.substances.keys()].find((id) => !file?.substances.has(id));
	const [category, otherCategory] = lab.lab.fileCategories.keys();
	const list = [...lab.lab.watchlists.values()].find(({ scope }) => scope === 'inventory');
	const held = new Set(lab.liveContainers().map(({ substance }) => substance));
	const hazard = [...lab.lab.hazards.values()].find(
		({ inventory, substance }) => inventory === inventoryId && held.has(substance),
	);
	const deleted = [...lab.containers.values()].find((each) => each.deleted);
	const substance = rl('67-64-1', 'cas');
	const location = rl('Cupboards > Cupboard 1', 'path');
	const destination = rl('Missing', 'path');
	const inCupboard = lab.containersIn('Cupboards > Cupboard 1').length;
	const onList = lab.user('admin').collection.size;
	const [collected] = lab.user('admin').collection;
	const size = { size: '100', unit: rl('g', 'name'), supplier: 'TCI' };
	const customFields = mapped({ 'Product Code': 'P1' });
	const user = rl(lab.user('user').id);
	const cases: EndpointCase[] = [];
	const add = (node: INodeType) => (path: string, parameters: IDataObject) => cases.push({ path, node, parameters });

	const onContainer = add(new ChemInventoryContainer());
	const creation = {
		operation: 'create',
		specifyData: 'fields',
		name: 'Acetone',
		substance,
		createSubstance: false,
		location,
		size: '100',
		unit: rl('g', 'name'),
		barcodeCheck: 'refuse',
		barcode: 'NEW-1',
		additionalFields: { supplier: 'TCI', comments: 'New', dateAcquired: '2026-04-25' },
		customFields,
		output: 'simplified',
		options: {},
	};
	onContainer('/container/add', creation);
	onContainer('/container/delete', { operation: 'delete', ...containers });
	onContainer('/container/information/gethistory', { operation: 'getHistory', container, output: 'simplified' });
	onContainer('/container/information/load', { operation: 'get', container, output: 'simplified', options: {} });
	onContainer('/container/information/save', {
		operation: 'update',
		container,
		updateFields: { comments: 'Opened', size: '11', unit: rl('g', 'name') },
		customFields: mapped({}),
		substanceFields: mapped({}),
		barcodeCheck: 'refuse',
		output: 'simplified',
	});
	onContainer('/container/information/togglerecycling', {
		operation: 'setRecycling',
		container,
		inRecycling: !first?.isInRecycling,
		output: 'simplified',
	});
	onContainer('/container/move', {
		operation: 'move',
		...containers,
		destination: 'location',
		location: destination,
		ifSomeDoNotMove: 'fail',
	});
	onContainer('/container/recentlyadded', { operation: 'getRecentlyAdded', ...table });
	onContainer('/general/exportbyid', { operation: 'getAll', containerIds: String(first?.id), ...table });

	const onSearch = add(new ChemInventorySearch());
	const found = { scope: 'active', fullRows: false, output: 'simplified', options: {} };
	onSearch('/search/execute', { operation: 'byCas', casNumber: '67-64-1', ...found });
	onSearch('/search/execute', { operation: 'byGhs', hazardCodes: 'H225', ...found, scope: 'site' });
	onSearch('/search/loadadvancedsearch', { operation: 'getFilters', output: 'simplified' });

	const onOrder = add(new ChemInventoryOrder());
	onOrder('/order/request', {
		operation: 'create',
		substance,
		name: 'Acetone',
		...size,
		customFields,
		additionalFields: { comments: 'Soon', destination: location, emailOnStatusChange: true, quantity: 1 },
		output: 'simplified',
	});
	onOrder('/order/load', { operation: 'getAll', filters: {}, ...all });
	onOrder('/order/edit', {
		operation: 'update',
		order: rl(order?.id),
		updateFields: { comments: 'Late', destination: location },
		customFields,
		output: 'simplified',
	});
	onOrder('/order/toggleordered', {
		operation: 'setOrdered',
		order: rl(order?.id),
		status: Number(order?.dateordered) === 0 ? 'ordered' : 'notOrdered',
		output: 'simplified',
	});
	onOrder('/order/addcontainer', {
		operation: 'receive',
		order: rl(order?.id),
		location,
		barcode: 'ARRIVED-1',
		barcodeCheck: 'refuse',
		customFields,
		additionalFields: { containerName: 'Arrived', orderComments: 'Came', containerComments: 'Sealed' },
		output: 'simplified',
	});
	onOrder('/order/delete', { operation: 'delete', order: rl(order?.id) });

	const onRest = add(new ChemInventory());
	const rest = (path: string, resource: string, operation: string, parameters: IDataObject = {}) =>
		onRest(path, { resource, operation, ...parameters });
	rest('/barcodes/assigned', 'barcode', 'getAll', table);
	rest('/barcodes/duplicates/check', 'barcode', 'check', { barcode: 'AA00040', output: 'simplified' });
	rest('/barcodes/duplicates/getall', 'barcode', 'getDuplicates', { output: 'simplified', options: {} });
	rest('/barcodes/generator/createvalues', 'barcode', 'generate', { prefix: 'QA', count: 1, startingNumber: 1 });
	const newField = {
		name: 'Lot',
		dataType: 'dropdown',
		allowedValues: 'A\nB',
		searchable: true,
		showForOrders: true,
		onlyAdministratorsEdit: true,
	};
	rest('/customfields/save', 'customField', 'create', { fieldOf: 'container', ...newField });
	rest('/customfields/save', 'customField', 'create', { fieldOf: 'substance', ...newField });
	rest('/customfields/get', 'customField', 'getAll', { fieldsOf: 'both', ...all });
	rest('/customfields/delete', 'customField', 'delete', {
		fieldOf: 'container',
		customField: rl('Product Code', 'name'),
	});
	rest('/filestore/load', 'file', 'getAll', { scope: 'inventory', ...all });
	rest('/filestore/download', 'file', 'download', { file: rl(file?.id), binaryPropertyName: 'data', options: {} });
	rest('/filestore/getlinkedfiles', 'file', 'getBySubstance', { substance: rl(linked), ...all });
	rest('/filestore/getsubstancelinks', 'file', 'getSubstances', { file: rl(file?.id), ...all });
	rest('/filestore/addsubstancelink', 'file', 'link', { file: rl(file?.id), substance: rl(unlinked) });
	rest('/filestore/removesubstancelink', 'file', 'unlink', { file: rl(file?.id), substance: rl(linked) });
	rest('/filestore/renamefile', 'file', 'rename', { file: rl(file?.id), newName: 'new.pdf' });
	rest('/filestore/updatefilecategory', 'file', 'setCategory', {
		file: rl(file?.id),
		putInto: 'category',
		category: rl(otherCategory),
	});
	rest('/filestore/deletefile', 'file', 'delete', { file: rl(file?.id) });
	rest('/filestore/createcategory', 'file', 'createCategory', { name: 'Protocols', scope: 'inventory' });
	rest('/filestore/renamecategory', 'file', 'renameCategory', { category: rl(category), newName: 'Sheets' });
	rest('/filestore/deletecategory', 'file', 'deleteCategory', { category: rl(category) });
	rest('/general/getdetails', 'inventory', 'getDetails', { output: 'simplified' });
	rest('/general/units', 'inventory', 'getUnits');
	rest('/inventorymanagement/export', 'inventory', 'export', table);
	rest('/inventorymanagement/deletedcontainers/export', 'inventory', 'exportDeleted', table);
	rest('/inventorymanagement/deletedcontainers/get', 'inventory', 'getDeleted', all);
	rest('/inventorymanagement/deletedcontainers/restore', 'inventory', 'restore', {
		deletedContainer: String(deleted?.id),
		output: 'simplified',
	});
	rest('/inventorymanagement/audithistory/load', 'inventory', 'getAuditHistory', {
		from: '2026-01-01',
		to: '2026-02-01',
		output: 'simplified',
		options: {},
	});
	rest('/navbar/switchinventory', 'inventory', 'switch', { inventory: String(chemInventory.otherInventoryId) });
	rest('/location/load', 'location', 'getAll', all);
	rest('/location/containers/get', 'location', 'getContainers', { location, ...all });
	rest('/location/containers/move', 'location', 'moveAll', {
		fromLocation: location,
		toLocation: destination,
		expectedNumber: inCupboard,
	});
	rest('/location/containers/delete', 'location', 'deleteAll', { location, expectedNumber: inCupboard });
	rest('/mycollection/load', 'myCollection', 'getAll', all);
	rest('/mycollection/add', 'myCollection', 'add', { containerIds: String(lab.liveContainers().at(-1)?.id) });
	rest('/mycollection/addbybarcode', 'myCollection', 'addByBarcode', {
		barcodes: lab.liveContainers().at(-1)?.barcode,
		whenNotAdded: 'fail',
	});
	rest('/mycollection/moveall', 'myCollection', 'moveAll', { toLocation: destination, expectedNumber: onList });
	rest('/mycollection/remove', 'myCollection', 'remove', { container: rl(collected) });
	rest('/mycollection/removeall', 'myCollection', 'removeAll', { expectedNumber: onList });
	rest('/mycollection/deleteall', 'myCollection', 'deleteAll', { expectedNumber: onList });
	rest('/container/getsubstance', 'substance', 'findOrCreate', {
		name: 'Acetone',
		cas: '67-64-1',
		output: 'simplified',
		options: { substanceId: String(lab.substance('67-64-1').id) },
	});
	rest('/container/ghs/save', 'substance', 'saveGhs', { substance, hazardCodes: 'H225', source: 'Label', entryId: '' });
	rest('/container/ghs/delete', 'substance', 'deleteGhs', {
		substance: rl(hazard?.substance),
		entryId: String(hazard?.id),
	});
	rest('/general/retrievesubstanceinfo', 'substance', 'retrieveInfo', { substance, options: {} });
	rest('/general/updatestructure', 'substance', 'updateStructure', {
		substance,
		structure: '\n  test\n\n  1  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 Xe  0  0\nM  END\n',
	});
	rest('/watchlist/checksubstance', 'substance', 'checkWatchlists', { substance, output: 'simplified' });
	rest('/inventorymanagement/users/list', 'user', 'getAll', { ...all, options: {} });
	rest('/inventorymanagement/users/add', 'user', 'create', {
		email: 'newcomer@sandbox-lab.example',
		firstName: 'Lab',
		lastName: 'Newcomer',
		role: '4',
		options: { barcode: 'U42', singleSignOn: true },
	});
	rest('/inventorymanagement/users/update', 'user', 'update', {
		user,
		updateFields: { lastName: 'Renamed' },
		options: {},
	});
	rest('/inventorymanagement/users/disable', 'user', 'disable', { user, options: {} });
	rest('/inventorymanagement/users/resetpassword', 'user', 'resetPassword', {
		user,
		newPassword: 'fake-password-for-tests',
	});
	rest('/watchlist/load', 'watchlist', 'getAll', { scope: 'all', ...all });
	rest('/watchlist/save', 'watchlist', 'create', { name: 'Acids', scope: 'inventory', terms: '64-19-7' });
	rest('/watchlist/generatereport', 'watchlist', 'report', {
		watchlist: rl(list?.id),
		whereToLook: 'inventory',
		...table,
	});
	rest('/watchlist/delete', 'watchlist', 'delete', { watchlist: rl(list?.id) });
	return cases;
}
