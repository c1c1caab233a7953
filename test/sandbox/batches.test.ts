import { batch as batchSchema } from '../../nodes/Cdd/contract/batch';
import type { Sandbox } from '../../sandbox';
import { freshSandbox } from '../support/sandbox';
import { Client, firstId, idOf, refusal, strict, withSandbox } from './client';

let sandbox: Sandbox;
let client: Client;

beforeEach(async () => {
	sandbox = await freshSandbox();
	client = new Client(sandbox);
});

const aspirin = 'CC(=O)Oc1ccccc1C(=O)O';

const register = async (molecule: Record<string, unknown>, more: Record<string, unknown> = {}) =>
	await client.post('/batches', { molecule, projects: ['Internal Data'], ...more });

const structure = (smiles: string, more: Record<string, unknown> = {}) => ({
	registration_type: 'CHEMICAL_STRUCTURE',
	smiles,
	...more,
});

function moleculeNamed(synonym: string) {
	for (const molecule of sandbox.cdd.molecules.values()) if (molecule.synonyms.includes(synonym)) return molecule;
	throw new Error(`There is no ${synonym}`);
}

describe('a new batch', () => {
	it('of a new structure registers a molecule, and comes back whole', async () => {
		const molecule = structure('CCCCCC', { udfs: { Color: 'Clear', 'Melting Point': -95 } });
		const projectId = firstId(sandbox.cdd.projects);
		const more = {
			class: 'batch',
			projects: [projectId, 'CRO Project'],
			batch_fields: { Purity: 99.5, Date: '2026-01-02' },
			salt_name: 'HCl',
			stoichiometry: { core_count: 1, salt_count: 2 },
		};
		const answer = await register(molecule, more);
		expect(answer).toMatchObject({
			status: 200,
			body: {
				class: 'batch',
				molecule_batch_identifier: 'LAB-0000046-001',
				molecule: { name: 'LAB-0000046', smiles: 'CCCCCC', udfs: { Color: 'Clear', 'Melting Point': -95 } },
				projects: [{ name: 'Internal Data', id: projectId }, { name: 'CRO Project' }],
				batch_fields: { Purity: 99.5, Date: '2026-01-02' },
				salt_name: 'HCl',
				stoichiometry: { core_count: 1, salt_count: 2 },
			},
		});
		expect((await client.get(`/batches/${idOf(answer)}`)).body).toEqual(answer.body);
	});

	it('needs a value in each group of fields that the vault requires, and in its molecule', async () => {
		const { batch, molecule } = sandbox.cdd.vault.fields;
		for (const field of batch) if (['Person', 'Place'].includes(field.name)) field.required_group_number = 1;
		for (const field of molecule) if (field.name === 'Lab ID') field.required_group_number = 1;
		expect(await register(structure('CCCCCCC', { udfs: { 'Lab ID': 'L' } }))).toEqual(
			refusal(422, 'The batch needs a value for Person or Place'),
		);
		expect(await register(structure('CCCCCCC'), { batch_fields: { Place: 'Bench' } })).toEqual(
			refusal(422, 'The molecule needs a value for Lab ID'),
		);
		expect(
			(await register(structure('CCCCCCC', { udfs: { 'Lab ID': 'L' } }), { batch_fields: { Place: 'Bench' } })).status,
		).toBe(200);
	});

	it('takes of a pick list whose values are told nothing else', async () => {
		const vendor = sandbox.cdd.vault.fields.batch.find(({ name }) => name === 'Vendor');
		Object.assign(vendor ?? {}, {
			pick_list_values: [
				{ value: 'In-house', hidden: false },
				{ value: 'Gone Ltd', hidden: true },
			],
		});
		expect((await register(structure('CCCCCCCC'), { batch_fields: { Vendor: 'In-house' } })).status).toBe(200);
		expect(await register(structure('CCCCCCCCC'), { batch_fields: { Vendor: 'Gone Ltd' } })).toEqual(
			refusal(422, 'Vendor has no value "Gone Ltd"'),
		);
	});

	it('of a known structure lands on the first match without a word, unless told otherwise', async () => {
		const known = moleculeNamed('Aspirin').id;
		expect((await register(structure(` ${aspirin} `))).body).toMatchObject({ molecule: { id: known } });
		expect((await register(structure(aspirin, { duplicate_resolution: 'first' }))).body).toMatchObject({
			molecule: { id: known },
		});
		const answer = await register(structure(aspirin, { duplicate_resolution: 'new' }));
		expect(answer.body).toMatchObject({ molecule: { name: 'LAB-0000046' } });
		expect(sandbox.cdd.molecules.size).toBe(46);
	});

	it('of a known structure registers nothing with prompt, and tells the molecules (A24, A25)', async () => {
		const pair = [moleculeNamed('2-Hydroxypyridine').id, moleculeNamed('2-Pyridone').id];
		for (const key of ['duplicate_resolution', 'tautomer_resolution']) {
			const answer = await register(structure('O=c1cccc[nH]1', { [key]: 'prompt' }));
			expect(answer).toMatchObject({ status: 200, body: { message: expect.any(String), molecule_ids: pair } });
			expect(answer.body).not.toHaveProperty('id');
			expect(answer.body).not.toHaveProperty('class');
		}
		expect([sandbox.cdd.batches.size, sandbox.cdd.molecules.size]).toEqual([60, 45]);
		await withSandbox({ switches: { promptReply: '422' } }, async (strict) => {
			const body = { molecule: structure(aspirin, { duplicate_resolution: 'prompt' }), projects: ['Internal Data'] };
			expect(await strict.post('/batches', body)).toMatchObject({
				status: 422,
				body: { molecule_ids: [expect.any(Number)] },
			});
		});
	});

	it('of a new structure is registered with prompt too', async () => {
		expect((await register(structure('CCCCCCC', { duplicate_resolution: 'prompt' }))).body).toMatchObject({
			class: 'batch',
		});
	});

	it('may belong to an existing molecule, by id or name (A27)', async () => {
		const { id, name } = moleculeNamed('Caffeine');
		for (const molecule of [{ id }, { name }, { name: 'Caffeine' }])
			expect((await register(molecule)).body).toMatchObject({ molecule: { id } });
		expect(await register({ id: 7 })).toEqual(refusal(422, 'Molecule 7 not found'));
		expect(await register({ name: 'Unobtainium' })).toEqual(refusal(422, 'Molecule "Unobtainium" not found'));
	});

	it.each([
		['AMINO_ACID', { amino_acid: 'MKTAYIAK' }],
		['NUCLEOTIDE', { nucleotide: 'GATTACAGATTACA' }],
	])('may be a sequence of type %s', async (registration_type, sequence) => {
		expect((await register({ registration_type, ...sequence })).body).toMatchObject({
			molecule: { registration_type, ...sequence },
		});
	});

	it.each([
		[{ registration_type: 'chemical_structure', smiles: 'CCCC' }],
		[{ smiles: 'CCCC' }],
		[{ registration_type: 'CHEMICAL_STRUCTURE' }],
		[{ registration_type: 'CHEMICAL_STRUCTURE', smiles: 'CCCC', molfile: 'x' }],
		[{ registration_type: 'CHEMICAL_STRUCTURE', amino_acid: 'AAZ' }],
		[{ registration_type: 'AMINO_ACID', smiles: 'CCCC' }],
		[{ registration_type: 'NUCLEOTIDE', nucleotide: 'XYZ' }],
	])('is refused for the molecule %j, and nothing is registered (A26)', async (molecule) => {
		sandbox.reset({ switches: strict });
		expect((await register(molecule)).status).toBe(422);
		expect([sandbox.cdd.batches.size, sandbox.cdd.molecules.size]).toEqual([60, 45]);
	});

	it.each([[undefined], [[]], [['Nowhere']], [[7]], [['10112']]])(
		'is refused with the projects %j (A28)',
		async (projects) => {
			expect((await register(structure('CCCC'), { projects })).status).toBe(422);
			expect(sandbox.cdd.molecules.size).toBe(45);
		},
	);

	it('is refused with fields that the vault does not define', async () => {
		expect(await register(structure('CCCC'), { batch_fields: { purity: 9 } })).toEqual(
			refusal(422, 'There is no batch field "purity" in this vault'),
		);
		expect(await register(structure('CCCC', { udfs: { Colour: 'x' } }))).toEqual(
			refusal(422, /molecule field "Colour"/),
		);
	});

	it('takes numbers as text only where the switch says so (A21)', async () => {
		expect(await register(structure('CCCC'), { batch_fields: { Purity: '95' } })).toEqual(
			refusal(422, /Purity must be a number/),
		);
		await withSandbox({ switches: { numbersAsText: 'accept' } }, async (lax) => {
			const body = { molecule: structure('CCCC'), projects: ['Internal Data'], batch_fields: { Purity: '95' } };
			expect((await lax.post('/batches', body)).status).toBe(200);
		});
	});

	it('needs a name, and takes no salt, in a vault without registration', async () => {
		const vaultId = sandbox.otherVaultId;
		const send = async (more: Record<string, unknown>) =>
			await client.send('POST', '/batches', {
				vaultId,
				json: { molecule: structure('CCCC', { name: 'Butane' }), projects: ['Archive'], ...more },
			});
		expect(await send({})).toEqual(refusal(422, /name is required/));
		expect(await send({ name: 'Bottle 9', salt_name: 'HCl' })).toEqual(
			refusal(422, /salt_name is for registration vaults only/),
		);
		expect((await send({ name: 'Bottle 9' })).body).toMatchObject({ name: 'Bottle 9', molecule: { name: 'Butane' } });
	});
});

describe('changing a batch', () => {
	const second = () => [...sandbox.cdd.batches.keys()][1] ?? 0;

	it('leaves what was not sent', async () => {
		const id = second();
		const before = batchSchema.parse((await client.get(`/batches/${id}`)).body);
		const answer = await client.put(`/batches/${id}`, { id, batch_fields: { Note: 'checked' } });
		expect(answer.body).toMatchObject({
			...before,
			modified_at: expect.any(String),
			batch_fields: { ...before.batch_fields, Note: 'checked' },
		});
	});

	it('clears a field that is null, and leaves it out of the reply (A30)', async () => {
		const id = second();
		await client.put(`/batches/${id}`, { batch_fields: { Note: 'checked' } });
		const answer = await client.put(`/batches/${id}`, { batch_fields: { Note: null } });
		expect(answer.status).toBe(200);
		expect(answer.text).not.toContain('Note');
	});

	it('is refused for another id in the body, for a molecule, and for unknown projects', async () => {
		const id = second();
		expect(await client.put(`/batches/${id}`, { id: 7 })).toEqual(refusal(422, /does not match/));
		expect(await client.put(`/batches/${id}`, { molecule: { smiles: 'C' } })).toEqual(
			refusal(400, 'Unknown parameter: molecule'),
		);
		expect((await client.put(`/batches/${id}`, { projects: ['Nowhere'] })).status).toBe(422);
	});

	it('deletes it when its projects are empty, whatever else is sent', async () => {
		const id = idOf(await register({ name: 'Caffeine' }));
		const answer = await client.put(`/batches/${id}`, { projects: [], batch_fields: { Note: 'x' } });
		expect(answer).toMatchObject({
			status: 200,
			body: { message: 'Object has been removed from all projects, so it has been deleted' },
		});
		expect((await client.get(`/batches/${id}`)).status).toBe(404);
	});

	it('does not delete it while it has samples or readout rows (A29)', async () => {
		expect(await client.put(`/batches/${second()}`, { projects: [] })).toEqual(refusal(422, /inventory samples/));
		expect(await client.put(`/batches/${firstId(sandbox.cdd.batches)}`, { projects: [] })).toEqual(
			refusal(422, /readout rows/),
		);
		expect(sandbox.cdd.batches.size).toBe(60);
	});
});
