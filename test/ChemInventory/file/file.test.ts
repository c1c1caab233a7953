import type { IDataObject } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { searchFileCategories, searchFiles } from '../../../nodes/ChemInventory/records/file';
import { onChemSandbox } from '../../support/chemInventory';
import { behavesLikeAnOperation, behavesLikeAWrite, behavesLikeAWriteInDepth } from '../../support/chemOperation';
import { bodiesOf, chemSandboxForEachTest, pathsAsked, retrying, rl } from '../../support/chemRuns';
import { checksAllItemsFirst, goesInOrder, refusesTwins } from '../../support/chemSeveralItems';
import { dropdownFunctions } from '../../support/dropdown';
import { forgetWaits } from '../../support/waits';

const lab = chemSandboxForEachTest(new ChemInventory());
const { sandbox, run } = lab;

beforeEach(forgetWaits);

const resource = 'file';
const live = () => sandbox().chemInventory.lab;
const stored = () => [...live().lab.files.values()];
/** Those of the inventory, in the order of the list. */
const own = () => stored().filter(({ inventory }) => inventory !== 0);
const categories = () => [...live().lab.fileCategories.values()];
const state = () =>
	JSON.stringify([stored().map((file) => ({ ...file, substances: [...file.substances] })), categories()]);
const fileAt = (at: number) => own()[at]?.id ?? 0;
const linkedSubstance = (at: number) => [...(own()[at]?.substances ?? [])][0] ?? 0;
const freeSubstance = (at: number) => [...live().substances.keys()].find((id) => !own()[at]?.substances.has(id)) ?? 0;

const file = rl('={{ $json.file }}');
const substance = rl('={{ $json.substance }}');
const getAll = {
	resource,
	operation: 'getAll',
	scope: '={{ $json.scope }}',
	returnAll: '={{ $json.all }}',
	limit: 3,
	output: 'simplified',
};
const getCategories = { ...getAll, operation: 'getCategories' };
const getBySubstance = { resource, operation: 'getBySubstance', substance, returnAll: true, output: 'simplified' };
const getSubstances = { resource, operation: 'getSubstances', file, returnAll: true, output: 'simplified' };
const link = { resource, operation: 'link', file, substance };
const unlink = { resource, operation: 'unlink', file, substance };
const rename = { resource, operation: 'rename', file, newName: '={{ $json.name }}' };
const setCategory = {
	resource,
	operation: 'setCategory',
	file,
	putInto: '={{ $json.put ?? "category" }}',
	category: rl('={{ $json.category }}', 'name'),
};
const remove = { resource, operation: 'delete', file };
const createCategory = { resource, operation: 'createCategory', name: '={{ $json.name }}', scope: 'inventory' };
const renameCategory = {
	resource,
	operation: 'renameCategory',
	category: rl('={{ $json.category }}', 'name'),
	newName: '={{ $json.name }}',
};
const deleteCategory = { resource, operation: 'deleteCategory', category: rl('={{ $json.category }}', 'name') };

describe('listing files', () => {
	behavesLikeAnOperation(lab, {
		parameters: getAll,
		inputs: () => [
			{ scope: 'inventory', all: false },
			{ scope: 'site', all: true },
		],
		path: '/filestore/load',
	});

	it('tells the name of the category of each', async () => {
		const { json } = await run([{ scope: 'inventory', all: true }], getAll);
		expect(json).toHaveLength(stored().length);
		for (const { id, categoryId, category } of json) {
			expect([
				live().lab.files.get(Number(id))?.category,
				live().lab.fileCategories.get(Number(categoryId))?.name ?? null,
			]).toEqual([categoryId, category]);
		}
	});

	it('takes the text "true" of a switch, and the label of a scope', async () => {
		const { json } = await run([{ scope: 'Inventory', all: 'true' }], getAll);
		expect(json).toHaveLength(stored().length);
	});

	it('refuses a scope that does not exist', async () => {
		const { error } = await run([{ scope: 'world', all: true }], getAll);
		expect(error?.message).toBe("'Scope' is not one of the choices [row 1]");
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});

describe('listing file categories', () => {
	behavesLikeAnOperation(lab, {
		parameters: getCategories,
		inputs: () => [
			{ scope: 'inventory', all: true },
			{ scope: 'site', all: true },
		],
		path: '/filestore/load',
	});

	it('counts the files in each', async () => {
		const { json } = await run([{ scope: 'inventory', all: true }], getCategories);
		expect(json.map(({ id, name, numberOfFiles }) => ({ id, name, numberOfFiles }))).toEqual(
			categories().map(({ id, name }) => ({
				id,
				name,
				numberOfFiles: stored().filter(({ category }) => category === id).length,
			})),
		);
	});
});

describe('the files of a substance, and the substances of a file', () => {
	describe('files', () => {
		behavesLikeAnOperation(lab, {
			parameters: getBySubstance,
			inputs: () => [{ substance: linkedSubstance(0) }, { substance: linkedSubstance(1) }],
			path: '/filestore/getlinkedfiles',
		});
	});
	describe('substances', () => {
		behavesLikeAnOperation(lab, {
			parameters: getSubstances,
			inputs: () => [{ file: fileAt(0) }, { file: fileAt(1) }],
			path: '/filestore/getsubstancelinks',
		});
	});

	it('are those that are linked', async () => {
		const files = await run([{ substance: linkedSubstance(0) }], getBySubstance);
		expect(files.json).toMatchObject([{ id: fileAt(0), mimeType: 'application/pdf' }]);
		const substances = await run([{ file: fileAt(0) }], getSubstances);
		expect(substances.json.map(({ id }) => id)).toEqual([...(own()[0]?.substances ?? [])]);
	});
});

describe('linking a file', () => {
	behavesLikeAWrite(lab, {
		parameters: link,
		inputs: () => [
			{ file: fileAt(0), substance: freeSubstance(0) },
			{ file: fileAt(1), substance: freeSubstance(1) },
		],
		path: '/filestore/addsubstancelink',
		state,
		settles: true,
	});

	checksAllItemsFirst(lab, {
		parameters: link,
		inputs: () => [
			{ file: fileAt(0), substance: freeSubstance(0) },
			{ file: 7, substance: freeSubstance(0) },
		],
		message: "'File' was not found",
		path: '/filestore/addsubstancelink',
	});
	checksAllItemsFirst(lab, {
		parameters: { ...link, substance: '={{ $json.substance }}' },
		inputs: () => [
			{ file: fileAt(0), substance: rl(freeSubstance(0)) },
			{ file: fileAt(0), substance: rl('108-05-4', 'cas') },
		],
		message: "'Substance' was not found in this inventory",
		path: '/filestore/addsubstancelink',
	});
	goesInOrder(lab, {
		parameters: link,
		inputs: () => [
			{ file: fileAt(0), substance: freeSubstance(0) },
			{ file: fileAt(0), substance: freeSubstance(0) },
		],
		look: '/filestore/getsubstancelinks',
		path: '/filestore/addsubstancelink',
		writes: 1,
	});

	it('asks for a link that is there already no second time', async () => {
		const { json } = await run([{ file: fileAt(0), substance: linkedSubstance(0) }], link);
		expect(json).toEqual([
			{
				linked: true,
				wasLinked: true,
				fileId: fileAt(0),
				substanceId: linkedSubstance(0),
				before: { fileId: fileAt(0), substanceIds: [...(own()[0]?.substances ?? [])] },
			},
		]);
		expect(pathsAsked(sandbox())).not.toContain('/filestore/addsubstancelink');
	});

	it.each(['', null, 'sds.pdf', 0])('refuses the file %j before anything is sent', async (wrong) => {
		const { error } = await run([{ file: wrong, substance: 1 }], link);
		expect(error?.message).toMatch(/^'File' is (empty|not an ID) \[row 1\]$/);
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});

describe('unlinking a file', () => {
	behavesLikeAWrite(lab, {
		parameters: unlink,
		inputs: () => [
			{ file: fileAt(0), substance: linkedSubstance(0) },
			{ file: fileAt(1), substance: linkedSubstance(1) },
		],
		path: '/filestore/removesubstancelink',
		state,
		settles: true,
	});

	checksAllItemsFirst(lab, {
		parameters: unlink,
		inputs: () => [
			{ file: fileAt(0), substance: linkedSubstance(0) },
			{ file: 7, substance: linkedSubstance(0) },
		],
		message: "'File' was not found",
		path: '/filestore/removesubstancelink',
	});
	goesInOrder(lab, {
		parameters: unlink,
		inputs: () => [
			{ file: fileAt(0), substance: linkedSubstance(0) },
			{ file: fileAt(0), substance: linkedSubstance(0) },
		],
		look: '/filestore/getsubstancelinks',
		path: '/filestore/removesubstancelink',
		writes: 1,
	});

	it('says so where there was no link, and sends nothing', async () => {
		const { json } = await run([{ file: fileAt(0), substance: freeSubstance(0) }], unlink);
		expect(json).toMatchObject([{ unlinked: false, wasLinked: false }]);
		expect(pathsAsked(sandbox())).not.toContain('/filestore/removesubstancelink');
	});
});

describe('renaming a file', () => {
	behavesLikeAWriteInDepth(lab, {
		parameters: rename,
		inputs: () => [
			{ file: fileAt(0), name: 'one.pdf' },
			{ file: fileAt(1), name: 'two.pdf' },
		],
		path: '/filestore/renamefile',
		state,
		settles: true,
	});

	checksAllItemsFirst(lab, {
		parameters: rename,
		inputs: () => [
			{ file: fileAt(0), name: 'one.pdf' },
			{ file: 7, name: 'two.pdf' },
		],
		message: "'File' was not found",
		path: '/filestore/renamefile',
	});
	goesInOrder(lab, {
		parameters: rename,
		inputs: () => [
			{ file: fileAt(0), name: 'one.pdf' },
			{ file: fileAt(0), name: 'two.pdf' },
		],
		look: '/filestore/load',
		path: '/filestore/renamefile',
		writes: 2,
	});

	it('of one file twice gives it both names in the order of the items', async () => {
		const previousName = own()[0]?.name;
		const { json } = await run(
			[
				{ file: fileAt(0), name: 'one.pdf' },
				{ file: fileAt(0), name: 'two.pdf' },
			],
			rename,
		);
		expect(json.map((file) => [file.previousName, file.name])).toEqual([
			[previousName, 'one.pdf'],
			['one.pdf', 'two.pdf'],
		]);
		expect(own()[0]?.name).toBe('two.pdf');
	});

	it('gives the name of the first try when n8n runs the node again, whatever an expression says then', async () => {
		sandbox().faults.add({
			when: { path: '/filestore/renamefile', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { json, error, executions } = await run(
			[{ file: fileAt(0) }, { file: fileAt(1) }],
			{ ...rename, newName: '={{ Math.random() }}.pdf' },
			{ settings: retrying },
		);
		expect([error?.message, executions]).toEqual([undefined, 2]);
		expect(json.map(({ name }) => name)).toEqual([own()[0]?.name, own()[1]?.name]);
		expect(bodiesOf(sandbox(), '/filestore/renamefile')).toHaveLength(3);
	});

	it('tells the old name', async () => {
		const previousName = own()[0]?.name;
		const { json } = await run([{ file: fileAt(0), name: 'one.pdf' }], rename);
		expect(json).toEqual([
			{
				id: fileAt(0),
				name: 'one.pdf',
				previousName,
				changed: true,
				before: expect.objectContaining({ id: fileAt(0), name: previousName }),
			},
		]);
	});

	it('refuses an empty name before anything is sent', async () => {
		const { error } = await run([{ file: fileAt(0), name: ' ' }], rename);
		expect(error?.message).toBe("'New Name' is empty [row 1]");
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('refuses a file that does not exist', async () => {
		const { error } = await run([{ file: 7, name: 'x.pdf' }], rename);
		expect(error?.message).toBe("'File' was not found [row 1]");
	});
});

describe('putting a file into a category', () => {
	behavesLikeAWrite(lab, {
		parameters: setCategory,
		inputs: () => [
			{ file: fileAt(0), category: 'Certificates' },
			{ file: fileAt(1), category: 'Risk Assessments' },
		],
		path: '/filestore/updatefilecategory',
		state,
		settles: true,
	});

	checksAllItemsFirst(lab, {
		parameters: setCategory,
		inputs: () => [
			{ file: fileAt(0), category: 'Certificates' },
			{ file: fileAt(1), category: 'Certificate' },
		],
		message: "'Category' was not found",
		path: '/filestore/updatefilecategory',
	});
	goesInOrder(lab, {
		parameters: setCategory,
		inputs: () => [
			{ file: fileAt(0), category: 'Certificates' },
			{ file: fileAt(0), category: 'Risk Assessments' },
		],
		look: '/filestore/load',
		path: '/filestore/updatefilecategory',
		writes: 2,
	});

	it('takes it out of its category on request', async () => {
		const { json } = await run([{ file: fileAt(0), put: 'none' }], setCategory);
		expect(json).toMatchObject([{ id: fileAt(0), categoryId: 0, category: null, changed: true }]);
		expect(own()[0]?.category).toBe(0);
		expect(bodiesOf(sandbox(), '/filestore/updatefilecategory')).toEqual([{ fileid: fileAt(0), newcategoryid: 0 }]);
	});

	it('names the nearest categories for one that does not exist, and never falls back to none', async () => {
		const { error } = await run([{ file: fileAt(0), category: 'Certificate' }], setCategory);
		expect(error?.message).toBe("'Category' was not found [row 1]");
		expect(error?.description).toContain('Did you mean "Certificates"');
		const empty = await run([{ file: fileAt(0), category: '' }], setCategory);
		expect(empty.error?.message).toBe("'Category' is empty [row 1]");
		expect(bodiesOf(sandbox(), '/filestore/updatefilecategory')).toEqual([]);
	});

	it('writes nothing for the first file where the form of the second one lacks its category', async () => {
		const before = state();
		const { error } = await run(
			[
				{ file: fileAt(0), category: 'Certificates' },
				{ file: fileAt(1), category: '' },
			],
			setCategory,
		);
		expect(error?.message).toBe("'Category' is empty [row 2]");
		expect(state()).toBe(before);
	});

	it.each(['No Category', 'no category'])('takes %j, the label of a choice, for the choice', async (put) => {
		const { json } = await run([{ file: fileAt(0), put }], setCategory);
		expect(json).toMatchObject([{ categoryId: 0 }]);
	});

	it.each(['nothing', '', true])('does not take %j for one of the two choices', async (put) => {
		const before = state();
		const { error } = await run([{ file: fileAt(0), put, category: 'Certificates' }], setCategory);
		expect(error?.message).toMatch(/^'Put Into' is (empty|not one of the choices) \[row 1\]$/);
		expect(state()).toBe(before);
	});
});

describe('deleting a file', () => {
	const inputs = (): [IDataObject, IDataObject] => [{ file: fileAt(0) }, { file: fileAt(1) }];
	const parameters = remove;
	behavesLikeAWrite(lab, { parameters, inputs, path: '/filestore/deletefile', state, settles: true });

	checksAllItemsFirst(lab, {
		parameters,
		inputs: () => [{ file: fileAt(0) }, { file: 7 }],
		message: "'File' was not found",
		path: '/filestore/deletefile',
	});
	goesInOrder(lab, {
		parameters,
		inputs: () => [{ file: fileAt(0) }, { file: fileAt(0) }],
		look: '/filestore/load',
		path: '/filestore/deletefile',
		writes: 1,
	});

	it('is not looked for again when n8n runs the node again', async () => {
		const ids = [fileAt(0), fileAt(1)];
		sandbox().faults.add({
			when: { path: '/filestore/deletefile', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { json, error } = await run(
			ids.map((id) => ({ file: id })),
			remove,
			{ settings: retrying },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual(ids);
	});

	it('tells what it was', async () => {
		const [gone] = own();
		const { json } = await run([{ file: gone?.id }], remove);
		expect(json).toEqual([
			{
				deleted: true,
				id: gone?.id,
				name: gone?.name,
				size: gone?.bytes.length,
				categoryId: gone?.category,
				before: expect.objectContaining({ id: gone?.id, name: gone?.name, dateUploaded: expect.any(String) }),
			},
		]);
		expect(live().lab.files.has(gone?.id ?? 0)).toBe(false);
	});
});

describe('file categories', () => {
	describe('creating', () => {
		behavesLikeAWrite(lab, {
			parameters: createCategory,
			inputs: () => [{ name: 'Protocols' }, { name: 'Invoices' }],
			path: '/filestore/createcategory',
			state,
			settles: true,
		});

		checksAllItemsFirst(lab, {
			parameters: createCategory,
			inputs: () => [{ name: 'Protocols' }, { name: 'Certificates' }],
			message: "'Name' is taken",
			path: '/filestore/createcategory',
		});
		refusesTwins(lab, {
			parameters: createCategory,
			inputs: () => [{ name: 'Protocols' }, { name: 'Protocols' }],
			message: "'Name' is used by several rows",
			path: '/filestore/createcategory',
		});
		goesInOrder(lab, {
			parameters: createCategory,
			inputs: () => [{ name: 'Protocols' }, { name: 'Invoices' }],
			look: '/filestore/load',
			path: '/filestore/createcategory',
			writes: 2,
		});

		it('takes its own name for its own when n8n runs the node again', async () => {
			sandbox().faults.add({
				when: { path: '/filestore/createcategory', nth: 2 },
				times: 1,
				do: { kind: 'status', status: 400, moment: 'before' },
			});
			const { json, error, executions } = await run(
				[{}, {}],
				{ ...createCategory, name: '={{ "Papers " + $itemIndex + Math.random() }}' },
				{ settings: retrying },
			);
			expect([error?.message, executions]).toEqual([undefined, 2]);
			expect(categories().slice(-2)).toMatchObject(json.map(({ id, name }) => ({ id, name })));
			expect(categories().filter(({ name }) => name.startsWith('Papers'))).toHaveLength(2);
		});

		it('gives back the id, and refuses a name that is taken', async () => {
			const { json } = await run([{ name: 'Protocols' }], createCategory);
			expect(json).toEqual([{ id: categories().at(-1)?.id, name: 'Protocols', scope: 'inventory' }]);
			const { error } = await run([{ name: 'Protocols' }], createCategory);
			expect(error?.message).toBe("'Name' is taken [row 1]");
		});
	});

	describe('renaming', () => {
		behavesLikeAWrite(lab, {
			parameters: renameCategory,
			inputs: () => [
				{ category: '(M)SDS', name: 'SDS' },
				{ category: 'Certificates', name: 'Papers' },
			],
			path: '/filestore/renamecategory',
			state,
			settles: true,
		});
		checksAllItemsFirst(lab, {
			parameters: renameCategory,
			inputs: () => [
				{ category: '(M)SDS', name: 'SDS' },
				{ category: 'Certificate', name: 'Papers' },
			],
			message: "'Category' was not found",
			path: '/filestore/renamecategory',
		});
		goesInOrder(lab, {
			parameters: { ...renameCategory, category: '={{ $json.category }}' },
			inputs: () => [
				{ category: rl('(M)SDS', 'name'), name: 'SDS' },
				{ category: rl(categories()[0]?.id), name: 'Sheets' },
			],
			look: '/filestore/load',
			path: '/filestore/renamecategory',
			writes: 2,
		});

		it('is not looked for by its old name when n8n runs the node again', async () => {
			sandbox().faults.add({
				when: { path: '/filestore/renamecategory', nth: 2 },
				times: 1,
				do: { kind: 'status', status: 400, moment: 'before' },
			});
			const { json, error } = await run(
				[{ category: '(M)SDS' }, { category: 'Certificates' }],
				{ ...renameCategory, newName: '={{ $json.category + Math.random() }}' },
				{ settings: retrying },
			);
			expect(error).toBeUndefined();
			expect(json.map(({ name }) => name)).toEqual([categories()[0]?.name, categories()[1]?.name]);
		});
	});

	describe('deleting', () => {
		const inputs = (): [IDataObject, IDataObject] => [{ category: '(M)SDS' }, { category: 'Certificates' }];
		const parameters = deleteCategory;
		behavesLikeAWrite(lab, { parameters, inputs, path: '/filestore/deletecategory', state, settles: true });

		checksAllItemsFirst(lab, {
			parameters,
			inputs: () => [{ category: '(M)SDS' }, { category: 'Certificate' }],
			message: "'Category' was not found",
			path: '/filestore/deletecategory',
		});
		goesInOrder(lab, {
			parameters: { ...deleteCategory, category: '={{ $json.category }}' },
			inputs: () => [{ category: rl('(M)SDS', 'name') }, { category: rl(categories()[0]?.id) }],
			look: '/filestore/load',
			path: '/filestore/deletecategory',
			writes: 1,
		});

		/** The second category is called like the ID of the third. */
		function nameLikeAnId(): [string, number, number] {
			const [, second, third] = categories();
			if (!second || !third) throw new Error('The lab has three categories');
			second.name = String(third.id);
			return [second.name, second.id, third.id];
		}

		it('looks by name at names alone, and by ID at IDs', async () => {
			const [digits, named, withId] = nameLikeAnId();
			const byName = await run([{ category: digits }], deleteCategory);
			expect(byName.json).toMatchObject([{ id: named }]);
			const byId = await run([{}], { ...deleteCategory, category: rl(digits) });
			expect(byId.json).toMatchObject([{ id: withId }]);
		});

		it.each([
			['the ID of a category, as a name', (id: number) => rl(id, 'name')],
			['the name of a category, as an ID', () => rl('Certificates')],
			['an ID that no category has', () => rl('7')],
		])('deletes nothing for %s', async (_what, category) => {
			const before = state();
			const { error } = await run([{}], { ...deleteCategory, category: category(categories()[0]?.id ?? 0) });
			expect(error?.message).toMatch(/^'Category' (was not found|is not an ID) \[row 1\]$/);
			expect(state()).toBe(before);
		});

		it('tells which it was', async () => {
			const [category] = categories();
			const { json } = await run([{ category: category?.name }], deleteCategory);
			expect(json).toEqual([
				{
					deleted: true,
					id: category?.id,
					name: '(M)SDS',
					before: expect.objectContaining({ id: category?.id, name: '(M)SDS' }),
				},
			]);
		});
	});
});

describe('the lists to choose from', () => {
	it('show files and categories', async () => {
		const functions = dropdownFunctions(onChemSandbox(new ChemInventory(), sandbox()));
		const [first] = own();
		expect((await searchFiles.call(functions, first?.name)).results).toContainEqual({
			name: `${first?.name} (ID ${first?.id})`,
			value: first?.id,
		});
		expect((await searchFileCategories.call(functions, 'cert')).results).toEqual([
			{ name: 'Certificates', value: categories()[1]?.id },
		]);
	});
});
