import type { Sandbox } from '../../sandbox';
import { isSmiles } from '../../sandbox/cdd/structures';
import { freshSandbox } from '../support/sandbox';
import { Client, firstId, idOf, refusal, withSandbox } from './client';

let sandbox: Sandbox;
let client: Client;

beforeEach(async () => {
	sandbox = await freshSandbox();
	client = new Client(sandbox);
});

describe('amounts', () => {
	const amountAfter = async (id: number, ...events: object[]) => {
		for (const fields of events)
			expect(await client.put(`/inventory_samples/${id}`, { inventory_events: [{ fields }] })).toMatchObject({
				status: 200,
			});
		return sandbox.cdd.samples.get(id)?.current_amount;
	};

	const sampleOf = async (Credit: number) =>
		idOf(
			await client.post('/inventory_samples', {
				batch_id: firstId(sandbox.cdd.batches),
				units: 'mg',
				fields: { 'Sample ID': `of ${Credit}` },
				inventory_events: [{ fields: { Credit } }],
			}),
		);

	it.each([
		['0.3 less 0.1 and 0.2', 0.3, [{ Debit: 0.1 }, { Debit: 0.2 }], 0],
		['a picogram in grams', 1e-12, [{ Credit: 2e-12 }], 3e-12],
		['less than the ninth decimal', 1, [{ Credit: 1e-10 }], 1.0000000001],
		['4.35 less 4.25', 4.35, [{ Debit: 4.25 }], 0.1],
		['1.1 and 2.2', 1.1, [{ Credit: 2.2 }], 3.3],
		['more than 1e21', 1e22, [{ Debit: 1e21 }], 9e21],
	])('are added as on paper: %s', async (_what, credit, events, left) => {
		const id = await sampleOf(credit);
		expect(await amountAfter(id, ...events)).toBe(left);
		expect(sandbox.cdd.samples.get(id)?.depleted).toBe(left === 0);
	});

	it('are not rounded to nothing: what is more than is there is refused', async () => {
		const id = await sampleOf(1e-12);
		expect(await client.put(`/inventory_samples/${id}`, { inventory_events: [{ fields: { Debit: 2e-12 } }] })).toEqual(
			refusal(422, /exceeds the current amount 1e-12 mg/),
		);
	});
});

describe('structures', () => {
	const register = async (molecule: object, at = client) =>
		await at.post('/batches', {
			molecule: { registration_type: 'CHEMICAL_STRUCTURE', ...molecule },
			projects: ['Internal Data'],
		});

	const molfile =
		'\n  test\n\n  1  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 C   0  0\nM  END\n';

	it.each([
		[{ smiles: 'ethanol' }],
		[{ smiles: 'Aspirin' }],
		[{ smiles: 'InChI=1S/CH4O/c1-2/h2H,1H3' }],
		[{ smiles: '67-64-1' }],
		[{ smiles: 'C1CCCC' }],
		[{ smiles: 'CC(C' }],
		[{ structure: 'sodium chloride' }],
		[{ cxsmiles: 'CCO ethanol' }],
		[{ molfile: 'CCO' }],
	])('are refused where they cannot be read: %j', async (molecule) => {
		expect(await register(molecule)).toEqual(refusal(422, /cannot be read$/));
		expect(sandbox.cdd.molecules.size).toBe(45);
		await withSandbox({ switches: { unreadableStructure: 'accept' } }, async (lax) =>
			expect(await register(molecule, lax)).toMatchObject({ status: 200 }),
		);
	});

	it.each([
		[{ smiles: 'CC(=O)Oc1ccccc1C(=O)O.[Na+].[Cl-]' }],
		[{ smiles: 'C[C@@H](N)C(=O)O' }],
		[{ smiles: '[13CH4]' }],
		[{ smiles: 'C%12CCCCC%12' }],
		[{ smiles: 'F/C=C\\F' }],
		[{ cxsmiles: 'C[C@H](O)CCN |&1:1|' }],
		[{ structure: 'c1cc[nH]c1' }],
		[{ structure: molfile }],
		[{ molfile }],
	])('are taken where they can: %j', async (molecule) => {
		expect((await register(molecule)).status).toBe(200);
	});

	it('of the seeded lab can all be read', () => {
		const texts = [...sandbox.cdd.molecules.values()].flatMap(({ structure }) => structure.smiles ?? []);
		expect(texts.length).toBeGreaterThan(30);
		expect(texts.filter((text) => !isSmiles(text))).toEqual([]);
	});
});

describe('samples', () => {
	it('may share a barcode, behind everybody’s back and through the API', async () => {
		const [one, two, three] = sandbox.cdd.samples.keys();
		const barcodeOf = (id = 0) => sandbox.cdd.samples.get(id)?.inventory_events.at(-1)?.fields.Barcode;
		sandbox.cdd.addEvent(one ?? 0, { Barcode: 'TWICE' });
		sandbox.cdd.addEvent(two ?? 0, { Barcode: 'TWICE' });
		const event = { fields: { Barcode: 'TWICE' } };
		expect((await client.put(`/inventory_samples/${three}`, { inventory_events: [event] })).status).toBe(200);
		expect([one, two, three].map(barcodeOf)).toEqual(['TWICE', 'TWICE', 'TWICE']);
		expect(sandbox.cdd.samples.get(one ?? 0)?.modified_user).not.toBeNull();
	});
});

describe('a service that is out of reach', () => {
	it.each([
		['503:1', { status: 503 }, undefined],
		['503:1:retry-after=7', { status: 503 }, '7'],
		['login-page:1', { status: 200, text: expect.stringContaining('Log in') }, undefined],
	])('can be had anywhere as the fault %s', async (fault, answer, wait) => {
		const asked = await client.send('GET', '/projects', { headers: { 'x-sandbox-fault': fault } });
		expect(asked).toMatchObject(answer);
		expect(asked.headers['retry-after']).toBe(wait);
	});
});
