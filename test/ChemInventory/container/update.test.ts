import type { IDataObject } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import {
	bodiesOf,
	chemSandboxForEachTest,
	aLostAnswer,
	anUndoneWrite,
	pathsAsked,
	retrying,
	rl,
} from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const aContainer = (changes = {}) =>
	live().addContainer({
		name: 'Old name',
		barcode: 'OLD-1',
		size: '250',
		unit: live().unitId('mL'),
		supplier: 'VWR',
		comments: 'Old',
		dateAcquired: '2024-01-02',
		...changes,
	});
const saves = () => bodiesOf(sandbox(), '/container/information/save');

const updating = (updateFields: IDataObject, more: IDataObject = {}): IDataObject => ({
	operation: 'update',
	container: rl('={{ $json.id }}'),
	updateFields,
	customFields: mapped({}),
	substanceFields: mapped({}),
	barcodeCheck: 'refuse',
	output: 'simplified',
	...more,
});

describe('updating a container', () => {
	it('saves one field with each call, and tells which', async () => {
		const { id } = aContainer();
		const { json } = await run(
			[{ id }],
			updating({
				name: 'New name',
				barcode: 'NEW-1',
				comments: '={{ "For " + $json.id }}',
				size: '500',
				unit: rl('L', 'name'),
				dateAcquired: '2025-03-04T00:00:00',
			}),
		);
		expect(saves()).toEqual([
			{ containerid: id, field: 'containername', newvalue: 'New name' },
			{ containerid: id, field: 'barcode', newvalue: 'NEW-1' },
			{ containerid: id, field: 'comments', newvalue: `For ${id}` },
			{ containerid: id, field: 'dateacquired', newvalue: '2025-03-04' },
			{ containerid: id, field: 'containersize', newvalue: { size: 500, unit: 'L' } },
		]);
		expect(json[0]).toMatchObject({
			name: 'New name',
			size: 500,
			unit: 'L',
			savedFields: ['name', 'barcode', 'comments', 'dateAcquired', 'size'],
		});
		expect(json[0]).not.toHaveProperty('unchangedFields');
	});

	it('takes container and values of each item from that item', async () => {
		const containers = [aContainer({ barcode: 'OLD-1' }), aContainer({ barcode: 'OLD-2' })];
		const inputs = containers.map(({ barcode }, at) => ({ barcode, name: `Name ${at}` }));
		const { json, items } = await run(
			inputs,
			updating({ name: '={{ $json.name }}' }, { container: rl('={{ $json.barcode }}', 'barcode') }),
		);
		expect(json.map(({ id, name }) => [id, name])).toEqual(containers.map(({ id }, at) => [id, `Name ${at}`]));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('leaves out what is unchanged, so that the audit log stays readable', async () => {
		const { id } = aContainer();
		const { json } = await run([{ id }], updating({ name: 'Old name', supplier: 'VWR', size: '250', comments: 'New' }));
		expect(saves()).toEqual([{ containerid: id, field: 'comments', newvalue: 'New' }]);
		expect(json[0]).toMatchObject({
			savedFields: ['comments'],
			unchangedFields: ['name', 'supplier', 'size'],
		});
	});

	it.each([
		['blanks at the ends count', ' Buffer ', 'Buffer'],
		['blanks at the ends count', 'Buffer', ' Buffer '],
		['an accent in one piece is another one', 'Zo\u0308llner', 'Z\u00f6llner'],
		['digits are a text', '1.10', '1.1'],
	])('in own fields %s: %j becomes %j', async (_rule, held, given) => {
		const { id } = aContainer({ fields: new Map([[362, held]]) });
		const { json } = await run([{ id }], updating({}, { customFields: mapped({ 'Product Code': given }) }));
		expect(saves()).toEqual([{ containerid: id, field: 'cf-362', newvalue: given }]);
		expect(json[0]).toMatchObject({ savedFields: ['Product Code'] });
		expect(json[0]).not.toHaveProperty('unchangedFields');
		expect(live().container(id).fields.get(362)).toBe(given);
	});

	it('keeps the unit where only the size is given', async () => {
		const { id } = aContainer();
		await run([{ id }], updating({ size: 100 }));
		expect(saves()).toEqual([{ containerid: id, field: 'containersize', newvalue: { size: 100, unit: 'mL' } }]);
	});

	it('clears nothing because an expression found nothing, and clears what is named', async () => {
		const { id } = aContainer();
		await run(
			[{ id }],
			updating(
				{ supplier: rl('', 'name'), comments: '', clear: ['barcode'] },
				{ customFields: mapped({ 'Expiry Date': '', Remaining: '={{ $json.nothing }}', Handling: null }) },
			),
		);
		expect(saves()).toEqual([{ containerid: id, field: 'barcode', newvalue: '' }]);
	});

	it('writes custom fields by name: tags whole, dates and numbers as text', async () => {
		const { id } = aContainer({
			fields: new Map([
				[365, '7'],
				[368, '|Under argon|'],
			]),
		});
		const { json } = await run(
			[{ id }],
			updating(
				{ clear: ['Remaining'] },
				{ customFields: mapped({ 'Expiry Date': '2027-05-06', Handling: 'Light sensitive, Under argon' }) },
			),
		);
		expect(saves()).toEqual([
			{ containerid: id, field: 'cf-365', newvalue: '' },
			{ containerid: id, field: 'cf-363', newvalue: '2027-05-06' },
			{ containerid: id, field: 'cf-368', newvalue: '|Light sensitive|Under argon|' },
		]);
		expect(json[0]).toMatchObject({ 'Expiry Date': '2027-05-06', Handling: ['Light sensitive', 'Under argon'] });
	});

	it('says that the CAS number and fields of the substance change all of its containers', async () => {
		const { id } = aContainer();
		const { hints } = await run([{ id }], updating({ cas: 'n/a' }, { substanceFields: mapped({ Register: 'VAL2' }) }));
		expect(saves()).toEqual([
			{ containerid: id, field: 'cas', newvalue: 'N/A' },
			{ containerid: id, field: 'sf-870', newvalue: 'VAL2' },
		]);
		expect(hints.join()).toContain('changed for all of its containers');
	});

	it.each([
		['the CAS number', { cas: 'n/a' }, {}, true],
		['a field of the substance', {}, { Register: 'VAL2' }, true],
		['fields of the container alone', { comments: 'New' }, {}, false],
		['a CAS number that is unchanged', { cas: '67-64-1', comments: 'New' }, {}, false],
	])('speaks of all containers of the substance after changing %s: %j %j %s', async (_what, fields, own, speaks) => {
		const { id } = aContainer({ substance: live().substance('67-64-1').id });
		const { hints, error } = await run([{ id }], updating(fields, { substanceFields: mapped(own) }));
		expect(error).toBeUndefined();
		expect(saves()).toHaveLength(1);
		expect(hints.filter((hint) => hint.includes('changed for all of its containers'))).toHaveLength(speaks ? 1 : 0);
	});

	it('refuses a barcode that a location carries, even one that has the ID of the container', async () => {
		const { id } = aContainer();
		live().locations.set(id, { ...live().location('Cupboards > Cupboard 1'), id, barcode: 'SHELF-1' });
		const { error } = await run([{ id }], updating({ barcode: 'SHELF-1' }));
		expect(error?.message).toBe("'Barcode' is in use already [row 1]");
		expect(error?.description).toContain(`location Cupboard 1 (ID ${id})`);
		expect(saves()).toEqual([]);
	});

	it.each([
		['nothing to change', {}, {}, "'Update Fields' contains no changes"],
		[
			'a unit that does not exist',
			{ size: '5', unit: rl('pints', 'name') },
			{},
			"'Unit' does not exist in this inventory",
		],
		['a size that is no number', { size: '2 x 5 g' }, {}, "'Size' is not a number"],
		[
			'a supplier that an expression did not find',
			{ supplier: rl('={{ $json.nothing }}', 'name') },
			{},
			"'Supplier' is empty",
		],
		['a unit that an expression did not find', { unit: rl('={{ $json.nothing }}', 'name') }, {}, "'Unit' is empty"],
		['a date that is none', { dateAcquired: '31.12.2025' }, {}, "'Date Acquired' is not a date"],
		['a CAS number with a wrong check digit', { cas: '67-64-2' }, {}, "'CAS Number' is not a CAS number"],
		[
			'a field that is set and cleared',
			{ comments: 'A', clear: ['comments'] },
			{},
			"'Clear Field Names or IDs' clears a field that is also set",
		],
		['a barcode in use', { barcode: 'AA00000' }, {}, "'Barcode' is in use already"],
		[
			'a field of another inventory',
			{},
			{ customFields: mapped({ 'cf-1363': '2027-01-01' }) },
			"'Custom Fields' names a field that this inventory does not have",
		],
	])('refuses %s before anything is saved', async (_what, fields, more, message) => {
		const { id } = aContainer();
		const { error } = await run([{ id }], updating(fields, more));
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(saves()).toEqual([]);
	});

	it('refuses a barcode that fits two containers, and names both', async () => {
		const [a, b] = [aContainer({ barcode: 'TWICE' }), aContainer({ barcode: 'TWICE' })];
		const { error } = await run([{}], updating({ name: 'A' }, { container: rl('TWICE', 'barcode') }));
		expect(error?.message).toContain('matches several containers');
		expect(error?.description).toContain(`${a.id}, ${b.id}`);
		expect(saves()).toEqual([]);
	});

	it('may give a container the barcode of another where that is not checked', async () => {
		const { id } = aContainer();
		const { json } = await run([{ id }], updating({ barcode: 'AA00000' }, { barcodeCheck: 'none' }));
		expect(json[0]).toMatchObject({ barcode: 'AA00000' });
	});

	it('does not call a field unsaved whose answer was lost', async () => {
		const { id } = aContainer();
		sandbox().faults.add({
			when: { path: '/container/information/save', nth: 2 },
			do: { kind: 'drop', moment: 'after' },
		});
		sandbox().faults.add({
			when: { path: '/container/information/load', nth: 2 },
			times: 20,
			do: { kind: 'status', status: 503 },
		});
		const { outputs } = await run([{ id }], updating({ name: 'New', supplier: 'TCI', comments: 'New' }), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'Outcome unknown: the answer to this change was lost, and it was not sent again',
			details: { savedFields: ['name'], unknownFields: ['supplier'], notSavedFields: ['comments'] },
		});
	});

	it('tells what was saved when a later field is refused, in the words of the service', async () => {
		const { id } = aContainer();
		sandbox().faults.add({
			when: { path: '/container/information/save', nth: 2 },
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { outputs } = await run([{ id }], updating({ name: 'New', supplier: 'TCI', comments: 'New' }), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]?.[0]?.json).toMatchObject({
			details: { savedFields: ['name'], notSavedFields: ['supplier', 'comments'] },
		});
		expect(live().container(id)).toMatchObject({ name: 'New', supplier: 'VWR' });
	});

	it('shows the words of the service for a container that does not exist', async () => {
		const { error } = await run([{ id: 5 }], updating({ name: 'A' }));
		expect(error?.message).toBe('ChemInventory refused the request [row 1]');
		expect(error?.description).toContain('ChemInventory says: "');
	});
});

describe('an update whose answer is lost', () => {
	it.each(aLostAnswer)('is found and not sent again (%s)', async (_what, fault) => {
		const { id, history } = aContainer();
		sandbox().faults.add({ when: { path: '/container/information/save', nth: 1 }, do: fault });
		const { json } = await run([{ id }], updating({ name: 'New', comments: 'Newer' }), { settings: retrying });
		expect(json[0]).toMatchObject({
			name: 'New',
			comments: 'Newer',
			savedFields: ['name', 'comments'],
		});
		expect(saves()).toHaveLength(2);
		expect(history).toHaveLength(2);
	});

	it.each(anUndoneWrite)('is unknown when the container does not show it (%s)', async (_what, fault) => {
		const { id } = aContainer();
		sandbox().faults.add({ when: { path: '/container/information/save' }, do: fault });
		const { error } = await run([{ id }], updating({ name: 'New' }), { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`Container ${id} does not show the new value of containername.`);
		expect(saves()).toHaveLength(1);
	});

	it('finds the container again although its barcode changed before n8n ran the node again', async () => {
		const { id } = aContainer({ barcode: 'BEFORE' });
		sandbox().faults.add({
			when: { path: '/container/information/save', nth: 2 },
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { json, executions } = await run(
			[{}],
			updating({ barcode: 'AFTER', comments: 'New' }, { container: rl('BEFORE', 'barcode') }),
			{ settings: retrying },
		);
		expect(executions).toBe(2);
		expect(json[0]).toMatchObject({ id, barcode: 'AFTER', comments: 'New', savedFields: ['barcode', 'comments'] });
		expect(saves()).toHaveLength(3);
	});

	it('does not look like one that was not made when only reading it back went wrong', async () => {
		const { id } = aContainer();
		sandbox().faults.add({
			when: { path: '/container/information/load', nth: 2 },
			times: 4,
			do: { kind: 'status', status: 500 },
		});
		const { error } = await run([{ id }], updating({ name: 'New' }));
		expect(error?.message).toContain('The change was sent and accepted');
		expect(error?.description).toContain(`Saved in container ${id}: name.`);
	});
});

describe('a credential that is read-only', () => {
	it('lets nothing be sent', async () => {
		await run([{ id: 5 }], updating({ name: 'A' }), { secrets: { readOnly: true } });
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});
