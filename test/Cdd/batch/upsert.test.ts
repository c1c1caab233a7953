import type { IDataObject, INode } from 'n8n-workflow';
import nock from 'nock';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import type { Sandbox } from '../../../sandbox';
import { cddBase, onPublicServer } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { mapped } from '../../support/mapped';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { bodies, newBatch, runBatch, writes } from './onBatch';

let sandbox: Sandbox;
let molecule: number;

beforeEach(async () => {
	forgetWaits();
	sandbox = await freshSandbox();
	molecule = [...sandbox.cdd.molecules.keys()][1] ?? 0;
});

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const byName = (value: string) => ({ __rl: true, mode: 'name', value });

/** Batches by their Note, which stands for a lot number here. */
const byLot = (more: IDataObject = {}): IDataObject => ({
	operation: 'upsert',
	findBy: 'field',
	identifyingField: byName('Note'),
	identifyingValue: '={{ $json.lot }}',
	molecule: 'id',
	moleculeId: '={{ $json.molecule }}',
	projects: '={{ $json.projects ?? ["Internal Data"] }}',
	batchFields: mapped({ Purity: '={{ $json.purity }}', Place: '={{ $json.place }}' }),
	batchDetails: {},
	output: 'simplified',
	...more,
});
const byIdentifier = (more: IDataObject = {}): IDataObject => ({
	operation: 'upsert',
	findBy: 'identifier',
	batchIdentifier: '={{ $json.id }}',
	batchFields: mapped({ Purity: '={{ $json.purity }}' }),
	batchDetails: {},
	output: 'simplified',
	...more,
});

const row = (lot: string, changes: IDataObject = {}): IDataObject => ({
	lot,
	molecule,
	purity: '97.5',
	place: 'Shelf 1',
	...changes,
});
const withNote = (note: string) =>
	[...sandbox.cdd.batches.values()].filter(({ batch_fields: fields }) => fields?.Note === note);
const outcomes = (json: readonly IDataObject[]) => json.map(({ outcome, changedFields }) => [outcome, changedFields]);
const run = async (parameters: IDataObject, items: IDataObject[], settings = {}) =>
	await runBatch(sandbox, parameters, { items, settings });

describe('a spreadsheet that is sent again and again', () => {
	it('is registered, is the same, and is changed in exactly what changed', async () => {
		const sheet = [row('LOT-1'), row('LOT-2'), row('LOT-3')];
		const first = await run(byLot(), sheet);
		expect(first.error).toBeUndefined();
		expect(outcomes(first.json)).toEqual(sheet.map(() => ['created', undefined]));
		expect(first.json[0]).toMatchObject({ Note: 'LOT-1', Purity: 97.5, Place: 'Shelf 1' });
		expect(writes(sandbox)).toHaveLength(3);

		const second = await run(byLot(), sheet);
		expect(outcomes(second.json)).toEqual(sheet.map(() => ['same', undefined]));
		expect(second.json.map(({ id }) => id)).toEqual(first.json.map(({ id }) => id));
		expect(writes(sandbox)).toHaveLength(3);

		const third = await run(byLot(), [row('LOT-1'), row('LOT-2', { purity: 88 }), row('LOT-3'), row('LOT-4')]);
		expect(outcomes(third.json)).toEqual([
			['same', undefined],
			['changed', ['Purity']],
			['same', undefined],
			['created', undefined],
		]);
		expect(third.items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(third.json[1]).toMatchObject({ before: { id: first.json[1]?.id, Purity: 97.5 } });
		expect(bodies(writes(sandbox).filter(({ method }) => method === 'PUT'))).toEqual([
			{ batch_fields: { Purity: 88 } },
		]);
		for (const lot of ['LOT-1', 'LOT-2', 'LOT-3', 'LOT-4']) expect(withNote(lot)).toHaveLength(1);
	});

	it('goes by the Molecule-Batch ID as well', async () => {
		const [one, two] = sandbox.cdd.batches.values();
		const ids = [one?.molecule_batch_identifier, two?.molecule_batch_identifier];
		const items = ids.map((id) => ({ id, purity: 55 }));
		expect(outcomes((await run(byIdentifier(), items)).json)).toEqual(ids.map(() => ['changed', ['Purity']]));
		expect(outcomes((await run(byIdentifier(), items)).json)).toEqual(ids.map(() => ['same', undefined]));
		const { json } = await run(byIdentifier({ batchDetails: { batchName: 'Second' } }), items.slice(0, 1));
		expect(outcomes(json)).toEqual([['changed', ['name']]]);
		expect(bodies(writes(sandbox)).at(-1)).toEqual({ name: 'Second' });
	});

	it('keeps what an item leaves empty, and needs no molecule for a batch that is there', async () => {
		await run(byLot(), [row('LOT-1')]);
		const { json, error } = await run(byLot(), [{ lot: 'LOT-1', projects: [] }]);
		expect(error).toBeUndefined();
		expect(outcomes(json)).toEqual([['same', undefined]]);
	});

	it('registers no twin for a blank at the end, which nobody sees', async () => {
		const more = { batchFields: mapped({ Note: '={{ $json.lot }}', Purity: '={{ $json.purity }}' }) };
		const spellings = ['LOT-1', ' LOT-1', 'LOT-1\u00a0'];
		const { error } = await run(
			byLot(more),
			spellings.map((lot) => row(lot)),
		);
		expect(error?.message).toBe("'Find the Batch By' finds the same batch for several items [row 1]");
		const ends: unknown[] = [];
		for (const lot of ['LOT-1 ', ...spellings]) ends.push(...outcomes((await run(byLot(more), [row(lot)])).json));
		expect(ends.map((end) => JSON.stringify(end))).toEqual([
			'["created",null]',
			...spellings.map(() => '["same",null]'),
		]);
		expect(withNote('LOT-1')).toHaveLength(1);
		expect(writes(sandbox)).toHaveLength(1);
	});

	it('finds a batch that has the blank in the vault', async () => {
		const [batch] = sandbox.cdd.batches.values();
		if (batch) batch.batch_fields = { ...batch.batch_fields, Note: 'LOT-1 ' };
		const { json } = await run(byLot({ batchFields: mapped({ Note: '={{ $json.lot }}' }) }), [row('LOT-1 ')]);
		expect(json).toMatchObject([{ id: batch?.id, outcome: 'same' }]);
	});

	it('says that nothing was created where the molecule may be there already', async () => {
		const structure = 'CCCCCCCCCCO';
		await runBatch(sandbox, newBatch(structure));
		const asNew = {
			molecule: 'new',
			registrationType: 'CHEMICAL_STRUCTURE',
			structureFormat: 'smiles',
			structure,
			duplicateResolution: 'prompt',
		};
		const { json } = await run(byLot(asNew), [row('LOT-1')]);
		expect(json).toMatchObject([{ outcome: 'notCreated', registered: false }]);
		expect(withNote('LOT-1')).toEqual([]);
	});
});

describe('what is refused before anything is sent', () => {
	it.each([
		['an empty value', { lot: '' }, {}, "'Identifying Value' is empty"],
		['a new batch without a molecule', { molecule: '' }, {}, "'Molecule ID' is empty"],
		['a new batch without a project', { projects: [] }, {}, "'Project Names or IDs' is empty"],
		[
			'a field that the vault lacks',
			{},
			{ identifyingField: byName('={{ $json.lot === "BAD" ? "Lot" : "Note" }}') },
			"'Identifying Field' names a field that this vault does not have",
		],
		[
			'a field that is given in two ways',
			{ note: 'OTHER' },
			{ batchFields: mapped({ Note: '={{ $json.note }}' }) },
			"'Batch Fields' has a different value for the identifying field",
		],
	])('%s', async (_what, changes, more, message) => {
		const { outputs } = await run(byLot(more), [row('GOOD'), row('BAD', changes)], { onError: 'continueErrorOutput' });
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(outputs[1]?.map(({ json }) => json.message)).toEqual([message]);
		const sent = writes(sandbox).length;
		const { error } = await run(byLot(more), [row('GOOD-2'), row('BAD', changes)]);
		expect(error?.message).toBe(`${message} [row 2]`);
		expect(writes(sandbox)).toHaveLength(sent);
	});

	it('a value that several batches have, with their IDs', async () => {
		const [one, two] = sandbox.cdd.batches.values();
		for (const batch of [one, two]) if (batch) batch.batch_fields = { ...batch.batch_fields, Note: 'TWICE' };
		const { error } = await run(byLot(), [row('TWICE')]);
		expect(error?.message).toBe("'Identifying Value' is on several batches [row 1]");
		expect(error?.description).toContain(`${one?.id}, ${two?.id}`);
		expect(writes(sandbox)).toEqual([]);
	});

	it('a Molecule-Batch ID that the vault does not have, as the vault gives them', async () => {
		const { error } = await run(byIdentifier(), [{ id: 'DEMO-9-001', purity: 5 }]);
		expect(error?.message).toBe("'Molecule-Batch ID' is not a Molecule-Batch ID of this vault [row 1]");
		expect(error?.description).toContain('so nothing is registered');
		expect(writes(sandbox)).toEqual([]);
	});

	it('one batch in several items, for all of them', async () => {
		await run(byLot(), [row('LOT-1')]);
		const items = [row('LOT-1', { purity: 1 }), row('LOT-2'), row('LOT-1', { purity: 2 }), row('LOT-3'), row('LOT-3')];
		const { outputs } = await run(byLot(), items, { onError: 'continueErrorOutput' });
		expect(outputs.map((some) => some?.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 1 }],
			[0, 2, 3, 4].map((item) => ({ item })),
		]);
		const { error } = await run(byLot(), items);
		expect(error?.message).toBe("'Find the Batch By' finds the same batch for several items [row 1]");
	});
});

describe('in a service whose search finds more than the very value', () => {
	const found = (notes: string[]) => {
		const vault = nock(cddBase).persist();
		vault.get(/\/fields$/).reply(200, { batch: [{ id: 1, name: 'Note', data_type_name: 'Text' }] });
		vault.post(/\/batches\/query$/).reply(200, {
			count: notes.length,
			offset: 0,
			page_size: 1000,
			objects: notes.map((Note, at) => ({ id: 11 + at, class: 'batch', batch_fields: { Note } })),
		});
		vault.get(/\/batches\/12$/).reply(200, { id: 12, class: 'batch', batch_fields: { Note: 'LOT-1' } });
	};
	const runThere = async () =>
		await runNode(
			onPublicServer(new CddBatch()),
			[{ lot: 'LOT-1' }],
			byLot({ batchFields: mapped({}) }) as INode['parameters'],
		);
	afterEach(() => nock.cleanAll());

	it('takes the batch that has it to the letter', async () => {
		found(['LOT-10', 'LOT-1', 'OLD LOT-1']);
		const { json, error } = await runThere();
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ outcome: 'same', id: 12 }]);
	});

	it('registers no twin of a batch that has it in another spelling', async () => {
		found(['LOT-10', 'lot-1']);
		const { error } = await runThere();
		expect(error?.message).toBe("'Identifying Value' is written differently on the batch [row 1]");
		expect(error?.description).toContain('Batch 12 has "lot-1"');
	});
});

describe('lots that differ in upper and lower case alone', () => {
	it.each(['lot-1', 'LOT-1'])(
		'are no twins of the batch that is there, although the vault compares to the letter (%s)',
		async (held) => {
			await run(byLot(), [row(held)]);
			const { error } = await run(byLot(), [row('Lot-1')]);
			expect(error?.message).toBe("'Identifying Value' is written differently on the batch [row 1]");
			expect(error?.description).toContain(`has "${held}". Write it in the same way.`);
			expect(writes(sandbox)).toHaveLength(1);
		},
	);

	it('are refused where two rows of one run have them, with both named, before the first is registered', async () => {
		const { error } = await run(byLot(), [row('LOT-1'), row('LOT-2'), row('lot-1')]);
		expect(error?.message).toBe(
			"'Find the Batch By' finds batches for several items that differ only in their spelling [row 1]",
		);
		expect(error?.description).toContain('"Note: LOT-1", "Note: lot-1"');
		expect(writes(sandbox)).toEqual([]);
	});
});

describe('when an answer is lost and n8n runs the node again', () => {
	const mixed = async () => {
		await run(byLot(), [row('LOT-2', { purity: 50 }), row('LOT-3')]);
		sandbox.clearRequests();
		return [row('LOT-1'), row('LOT-2'), row('LOT-3')];
	};
	const all = [
		['created', undefined],
		['changed', ['Purity']],
		['same', undefined],
	];

	it.each(['createBatch', 'updateBatch'] as const)(
		'of %s, it is found, and nothing is done twice',
		async (endpoint) => {
			const items = await mixed();
			sandbox.faults.add({ when: { endpoint }, times: 1, do: { kind: 'drop', moment: 'after' } });
			const { json, error } = await run(byLot(), items, retrying);
			expect(error).toBeUndefined();
			expect(outcomes(json)).toEqual(all);
			expect(writes(sandbox)).toHaveLength(2);
			expect(withNote('LOT-1')).toHaveLength(1);
		},
	);

	it.each(['createBatch', 'updateBatch'] as const)('of %s, which was not done, it is unknown', async (endpoint) => {
		const items = await mixed();
		sandbox.faults.add({ when: { endpoint }, times: 1, do: { kind: 'drop', moment: 'before' } });
		const { error, executions } = await run(byLot(), items, retrying);
		expect(executions).toBe(3);
		expect(error?.message).toContain('Outcome unknown');
		expect(sandbox.requests.filter((request) => request.endpoint === endpoint)).toHaveLength(1);
	});

	it('and what the first try registered or changed is told as such by the second', async () => {
		const items = [...(await mixed()), row('LOT-4')];
		sandbox.faults.add({
			when: { endpoint: 'createBatch', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { json, executions, error } = await run(
			byLot({ batchFields: mapped({ Purity: '={{ $json.purity }}', Place: '={{ $json.place }}' }) }),
			items,
			retrying,
		);
		expect(error).toBeUndefined();
		expect(executions).toBe(2);
		expect(outcomes(json)).toEqual([...all, ['created', undefined]]);
		for (const { lot } of items) expect(withNote(String(lot))).toHaveLength(1);
	});
});
