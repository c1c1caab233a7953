import type { IDataObject, INode, INodeType } from 'n8n-workflow';

import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { onChemSandbox } from '../support/chemInventory';
import { bodiesOf, rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import type { RunOptions } from '../support/engine';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const container = new ChemInventoryContainer();
const order = new ChemInventoryOrder();
const rest = new ChemInventory();

interface CheckedCase {
	node: INodeType;
	parameters: IDataObject;
	/** The endpoint that changes something. */
	path: string;
	/** A good item; one that names a record that does not exist. */
	good: () => IDataObject;
	wrong: IDataObject;
}

const shelf = 'Cupboards > Cupboard 1';
const byId = { container: rl('={{ $json.id }}') };
const anyContainer = () => ({ id: live().addContainer({ barcode: 'GOOD-1' }).id, barcode: 'GOOD-1', place: shelf });
const anyOrder = () => ({ id: live().openOrders()[0]?.id, place: shelf });
const noRecord = { id: 999_999, barcode: 'NOPE-1', place: shelf };
const place = rl('={{ $json.place }}', 'path');
const countIn = (path: string) => live().containersIn(path).length;

const upserting = {
	operation: 'upsert',
	barcode: '={{ $json.barcode }}',
	name: 'Bottle',
	substance: rl('67-64-1', 'cas'),
	createSubstance: false,
	location: place,
	size: '',
	unit: rl('', 'name'),
	additionalFields: {},
};

const cases: Array<[name: string, CheckedCase]> = [
	[
		'Container > Create',
		{
			node: container,
			parameters: {
				operation: 'create',
				specifyData: 'fields',
				name: 'Bottle',
				substance: rl('67-64-1', 'cas'),
				createSubstance: false,
				location: place,
				size: '',
				unit: rl('', 'name'),
				barcodeCheck: 'refuse',
				barcode: '',
			},
			path: '/container/add',
			good: () => ({ place: shelf }),
			wrong: { place: 'Nowhere' },
		},
	],
	[
		'Container > Create or Update, of a new container',
		{
			node: container,
			parameters: { ...upserting, barcode: '={{ $json.fresh }}' },
			path: '/container/add',
			good: () => ({ fresh: 'FRESH-1', place: shelf }),
			wrong: { fresh: 'FRESH-2', place: 'Nowhere' },
		},
	],
	[
		'Container > Create or Update, of one that is there',
		{
			node: container,
			parameters: upserting,
			path: '/container/information/save',
			good: () => ({ ...anyContainer(), place: '' }),
			wrong: { barcode: 'AA00000', place: 'Nowhere' },
		},
	],
	[
		'Container > Delete, by ID',
		{
			node: container,
			parameters: { operation: 'delete', containersBy: 'id', containers: '={{ $json.id }}' },
			path: '/container/delete',
			good: anyContainer,
			wrong: noRecord,
		},
	],
	[
		'Container > Delete, by barcode',
		{
			node: container,
			parameters: { operation: 'delete', containersBy: 'barcode', containers: '={{ $json.barcode }}' },
			path: '/container/delete',
			good: anyContainer,
			wrong: noRecord,
		},
	],
	[
		'Container > Move',
		{
			node: container,
			parameters: {
				operation: 'move',
				containersBy: 'id',
				containers: '={{ $json.id }}',
				location: rl('Missing', 'path'),
				ifSomeDoNotMove: 'fail',
			},
			path: '/container/move',
			good: anyContainer,
			wrong: noRecord,
		},
	],
	[
		'Container > Set Recycling',
		{
			node: container,
			parameters: { operation: 'setRecycling', ...byId, inRecycling: true },
			path: '/container/information/togglerecycling',
			good: anyContainer,
			wrong: noRecord,
		},
	],
	[
		'Container > Update',
		{
			node: container,
			parameters: { operation: 'update', ...byId, updateFields: { comments: 'seen' }, barcodeCheck: 'refuse' },
			path: '/container/information/save',
			good: anyContainer,
			wrong: noRecord,
		},
	],
	[
		'Container > Update, of a unit that does not exist',
		{
			node: container,
			parameters: {
				operation: 'update',
				...byId,
				updateFields: { size: '5', unit: rl('={{ $json.unit ?? "mL" }}', 'name') },
				barcodeCheck: 'refuse',
			},
			path: '/container/information/save',
			good: anyContainer,
			wrong: { id: 1, unit: 'furlong' },
		},
	],
	[
		'Order > Create',
		{
			node: order,
			parameters: {
				operation: 'create',
				substance: rl('67-64-1', 'cas'),
				name: 'Acetone',
				size: '5',
				unit: rl('={{ $json.unit ?? "mL" }}', 'name'),
				supplier: 'VWR',
			},
			path: '/order/request',
			good: () => ({}),
			wrong: { unit: 'furlong' },
		},
	],
	[
		'Order > Delete',
		{
			node: order,
			parameters: { operation: 'delete', order: rl('={{ $json.id }}') },
			path: '/order/delete',
			good: anyOrder,
			wrong: noRecord,
		},
	],
	[
		'Order > Receive',
		{
			node: order,
			parameters: {
				operation: 'receive',
				order: rl('={{ $json.id }}'),
				location: place,
				barcode: '',
				barcodeCheck: 'refuse',
			},
			path: '/order/addcontainer',
			good: anyOrder,
			wrong: noRecord,
		},
	],
	[
		'Order > Set Ordered Status',
		{
			node: order,
			parameters: { operation: 'setOrdered', order: rl('={{ $json.id }}'), status: 'ordered' },
			path: '/order/toggleordered',
			good: () => ({
				id: live()
					.openOrders()
					.find(({ dateordered }) => dateordered === '0')?.id,
			}),
			wrong: noRecord,
		},
	],
	[
		'Order > Update',
		{
			node: order,
			parameters: { operation: 'update', order: rl('={{ $json.id }}'), updateFields: { comments: 'seen' } },
			path: '/order/edit',
			good: anyOrder,
			wrong: noRecord,
		},
	],
	[
		'Inventory > Restore',
		{
			node: rest,
			parameters: { resource: 'inventory', operation: 'restore', deletedContainer: rl('={{ $json.id }}') },
			path: '/inventorymanagement/deletedcontainers/restore',
			good: () => ({ id: [...live().containers.values()].find((each) => each.deleted)?.id }),
			wrong: noRecord,
		},
	],
	[
		'Location > Delete All Containers',
		{
			node: rest,
			parameters: {
				resource: 'location',
				operation: 'deleteAll',
				location: place,
				expectedNumber: '={{ $json.count }}',
			},
			path: '/location/containers/delete',
			good: () => ({ place: shelf, count: countIn(shelf) }),
			wrong: { place: 'Nowhere', count: 1 },
		},
	],
	[
		'Location > Move All Containers',
		{
			node: rest,
			parameters: {
				resource: 'location',
				operation: 'moveAll',
				fromLocation: place,
				toLocation: rl('Missing', 'path'),
				expectedNumber: '={{ $json.count }}',
			},
			path: '/location/containers/move',
			good: () => ({ place: shelf, count: countIn(shelf) }),
			wrong: { place: 'Nowhere', count: 1 },
		},
	],
	[
		'My Collection > Add',
		{
			node: rest,
			parameters: { resource: 'myCollection', operation: 'add', containerIds: '={{ $json.id }}' },
			path: '/mycollection/add',
			good: anyContainer,
			wrong: noRecord,
		},
	],
	[
		'My Collection > Move All',
		{
			node: rest,
			parameters: {
				resource: 'myCollection',
				operation: 'moveAll',
				toLocation: place,
				expectedNumber: '={{ $json.count }}',
			},
			path: '/mycollection/moveall',
			good: () => ({ place: shelf, count: live().user('admin').collection.size }),
			wrong: { place: 'Nowhere', count: 1 },
		},
	],
	[
		'My Collection > Remove',
		{
			node: rest,
			parameters: {
				resource: 'myCollection',
				operation: 'remove',
				container: rl('={{ $json.barcode }}', 'barcode'),
			},
			path: '/mycollection/remove',
			good: () => {
				const [first = 0] = live().user('admin').collection;
				live().container(first).barcode = 'GOOD-1';
				return { barcode: 'GOOD-1' };
			},
			wrong: noRecord,
		},
	],
];

describe.each(cases)('%s, for two items of which the second names what does not exist', (_name, each) => {
	const { node, parameters, path, good, wrong } = each;
	const run = async (settings: RunOptions['settings']) =>
		await runNode(onChemSandbox(node, sandbox()), [good(), wrong], parameters as INode['parameters'], { settings });

	it('changes nothing, and names the item', async () => {
		const { error } = await run({});
		expect(error?.message).toContain('[row 2]');
		expect(bodiesOf(sandbox(), path)).toEqual([]);
	});

	it('changes the first where the node continues, and tells the second', async () => {
		const { outputs } = await run({ onError: 'continueErrorOutput' });
		expect(outputs.map((items) => items?.map(({ pairedItem }) => pairedItem))).toEqual([[{ item: 0 }], [{ item: 1 }]]);
		expect(bodiesOf(sandbox(), path)).toHaveLength(1);
	});
});
