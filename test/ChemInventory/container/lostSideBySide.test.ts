import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';
import { chemOrigin } from '../../support/chemInventory';
import { chemRunOnNock, chemSandboxForEachTest, lostAnswers, nothingDone, retrying, rl } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());
const runOnNock = chemRunOnNock(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const shelf = 'Cupboards > Cupboard 1';
const creation = (changes: IDataObject = {}): IDataObject => ({
	operation: 'create',
	specifyData: 'fields',
	name: '={{ $json.name }}',
	substance: rl('={{ $json.substance }}'),
	createSubstance: false,
	location: rl(shelf, 'path'),
	barcodeCheck: 'none',
	...changes,
});
const adds = () => sandbox().requests.filter(({ path }) => path.endsWith('/container/add'));
/** In a node that tries again, n8n puts the error itself on the item. */
const toldOf = ({ json }: INodeExecutionData) => JSON.stringify(json);
const goingOn = { ...retrying, onError: 'continueErrorOutput' as const };

/** The containers that calls have added, by what they asked for. */
const substancesIn = (requests: ReturnType<typeof adds>) =>
	requests.map(({ body }) => (body as { data: Array<{ substanceid: number }> }).data[0]?.substanceid);

describe('several groups in one location, some answers lost', () => {
	it.each(Array.from({ length: 10 }, (_none, at) => at + 1))(
		'are each added once, and each item is told of its own (seed %i)',
		async (seed) => {
			const random = seededRandom(seed * 7_919);
			for (let skipped = 0; skipped < 5; skipped++) random(2);
			const substances = [...live().substances.keys()].slice(0, 3 + random(4));
			const inputs = Array.from({ length: substances.length * 2 }, () => ({
				name: random(3) === 0 ? 'Other' : 'Same',
				substance: substances[random(substances.length)],
			}));
			const groups = new Set(inputs.map(({ substance }) => substance)).size;
			const faults = [...lostAnswers, ...nothingDone];
			for (let nth = 1; nth <= groups; nth++) {
				const [, fault] = faults[random(faults.length)] ?? [];
				if (fault && random(3) > 0)
					sandbox().faults.add({ when: { path: '/container/add', nth }, times: 1, do: fault });
			}
			const before = live().containersIn(shelf).length;
			const { outputs, error } = await run(inputs, creation(), { settings: goingOn });
			expect(error).toBeUndefined();
			const done = new Set(substancesIn(adds().filter(({ tookEffect }) => tookEffect)));
			expect(adds()).toHaveLength(groups);
			const told = (outputs[0] ?? []).map(({ json, pairedItem }) => ({
				json,
				item: (pairedItem as { item: number }).item,
			}));
			expect(told.map(({ json: { name, substanceId } }) => ({ name, substance: substanceId }))).toEqual(
				inputs.filter(({ substance }) => done.has(substance)),
			);
			expect(told.map(({ item }) => inputs[item]?.substance)).toEqual(told.map(({ json }) => json.substanceId));
			expect(new Set(told.map(({ json }) => json.id)).size).toBe(live().containersIn(shelf).length - before);
			const lost = outputs[1] ?? [];
			expect(lost).toHaveLength(inputs.length - told.length);
			for (const item of lost) expect(toldOf(item)).toContain('Outcome unknown');
		},
	);
});

describe('equal entries in two groups: one substance, by its CAS number and by its name', () => {
	const inputs = [
		{ name: 'Bottle', by: 'cas', substance: '62-56-6' },
		{ name: 'Bottle', by: 'name', substance: 'Thiourea' },
	];
	const parameters = creation({
		substance: { __rl: true, mode: '={{ $json.by }}', value: '={{ $json.substance }}' },
		createSubstance: true,
		substanceName: 'Thiourea',
	});
	const lose = (nth: number, moment: 'after' | 'before') =>
		sandbox().faults.add({ when: { path: '/container/add', nth }, times: 1, do: { kind: 'drop', moment } });

	it.each([[[]], [[1]], [[2]], [[1, 2]]])('get a container each where the answers %j are lost', async (nths) => {
		for (const nth of nths) lose(nth, 'after');
		const { json, error } = await run(inputs, parameters, { settings: retrying });
		expect(error).toBeUndefined();
		expect(new Set(substancesIn(adds())).size).toBe(1);
		expect(adds()).toHaveLength(2);
		expect(new Set(json.map(({ id }) => id)).size).toBe(2);
	});

	it('are both unknown where each may have made the one that is there', async () => {
		lose(1, 'before');
		lose(2, 'after');
		const { outputs } = await run(inputs, parameters, { settings: goingOn });
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(toldOf)).toEqual([
			expect.stringContaining('Outcome unknown'),
			expect.stringContaining('Outcome unknown'),
		]);
		expect(adds()).toHaveLength(2);
	});
});

describe('a list that does not show which substance a container holds', () => {
	const service = () => nock(chemOrigin);
	const ok = (data: unknown) => ({ status: 'success', data });
	const listOf = (...ids: number[]) => ok({ orders: [], containers: ids.map((id) => ({ id, name: 'Bottle' })) });
	const inputs = [5, 6].map((substance) => ({ name: 'Bottle', substance }));
	const simple = creation({ location: rl(7) });

	/** @param ids what is in the location after the calls; @param looks how often that is looked at */
	function prepare(ids: number[], looks: number): void {
		service()
			.post('/api/location/load')
			.reply(200, ok([{ id: 7, name: 'Shelf', parent: 0 }]));
		service()
			.post('/api/general/getdetails')
			.reply(200, ok({ user: { id: 1, inventory: 9, accounttype: 2 }, inventory: { id: 9 } }));
		service().post('/api/location/containers/get').reply(200, listOf());
		service()
			.post('/api/location/containers/get')
			.times(looks)
			.reply(200, listOf(...ids));
		service()
			.post('/api/general/exportbyid')
			.times(looks)
			.reply(200, ok({ columns: [], rows: [] }));
	}

	const adding = (substance: number) =>
		service().post('/api/container/add', ({ data: [first] }) => first.substanceid === substance);

	it.each([
		['both', [31, 32]],
		['one', [31]],
	])('leaves the outcome of two lost answers unknown where %s took effect', async (_what, ids) => {
		prepare(ids, 6);
		for (const substance of [5, 6]) adding(substance).reply(502, 'lost');
		const { outputs } = await runOnNock(inputs, simple, { settings: { onError: 'continueErrorOutput' } });
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(({ json }) => json.message)).toEqual([
			expect.stringContaining('Outcome unknown'),
			expect.stringContaining('Outcome unknown'),
		]);
	});

	it.each([
		['first', 5],
		['second', 6],
	])('waits for the answer of the other one where that of the %s is lost', async (_which, lost) => {
		prepare([31, 32], 1);
		adding(lost).reply(502, 'lost');
		adding(11 - lost)
			.delay(300)
			.reply(200, ok([31]));
		service()
			.post('/api/general/exportbyid')
			.reply(
				200,
				ok({
					columns: [],
					rows: [31, 32].map((id) => ({
						id,
						name: 'Bottle',
						locationid: 7,
						substanceid: id === 32 ? lost : 11 - lost,
					})),
				}),
			);
		const { json } = await runOnNock(inputs, simple);
		expect(json.map(({ id, substanceId }) => [id, substanceId])).toEqual([
			[lost === 5 ? 32 : 31, 5],
			[lost === 6 ? 32 : 31, 6],
		]);
	});
});
