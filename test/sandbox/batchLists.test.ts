import { batchPage } from '../../nodes/Cdd/contract/batch';
import type { Sandbox } from '../../sandbox';
import { freshSandbox } from '../support/sandbox';
import { Client, firstId, idsOf, refusal, strict } from './client';

const aspirin = 'CC(=O)Oc1ccccc1C(=O)O';

let sandbox: Sandbox;
let client: Client;

beforeEach(async () => {
	sandbox = await freshSandbox();
	client = new Client(sandbox);
});

describe('lists of batches', () => {
	it('come with count, offset and page size', async () => {
		const answer = await client.get('/batches', { offset: '50', page_size: '20' });
		expect(answer.body).toMatchObject({ count: 60, offset: 50, page_size: 20 });
		expect(idsOf(answer)).toHaveLength(10);
	});

	it('hold all ids, whatever the page size, with only_ids', async () => {
		const answer = await client.get('/batches', { only_ids: 'True', page_size: '5' });
		expect(answer.body).toEqual({ count: 60, objects: [...sandbox.cdd.batches.keys()] });
	});

	it('hold no more of a molecule than its id with only_molecule_ids', async () => {
		const { body } = await client.get('/batches', { only_molecule_ids: 'true', page_size: '1' });
		expect(body).toMatchObject({ objects: [{ molecule: { id: firstId(sandbox.cdd.molecules) } }] });
		expect(JSON.stringify(body)).not.toContain('smiles');
	});

	it('leave structures out, or add the original ones', async () => {
		expect((await client.get('/batches', { no_structures: 'true', page_size: '1' })).text).not.toContain(aspirin);
		const { body } = await client.get('/batches', {
			no_structures: 'true',
			include_original_structures: 'true',
			page_size: '1',
		});
		expect(body).toMatchObject({ objects: [{ molecule: { original_structure: aspirin } }] });
	});

	it('take batches only without filters, and by the pages without paging (A10)', async () => {
		sandbox.reset({ switches: strict });
		const batches = [...sandbox.cdd.batches.keys()].slice(0, 2).join(',');
		const others = {
			page_size: '5',
			offset: '0',
			created_after: '2020-01-01',
			projects: String(firstId(sandbox.cdd.projects)),
		};
		for (const [name, value] of Object.entries(others)) {
			expect(await client.get('/batches', { batches, [name]: value })).toEqual(
				refusal(400, `batches cannot be used with ${name}`),
			);
		}
		const presentation = {
			batches,
			only_ids: 'true',
			no_structures: 'true',
			include_original_structures: 'false',
			only_molecule_ids: 'true',
		};
		expect((await client.get('/batches', presentation)).body).toMatchObject({ count: 2 });
		expect(
			(await client.post('/batches/query', { batches, molecule_fields: ['-1'], batch_fields: ['Note'] })).body,
		).toMatchObject({ count: 2 });
	});

	it('return the chosen fields only, and none for a name that does not exist', async () => {
		const batches = [firstId(sandbox.cdd.batches)];
		const { body } = await client.post('/batches/query', {
			batches,
			batch_fields: ['Purity'],
			molecule_fields: ['-1'],
		});
		const [first] = batchPage.parse(body).objects;
		expect(first?.batch_fields).toEqual({ Purity: 90 });
		expect(first?.molecule).not.toHaveProperty('udfs');
	});

	it('meet all conditions of fields_search, by exact text, number and date (A12)', async () => {
		const search = async (...fields_search: Array<Record<string, unknown>>) =>
			await client.post('/batches/query', { fields_search });
		const place = { name: 'Place', text_value: 'Synthesis Lab' };
		const all = await search(place);
		expect(idsOf(all).length).toBeGreaterThan(1);
		const [first] = [...sandbox.cdd.batches.values()];
		const narrowed = await search(
			place,
			{ name: 'Purity', float_value: 90 },
			{ name: 'Date', date_value: '2024-01-08' },
		);
		expect(idsOf(narrowed)).toEqual([first?.id]);
		expect((await search({ name: 'Place', text_value: 'synthesis lab' })).body).toMatchObject({ count: 0 });
		expect((await search({ name: 'Place', text_value: 'Synthesis' })).body).toMatchObject({ count: 0 });
		expect(await search({ name: 'place', text_value: 'x' })).toEqual(refusal(400, /there is no batch field "place"/));
		expect(await search({ name: 'Place', text_value: 'x', float_value: 1 })).toEqual(refusal(400, /exactly one/));
	});

	it('find a molecule-batch identifier exactly', async () => {
		expect((await client.post('/batches/query', { molecule_batch_identifier: 'LAB-0000001-002' })).body).toMatchObject({
			count: 1,
		});
		expect((await client.post('/batches/query', { molecule_batch_identifier: 'LAB-0000001' })).body).toMatchObject({
			count: 0,
		});
		expect((await client.get('/batches', { molecule_batch_identifier: 'LAB-0000001-002' })).status).toBe(400);
	});

	it('can be limited to public data sets', async () => {
		const [dataSet] = [...sandbox.cdd.dataSets.values()];
		expect((await client.get('/batches', { data_sets: String(dataSet?.id) })).body).toMatchObject({ count: 1 });
	});

	it('show no key without a value', async () => {
		const { text } = await client.get('/batches', { page_size: '1000' });
		expect(text.includes('null')).toBe(false);
		for (const salt of ['Hydrochloride', 'Citrate', 'Succinate'])
			expect(text.includes(`"salt_name":"${salt}"`)).toBe(true);
		expect((await client.get('/molecules', { names: 'Unknown residue 7' })).text).not.toContain('smiles');
	});
});
