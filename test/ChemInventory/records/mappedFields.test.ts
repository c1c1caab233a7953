import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../../nodes/ChemInventory/ChemInventoryOrder.node';
import { onChemSandbox } from '../../support/chemInventory';
import { bodiesOf, pathsAsked, rl } from '../../support/chemRuns';
import { runNode } from '../../support/engine';
import { mapped, mappedAutomatically } from '../../support/mapped';
import { forgetWaits } from '../../support/waits';
import { chemSandboxForChanges, editorOf } from './lookUps';

const sandbox = chemSandboxForChanges();
const editor = editorOf(sandbox);
const live = () => sandbox().chemInventory.lab;

beforeEach(forgetWaits);

const run = async (node: INodeType, inputs: IDataObject[], parameters: IDataObject) =>
	await runNode(onChemSandbox(node, sandbox()), inputs, parameters as never);

const update = (more: IDataObject): IDataObject => ({
	operation: 'update',
	container: rl('={{ $json.id }}'),
	updateFields: {},
	customFields: mapped({}),
	substanceFields: mapped({}),
	barcodeCheck: 'refuse',
	output: 'simplified',
	...more,
});
const onContainer = async (inputs: IDataObject[], more: IDataObject) =>
	await run(new ChemInventoryContainer(), inputs, update(more));
const saves = () => bodiesOf(sandbox(), '/container/information/save');
const containerWith = (values: Record<number, string> = {}) =>
	live().addContainer({ fields: new Map(Object.entries(values).map(([id, value]) => [Number(id), value])) });

/** The form as the editor stores it after the user filled it in: with the fields that it offered. */
async function filled(value: INodeParameters): Promise<IDataObject> {
	const { fields } = await editor.form('getContainerColumns');
	return mapped(value, fields);
}

describe('custom fields filled in one by one', () => {
	it('are written as the service stores them, for each item with its own values', async () => {
		const [a, b] = [containerWith(), containerWith()];
		const customFields = await filled({
			'Product Code': '={{ $json.code }}',
			'Expiry Date': '={{ $json.expires }}',
			Remaining: '={{ $json.left }}',
			Datasheet: '=https://example.com/{{ $json.code }}',
			'Storage Class': '={{ $json.class }}',
			Handling: '={{ $json.tags }}',
		});
		const { error, items } = await onContainer(
			[
				{
					id: a.id,
					code: 'A-1',
					expires: '2027-05-06T00:00:00',
					left: 12.5,
					class: 'Flammable',
					tags: 'Under argon, Light sensitive',
				},
				{ id: b.id, code: 'B-2', expires: '2028-01-31', left: '0', class: 'Toxic', tags: ['Moisture sensitive'] },
			],
			{ customFields },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect([a, b].map(({ id }) => Object.fromEntries(live().container(id).fields))).toEqual([
			{
				362: 'A-1',
				363: '2027-05-06',
				365: '12.5',
				366: 'https://example.com/A-1',
				367: 'Flammable',
				368: '|Under argon|Light sensitive|',
			},
			{
				362: 'B-2',
				363: '2028-01-31',
				365: '0',
				366: 'https://example.com/B-2',
				367: 'Toxic',
				368: '|Moisture sensitive|',
			},
		]);
	});

	it('are left as they are where an expression finds nothing: n8n would make 0 of it in a field of numbers', async () => {
		const { id } = containerWith({ 365: '7', 363: '2027-01-01' });
		const customFields = await filled({
			Remaining: '={{ $json.nothing }}',
			'Expiry Date': null,
			'Storage Class': null,
			Handling: '={{ [] }}',
			'Product Code': 'P-9',
		});
		await onContainer([{ id }], { customFields });
		expect(saves()).toEqual([{ containerid: id, field: 'cf-362', newvalue: 'P-9' }]);
	});

	it('take numbers and dates of expressions as they are, not as n8n would convert them', async () => {
		const { id } = containerWith();
		const customFields = await filled({
			Remaining: '={{ "12.50" }}',
			'Expiry Date': "={{ DateTime.fromISO('2027-03-01T23:30:00', { zone: 'America/Los_Angeles' }) }}",
		});
		await onContainer([{ id }], { customFields });
		expect(saves()).toEqual([
			{ containerid: id, field: 'cf-365', newvalue: '12.50' },
			{ containerid: id, field: 'cf-363', newvalue: '2027-03-01' },
		]);
	});

	it.each([
		['a number that is none', { Remaining: '={{ "5 mL" }}' }, "'Custom Fields' has a value that is not a number"],
		[
			'a date that n8n would guess at',
			{ 'Expiry Date': '={{ "March 2027" }}' },
			"'Custom Fields' has a value that is not a date",
		],
		[
			'a value that the drop-down does not have any more',
			{ 'Storage Class': '={{ "Explosive" }}' },
			"'Custom Fields' contains a value that is not allowed",
		],
		[
			'a tag that is not allowed',
			{ Handling: 'Under argon, In the dark' },
			"'Custom Fields' contains a value that is not allowed",
		],
		[
			'an address without its protocol',
			{ Datasheet: 'example.com/sheet.pdf' },
			"'Custom Fields' has a value that is not a web address",
		],
		[
			'a field that is not there',
			{ 'Expiry Dat': '2027-01-01' },
			"'Custom Fields' names a field that this inventory does not have",
		],
		[
			'a field of another inventory',
			{ 'cf-1363': '2027-01-01' },
			"'Custom Fields' names a field that this inventory does not have",
		],
		['a field by name and key', { Remaining: '1', 'cf-365': '2' }, "'Custom Fields' names a field twice"],
	])('are refused before anything is saved: %s', async (_what, value, message) => {
		const { id } = containerWith();
		const { error } = await onContainer([{ id }], {
			updateFields: { comments: 'New' },
			customFields: await filled(value),
		});
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(saves()).toEqual([]);
	});

	it.each([
		['a number that is none', { Remaining: '5 mL' }, "'Remaining' expects a number"],
		[
			'a value that the drop-down does not have',
			{ 'Storage Class': 'Explosive' },
			"'Storage Class' expects one of the following values",
		],
	])(
		'are refused by n8n itself before the workflow starts where they are no expressions: %s',
		async (_what, value, message) => {
			const customFields = await filled(value);
			sandbox().clearRequests();
			// As the editor stores it once a credential is chosen: the form is shown then, and n8n checks it.
			const shown = { authentication: 'apiToken', customFields };
			await expect(onContainer([{ id: containerWith().id }], shown)).rejects.toThrow(message);
			expect(pathsAsked(sandbox())).toEqual([]);
		},
	);

	it('offer the nearest field for one that is not there', async () => {
		const { error } = await onContainer([{ id: containerWith().id }], {
			customFields: mapped({ 'Expiry Dat': '2027-01-01' }),
		});
		expect(error?.description).toContain('Did you mean "Expiry Date"');
	});

	it('are told apart by their keys where two share a name, which alone is refused', async () => {
		const field = {
			kind: 'container',
			type: 'text',
			inventory: sandbox().chemInventory.inventoryId,
			isSearchable: true,
			allowedValues: [] as string[],
			isShownForOrders: false,
			isAdminEditOnly: false,
		} as const;
		live().lab.customFields.set(6010, { id: 6010, name: 'Remaining', ...field });
		const { id } = containerWith();
		const { error } = await onContainer([{ id }], { customFields: mapped({ Remaining: '5' }) });
		expect(error?.message).toBe("'Custom Fields' names a field that exists more than once [row 1]");
		expect(error?.description).toContain('cf-365 and cf-6010');
		await onContainer([{ id }], { customFields: mapped({ 'cf-6010': 'five' }) });
		expect(saves()).toEqual([{ containerid: id, field: 'cf-6010', newvalue: 'five' }]);
	});

	it('are looked up once for all items', async () => {
		const inputs = Array.from({ length: 5 }, (_, at) => ({ id: containerWith().id, at }));
		await onContainer(inputs, {
			customFields: mapped({ Remaining: '={{ $json.at }}', 'Product Code': 'P' }),
			substanceFields: mapped({ Register: 'VAL1' }),
			updateFields: { supplier: rl('VWR', 'list') },
		});
		const counts = ['/customfields/get', '/general/getdetails'].map(
			(wanted) => pathsAsked(sandbox()).filter((path) => path === wanted).length,
		);
		expect(counts).toEqual([1, 1]);
	});
});

describe('custom fields that are mapped automatically', () => {
	it('are those of the item that have the name of a field; anything else in the item is left alone', async () => {
		const [a, b] = [containerWith({ 365: '1' }), containerWith()];
		const { error } = await onContainer(
			[
				{
					id: a.id,
					'Product Code': 'A-1',
					Remaining: null,
					Unknown: 'x',
					'cf-363': '2030-01-01',
					Handling: ['Under argon'],
				},
				{ id: b.id, 'Expiry Date': '2027-07-01', Remaining: 3 },
			],
			{ customFields: mappedAutomatically() },
		);
		expect(error).toBeUndefined();
		expect([a, b].map(({ id }) => Object.fromEntries(live().container(id).fields))).toEqual([
			{ 362: 'A-1', 365: '1', 368: '|Under argon|' },
			{ 363: '2027-07-01', 365: '3' },
		]);
	});

	it('are refused before anything is saved where a value does not fit', async () => {
		const { error } = await onContainer([{ id: containerWith().id, 'Product Code': 'A-1', Remaining: 'much' }], {
			customFields: mappedAutomatically(),
		});
		expect(error?.message).toBe("'Custom Fields' has a value that is not a number [row 1]");
		expect(saves()).toEqual([]);
	});

	it('can go from container to container as the node itself gives them out', async () => {
		const source = containerWith({ 363: '2027-07-01', 365: '3', 368: '|Under argon|Moisture sensitive|' });
		const target = containerWith();
		const { json } = await run(new ChemInventoryContainer(), [{ id: source.id }], {
			operation: 'get',
			container: rl('={{ $json.id }}'),
			output: 'simplified',
			options: {},
		});
		const { error } = await onContainer([{ ...json[0], id: target.id }], { customFields: mappedAutomatically() });
		expect(error).toBeUndefined();
		expect(Object.fromEntries(live().container(target.id).fields)).toEqual({
			363: '2027-07-01',
			365: '3',
			368: '|Under argon|Moisture sensitive|',
		});
	});
});

describe('custom fields of the substance', () => {
	it('are written under their own keys, and checked as those of the container are', async () => {
		const { id } = containerWith();
		await onContainer([{ id }], {
			substanceFields: mapped({ Register: 'VAL2', 'Hazard Groups': 'CMR,Sensitiser', 'Exposure Limit (mg/m3)': 0.5 }),
		});
		expect(saves()).toEqual([
			{ containerid: id, field: 'sf-870', newvalue: 'VAL2' },
			{ containerid: id, field: 'sf-871', newvalue: '|CMR|Sensitiser|' },
			{ containerid: id, field: 'sf-874', newvalue: '0.5' },
		]);
		const { error } = await onContainer([{ id }], { substanceFields: mapped({ Register: 'VAL3' }) });
		expect(error?.message).toBe("'Custom Fields of the Substance' contains a value that is not allowed [row 1]");
	});
});

describe('fields to clear', () => {
	it('are emptied by name or key, of containers and of substances', async () => {
		const { id } = containerWith({ 365: '1', 363: '2027-01-01' });
		live().substances.get(live().container(id).substance)?.fields.set(870, 'VAL1');
		const { error } = await onContainer([{ id }], {
			updateFields: { clear: ['Remaining', 'cf-363', 'Register', 'comments'] },
		});
		expect(error).toBeUndefined();
		expect(saves()).toEqual(
			expect.arrayContaining(['cf-365', 'cf-363', 'sf-870'].map((field) => ({ containerid: id, field, newvalue: '' }))),
		);
		expect(live().container(id).fields.size).toBe(0);
	});

	it.each([
		[
			'a field that is set as well',
			{ clear: ['Remaining'] },
			{ Remaining: 5 },
			"'Clear Field Names or IDs' clears a field that is also set",
		],
		[
			'a field that is not there',
			{ clear: ['Remainin'] },
			{},
			"'Clear Field Names or IDs' names a field that this inventory does not have",
		],
		[
			'a field that cannot be empty',
			{ clear: ['containername'] },
			{},
			"'Clear Field Names or IDs' names a field that this inventory does not have",
		],
	])('are refused before anything is saved: %s', async (_what, updateFields, value, message) => {
		const { error } = await onContainer([{ id: containerWith({ 365: '1' }).id }], {
			updateFields,
			customFields: mapped(value),
		});
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(saves()).toEqual([]);
	});

	it.each([
		['Comments', 'comments'],
		['date acquired', 'dateacquired'],
		['SUPPLIER', 'supplier'],
		['Barcode', 'barcode'],
	])('may be named by the label that people see, such as %s', async (label, key) => {
		const { id } = containerWith({});
		Object.assign(live().container(id), {
			comments: 'old',
			supplier: 'Sigma',
			barcode: 'B-1',
			dateacquired: '2024-01-01',
		});
		const { error } = await onContainer([{ id }], { updateFields: { clear: [label] } });
		expect(error).toBeUndefined();
		expect(JSON.stringify(saves().map((body) => (body as IDataObject).field))).toMatch(`["${key}"]`);
	});

	it('are refused where a custom field has the name of such a label, and are known by their keys', async () => {
		const { id } = containerWith({ 365: '1' });
		live().container(id).comments = 'old';
		const remaining = live().lab.customFields.get(365);
		if (remaining) remaining.name = 'Comments';
		const { error } = await onContainer([{ id }], { updateFields: { clear: ['Comments'] } });
		expect(error).toMatchObject({
			message: "'Clear Field Names or IDs' names a field that exists more than once [row 1]",
			description: expect.stringContaining('matches comments and cf-365. Use one of these.'),
		});
		expect(saves()).toEqual([]);
		expect((await onContainer([{ id }], { updateFields: { clear: ['comments', 'cf-365'] } })).error).toBeUndefined();
		expect(saves().map((body) => (body as IDataObject).field)).toEqual(['comments', 'cf-365']);
	});

	it('may come from an expression as lines of text', async () => {
		const { id } = containerWith({ 365: '1', 363: '2027-01-01' });
		await onContainer([{ id, lines: 'Remaining\nExpiry Date' }], { updateFields: { clear: '={{ $json.lines }}' } });
		expect(saves().map((body) => (body as IDataObject).field)).toEqual(['cf-365', 'cf-363']);
	});
});

describe('custom fields of orders', () => {
	const order = (more: IDataObject) => ({
		operation: 'create',
		substance: rl(live().substance('67-64-1').id, 'list'),
		name: '={{ $json.name }}',
		size: '500',
		unit: rl('mL', 'name'),
		supplier: rl('VWR', 'list'),
		customFields: mapped({}),
		additionalFields: {},
		output: 'simplified',
		...more,
	});
	const requests = () => bodiesOf(sandbox(), '/order/request');

	it.each([
		['filled in', mapped({ 'Product Code': '={{ $json["Product Code"] }}' })],
		['mapped automatically', mappedAutomatically()],
	])('go out with the request of each item, %s', async (_how, customFields) => {
		const { error } = await run(
			new ChemInventoryOrder(),
			[
				{ name: 'One', 'Product Code': 'P-1', 'Expiry Date': '2027-01-01' },
				{ name: 'Two', 'Product Code': 'P-2' },
			],
			order({ customFields }),
		);
		expect(error).toBeUndefined();
		expect(requests()).toMatchObject([
			{ name: 'One', 'cf-362': 'P-1' },
			{ name: 'Two', 'cf-362': 'P-2' },
		]);
		expect(requests()[0]).not.toHaveProperty('cf-363');
	});

	it('are refused before anything is sent where orders do not show them', async () => {
		const { error } = await run(
			new ChemInventoryOrder(),
			[{ name: 'One' }],
			order({ customFields: mapped({ 'Expiry Date': '2027-01-01' }) }),
		);
		expect(error?.message).toBe("'Custom Fields' names a field that orders do not have [row 1]");
		expect(requests()).toEqual([]);
	});

	it('are emptied by name', async () => {
		const [request] = live().openOrders();
		const id = Number(request?.id);
		live().orders.get(id)?.fields.set(362, 'P-0');
		const { error } = await run(new ChemInventoryOrder(), [{}], {
			operation: 'update',
			order: rl(id, 'list'),
			updateFields: { clear: ['Product Code'] },
			customFields: mapped({}),
			output: 'simplified',
		});
		expect(error).toBeUndefined();
		expect(live().orders.get(id)?.fields.has(362)).toBe(false);
	});
});
