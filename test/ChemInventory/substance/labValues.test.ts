import type { IDataObject, INode, INodeType } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryOrder } from '../../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../../nodes/ChemInventory/ChemInventorySearch.node';
import { onChemSandbox } from '../../support/chemInventory';
import { bodiesOf, chemSandboxForEachTest, pathsAsked, rl } from '../../support/chemRuns';
import { runNode } from '../../support/engine';
import { forgetWaits } from '../../support/waits';

/** CAS numbers, hazard codes and terms as labs really have them, through the nodes into the sandbox's own state. */
const { sandbox, run } = chemSandboxForEachTest(new ChemInventory());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const onNode = async (node: INodeType, input: IDataObject, parameters: IDataObject) =>
	await runNode(onChemSandbox(node, sandbox()), [input], parameters as INode['parameters']);
const search = async (input: IDataObject, parameters: IDataObject) =>
	await onNode(new ChemInventorySearch(), input, {
		scope: 'active',
		fullRows: false,
		output: 'simplified',
		options: {},
		...parameters,
	});

const findOrCreate = {
	resource: 'substance',
	operation: 'findOrCreate',
	name: '={{ $json.name }}',
	cas: '={{ $json.cas }}',
	output: '={{ $json.raw ? "raw" : "simplified" }}',
	options: {},
};

describe('finding a substance by its CAS number', () => {
	it.each(['67-64-1', '000067-64-1', 'CAS: 67-64-1', '[67-64-1]', '67\u201364\u20131', '67-64-1\r\n'])(
		'written as %j it is acetone, and none is created',
		async (cas) => {
			const before = live().substances.size;
			const { json, hints } = await run([{ name: 'acetone', cas }], findOrCreate);
			expect(json).toMatchObject([{ name: 'Acetone', cas: '67-64-1' }]);
			expect(json[0]).not.toHaveProperty('note');
			expect([live().substances.size, hints]).toEqual([before, []]);
		},
	);

	it.each([false, true])('tells that its name is another one, raw: %j', async (raw) => {
		const { json, hints } = await run([{ name: 'Methanol', cas: '67-64-1', raw }], findOrCreate);
		const words = expect.stringMatching(/67-64-1 is the substance "Acetone" .* "Methanol"/);
		expect(json[0]).toMatchObject({ cas: '67-64-1', ...(raw ? {} : { note: words }) });
		expect(hints).toEqual([words]);
	});

	it('finds the same containers however it is written', async () => {
		const byCas = { operation: 'byCas', casNumber: '={{ $json.cas }}' };
		const plain = await search({ cas: '67-64-1' }, byCas);
		const padded = await search({ cas: 'CAS 000067-64-1' }, byCas);
		expect(plain.json.length).toBeGreaterThan(0);
		expect(padded.json).toEqual(plain.json);
	});
});

describe('hazard codes', () => {
	const saveGhs = {
		resource: 'substance',
		operation: 'saveGhs',
		substance: rl('0067-64-1', 'cas'),
		hazardCodes: '={{ $json.codes }}',
		source: 'SDS',
		entryId: '',
	};
	const newest = () => [...live().lab.hazards.values()].at(-1)?.codes;

	it.each([
		['H300+H310', ['H300+H310']],
		['H302 + H312, EUH 066', ['H302+H312', 'EUH066']],
		[
			['h360FD', 'H 350i'],
			['H360FD', 'H350i'],
		],
	])('%j are saved as %j', async (codes, stored) => {
		const { json, error } = await run([{ codes }], saveGhs);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ hazards: stored, created: true }]);
		expect(newest()).toEqual(stored);
	});

	it('that are combined are searched for whole and one by one', async () => {
		await run([{ codes: 'H300 + H310' }], saveGhs);
		const { json, error } = await search({}, { operation: 'byGhs', hazardCodes: 'H300 + H310' });
		expect(error).toBeUndefined();
		expect(bodiesOf(sandbox(), '/search/execute').at(-1)).toMatchObject({
			contents: { searchtype: 'or', items: ['H300+H310', 'H300', 'H310'] },
		});
		expect(json.some(({ cas }) => cas === '67-64-1')).toBe(true);
	});

	it.each(['P264', 'H999', 'H350I', 'GHS02'])('are not %s', async (codes) => {
		const { error } = await run([{ codes }], saveGhs);
		expect(error?.message).toBe("'Hazard Codes' contains something that is not a hazard code [row 1]");
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});

describe('the terms of a watchlist', () => {
	const create = {
		resource: 'watchlist',
		operation: 'create',
		name: 'Watched',
		scope: 'inventory',
		terms: '={{ $json.terms }}',
	};
	const update = (fields: IDataObject): IDataObject => ({
		resource: 'watchlist',
		operation: 'update',
		watchlist: rl('Watched', 'name'),
		updateFields: fields,
	});
	const terms = () => [...live().lab.watchlists.values()].find(({ name }) => name === 'Watched')?.terms;

	it('are parted and cleaned where they are CAS numbers, and left alone where they are names', async () => {
		await run([{ terms: '67-64-1, 60-29-7\nCAS: 000110-54-3\n2,6-lutidine' }], create);
		expect(terms()).toEqual(['67-64-1', '60-29-7', '110-54-3', '2,6-lutidine']);
	});

	it.each([
		['67-64-2', "'Terms' is not a CAS number [row 1]"],
		['Acetone (67-64-1)', "'Terms' contains a CAS number and other words [row 1]"],
	])('are not %j', async (given, message) => {
		const { error } = await run([{ terms: given }], create);
		expect(error?.message).toBe(message);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('are taken off to the letter, whatever they say, else by the number', async () => {
		await run([{ terms: ['67-64-1', '60-29-7', '110-54-3'] }], create);
		terms()?.push('67-64-2', 'CAS: 60-29-7');
		const off = await run([{}], update({ removeTerms: '67-64-2\nCAS: 60-29-7\n0067-64-1' }));
		expect(off.error).toBeUndefined();
		expect(terms()).toEqual(['60-29-7', '110-54-3']);
		const { error } = await run([{}], update({ addTerms: '67-64-2' }));
		expect(error?.message).toBe("'Add Terms' is not a CAS number [row 1]");
	});

	it.each([
		['benzene ', 'benzene', ['Benzene', '60-29-7']],
		['4-\u200bnitrophenol', '4-nitrophenol', ['Benzene', '60-29-7']],
		['Cafe\u0301ine', 'Caf\u00e9ine', ['Benzene', '60-29-7']],
		['x', 'benzene', ['x', 'Benzene', '60-29-7']],
	])('are taken off where they differ in what cannot be seen: %j by %j', async (stored, given, left) => {
		await run([{ terms: ['60-29-7'] }], create);
		terms()?.unshift(stored, 'Benzene');
		const { error } = await run([{}], update({ removeTerms: given }));
		expect([error?.message, terms()]).toEqual([undefined, left]);
	});
});

describe('the size of an order', () => {
	const order = async (size: string) =>
		await onNode(
			new ChemInventoryOrder(),
			{},
			{
				operation: 'create',
				substance: rl('CAS-No. 0067-64-1', 'cas'),
				name: 'Acetone',
				size,
				unit: rl('mL', 'name'),
				supplier: 'VWR',
				output: 'simplified',
			},
		);

	it.each(['0,5', '500mL', '~5', '1 000', '-3', '2.5 L'])('is not %j', async (size) => {
		const { error } = await order(size);
		expect(error?.message).toBe("'Size' is not a plain number [row 1]");
		expect(pathsAsked(sandbox())).not.toContain('/order/request');
	});

	it('is a number or words, as it was given', async () => {
		for (const size of ['0.5', '2.50', '50x 5g tablets']) expect((await order(size)).error).toBeUndefined();
		const sent = bodiesOf(sandbox(), '/order/request') as Array<{ containersize: string }>;
		expect(sent.map(({ containersize }) => containersize)).toEqual(['0.5', '2.50', '50x 5g tablets']);
	});
});
