import type { IDataObject, INodeType } from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import type { FieldValues, LocationRecord, SampleRecord } from '../../sandbox/cdd/state';
import { onSandbox } from '../support/cdd';
import { runNode } from '../support/engine';
import { offeredOperations } from '../support/everyOperation';
import { mapped } from '../support/mapped';
import { present } from '../support/present';
import { locator } from '../support/sampleNode';
import { forgetWaits } from '../support/waits';
import { sandboxWithClock, triggerOn } from './trigger/onTrigger';

/** What a sample may have, whoever gives it, in this order; behind it come the fields of this test. */
const sampleWords = [
	...['id', 'name', 'barcode', 'current_amount', 'units', 'depleted', 'location', 'box', 'position', 'well'],
	...['inventory_location_id', 'batch', 'modified_at', 'owner'],
];
const sampleFields = ['Sample ID', 'State', 'Destination', 'Physical Form', 'Tube Type', 'Net Weight', 'Reason'];

const batchWords = [
	...['id', 'molecule_batch_identifier', 'name', 'molecule_id', 'molecule_name', 'smiles', 'projects'],
	...['formula_weight', 'modified_at'],
];
const batchFields = ['Note', 'Place', 'Purity', 'Vendor'];

/** Beside the words: what a step adds, and for a deletion the rest of the record. */
const ofDeletedSample = ['batch_name', 'created_at', 'inventory_events', 'modified_user', 'slurp_id'];
const ofDeletedBatch = [
	...[
		'batch_name',
		'class',
		'created_at',
		'molecule',
		'owner',
		'registration_type',
		'salt_name',
		'solvent_of_crystallization_name',
	],
	...['stoichiometry'],
];

const { running: sandbox, pass } = sandboxWithClock();
beforeEach(forgetWaits);

const run = async (node: INodeType, parameters: IDataObject, secrets: IDataObject = {}): Promise<IDataObject[]> => {
	const { json, error } = await runNode(onSandbox(node, sandbox(), secrets), [{}], {
		output: 'simplified',
		returnAll: true,
		...parameters,
	} as never);
	expect([error?.message, error?.description]).toEqual([undefined, undefined]);
	return json;
};
const samples = async (parameters: IDataObject, secrets?: IDataObject) =>
	await run(new CddInventorySample(), parameters, secrets);
const batches = async (parameters: IDataObject) => await run(new CddBatch(), parameters);

const location = (name: string): LocationRecord =>
	present(
		[...sandbox().cdd.locations.values()].find(({ value }) => value === name),
		name,
	);

let serial = 0;

/** A tube in a box, with a label that was replaced. */
function tube(changes: Partial<SampleRecord> = {}, ...said: FieldValues[]): SampleRecord {
	const sample = sandbox().cdd.addSample();
	const [first] = sample.inventory_events;
	const box = location('Box 3');
	const events = [
		{ Credit: 100, Barcode: 'OLD-1', 'Tube Type': 'Vial', 'Net Weight': 3 },
		{ 'Physical Form': 'Dry', Barcode: `VOC-${sample.id}` },
		...said,
	];
	sample.inventory_events = events.map((fields, at) => ({
		...present(first, 'an event'),
		id: ++serial,
		fields,
		created_at: `2026-01-0${at + 1}T00:00:00.000Z`,
	}));
	Object.assign(sample, {
		fields: { 'Sample ID': `V${sample.id}`, State: 'Powder' },
		inventory_location_id: box.id,
		inventory_location_position: 27,
		location: 'Building 1  Compound Store  Freezer A  Box 3  27/C7',
		...changes,
	});
	return sample;
}

const labelled = (id: number) => ({
	condition: [{ field: locator('Barcode', 'name'), value: `VOC-${id}` }],
});

const expectedOf = ({ id, name, batch, inventory_location_id: place }: SampleRecord) => ({
	id,
	name,
	barcode: `VOC-${id}`,
	units: 'mg',
	depleted: false,
	location: 'Building 1 > Compound Store > Freezer A > Box 3',
	box: 'Box 3',
	position: 27,
	well: 'C7',
	inventory_location_id: place,
	batch,
	'Sample ID': `V${id}`,
	State: 'Powder',
	'Physical Form': 'Dry',
	'Tube Type': 'Vial',
	'Net Weight': 3,
});

/** What one way to ask gave. */
type Told = [who: string, record: IDataObject];

const pick = (who: string, records: readonly IDataObject[], id: number): Told => [
	who,
	present(
		records.find((record) => record.id === id),
		who,
	),
];

const unknownKeys = (
	[who, record]: Told,
	words: readonly string[],
	besides: Readonly<Record<string, readonly string[]>>,
) => {
	const known = new Set([...words, ...(besides[who] ?? [])]);
	return Object.keys(record)
		.filter((key) => !known.has(key))
		.map((key) => `${who}: ${key}`);
};

/** Operations that give records: those with a short form for AI agents. */
const givers = (node: string) =>
	offeredOperations
		.filter(({ name, operation }) => name.startsWith(`${node} `) && operation.short?.includes('name'))
		.map(({ name }) => name.split(' ')[2]);

const without = (record: IDataObject, ...keys: string[]) =>
	Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

describe('one sample', () => {
	const update = {
		specifyData: 'json',
		eventsJson: '{ "inventory_events": [{ "fields": { "Debit": 1, "Reason": "Assay" } }] }',
	};
	const besides = {
		update: ['before'],
		create: ['before'],
		setAmount: ['before', 'changed', 'debit', 'from', 'to'],
		sampleChanged: ['new_events'],
		'delete, before': ofDeletedSample,
	};

	it('is the same whichever operation or event gives it', async () => {
		const created = triggerOn(sandbox(), { event: 'sampleCreated', output: 'simplified' });
		const changed = triggerOn(sandbox(), { event: 'sampleChanged', output: 'simplified' });
		await created.activate();
		await changed.activate();
		pass(60_000);
		const held = tube();
		const { id } = held;
		const sample = locator(id);
		const told: Told[] = [
			pick('sampleCreated', await created.poll(), id),
			pick('get', await samples({ operation: 'get', sample }), id),
			pick('get by barcode', await samples({ operation: 'get', sample: locator(`VOC-${id}`, 'barcode') }), id),
			pick('get by name', await samples({ operation: 'get', sample: locator(held.name, 'name') }), id),
			pick('getAll', await samples({ operation: 'getAll', options: {} }), id),
			pick('find', await samples({ operation: 'find', conditions: labelled(id) }), id),
		];
		pass(60_000);
		const [updated = {}] = await samples({ operation: 'update', sample, ...update });
		told.push(['update', updated], ['update, before', Object(updated.before)]);
		told.push(pick('sampleChanged', await changed.poll(), id));
		const [weighed = {}] = await samples({ operation: 'setAmount', sample, amount: '5', units: 'mg' });
		told.push(['setAmount', weighed], ['setAmount, before', Object(weighed.before)]);
		const [deleted] = await samples({ operation: 'delete', sample });
		told.push(['delete, before', Object(deleted?.before)]);
		expect(told.flatMap((one) => unknownKeys(one, [...sampleWords, ...sampleFields], besides))).toEqual([]);
		for (const [who, record] of told) expect([who, record]).toEqual([who, expect.objectContaining(expectedOf(held))]);
		const inOrder = Object.keys(present(told[1], 'Get')[1]);
		expect(inOrder.slice(0, sampleWords.length)).toEqual(sampleWords);
		expect(inOrder.length).toBeLessThanOrEqual(40);
		const made = ['create'];
		expect(
			givers('cddInventorySample').filter((name) => !made.includes(name ?? '') && !told.some(([who]) => who === name)),
		).toEqual([]);
	});

	it('is the same when it is made', async () => {
		const creation = {
			operation: 'create',
			specifyData: 'fields',
			batch: locator([...sandbox().cdd.batches.keys()][3]),
			amount: '5',
			units: 'mg',
			location: locator('Building 1 > Compound Store > Freezer A > Box 3', 'path'),
			placeInBox: 'given',
			position: 'C8',
			moreSampleFields: { field: [{ name: 'Sample ID', type: 'text', value: 'VOCM' }] },
			moreEventFields: { field: [{ name: 'Barcode', type: 'text', value: 'VOCM-1' }] },
		};
		const [made = {}] = await samples(creation);
		const [got = {}] = await samples({ operation: 'get', sample: locator(Number(made.id)) });
		expect(made).toEqual(got);
		expect(made).toMatchObject({ barcode: 'VOCM-1', box: 'Box 3', position: 28, well: 'C8', 'Sample ID': 'VOCM' });
	});

	it('begins with what it was found by, or with the place that was looked for', async () => {
		const { id, name } = tube();
		const firstKeys = async (parameters: IDataObject) => Object.keys((await samples(parameters))[0] ?? {}).slice(0, 3);
		const barcode = locator(`VOC-${id}`, 'barcode');
		expect(await firstKeys({ operation: 'get', sample: barcode })).toEqual(['barcode', 'id', 'name']);
		expect(await firstKeys({ operation: 'get', sample: locator(name, 'name') })).toEqual(['name', 'id', 'barcode']);
		expect(await firstKeys({ operation: 'find', conditions: labelled(id) })).toEqual(['barcode', 'id', 'name']);
		expect(await firstKeys({ operation: 'update', sample: barcode, ...update })).toEqual(['barcode', 'id', 'name']);
		const event = { location: locator(location('Box 3').id), placeInBox: 'nextFree' };
		expect(
			await firstKeys({ operation: 'update', sample: locator(id), specifyData: 'fields', events: { event: [event] } }),
		).toEqual(['id', 'box', 'position']);
	});

	it('can be put back where it was, by its own words', async () => {
		const { id } = tube({ inventory_location_position: 31 });
		const moveTo = (to: IDataObject) => ({
			operation: 'update',
			sample: locator(id),
			specifyData: 'fields',
			events: { event: [to] },
		});
		const [moved] = await samples(
			moveTo({ location: locator(location('Shelf 2').id), placeInBox: 'given', position: '' }),
		);
		expect(moved).toMatchObject({
			location: 'Building 1 > Compound Store > Freezer A > Shelf 2',
			box: null,
			position: null,
			well: null,
		});
		const before: IDataObject = Object(moved?.before);
		const back = { location: locator(String(before.location), 'path'), placeInBox: 'given' };
		expect(await samples(moveTo({ ...back, position: before.well }))).toMatchObject([
			{ box: 'Box 3', position: 31, well: 'D1' },
		]);
		await samples(
			moveTo({ location: locator(Number(moved?.inventory_location_id)), placeInBox: 'given', position: '' }),
		);
		expect(await samples(moveTo({ ...back, position: String(before.position) }))).toMatchObject([{ position: 31 }]);
	});

	it('keeps the words of CDD Vault where its locations cannot be read', async () => {
		const { id } = tube({ inventory_location_position: 29, location: 'Building 1  Box 3  29/C9' });
		sandbox().faults.add({ when: { path: '/inventory_locations' }, times: 1, do: { kind: 'status', status: 403 } });
		expect(await samples({ operation: 'get', sample: locator(id) })).toMatchObject([
			{ location: 'Building 1  Box 3', box: null, position: 29, well: 'C9' },
		]);
	});

	it('that stands nowhere needs no list of locations', async () => {
		const { id } = sandbox().cdd.addSample();
		sandbox().clearRequests();
		const [record] = await samples({ operation: 'get', sample: locator(id) });
		expect(record).toMatchObject({ location: null, box: null, position: null, well: null });
		expect(record).not.toHaveProperty('barcode');
		expect(sandbox().requests).toHaveLength(1);
	});
});

describe('the barcode of a sample', () => {
	const of = async (said: FieldValues, barcodeField = '') => {
		const { id } = tube({}, said);
		const [record = {}] = await samples({ operation: 'get', sample: locator(id) }, { barcodeField });
		return record;
	};

	it.each([
		['the event field that the credential names', { 'Tube Code': 'T-1' }, 'Tube Code', 'T-1'],
		['one whose letters look like what it names', { 'Cafe\u0301': 'T-2' }, 'Caf\u00e9', 'T-2'],
		['a number', { Barcode: 6574 }, '', '6574'],
		['as it stands on the label', { Barcode: ' AB-8 ' }, '', 'AB-8'],
	])('is %s', async (_what, said, barcodeField, expected) => {
		expect((await of(said, barcodeField)).barcode).toBe(expected);
	});

	it.each([
		['the newest event empties it', { Barcode: null }, ''],
		['it is a number that has lost digits', { Barcode: Number('376104250021234569') }, ''],
	])('is left out where %s', async (_what, said, barcodeField) => {
		expect(await of(said as FieldValues, barcodeField)).not.toHaveProperty('barcode');
	});

	it('is left out where several fields may be meant', async () => {
		const held = tube({}, { BARCODE: 'a', BarCode: 'b' });
		for (const { fields } of held.inventory_events) delete fields.Barcode;
		const [record = {}] = await samples({ operation: 'get', sample: locator(held.id) });
		expect(record).toMatchObject({ BARCODE: 'a', BarCode: 'b' });
		expect(record).not.toHaveProperty('barcode');
	});

	it('leaves the others under their names', async () => {
		expect(await of({ 'Tube Code': 'T-1' }, 'Tube Code')).toMatchObject({
			barcode: 'T-1',
			Barcode: expect.any(String),
		});
		expect(await of({})).not.toHaveProperty('Barcode');
	});
});

describe("a field of the vault's own", () => {
	it.each(['location', 'id', 'before', 'current_amount', 'new_events', 'inventory_events'])(
		'called %s does not take the place of it',
		async (name) => {
			const held = tube({ fields: { [name]: 'of the sample' } }, { [name]: 'of an event' });
			const [record = {}] = await samples({ operation: 'get', sample: locator(held.id) });
			expect(record[`${name} (sample field)`]).toBe('of the sample');
			expect(record[`${name} (event field)`]).toBe('of an event');
			expect(['of the sample', 'of an event']).not.toContain(record[name]);
		},
	);

	it('of an event says so where the sample has one of the same name', async () => {
		const { id } = tube({}, { State: 'Melted' });
		expect(await samples({ operation: 'get', sample: locator(id) })).toMatchObject([
			{ State: 'Powder', 'State (event field)': 'Melted' },
		]);
	});
});

describe('one batch', () => {
	const besides = {
		create: ['registered'],
		update: ['before'],
		upsert: ['before', 'outcome', 'changedFields'],
		'delete, before': ofDeletedBatch,
	};

	it('is the same whichever operation or event gives it', async () => {
		const { cdd } = sandbox();
		const project = present(
			[...cdd.projects.values()].find(({ name }) => name === 'Internal Data'),
			'a project',
		).id;
		const changed = triggerOn(sandbox(), { event: 'batchChanged', output: 'simplified' });
		const createdEvent = triggerOn(sandbox(), { event: 'batchCreated', output: 'simplified' });
		await changed.activate();
		await createdEvent.activate();
		pass(60_000);
		const [made = {}] = await batches({
			operation: 'create',
			specifyData: 'json',
			batchJson: JSON.stringify({
				molecule: { id: [...cdd.molecules.keys()][1] },
				projects: [project],
				batch_fields: { Note: 'dry', Purity: 99 },
			}),
		});
		const id = Number(made.id);
		const batch = locator(id);
		const told: Told[] = [
			['create', made],
			pick('batchCreated', await createdEvent.poll(), id),
			pick('get', await batches({ operation: 'get', batch }), id),
			pick('getAll', await batches({ operation: 'getAll', options: {} }), id),
		];
		pass(60_000);
		const batchJson = '{ "batch_fields": { "Place": "Annex" } }';
		const [updated = {}] = await batches({ operation: 'update', batch, specifyData: 'json', batchJson });
		expect(updated.before).toEqual({ id, Place: null });
		told.push(['update', updated], pick('batchChanged', await changed.poll(), id));
		const again = await batches({
			operation: 'upsert',
			findBy: 'identifier',
			batchIdentifier: updated.molecule_batch_identifier,
			batchFields: mapped({ Purity: '98' }),
			batchDetails: {},
		});
		told.push(pick('upsert', again, id));
		const [deleted] = await batches({ operation: 'delete', batch });
		told.push(['delete, before', Object(deleted?.before)]);
		expect(told.flatMap((one) => unknownKeys(one, [...batchWords, ...batchFields], besides))).toEqual([]);
		const passing = [
			'modified_at',
			'Place',
			'Purity',
			'outcome',
			'changedFields',
			'registered',
			'before',
			...ofDeletedBatch,
		];
		for (const [who, record] of told)
			expect([who, without(record, ...passing)]).toEqual([who, without(made, ...passing)]);
		expect(made).toMatchObject({ Note: 'dry', Purity: 99, projects: ['Internal Data'] });
		expect(givers('cddBatch').filter((name) => !told.some(([who]) => who === name))).toEqual([]);
	});

	it('keeps its words where a batch field is called like one', async () => {
		const [held] = sandbox().cdd.batches.values();
		Object.assign(present(held, 'a batch').batch_fields, { smiles: 'of the field', registered: 'too' });
		expect(await batches({ operation: 'get', batch: locator(held?.id) })).toMatchObject([
			{ 'smiles (batch field)': 'of the field', 'registered (batch field)': 'too', smiles: expect.any(String) },
		]);
	});
});
