import type { Sandbox } from '../../../sandbox';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { bodies, getMany, idOfProject, lines } from './onBatch';

let sandbox: Sandbox;
let ids: number[];

beforeEach(async () => {
	sandbox = await freshSandbox();
	ids = [...sandbox.cdd.batches.keys()];
});
afterEach(() => {
	// Whatever was asked for: never a GET with a body.
	expect(sandbox.requests.filter(({ method, body }) => method === 'GET' && body !== undefined)).toEqual([]);
});
beforeEach(forgetWaits);

const first = (count: number) => ids.slice(0, count);

describe('what the query string can say goes into the query string', () => {
	it('asks for one page of as many as wanted', async () => {
		const { json } = await getMany(sandbox, { limit: 3 });
		expect(json.map(({ id }) => id)).toEqual(first(3));
		expect(lines(sandbox)).toEqual(['GET /batches?page_size=3']);
	});

	it('asks for the largest page where all are wanted', async () => {
		const { json } = await getMany(sandbox, { returnAll: true });
		expect(json).toHaveLength(60);
		expect(lines(sandbox)).toEqual(['GET /batches?page_size=1000']);
	});

	it('sends all six dates with their offset, encoded', async () => {
		await getMany(sandbox, {
			limit: 1,
			filters: {
				createdAfter: '2024-01-09T10:00:00+02:00',
				createdBefore: '2026-01-09T10:00:00-07:00',
				modifiedAfter: '2024-01-09T10:00:00Z',
				modifiedBefore: '2026-01-09T10:00:00+05:30',
				moleculeCreatedAfter: '2024-01-08T00:00:00+01:00',
				moleculeCreatedBefore: '2026-01-08T00:00:00+01:00',
			},
		});
		const [request] = sandbox.requests;
		expect(request?.statusCode).toBe(200);
		expect(request?.query.split('&')).toEqual(
			expect.arrayContaining([
				'created_after=2024-01-09T10%3A00%3A00%2B02%3A00',
				'created_before=2026-01-09T10%3A00%3A00-07%3A00',
				'modified_before=2026-01-09T10%3A00%3A00%2B05%3A30',
				'molecule_created_after=2024-01-08T00%3A00%3A00%2B01%3A00',
				'molecule_created_before=2026-01-08T00%3A00%3A00%2B01%3A00',
				'page_size=1',
			]),
		);
		expect(Object.fromEntries(new URLSearchParams(request?.query))).toMatchObject({
			created_after: '2024-01-09T10:00:00+02:00',
			modified_after: expect.stringMatching(/^2024-01-09T10:00:00(Z|\+00:00)$/),
		});
	});

	it('adds the time zone of the workflow to a date without one, and says what CDD Vault would have assumed', async () => {
		const { hints } = await getMany(
			sandbox,
			{ limit: 1, filters: { createdAfter: '2026-01-09T10:00:00' } },
			{ timezone: 'America/New_York' },
		);
		expect(lines(sandbox)).toEqual(['GET /batches?created_after=2026-01-09T10%3A00%3A00-05%3A00&page_size=1']);
		expect(hints).toEqual([expect.stringContaining("the time zone in the profile of the API token's user")]);
	});

	it('narrows to projects and public data sets', async () => {
		const project = idOfProject(sandbox, 'CRO Project');
		const [dataSet] = [...sandbox.cdd.dataSets.keys()];
		const { json } = await getMany(sandbox, { filters: { projects: [project] } });
		await getMany(sandbox, {
			filters: { dataSets: [dataSet], projects: `${project},${idOfProject(sandbox, 'Internal Data')}` },
		});
		expect(json.length).toBeGreaterThan(0);
		expect(json.every(({ projects }) => JSON.stringify(projects).includes('CRO Project'))).toBe(true);
		expect(lines(sandbox)).toEqual([
			`GET /batches?page_size=50&projects=${project}`,
			`GET /batches?data_sets=${dataSet}&page_size=50&projects=${project}%2C${idOfProject(sandbox, 'Internal Data')}`,
		]);
	});

	it('takes projects and data sets by name, in any case, and asks for their lists once', async () => {
		const project = idOfProject(sandbox, 'CRO Project');
		const [dataSet] = [...sandbox.cdd.dataSets.values()];
		const { items } = await getMany(
			sandbox,
			{ limit: 1, filters: { dataSets: [dataSet?.name], projects: '={{ $json.projects }}' } },
			{ items: [{ projects: 'cro project' }, { projects: ['CRO Project', project] }] },
		);
		expect(items).toHaveLength(2);
		expect([...new Set(lines(sandbox))].sort()).toEqual([
			`GET /batches?data_sets=${dataSet?.id}&page_size=1&projects=${project}`,
			'GET /data_sets',
			'GET /projects',
		]);
		expect(lines(sandbox)).toHaveLength(4);
	});

	it.each([
		[
			'a name that is none',
			'CRO Projekt',
			'names a project that this vault does not have',
			'Did you mean "CRO Project"',
		],
		[
			'a name that two have',
			'twice',
			'names a project that exists more than once',
			'Twice (ID 900001), TWICE (ID 900002)',
		],
		['digits in quotation marks', '"2024"', 'names a project that this vault does not have', 'no project "2024"'],
		['nothing', '', 'is empty', 'Enter at least one ID'],
	])('refuses %s in the place of a project', async (_what, projects, message, description) => {
		sandbox.cdd.projects.set(900_001, { id: 900_001, name: 'Twice' });
		sandbox.cdd.projects.set(900_002, { id: 900_002, name: 'TWICE' });
		const { error } = await getMany(sandbox, { filters: { projects: `={{ ${JSON.stringify(projects)} }}` } });
		expect(error?.message).toBe(`'Project Names or IDs' ${message} [row 1]`);
		expect(error?.description).toContain(description);
		expect(lines(sandbox).filter((line) => line.includes('/batches'))).toEqual([]);
	});

	it('leaves structures out, or adds the original ones', async () => {
		const without = await getMany(sandbox, { limit: 1, content: { structures: false } });
		const original = await getMany(sandbox, { limit: 1, content: { originalStructures: true } });
		expect(without.json[0]?.molecule).not.toHaveProperty('smiles');
		expect(original.json[0]?.molecule).toHaveProperty('smiles');
		expect(lines(sandbox)).toEqual([
			'GET /batches?no_structures=true&page_size=1',
			'GET /batches?include_original_structures=true&page_size=1',
		]);
	});

	it('gives of each molecule its ID alone', async () => {
		const { json } = await getMany(sandbox, { limit: 1, content: { onlyMoleculeIds: true } });
		expect(Object.keys(json[0]?.molecule ?? {})).toEqual(['id']);
		expect(lines(sandbox)).toEqual(['GET /batches?only_molecule_ids=true&page_size=1']);
	});

	it('gives the IDs of batches alone, all of them in one answer', async () => {
		const { json } = await getMany(sandbox, { returnAll: true, content: { onlyBatchIds: true } });
		expect(json).toEqual(ids.map((id) => ({ id })));
		expect(sandbox.requests).toHaveLength(1);
		expect(lines(sandbox)[0]).toContain('only_ids=true');
	});

	it('sends nothing for a choice that is left at its default', async () => {
		await getMany(sandbox, {
			limit: 2,
			content: {
				structures: true,
				onlyBatchIds: false,
				onlyMoleculeIds: false,
				originalStructures: false,
				batchFields: [],
				moleculeFields: [],
			},
		});
		expect(lines(sandbox)).toEqual(['GET /batches?page_size=2']);
	});
});

describe('what needs a body goes to batches/query', () => {
	it('finds a batch by its Molecule-Batch ID', async () => {
		const { json } = await getMany(sandbox, { filters: { moleculeBatchId: ' LAB-0000002-001 ' } });
		expect(json).toMatchObject([{ molecule_batch_identifier: 'LAB-0000002-001' }]);
		expect(lines(sandbox)).toEqual(['POST /batches/query']);
		expect(bodies(sandbox.requests)).toEqual([{ molecule_batch_identifier: 'LAB-0000002-001', page_size: 50 }]);
	});

	it('searches batch fields by text, number and date, and all conditions must hold', async () => {
		const conditions = [
			{ field: { __rl: true, mode: 'list', value: 'External Identifier' }, type: 'text_value', value: 'EXT-2001' },
			{ field: { __rl: true, mode: 'name', value: 'Purity' }, type: 'float_value', value: '91' },
			{ field: 'Date', type: 'date_value', value: '2024-01-08' },
		];
		const { json } = await getMany(sandbox, { filters: { fieldConditions: { condition: conditions } } });
		expect(lines(sandbox)).toEqual(['GET /fields', 'POST /batches/query']);
		expect(bodies(sandbox.requests.slice(1))).toEqual([
			{
				fields_search: [
					{ name: 'External Identifier', text_value: 'EXT-2001' },
					{ name: 'Purity', float_value: 91 },
					{ name: 'Date', date_value: '2024-01-08' },
				],
				page_size: 50,
			},
		]);
		expect(json).toMatchObject([{ batch_fields: { 'External Identifier': 'EXT-2001', Purity: 91 } }]);
	});

	it('limits the fields that come back, names with commas and blanks included', async () => {
		const { json } = await getMany(sandbox, {
			limit: 2,
			content: { batchFields: ['Appearance, visual', 'Purity'], moleculeFields: ['Melting Point'] },
		});
		expect(bodies(sandbox.requests)).toEqual([
			{ molecule_fields: ['Melting Point'], batch_fields: ['Appearance, visual', 'Purity'], page_size: 2 },
		]);
		expect(json.map(({ batch_fields: fields }) => Object.keys(fields ?? {}).sort())).toEqual([
			['Appearance, visual', 'Purity'],
			['Purity'],
		]);
	});

	it('puts the other filters into the same body', async () => {
		const project = idOfProject(sandbox, 'Internal Data');
		await getMany(sandbox, {
			limit: 5,
			filters: {
				moleculeBatchId: 'LAB-0000002-001',
				createdAfter: '2024-01-01T00:00:00+01:00',
				projects: [project],
			},
			content: { structures: false },
		});
		expect(bodies(sandbox.requests)).toEqual([
			{
				molecule_batch_identifier: 'LAB-0000002-001',
				created_after: '2024-01-01T00:00:00+01:00',
				projects: [project],
				no_structures: true,
				page_size: 5,
			},
		]);
	});

	it.each([
		['a condition without a field', { field: '', type: 'text_value', value: 'x' }, "'Field' is empty [row 1]"],
		[
			'a condition without a value',
			{ field: 'Place', type: 'text_value', value: '' },
			"'Field Conditions: Value' is empty [row 1]",
		],
		[
			'a number that is none',
			{ field: 'Purity', type: 'float_value', value: 'high' },
			"'Field Conditions: Value' is not a number [row 1]",
		],
		[
			'a date that is none',
			{ field: 'Date', type: 'date_value', value: 'soon' },
			"'Field Conditions: Value' is not a date [row 1]",
		],
	])('refuses %s before anything is sent', async (_what, condition, message) => {
		const { error } = await getMany(sandbox, { filters: { fieldConditions: { condition: [condition] } } });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('batches by their IDs', () => {
	it('asks for them without paging or filters, whatever the limit', async () => {
		const wanted = [ids[4], ids[2]];
		const { json } = await getMany(sandbox, { limit: 7, filters: { batchIds: ` ${ids[4]},, ${ids[2]}\n${ids[4]} ` } });
		expect(json.map(({ id }) => id)).toEqual(wanted);
		expect(lines(sandbox)).toEqual([`GET /batches?batches=${wanted.join('%2C')}`]);
	});

	it('allows what is no filter beside them', async () => {
		await getMany(sandbox, {
			filters: { batchIds: first(2) },
			content: { structures: false, batchFields: ['Purity'] },
		});
		expect(lines(sandbox)).toEqual(['POST /batches/query']);
		expect(bodies(sandbox.requests)).toEqual([{ batches: first(2), no_structures: true, batch_fields: ['Purity'] }]);
	});

	it('reads more than the default page of 50 whole, in the order asked', async () => {
		const wanted = [...ids].reverse();
		const { json } = await getMany(sandbox, { returnAll: true, filters: { batchIds: wanted } });
		expect(json.map(({ id }) => id)).toEqual(wanted);
		expect(lines(sandbox).some((line) => /page_size|offset/.test(line))).toBe(false);
	});

	it('keeps to the limit', async () => {
		const { json } = await getMany(sandbox, { limit: 2, filters: { batchIds: first(5) } });
		expect(json.map(({ id }) => id)).toEqual(first(2));
	});

	it('refuses a filter beside them, before anything is sent', async () => {
		const { error } = await getMany(sandbox, { filters: { batchIds: first(2), createdAfter: '2024-01-01' } });
		expect(error?.message).toBe("'Batch IDs' cannot be combined with other filters [row 1]");
		expect(sandbox.requests).toEqual([]);
	});

	it('names an ID that does not exist, with the words of CDD Vault', async () => {
		const { error } = await getMany(sandbox, { filters: { batchIds: [...first(2), 999999] } });
		expect(error?.message).toBe('Some IDs do not exist, so CDD Vault returned nothing [row 1]');
		expect(error?.description).toContain('Not found among the batches: 999999.');
		expect(error?.description).toContain('"999999 not found"');
	});

	it('returns the others where that is wanted, and names the missing ones', async () => {
		const { json, hints } = await getMany(sandbox, {
			filters: { batchIds: [999998, ...first(2), 999999] },
			options: { missingIds: 'skip' },
		});
		expect(json.map(({ id }) => id)).toEqual(first(2));
		expect(hints).toEqual(['These IDs do not exist among the batches: 999998, 999999.']);
	});
});

describe('many batches', () => {
	it('asks for each item with its own filters, and pairs every record with its item', async () => {
		const { items } = await getMany(
			sandbox,
			{ filters: { moleculeBatchId: '={{ $json.name }}' } },
			{ items: [{ name: 'LAB-0000003-001' }, { name: 'nothing' }, { name: 'LAB-0000001-002' }] },
		);
		expect(items.map(({ json, pairedItem }) => [json.molecule_batch_identifier, pairedItem])).toEqual([
			['LAB-0000003-001', { item: 0 }],
			['LAB-0000001-002', { item: 2 }],
		]);
	});

	it('shows the words of CDD Vault, and goes on with the next item where that is wanted', async () => {
		const { outputs } = await getMany(
			sandbox,
			{ limit: 1, filters: { projects: '={{ $json.project }}' } },
			{
				items: [{ project: [999999] }, { project: [idOfProject(sandbox, 'Internal Data')] }],
				settings: { onError: 'continueErrorOutput' },
			},
		);
		expect(outputs[0]).toMatchObject([{ json: { class: 'batch' }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([
			{
				json: {
					project: [999999],
					details: { status: '404', description: expect.stringContaining('"999999 not found"') },
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each([
		['Purity', 'text_value', '95', 'Choose the type Number.'],
		['Date', 'text_value', '2024-01-08', 'Choose the type Date.'],
		['Place', 'float_value', '5', 'Choose the type Text.'],
		['Vendor', 'date_value', '2024-01-08', 'Choose the type Text.'],
	])('refuses a condition on %s as %s, which no batch may ever meet', async (name, type, value, advice) => {
		const { error } = await getMany(sandbox, {
			filters: { fieldConditions: { condition: [{ field: { __rl: true, mode: 'list', value: name }, type, value }] } },
		});
		expect(error?.message).toBe("'Field Conditions: Type' does not match the field [row 1]");
		expect(error?.description).toContain(advice);
		expect(lines(sandbox)).toEqual(['GET /fields']);
	});

	it('refuses a condition on a field that the vault does not have, which might pass for one that no batch meets', async () => {
		const { outputs } = await getMany(
			sandbox,
			{
				limit: 1,
				filters: {
					fieldConditions: { condition: [{ field: '={{ $json.field }}', type: 'float_value', value: '95' }] },
				},
			},
			{ items: [{ field: 'purity' }, { field: 'Purity' }], settings: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[0]).toMatchObject([{ json: { batch_fields: { Purity: 95 } }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([
			{
				json: {
					message: "'Field Conditions: Field' names a field that this vault does not have",
					details: { description: expect.stringContaining('"Purity"') },
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(lines(sandbox).sort()).toEqual(['GET /fields', 'POST /batches/query']);
	});

	it.each([
		['a login page', { kind: 'login-page' as const }, 'A web page came back instead of data from CDD Vault'],
		[
			'half of the JSON',
			{ kind: 'cut-json' as const },
			'CDD Vault sent an answer that its documentation does not describe',
		],
	])('takes %s for no list', async (_what, fault, message) => {
		sandbox.faults.add({ when: { endpoint: 'listBatches' }, do: fault });
		const { error } = await getMany(sandbox, {});
		expect(error?.message).toBe(`${message} [row 1]`);
	});

	it('fetches all of them by an async export where that is wanted, with the filters and without paging', async () => {
		const { json } = await getMany(sandbox, {
			returnAll: true,
			filters: { projects: [idOfProject(sandbox, 'Internal Data')] },
			options: { retrieval: 'asyncExport' },
		});
		expect(new Set(json.map(({ id }) => id)).size).toBe(60);
		expect(lines(sandbox)[0]).toBe(`GET /batches?async=true&projects=${idOfProject(sandbox, 'Internal Data')}`);
	});

	it('simplifies to what people look at first, and the batch fields under their names', async () => {
		const { json } = await getMany(sandbox, { limit: 1, output: 'simplified' });
		expect(Object.keys(json[0] ?? {}).slice(0, 3)).toEqual(['id', 'molecule_batch_identifier', 'name']);
		const [{ batch_fields: fields = {} } = {}] = sandbox.cdd.batches.values();
		expect(json[0]).toMatchObject(fields);
	});
});
