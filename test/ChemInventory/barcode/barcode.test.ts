import nock from 'nock';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { chemOrigin } from '../../support/chemInventory';
import { behavesLikeAnOperation, behavesLikeAWriteInDepth } from '../../support/chemOperation';
import { bodiesOf, chemRunOnNock, chemSandboxForEachTest, pathsAsked } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const lab = chemSandboxForEachTest(new ChemInventory());
const { sandbox, run } = lab;
const runOnNock = chemRunOnNock(new ChemInventory());

beforeEach(forgetWaits);

const resource = 'barcode';
const live = () => sandbox().chemInventory.lab;
const inventory = () => live().lab.inventories.get(sandbox().chemInventory.inventoryId);

const getAll = {
	resource,
	operation: 'getAll',
	returnAll: '={{ $json.all }}',
	limit: 2,
	columnNames: 'keys',
	output: 'simplified',
	options: {},
};
const check = { resource, operation: 'check', barcode: '={{ $json.barcode }}', output: 'simplified' };
const getDuplicates = { resource, operation: 'getDuplicates', output: 'simplified', options: {} };
const generate = {
	resource,
	operation: 'generate',
	prefix: '={{ $json.prefix }}',
	count: '={{ $json.count }}',
	startingNumber: '={{ $json.start }}',
};

describe('listing the barcodes in use', () => {
	behavesLikeAnOperation(lab, {
		parameters: getAll,
		inputs: () => [{ all: true }, { all: false }],
		path: '/barcodes/assigned',
	});

	it('gives as many as asked for, under keys or under titles', async () => {
		const { json } = await run([{ all: false }], getAll);
		expect(json).toHaveLength(2);
		const titled = await run([{ all: false }], { ...getAll, columnNames: 'titles' });
		expect(Object.values(titled.json[0] ?? {})).toEqual(Object.values(json[0] ?? {}));
		expect(Object.keys(titled.json[0] ?? {})).not.toEqual(Object.keys(json[0] ?? {}));
	});

	it('gives all where an expression gives the text "true"', async () => {
		const { json } = await run([{ all: true }, { all: 'true' }], getAll);
		const [first = [], second = []] = [0, 1].map((item) =>
			json.slice((item * json.length) / 2, ((item + 1) * json.length) / 2),
		);
		expect(first.length).toBeGreaterThan(2);
		expect(second).toEqual(first);
	});

	it.each(['titles', 'Titles', 'TITLES'])('takes %j for the names of its columns', async (columnNames) => {
		const { json } = await run([{ all: false, columnNames }], { ...getAll, columnNames: '={{ $json.columnNames }}' });
		const titled = await run([{ all: false }], { ...getAll, columnNames: 'titles' });
		expect(json).toEqual(titled.json);
	});

	it('refuses a name of columns that is neither', async () => {
		const { error } = await run([{ all: false }], { ...getAll, columnNames: '={{ $json.columnNames }}' });
		expect(error?.message).toBe("'Column Names' is empty [row 1]");
	});

	it("says who may, where the token's role is too low", async () => {
		const { error } = await run([{ all: true }], getAll, {
			secrets: { apiToken: sandbox().chemInventory.tokens.user },
		});
		expect(error?.description).toContain('This needs the API token of a group administrator.');
	});
});

describe('checking a barcode', () => {
	const taken = () => live().liveContainers()[0]?.barcode ?? '';
	behavesLikeAnOperation(lab, {
		parameters: check,
		inputs: () => [{ barcode: taken() }, { barcode: 'FREE-1' }],
		path: '/barcodes/duplicates/check',
	});

	it('tells who has it, or that it is free', async () => {
		const [container] = live().liveContainers();
		const { json } = await run([{ barcode: taken() }, { barcode: 'FREE-1' }], check);
		expect(json).toMatchObject([
			{ barcode: taken(), free: false, holders: [{ type: 'container', id: container?.id, inThisInventory: true }] },
			{ barcode: 'FREE-1', free: true, holders: null },
		]);
	});

	it.each([{}, []])('takes the answer %j for a free one', async (data) => {
		nock(chemOrigin).post('/api/barcodes/duplicates/check').reply(200, { status: 'success', data });
		const { json } = await runOnNock([{ barcode: 'A1' }], check);
		expect(json).toEqual([{ barcode: 'A1', free: true, holders: null }]);
	});

	it('does not take holders for none because the service writes the barcode in another case', async () => {
		nock(chemOrigin)
			.post('/api/barcodes/duplicates/check')
			.reply(200, {
				status: 'success',
				data: { A1: [{ type: 'location', id: '7', name: 'Shelf', description: 'Other inventory' }] },
			});
		const { json } = await runOnNock([{ barcode: 'a1' }], check);
		expect(json).toEqual([
			{
				barcode: 'a1',
				free: false,
				holders: [{ type: 'location', id: 7, name: 'Shelf', inThisInventory: false, description: 'Other inventory' }],
			},
		]);
	});

	it.each(['', '  ', null, undefined])('refuses %j before anything is sent', async (barcode) => {
		const { error } = await run([{ barcode }], check);
		expect(error?.message).toBe("'Barcode' is empty [row 1]");
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it.each([
		[['AA00040'], 'a list'],
		[true, '"true"'],
	])('refuses %j in words that are true', async (barcode, words) => {
		const { error } = await run([{ barcode }], check);
		expect(error?.message).toBe("'Barcode' does not contain a text [row 1]");
		expect(error?.description).toContain(`It contains ${words}.`);
	});

	it('gives what the service sent, on request', async () => {
		const { json } = await run([{ barcode: taken() }], { ...check, output: 'raw' });
		expect(Object.keys(json[0] ?? {})).toEqual([taken()]);
	});
});

describe('listing duplicate barcodes', () => {
	behavesLikeAnOperation(lab, {
		parameters: getDuplicates,
		inputs: () => [{}, {}],
		path: '/barcodes/duplicates/getall',
	});

	it('gives one item for each barcode and holder', async () => {
		const barcodes = live()
			.liveContainers()
			.map(({ barcode }) => barcode);
		const doubled = barcodes.find((barcode, at) => barcode !== '' && barcodes.indexOf(barcode) !== at);
		const { json } = await run([{}], getDuplicates);
		expect(json.filter(({ barcode }) => barcode === doubled)).toHaveLength(2);
	});
});

describe('generating barcodes', () => {
	behavesLikeAWriteInDepth(lab, {
		parameters: generate,
		inputs: () => [
			{ prefix: 'QA', count: 2, start: 5 },
			{ prefix: 'QB', count: 1, start: 0 },
		],
		path: '/barcodes/generator/createvalues',
		state: () => ({ ...inventory() }),
		settles: false,
	});

	it('gives one item for each barcode, and says that none is reserved', async () => {
		const { json, hints } = await run([{ prefix: 'QA', count: 2, start: 5 }], generate);
		const before = { barcodePrefix: 'AA' };
		expect(json).toEqual([
			{ barcode: 'QA00005', before },
			{ barcode: 'QA00006', before },
		]);
		expect(hints).toEqual([expect.stringContaining('not reserved')]);
	});

	it('keeps the saved prefix where none is given', async () => {
		const saved = inventory()?.barcodePrefix;
		await run([{ prefix: '', count: 1, start: 1 }], generate);
		expect(bodiesOf(sandbox(), '/barcodes/generator/createvalues')).toEqual([
			{ prefix: saved, count: 1, startingnumber: 1, duplicatecheck: true },
		]);
	});

	it.each([
		[{ prefix: 'ABCD', count: 1, start: 1 }, "'Prefix' is longer than 3 characters"],
		[{ prefix: 'A', count: 0, start: 1 }, "'Count' is not a whole number in the allowed range"],
		[{ prefix: 'A', count: '1.5', start: 1 }, "'Count' is not a whole number in the allowed range"],
		[{ prefix: 'A', count: 'two', start: 1 }, "'Count' is not a number"],
		[{ prefix: 'A', count: 1, start: -1 }, "'Starting Number' is not a whole number in the allowed range"],
		[{ prefix: 'A', count: 1, start: null }, "'Starting Number' is empty"],
	])('refuses %j before anything is sent', async (input, message) => {
		const { error } = await run([input], generate);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('does not pass off fewer barcodes for all', async () => {
		const details = { user: { id: 1, inventory: 873, accounttype: 4 }, inventory: { id: 873, barcodeprefix: 'A' } };
		nock(chemOrigin).post('/api/general/getdetails').reply(200, { status: 'success', data: details });
		nock(chemOrigin)
			.post('/api/barcodes/generator/createvalues')
			.reply(200, { status: 'success', data: ['A1'] });
		const { error } = await runOnNock([{ prefix: 'A', count: 2, start: 1 }], generate);
		expect(error?.message).toContain('a different number of barcodes than requested');
		expect(error?.description).toContain('2 were requested, and 1 came back: A1.');
	});
});
