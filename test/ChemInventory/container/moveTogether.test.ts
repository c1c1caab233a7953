import type { IDataObject } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';
import {
	aLostAnswer,
	anUndoneWrite,
	atRequest,
	bodiesOf,
	chemSandboxForEachTest,
	retrying,
	rl,
} from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const shelf = 'Cupboards > Cupboard 2';
const rack = 'Cold Room > Rack 1';
const stores = 'Stores';
const place = (path: string) => live().location(path).id;
const some = (count: number) =>
	Array.from({ length: count }, (_none, at) => live().addContainer({ barcode: `M-${at}`, location: place(stores) }));
const moving: IDataObject = {
	operation: 'move',
	containersBy: 'id',
	containers: '={{ $json.ids }}',
	location: rl('={{ $json.place }}', 'path'),
	ifSomeDoNotMove: '={{ $json.if ?? "fail" }}',
};
const moves = () => bodiesOf(sandbox(), '/container/move') as Array<{ containerid: number[]; destinationid: number }>;
const goingOn = { onError: 'continueErrorOutput' as const };
const standsAt = ({ before }: IDataObject) =>
	(before as { containers: IDataObject[] }).containers.map(({ id, locationId }) => [id, locationId]);

describe('items with one destination', () => {
	it('go in one call, in their order, and each is told of its own containers', async () => {
		const [a, b, c, d, e] = some(5).map(({ id }) => id);
		const { json } = await run(
			[
				{ ids: [b, a], place: shelf },
				{ ids: c, place: rack },
				{ ids: [d], place: shelf },
				{ ids: e, place: rack },
			],
			moving,
		);
		expect(moves()).toHaveLength(2);
		expect(moves()).toEqual(
			expect.arrayContaining([
				{ containerid: [b, a, d], destinationid: place(shelf) },
				{ containerid: [c, e], destinationid: place(rack) },
			]),
		);
		expect(json.map(({ moved }) => moved)).toEqual([[b, a], [c], [d], [e]]);
		expect(json.map(standsAt)).toEqual(
			[[b, a], [c], [d], [e]]
				.map((ids) => ids.map((id) => [id, place(stores)]))
				.map((all) => expect.arrayContaining(all)),
		);
		expect(bodiesOf(sandbox(), '/general/exportbyid')).toHaveLength(1);
	});

	it('are told alone what did not move', async () => {
		const [a, b, c] = some(3);
		atRequest(sandbox(), '/container/move', () => void live().deleteContainer(b?.id ?? 0));
		const { outputs } = await run(
			[a, b, c].map((one) => ({ ids: one?.id, place: shelf })),
			moving,
			{ settings: goingOn },
		);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.moved, pairedItem])).toEqual([
			[[a?.id], { item: 0 }],
			[[c?.id], { item: 2 }],
		]);
		expect(outputs[1]?.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				message: 'ChemInventory did not move all of the containers',
				details: expect.objectContaining({ moved: [], notMoved: [b?.id] }),
			}),
		]);
		expect(moves()).toHaveLength(1);
	});

	it('leave one alone that lists a container that does not exist', async () => {
		const [a, b] = some(2).map(({ id }) => id);
		const inputs = [
			{ ids: a, place: shelf },
			{ ids: 999_999, place: shelf, if: 'report' },
			{ ids: b, place: shelf },
		];
		const { json } = await run(inputs, moving);
		expect(json.map(({ moved, notMoved }) => [moved, notMoved])).toEqual([
			[[a], undefined],
			[undefined, [999_999]],
			[[b], undefined],
		]);
		expect(moves().map(({ containerid }) => containerid)).toEqual([[a, b], [999_999]]);
	});

	it.each(aLostAnswer)('are found where the answer is lost (%s)', async (_what, fault) => {
		const ids = some(3).map(({ id }) => id);
		sandbox().faults.add({ when: { path: '/container/move', nth: 1 }, do: fault });
		const { json, error } = await run(
			ids.map((id) => ({ ids: id, place: shelf })),
			moving,
			{ settings: retrying },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ moved }) => moved)).toEqual(ids.map((id) => [id]));
		expect(moves()).toHaveLength(1);
	});

	it.each(anUndoneWrite)('are all unknown where nothing has moved, and not sent again (%s)', async (_what, fault) => {
		const ids = some(3).map(({ id }) => id);
		sandbox().faults.add({ when: { path: '/container/move', nth: 1 }, do: fault });
		const { outputs } = await run(
			[...ids.map((id) => ({ ids: id, place: shelf })), { ids: some(1)[0]?.id, place: rack }],
			moving,
			{ settings: { ...retrying, ...goingOn } },
		);
		expect(outputs[0]?.length).toBe(1);
		expect(outputs[1]?.map(({ json }) => JSON.stringify(json))).toEqual(
			ids.map(() => expect.stringContaining('Outcome unknown')),
		);
		expect(moves()).toHaveLength(2);
	});
});

/** An empty list is left out. */
const ifAny = (ids: readonly number[]) => (ids.length === 0 ? undefined : ids);

describe('a container that several items name', () => {
	it.each(Array.from({ length: 8 }, (_none, at) => at + 1))(
		'goes where each of them says, in the order of the items (seed %i)',
		async (seed) => {
			const random = seededRandom(seed * 7_919);
			for (let skipped = 0; skipped < 5; skipped++) random(2);
			const places = [shelf, rack, stores];
			const containers = some(3 + random(4)).map(({ id }) => id);
			const inputs = Array.from({ length: 10 }, () => ({
				ids: containers.filter(() => random(3) === 0),
				place: places[random(3)] ?? shelf,
			})).filter(({ ids }) => ids.length > 0);
			const stands = new Map(containers.map((id) => [id, place(stores)]));
			const expected = inputs.map(({ ids, place: path }) => {
				const to = place(path);
				const stood = ids.map((id) => [id, stands.get(id)]);
				const moved = ids.filter((id) => stands.get(id) !== to);
				const alreadyThere = ids.filter((id) => stands.get(id) === to);
				for (const id of ids) stands.set(id, to);
				return {
					moved: ifAny(moved),
					alreadyThere: ifAny(alreadyThere),
					stood: expect.arrayContaining(stood) as unknown,
				};
			});
			const { json, error } = await run(inputs, moving);
			expect(error).toBeUndefined();
			expect(
				json.map((record) => ({
					moved: record.moved,
					alreadyThere: record.alreadyThere,
					notMoved: record.notMoved,
					stood: standsAt(record),
				})),
			).toEqual(expected);
			expect(containers.map((id) => live().container(id).location)).toEqual(containers.map((id) => stands.get(id)));
		},
	);
});
