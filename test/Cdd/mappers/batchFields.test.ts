import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { onSandbox } from '../../support/cdd';
import { dropdownFunctions } from '../../support/dropdown';
import { mapped, mappedAutomatically } from '../../support/mapped';
import { asked } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { bodies, byId, newBatch, runBatch, writes } from '../batch/onBatch';

const sandbox = sandboxForTests();
const sent = () => bodies(writes(sandbox()));
const withFields = z.object({ batch_fields: z.record(z.unknown()).optional() }).passthrough();
const fieldsSent = () => sent().map((body) => withFields.parse(body).batch_fields);
const definitions = () => sandbox().cdd.vault.fields;
const definition = (name: string) =>
	Object.values(definitions())
		.flat()
		.find((field) => field.name === name);
const demand = (names: string[], group: number) => {
	for (const name of names) Object.assign(definition(name) ?? {}, { required_group_number: group });
};
let carbon = 30;
/** A structure that the vault does not hold yet. */
const unseen = () => 'C'.repeat(++carbon);
const ids = () => [...sandbox().cdd.batches.keys()];
const updating = (more: IDataObject, index = 1): IDataObject => ({
	operation: 'update',
	batch: byId(ids()[index] ?? 0),
	output: 'raw',
	...more,
});

beforeEach(forgetWaits);
afterEach(() => {
	for (const field of Object.values(definitions()).flat()) {
		field.required_group_number = null;
		delete field.pick_list_values;
	}
});

describe('the fields of a new batch and its molecule', () => {
	it('are sent in the types of the vault, from expressions of each item', async () => {
		const { items, error } = await runBatch(
			sandbox(),
			newBatch('={{ $json.smiles }}', {
				moleculeFields: mapped({
					'Melting Point': '={{ $json.mp }}',
					'First Synthesised': '={{ $json.made }}',
					'Lab ID': '={{ $json.lab }}',
				}),
				batchFields: mapped({
					Purity: '={{ $json.purity }}',
					Date: '={{ $json.made }}',
					Note: '={{ $json.lab }}',
					'Appearance, visual': 'white',
				}),
			}),
			{
				items: [
					{ smiles: unseen(), purity: '97.5', mp: -5, made: '2026-11-30T23:30:00.000Z', lab: 12 },
					{ smiles: unseen(), purity: 0, mp: '12', made: '2026-11-29', lab: 'L-2' },
				],
			},
		);
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject([
			{
				molecule: { udfs: { 'Melting Point': -5, 'First Synthesised': '2026-11-30', 'Lab ID': '12' } },
				batch_fields: { Purity: 97.5, Date: '2026-11-30', Note: '12', 'Appearance, visual': 'white' },
			},
			{
				molecule: { udfs: { 'Melting Point': 12, 'First Synthesised': '2026-11-29', 'Lab ID': 'L-2' } },
				batch_fields: { Purity: 0, Date: '2026-11-29', Note: 'L-2' },
			},
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('are looked up once, however many items there are', async () => {
		const items = [1, 2, 3].map(() => ({ smiles: unseen() }));
		await runBatch(
			sandbox(),
			newBatch('={{ $json.smiles }}', { batchFields: mapped({ Note: 'x' }), moleculeFields: mapped({ Color: 'red' }) }),
			{ items },
		);
		expect(asked(sandbox()).filter((request) => request === 'GET /fields')).toHaveLength(1);
		expect(sent()).toHaveLength(3);
	});

	it('are the fields of the item that have the name of one, where they are mapped automatically', async () => {
		const items = [
			{
				smiles: unseen(),
				Purity: 91,
				Note: 'left',
				Color: 'red',
				note: 'other case',
				Date: '2026-11-30T00:00:00.000+01:00',
				Place: '',
			},
			{ smiles: unseen(), Purity: '92', Note: null, 'Melting Point': 7 },
		];
		await runBatch(
			sandbox(),
			newBatch('={{ $json.smiles }}', { batchFields: mappedAutomatically(), moleculeFields: mappedAutomatically() }),
			{ items },
		);
		expect(sent()).toMatchObject([
			{ molecule: { udfs: { Color: 'red' } }, batch_fields: { Purity: 91, Note: 'left', Date: '2026-11-30' } },
			{ molecule: { udfs: { 'Melting Point': 7 } }, batch_fields: { Purity: 92 } },
		]);
		expect(fieldsSent().map((fields) => Object.keys(fields ?? {}).sort())).toEqual([
			['Date', 'Note', 'Purity'],
			['Purity'],
		]);
	});

	it('are left out where an expression finds nothing', async () => {
		await runBatch(
			sandbox(),
			newBatch(unseen(), {
				batchFields: mapped({ Purity: '={{ $json.nothing }}', Note: '={{ null }}', Place: '={{ "" }}' }),
			}),
		);
		expect(fieldsSent()).toEqual([undefined]);
	});

	it('take a date object as the day that n8n shows of it, in every time zone', async () => {
		const batchFields = mapped({ Date: '={{ new Date("2026-11-30T23:30:00Z") }}' });
		await runBatch(sandbox(), newBatch(unseen(), { batchFields }), { timezone: 'Europe/Berlin' });
		await runBatch(sandbox(), newBatch(unseen(), { batchFields }), { timezone: 'America/New_York' });
		await runBatch(
			sandbox(),
			newBatch(unseen(), {
				batchFields: mapped({ Date: '={{ DateTime.fromISO("2026-11-30T23:30:00", { zone: "Asia/Tokyo" }) }}' }),
			}),
		);
		expect(fieldsSent()).toEqual([{ Date: '2026-11-30' }, { Date: '2026-11-30' }, { Date: '2026-11-30' }]);
	});

	it.each<[string, IDataObject, string, string]>([
		[
			'a name that the vault does not know',
			{ puritty: 5 },
			"'Batch Fields' names a field that this vault does not have",
			'The closest names are "Purity"',
		],
		[
			'a name in other case',
			{ note: 'x' },
			"'Batch Fields' names a field that this vault does not have",
			'It is "note". The closest names are "Note"',
		],
		[
			'a number with a unit',
			{ Purity: '95 %' },
			"'Batch Fields' has a value that is not a number",
			'The field is "Purity", its value "95 %"',
		],
		['a number with a comma', { Purity: '95,5' }, "'Batch Fields' has a value that is not a number", 'such as 12.5'],
		['true for a number', { Purity: true }, "'Batch Fields' has a value that is not a number", '"Purity"'],
		[
			'a date in another order',
			{ Date: '30.11.2026' },
			"'Batch Fields' has a value that is not a date",
			'Write the date as 2026-11-30',
		],
		[
			'a day that does not exist',
			{ Date: '2026-02-30' },
			"'Batch Fields' has a value that is not a date",
			'"2026-02-30"',
		],
		['a number for a date', { Date: 20261130 }, "'Batch Fields' has a value that is not a date", '"Date"'],
		['a list for a text', { Note: ['a', 'b'] }, "'Batch Fields' has a value that is a list or an object", '"Note"'],
		['an object for a text', { Note: { a: 1 } }, "'Batch Fields' has a value that is a list or an object", '"Note"'],
	])('with %s are refused before anything is sent', async (_what, value, message, description) => {
		const batchFields = mapped(Object.fromEntries(Object.keys(value).map((name) => [name, `={{ $json["${name}"] }}`])));
		const { error } = await runBatch(sandbox(), newBatch(unseen(), { batchFields }), { items: [value] });
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(error?.description).toContain(description);
		expect(asked(sandbox())).toEqual(['GET /fields']);
	});

	it('of a molecule are checked as well', async () => {
		const { error } = await runBatch(
			sandbox(),
			newBatch(unseen(), { moleculeFields: mapped({ 'Melting Point': '={{ "hot" }}' }) }),
		);
		expect(error?.message).toBe("'Molecule Fields' has a value that is not a number [row 1]");
		expect(writes(sandbox())).toEqual([]);
	});

	it('that are no form are refused, rather than ignored', async () => {
		const { error } = await runBatch(
			sandbox(),
			newBatch(unseen(), { batchFields: { field: [{ name: 'Note', type: 'text', value: 'x' }] } }),
		);
		expect(error?.message).toBe("'Batch Fields' does not have the expected form [row 1]");
		expect(writes(sandbox())).toEqual([]);
	});

	it('are refused for the bad item alone where the others shall go on', async () => {
		const { outputs } = await runBatch(
			sandbox(),
			newBatch('={{ $json.smiles }}', { batchFields: mapped({ Purity: '={{ $json.purity }}' }) }),
			{
				items: [
					{ smiles: unseen(), purity: 'high' },
					{ smiles: unseen(), purity: 5 },
				],
				settings: { onError: 'continueErrorOutput' },
			},
		);
		expect(outputs[0]).toMatchObject([{ json: { registered: true }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([
			{ json: { purity: 'high', message: "'Batch Fields' has a value that is not a number" }, pairedItem: { item: 0 } },
		]);
	});
});

describe('fields that the vault requires', () => {
	it('are missed before anything is sent, by their names', async () => {
		demand(['Person'], 1);
		const { error } = await runBatch(
			sandbox(),
			newBatch(unseen(), { batchFields: mapped({ Note: 'x', Person: '={{ $json.nothing }}' }) }),
		);
		expect(error?.message).toBe("'Batch Fields' lacks a field that this vault requires [row 1]");
		expect(error?.description).toBe('Enter a value for "Person".');
		expect(writes(sandbox())).toEqual([]);
	});

	it('are missed where nothing was mapped at all', async () => {
		demand(['Lab ID'], 1);
		const { error } = await runBatch(sandbox(), newBatch(unseen()));
		expect(error?.message).toBe("'Molecule Fields' lacks a field that this vault requires [row 1]");
		expect(writes(sandbox())).toEqual([]);
	});

	it('may stand for each other where the vault requires one of several', async () => {
		demand(['Person', 'Place'], 3);
		const { error } = await runBatch(sandbox(), newBatch(unseen(), { batchFields: mapped({ Note: 'x' }) }));
		expect(error?.description).toBe('Enter a value for at least one of these: "Person", "Place".');
		expect(writes(sandbox())).toEqual([]);
		const { json } = await runBatch(sandbox(), newBatch(unseen(), { batchFields: mapped({ Place: 'Bench 4' }) }));
		expect(json).toMatchObject([{ registered: true, batch_fields: { Place: 'Bench 4' } }]);
	});

	it('of a molecule are not asked for where the molecule is there', async () => {
		demand(['Lab ID'], 1);
		const [moleculeId] = sandbox().cdd.molecules.keys();
		const { json } = await runBatch(sandbox(), {
			...newBatch(''),
			molecule: 'id',
			moleculeId: String(moleculeId),
		});
		expect(json).toMatchObject([{ registered: true }]);
	});

	it('are not asked for by an update', async () => {
		demand(['Person'], 1);
		const { json } = await runBatch(sandbox(), updating({ batchFields: mapped({ Note: 'y' }) }));
		expect(json).toMatchObject([{ batch_fields: { Note: 'y' } }]);
	});
});

describe('a pick list whose values the vault tells', () => {
	const offered = [
		{ value: 'In-house', hidden: false },
		{ value: 'Contract Lab North', hidden: false },
		{ value: 'Gone Ltd', hidden: true },
	];

	it.each([
		['Inhouse', 'The closest values are "In-house".'],
		['Gone Ltd', 'Its values are "In-house", "Contract Lab North".'],
	])('refuses %s before anything is sent', async (value, advice) => {
		Object.assign(definition('Vendor') ?? {}, { pick_list_values: offered });
		const { error } = await runBatch(sandbox(), updating({ batchFields: mapped({ Vendor: `={{ "${value}" }}` }) }));
		expect(error?.message).toBe("'Batch Fields' has a value that is not in the pick list [row 1]");
		expect(error?.description).toContain(advice);
		expect(writes(sandbox())).toEqual([]);
	});

	it('takes what it offers', async () => {
		Object.assign(definition('Vendor') ?? {}, { pick_list_values: offered });
		await runBatch(sandbox(), updating({ batchFields: mapped({ Vendor: 'In-house' }) }));
		expect(fieldsSent()).toEqual([{ Vendor: 'In-house' }]);
	});
});

describe('the fields of an update', () => {
	it('are sent for each item its own, and those without a value stay', async () => {
		const [first, second] = [ids()[2] ?? 0, ids()[3] ?? 0];
		const { json } = await runBatch(
			sandbox(),
			{
				operation: 'update',
				batch: byId('={{ $json.id }}'),
				batchFields: mapped({ Note: '={{ $json.note }}', Purity: '={{ $json.purity }}' }),
				output: 'raw',
			},
			{
				items: [
					{ id: first, note: 'left', purity: '88' },
					{ id: second, note: 'right' },
				],
			},
		);
		expect(fieldsSent()).toEqual([{ Note: 'left', Purity: 88 }, { Note: 'right' }]);
		expect(json).toMatchObject([
			{ id: first, batch_fields: { Purity: 88 } },
			{ id: second, batch_fields: { Note: 'right' } },
		]);
	});

	it('may come from the item by their names', async () => {
		await runBatch(
			sandbox(),
			{ operation: 'update', batch: byId('={{ $json.id }}'), batchFields: mappedAutomatically(), output: 'raw' },
			{
				items: [
					{ id: ids()[2], Note: 'a' },
					{ id: ids()[3], Place: 'b', Other: 'c' },
				],
			},
		);
		expect(fieldsSent()).toEqual([{ Note: 'a' }, { Place: 'b' }]);
	});

	it('are not looked up where none is given', async () => {
		await runBatch(sandbox(), updating({ updateFields: { batchName: '010' } }));
		expect(asked(sandbox())).not.toContain('GET /fields');
	});

	it('leave nothing to change where all are empty', async () => {
		const { error } = await runBatch(sandbox(), updating({ batchFields: mapped({ Note: '={{ $json.nothing }}' }) }));
		expect(error?.message).toBe("'Update Fields' contains no changes [row 1]");
		expect(asked(sandbox())).toEqual([]);
	});
});

describe('fields to clear', () => {
	it('lose their value, beside others that get one', async () => {
		const { json } = await runBatch(
			sandbox(),
			updating(
				{ batchFields: mapped({ Note: 'kept' }), updateFields: { clearedFields: ['Purity', 'Appearance, visual'] } },
				4,
			),
		);
		expect(fieldsSent()).toEqual([{ Note: 'kept', Purity: null, 'Appearance, visual': null }]);
		expect(json[0]?.batch_fields).toMatchObject({ Note: 'kept' });
		expect(json[0]?.batch_fields).not.toHaveProperty('Purity');
	});

	it('may be given by their IDs, or as the one name that an expression gives', async () => {
		await runBatch(sandbox(), updating({ updateFields: { clearedFields: [String(definition('Note')?.id)] } }));
		await runBatch(sandbox(), updating({ updateFields: { clearedFields: '={{ $json.field }}' } }), {
			items: [{ field: 'Place' }],
		});
		expect(fieldsSent()).toEqual([{ Note: null }, { Place: null }]);
	});

	it.each<[string, IDataObject, string, string]>([
		[
			'an unknown one',
			{ updateFields: { clearedFields: ['Notes'] } },
			"'Cleared Field Names or IDs' names a field that this vault does not have",
			'"Note"',
		],
		[
			'one that gets a value',
			{ batchFields: mapped({ Note: 'x' }), updateFields: { clearedFields: ['Note'] } },
			"'Cleared Field Names or IDs' lists a field that also gets a value",
			'"Note"',
		],
		['none', { updateFields: { clearedFields: [] } }, "'Update Fields' contains no changes", ''],
	])('with %s are refused before anything is sent', async (_what, parameters, message, description) => {
		const { error } = await runBatch(sandbox(), updating(parameters));
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(error?.description).toContain(description);
		expect(writes(sandbox())).toEqual([]);
	});
});

describe('what n8n itself checks of a form with the fields of the vault', () => {
	const schema = async () =>
		(
			await new CddBatch().methods.resourceMapping.mapNewBatchFields.call(
				dropdownFunctions(onSandbox(new CddBatch(), sandbox())),
			)
		).fields;

	it.each([[{ Purity: 'high' }], [{ Date: 'soon' }]])(
		'are values that were typed, before the step runs: %j',
		async (value) => {
			const batchFields = mapped(value, await schema());
			sandbox().clearRequests();
			// As it is once a credential is chosen: until then a notice stands in the form's place.
			const authentication = 'apiToken';
			await expect(runBatch(sandbox(), newBatch(unseen(), { authentication, batchFields }))).rejects.toThrow('issues');
			expect(asked(sandbox())).toEqual([]);
		},
	);

	it('are no values of expressions: those are ours to check, and no empty number becomes 0', async () => {
		const batchFields = mapped({ Purity: '={{ $json.purity }}', Date: '={{ $json.date }}' }, await schema());
		sandbox().clearRequests();
		const { outputs } = await runBatch(sandbox(), newBatch('={{ $json.smiles }}', { batchFields }), {
			items: [
				{ smiles: unseen(), purity: '', date: '2026-11-30T23:30:00-11:00' },
				{ smiles: unseen(), purity: 'high' },
			],
			settings: { onError: 'continueErrorOutput' },
		});
		expect(fieldsSent()).toEqual([{ Date: '2026-11-30' }]);
		expect(outputs[1]).toMatchObject([{ json: { message: "'Batch Fields' has a value that is not a number" } }]);
	});

	it('is what the date picker stores: midnight without a time zone', async () => {
		await runBatch(
			sandbox(),
			newBatch(unseen(), { batchFields: mapped({ Date: '2026-11-30T00:00:00', Purity: 99.5 }, await schema()) }),
			{ timezone: 'America/New_York' },
		);
		expect(fieldsSent()).toEqual([{ Date: '2026-11-30', Purity: 99.5 }]);
	});
});
