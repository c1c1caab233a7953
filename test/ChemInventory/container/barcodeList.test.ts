import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { bodiesOf, chemSandboxForEachTest, pathsAsked, retrying, rl } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const shelf = 'Cupboards > Cupboard 1';
const asked = (path: string) => pathsAsked(sandbox()).filter((one) => one === path).length;

const parameters: IDataObject = {
	operation: 'create',
	specifyData: 'fields',
	name: 'New bottle',
	substance: rl('67-64-1', 'cas'),
	createSubstance: false,
	location: rl(shelf, 'path'),
	barcodeCheck: 'refuseHere',
	barcode: '={{ $json.barcode }}',
};

const barcodes = (count: number) => Array.from({ length: count }, (_none, at) => ({ barcode: `FRESH-${at}` }));

/** The service answers so instead, once. */
const answering = (status: number, answer: nock.Body) =>
	nock(new URL(sandbox().chemInventory.url).origin, { allowUnmocked: true })
		.post('/cheminventory/api/barcodes/assigned')
		.reply(status, answer);

describe('new containers whose barcodes are looked up in the list of the inventory', () => {
	it('are created, with one request for the barcodes of all rows', async () => {
		const { json, error } = await run(barcodes(30), parameters);
		expect(error).toBeUndefined();
		expect(json.map(({ barcode }) => barcode)).toEqual(barcodes(30).map(({ barcode }) => barcode));
		expect(asked('/barcodes/assigned')).toBe(1);
		expect(asked('/barcodes/duplicates/check')).toBe(0);
	});

	it.each([
		['of a container', () => live().addContainer({ barcode: 'TAKEN-1' }), 'TAKEN-1'],
		['in upper or lower case', () => live().addContainer({ barcode: 'Taken-1' }), 'TAKEN-1'],
		['with blanks at its ends', () => live().addContainer({ barcode: ' TAKEN-1 ' }), 'TAKEN-1'],
	])('are not created where one barcode is in use: %s', async (_what, take, barcode) => {
		take();
		const { error } = await run([...barcodes(3), { barcode }], parameters);
		expect(error?.message).toBe("'Barcode' is in use already [row 4]");
		expect(error?.description).toContain('"TAKEN-1" is in the list of barcodes of this inventory');
		expect(bodiesOf(sandbox(), '/container/add')).toEqual([]);
	});

	it.each(['TWICE', 'twice'])('are not created where two rows have one barcode: TWICE and %s', async (barcode) => {
		const { error } = await run([{ barcode: 'TWICE' }, ...barcodes(1), { barcode }], parameters);
		expect(error?.message).toBe("'Barcode' is used by several rows [row 1]");
		expect(bodiesOf(sandbox(), '/container/add')).toEqual([]);
	});

	it('are created where blanks within tell a barcode from others, as the service finds them', async () => {
		live().addContainer({ barcode: 'BOX  1' });
		expect((await run([{ barcode: 'BOX 1' }], parameters)).error).toBeUndefined();
	});

	it('are checked as JSON, too', async () => {
		live().addContainer({ barcode: 'TAKEN-1' });
		const { error } = await run([{}], {
			operation: 'create',
			specifyData: 'json',
			containerJson: JSON.stringify({
				name: 'New bottle',
				locationid: live().location(shelf).id,
				substanceid: 1,
				barcode: 'TAKEN-1',
			}),
			barcodeCheck: 'refuseHere',
		});
		expect(error?.message).toBe("'Barcode' is in use already [row 1]");
	});

	it('need no list where no row has a barcode', async () => {
		const { error } = await run([{ barcode: '' }, { barcode: null }], parameters);
		expect(error).toBeUndefined();
		expect(asked('/barcodes/assigned')).toBe(0);
	});

	it('are not taken for somebody else’s when n8n runs the step again', async () => {
		sandbox().faults.add({ when: { path: '/container/add', nth: 2 }, times: 1, do: { kind: 'status', status: 400 } });
		const places = ['Cupboards > Cupboard 1', 'Cupboards > Cupboard 2'];
		const { json, error, executions } = await run(
			places.map((place, at) => ({ place, barcode: `FRESH-${at}` })),
			{ ...parameters, location: rl('={{ $json.place }}', 'path') },
			{ settings: retrying },
		);
		expect(error).toBeUndefined();
		expect(executions).toBe(2);
		expect(json.map(({ location }) => location)).toEqual(places);
	});

	it.each([
		[
			'has no column of barcodes',
			200,
			{ status: 'success', data: { columns: [{ key: 'c1', header: 'Code' }], rows: [{ c1: 'A' }] } },
			'without a column for them',
		],
		['may not be read', 200, { status: 'error', data: 'Only group administrators may do this.' }, 'refused'],
	])('are not created where the list %s', async (_what, status, answer, words) => {
		answering(status, answer);
		const { error } = await run(barcodes(2), parameters);
		expect(error?.message).toContain(words);
		expect(bodiesOf(sandbox(), '/container/add')).toEqual([]);
	});

	it('are created where the inventory has no barcode yet, and where the title of the column says what it is', async () => {
		answering(200, { status: 'success', data: { columns: [], rows: [] } });
		expect((await run(barcodes(1), parameters)).error).toBeUndefined();
		answering(200, {
			status: 'success',
			data: { columns: [{ key: 'c1', header: 'Barcode' }], rows: [{ c1: 'FRESH-1' }, { c1: null }] },
		});
		expect((await run([{ barcode: 'FRESH-1' }], parameters)).error?.message).toContain('is in use already');
	});
});
