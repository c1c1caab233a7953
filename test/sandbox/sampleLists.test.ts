import type { Sandbox } from '../../sandbox';
import { freshSandbox } from '../support/sandbox';
import { Client, firstId, idsOf, withSandbox } from './client';

let sandbox: Sandbox;
let client: Client;

beforeEach(async () => {
	sandbox = await freshSandbox();
	client = new Client(sandbox);
});

describe('lists of inventory samples', () => {
	it('come in pages of 50 in the order of ids, with the total as count', async () => {
		const first = await client.get('/inventory_samples');
		expect(first.body).toEqual({ count: 120, objects: expect.any(Array) });
		const ids = [...idsOf(first), ...idsOf(await client.get('/inventory_samples', { offset: '100' }))];
		expect(ids).toHaveLength(70);
		expect(ids).toEqual([...ids].sort((left, right) => left - right));
	});

	it('are empty behind the end', async () => {
		expect((await client.get('/inventory_samples', { offset: '120' })).body).toEqual({ count: 120, objects: [] });
	});

	it('accept ids with and without brackets, and as JSON in a query', async () => {
		const [first, second] = [...sandbox.cdd.samples.keys()];
		for (const ids of [`${first},${second}`, `[${first},${second}]`]) {
			expect((await client.get('/inventory_samples', { inventory_sample_ids: ids })).body).toMatchObject({ count: 2 });
		}
		for (const ids of [[first, second], `${first},${second}`]) {
			expect((await client.post('/inventory_samples/query', { inventory_sample_ids: ids })).body).toMatchObject({
				count: 2,
			});
		}
	});

	it('show what meets both lists of ids (A11)', async () => {
		const [sample, other] = [...sandbox.cdd.samples.values()];
		const both = { batch_ids: String(sample?.batch), inventory_sample_ids: `${sample?.id},${other?.id}` };
		expect((await client.get('/inventory_samples', both)).body).toMatchObject({
			count: 1,
			objects: [{ id: sample?.id }],
		});
	});

	it('can be limited to projects', async () => {
		const [, , project] = [...sandbox.cdd.projects.values()];
		const { body } = await client.get('/inventory_samples', { projects: String(project?.id), page_size: '1000' });
		const expected = [...sandbox.cdd.samples.values()].filter((sample) =>
			sandbox.cdd.batches.get(sample.batch)?.projectIds.includes(project?.id ?? 0),
		);
		expect(expected.length).toBeGreaterThan(0);
		expect(body).toMatchObject({ count: expected.length });
	});

	it('wear the wrappers that the switches ask for (A14)', async () => {
		await withSandbox(
			{ switches: { sampleListReply: 'array around it', singleSampleReply: 'list envelope' } },
			async (wrapped, { cdd }) => {
				expect((await wrapped.get('/inventory_samples', { page_size: '1' })).body).toEqual([
					{ count: 120, objects: [expect.any(Object)] },
				]);
				const id = firstId(cdd.samples);
				expect((await wrapped.get(`/inventory_samples/${id}`)).body).toMatchObject({ count: 1, objects: [{ id }] });
			},
		);
	});
});
