import type { IDataObject } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { searchCustomFields } from '../../../nodes/ChemInventory/records/customField/definitions';
import { onChemSandbox } from '../../support/chemInventory';
import { behavesLikeAnOperation, behavesLikeAWrite, behavesLikeAWriteInDepth } from '../../support/chemOperation';
import { bodiesOf, chemSandboxForEachTest, aLostAnswer, pathsAsked, retrying, rl } from '../../support/chemRuns';
import { checksAllItemsFirst, goesInOrder, refusesTwins } from '../../support/chemSeveralItems';
import { dropdownFunctions } from '../../support/dropdown';
import { forgetWaits } from '../../support/waits';

const lab = chemSandboxForEachTest(new ChemInventory());
const { sandbox, run } = lab;

beforeEach(forgetWaits);

const resource = 'customField';
const live = () => sandbox().chemInventory.lab;
const fields = () => [...live().lab.customFields.values()].map((field) => ({ ...field }));
const fieldNamed = (name: string) => fields().find((field) => field.name === name);

const getAll = {
	resource,
	operation: 'getAll',
	fieldsOf: '={{ $json.of }}',
	returnAll: true,
	limit: 50,
	output: 'simplified',
};
const create = {
	resource,
	operation: 'create',
	fieldOf: '={{ $json.kind }}',
	name: '={{ $json.name }}',
	dataType: '={{ $json.type }}',
	allowedValues: '={{ $json.values }}',
	searchable: true,
	showForOrders: true,
	onlyAdministratorsEdit: true,
};
const update = {
	resource,
	operation: 'update',
	fieldOf: '={{ $json.kind }}',
	customField: rl('={{ $json.field }}', 'name'),
	updateFields: { name: '={{ $json.name }}' },
};
const remove = {
	resource,
	operation: 'delete',
	fieldOf: '={{ $json.kind }}',
	customField: rl('={{ $json.field }}', 'name'),
};

describe('listing custom fields', () => {
	behavesLikeAnOperation(lab, {
		parameters: getAll,
		inputs: () => [{ of: 'both' }, { of: 'substance' }],
		path: '/customfields/get',
	});

	it('tells of what each is and the key of its values, with flags mended', async () => {
		const { json } = await run([{ of: 'both' }], getAll);
		expect(json).toContainEqual(
			expect.objectContaining({
				fieldOf: 'container',
				key: 'cf-362',
				name: 'Product Code',
				showForOrders: true,
				hidden: false,
			}),
		);
		expect(json).toContainEqual(
			expect.objectContaining({
				fieldOf: 'substance',
				key: 'sf-872',
				name: 'Assessment',
				onlyAdministratorsEdit: true,
			}),
		);
		const ofSubstances = await run([{ of: 'substance' }], getAll);
		expect(new Set(ofSubstances.json.map(({ fieldOf }) => fieldOf))).toEqual(new Set(['substance']));
	});
});

describe('which custom fields are listed', () => {
	it.each(['Substances', 'SUBSTANCE'])('may be said by the label: %j', async (of) => {
		const { json } = await run([{ of }], getAll);
		expect(new Set(json.map(({ fieldOf }) => fieldOf))).toEqual(new Set(['substance']));
	});

	it.each([
		[{ of: 'orders' }, "'Fields Of' is not one of the choices"],
		[{ of: '' }, "'Fields Of' is empty"],
		[{}, "'Fields Of' is empty"],
	])('is never none of them in silence (%j)', async (input, message) => {
		const { error } = await run([input], getAll);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});

describe('creating a custom field', () => {
	behavesLikeAWrite(lab, {
		parameters: create,
		inputs: () => [
			{ kind: 'container', name: 'Lot', type: 'text' },
			{ kind: 'substance', name: 'Grade', type: 'dropdown', values: 'A\nB, better\n' },
		],
		path: '/customfields/save',
		state: fields,
		settles: true,
	});

	const lot = { kind: 'container', name: 'Lot', type: 'text' };
	checksAllItemsFirst(lab, {
		parameters: create,
		inputs: () => [lot, { ...lot, name: 'Product Code' }],
		message: "'Name' is taken",
		path: '/customfields/save',
	});
	refusesTwins(lab, {
		parameters: create,
		inputs: () => [lot, { ...lot, type: 'number' }],
		message: "'Name' is used by several rows",
		path: '/customfields/save',
	});
	goesInOrder(lab, {
		parameters: create,
		inputs: () => [lot, { ...lot, kind: 'substance' }],
		look: '/customfields/get',
		path: '/customfields/save',
		writes: 2,
	});

	it('takes its own name for its own when n8n runs the node again', async () => {
		sandbox().faults.add({
			when: { path: '/customfields/save', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const dropdown = { ...create, dataType: 'dropdown', allowedValues: '={{ $json.name + Math.random() }}' };
		const { json, error, executions } = await run([lot, { ...lot, name: 'Grade' }], dropdown, { settings: retrying });
		expect([error?.message, executions]).toEqual([undefined, 2]);
		expect(json.map(({ id }) => id)).toEqual([fieldNamed('Lot')?.id, fieldNamed('Grade')?.id]);
		expect(fields().filter(({ name }) => name === 'Lot')).toHaveLength(1);
	});

	it('gives back its id and key, and sends only the keys of its kind', async () => {
		const { json } = await run(
			[
				{ kind: 'container', name: 'Lot', type: 'text' },
				{ kind: 'substance', name: 'Grade', type: 'dropdown', values: 'A\nB, better\n' },
			],
			create,
		);
		expect(json).toEqual([
			{
				id: fieldNamed('Lot')?.id,
				key: `cf-${fieldNamed('Lot')?.id}`,
				fieldOf: 'container',
				name: 'Lot',
				type: 'text',
			},
			{
				id: fieldNamed('Grade')?.id,
				key: `sf-${fieldNamed('Grade')?.id}`,
				fieldOf: 'substance',
				name: 'Grade',
				type: 'dropdown',
				allowedValues: ['A', 'B, better'],
			},
		]);
		expect(bodiesOf(sandbox(), '/customfields/save')).toEqual([
			{
				id: 0,
				fieldtype: 'container',
				name: 'Lot',
				type: 'text',
				searchable: true,
				showfororders: true,
				scope: 'inventory',
			},
			{
				id: 0,
				fieldtype: 'substance',
				name: 'Grade',
				type: 'dropdown',
				searchable: true,
				admineditonly: true,
				allowedvalues: ['A', 'B, better'],
				scope: 'inventory',
			},
		]);
	});

	it.each([
		[{ kind: 'container', name: '', type: 'text' }, "'Name' is empty"],
		[{ kind: 'container', name: 'Lot', type: 'colour' }, "'Data Type' is not one of the choices"],
		[{ kind: 'order', name: 'Lot', type: 'text' }, "'Field Of' is not one of the choices"],
		[{ kind: 'container', name: 'Lot', type: 'dropdown', values: ' \n ' }, "'Allowed Values' is empty"],
		[{ kind: 'container', name: ['Lot'], type: 'text' }, "'Name' does not contain a text"],
		[{ kind: 'container', name: 'Lot' }, "'Data Type' is empty"],
		[{ name: 'Lot', type: 'text' }, "'Field Of' is empty"],
	])('refuses %j before anything is sent', async (input, message) => {
		const { error } = await run([input], create);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it.each([
		['true', true],
		['false', false],
		[true, true],
	])('takes the switch that an expression gives as %j', async (edit, admineditonly) => {
		await run([{ kind: 'Substances', name: 'Grade', type: 'Text', edit }], {
			...create,
			onlyAdministratorsEdit: '={{ $json.edit }}',
		});
		expect(bodiesOf(sandbox(), '/customfields/save')).toMatchObject([
			{ fieldtype: 'substance', type: 'text', admineditonly },
		]);
	});

	it.each([undefined, 1, 'yes'])('refuses %j for a switch', async (edit) => {
		const { error } = await run([{ kind: 'substance', name: 'Grade', type: 'text', edit }], {
			...create,
			onlyAdministratorsEdit: '={{ $json.edit }}',
		});
		expect(error?.message).toBe("'Only Administrators Edit' is neither true nor false [row 1]");
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('asks for no allowed values of tags', async () => {
		await run([{ kind: 'container', name: 'Labels', type: 'tags' }], create);
		expect(bodiesOf(sandbox(), '/customfields/save')).toMatchObject([{ type: 'tags', allowedvalues: [] }]);
	});

	it('refuses a second field of the same name', async () => {
		const { error } = await run([{ kind: 'container', name: 'Product Code', type: 'text' }], create);
		expect(error?.message).toBe("'Name' is taken [row 1]");
		expect(error?.description).toContain('cf-362');
		expect(pathsAsked(sandbox())).not.toContain('/customfields/save');
	});
});

describe('updating a custom field', () => {
	behavesLikeAWrite(lab, {
		parameters: update,
		inputs: () => [
			{ kind: 'container', field: 'Product Code', name: 'Article' },
			{ kind: 'substance', field: 'Assessment', name: 'COSHH' },
		],
		path: '/customfields/save',
		state: fields,
		settles: true,
	});
	checksAllItemsFirst(lab, {
		parameters: update,
		inputs: () => [
			{ kind: 'container', field: 'Product Code', name: 'Article' },
			{ kind: 'container', field: 'Product Cod', name: 'X' },
		],
		message: "'Custom Field' names a field that this inventory does not have",
		path: '/customfields/save',
	});
	checksAllItemsFirst(lab, {
		parameters: { ...update, updateFields: { allowedValues: 'Flammable\nCorrosive' } },
		inputs: () => [
			{ kind: 'container', field: 'Storage Class' },
			{ kind: 'container', field: 'Product Code' },
		],
		message: "'Allowed Values' does not apply to this field",
		path: '/customfields/save',
	});
	goesInOrder(lab, {
		parameters: { ...update, customField: '={{ $json.field }}' },
		inputs: () => [
			{ kind: 'container', field: rl('Product Code', 'name'), name: 'Article' },
			{ kind: 'container', field: rl(362), name: 'Number' },
		],
		look: '/customfields/get',
		path: '/customfields/save',
		writes: 2,
	});

	it('keeps everything that was left out', async () => {
		const [before, beforeClass] = [fieldNamed('Product Code'), fieldNamed('Storage Class')];
		const { json } = await run(
			[
				{ kind: 'container', field: 'cf-362', name: 'Article' },
				{ kind: 'container', field: 'Storage Class', name: 'Class' },
			],
			update,
		);
		expect(json).toMatchObject([
			{ id: 362, key: 'cf-362', name: 'Article', changed: true },
			{ name: 'Class', changed: true },
		]);
		expect(fieldNamed('Article')).toEqual({ ...before, name: 'Article' });
		expect(fieldNamed('Class')).toEqual({ ...beforeClass, name: 'Class' });
	});

	it('sends nothing where nothing changes', async () => {
		const { json } = await run([{ kind: 'container', field: 'Product Code', name: 'Product Code' }], update);
		expect(json).toMatchObject([{ changed: false }]);
		expect(pathsAsked(sandbox())).not.toContain('/customfields/save');
	});

	it('replaces the allowed values with the list that was given', async () => {
		await run([{ kind: 'substance', field: 'Register' }], {
			...update,
			updateFields: { allowedValues: 'VAL1\nVAL3', searchable: false },
		});
		expect(fieldNamed('Register')).toMatchObject({ allowedValues: ['VAL1', 'VAL3'], isSearchable: false });
	});

	it.each([
		[{ updateFields: {} }, {}, "'Update Fields' is empty"],
		[{ updateFields: { name: '={{ $json.nothing }}' } }, {}, "'Name' is empty"],
		[{ updateFields: { allowedValues: 'A' } }, {}, "'Allowed Values' does not apply to this field"],
		[
			{ updateFields: { allowedValues: '={{ $json.nothing }}' } },
			{ field: 'Storage Class' },
			"'Allowed Values' is empty",
		],
		[
			{ updateFields: { name: 'X' } },
			{ field: 'cf-1363' },
			"'Custom Field' names a field that this inventory does not have",
		],
		[{ updateFields: { name: 'X' } }, { field: '' }, "'Custom Field' is empty"],
		[{ updateFields: { onlyAdministratorsEdit: true } }, {}, "'Only Administrators Edit' does not apply to this field"],
		[
			{ updateFields: { showForOrders: true } },
			{ kind: 'substance' },
			"'Show for Orders' does not apply to this field",
		],
		[
			{ updateFields: { searchable: '={{ $json.nothing }}' } },
			{ field: 'Storage Class' },
			"'Searchable' is neither true nor false",
		],
	])('refuses %j for %j', async (parameters, changes, message) => {
		const before = fields();
		const { error } = await run([{ kind: 'container', field: 'Product Code', ...changes }], {
			...update,
			...parameters,
		});
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(fields()).toEqual(before);
	});

	it('names the nearest fields for one that does not exist', async () => {
		const { error } = await run([{ kind: 'container', field: 'Product Cod', name: 'X' }], update);
		expect(error?.description).toContain('Did you mean "Product Code"');
	});
});

describe('deleting a custom field', () => {
	const parameters = remove;
	const inputs = (): [IDataObject, IDataObject] => [
		{ kind: 'container', field: 'Product Code' },
		{ kind: 'substance', field: 'Remarks' },
	];
	behavesLikeAWriteInDepth(lab, { parameters, inputs, path: '/customfields/delete', state: fields, settles: true });

	checksAllItemsFirst(lab, {
		parameters,
		inputs: () => [inputs()[0], { kind: 'container', field: 'Nonsense' }],
		message: "'Custom Field' names a field that this inventory does not have",
		path: '/customfields/delete',
	});
	goesInOrder(lab, {
		parameters: { ...remove, customField: '={{ $json.field }}' },
		inputs: () => [
			{ kind: 'container', field: rl('Product Code', 'name') },
			{ kind: 'container', field: rl(362) },
		],
		look: '/customfields/get',
		path: '/customfields/delete',
		writes: 1,
	});

	it('tells what it was', async () => {
		const { json } = await run([{ kind: 'container', field: 'Product Code' }], remove);
		expect(json).toEqual([
			{
				deleted: true,
				id: 362,
				key: 'cf-362',
				fieldOf: 'container',
				name: 'Product Code',
				type: 'text',
				before: expect.objectContaining({ id: 362, showForOrders: true }),
			},
		]);
		expect(live().lab.customFields.has(362)).toBe(false);
	});

	it.each([
		['name', '363', "'Custom Field' names a field that this inventory does not have"],
		['id', 'Product Code', "'Custom Field' is not an ID"],
		['id', '870', "'Custom Field' was not found"],
		['id', '', "'Custom Field' is empty"],
	])('looks by the mode alone: %s %j', async (mode, field, message) => {
		const before = fields();
		const { error } = await run([{ kind: 'container', field }], {
			...remove,
			customField: rl('={{ $json.field }}', mode),
		});
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(fields()).toEqual(before);
	});

	it('takes a field whose name is a number by that name, and another by its ID', async () => {
		const [first] = live().lab.customFields.values();
		if (first) live().lab.customFields.set(9001, { ...first, id: 9001, name: '363' });
		await run([{ kind: 'container', field: '363' }], remove);
		expect([live().lab.customFields.has(9001), live().lab.customFields.has(363)]).toEqual([false, true]);
		await run([{ kind: 'container', field: '363' }], { ...remove, customField: rl('={{ $json.field }}', 'id') });
		expect(live().lab.customFields.has(363)).toBe(false);
	});

	it('does not take the field of the other kind that has the same number', async () => {
		const { error } = await run([{ kind: 'substance', field: '362' }], remove);
		expect(error?.message).toContain('names a field that this inventory does not have');
		expect(live().lab.customFields.has(362)).toBe(true);
	});

	it.each(aLostAnswer)(
		'knows what it deleted when the answer is lost and its name is gone (%s)',
		async (_what, fault) => {
			sandbox().faults.add({ when: { path: '/customfields/delete' }, times: 1, do: fault });
			const { json } = await run([{ kind: 'container', field: 'Product Code' }], remove, { settings: retrying });
			expect(json).toMatchObject([{ deleted: true, id: 362, name: 'Product Code' }]);
		},
	);

	it('does not look for it by name again when n8n runs the node again', async () => {
		sandbox().faults.add({ when: { path: '/customfields/delete' }, times: 1, do: { kind: 'drop', moment: 'after' } });
		sandbox().faults.add({
			when: { path: '/customfields/get', nth: 3 },
			times: 12,
			do: { kind: 'status', status: 503 },
		});
		const { json, error } = await run([{ kind: 'container', field: 'Product Code' }], remove, { settings: retrying });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ deleted: true, id: 362, name: 'Product Code' }]);
	});
});

describe('the list of custom fields to choose from', () => {
	it('shows those of the chosen kind with their keys', async () => {
		const functions = dropdownFunctions(onChemSandbox(new ChemInventory(), sandbox()));
		const { results } = await searchCustomFields.call(functions, 'expiry');
		expect(results).toEqual([{ name: 'Expiry Date (cf-363)', value: 363 }]);
	});

	it('says that it cannot know the kind while that is an expression', async () => {
		const functions = dropdownFunctions(onChemSandbox(new ChemInventory(), sandbox()), {
			fieldOf: '={{ $json.kind }}',
		});
		await expect(searchCustomFields.call(functions)).rejects.toMatchObject({
			message: 'This list depends on a field that is given by an expression',
			description: expect.stringContaining("'Field Of'"),
		});
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});
