import type { IDataObject, INode } from 'n8n-workflow';
import nock from 'nock';

import { cddBase } from '../../support/cdd';
import { asked, runSamples, runSamplesOnNock } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const byIds = (sampleIds: unknown, parameters: INode['parameters'] = {}) => ({
	operation: 'getAll',
	returnAll: true,
	output: 'raw',
	filters: { sampleIds: String(sampleIds) },
	...parameters,
});
const idsOf = (json: IDataObject[]) => json.map(({ id }) => id);
const someIds = (from: number, to: number) => [...sandbox().cdd.samples.keys()].slice(from, to);

describe('samples by a list of IDs', () => {
	it('come in the order in which they were asked for, each once', async () => {
		const [a, b, c] = someIds(0, 3);
		const { json } = await runSamples(sandbox(), [{}], byIds(`${c}, ${a};${a}\n${b}`));
		expect(idsOf(json)).toEqual([c, a, b]);
	});

	it('are asked for in lists that fit one page, by GET, which has no body', async () => {
		const ids = someIds(0, 110).reverse();
		const { json } = await runSamples(sandbox(), [{}], byIds(ids.join(',')));
		expect(idsOf(json)).toEqual(ids);
		const requests = sandbox().requests;
		expect(requests.map(({ method, body }) => [method, body])).toEqual([
			['GET', undefined],
			['GET', undefined],
			['GET', undefined],
		]);
		expect(
			requests.map(({ query }) => new URLSearchParams(query).get('inventory_sample_ids')?.split(',').length).sort(),
		).toEqual([10, 50, 50]);
	});

	it('fail whole, with the unknown IDs named, when some do not exist', async () => {
		const [known] = someIds(0, 1);
		const { error, items } = await runSamples(sandbox(), [{}], byIds(`${known},999999998,999999999`));
		expect(items).toEqual([]);
		expect(error?.message).toBe('Some IDs do not exist, so CDD Vault returned nothing [row 1]');
		expect(error?.description).toContain('Not found among the inventory samples: 999999998, 999999999.');
		expect(error?.description).toContain("set 'If IDs Are Missing' to skip them");
	});

	it('carry the unknown IDs in the error item, for the next step', async () => {
		const { outputs } = await runSamples(sandbox(), [{}], byIds('999999998,999999999'), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]?.[0]?.json.details).toMatchObject({ missingIds: [999999998, 999999999], status: '404' });
	});

	it('come without the unknown ones where the user wants that, with a hint that names them', async () => {
		const [a, b] = someIds(0, 2);
		const { json, hints } = await runSamples(
			sandbox(),
			[{}],
			byIds(`${a},999999998,${b},999999999`, { options: { missingIds: 'skip' } }),
		);
		expect(idsOf(json)).toEqual([a, b]);
		expect(hints).toEqual(['These IDs do not exist among the inventory samples: 999999998, 999999999.']);
	});

	it('are none where all of them are unknown and the user skips those', async () => {
		const { json, error } = await runSamples(sandbox(), [{}], byIds('999999998', { options: { missingIds: 'skip' } }));
		expect(json).toEqual([]);
		expect(error).toBeUndefined();
	});

	it('fail when the vault leaves one out without a word', async () => {
		nock(cddBase)
			.get('/vaults/4598/inventory_samples')
			.query({ inventory_sample_ids: '1,2,3' })
			.reply(200, { count: 3, objects: [{ id: 1 }, { id: 3 }] });
		const { error, items } = await runSamplesOnNock([{}], byIds('1,2,3'));
		expect(items).toEqual([]);
		expect(error?.message).toBe('CDD Vault left out records without saying why [row 1]');
		expect(error?.description).toContain('Asked for but not returned (inventory samples): 2.');
	});

	it('fail with the words of the vault when it refuses without naming an ID', async () => {
		nock(cddBase).get('/vaults/4598/inventory_samples').query(true).reply(404, { error: 'Not Found', code: 404 });
		const { error } = await runSamplesOnNock([{}], byIds('1,2', { options: { missingIds: 'skip' } }));
		expect(error?.message).toBe('CDD Vault did not find the record [row 1]');
	});

	it('know an unknown ID that comes under status 200', async () => {
		nock(cddBase)
			.get('/vaults/4598/inventory_samples')
			.query({ inventory_sample_ids: '1,2,3' })
			.reply(200, { error: '2, and 3 not found', code: 404 });
		const { error } = await runSamplesOnNock([{}], byIds('1,2,3'));
		expect(error?.description).toContain('Not found among the inventory samples: 2, 3.');
	});

	it('obey the limit', async () => {
		const ids = someIds(0, 5);
		expect(idsOf((await runSamples(sandbox(), [{}], byIds(ids, { returnAll: false, limit: 2 }))).json)).toEqual(
			ids.slice(0, 2),
		);
	});

	it.each(['', ' , ', '12a', '0', '1.5'])('refuse the list %j before anything is sent', async (ids) => {
		const { error } = await runSamples(sandbox(), [{}], byIds(ids));
		expect(error?.message).toMatch(/^'Sample IDs' (is empty|contains something that is not an ID) \[row 1\]$/);
		expect(asked(sandbox())).toEqual([]);
	});

	it('refuse a list that an expression left empty: it would mean all records', async () => {
		const { error } = await runSamples(sandbox(), [{}], byIds('', { filters: { sampleIds: '={{ $json.nothing }}' } }));
		expect(error?.message).toBe("'Sample IDs' is empty [row 1]");
		expect(asked(sandbox())).toEqual([]);
	});
});

describe('samples by a long list of batches', () => {
	it('are asked for by POST …/query, because an address that long may be cut', async () => {
		const ids = Array.from({ length: 200 }, (_empty, at) => 123_456_000 + at);
		nock(cddBase)
			.post('/vaults/4598/inventory_samples/query', { batch_ids: ids, page_size: 1000 })
			.reply(200, { count: 1, objects: [{ id: 5 }] });
		const { json } = await runSamplesOnNock([{}], byIds('', { filters: { batchIds: ids.join(',') } }));
		expect(idsOf(json)).toEqual([5]);
	});

	it('fail with the unknown batch named', async () => {
		const [batch] = sandbox().cdd.batches.keys();
		const { error } = await runSamples(sandbox(), [{}], byIds('', { filters: { batchIds: `${batch},999999999` } }));
		expect(error?.description).toContain('CDD Vault says: "999999999 not found"');
	});
});
