import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { chemOrigin } from '../../support/chemInventory';
import {
	atRequest,
	bodiesOf,
	chemRunOnNock,
	chemSandboxForEachTest,
	lostAnswers,
	nothingDone,
	retrying,
	rl,
} from '../../support/chemRuns';
import { forgetWaits, onNextWait } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());
const runOnNock = chemRunOnNock(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const acetone = '67-64-1';
const shelf = 'Cupboards > Cupboard 1';
const other = 'Cupboards > Cupboard 2';
const adds = () => bodiesOf(sandbox(), '/container/add') as Array<{ data: IDataObject[] }>;
const inShelf = (place = shelf) => live().containersIn(place).length;

const creation = (changes: IDataObject = {}): IDataObject => ({
	operation: 'create',
	specifyData: 'fields',
	name: '={{ $json.name }}',
	substance: rl('={{ $json.cas }}', 'cas'),
	createSubstance: false,
	location: rl('={{ $json.place }}', 'path'),
	size: '250',
	unit: rl('mL', 'name'),
	barcodeCheck: 'refuse',
	barcode: '={{ $json.barcode }}',
	...changes,
});

const bottle = (changes: IDataObject = {}): IDataObject => ({
	name: 'Bottle',
	cas: acetone,
	place: shelf,
	barcode: '',
	...changes,
});

describe('a creation whose answer is lost', () => {
	it.each(lostAnswers)('is found, and nothing is doubled under Retry On Fail (%s)', async (_what, fault) => {
		const before = inShelf();
		sandbox().faults.add({ when: { path: '/container/add', nth: 1 }, do: fault });
		const inputs = [
			bottle({ name: 'A', barcode: 'NEW-A' }),
			bottle({ name: 'B', barcode: 'NEW-B' }),
			bottle({ name: 'C', place: other, barcode: 'NEW-C' }),
		];
		const { json, error } = await run(inputs, creation(), { settings: retrying });
		expect(error).toBeUndefined();
		expect(json.map(({ name, barcode }) => [name, barcode])).toEqual([
			['A', 'NEW-A'],
			['B', 'NEW-B'],
			['C', 'NEW-C'],
		]);
		expect(inShelf()).toBe(before + 2);
		expect(adds()).toHaveLength(2);
	});

	it('is found with the barcodes that were generated for it', async () => {
		const before = inShelf();
		sandbox().faults.add({ when: { path: '/container/add' }, do: { kind: 'drop', moment: 'after' } });
		const { json } = await run(
			[bottle(), bottle()],
			creation({ barcodeCheck: 'generate', barcodePrefix: 'AB', startingNumber: 1 }),
			{ settings: retrying },
		);
		expect(json.map(({ barcode }) => barcode)).toEqual(['AB00001', 'AB00002']);
		expect(inShelf()).toBe(before + 2);
		expect(bodiesOf(sandbox(), '/barcodes/generator/createvalues')).toHaveLength(1);
	});

	it.each(nothingDone)('is unknown when nothing appeared, and is not sent again (%s)', async (_what, fault) => {
		sandbox().faults.add({ when: { path: '/container/add' }, do: fault });
		const { error, executions } = await run([bottle({ barcode: 'NEW-A' }), bottle()], creation(), {
			settings: retrying,
		});
		expect(executions).toBe(3);
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`${shelf} has no new container.`);
		expect(error?.description).toContain('before you run this step again');
		expect(adds()).toHaveLength(1);
	});

	/** One like it, added at the same moment. */
	function addTwin(createdBy: number) {
		return live().addContainer({
			createdBy,
			name: 'Bottle',
			location: live().location(shelf).id,
			substance: live().substance(acetone).id,
			size: '250',
			unit: live().unitId('mL'),
			barcode: '',
			supplier: null,
			comments: null,
			dateAcquired: null,
		});
	}

	it('is unknown when the same user added the same at the same moment', async () => {
		sandbox().faults.add({ when: { path: '/container/add' }, do: { kind: 'drop', moment: 'after' } });
		atRequest(sandbox(), '/container/add', () => addTwin(live().user('admin').id));
		const { error } = await run([bottle()], creation(), { settings: retrying });
		expect(error?.description).toContain('it is not clear which ones this step made');
		expect(adds()).toHaveLength(1);
	});

	it('is found beside what somebody else added at the same moment', async () => {
		let twin: ReturnType<typeof addTwin> | undefined;
		sandbox().faults.add({ when: { path: '/container/add' }, do: { kind: 'drop', moment: 'after' } });
		atRequest(sandbox(), '/container/add', () => (twin = addTwin(live().user('user').id)));
		const { json } = await run([bottle()], creation(), { settings: retrying });
		expect(json[0]).toMatchObject({ name: 'Bottle' });
		expect(json[0]?.id).not.toBe(twin?.id);
	});

	it('is unknown, and not what somebody else added, when it did not take effect', async () => {
		sandbox().faults.add({ when: { path: '/container/add' }, do: { kind: 'drop', moment: 'before' } });
		atRequest(sandbox(), '/container/add', () => addTwin(live().user('user').id));
		const { error } = await run([bottle()], creation(), { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(adds()).toHaveLength(1);
	});

	it('of a new substance is asked for once more, and makes one substance', async () => {
		sandbox().faults.add({ when: { path: '/container/getsubstance', nth: 1 }, do: { kind: 'drop', moment: 'after' } });
		const { json } = await run([bottle({ cas: '62-56-6' })], creation({ createSubstance: true }), {
			settings: retrying,
		});
		expect(json[0]).toMatchObject({ cas: '62-56-6' });
		expect([...live().substances.values()].filter(({ cas }) => cas === '62-56-6')).toHaveLength(1);
	});

	it.each(['after', 'before'] as const)(
		'of a new substance that is known by its name alone is not asked for twice (dropped %s)',
		async (moment) => {
			sandbox().faults.add({ when: { path: '/container/getsubstance', nth: 1 }, do: { kind: 'drop', moment } });
			const { error } = await run(
				[bottle({ cas: 'House blend 7' })],
				creation({ substance: rl('={{ $json.cas }}', 'name'), createSubstance: true }),
				{ settings: retrying },
			);
			expect(error?.message).toContain('Outcome unknown');
			expect(error?.description).toContain('could create the substance a second time');
			expect(bodiesOf(sandbox(), '/container/getsubstance')).toHaveLength(1);
			expect(adds()).toEqual([]);
		},
	);
});

describe('n8n running the node again', () => {
	it('does not create finished groups again when a later one is refused', async () => {
		const before = inShelf();
		sandbox().faults.add({
			when: { path: '/container/add', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const inputs = [
			bottle({ cas: '62-56-6', name: 'New', barcode: 'NEW-1' }),
			bottle({ name: 'Second', place: other, barcode: 'NEW-2' }),
		];
		const { json, executions } = await run(inputs, creation({ createSubstance: true }), { settings: retrying });
		expect(executions).toBe(2);
		expect(json.map(({ name }) => name)).toEqual(['New', 'Second']);
		expect(inShelf()).toBe(before + 1);
		// The two go side by side: either may be the one that is refused, and sent again.
		const names = adds().map(({ data }) => data[0]?.name);
		expect([names.length, new Set(names).size]).toEqual([3, 2]);
	});

	it('asks again who has a barcode where only the substance was created before the first try failed', async () => {
		const before = inShelf();
		sandbox().faults.add({
			when: { path: '/location/containers/get' },
			times: 4,
			do: { kind: 'status', status: 500 },
		});
		onNextWait(() => live().addContainer({ barcode: 'NEW-1' }));
		const inputs = [bottle({ cas: '62-56-6', name: 'New', barcode: 'NEW-1' })];
		const { error, executions } = await run(inputs, creation({ createSubstance: true }), {
			settings: { ...retrying, maxTries: 2 },
		});
		expect(executions).toBe(2);
		expect(error?.message).toBe('This step changed something, and then failed [row 1]');
		expect(error?.description).toContain("'Barcode' is in use already");
		expect([adds(), inShelf()]).toEqual([[], before]);
	});

	it('does not create containers again when only reading them back went wrong', async () => {
		const before = inShelf();
		sandbox().faults.add({
			when: { path: '/general/exportbyid' },
			times: 4,
			do: { kind: 'status', status: 500 },
		});
		const { json, executions } = await run([bottle({ name: 'A', barcode: 'NEW-A' })], creation(), {
			settings: retrying,
		});
		expect(executions).toBe(2);
		expect(json[0]).toMatchObject({ name: 'A', barcode: 'NEW-A' });
		expect(inShelf()).toBe(before + 1);
	});

	it('keeps the items of a group together although one of them can no longer be read', async () => {
		const before = inShelf();
		sandbox().faults.add({
			when: { path: '/general/exportbyid' },
			times: 4,
			do: { kind: 'status', status: 500 },
		});
		const settings = { ...retrying, onError: 'continueErrorOutput' as const };
		const { outputs } = await run([bottle({ name: 'A' }), bottle({ name: 'B' })], creation(), { settings });
		expect(inShelf()).toBe(before + 2);
		expect((outputs[0]?.length ?? 0) + (outputs[1]?.length ?? 0)).toBe(2);
		expect(adds()).toHaveLength(1);
	});
});

describe('answers that are not what was asked for', () => {
	const service = () => nock(chemOrigin);
	const ok = (data: unknown) => ({ status: 'success', data });
	const prepare = (answer: unknown) => {
		service()
			.post('/api/location/load')
			.reply(200, ok([{ id: 7, name: 'Shelf', parent: 0 }]));
		service()
			.post('/api/general/getdetails')
			.reply(200, ok({ user: { id: 1, inventory: 9, accounttype: 2 }, inventory: { id: 9 } }));
		service()
			.post('/api/search/execute')
			.reply(200, ok({ orders: [], containers: [{ id: 1, name: 'Acetone', substance: 5, cas: acetone }] }));
		service()
			.post('/api/location/containers/get')
			.reply(200, ok({ orders: [], containers: [] }));
		service()
			.post('/api/container/add')
			.reply(200, answer as never);
	};
	const shown = (rows: object[]) =>
		service()
			.post('/api/general/exportbyid')
			.reply(200, ok({ columns: [], rows }));
	const simple = creation({ unit: rl('', 'name'), size: '' });
	const inputs = [bottle({ place: 'Shelf', name: 'A' }), bottle({ place: 'Shelf', name: 'B' })];

	it.each([
		['fewer', [31], [31]],
		['more', [31, 32, 33], [31, 32, 33]],
		['none', [], []],
		['the same one twice', [31, 31], [31, 31]],
	])('are never a success when the number of IDs differs: %s', async (_what, ids, told) => {
		prepare(ok(ids));
		const { outputs } = await runOnNock(inputs, simple, { settings: { onError: 'continueErrorOutput' } });
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'ChemInventory created a different number of containers than requested',
			details: { containerIds: told },
		});
	});

	it('name the new containers when it is not clear whose they are', async () => {
		prepare(ok([31, 32]));
		shown([31, 32].map((id) => ({ id, name: 'Renamed', locationid: 7, substanceid: 5 })));
		const { error } = await runOnNock(inputs, simple);
		expect(error?.message).toContain('it is not clear which belongs to which item');
		expect(error?.description).toContain('31, 32');
	});

	it('are matched although the service stores other texts', async () => {
		prepare(ok([32, 31]));
		shown([
			{ id: 31, name: 'A', comments: 'added by rule', locationid: 7, substanceid: 5 },
			{ id: 32, name: 'B', comments: 'added by rule', locationid: 7, substanceid: 5 },
		]);
		const { json } = await runOnNock(inputs, simple);
		expect(json.map(({ id }) => id)).toEqual([31, 32]);
	});

	it.each([
		['a login page', '<html>Please log in</html>'],
		['no list', { status: 'success', data: { id: 31 } }],
	])('leave the outcome unknown: %s', async (_what, answer) => {
		prepare(answer);
		service()
			.post('/api/location/containers/get')
			.times(3)
			.reply(200, ok({ orders: [], containers: [] }));
		const { error } = await runOnNock(inputs, simple);
		expect(error?.message).toContain('Outcome unknown');
	});
});
