import type { IDataObject } from 'n8n-workflow';

import { CddVault } from '../../../nodes/Cdd/CddVault.node';
import { onPublicServer } from '../../support/cdd';
import { runNode } from '../../support/engine';
import type { RunOptions } from '../../support/engine';

const plan = async (items: IDataObject[], more: IDataObject = {}, options: RunOptions = {}) =>
	await runNode(
		onPublicServer(new CddVault()),
		items,
		{ resource: 'backup', operation: 'planRestore', outputAs: 'steps', ...more } as Record<string, string>,
		options,
	);

const event = (id: number, fields: IDataObject) => ({ id, created_at: `2026-11-0${id}T10:00:00.000Z`, fields });

const sample: IDataObject = {
	id: 71,
	name: 'LAB-1-001-T1',
	batch: 4,
	units: 'mg',
	current_amount: 12.5,
	inventory_location_id: 9,
	inventory_location_position: 3,
	location: 'Freezer Box 1 3/A3',
	fields: { 'Sample ID': 'T1', State: null },
	inventory_events: [
		event(1, { Credit: 20, Barcode: 'OLD', 'Net Weight': 3 }),
		event(2, { Debit: 7.5, Barcode: 'B1' }),
	],
};

const batch: IDataObject = {
	id: 4,
	name: '001',
	molecule_batch_identifier: 'LAB-1-001',
	projects: [{ id: 5, name: '2024' }],
	molecule: { id: 3, name: 'LAB-1', smiles: 'CCO', udfs: { Color: 'red' } },
	batch_fields: { Person: 'Ann', Purity: 98.5 },
	salt_name: 'HCl',
};

const gone = (kind: string, before: IDataObject): IDataObject => ({
	change: 'gone',
	kind,
	summary: '',
	id: before.id,
	name: before.name,
	before,
});
const edited = (kind: string, before: IDataObject, field: string, from: unknown, to: unknown): IDataObject =>
	({ change: 'edited', kind, summary: '', id: before.id, name: before.name, field, from, to, before }) as IDataObject;

describe('Plan Restore of samples and batches', () => {
	it('creates a sample again, in the batch that is made before it, from raw JSON and from the texts of a CSV file', async () => {
		const asText = (record: IDataObject) =>
			Object.fromEntries(
				Object.entries(record).map(([key, value]) => [
					key,
					typeof value === 'object' ? JSON.stringify(value) : String(value),
				]),
			);
		for (const form of [(record: IDataObject) => record, asText]) {
			const { json } = await plan([gone('sample', form(sample)), gone('batch', form(batch))]);
			const steps = json.filter(({ canBeRestored }) => canBeRestored);
			expect(steps.map(({ order, step, resource, operation }) => [order, step, resource, operation])).toEqual([
				[1, 'Batch > Create', 'batch', 'create'],
				[2, 'Inventory Sample > Create in New Batch', 'inventorySample', 'create'],
			]);
			expect(steps.map(({ parameters }) => parameters)).toEqual([
				{
					batchJson: {
						molecule: { id: 3 },
						projects: [5],
						salt_name: 'HCl',
						batch_fields: { Person: 'Ann', Purity: 98.5 },
					},
				},
				{
					oldBatch: 4,
					sampleJson: {
						units: 'mg',
						fields: { 'Sample ID': 'T1' },
						inventory_events: [
							{ fields: { Barcode: 'B1', 'Net Weight': 3, Location: { id: 9, position: 3 }, Credit: 12.5 } },
						],
					},
				},
			]);
			expect(json.filter(({ canBeRestored }) => canBeRestored === false).map(({ kind, lost }) => [kind, lost])).toEqual(
				[
					['sample', expect.arrayContaining(['id', 'inventory_events', 'owner'])],
					['batch', expect.arrayContaining(['id', 'molecule_batch_identifier'])],
				],
			);
		}
	});

	describe('of what was created again already', () => {
		const added = (kind: string, id: number, name: string, barcode?: string): IDataObject => ({
			...{ change: 'added', kind, summary: '', id, name },
			...(barcode === undefined ? {} : { barcode }),
		});
		const steps = async (items: IDataObject[]) =>
			(await plan(items)).json.filter(({ canBeRestored }) => canBeRestored).map(({ step, id }) => [step, id]);

		it.each([
			['by its name', added('sample', 90, 'LAB-1-001-T1')],
			['by its barcode', added('sample', 90, 'LAB-7-001-T9', 'B1')],
		])('knows a sample %s, and creates none', async (_case, found) => {
			const { json } = await plan([{ ...gone('sample', sample), barcode: 'B1' }, found]);
			expect(json).toMatchObject([
				{ canBeRestored: false, id: 71, lost: ['id'], why: expect.stringContaining('ID 90') },
			]);
		});

		it('lets each new record take the place of one, the surest sign first', async () => {
			const twin = { ...sample, id: 72 };
			const items = [gone('sample', sample), { ...gone('sample', twin), barcode: 'B2' }];
			const found = added('sample', 90, 'LAB-1-001-T1', 'B2');
			expect(await steps([...items, found])).toEqual([['Inventory Sample > Create', 71]]);
			expect(await steps([...items, found, added('sample', 91, 'LAB-1-001-T1')])).toEqual([]);
		});

		it('knows a batch with the next number of its molecule, and puts its samples there', async () => {
			const numbered = { ...gone('batch', batch), name: 'LAB-1-001' };
			const items = [gone('sample', sample), numbered, added('batch', 8, 'LAB-1-002')];
			const { json } = await plan(items);
			expect(json.filter(({ canBeRestored }) => canBeRestored)).toMatchObject([
				{ step: 'Inventory Sample > Create', parameters: { sampleJson: { batch_id: 8 } } },
			]);
			expect(await steps([...items, added('sample', 90, 'LAB-1-002-T1')])).toEqual([]);
		});

		it.each([
			['a batch of another molecule', gone('batch', batch), added('batch', 8, 'LAB-2-002')],
			[
				'another lot of a vault without numbers',
				gone('batch', { ...batch, molecule_batch_identifier: null, name: 'Lot-7' }),
				added('batch', 8, 'Lot-8'),
			],
			['a record of another kind', gone('sample', sample), added('batch', 8, 'LAB-1-001-T1')],
			[
				'one without name and barcode',
				gone('sample', { ...sample, name: null }),
				{ change: 'added', kind: 'sample', id: 8, name: null, barcode: null },
			],
		])('takes no notice of %s', async (_case, item, other) => {
			expect(await steps([item, other])).toHaveLength(1);
		});
	});

	it('makes one event of all changes of a sample, and says what no event can do', async () => {
		const { json } = await plan([
			{ ...edited('sample', sample, 'amount', '12.5', '10.2'), change: 'debited', difference: '2.3', unit: 'mg' },
			edited('sample', sample, 'Barcode', 'B1', 'B2'),
			{ ...edited('sample', sample, 'location', 'Freezer Box 1 3/A3', 'Shelf'), change: 'moved' },
			edited('sample', sample, 'Sample ID', 'T1', 'T2'),
			edited('sample', sample, 'Reason', null, 'x'),
			edited('sample', sample, 'units', 'mg', 'g'),
			edited('sample', sample, 'owner', 'Ann', 'Bob'),
			{ ...edited('sample', sample, 'name', 'a', 'b'), change: 'renamed' },
		]);
		expect(json[0]).toMatchObject({
			order: 1,
			step: 'Inventory Sample > Update',
			restores: ['amount', 'Barcode', 'location'],
			parameters: {
				sample: 71,
				eventsJson: {
					inventory_events: [{ fields: { Credit: 2.3, Barcode: 'B1', Location: { id: 9, position: 3 } } }],
				},
			},
		});
		expect(json.slice(1).map(({ lost, was }) => [lost, was])).toEqual([
			[['Sample ID'], { 'Sample ID': 'T1' }],
			[['Reason'], { Reason: null }],
			[['units'], { units: 'mg' }],
			[['owner'], { owner: 'Ann' }],
			[['name'], { name: 'a' }],
		]);
	});

	it('tells fields of the sample from those of its events, also where both have one name', async () => {
		const both = {
			...sample,
			fields: { Note: 'of the sample' },
			inventory_events: [event(1, { Note: 'of the event', State: 'x' })],
		};
		const { json } = await plan([
			edited('sample', both, 'Note', 'of the sample', 'b'),
			edited('sample', both, 'Note (event field)', 'of the event', 'b'),
		]);
		expect(json.map(({ lost, why, parameters }) => [lost, parameters && Object(parameters).eventsJson, why])).toEqual([
			[undefined, { inventory_events: [{ fields: { Note: 'of the event' } }] }, expect.anything()],
			[['Note'], undefined, expect.stringContaining('fields of a sample cannot be changed')],
		]);
	});

	it.each([
		[
			'an amount that has more digits than a number',
			{ change: 'credited', difference: '0.12345678901234567' },
			'more digits',
		],
		['a move of which only the text is known', { change: 'moved', before: undefined }, '(before)'],
		['a field of a file that was not saved raw', { field: 'Barcode', before: { id: 71, batch: 4 } }, 'saved raw'],
		[
			'a field that held a list',
			{ field: 'Tags', before: { ...sample, inventory_events: [event(1, { Tags: ['a', 'b'] })] } },
			'something else',
		],
	])('does not guess: %s', async (_what, change, why) => {
		const { json } = await plan([{ ...edited('sample', sample, 'amount', '1', '2'), ...change } as IDataObject]);
		expect(json).toEqual([expect.objectContaining({ canBeRestored: false, why: expect.stringContaining(why) })]);
	});

	it('creates an empty sample with what was put in and taken out, and none that never held anything', async () => {
		const empty = { ...sample, current_amount: 0, inventory_location_id: null, location: null };
		const { json } = await plan([gone('sample', empty), gone('sample', { ...empty, id: 72, inventory_events: [] })]);
		expect(Object(json[0]?.parameters).sampleJson.inventory_events).toEqual([
			{ fields: { Barcode: 'B1', 'Net Weight': 3, Credit: 20 } },
			{ fields: { Debit: 20 } },
		]);
		expect(json.filter(({ id }) => id === 72)).toEqual([
			expect.objectContaining({ canBeRestored: false, why: expect.stringContaining('was empty') }),
		]);
	});

	it('gives a batch its old fields: cleared, by their types, with all projects by their IDs', async () => {
		const { json } = await plan([
			edited('batch', batch, 'Purity', '98.5', '12'),
			edited('batch', batch, 'Note', '', 'new'),
			edited('batch', batch, 'projects', ['2024'], ['Other']),
			edited('batch', batch, 'salt_name', 'HCl', 'Na'),
			edited('batch', batch, 'smiles', 'CCO', 'CCN'),
		]);
		expect(json[0]?.parameters).toEqual({
			batch: 4,
			batchJson: { batch_fields: { Purity: 98.5, Note: null }, projects: [5], salt_name: 'HCl' },
		});
		expect(json.slice(1)).toEqual([expect.objectContaining({ canBeRestored: false, lost: ['smiles'] })]);
	});
});

describe('Plan Restore', () => {
	it('counts, and leaves alone what was added', async () => {
		const items = [
			gone('sample', sample),
			{ change: 'added', kind: 'sample', summary: '', id: 99 },
			{ change: 'fieldAdded', kind: 'sample', summary: '', field: 'New', records: 3 },
			{ change: 'fieldGone', kind: 'sample', summary: '', field: 'Old', records: 3 },
			edited('batch', batch, 'Person', 'Ann', 'Bob'),
			edited('batch', batch, 'Person', 'Ann', 'Bob'),
		];
		const { json, hints } = await plan(items, { outputAs: 'summary' });
		expect(json).toEqual([
			{
				summary:
					'The plan has 2 steps for 2 records that are gone or changed. 2 items say what cannot be put back. What was added (2) stays. Nothing was written.',
				changes: 6,
				gone: 1,
				changed: 1,
				added: 2,
				repeated: 1,
				steps: 2,
				bySteps: { 'Batch > Update': 1, 'Inventory Sample > Create': 1 },
				cannotBeRestored: 2,
			},
		]);
		expect(hints).toEqual([json[0]?.summary]);
		const { json: steps } = await plan(items);
		expect(steps.map(({ order }) => order)).toEqual([1, 2, undefined, undefined]);
		expect(steps.at(-1)).toMatchObject({ canBeRestored: false, lost: ['Old'], id: null });
	});

	it('has nothing to say where nothing changed: also for the empty item that n8n makes of no items', async () => {
		const { json, hints, error } = await plan([{}]);
		expect([json, error]).toEqual([[], undefined]);
		expect(hints).toEqual(['Nothing is gone and nothing was changed, so there is nothing to put back.']);
	});

	const notAChange = 'An item is not a change of a comparison';
	const mixed = 'The changes of several comparisons are mixed';
	it.each<[string, IDataObject[], string, string]>([
		['a record itself', [sample], notAChange, 'Item 1 has no "change"'],
		['the summary of a comparison', [{ summary: '3 are gone', gone: 3 }], notAChange, "'Output As' set to Changes"],
		['another word', [{ ...gone('sample', sample), change: 'lost' }], notAChange, 'has "lost" as "change"'],
		[
			'a change without the ID of its record',
			[{ change: 'edited', kind: 'sample', field: 'x' }],
			notAChange,
			'no "id"',
		],
		[
			'a change of the other service',
			[gone('container', sample)],
			'A change is of another service',
			'Item 1 is about "container"',
		],
		[
			'what is gone without the record',
			[{ ...gone('sample', sample), before: undefined }],
			'The record that is gone is missing from its change',
			'no "before"',
		],
		[
			'a text in place of the record',
			[{ ...gone('sample', sample), before: '[object Object]' }],
			'The record that is gone is missing from its change',
			'no "before"',
		],
		[
			'a record that is gone and edited',
			[gone('sample', sample), edited('sample', sample, 'Barcode', 'a', 'b')],
			mixed,
			'ID 71',
		],
		[
			'the same in the other order',
			[edited('sample', sample, 'Barcode', 'a', 'b'), gone('sample', sample)],
			mixed,
			'ID 71',
		],
		[
			'a field that goes two ways',
			[edited('sample', sample, 'Barcode', 'a', 'b'), edited('sample', sample, 'Barcode', 'b', 'c')],
			mixed,
			'to "b", and to "c"',
		],
		[
			'an ID that is a number here and a text there',
			[gone('sample', sample), { ...edited('sample', sample, 'x', 1, 2), id: '71' }],
			mixed,
			'ID 71',
		],
		[
			'two different records of one ID',
			[gone('sample', sample), gone('sample', { ...sample, units: 'g' })],
			mixed,
			'in different ways',
		],
		[
			'one bad change among good ones, which would be half a plan',
			[gone('sample', sample), sample],
			notAChange,
			'Item 2',
		],
	])('refuses %s', async (_what, items, message, description) => {
		const { json, error } = await plan(items);
		expect(json).toEqual([]);
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(description);
	});
});
