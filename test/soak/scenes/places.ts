import { rl } from '../../support/chemRuns';
import { chemRequests, done } from '../scenario';
import type { Scenery, Stage } from '../scenario';
import { newContainer } from './containers';

/** A location of its own, with some containers. */
function newLocation(stage: Stage, containers = 1 + stage.random(3)) {
	const { lab } = stage.lab;
	const id = lab.ids.location.next();
	const name = stage.mark();
	const { inventoryId: inventory } = stage.sandbox.chemInventory;
	lab.locations.set(id, { id, name, barcode: null, parent: 0, inventory, isRemoved: false });
	const held = Array.from({ length: containers }, () => newContainer(stage, { location: id }));
	return { id, name, held };
}

const deleteAll: Scenery = {
	operation: 'chemInventory location deleteAll',
	...chemRequests('/location/containers/delete'),
	build: (stage, items) => ({
		parameters: {
			resource: 'location',
			location: rl('={{ $json.location }}', 'path'),
			expectedNumber: '={{ $json.number }}',
		},
		wishes: stage
			.records(items, () => newLocation(stage))
			.map(({ record: { id, name, held } }) => ({
				json: { location: name, number: held.length },
				aim: name,
				effects: done('/location/containers/delete', ({ locationid }) => locationid === id),
				shows: () => held.every(({ deleted }) => deleted !== undefined),
			})),
	}),
};

const moveAll: Scenery = {
	operation: 'chemInventory location moveAll',
	...chemRequests('/location/containers/move'),
	build(stage, items) {
		const to = newLocation(stage, 0);
		return {
			parameters: {
				resource: 'location',
				fromLocation: rl('={{ $json.location }}'),
				toLocation: rl(to.name, 'path'),
				expectedNumber: '={{ $json.number }}',
			},
			wishes: stage
				.records(items, () => newLocation(stage))
				.map(({ record: { id, name, held } }) => ({
					json: { location: id, number: held.length },
					aim: name,
					effects: done('/location/containers/move', ({ origin }) => origin === id),
					shows: () => held.every(({ location }) => location === to.id),
				})),
		};
	},
};

const collectionOf = (stage: Stage) => stage.lab.user('admin').collection;

/** My Collection with some containers of their own. */
function collected(stage: Stage) {
	const collection = collectionOf(stage);
	collection.clear();
	const held = Array.from({ length: 1 + stage.random(4) }, () => newContainer(stage));
	for (const { id } of held) collection.add(id);
	return held;
}

const add: Scenery = {
	operation: 'chemInventory myCollection add',
	...chemRequests('/mycollection/add'),
	build: (stage, items) => ({
		parameters: { resource: 'myCollection', containerIds: '={{ $json.ids }}' },
		wishes: stage
			.records(items, () => newContainer(stage))
			.map(({ record: { id } }) => ({
				json: { ids: id },
				aim: `${id}`,
				effects: done('/mycollection/add', ({ containerid }) => [containerid].flat().includes(id)),
				shows: () => collectionOf(stage).has(id),
			})),
	}),
};

const addByBarcode: Scenery = {
	operation: 'chemInventory myCollection addByBarcode',
	...chemRequests('/mycollection/addbybarcode'),
	build: (stage, items) => ({
		parameters: {
			resource: 'myCollection',
			barcodes: '={{ $json.barcode }}',
			whenNotAdded: stage.pick(['fail', 'list']),
		},
		wishes: stage
			.records(items, () => newContainer(stage))
			.map(({ record: { id, barcode } }) => ({
				json: { barcode: stage.pick([barcode, barcode.toLowerCase()]) },
				aim: `${id}`,
				repeats: true,
				effects: done('/mycollection/addbybarcode', ({ barcode: sent }) =>
					[sent].flat().some((one) => String(one).toLowerCase() === barcode.toLowerCase()),
				),
				shows: () => collectionOf(stage).has(id),
			})),
	}),
};

const remove: Scenery = {
	operation: 'chemInventory myCollection remove',
	...chemRequests('/mycollection/remove'),
	build(stage, items) {
		const by = stage.pick(['barcode', 'id'] as const);
		return {
			parameters: { resource: 'myCollection', container: rl('={{ $json.container }}', by) },
			wishes: stage
				.records(items, () => newContainer(stage))
				.map(({ record }) => {
					collectionOf(stage).add(record.id);
					return {
						json: { container: record[by] },
						aim: `${record.id}`,
						effects: done('/mycollection/remove', ({ containerid }) => containerid === record.id),
						shows: () => !collectionOf(stage).has(record.id),
					};
				}),
		};
	},
};

/** What is done to the whole list; once it is done, the number is another one. */
function ofWholeList(
	operation: 'deleteAll' | 'removeAll',
	path: string,
	isDone: (stage: Stage, container: ReturnType<typeof newContainer>) => boolean,
): Scenery {
	return {
		operation: `chemInventory myCollection ${operation}`,
		...chemRequests(path),
		mostItems: 2,
		build(stage, items) {
			const held = collected(stage);
			return {
				parameters: { resource: 'myCollection', expectedNumber: held.length },
				wishes: Array.from({ length: items }, () => ({
					json: {},
					aim: 'the list',
					effects: done(path, () => true),
					shows: () => held.every((container) => isDone(stage, container)),
				})),
			};
		},
	};
}

const moveCollection: Scenery = {
	operation: 'chemInventory myCollection moveAll',
	...chemRequests('/mycollection/moveall'),
	mostItems: 4,
	build(stage, items) {
		const held = collected(stage);
		return {
			parameters: {
				resource: 'myCollection',
				toLocation: rl('={{ $json.location }}', 'path'),
				expectedNumber: held.length,
			},
			wishes: Array.from({ length: items }, () => {
				const { id, name } = newLocation(stage, 0);
				return {
					json: { location: name },
					effects: done('/mycollection/moveall', ({ destinationid }) => destinationid === id),
					shows: items === 1 ? () => held.every(({ location }) => location === id) : undefined,
				};
			}),
		};
	},
};

const restore: Scenery = {
	operation: 'chemInventory inventory restore',
	...chemRequests('/inventorymanagement/deletedcontainers/restore'),
	build: (stage, items) => ({
		parameters: { resource: 'inventory', deletedContainer: rl('={{ $json.container }}'), output: 'simplified' },
		wishes: stage
			.records(items, () =>
				newContainer(stage, { deleted: { at: stage.lab.lab.timestamp(), userId: stage.lab.user('admin').id } }),
			)
			.map(({ record: { id } }) => ({
				json: { container: id },
				aim: `${id}`,
				effects: done('/inventorymanagement/deletedcontainers/restore', ({ id: restored }) => restored === id),
				shows: () => stage.lab.container(id).deleted === undefined,
			})),
	}),
};

/** There are two inventories. */
const switchInventory: Scenery = {
	operation: 'chemInventory inventory switch',
	...chemRequests('/navbar/switchinventory'),
	mostItems: 2,
	build(stage, items) {
		const { inventoryId, otherInventoryId } = stage.sandbox.chemInventory;
		return {
			parameters: { resource: 'inventory', inventory: rl('={{ $json.inventory }}') },
			wishes: [otherInventoryId, inventoryId].slice(0, items).map((inventory, item) => ({
				json: { inventory },
				effects: done('/navbar/switchinventory', ({ newinventory }) => newinventory === inventory),
				shows: item === items - 1 ? () => stage.lab.user('admin').activeInventory === inventory : undefined,
			})),
		};
	},
};

const generate: Scenery = {
	operation: 'chemInventory barcode generate',
	...chemRequests('/barcodes/generator/createvalues'),
	build: (stage, items) => ({
		parameters: {
			resource: 'barcode',
			prefix: '={{ $json.prefix }}',
			count: '={{ $json.count }}',
			startingNumber: '={{ 1 + Math.floor(Math.random() * 50) }}',
		},
		wishes: Array.from({ length: items }, (_empty, item) => {
			const prefix = `Q${String.fromCharCode(65 + item)}`;
			return {
				json: { prefix, count: 1 + stage.random(3) },
				effects: done('/barcodes/generator/createvalues', ({ prefix: sent }) => sent === prefix),
				hidden: 'generated barcodes are not kept anywhere',
			};
		}),
	}),
};

export const placeScenes: Scenery[] = [
	deleteAll,
	moveAll,
	add,
	addByBarcode,
	remove,
	ofWholeList('deleteAll', '/mycollection/deleteall', (_stage, { deleted }) => deleted !== undefined),
	ofWholeList('removeAll', '/mycollection/removeall', (stage, { id }) => !collectionOf(stage).has(id)),
	moveCollection,
	restore,
	switchInventory,
	generate,
];
