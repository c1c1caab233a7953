import type { IDataObject } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import type { FaultAction } from '../../../sandbox';
import { aLostAnswer, bodiesOf, chemSandboxForEachTest, retrying, rl } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const place = (path: string) => live().location(path).id;
const [shelf, rack, stores] = ['Cupboards > Cupboard 2', 'Cold Room > Rack 1', 'Stores'];
const at = (path: string) => live().addContainer({ location: place(path) }).id;
const stands = (...ids: number[]) => ids.map((id) => live().container(id).location);
const moves = () => bodiesOf(sandbox(), '/container/move') as Array<{ containerid: number[]; destinationid: number }>;

const away: IDataObject = {
	operation: 'move',
	containersBy: 'id',
	containers: '={{ $json.ids }}',
	destination: 'location',
	location: rl('Missing', 'path'),
	ifSomeDoNotMove: 'fail',
};

const back: IDataObject = {
	operation: 'move',
	containersBy: 'id',
	containers: '={{ $json.ids }}',
	destination: 'back',
	before: '={{ $json.before }}',
	ifSomeDoNotMove: 'fail',
};

/** Moves the containers of each item away; then the items of Move. */
async function moved(...items: Array<{ ids: number[] }>): Promise<IDataObject[]> {
	const { json, error } = await run(items, away);
	expect(error).toBeUndefined();
	return json;
}

describe('moving containers back to where they were', () => {
	it('takes `before` of an earlier move: each goes to its own place, in one call for each place', async () => {
		const [a, b, c, d] = [at(shelf), at(shelf), at(rack), at(stores)];
		const items = await moved({ ids: [a, c] }, { ids: [b] }, { ids: [d] });
		const given = items.map(({ moved: ids, before }) => ({ ids, before }));
		const { json, error } = await run(given, back);
		expect(error).toBeUndefined();
		expect(stands(a, b, c, d)).toEqual([shelf, shelf, rack, stores].map(place));
		expect(moves().slice(1)).toHaveLength(3);
		expect(moves().slice(1)).toEqual(
			expect.arrayContaining([
				{ containerid: [a, b], destinationid: place(shelf) },
				{ containerid: [c], destinationid: place(rack) },
				{ containerid: [d], destinationid: place(stores) },
			]),
		);
		expect(json.map(({ moved: ids, from, to, toLocationId }) => ({ ids, from, to, toLocationId }))).toEqual([
			{ ids: [a, c], from: 'Missing', to: undefined, toLocationId: undefined },
			{ ids: [b], from: 'Missing', to: shelf, toLocationId: place(shelf) },
			{ ids: [d], from: 'Missing', to: stores, toLocationId: place(stores) },
		]);
	});

	it('gives a `before` of its own, with which they can be moved there again', async () => {
		const id = at(rack);
		const [first] = await moved({ ids: [id] });
		const [second] = (await run([{ ids: [id], before: first?.before }], back)).json;
		await run([{ ids: [id], before: second?.before }], back);
		expect(stands(id)).toEqual([place('Missing')]);
	});

	it('takes it as JSON, and some of its containers alone', async () => {
		const [a, b] = [at(shelf), at(rack)];
		const [item] = await moved({ ids: [a, b] });
		await run([{ ids: [b], before: JSON.stringify(item?.before) }], back);
		expect(stands(a, b)).toEqual([place('Missing'), place(rack)]);
	});

	it.each([
		['an item that is none', { containerIds: [1] }, "'Where It Was' is not the `before` of an earlier move"],
		['a list that is empty', { containers: [] }, "'Where It Was' is not the `before` of an earlier move"],
		['nothing', null, "'Where It Was' is empty"],
		[
			'other containers',
			{ containers: [{ id: 1, locationId: 2 }] },
			"'Where It Was' does not say where the containers were",
		],
		['containers without a location', 'own', "'Where It Was' does not say where the containers were"],
		['a location that is gone', 'gone', "'Where It Was' does not exist in this inventory"],
	])('refuses %s before anything is sent', async (_what, given, message) => {
		const id = at(shelf);
		const own = { own: { containers: [{ id }] }, gone: { containers: [{ id, locationId: 999_999 }] } };
		const before = typeof given === 'string' ? Reflect.get(own, given) : given;
		const { error } = await run([{ ids: [id], before }], back);
		expect(error?.message).toBe(`${message} [row 1]`);
		if (!/empty|exist/.test(message)) expect(error?.description).toContain("$('Move').item.json.before");
		expect(moves()).toEqual([]);
	});

	it.each(aLostAnswer)('is done once for each place when an answer is lost (%s)', async (_what, fault) => {
		const [a, b] = [at(shelf), at(rack)];
		const [item] = await moved({ ids: [a, b] });
		sandbox().faults.add({ when: { path: '/container/move' }, do: fault });
		const { json, error } = await run([{ ids: [a, b], before: item?.before }], back, { settings: retrying });
		expect(error).toBeUndefined();
		expect(json[0]?.moved).toEqual([a, b]);
		expect(stands(a, b)).toEqual([place(shelf), place(rack)]);
		expect(moves()).toHaveLength(3);
	});

	it('refuses a container that it names twice, with different locations, before anything is sent', async () => {
		const id = at(shelf);
		const entry = (path: string) => ({ id, locationId: place(path) });
		const twice = { containers: [entry(shelf), entry(rack)] };
		const { error } = await run([{ ids: [id], before: twice }], back);
		expect(error?.message).toBe("'Where It Was' names a container twice, with different locations [row 1]");
		expect(error?.description).toContain(`Container ${id} was at ${place(shelf)} and at ${place(rack)}.`);
		expect(moves()).toEqual([]);
		const same = { containers: [entry(rack), entry(rack)] };
		expect((await run([{ ids: [id], before: same }], back)).error).toBeUndefined();
	});

	it.each<[string, FaultAction, IDataObject]>([
		['is refused', { kind: 'status', status: 403 }, { notMovedAt: [1, 2] }],
		['cannot be settled', { kind: 'drop', moment: 'before' }, { notMovedAt: [2], notKnownAt: [1] }],
	])('says which have moved and which have not when a later place %s', async (_what, fault, wanted) => {
		const ids = [at(shelf), at(rack), at(stores)];
		const [item] = await moved({ ids });
		sandbox().faults.add({ when: { path: '/container/move', nth: 2 }, do: fault });
		const settings = { onError: 'continueRegularOutput' as const };
		const { json } = await run([{ ids, before: item?.before }], back, { settings });
		const named = (positions: unknown) =>
			Array.isArray(positions) ? positions.map((each) => ids[Number(each)]) : undefined;
		const { notMovedAt, notKnownAt } = wanted;
		expect(json[0]?.details).toMatchObject({ moved: [ids[0]], notMoved: named(notMovedAt) });
		expect(Object(json[0]?.details).notKnown).toEqual(named(notKnownAt));
		expect(Object(json[0]?.details).description).toContain(`Moved: ${ids[0]}. Not moved: `);
		expect(stands(...ids)).toEqual([place(shelf), place('Missing'), place('Missing')]);
	});
});
