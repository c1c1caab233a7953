import type { IDataObject } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { aLostAnswer, atRequest, bodiesOf, chemSandboxForEachTest, retrying, rl } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventory());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const admin = () => live().user('admin');
const aPlace = 'Cupboards > Cupboard 1';
const another = 'Missing';
const idsIn = (path: string) =>
	live()
		.containersIn(path)
		.map(({ id }) => id);
const onList = () => [...admin().collection];

const ofLocation = { resource: 'location', expectedNumber: '={{ $json.count }}' };
const ofList = { resource: 'myCollection', expectedNumber: '={{ $json.count }}' };
const place = rl(aPlace, 'path');
const destination = rl(another, 'path');

const intoPlace = () => live().addContainer({ name: 'Late', barcode: 'LATE-1', location: live().location(aPlace).id });

function ontoList() {
	const late = live().addContainer({ name: 'Late', barcode: 'LATE-1', location: live().location('Stores').id });
	admin().collection.add(late.id);
	return late;
}

interface MassCase {
	parameters: IDataObject;
	path: string;
	count: () => number;
	/** What somebody does at that moment. */
	addOne: typeof intoPlace;
}

const deletion: MassCase = {
	parameters: { ...ofLocation, operation: 'deleteAll', location: place },
	path: '/location/containers/delete',
	count: () => idsIn(aPlace).length,
	addOne: intoPlace,
};

const cases: Array<[name: string, MassCase]> = [
	['Location > Delete All Containers', deletion],
	[
		'Location > Move All Containers',
		{
			parameters: { ...ofLocation, operation: 'moveAll', fromLocation: place, toLocation: destination },
			path: '/location/containers/move',
			count: () => idsIn(aPlace).length,
			addOne: intoPlace,
		},
	],
	[
		'My Collection > Delete All Containers on the List',
		{
			parameters: { ...ofList, operation: 'deleteAll' },
			path: '/mycollection/deleteall',
			count: () => onList().length,
			addOne: ontoList,
		},
	],
	[
		'My Collection > Move All',
		{
			parameters: { ...ofList, operation: 'moveAll', toLocation: destination },
			path: '/mycollection/moveall',
			count: () => onList().length,
			addOne: ontoList,
		},
	],
];

describe.each(cases)('%s, while somebody adds one more', (_name, { parameters, path, count, addOne }) => {
	it('names what it took beside what was counted', async () => {
		let late: ReturnType<typeof addOne> | undefined;
		atRequest(sandbox(), path, () => (late = addOne()));
		const { json, hints } = await run([{ count: count() }], parameters);
		expect(json[0]).toMatchObject({ alsoTaken: [{ id: late?.id, name: 'Late', barcode: 'LATE-1' }] });
		expect(json[0]?.containerIds).not.toContain(late?.id);
		expect(hints).toEqual([expect.stringContaining(`(1): ${late?.id}.`)]);
	});

	it.each(aLostAnswer)('names it where the answer is lost, too (%s)', async (_what, fault) => {
		let late: ReturnType<typeof addOne> | undefined;
		atRequest(sandbox(), path, () => (late = addOne()));
		sandbox().faults.add({ when: { path }, do: fault });
		const { json } = await run([{ count: count() }], parameters, { settings: retrying });
		expect(json[0]).toMatchObject({ alsoTaken: [{ id: late?.id }] });
		expect(bodiesOf(sandbox(), path)).toHaveLength(1);
	});
});

describe('what a deletion took', () => {
	const { parameters, path, count, addOne } = deletion;

	it('leaves out what another user deleted there, and what was deleted elsewhere', async () => {
		const elsewhere = live().addContainer({ location: live().location('Stores').id });
		atRequest(sandbox(), path, () => {
			const own = { at: live().lab.timestamp(), userId: admin().id };
			addOne().deleted = { ...own, userId: live().user('user').id };
			elsewhere.deleted = own;
		});
		const { json, hints } = await run([{ count: count() }], parameters);
		expect(json[0]).not.toHaveProperty('alsoTaken');
		expect(hints).toEqual([]);
	});

	it('is not known to a user who may not see deleted containers: null', async () => {
		const secrets = { apiToken: sandbox().chemInventory.tokens.user };
		const number = count();
		const { json } = await run([{ count: number }], parameters, { secrets });
		expect(json[0]).toMatchObject({ numberDeleted: number, alsoTaken: null });
	});

	it('is told as a deletion that was made when it cannot be looked at', async () => {
		const ids = idsIn(aPlace);
		sandbox().faults.add({
			when: { path: '/inventorymanagement/deletedcontainers/get', nth: 2 },
			times: 100,
			do: { kind: 'status', status: 503 },
		});
		const { error } = await run([{ count: ids.length }], parameters);
		expect(error?.message).toBe('The change was sent and accepted, but its result could not be read [row 1]');
		expect(error?.description).toContain(`all ${ids.length} containers were deleted`);
		expect(idsIn(aPlace)).toEqual([]);
	});
});

describe('mass changes of several items', () => {
	const moving = {
		...ofLocation,
		operation: 'moveAll',
		fromLocation: rl('={{ $json.from }}', 'path'),
		toLocation: rl('={{ $json.to }}', 'path'),
	};

	it('count everything before the first is changed', async () => {
		const { error } = await run(
			[
				{ from: aPlace, to: another, count: idsIn(aPlace).length },
				{ from: 'Stores > Shelf A', to: another, count: 999 },
			],
			moving,
		);
		expect(error?.message).toBe(
			"'Expected Number of Containers' differs from the real number, so nothing was done [row 2]",
		);
		expect(bodiesOf(sandbox(), '/location/containers/move')).toEqual([]);
	});

	it('count what an earlier item brings when it is there', async () => {
		const [first, second] = [idsIn(aPlace).length, idsIn('Stores > Shelf A').length];
		const { json, error } = await run(
			[
				{ from: aPlace, to: 'Stores > Shelf A', count: first },
				{ from: 'Stores > Shelf A', to: another, count: first + second },
			],
			moving,
		);
		expect(error).toBeUndefined();
		expect(json.map(({ moved, alsoTaken }) => [moved, alsoTaken])).toEqual([
			[first, undefined],
			[first + second, undefined],
		]);
	});

	it('keep what they saw of each when n8n runs the node again: a later item has brought more there', async () => {
		sandbox().faults.add({
			when: { path: '/location/containers/move', nth: 3 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const from = [aPlace, 'Cupboards > Cupboard 2', 'Stores > Shelf A'];
		const inputs = from.map((path) => ({ from: path, to: another, count: idsIn(path).length }));
		const { json, executions } = await run(inputs, moving, { settings: retrying });
		expect(executions).toBe(2);
		expect(json.map(({ moved, alsoTaken }) => [moved, alsoTaken])).toEqual(
			inputs.map(({ count }) => [count, undefined]),
		);
	});
});

describe('moving everything on My Collection', () => {
	it('tells what stood there already', async () => {
		const [first = 0, ...others] = onList();
		live().container(first).location = live().location(another).id;
		const { json } = await run([{ count: onList().length }], {
			...ofList,
			operation: 'moveAll',
			toLocation: destination,
		});
		expect(json[0]).toMatchObject({
			moved: others.length,
			containerIds: others,
			alreadyThere: [first],
		});
		expect(json[0]).not.toHaveProperty('alsoTaken');
	});
});
