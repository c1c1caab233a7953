import nock from 'nock';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { chemOrigin, onPublicChemInventory } from '../../support/chemInventory';
import { pathsAsked } from '../../support/chemRuns';
import { dropdownFunctions } from '../../support/dropdown';
import { forgetWaits } from '../../support/waits';
import { chemSandboxForChanges, editorOf, everyLookUp } from './lookUps';

const sandbox = chemSandboxForChanges();
const editor = editorOf(sandbox);
const live = () => sandbox().chemInventory.lab;

beforeEach(forgetWaits);

const plain = {
	kind: 'container',
	type: 'text',
	inventory: 2100,
	isSearchable: true,
	allowedValues: [] as string[],
	isShownForOrders: false,
	isAdminEditOnly: false,
} as const;
const addField = (id: number, name: string, changes: object = {}) =>
	live().lab.customFields.set(id, { id, name, ...plain, ...changes });

describe('the form of container fields', () => {
	it('has one entry for each field, by its name, with the widget of its type', async () => {
		const { fields } = await editor.form('getContainerColumns');
		expect(fields.map(({ id, displayName, type }) => [id, displayName, type])).toEqual([
			['Product Code', 'Product Code', 'string'],
			['Expiry Date', 'Expiry Date (Day, Without Time)', 'dateTime'],
			['Storage Notes', 'Storage Notes', 'string'],
			['Remaining', 'Remaining', 'number'],
			['Datasheet', 'Datasheet', 'string'],
			['Storage Class', 'Storage Class', 'options'],
			['Handling', 'Handling (Tags, Comma-Separated)', 'string'],
			['Stockchecked', 'Stockchecked (Day, Without Time)', 'dateTime'],
		]);
		expect(pathsAsked(sandbox())).toEqual(['/customfields/get']);
	});

	it('offers the allowed values of a drop-down, and a field of text where there are none', async () => {
		addField(6000, 'Shelf Life', { type: 'dropdown' });
		const { fields } = await editor.form('getContainerColumns');
		expect(fields.find(({ id }) => id === 'Storage Class')?.options).toEqual(
			['General', 'Flammable', 'Corrosive', 'Oxidiser', 'Toxic'].map((value) => ({ name: value, value })),
		);
		expect(fields.find(({ id }) => id === 'Shelf Life')).toMatchObject({ type: 'string' });
	});

	it('lets every field be left out, and matches none: the container is chosen elsewhere', async () => {
		const { fields } = await editor.form('getContainerColumns');
		for (const field of fields)
			expect(field).toMatchObject({ required: false, display: true, defaultMatch: false, canBeUsedToMatch: false });
	});

	it.each([
		['share a name', 'Remaining', 'Remaining'],
		['differ by a blank at the end only', 'Remaining ', 'Remaining '],
	])('tells two fields that %s apart by their keys', async (_what, name) => {
		addField(6001, name);
		const { fields } = await editor.form('getContainerColumns');
		expect(
			fields
				.filter(({ displayName }) => displayName.startsWith('Remaining'))
				.map(({ id, displayName }) => [id, displayName]),
		).toEqual([
			['cf-365', 'Remaining (cf-365)'],
			['cf-6001', `${name} (cf-6001)`],
		]);
	});

	it('goes by the key where n8n could not read the name back from a form', async () => {
		addField(6002, 'Height (12" rack)');
		const { fields } = await editor.form('getContainerColumns');
		expect(fields.at(-1)).toMatchObject({ id: 'cf-6002', displayName: 'Height (12" rack) (cf-6002)' });
	});

	it('says so where the inventory has no such field', async () => {
		live().lab.customFields.clear();
		expect(await editor.form('getContainerColumns')).toMatchObject({
			fields: [],
			emptyFieldsNotice: expect.stringContaining('no custom fields of containers'),
		});
		expect(await editor.form('getOrderColumns')).toMatchObject({
			fields: [],
			emptyFieldsNotice: expect.stringContaining("'Show for Orders'"),
		});
		expect(await editor.form('getSubstanceColumns')).toMatchObject({
			fields: [],
			emptyFieldsNotice: expect.stringContaining('no custom fields of substances'),
		});
	});
});

describe('fields that ChemInventory hides', () => {
	const container = [
		{ id: 1, name: 'Shown', type: 'text', hidden: '0', showfororders: 1, allowedvalues: '' },
		{ id: 2, name: 'Hidden', type: 'text', hidden: '1', showfororders: 1, allowedvalues: '' },
		{ id: 3, name: 'Shown', type: 'text', hidden: 1, showfororders: 1, allowedvalues: '' },
	];

	beforeEach(() => {
		nock(chemOrigin)
			.post('/api/customfields/get')
			.reply(200, { status: 'success', data: { container, substance: [] } });
	});

	it('are not in the form, and do not take the name from one that is shown', async () => {
		const node = new ChemInventoryContainer();
		const { fields } = await node.methods.resourceMapping.getContainerColumns.call(
			dropdownFunctions(onPublicChemInventory(node)),
		);
		expect(fields.map(({ id }) => id)).toEqual(['Shown']);
	});

	it('are not among the fields to clear', async () => {
		const node = new ChemInventoryContainer();
		const options = await node.methods.loadOptions.getClearableContainerFields.call(
			dropdownFunctions(onPublicChemInventory(node)),
		);
		expect(options.slice(4).map(({ value }) => value)).toEqual(['Shown']);
	});

	it('are not in the list of custom fields', async () => {
		const node = new ChemInventory();
		const { results } = await node.methods.listSearch.searchCustomFields.call(
			dropdownFunctions(onPublicChemInventory(node), { fieldOf: 'container' }),
		);
		expect(results.map(({ value }) => value)).toEqual([1]);
	});
});

describe('the other forms', () => {
	it('show for orders only what is switched on for them', async () => {
		expect((await editor.form('getOrderColumns')).fields.map(({ id }) => id)).toEqual(['Product Code']);
	});

	it('show the fields of substances', async () => {
		expect((await editor.form('getSubstanceColumns')).fields.map(({ id, type }) => [id, type])).toEqual([
			['Register', 'options'],
			['Hazard Groups', 'string'],
			['Assessment', 'string'],
			['Reviewed', 'dateTime'],
			['Exposure Limit (mg/m3)', 'number'],
			['Reference', 'string'],
			['Remarks', 'string'],
		]);
	});
});

describe('the list of fields to clear', () => {
	it('has the fields that every container has, and those of the inventory by name', async () => {
		const options = await editor.options('getClearableContainerFields');
		expect(options.slice(0, 4).map(({ value }) => value)).toEqual(['barcode', 'comments', 'dateAcquired', 'supplier']);
		expect(options).toContainEqual({ name: 'Expiry Date', value: 'Expiry Date', description: 'cf-363' });
		expect(options).toContainEqual({ name: 'Register (of the Substance)', value: 'Register', description: 'sf-870' });
	});

	it('goes by the key where containers and substances share a name, or a field is called like a key of the service', async () => {
		addField(6003, 'Register');
		addField(6004, 'comments');
		const values = (await editor.options('getClearableContainerFields')).map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(['cf-6003', 'sf-870', 'cf-6004', 'comments']));
		expect(values).not.toContain('Register');
	});

	it('has of orders the fields that are switched on for them', async () => {
		expect((await editor.options('getClearableOrderFields')).map(({ value }) => value)).toEqual([
			'comments',
			'destination',
			'Product Code',
		]);
	});
});

const forms = everyLookUp.filter(({ kind }) => kind === 'resourceMapping');

describe.each(forms.map((form) => [form.node.description.displayName, form] as const))(
	'a list of %s',
	(_name, form) => {
		it(`comes after ${form.method}, if the editor waits for that`, async () => {
			const list = { ...form, kind: 'listSearch', method: 'searchLocations' } as const;
			const came: string[] = [];
			sandbox().faults.add({
				when: { path: '/customfields/get' },
				times: 1,
				do: { kind: 'latency', milliseconds: 200 },
			});
			await Promise.all(
				[form, list].map(async (lookUp) => {
					await editor.ask(lookUp);
					came.push(lookUp.kind);
				}),
			);
			expect(came).toEqual(['resourceMapping', 'listSearch']);
		});
	},
);
