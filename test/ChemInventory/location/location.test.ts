import nock from 'nock';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
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
const idsIn = (path: string) =>
	live()
		.containersIn(path)
		.map(({ id }) => id);
const aPlace = 'Cupboards > Cupboard 1';
const another = 'Cupboards > Cupboard 3';

const getAll = { resource: 'location', operation: 'getAll', returnAll: true, output: 'simplified' };
const getContainers = {
	resource: 'location',
	operation: 'getContainers',
	location: rl('={{ $json.place }}', 'path'),
	returnAll: true,
	output: 'simplified',
};
const moveAll = {
	resource: 'location',
	operation: 'moveAll',
	fromLocation: rl('={{ $json.from }}', 'path'),
	toLocation: rl('={{ $json.to }}', 'path'),
	expectedNumber: '={{ $json.count }}',
};
const deleteAll = {
	resource: 'location',
	operation: 'deleteAll',
	location: rl('={{ $json.place }}', 'path'),
	expectedNumber: '={{ $json.count }}',
};

describe('listing locations', () => {
	it('gives each with its path and its number of containers, also where a name holds ">"', async () => {
		const { json } = await run([{}], getAll);
		expect(json).toContainEqual(expect.objectContaining({ path: 'Lab 1.02 > Solvents > 1 L', name: 'Solvents > 1 L' }));
		expect(json.find(({ path }) => path === aPlace)?.numberOfContainers).toBe(idsIn(aPlace).length);
	});

	it('ends the path where locations are within each other', async () => {
		const [one, other] = [live().location(aPlace), live().location(another)];
		one.parent = other.id;
		other.parent = one.id;
		const { json } = await run([{}], getAll);
		expect(json.find(({ id }) => id === one.id)?.path).toBe('Cupboard 3 > Cupboard 1');
		expect(json.find(({ id }) => id === other.id)?.path).toBe('Cupboard 1 > Cupboard 3');
	});

	it('asks once however many items come in, and stops at the limit', async () => {
		const { json } = await run([{}, {}], { ...getAll, returnAll: false, limit: 3 });
		expect(json).toHaveLength(6);
		expect(pathsAsked(sandbox())).toEqual(['/location/load']);
	});

	it('gives raw ones without anything added', async () => {
		const { json } = await run([{}], { ...getAll, output: 'raw' });
		expect(Object.keys(json[0] ?? {})).toEqual(['id', 'name', 'barcode', 'parent', 'numbercontainers']);
	});

	it('gives all where an expression gives the text "true"', async () => {
		const { json } = await run([{ all: 'true' }], { ...getAll, returnAll: '={{ $json.all }}', limit: 2 });
		expect(json).toEqual((await run([{}], getAll)).json);
	});

	it.each([undefined, null, '', 1, 'yes'])('refuses %j for whether to give all', async (all) => {
		const { error } = await run([{ all }], { ...getAll, returnAll: '={{ $json.all }}', limit: 2 });
		expect(error?.message).toBe("'Return All' is neither true nor false [row 1]");
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it.each([0, -1, 1.5, 'many'])('refuses a limit of %p', async (limit) => {
		const { error } = await run([{}], { ...getAll, returnAll: false, limit });
		expect(error?.message).toMatch(/^'Limit' is not a/);
	});
});

describe('listing the containers of a location', () => {
	it('gives those of the location of each item, linked to it, and none of its sub-locations', async () => {
		const { json, items } = await run(
			[{ place: aPlace }, { place: 'Cupboards' }, { place: 'Fume Hood' }],
			getContainers,
			{ settings: { onError: 'continueErrorOutput' } },
		);
		expect(json.map(({ id }) => id)).toEqual(expect.arrayContaining(idsIn(aPlace)));
		expect(json).toHaveLength(idsIn(aPlace).length + idsIn('Cupboards').length);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('names the nearest paths for one that does not exist', async () => {
		const { error } = await run([{ place: 'Cupboards > Cupbord 1' }], getContainers);
		expect(error?.message).toBe("'Location' does not exist in this inventory [row 1]");
		expect(error?.description).toContain('"Cupboards > Cupboard 1"');
		expect(pathsAsked(sandbox())).toEqual(['/location/load']);
	});

	it('says so when an answer is not what is documented', async () => {
		nock(chemOrigin)
			.post('/api/location/load')
			.reply(200, { status: 'success', data: [{ id: 1, name: 'Room', parent: 0 }] });
		nock(chemOrigin)
			.post('/api/location/containers/get')
			.reply(200, { status: 'success', data: { orders: [] } });
		const { error } = await runOnNock([{ place: 'Room' }], getContainers);
		expect(error?.message).toBe('ChemInventory sent an answer that its documentation does not describe [row 1]');
	});

	it('shows orders that the service lists for the location, too, each under its own name', async () => {
		nock(chemOrigin)
			.post('/api/location/load')
			.reply(200, { status: 'success', data: [{ id: 1, name: 'Room', parent: 0 }] });
		nock(chemOrigin)
			.post('/api/location/containers/get')
			.reply(200, { status: 'success', data: { orders: [{ id: 9, size: '5' }], containers: [{ id: 9 }] } });
		const { json, hints } = await runOnNock([{ place: 'Room' }], getContainers);
		expect(json).toEqual([{ id: 9 }, { order: { id: 9, size: 5, status: 'requested' } }]);
		expect(hints.join()).toContain('1 order requests as well');
	});
});

describe('moving all containers of a location', () => {
	it('moves those of each item, and gives their IDs for undoing it', async () => {
		const [first, second] = [idsIn(aPlace), idsIn('Stores > Shelf A')];
		const { json, items } = await run(
			[
				{ from: aPlace, to: another, count: first.length },
				{ from: 'Stores > Shelf A', to: 'Stores > Shelf B', count: String(second.length) },
			],
			moveAll,
		);
		expect(json.map(({ moved, containerIds }) => [moved, containerIds])).toEqual([
			[first.length, first],
			[second.length, second],
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(idsIn(aPlace)).toEqual([]);
		expect(idsIn(another)).toEqual(expect.arrayContaining(first));
		expect(bodiesOf(sandbox(), '/location/containers/move')[0]).toEqual({
			origin: live().location(aPlace).id,
			destination: live().location(another).id,
		});
	});

	it.each([
		['one more', 1],
		['one fewer', -1],
	])('does nothing when there is %s than expected', async (_what, difference) => {
		const real = idsIn(aPlace).length;
		const { error } = await run([{ from: aPlace, to: another, count: real - difference }], moveAll);
		expect(error?.message).toBe(
			"'Expected Number of Containers' differs from the real number, so nothing was done [row 1]",
		);
		expect(error?.description).toContain(`holds ${real} containers, but ${real - difference} were expected`);
		expect(bodiesOf(sandbox(), '/location/containers/move')).toEqual([]);
	});

	it.each([
		[undefined, 'is empty'],
		[null, 'is empty'],
		['', 'is empty'],
		['all', 'is not a number'],
		[-1, 'is not a whole number in the allowed range'],
		[1.5, 'is not a whole number in the allowed range'],
	])('refuses %j as the expected number: it %s', async (count, problem) => {
		const { error } = await run([{ from: aPlace, to: another, count }], moveAll);
		expect(error?.message).toBe(`'Expected Number of Containers' ${problem} [row 1]`);
		expect(bodiesOf(sandbox(), '/location/containers/move')).toEqual([]);
	});

	it('sends nothing for a location that is as empty as expected', async () => {
		const [empty] = live().lab.locations.values();
		for (const { id } of live()
			.liveContainers()
			.filter(({ location }) => location === empty?.id))
			live().containers.delete(id);
		const { json } = await run([{ from: empty?.name, to: another, count: 0 }], moveAll);
		expect(json[0]).toMatchObject({ moved: 0 });
		expect(json[0]).not.toHaveProperty('containerIds');
		expect(bodiesOf(sandbox(), '/location/containers/move')).toEqual([]);
	});

	it('refuses to move containers to where they are', async () => {
		const { error } = await run([{ from: aPlace, to: aPlace, count: idsIn(aPlace).length }], moveAll);
		expect(error?.message).toBe("'To Location' is the same as the other location [row 1]");
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const ids = idsIn(aPlace);
		sandbox().faults.add({ when: { path: '/location/containers/move' }, do: fault });
		const { json } = await run([{ from: aPlace, to: another, count: ids.length }], moveAll, { settings: retrying });
		expect(json[0]).toMatchObject({ moved: ids.length, containerIds: ids });
		expect(bodiesOf(sandbox(), '/location/containers/move')).toHaveLength(1);
	});

	it.each(anUndoneWrite)(
		'is unknown, names the containers and is not sent again when nothing moved (%s)',
		async (_what, fault) => {
			const ids = idsIn(aPlace);
			sandbox().faults.add({ when: { path: '/location/containers/move' }, do: fault });
			const { error, executions } = await run([{ from: aPlace, to: another, count: ids.length }], moveAll, {
				settings: retrying,
			});
			expect(executions).toBe(3);
			expect(error?.message).toContain('Outcome unknown');
			expect(error?.description).toContain(ids.join(', '));
			expect(bodiesOf(sandbox(), '/location/containers/move')).toHaveLength(1);
		},
	);

	it('is not sent again by Retry On Fail because of another item', async () => {
		const ids = idsIn(aPlace);
		sandbox().faults.add({
			when: { path: '/location/containers/move', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { executions, json } = await run(
			[
				{ from: aPlace, to: another, count: ids.length },
				{ from: 'Stores > Shelf A', to: another, count: idsIn('Stores > Shelf A').length },
			],
			moveAll,
			{ settings: retrying },
		);
		expect(executions).toBe(2);
		expect(json.map(({ alsoTaken }) => alsoTaken)).toEqual([undefined, undefined]);
		expect(bodiesOf(sandbox(), '/location/containers/move')).toHaveLength(3);
		expect(idsIn(another)).toEqual(expect.arrayContaining(ids));
	});

	it('does not pass for done when containers were left behind', async () => {
		const answer = (containers: number[]) => ({
			status: 'success',
			data: { orders: [], containers: containers.map((id) => ({ id })) },
		});
		nock(chemOrigin)
			.post('/api/location/load')
			.reply(200, {
				status: 'success',
				data: [
					{ id: 1, name: 'A', parent: 0 },
					{ id: 2, name: 'B', parent: 0 },
				],
			});
		nock(chemOrigin)
			.post('/api/location/containers/get', { locationid: 1, authtoken: /.*/ })
			.reply(200, answer([11, 12]));
		nock(chemOrigin).post('/api/location/containers/move').reply(200, { status: 'success', data: [] });
		nock(chemOrigin).post('/api/location/containers/get', { locationid: 2, authtoken: /.*/ }).reply(200, answer([]));
		nock(chemOrigin)
			.post('/api/location/containers/get', { locationid: 2, authtoken: /.*/ })
			.twice()
			.reply(200, answer([12]));
		const { outputs } = await runOnNock([{ from: 'A', to: 'B', count: 2 }], moveAll, {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'The change did not reach all of them',
			details: { kind: 'incomplete', containerIds: [11, 12], notReached: [11] },
		});
	});

	it('tells that it was sent when the result cannot be read', async () => {
		const ids = idsIn(aPlace);
		sandbox().faults.add({
			when: { path: '/location/containers/get', nth: 3 },
			times: 100,
			do: { kind: 'status', status: 503 },
		});
		const { error } = await run([{ from: aPlace, to: another, count: ids.length }], moveAll);
		expect(error?.message).toBe('The change was sent and accepted, but its result could not be read [row 1]');
		expect(error?.description).toContain(ids.join(', '));
	});

	it('shows the words of the service to a user whose role is too low', async () => {
		const secrets = { apiToken: sandbox().chemInventory.tokens.reader };
		const { error } = await run([{ from: aPlace, to: another, count: idsIn(aPlace).length }], moveAll, { secrets });
		expect(error?.message).toBe('ChemInventory refused the request [row 1]');
		expect(error?.description).toContain('Your account may not do this');
		expect(error?.description).toContain(
			'This needs the API token of a user, an order handler or a group administrator.',
		);
	});

	it('is refused before anything is read by a credential that is read-only', async () => {
		const { error } = await run([{ from: aPlace, to: another, count: 1 }], moveAll, { secrets: { readOnly: true } });
		expect(error?.message).toContain('Read Only');
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});

describe('deleting all containers of a location', () => {
	it('deletes those of that location alone, and gives their IDs', async () => {
		const ids = idsIn(aPlace);
		const others = live().liveContainers().length - ids.length;
		const { json } = await run([{ place: aPlace, count: ids.length }], deleteAll);
		expect(json).toEqual([
			{
				deleted: true,
				numberDeleted: ids.length,
				containerIds: ids,
				location: aPlace,
				locationId: live().location(aPlace).id,
				before: {
					containers: ids.map((id) =>
						expect.objectContaining({
							id,
							barcode: live().container(id).barcode,
							locationId: live().location(aPlace).id,
						}),
					),
				},
			},
		]);
		expect(live().liveContainers()).toHaveLength(others);
	});

	describe('that is named by digits', () => {
		const shelves = () => {
			const ofId = live().location(aPlace);
			live().locations.delete(ofId.id);
			live().locations.set(214, { ...ofId, id: 214 });
			for (const container of live().liveContainers()) if (container.location === ofId.id) container.location = 214;
			return idsIn(aPlace).length;
		};

		it('means the path alone where it is By Path: the location with that ID is left alone', async () => {
			const { error } = await run([{ place: '214', count: shelves() }], deleteAll);
			expect(error?.message).toBe("'Location' does not exist in this inventory [row 1]");
			expect(bodiesOf(sandbox(), '/location/containers/delete')).toEqual([]);
		});

		it('means the location that is called so, whatever has that ID', async () => {
			shelves();
			const called = live().location(another);
			called.name = '214';
			called.parent = 0;
			const count = idsIn('214').length;
			const { error } = await run([{ place: '214', count }], deleteAll);
			expect(error).toBeUndefined();
			expect(bodiesOf(sandbox(), '/location/containers/delete')).toEqual([{ locationid: called.id }]);
		});

		it.each(['id', 'list'])('means the ID where the mode is %s', async (mode) => {
			const count = shelves();
			const { json } = await run([{ place: '214', count }], { ...deleteAll, location: rl('={{ $json.place }}', mode) });
			expect(json[0]).toMatchObject({ numberDeleted: count, location: aPlace, locationId: 214 });
		});
	});

	it('does nothing when the number differs', async () => {
		const { error } = await run([{ place: aPlace, count: idsIn(aPlace).length + 1 }], deleteAll);
		expect(error?.message).toContain('differs from the real number');
		expect(bodiesOf(sandbox(), '/location/containers/delete')).toEqual([]);
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const ids = idsIn(aPlace);
		sandbox().faults.add({ when: { path: '/location/containers/delete' }, do: fault });
		const { json } = await run([{ place: aPlace, count: ids.length }], deleteAll, { settings: retrying });
		expect(json[0]).toMatchObject({ deleted: true, containerIds: ids });
		expect(bodiesOf(sandbox(), '/location/containers/delete')).toHaveLength(1);
	});

	it.each(anUndoneWrite)('is unknown and not sent again when nothing was deleted (%s)', async (_what, fault) => {
		const ids = idsIn(aPlace);
		sandbox().faults.add({ when: { path: '/location/containers/delete' }, do: fault });
		const { error } = await run([{ place: aPlace, count: ids.length }], deleteAll, { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`${ids.length} of ${ids.length} containers are not deleted`);
		expect(bodiesOf(sandbox(), '/location/containers/delete')).toHaveLength(1);
	});

	it('is refused to an AI agent unless the node allows it', async () => {
		const { error } = await run([{ place: aPlace, count: idsIn(aPlace).length }], deleteAll, { asTool: true });
		expect(error?.message).toContain('This operation is switched off for AI agents');
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});
