import nock from 'nock';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { myCollectionOperations } from '../../../nodes/ChemInventory/operations/myCollection';
import { chemOrigin } from '../../support/chemInventory';
import {
	bodiesOf,
	chemRunOnNock,
	chemSandboxForEachTest,
	aLostAnswer,
	anUndoneWrite,
	pathsAsked,
	retrying,
	rl,
} from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventory());
const runOnNock = chemRunOnNock(new ChemInventory());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const list = () => live().user('admin').collection;
const onList = () =>
	live()
		.liveContainers()
		.filter(({ id }) => list().has(id))
		.map(({ id }) => id);
const notOnList = () =>
	live()
		.liveContainers()
		.filter(({ id }) => !list().has(id));

const resource = 'myCollection';
const getAll = { resource, operation: 'getAll', returnAll: true, output: 'simplified' };
const add = { resource, operation: 'add', containerIds: '={{ $json.ids }}' };
const addByBarcode = { resource, operation: 'addByBarcode', barcodes: '={{ $json.barcodes }}', whenNotAdded: 'fail' };
const moveAll = {
	resource,
	operation: 'moveAll',
	toLocation: rl('Missing', 'path'),
	expectedNumber: '={{ $json.count }}',
};
const remove = { resource, operation: 'remove', container: rl('={{ $json.id }}') };
const removeAll = { resource, operation: 'removeAll', expectedNumber: '={{ $json.count }}' };
const deleteAll = { resource, operation: 'deleteAll', expectedNumber: '={{ $json.count }}' };

describe('the operations of My Collection', () => {
	it('keep the one that deletes containers apart from the one that empties the list, in place and in words', () => {
		const options = [...myCollectionOperations.table.values()].map(({ option }) => option);
		const names = options.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		const values = options.map(({ value }) => value);
		expect(Math.abs(values.indexOf('deleteAll') - values.indexOf('removeAll'))).toBeGreaterThan(1);
		const described = (value: string) => options.find((option) => option.value === value)?.description;
		expect(described('deleteAll')).toContain('DELETES every container');
		expect(described('removeAll')).toContain('No container is deleted');
	});
});

describe('listing My Collection', () => {
	it('gives one item for each container, flags mended', async () => {
		const { json } = await run([{}], getAll);
		expect(json.map(({ id }) => id)).toEqual(onList());
		expect(json[0]).toMatchObject({ disposed: false });
	});

	it('gives all where an expression gives the text "true"', async () => {
		const { json } = await run([{ all: 'true' }], { ...getAll, returnAll: '={{ $json.all }}', limit: 1 });
		expect(json.map(({ id }) => id)).toEqual(onList());
	});

	it('says so when an answer is not what is documented', async () => {
		nock(chemOrigin)
			.post('/api/mycollection/load')
			.reply(200, { status: 'success', data: { containers: [] } });
		const { error } = await runOnNock([{}], getAll);
		expect(error?.message).toContain('its documentation does not describe');
	});
});

describe('adding containers', () => {
	it('adds those of each item and tells which were on the list', async () => {
		const [present] = onList();
		const [first, second] = notOnList();
		const { json, items } = await run([{ ids: [present, first?.id] }, { ids: `${second?.id}, ${second?.id}` }], add);
		expect(json).toEqual([
			{ added: 1, containerIds: [present, first?.id], alreadyOnList: 1, before: { onList: [present] } },
			{ added: 1, containerIds: [second?.id], alreadyOnList: 0, before: { onList: [] } },
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(bodiesOf(sandbox(), '/mycollection/add')).toEqual([
			{ containerid: [first?.id] },
			{ containerid: [second?.id] },
		]);
	});

	it.each([undefined, null, '', [], '12a', [0], '[]'])('refuses the IDs %j before anything is sent', async (ids) => {
		const { error } = await run([{ ids }], add);
		expect(error?.message).toMatch(/^'Container IDs' (is empty|contains something that is not an ID) \[row 1\]$/);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('refuses an ID that does not exist, and goes on with the next item where asked', async () => {
		const [free] = notOnList();
		const { outputs } = await run([{ ids: 999999999 }, { ids: free?.id }], add, {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: "'Container IDs' names containers that do not exist, so nothing was sent",
			details: { operation: 'add', row: 1, kind: 'badInput' },
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({ added: 1 });
	});

	it('does not pass for done when the service accepts an ID and leaves it out', async () => {
		nock(chemOrigin)
			.post('/api/general/exportbyid')
			.reply(200, { status: 'success', data: { columns: [], rows: [{ id: 1 }, { id: 2 }] } });
		nock(chemOrigin).post('/api/mycollection/load').reply(200, { status: 'success', data: [] });
		nock(chemOrigin).post('/api/mycollection/add').reply(200, { status: 'success', data: [] });
		nock(chemOrigin)
			.post('/api/mycollection/load')
			.reply(200, { status: 'success', data: [{ id: 2 }] });
		const { error } = await runOnNock([{ ids: '1, 2' }], add);
		expect(error?.message).toBe('Not all containers were added to My Collection [row 1]');
		expect(error?.description).toContain('Not on the list: 1.');
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const [free] = notOnList();
		sandbox().faults.add({ when: { path: '/mycollection/add' }, do: fault });
		const { json } = await run([{ ids: free?.id }], add, { settings: retrying });
		expect(json[0]).toMatchObject({ added: 1 });
		expect(bodiesOf(sandbox(), '/mycollection/add')).toHaveLength(1);
	});
});

describe('adding by barcode', () => {
	it('adds whatever the case, and separates by commas and lines', async () => {
		const [first, second] = notOnList();
		const { json } = await run([{ barcodes: `${first?.barcode.toLowerCase()}\n ${second?.barcode},` }], addByBarcode);
		expect(json[0]).toMatchObject({ added: 2 });
		expect(json[0]).not.toHaveProperty('notAdded');
		expect(json[0]?.containerIds).toEqual(expect.arrayContaining([first?.id, second?.id]));
		expect(bodiesOf(sandbox(), '/mycollection/addbybarcode')).toEqual([
			{ barcode: [first?.barcode.toLowerCase(), second?.barcode] },
		]);
	});

	it('fails over barcodes that were not added, and names them', async () => {
		const [first] = notOnList();
		const { error } = await run([{ barcodes: [first?.barcode, 'NO-SUCH-1'] }], addByBarcode);
		expect(error?.message).toBe('Not all barcodes could be added to My Collection [row 1]');
		expect(error?.description).toContain('Not added: NO-SUCH-1.');
		expect(list().has(first?.id ?? 0)).toBe(true);
	});

	it.each(['list', 'Go On and List Them', 'LIST'])('lists them where an expression says %j', async (how) => {
		const { json } = await run([{ barcodes: 'NO-SUCH', how }], { ...addByBarcode, whenNotAdded: '={{ $json.how }}' });
		expect(json[0]).toMatchObject({ added: 0, notAdded: ['NO-SUCH'] });
	});

	it.each([undefined, 'skip'])('refuses %j for what to do about them, before anything is sent', async (how) => {
		const { error } = await run([{ barcodes: 'NO-SUCH', how }], { ...addByBarcode, whenNotAdded: '={{ $json.how }}' });
		expect(error?.message).toMatch(/^'When Barcodes Are Not Added' is (empty|not one of the choices) \[row 1\]$/);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('lists them where the user wants to go on', async () => {
		const [first] = notOnList();
		const { json } = await run([{ barcodes: [first?.barcode, 'NO-SUCH-1'] }], {
			...addByBarcode,
			whenNotAdded: 'list',
		});
		expect(json).toEqual([{ added: 1, containerIds: [first?.id], notAdded: ['NO-SUCH-1'], before: { onList: [] } }]);
	});

	it.each([undefined, null, '', [], ' , ', ['', null]])(
		'refuses the barcodes %j before anything is sent',
		async (barcodes) => {
			const { error } = await run([{ barcodes }], addByBarcode);
			expect(error?.message).toBe("'Barcodes' is empty [row 1]");
			expect(pathsAsked(sandbox())).toEqual([]);
		},
	);

	it('says that it is done when only the look afterwards does not work', async () => {
		const [first] = notOnList();
		sandbox().faults.add({
			when: { path: '/mycollection/load', nth: 2 },
			times: 100,
			do: { kind: 'status', status: 503 },
		});
		const { error } = await run([{ barcodes: [first?.barcode, 'NO-SUCH-1'] }], addByBarcode);
		expect(error?.message).toBe('The change was sent and accepted, but its result could not be read [row 1]');
		expect(error?.description).toContain('Look at My Collection in ChemInventory.');
		expect(list().has(first?.id ?? 0)).toBe(true);
	});

	it.each(aLostAnswer)('names what was not added also when the answer is lost (%s)', async (_what, fault) => {
		const [first] = notOnList();
		sandbox().faults.add({ when: { path: '/mycollection/addbybarcode' }, do: fault });
		const { json } = await run(
			[{ barcodes: [first?.barcode, 'NO-SUCH-1'] }],
			{ ...addByBarcode, whenNotAdded: 'list' },
			{ settings: retrying },
		);
		expect(json).toEqual([{ added: 1, containerIds: [first?.id], notAdded: ['NO-SUCH-1'], before: { onList: [] } }]);
		expect(bodiesOf(sandbox(), '/mycollection/addbybarcode')).toHaveLength(1);
	});
});

describe('taking one container off the list', () => {
	it('removes it and leaves it in the inventory', async () => {
		const [id] = onList();
		const { json } = await run([{ id }, { id: notOnList()[0]?.id }], remove);
		expect(json).toMatchObject([
			{ removed: true, wasOnList: true, containerId: id },
			{ removed: false, wasOnList: false },
		]);
		expect(list().has(id ?? 0)).toBe(false);
		expect(live().container(id ?? 0).deleted).toBeUndefined();
	});

	it('finds it by barcode', async () => {
		const container = live().container(onList()[0] ?? 0);
		container.barcode = 'UNIQUE-1';
		const { json } = await run([{}], { ...remove, container: rl('UNIQUE-1', 'barcode') });
		expect(json[0]).toEqual({
			removed: true,
			wasOnList: true,
			containerId: container.id,
			before: { containerId: container.id, wasOnList: true },
		});
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const [id] = onList();
		sandbox().faults.add({ when: { path: '/mycollection/remove' }, do: fault });
		const { json } = await run([{ id }], remove, { settings: retrying });
		expect(json[0]).toMatchObject({ removed: true });
		expect(bodiesOf(sandbox(), '/mycollection/remove')).toHaveLength(1);
	});
});

describe('moving everything on the list', () => {
	it('moves the expected containers and gives their IDs', async () => {
		const ids = onList();
		const { json } = await run([{ count: ids.length }], moveAll);
		expect(json[0]).toMatchObject({ moved: ids.length, containerIds: ids, to: 'Missing' });
		for (const id of ids) expect(live().container(id).location).toBe(live().location('Missing').id);
	});

	it('looks for the location among paths alone where it is By Path', async () => {
		const { id } = live().location('Missing');
		const parameters = { ...moveAll, toLocation: rl(String(id), 'path') };
		const { error } = await run([{ count: onList().length }], parameters);
		expect(error?.message).toBe("'To Location' does not exist in this inventory [row 1]");
		expect(bodiesOf(sandbox(), '/mycollection/moveall')).toEqual([]);
	});

	it('does nothing when the number differs', async () => {
		const { error } = await run([{ count: onList().length + 1 }], moveAll);
		expect(error?.message).toContain('differs from the real number, so nothing was done');
		expect(bodiesOf(sandbox(), '/mycollection/moveall')).toEqual([]);
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const ids = onList();
		sandbox().faults.add({ when: { path: '/mycollection/moveall' }, do: fault });
		const { json } = await run([{ count: ids.length }], moveAll, { settings: retrying });
		expect(json[0]).toMatchObject({ moved: ids.length, containerIds: ids });
		expect(bodiesOf(sandbox(), '/mycollection/moveall')).toHaveLength(1);
	});
});

describe('emptying the list', () => {
	it('takes all off, and deletes no container', async () => {
		const ids = onList();
		const { json } = await run([{ count: ids.length }], removeAll);
		expect(json).toEqual([
			{
				removed: ids.length,
				containerIds: ids,
				containersDeleted: false,
				before: { containers: ids.map((id) => expect.objectContaining({ id, barcode: live().container(id).barcode })) },
			},
		]);
		expect(onList()).toEqual([]);
		for (const id of ids) expect(live().container(id).deleted).toBeUndefined();
		expect(bodiesOf(sandbox(), '/mycollection/deleteall')).toEqual([]);
	});

	it('does nothing when the number differs', async () => {
		const { error } = await run([{ count: 0 }], removeAll);
		expect(error?.message).toContain('differs from the real number');
		expect(onList()).not.toEqual([]);
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		sandbox().faults.add({ when: { path: '/mycollection/removeall' }, do: fault });
		const { json } = await run([{ count: onList().length }], removeAll, { settings: retrying });
		expect(json[0]).toMatchObject({ removed: 3 });
		expect(bodiesOf(sandbox(), '/mycollection/removeall')).toHaveLength(1);
	});
});

describe('deleting the containers on the list', () => {
	it('deletes the expected containers, no other, and gives their IDs', async () => {
		const ids = onList();
		const others = notOnList().length;
		const { json } = await run([{ count: ids.length }], deleteAll);
		expect(json).toEqual([
			{
				deleted: true,
				numberDeleted: ids.length,
				containerIds: ids,
				before: {
					containers: ids.map((id) => expect.objectContaining({ id, locationId: live().container(id).location })),
				},
			},
		]);
		expect(live().liveContainers()).toHaveLength(others);
	});

	it.each([0, 2, 4])('does nothing when %d are expected and 3 are there', async (count) => {
		const { error } = await run([{ count }], deleteAll);
		expect(error?.message).toContain('differs from the real number');
		expect(bodiesOf(sandbox(), '/mycollection/deleteall')).toEqual([]);
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const ids = onList();
		sandbox().faults.add({ when: { path: '/mycollection/deleteall' }, do: fault });
		const { json } = await run([{ count: ids.length }], deleteAll, { settings: retrying });
		expect(json[0]).toMatchObject({ deleted: true, containerIds: ids });
		expect(bodiesOf(sandbox(), '/mycollection/deleteall')).toHaveLength(1);
	});

	it.each(anUndoneWrite)('is unknown and not sent again when nothing was deleted (%s)', async (_what, fault) => {
		sandbox().faults.add({ when: { path: '/mycollection/deleteall' }, do: fault });
		const { error } = await run([{ count: 3 }], deleteAll, { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain('3 of 3 containers are not deleted');
		expect(bodiesOf(sandbox(), '/mycollection/deleteall')).toHaveLength(1);
	});

	it('does not pass for done while a container still stands in its location, although the list is empty', async () => {
		nock(chemOrigin)
			.post('/api/mycollection/load')
			.reply(200, {
				status: 'success',
				data: [
					{ id: 1, location: 7 },
					{ id: 2, location: 7 },
				],
			});
		const deleted = (...list: number[]) =>
			nock(chemOrigin)
				.post('/api/inventorymanagement/deletedcontainers/get')
				.reply(200, { status: 'success', data: list.map((id) => ({ id })) });
		nock(chemOrigin)
			.post('/api/general/getdetails')
			.reply(200, { status: 'success', data: { user: { id: 1, inventory: 7, accounttype: 2 }, inventory: { id: 7 } } });
		deleted();
		deleted(1);
		nock(chemOrigin).post('/api/mycollection/deleteall').reply(200, { status: 'success', data: [] });
		nock(chemOrigin).post('/api/mycollection/load').reply(200, { status: 'success', data: [] });
		nock(chemOrigin)
			.post('/api/location/containers/get')
			.reply(200, { status: 'success', data: { orders: [], containers: [{ id: 2 }] } });
		const { error } = await runOnNock([{ count: 2 }], deleteAll);
		expect(error?.message).toBe('The change did not reach all of them [row 1]');
		expect(error?.description).toContain('1 of 2 containers were not deleted: 2.');
	});

	it('is refused to an AI agent unless the node allows it', async () => {
		const refused = await run([{ count: 3 }], deleteAll, { asTool: true });
		expect(refused.error?.message).toContain('switched off for AI agents');
		const allowed = await run([{ count: 3 }], { ...deleteAll, allowForAiAgents: true }, { asTool: true });
		expect(allowed.json[0]?.deleted).toBe(true);
	});
});
