import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import type * as scalars from '../../../nodes/Cdd/contract/scalars';
import type { EndpointName } from '../../../sandbox/endpointNames';
import { cddBase, onPublicServer } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { runSamples } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { getMany, newBatch } from '../batch/onBatch';
import { Boxes, positions } from '../inventorySample/boxes';

/** A page is small here, so that the lists of the sandbox have several. */
vi.mock('../../../nodes/Cdd/contract/scalars', async (importOriginal) => ({
	...(await importOriginal<typeof scalars>()),
	maxPageSize: 20,
}));
afterAll(() => void vi.doUnmock('../../../nodes/Cdd/contract/scalars'));

const sandbox = sandboxForTests();
const boxes = new Boxes(sandbox);

beforeEach(forgetWaits);
afterEach(() => boxes.clear());

/** Before the second page the first record is deleted, and another one is added at the end: the count stays. */
function exchangeOne(endpoint: EndpointName): void {
	for (const change of ['remove', 'add'] as const)
		sandbox().faults.add({ when: { endpoint, nth: 2 }, times: 1, do: { kind: 'edit', change } });
}

const requests = () => sandbox().requests.length;

describe('a list that somebody deletes from and adds to between two pages', () => {
	it.each([
		['Return All', { returnAll: true }],
		['Return All in pages', { returnAll: true, options: { retrieval: 'pages' } }],
		['a Limit above the count', { returnAll: false, limit: 5_000 }],
	])('of samples comes whole (%s)', async (_how, parameters) => {
		const { samples } = sandbox().cdd;
		for (const id of [...samples.keys()].slice(70)) samples.delete(id);
		exchangeOne('listInventorySamples');
		const { json } = await runSamples(sandbox(), [{}], { operation: 'getAll', output: 'raw', ...parameters });
		expect(json.map(({ id }) => id)).toEqual([...samples.keys()]);
		expect(json).toHaveLength(70);
		expect(requests()).toBe(8);
	});

	it.each([
		['Return All', { returnAll: true }],
		['Return All in pages', { returnAll: true, options: { retrieval: 'pages' } }],
		['a Limit above the count', { returnAll: false, limit: 5_000 }],
	])('of batches comes whole (%s)', async (_how, parameters) => {
		const { batches } = sandbox().cdd;
		exchangeOne('listBatches');
		const { json } = await getMany(sandbox(), parameters);
		expect(json.map(({ id }) => id)).toEqual([...batches.keys()]);
		expect(json).toHaveLength(60);
		expect(requests()).toBe(8);
	});

	it('takes no request more than its pages where nobody changes it', async () => {
		await getMany(sandbox(), { returnAll: true });
		expect(requests()).toBe(4);
	});

	it('of samples shows every position that is taken, so that the next free one is free', async () => {
		const { samples } = sandbox().cdd;
		for (const id of [...samples.keys()].slice(20)) samples.delete(id);
		const box = boxes.add(1);
		const [moved] = Array.from({ length: 10 }, () => sandbox().cdd.addSample());
		// The sample in the box is the 21st: with the first one gone it moves to the page that was already read.
		exchangeOne('listInventorySamples');
		const { json } = await boxes.run([{ id: moved?.id, box }], boxes.move());
		expect(positions(json)).toEqual([2]);
		expect(boxes.writes()).toHaveLength(1);
	});
});

/** The list of batches of a vault that shows them by anything but their IDs. */
function serveBatches(ids: () => number[], idsPerAnswer = 10_000): string[] {
	const asked: string[] = [];
	nock(cddBase)
		.persist()
		.get('/vaults/4598/batches')
		.query((query) => query.batches === undefined)
		.reply((uri) => {
			const query = new URL(uri, cddBase).searchParams;
			asked.push(query.toString());
			const [offset, size] = [Number(query.get('offset') ?? 0), Number(query.get('page_size') ?? 50)];
			const all = ids();
			if (query.get('only_ids') === 'true')
				return [200, { count: all.length, objects: all.slice(offset, offset + idsPerAnswer) }];
			return [200, { count: all.length, objects: all.slice(offset, offset + size).map((id) => ({ id })) }];
		});
	return asked;
}

const numbers = (length: number) => Array.from({ length }, (_empty, at) => at + 1);
const onNock = async (parameters: IDataObject) =>
	await runNode(onPublicServer(new CddBatch()), [{}], parameters as never);

describe('a list of batches in another order than that of the IDs', () => {
	const all = {
		operation: 'getAll',
		returnAll: true,
		output: 'raw',
		filters: { createdAfter: '2026-01-09T10:00:00Z' },
		content: { structures: false },
	};

	it('is compared with its IDs alone: one request more, with the filters, whatever the records show', async () => {
		const ids = numbers(50).reverse();
		const asked = serveBatches(() => ids);
		expect((await onNock(all)).json.map(({ id }) => id)).toEqual(ids);
		expect(asked).toHaveLength(4);
		expect(asked[3]).toMatch(/^only_ids=true&created_after=[^&]+$/);
	});

	it('is read again where its IDs tell of others', async () => {
		const asked = serveBatches(() => (asked.length === 4 ? numbers(51) : numbers(50)).reverse());
		expect((await onNock(all)).json).toHaveLength(50);
		expect(asked).toHaveLength(7);
	});
});

describe('the IDs of recent batches, by which a lost creation is found', () => {
	it('are all read, also from a service that cuts the answer', async () => {
		let ids = numbers(30);
		serveBatches(() => ids, 20);
		const vault = nock(`${cddBase}/vaults/4598`);
		vault.get('/fields').query(true).reply(200, { batch: [], molecule: [] });
		vault.post('/batches').reply(() => {
			ids = numbers(31);
			return [502, 'Bad Gateway'];
		});
		vault
			.get('/batches')
			.query({ batches: '31' })
			.reply(200, {
				count: 1,
				objects: [
					{ id: 31, class: 'batch', molecule: { smiles: 'CCO' }, projects: [{ id: 1, name: 'Internal Data' }] },
				],
			});
		const { json, error } = await onNock(newBatch('CCO'));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ registered: true, id: 31 }]);
	});
});
