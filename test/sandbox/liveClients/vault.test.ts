import type { Sandbox } from '../../../sandbox';
import { freshSandbox } from '../../support/sandbox';
import { strict } from '../client';
import { VaultScripts } from './vaultScripts';
import type { Dress } from './vaultScripts';

let sandbox: Sandbox;
let scripts: VaultScripts;

beforeEach(async () => {
	sandbox = await freshSandbox();
	scripts = new VaultScripts(`${sandbox.url}/vaults/${sandbox.vaultId}`, sandbox.token);
});

afterEach(() => sandbox.forgive());

const tolerated = () => [...new Set(sandbox.tolerated.map(({ what }) => what))];

const identified = (records: ReadonlyMap<number, unknown>) =>
	[...records.keys()].map((id) => expect.objectContaining({ id }));

const readings = { name: 'readings.csv', text: 'Molecule Name,Inhibition (%)\nAspirin,12.5\nCaffeine,3\n' };

describe('a client that was written against the real service', () => {
	it('reads every list page by page, and does nothing that would have to be tolerated', async () => {
		const { cdd } = sandbox;
		expect(await scripts.pages('/batches')).toEqual(identified(cdd.batches));
		expect(await scripts.pages('/molecules')).toEqual(identified(cdd.molecules));
		expect(await scripts.pages('/inventory_samples')).toEqual([...cdd.samples.values()]);
		expect(tolerated()).toEqual([]);
	});

	it('exports in the background, with its token on the way to where the file lies', async () => {
		const { cdd } = sandbox;
		expect(await scripts.exported('/inventory_samples')).toEqual([...cdd.samples.values()]);
		expect(await scripts.exported('/batches', { no_structures: 'true' })).toEqual(identified(cdd.batches));
		expect(await scripts.all('/molecules', {}, 40)).toEqual(identified(cdd.molecules));
		expect(tolerated()).toEqual(['x-cdd-token was sent to the file storage']);
		expect(sandbox.leaks).toEqual([]);
	});

	it.each(['batches', 'molecules'] as const)('pages through the %s whose ids it names', async (list) => {
		const ids = [...sandbox.cdd[list].keys()].slice(3, 30);
		const found = await scripts.pages(`/${list}`, { [list]: ids.join(',') }, 10);
		expect(found).toEqual(ids.map((id) => expect.objectContaining({ id })));
		expect(tolerated()).toEqual([`${list} with offset, page_size`]);
		await expect(scripts.get(`/${list}`, { [list]: '1', created_after: '2020-01-01' })).rejects.toThrow(/^400/);
	});

	it.each<[object, string, object]>([
		[{ smiles: 'CCCCCCC', synonyms: ['design_1'] }, 'a new molecule without registration_type', { smiles: 'CCCCCCC' }],
		[
			{ Registration_type: 'chemical_structure', smiles: 'CCCCCCC' },
			'Registration_type: "chemical_structure"',
			{ registration_type: 'CHEMICAL_STRUCTURE' },
		],
		[
			{ registration_type: 'Chemical Structure', cxsmiles: 'C[C@H](O)CCN |&1:1|' },
			'registration_type: "Chemical Structure"',
			{ cxsmiles: 'C[C@H](O)CCN |&1:1|' },
		],
		[{ amino_acid: 'AAZNRXXNA' }, 'a new molecule without registration_type', { registration_type: 'AMINO_ACID' }],
		[{ nucleotide: 'GATTACA' }, 'a new molecule without registration_type', { registration_type: 'NUCLEOTIDE' }],
	])('registers the molecule %j', async (molecule, what, registered) => {
		const answer = await scripts.post('/batches', { molecule, projects: ['Internal Data'] });
		expect(answer).toMatchObject({ class: 'batch', molecule: registered });
		expect(tolerated()).toEqual([what]);
	});

	it('registers with counts in quotes', async () => {
		const stoichiometry = { core_count: '1', salt_count: '0' };
		const molecule = { name: 'Aspirin' };
		const answer = await scripts.post('/batches', { molecule, projects: ['Internal Data'], stoichiometry });
		expect(answer).toMatchObject({ stoichiometry: { core_count: 1, salt_count: 0 } });
		expect(tolerated()).toEqual(['core_count: "1"', 'salt_count: "0"']);
	});

	it.each<[Dress, string[]]>([
		[{}, []],
		[{ fileFirst: true }, ['file before json']],
		[{ json: 'application/json' }, ['json as application/json']],
		[{ json: 'file' }, ['json as application/json']],
		[{ json: 'application/json', fileFirst: true }, ['file before json', 'json as application/json']],
	])('imports a file, sent as %j', async (dress, what) => {
		expect(await scripts.upload({ project: 'Internal Data' }, readings, dress)).toBe('committed');
		expect(sandbox.cdd.runs).toHaveLength(1);
		expect(tolerated()).toEqual(what);
	});

	it("imports a file with ids in quotes, as the vendor's own examples do", async () => {
		const [project] = sandbox.cdd.projects.keys();
		const [template] = sandbox.cdd.mappingTemplates.keys();
		const parameters = {
			project: String(project),
			mapping_template: String(template),
			runs: { run_date: '2010-10-26' },
		};
		expect(await scripts.upload(parameters, readings)).toBe('committed');
		expect(sandbox.cdd.runs).toMatchObject([{ project, run_date: '2010-10-26' }]);
		expect(tolerated()).toEqual([`Project "${project}" as text`, `Mapping template "${template}" as text`]);
		await expect(scripts.upload({ project: '7' }, readings)).rejects.toThrow('Project \\"7\\" not found');
	});

	it.each<[string, (client: VaultScripts) => Promise<unknown>, RegExp]>([
		['its token at the storage', async (client) => await client.exported('/batches'), /^400: The API token/],
		[
			'paging beside ids',
			async (client) => await client.pages('/batches', { batches: '1' }),
			/^400.*cannot be used with offset, page_size/,
		],
		[
			'no registration type',
			async (client) => await client.post('/batches', { molecule: { smiles: 'CCCC' }, projects: ['Internal Data'] }),
			/^422.*registration_type is required/,
		],
		[
			'another spelling of it',
			async (client) =>
				await client.post('/batches', {
					molecule: { Registration_type: 'chemical_structure', smiles: 'CCCC' },
					projects: ['Internal Data'],
				}),
			/^422.*registration_type is required/,
		],
		[
			'counts in quotes',
			async (client) =>
				await client.post('/batches', {
					molecule: { name: 'Aspirin' },
					projects: ['Internal Data'],
					stoichiometry: { salt_count: '0' },
				}),
			/^422.*salt_count/,
		],
		[
			'the file before the json',
			async (client) => await client.upload({ project: 'Internal Data' }, readings, { fileFirst: true }),
			/^400.*unexpected token/,
		],
		[
			'json with a type of its own',
			async (client) => await client.upload({ project: 'Internal Data' }, readings, { json: 'application/json' }),
			/^400.*unexpected token/,
		],
	])('is refused for %s where nothing is tolerated', async (_what, act, refusal) => {
		sandbox.reset({ switches: strict });
		await expect(act(scripts)).rejects.toThrow(refusal);
		expect(sandbox.tolerated).toEqual([]);
		sandbox.clearRequests();
	});
});

describe('what was tolerated', () => {
	it('outlives the list of requests, and fails whoever ends or begins anew without forgiving it', async () => {
		await scripts.pages('/molecules', { molecules: [...sandbox.cdd.molecules.keys()][0] ?? 0 });
		expect(sandbox.requests.map((request) => request.tolerated)).toEqual([['molecules with offset, page_size']]);
		sandbox.clearRequests();
		expect(sandbox.tolerated).toEqual([
			{ request: `GET /api/v1/vaults/${sandbox.vaultId}/molecules`, what: 'molecules with offset, page_size' },
		]);
		expect(() => sandbox.reset()).toThrow(
			/^Sent as no page of the vendor says: GET .*molecules with offset, page_size$/,
		);
		expect(sandbox.tolerated).toEqual([]);
	});

	it('never includes the token in an address or a body of another host', async () => {
		await fetch(`${sandbox.storageOrigin}/?token=${sandbox.token}`);
		await fetch(`${sandbox.elsewhereOrigin}/`, { headers: { 'X-CDD-Token': sandbox.token } });
		expect(sandbox.leaks).toHaveLength(2);
		expect(sandbox.tolerated).toEqual([]);
		sandbox.clearRequests();
	});
});
