import { z } from 'zod';

import { endpoints } from '../../nodes/Cdd/contract';
import type { Sandbox } from '../../sandbox';
import { generatedBatches, largeBatchListForTests } from '../support/batchList';
import { freshSandbox } from '../support/sandbox';
import { Client, fetchFrom, firstId, idOf, idsOf, polled, withSandbox } from './client';

describe('the sandbox and the contract', () => {
	let sandbox: Sandbox;
	let client: Client;

	beforeEach(async () => {
		sandbox = await freshSandbox();
		client = new Client(sandbox);
	});

	const reads = () =>
		[
			['listInventorySamples', '/inventory_samples?page_size=1000'],
			['getInventorySample', `/inventory_samples/${firstId(sandbox.cdd.samples)}`],
			['listBatches', '/batches?page_size=1000'],
			['listBatches', '/batches?only_ids=true'],
			['getBatch', `/batches/${firstId(sandbox.cdd.batches)}`],
			['listProjects', '/projects'],
			['listDataSets', '/data_sets'],
			['listMappingTemplates', '/mapping_templates'],
			['getMappingTemplate', `/mapping_templates/${firstId(sandbox.cdd.mappingTemplates)}`],
			['listFields', '/fields'],
			['listInventoryLocations', '/inventory_locations?page_size=1000'],
			['listMolecules', '/molecules?page_size=1000'],
			['listMolecules', '/molecules?only_ids=true'],
			['getMolecule', `/molecules/${firstId(sandbox.cdd.molecules)}`],
		] as const;

	it('agree on the reply of every read', async () => {
		for (const [name, path] of reads()) {
			const answer = await client.get(path);
			expect([name, answer.status]).toEqual([name, 200]);
			expect([name, endpoints[name].reply.safeParse(answer.body).error?.issues]).toEqual([name, undefined]);
			expect(sandbox.requests.at(-1)?.endpoint).toBe(name);
		}
	});

	it('have a route for every endpoint', async () => {
		for (const [name, { method, path, scope }] of Object.entries(endpoints)) {
			if (scope === 'service') continue;
			const json = name === 'deleteBatch' ? { projects: [] } : {};
			const hasBody = method === 'POST' || method === 'PUT';
			await client.send(method, path.replace('{id}', '7'), hasBody ? { json } : {});
			expect(sandbox.requests.at(-1)?.endpoint).toBe(name);
		}
	});
});

describe('the seeded lab', () => {
	it('holds what the README promises', async () => {
		await withSandbox({}, async (client, { cdd }) => {
			const { molecules, batches, samples, locations, projects, dataSets, mappingTemplates } = cdd;
			const kinds = [molecules, batches, samples, locations, projects, dataSets, mappingTemplates];
			expect(kinds.map(({ size }) => size)).toEqual([45, 60, 120, 55, 3, 2, 4]);
			const all = [...samples.values()];
			expect(all.some(({ depleted }) => depleted)).toBe(true);
			expect(all.some(({ inventory_location_id: id, depleted }) => id === null && !depleted)).toBe(true);
			const startsEmpty = all.filter(({ inventory_events: [first] }) => Object.keys(first?.fields ?? {}).length === 0);
			expect(startsEmpty.length).toBeGreaterThan(0);
			expect(startsEmpty.every(({ slurp_id }) => slurp_id !== null)).toBe(true);
			expect((await client.get('/molecules', { names: 'Aspirin,Caffeine' })).body).toMatchObject({ count: 2 });
			const named = await client.post('/molecules/query', { names: ['2-Pyridone'], only_batch_ids: true });
			expect(named.body).toMatchObject({ count: 1, objects: [{ batches: [{ id: expect.any(Number) }] }] });
		});
	});

	it('is the same at every start', async () => {
		const texts: string[] = [];
		for (let start = 0; start < 2; start += 1) {
			await withSandbox({}, async (client) => {
				texts.push((await client.get('/batches')).text, (await client.get('/inventory_samples')).text);
			});
		}
		expect(texts.slice(0, 2)).toEqual(texts.slice(2));
	});

	it('lists locations in pages of 50 without a count', async () => {
		await withSandbox({}, async (client) => {
			expect((await client.get('/inventory_locations')).body).toHaveLength(50);
			const rest = await client.get('/inventory_locations', { offset: '50' });
			expect(rest.body).toHaveLength(5);
			expect(rest.body).toContainEqual({
				id: expect.any(Number),
				class: 'inventory location',
				created_at: expect.any(String),
				modified_at: expect.any(String),
				filled_position_count: expect.any(Number),
				num_columns: 8,
				num_rows: 8,
				parent_id: expect.any(Number),
				position_limit: 64,
				value: 'Box 1',
			});
		});
	});

	it('tells the header of a mapping template by its id, and fields without those of samples', async () => {
		await withSandbox({}, async (client, { cdd }) => {
			const { body } = await client.get(`/mapping_templates/${firstId(cdd.mappingTemplates)}`);
			const first = {
				header: { name: 'Molecule Name' },
				definition: { type: 'InternalFieldDefinition::MoleculeName' },
			};
			expect(body).toMatchObject({ header_mappings: [first, {}] });
			const group = expect.any(Array);
			expect((await client.get('/fields')).body).toEqual({
				internal: group,
				batch: group,
				molecule: group,
				protocol: group,
			});
		});
	});
});

describe('a list of the batches of a large vault', () => {
	const { file: batchesFile, rows } = largeBatchListForTests();
	const exportedNames = z.object({
		objects: z.array(z.object({ id: z.number(), batch_fields: z.record(z.unknown()) })),
	});
	const byId = (one: { id: string }, other: { id: string }) => Number(one.id) - Number(other.id);

	it('is loaded in place of the seeded ones, and comes back whole page by page and as an export', async () => {
		await withSandbox({ batchesFile }, async (client, { cdd }) => {
			const molecules = new Set(rows.map(({ molecule_ID: id }) => id));
			expect([cdd.batches.size, cdd.molecules.size, cdd.samples.size]).toEqual([rows.length, molecules.size, 120]);
			const ids = new Set<number>();
			for (let offset = 0; offset < rows.length; offset += 1000) {
				const page = await client.get('/batches', { offset: String(offset), page_size: '1000', no_structures: 'true' });
				for (const id of idsOf(page)) ids.add(id);
			}
			expect(ids.size).toBe(rows.length);

			const job = idOf(await client.get('/batches', { async: 'true' }));
			expect(await polled(client, `/export_progress/${job}`, 'status', 3)).toEqual(['new', 'started', 'finished']);
			const file = await fetchFrom(String((await client.get(`/exports/${job}`)).headers.location));
			const named = exportedNames
				.parse(file.body)
				.objects.map(({ id, batch_fields: fields }) => ({ id: String(id), name: fields['External Identifier'] }));
			expect(named.sort(byId)).toEqual(rows.map(({ batch_ID: id, external_ID: name }) => ({ id, name })).sort(byId));
			const withStructure = [...cdd.batches.values()].filter(
				({ moleculeId }) => cdd.molecules.get(moleculeId)?.structure.smiles !== undefined,
			);
			expect(withStructure.length).toBeGreaterThan(rows.length / 2);
			expect(file.text.match(/"smiles":/g)).toHaveLength(withStructure.length);
		});
	});

	it('is made with what real ones hold, and the same each time', () => {
		const made = generatedBatches(5000);
		expect(generatedBatches(5000)).toEqual(made);
		const names = made.map(({ external_ID: name }) => name);
		for (const oddity of [/"/, /,/, /\n/, /[µβ]/, /\p{Script=Han}/u, /\p{Extended_Pictographic}/u])
			expect(names.filter((name) => oddity.test(name)).length).toBeGreaterThan(1);
		expect(new Set(names).size).toBeLessThan(names.length);
		expect(made.filter(({ canonical_CID: text }) => text === '').length).toBeGreaterThan(1);
		expect(new Set(made.map(({ molecule_ID: id }) => id)).size).toBeLessThan(made.length);
		expect(new Set(made.map(({ batch_ID: id }) => id)).size).toBe(made.length);
	});
});
