import type { IDataObject } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { onPublicChemInventory } from '../../support/chemInventory';
import { runNode } from '../../support/engine';

async function plan(items: IDataObject[]): Promise<IDataObject[]> {
	const { json, error } = await runNode(onPublicChemInventory(new ChemInventory()), items, {
		resource: 'backup',
		operation: 'planRestore',
		outputAs: 'steps',
	});
	expect(error?.description ?? error).toBeUndefined();
	return json;
}

const row: IDataObject = {
	id: 855,
	substanceid: 12,
	name: 'Acetone',
	cas: '67-64-1',
	size: '2.5',
	unit: 'L',
	supplier: 'Sigma',
	barcode: 'ABC1',
	comments: 'None',
	dateacquired: '2026-01-02',
	location: 'Lab > Room > Shelf',
	locationid: 77,
	inventoryname: 'Lab',
	'cf-363': '2027-07-01',
	'cf-368': '',
	'sf-870': 'VAL1',
};

const gone = (kind: string, before: IDataObject): IDataObject => ({
	change: 'gone',
	kind,
	summary: '',
	id: before.id,
	name: before.name,
	before,
});
const changed = (
	kind: string,
	before: IDataObject,
	change: string,
	field: string,
	from: unknown,
	to: unknown,
): IDataObject =>
	({ change, kind, summary: '', id: before.id, name: before.name, field, from, to, before }) as IDataObject;
const edited = (field: string, from: unknown, to: unknown, before = row) =>
	changed('container', before, 'edited', field, from, to);

const stepsIn = (items: readonly IDataObject[]) =>
	items.flatMap(({ canBeRestored, step, parameters }) => (canBeRestored === true ? [[step, parameters]] : []));
const lostIn = (items: readonly IDataObject[]) =>
	items.flatMap(({ canBeRestored, lost, why }) => (canBeRestored === true ? [] : [[lost, why]]));

describe('Plan Restore of containers', () => {
	it('restores a container, then sets what may have changed before it was deleted, and has the form of a new one at hand', async () => {
		const items = await plan([gone('container', row)]);
		expect(stepsIn(items)).toEqual([
			[
				'Inventory > Restore',
				{
					deletedContainer: 855,
					ifNotDeleted: {
						containerJson: {
							name: 'Acetone',
							locationid: 77,
							substanceid: 12,
							supplier: 'Sigma',
							barcode: 'ABC1',
							containersize: '2.5',
							dateacquired: '2026-01-02',
							'cf-363': '2027-07-01',
						},
						unit: 'L',
					},
				},
			],
			[
				'Container > Move',
				{ containers: [855], destination: 'back', before: { containers: [{ id: 855, locationId: 77 }] } },
			],
			[
				'Container > Update',
				{
					container: 855,
					name: 'Acetone',
					barcode: 'ABC1',
					supplier: 'Sigma',
					clear: ['comments', 'cf-368'],
					dateAcquired: '2026-01-02',
					size: '2.5',
					unit: 'L',
					customFields: { 'cf-363': '2027-07-01' },
				},
			],
		]);
		expect(lostIn(items)).toEqual([
			[['id and history, if it was not deleted'], expect.stringContaining('gets a new ID')],
		]);
	});

	it('says the same of a row that went through a table of texts', async () => {
		const texts = Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)]));
		const [asRow, asTexts] = [await plan([gone('container', row)]), await plan([gone('container', texts)])];
		expect(JSON.stringify(stepsIn(asTexts)).replaceAll('"855"', '855')).toBe(JSON.stringify(stepsIn(asRow)));
	});

	it('sets and empties fields, those of the substance in a step of their own', async () => {
		const items = await plan([
			edited('comments', 'None', 'x'),
			edited('supplier', 'Sigma', 'Other'),
			edited('cf-368', ['Under argon', 'Light sensitive'], null),
			edited('cf-363', null, '2030-01-01'),
			edited('sf-870', '', 'VAL2'),
			edited('cas', null, '67-64-1'),
			changed('container', row, 'debited', 'amount', 2.5, 1),
			changed('container', row, 'renamed', 'name', 'Acetone', 'Acetone old'),
		]);
		expect(stepsIn(items)).toEqual([
			[
				'Container > Update',
				{
					container: 855,
					clear: ['comments', 'cf-363'],
					supplier: 'Sigma',
					customFields: { 'cf-368': ['Under argon', 'Light sensitive'] },
					size: '2.5',
					name: 'Acetone',
				},
			],
			['Container > Update Substance', { container: 855, clear: ['sf-870'], cas: 'N/A' }],
		]);
		expect(lostIn(items)).toEqual([]);
	});

	it('moves back by the ID, which paths may share; by the path where nothing else is known', async () => {
		const simple = { ...row, locationid: null };
		const items = await plan([
			changed('container', row, 'moved', 'location', 'Room > Shelf', 'Missing'),
			{ ...changed('container', { ...simple, id: 856 }, 'moved', 'location', 'Room > Shelf', 'Missing') },
			{ ...changed('container', row, 'moved', 'location', null, 'Missing'), id: 857, before: undefined },
		]);
		expect(stepsIn(items)).toEqual([
			[
				'Container > Move',
				{ containers: [855], destination: 'back', before: { containers: [{ id: 855, locationId: 77 }] } },
			],
			['Container > Move', { containers: [856], destination: 'location', location: 'Room > Shelf' }],
		]);
		expect(lostIn(items)).toEqual([[['location'], expect.stringContaining('not known')]]);
	});

	it.each<[string, IDataObject, string]>([
		['what belongs to the substance', edited('smiles', 'C', 'CC'), 'belongs to the substance'],
		['another substance', edited('substanceId', 12, 13), 'another substance'],
		['a size in words', edited('amount', '2 x 5 g', '5'), 'plain numbers'],
		['a unit beside a size in words', edited('unit', 'box', 'g', { ...row, size: '2 x 5 g' }), 'beside a size'],
		['a name of a field in place of its key', edited('Expiry Date', '2027-07-01', null), 'saved raw'],
		['an object in a cell', edited('comments', { a: 1 }, 'x'), 'list or an object'],
		['an object in one of the own fields', edited('cf-363', { a: 1 }, 'x'), 'no custom field'],
		['a date that is none', edited('dateAcquired', 'soon', '2026-01-01'), 'not a date'],
		['a location that has another name', edited('location', 'Room > Shelf', 'Room > Board'), 'was renamed'],
		['who made it', edited('createdBy', 'Ann', 'Bob'), 'who did what'],
	])('does not guess: %s', async (_what, change, why) => {
		expect(lostIn(await plan([change]))).toEqual([[[change.field], expect.stringContaining(why)]]);
	});

	it('knows containers whose location was only renamed, if that is among the changes', async () => {
		const move = changed('container', row, 'moved', 'location', 'Lab > Room > Shelf', 'Lab > Room > Board');
		const renamed = changed('location', { id: 77, name: 'Shelf' }, 'renamed', 'name', 'Shelf', 'Board');
		expect(stepsIn(await plan([move]))).toHaveLength(1);
		expect(stepsIn(await plan([move, renamed]))).toEqual([]);
	});
});

describe('Plan Restore of what else an inventory has', () => {
	it.each<[string, IDataObject, string]>([
		['location', { id: 7, name: 'Room', parent: 0 }, 'Inventory > Restore'],
		['order', { id: 8, name: 'Acetone', datesubmitted: '2026-11-01 10:00:00' }, 'arrived or was deleted'],
		['file', { id: 9, name: 'sds.pdf' }, 'Upload it'],
		['user', { id: 10, firstname: 'Ann', accounttype: 2 }, 'for a person to decide'],
		['deletedContainer', row, 'no longer in the list'],
		['auditEntry', { id: 1, text: 'x' }, 'cannot be changed'],
		['watchlist', { id: 3, name: 'Precursors', scope: 'global', terms: ['a'] }, 'keeps it for everybody'],
	])('says that it cannot bring back a %s', async (kind, before, why) => {
		expect(await plan([gone(kind, before)])).toEqual([
			expect.objectContaining({
				canBeRestored: false,
				lost: expect.any(Array),
				was: before,
				why: expect.stringContaining(why),
			}),
		]);
	});

	it('creates custom fields and watchlists again, first of all', async () => {
		const field = {
			id: 'cf-5',
			name: 'Class',
			type: 'dropdown',
			fieldtype: 'container',
			allowedvalues: ['A', 'B'],
			searchable: 1,
			showfororders: 0,
		};
		const items = await plan([
			changed('container', row, 'renamed', 'name', 'a', 'b'),
			gone('watchlist', { id: 3, name: 'Peroxides', scope: 'inventory', terms: '["60-29-7","Ether"]' }),
			gone('customField', field),
		]);
		expect(stepsIn(items)).toEqual([
			[
				'Custom Field > Create',
				{
					fieldOf: 'container',
					name: 'Class',
					dataType: 'dropdown',
					allowedValues: ['A', 'B'],
					searchable: true,
					showForOrders: false,
				},
			],
			['Container > Update', { container: 855, name: 'a' }],
			['Watchlist > Create', { name: 'Peroxides', scope: 'inventory', terms: ['60-29-7', 'Ether'] }],
		]);
		expect(lostIn(items).map(([lost]) => lost)).toEqual([
			['id', 'emailAlert'],
			['id', 'key', 'values'],
		]);
	});

	it('changes back what their forms take, and leaves roles to people', async () => {
		const user = { id: 4, firstname: 'Ann', lastname: 'Lee', email: 'ann@example.com', accounttype: 2 };
		const list = { id: 3, name: 'Peroxides', scope: 'inventory', terms: ['60-29-7', 'Ether'] };
		const items = await plan([
			changed('user', user, 'renamed', 'name', 'Ann Lee', 'Ann Poe'),
			changed('user', user, 'edited', 'accountType', 2, 6),
			changed('watchlist', list, 'edited', 'terms', ['60-29-7', 'Ether'], ['Ether']),
			changed('watchlist', list, 'renamed', 'name', 'Peroxides', 'Old'),
			changed('order', { id: 8 }, 'edited', 'dateOrdered', '2026-11-01 10:00:00', null),
			changed('order', { id: 8 }, 'edited', 'destinationId', null, 5),
			changed('customField', { id: 'sf-870' }, 'renamed', 'name', 'Register', 'List'),
		]);
		expect(stepsIn(items)).toEqual([
			['Custom Field > Update', { customField: '870', fieldOf: 'substance', name: 'Register' }],
			['Order > Update', { order: 8, clear: ['destination'] }],
			['Order > Set Ordered Status', { order: 8, status: 'ordered' }],
			['Watchlist > Update', { watchlist: 3, name: 'Peroxides', terms: ['60-29-7', 'Ether'] }],
			['User > Update', { user: 4, email: 'ann@example.com', firstName: 'Ann', lastName: 'Lee' }],
		]);
		expect(lostIn(items).map(([lost]) => lost)).toEqual([['accountType'], ['dateOrdered']]);
	});
});
