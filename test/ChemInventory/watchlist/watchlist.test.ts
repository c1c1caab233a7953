import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { searchWatchlists } from '../../../nodes/ChemInventory/records/watchlist';
import { chemOrigin, onChemSandbox } from '../../support/chemInventory';
import { behavesLikeAnOperation, behavesLikeAWrite, behavesLikeAWriteInDepth } from '../../support/chemOperation';
import { bodiesOf, chemRunOnNock, chemSandboxForEachTest, pathsAsked, retrying, rl } from '../../support/chemRuns';
import { checksAllItemsFirst, goesInOrder, refusesTwins } from '../../support/chemSeveralItems';
import { dropdownFunctions } from '../../support/dropdown';
import { forgetWaits } from '../../support/waits';

const lab = chemSandboxForEachTest(new ChemInventory());
const { sandbox, run } = lab;
const runOnNock = chemRunOnNock(new ChemInventory());

const resource = 'watchlist';
const live = () => sandbox().chemInventory.lab;
const lists = () => [...live().lab.watchlists.values()].map((list) => ({ ...list, terms: [...list.terms] }));
const listNamed = (name: string) => lists().find((list) => list.name === name);

/** A second list of the inventory, so that two items have one each. */
function addList(): void {
	const own = listNamed('Peroxide formers');
	if (own)
		live().lab.watchlists.set(900, { ...own, id: 900, name: 'Acids', terms: ['64-19-7', '2,4-dinitrobenzoic acid'] });
}

beforeEach(() => {
	forgetWaits();
	addList();
});

const getAll = {
	resource,
	operation: 'getAll',
	scope: '={{ $json.scope }}',
	returnAll: true,
	limit: 50,
	output: 'simplified',
};
const create = {
	resource,
	operation: 'create',
	name: '={{ $json.name }}',
	scope: '={{ $json.scope ?? "inventory" }}',
	terms: '={{ $json.terms }}',
};
const update = {
	resource,
	operation: 'update',
	watchlist: rl('={{ $json.list }}', 'name'),
	updateFields: { addTerms: '={{ $json.add }}' },
};
const remove = { resource, operation: 'delete', watchlist: rl('={{ $json.list }}', 'name') };
const report = {
	resource,
	operation: 'report',
	watchlist: rl('={{ $json.list }}', 'name'),
	whereToLook: '={{ $json.scope ?? "inventory" }}',
	columnNames: 'keys',
	output: 'simplified',
	options: {},
};

describe('listing watchlists', () => {
	behavesLikeAnOperation(lab, {
		parameters: getAll,
		inputs: () => [{ scope: 'all' }, { scope: 'inventory' }],
		path: '/watchlist/load',
	});

	it('tells beside each for whom it is', async () => {
		const { json } = await run([{ scope: 'all' }], getAll);
		expect(json.map(({ name, scope, terms }) => ({ name, scope, terms }))).toEqual(
			lists().map(({ name, scope, terms }) => ({ name, scope, terms })),
		);
		const global = await run([{ scope: 'global' }], getAll);
		expect(global.json.map(({ name }) => name)).toEqual(['Explosives precursors']);
	});
});

describe('the scope of a list of watchlists', () => {
	it.each([
		['Global', 'global'],
		['INVENTORY', 'inventory'],
	])('may be the label %s', async (label, scope) => {
		const { json } = await run([{ scope: label }], getAll);
		expect(json.length).toBeGreaterThan(0);
		expect(json.every((list) => list.scope === scope)).toBe(true);
	});

	it.each([undefined, null, '', 'world', true])('is not %j', async (scope) => {
		const { error } = await run([{ scope }], getAll);
		expect(error?.message).toMatch(/^'Scope' is (empty|not one of the choices) \[row 1\]$/);
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});

describe('creating a watchlist', () => {
	behavesLikeAWriteInDepth(lab, {
		parameters: create,
		inputs: () => [
			{ name: 'Bases', terms: '1310-73-2\n2,6-lutidine' },
			{ name: 'Solvents', terms: ['67-64-1'] },
		],
		path: '/watchlist/save',
		state: lists,
		settles: true,
	});

	checksAllItemsFirst(lab, {
		parameters: create,
		inputs: () => [
			{ name: 'Bases', terms: 'a' },
			{ name: 'Acids', terms: 'b' },
		],
		message: "'Name' is taken",
		path: '/watchlist/save',
	});
	refusesTwins(lab, {
		parameters: create,
		inputs: () => [
			{ name: 'Bases', terms: 'a' },
			{ name: 'Bases', terms: 'b' },
		],
		message: "'Name' is used by several rows",
		path: '/watchlist/save',
	});
	goesInOrder(lab, {
		parameters: create,
		inputs: () => [
			{ name: 'Bases', terms: 'a' },
			{ name: 'Salts', terms: 'b' },
		],
		look: '/watchlist/load',
		path: '/watchlist/save',
		writes: 2,
	});

	it('takes its own name for its own when n8n runs the node again, whatever an expression says then', async () => {
		sandbox().faults.add({
			when: { path: '/watchlist/save', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { json, error, executions } = await run(
			[{ name: 'Bases' }, { name: 'Salts' }],
			{ ...create, terms: '={{ $json.name + Math.random() }}' },
			{ settings: retrying },
		);
		expect([error?.message, executions]).toEqual([undefined, 2]);
		expect(json.map(({ id, terms }) => ({ id, terms }))).toEqual(
			['Bases', 'Salts'].map((name) => ({ id: listNamed(name)?.id, terms: listNamed(name)?.terms })),
		);
		expect(lists().filter(({ name }) => name === 'Bases')).toHaveLength(1);
	});

	it('finds the id that the service does not tell, and keeps commas within terms', async () => {
		const { json } = await run([{ name: 'Bases', terms: '1310-73-2\n2,6-lutidine\n' }], create);
		expect(json).toEqual([
			{
				id: listNamed('Bases')?.id,
				scope: 'inventory',
				name: 'Bases',
				terms: ['1310-73-2', '2,6-lutidine'],
			},
		]);
		expect(bodiesOf(sandbox(), '/watchlist/save')).toEqual([
			{ id: 0, scope: 'inventory', name: 'Bases', terms: ['1310-73-2', '2,6-lutidine'] },
		]);
	});

	it('says in words when the new list cannot be told from another', async () => {
		const twin = (id: number) => ({ id, name: 'Bases', terms: ['1310-73-2'], emailalert: [] });
		const answers = [[], [], [twin(5), twin(6)]];
		nock(chemOrigin)
			.post('/api/watchlist/load')
			.twice()
			.reply(200, { status: 'success', data: { inventory: answers[0] } });
		nock(chemOrigin).post('/api/watchlist/save').reply(200, { status: 'success', data: [] });
		nock(chemOrigin)
			.post('/api/watchlist/load')
			.reply(200, { status: 'success', data: { inventory: answers[2] } });
		const { json, hints } = await runOnNock([{ name: 'Bases', terms: '1310-73-2' }], create);
		expect(json).toMatchObject([{ id: null, note: expect.stringContaining('its ID is not clear') }]);
		expect(hints).toHaveLength(1);
	});

	it('does not call a list that was created not created because reading it again did not work', async () => {
		sandbox().faults.add({ when: { path: '/watchlist/load', nth: 3 }, times: 10, do: { kind: 'status', status: 503 } });
		const { json, error } = await run([{ name: 'Bases', terms: '1310-73-2' }], create);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ id: null, name: 'Bases' }]);
		expect(listNamed('Bases')).toBeDefined();
	});

	it.each([
		[{ name: '', terms: 'a' }, "'Name' is empty"],
		[{ name: 'Bases', terms: '' }, "'Terms' is empty"],
		[{ name: 'Bases', terms: [] }, "'Terms' is empty"],
		[{ name: 'Bases', terms: null }, "'Terms' is empty"],
		[{ name: 'Bases', terms: [{ cas: '1' }] }, "'Terms' is not a list of texts"],
		[{ name: 'Bases', terms: 'a', scope: 'global' }, "'Scope' is not one of the choices"],
	])('refuses %j before anything is sent', async (input, message) => {
		const { error } = await run([input], create);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('refuses a name that is taken', async () => {
		const { error } = await run([{ name: 'Acids', terms: 'a' }], create);
		expect(error?.message).toBe("'Name' is taken [row 1]");
		expect(pathsAsked(sandbox())).not.toContain('/watchlist/save');
	});
});

describe('updating a watchlist', () => {
	behavesLikeAWrite(lab, {
		parameters: update,
		inputs: () => [
			{ list: 'Peroxide formers', add: '111-43-3' },
			{ list: 'Acids', add: ['7697-37-2'] },
		],
		path: '/watchlist/save',
		state: lists,
		settles: true,
	});
	checksAllItemsFirst(lab, {
		parameters: update,
		inputs: () => [
			{ list: 'Acids', add: '67-64-1' },
			{ list: 'Acid', add: '67-64-1' },
		],
		message: "'Watchlist' was not found",
		path: '/watchlist/save',
	});
	checksAllItemsFirst(lab, {
		parameters: update,
		inputs: () => [
			{ list: 'Acids', add: '67-64-1' },
			{ list: 'Explosives precursors', add: '67-64-1' },
		],
		message: "'Watchlist' is managed by ChemInventory",
		path: '/watchlist/save',
	});
	checksAllItemsFirst(lab, {
		parameters: { ...update, updateFields: { removeTerms: '={{ $json.remove }}' } },
		inputs: () => [
			{ list: 'Acids', remove: ['64-19-7'] },
			{ list: 'Acids', remove: ['2,4-dinitrobenzoic acid'] },
		],
		message: "'Remove Terms' would leave no term",
		path: '/watchlist/save',
	});
	goesInOrder(lab, {
		parameters: { ...update, watchlist: '={{ $json.list }}' },
		inputs: () => [
			{ list: rl('Acids', 'name'), add: '67-64-1' },
			{ list: rl(900), add: '67-56-1' },
		],
		look: '/watchlist/load',
		path: '/watchlist/save',
		writes: 2,
	});

	it('is not looked for by its old name when n8n runs the node again, whatever an expression says then', async () => {
		const own = live().lab.watchlists.get(900);
		if (own) live().lab.watchlists.set(901, { ...own, id: 901, name: 'Bases' });
		sandbox().faults.add({
			when: { path: '/watchlist/save', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { json, error, executions } = await run(
			[{ list: 'Acids' }, { list: 'Bases' }],
			{ ...update, updateFields: { name: '={{ $json.list + Math.random() }}' } },
			{ settings: retrying },
		);
		expect([error?.message, executions]).toEqual([undefined, 2]);
		expect(json.map(({ name }) => name)).toEqual([900, 901].map((id) => live().lab.watchlists.get(id)?.name));
		expect(bodiesOf(sandbox(), '/watchlist/save')).toHaveLength(3);
	});

	it('keeps the terms that were there, and tells them', async () => {
		const before = listNamed('Acids');
		const { json } = await run([{ list: 'Acids', add: '7697-37-2\n64-19-7' }], update);
		expect(listNamed('Acids')).toEqual({ ...before, terms: [...(before?.terms ?? []), '7697-37-2'] });
		expect(json).toMatchObject([{ id: 900, scope: 'inventory', previousTerms: before?.terms, changed: true }]);
	});

	it('removes terms, replaces them and renames on request', async () => {
		await run([{ list: 'Acids' }], { ...update, updateFields: { removeTerms: '64-19-7', name: 'Strong acids' } });
		expect(listNamed('Strong acids')).toMatchObject({ id: 900, terms: ['2,4-dinitrobenzoic acid'] });
		await run([{}], { ...update, watchlist: rl('900'), updateFields: { terms: 'x\ny' } });
		expect(listNamed('Strong acids')?.terms).toEqual(['x', 'y']);
	});

	it('sends nothing where nothing changes', async () => {
		const { json } = await run([{ list: 'Acids', add: '64-19-7' }], update);
		expect(json).toMatchObject([{ changed: false }]);
		expect(pathsAsked(sandbox())).not.toContain('/watchlist/save');
	});

	it.each([
		[{ updateFields: {} }, 'Acids', "'Update Fields' is empty"],
		[{ updateFields: { terms: '={{ $json.nothing }}' } }, 'Acids', "'Terms' is empty"],
		[{ updateFields: { addTerms: '={{ $json.nothing }}' } }, 'Acids', "'Add Terms' is empty"],
		[
			{ updateFields: { removeTerms: '64-19-7\n2,4-dinitrobenzoic acid' } },
			'Acids',
			"'Remove Terms' would leave no term",
		],
		[{ updateFields: { name: '' } }, 'Acids', "'Name' is empty"],
		[{ updateFields: { addTerms: 'x' } }, 'Explosives precursors', "'Watchlist' is managed by ChemInventory"],
		[{ updateFields: { addTerms: 'x' } }, 'Acid', "'Watchlist' was not found"],
		[{ updateFields: { addTerms: 'x' } }, '', "'Watchlist' is empty"],
	])('refuses %j for %j, and changes nothing', async (parameters, list, message) => {
		const before = lists();
		const { error } = await run([{ list }], { ...update, ...parameters });
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(lists()).toEqual(before);
	});
});

describe('deleting a watchlist', () => {
	const inputs = (): [IDataObject, IDataObject] => [{ list: 'Peroxide formers' }, { list: 'Acids' }];
	const parameters = remove;
	behavesLikeAWrite(lab, { parameters, inputs, path: '/watchlist/delete', state: lists, settles: true });
	checksAllItemsFirst(lab, {
		parameters,
		inputs: () => [{ list: 'Acids' }, { list: 'Explosives precursors' }],
		message: "'Watchlist' is managed by ChemInventory",
		path: '/watchlist/delete',
	});
	checksAllItemsFirst(lab, {
		parameters,
		inputs: () => [{ list: 'Acids' }, { list: 'Acid' }],
		message: "'Watchlist' was not found",
		path: '/watchlist/delete',
	});
	goesInOrder(lab, {
		parameters: { ...remove, watchlist: '={{ $json.list }}' },
		inputs: () => [{ list: rl('Acids', 'name') }, { list: rl(900) }],
		look: '/watchlist/load',
		path: '/watchlist/delete',
		writes: 1,
	});

	it('gives back the terms, so that it can be made again', async () => {
		const { json } = await run([{ list: 'Acids' }], remove);
		expect(json).toEqual([
			{
				deleted: true,
				id: 900,
				name: 'Acids',
				scope: 'inventory',
				terms: ['64-19-7', '2,4-dinitrobenzoic acid'],
				before: expect.objectContaining({ id: 900, terms: ['64-19-7', '2,4-dinitrobenzoic acid'] }),
			},
		]);
	});

	describe('by name or by ID', () => {
		/** A list whose ID is the name of another one. */
		function addTwin(): void {
			const acids = listNamed('Acids');
			if (acids) live().lab.watchlists.set(2026, { ...acids, id: 2026, name: 'Bases' });
		}

		it.each([
			['the ID of a list, as a name', rl('2026', 'name')],
			['a number, as a name', rl(2026, 'name')],
			['the name of a list, as an ID', rl('Bases')],
			['an ID that no list has', rl('2027')],
			['a bare name of an expression, which stands for an ID', '={{ "Bases" }}'],
		])('deletes nothing for %s', async (_what, watchlist) => {
			addTwin();
			const before = lists();
			const { error } = await run([{}], { ...remove, watchlist: watchlist as IDataObject });
			expect(error?.message).toMatch(/^'Watchlist' (was not found|is not an ID) \[row 1\]$/);
			expect(lists()).toEqual(before);
		});

		it.each([
			['a name made of digits', rl('2026', 'name'), 901],
			['an ID', rl('2026'), 2026],
			['an ID from the list', rl(2026, 'list'), 2026],
			['a bare ID', '={{ 2026 }}', 2026],
		])('takes %s for what it is', async (_what, watchlist, id) => {
			addTwin();
			const acids = listNamed('Acids');
			if (acids) live().lab.watchlists.set(901, { ...acids, id: 901, name: '2026' });
			const { json } = await run([{}], { ...remove, watchlist: watchlist as IDataObject });
			expect(json).toMatchObject([{ deleted: true, id }]);
		});
	});

	it('refuses a list that ChemInventory keeps for everybody', async () => {
		const { error } = await run([{ list: 'Explosives precursors' }], remove);
		expect(error?.message).toBe("'Watchlist' is managed by ChemInventory [row 1]");
		expect(pathsAsked(sandbox())).not.toContain('/watchlist/delete');
	});
});

describe('the report of a watchlist', () => {
	behavesLikeAnOperation(lab, {
		parameters: report,
		inputs: () => [{ list: 'Peroxide formers' }, { list: 'Explosives precursors' }],
		path: '/watchlist/generatereport',
	});

	it.each([undefined, '', 'global', true])('does not look for %j', async (scope) => {
		const { error } = await run([{ list: 'Acids', scope }], { ...report, whereToLook: '={{ $json.scope }}' });
		expect(error?.message).toMatch(/^'Where to Look' is (empty|not one of the choices) \[row 1\]$/);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('gives one item for each container, under keys or titles', async () => {
		const { json } = await run([{ list: 'Peroxide formers' }], report);
		const ether = live().substance('60-29-7');
		expect(json.filter(({ cas }) => cas === '60-29-7').map(({ id }) => id)).toEqual(
			live()
				.liveContainers()
				.filter(({ substance }) => substance === ether.id)
				.map(({ id }) => id),
		);
		const titled = await run([{ list: 'Peroxide formers' }], { ...report, columnNames: 'titles' });
		expect(titled.json[0]).toMatchObject({ 'Container Name': json[0]?.name, CAS: json[0]?.cas });
	});
});

describe('the list of watchlists to choose from', () => {
	it('shows for whom each is', async () => {
		const functions = dropdownFunctions(onChemSandbox(new ChemInventory(), sandbox()));
		const { results } = await searchWatchlists.call(functions, 'acid');
		expect(results).toEqual([{ name: 'Acids (inventory)', value: 900 }]);
	});
});
