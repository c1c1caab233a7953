import type { Sandbox } from '../../../sandbox';
import { mapped } from '../../support/mapped';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { bodies, idOfProject, moleculeNamed, newBatch, runBatch, writes } from './onBatch';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await freshSandbox();
});
beforeEach(forgetWaits);

const sent = () => bodies(writes(sandbox));
/** A structure that the vault does not hold yet. */
const unseen = ['CCCCCCCCCC', 'CCCCCCCCCCC', 'CCCCCCCCCCCC', 'CCCCCCCCCCCCC', 'CCCCCCCCCCCCCC', 'CCCCCCCCCCCCCCC'];

describe('a new molecule', () => {
	it('is registered with everything that the form can say', async () => {
		const { json, items } = await runBatch(
			sandbox,
			newBatch('CCCCCCCC', {
				projects: [idOfProject(sandbox, 'CRO Project'), 'Internal Data'],
				moleculeDetails: {
					collections: ['Reference Compounds', '7'],
					description: 'from the fridge',
					synonyms: [' Octane ', ''],
				},
				moleculeFields: mapped({ Color: 'clear', 'Melting Point': '-57' }),
				batchFields: mapped({ 'Appearance, visual': 'oily', Purity: '99.5', Date: '2026-11-30T00:00:00', Note: '' }),
				batchDetails: { saltName: 'Hydrochloride', solventName: 'H2O', coreCount: 1, saltCount: '2', solventCount: 0 },
			}),
		);
		expect(sent()).toEqual([
			{
				molecule: {
					registration_type: 'CHEMICAL_STRUCTURE',
					smiles: 'CCCCCCCC',
					duplicate_resolution: 'prompt',
					synonyms: ['Octane'],
					description: 'from the fridge',
					collections: ['Reference Compounds', 7],
					udfs: { Color: 'clear', 'Melting Point': -57 },
				},
				projects: [idOfProject(sandbox, 'CRO Project'), 'Internal Data'],
				salt_name: 'Hydrochloride',
				solvent_of_crystallization_name: 'H2O',
				stoichiometry: { core_count: 1, salt_count: 2, solvent_of_crystallization_count: 0 },
				batch_fields: { 'Appearance, visual': 'oily', Purity: 99.5, Date: '2026-11-30' },
			},
		]);
		expect(json).toMatchObject([
			{ registered: true, class: 'batch', molecule: { smiles: 'CCCCCCCC' }, salt_name: 'Hydrochloride' },
		]);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it.each([
		['smiles', 'OCCCCCCO'],
		['cxsmiles', 'OCCCCCCCO |c:0|'],
		['molfile', '\n  sketch\n\n  1  0  0  0  0  0            999 V2000\nM  END\n'],
		['structure', 'OCCCCCCCCO'],
	])('is given as %s, kept to the letter', async (structureFormat, structure) => {
		await runBatch(sandbox, newBatch(structure, { structureFormat }));
		expect(sent()).toMatchObject([{ molecule: { [structureFormat]: structure } }]);
	});

	it.each([
		['smiles', ' OCCCCCCO\r\n', 'OCCCCCCO'],
		['smiles', '\ufeffOCC\u200bCCCCO', 'OCCCCCCO'],
		['cxsmiles', 'OCCCCCCCO |c:0|\n', 'OCCCCCCCO |c:0|'],
	])('is given as %s without what a spreadsheet leaves around it: %j', async (structureFormat, structure, text) => {
		await runBatch(sandbox, newBatch('={{ $json.structure }}', { structureFormat }), { items: [{ structure }] });
		expect(sent()).toMatchObject([{ molecule: { [structureFormat]: text } }]);
	});

	it.each(['smiles', 'cxsmiles'])('is refused where several lines are given as %s', async (structureFormat) => {
		const items = [{ structure: 'CCO\nCCC' }];
		const { error } = await runBatch(sandbox, newBatch('={{ $json.structure }}', { structureFormat }), { items });
		expect(error?.message).toBe("'Structure' contains a line break [row 1]");
		expect(sent()).toEqual([]);
	});

	it.each([
		['AMINO_ACID', 'amino_acid', 'MKTAYIAK'],
		['NUCLEOTIDE', 'nucleotide', 'GATTACAGATTACA'],
	])('of type %s is given by its sequence', async (registrationType, key, sequence) => {
		const { json } = await runBatch(sandbox, newBatch('', { registrationType, sequence: ` ${sequence}\n` }));
		expect(sent()).toEqual([
			{
				molecule: { registration_type: registrationType, [key]: sequence, duplicate_resolution: 'prompt' },
				projects: ['Internal Data'],
			},
		]);
		expect(json).toMatchObject([{ registered: true }]);
	});

	it('and its batch carry names in a vault without registration', async () => {
		const archive = { url: sandbox.url, token: sandbox.token, vaultId: sandbox.otherVaultId };
		const { json } = await runBatch(
			archive,
			newBatch('CCCCCCCCC', {
				projects: 'Archive',
				moleculeDetails: { name: 'Nonane' },
				batchDetails: { batchName: 'Bottle 9' },
			}),
		);
		expect(sent()).toMatchObject([{ name: 'Bottle 9', molecule: { name: 'Nonane' }, projects: ['Archive'] }]);
		expect(json).toMatchObject([{ registered: true, name: 'Bottle 9', molecule: { name: 'Nonane' } }]);
	});

	it.each([
		['Structure', newBatch('={{ $json.nothing }}')],
		['Sequence', newBatch('', { registrationType: 'NUCLEOTIDE', sequence: ' ' })],
	])('without its %s is refused before anything is sent', async (label, parameters) => {
		const { error } = await runBatch(sandbox, parameters);
		expect(error?.message).toBe(`'${label}' is empty [row 1]`);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a molecule that may exist already', () => {
	it('registers nothing by default, and names the molecules that match', async () => {
		const { molecules, batches } = sandbox.cdd;
		const [moleculesBefore, batchesBefore] = [molecules.size, batches.size];
		const { json, hints } = await runBatch(sandbox, newBatch('Oc1ccccn1'));
		expect(sent()).toMatchObject([{ molecule: { duplicate_resolution: 'prompt' } }]);
		expect(json).toMatchObject([
			{
				registered: false,
				reason: 'Possible duplicate molecules were found. Nothing was registered.',
				matchingMoleculeIds: [moleculeNamed(sandbox, '2-Hydroxypyridine').id, moleculeNamed(sandbox, '2-Pyridone').id],
			},
		]);
		expect(hints).toEqual([expect.stringContaining('Some batches were not registered')]);
		expect([molecules.size, batches.size]).toEqual([moleculesBefore, batchesBefore]);
	});

	it('shows the words of a vault that refuses it instead', async () => {
		const stricter = await freshSandbox({ switches: { promptReply: '422' } });
		const { error, json } = await runBatch(stricter, newBatch('Oc1ccccn1'));
		expect(json).toEqual([]);
		expect(error?.description).toContain('Possible duplicate molecules were found.');
		expect(writes(stricter)).toHaveLength(1);
	});

	it('gets the batch where the first match is wanted', async () => {
		const { json } = await runBatch(sandbox, newBatch('Oc1ccccn1', { duplicateResolution: 'first' }));
		expect(sent()).toMatchObject([{ molecule: { duplicate_resolution: 'first' } }]);
		expect(json).toMatchObject([
			{ registered: true, molecule: { id: moleculeNamed(sandbox, '2-Hydroxypyridine').id } },
		]);
	});

	it('is registered as another one where that is wanted', async () => {
		const before = sandbox.cdd.molecules.size;
		const { json } = await runBatch(sandbox, newBatch('Oc1ccccn1', { duplicateResolution: 'new' }));
		expect(json).toMatchObject([{ registered: true }]);
		expect(sandbox.cdd.molecules.size).toBe(before + 1);
	});
});

describe('an existing molecule', () => {
	it('is named by its ID, without a structure and without a resolution', async () => {
		const { id } = moleculeNamed(sandbox, 'Caffeine');
		const { json } = await runBatch(sandbox, { ...newBatch(''), molecule: 'id', moleculeId: String(id) });
		expect(sent()).toEqual([{ molecule: { id }, projects: ['Internal Data'] }]);
		expect(json).toMatchObject([{ registered: true, molecule: { id } }]);
	});

	it('is named by its name', async () => {
		const { name, id } = moleculeNamed(sandbox, 'Caffeine');
		const { json } = await runBatch(sandbox, { ...newBatch(''), molecule: 'name', moleculeName: name });
		expect(sent()).toEqual([{ molecule: { name }, projects: ['Internal Data'] }]);
		expect(json).toMatchObject([{ registered: true, molecule: { id } }]);
	});

	it('that the vault does not know is refused in its words, and nothing is registered', async () => {
		const before = sandbox.cdd.batches.size;
		const { error } = await runBatch(sandbox, { ...newBatch(''), molecule: 'id', moleculeId: '999999' });
		expect(error?.message).toBe('CDD Vault refused the data [row 1]');
		expect(error?.description).toContain('"Molecule 999999 not found"');
		expect(sandbox.cdd.batches.size).toBe(before);
	});
});

describe('projects that an expression emptied', () => {
	const emptied = [null, '', [], [''], [null], '  ', ' , '];

	it.each(emptied.map((projects) => [JSON.stringify(projects), projects]))(
		'%s in the form are refused before anything is sent',
		async (_text, projects) => {
			const { error } = await runBatch(sandbox, newBatch('CCO', { projects: '={{ $json.projects }}' }), {
				items: [{ projects }],
			});
			expect(error?.message).toBe("'Project Names or IDs' is empty [row 1]");
			expect(sandbox.requests).toEqual([]);
		},
	);

	it.each([...emptied, [' '], undefined].map((projects) => [JSON.stringify(projects), projects]))(
		'%s in JSON are refused before anything is sent',
		async (_text, projects) => {
			const batchJson = JSON.stringify({
				molecule: { registration_type: 'CHEMICAL_STRUCTURE', smiles: 'CCO' },
				projects,
			});
			const { error } = await runBatch(sandbox, { ...newBatch(''), specifyData: 'json', batchJson });
			expect(error?.message).toMatch(/^'Batch \(JSON\)' .* \[row 1\]$/);
			expect(sandbox.requests).toEqual([]);
		},
	);
});

describe('a batch as JSON', () => {
	it('is sent as it is, and a hint says what CDD Vault does where a structure names no resolution', async () => {
		const batchJson = {
			class: 'batch',
			molecule: { registration_type: 'CHEMICAL_STRUCTURE', smiles: 'OCCCO', projects: ['CRO Project'] },
			projects: ['Internal Data'],
			stoichiometry: { salt_count: 1 },
		};
		const { json, hints } = await runBatch(sandbox, {
			...newBatch(''),
			specifyData: 'json',
			batchJson: JSON.stringify(batchJson),
		});
		expect(sent()).toEqual([batchJson]);
		expect(json).toMatchObject([{ registered: true }]);
		expect(hints).toEqual([expect.stringContaining('adds the batch to the first matching molecule')]);
	});

	const existing = () => moleculeNamed(sandbox, 'LAB-0000001').name;

	it.each([
		['an amino acid', () => ({ registration_type: 'AMINO_ACID', amino_acid: 'AAZNRXXNA' })],
		['a nucleotide', () => ({ registration_type: 'NUCLEOTIDE', nucleotide: 'GATTACA' })],
		[
			'a structure with its resolution',
			() => ({ registration_type: 'CHEMICAL_STRUCTURE', smiles: 'O=CC(C=O)O', duplicate_resolution: 'prompt' }),
		],
		['an existing molecule by its name', () => ({ name: existing() })],
		[
			"an existing molecule by its name, in the vendor's spelling",
			() => ({ Registration_type: 'chemical_structure', name: existing() }),
		],
		['an existing molecule by its ID', () => ({ id: moleculeNamed(sandbox, 'LAB-0000001').id })],
	])("is sent as the vendor's pages show it, for %s", async (_what, moleculeOf) => {
		const batchJson = { molecule: moleculeOf(), projects: ['Internal Data'] };
		const { json, error, hints } = await runBatch(sandbox, { ...newBatch(''), specifyData: 'json', batchJson });
		expect(error).toBeUndefined();
		expect(sent()).toEqual([batchJson]);
		expect(json).toMatchObject([{ registered: true }]);
		expect(hints).toEqual([]);
		// What the user wrote is the user's spelling, not the node's.
		sandbox.forgive();
	});

	it('keeps the older name of the resolution', async () => {
		const molecule = { registration_type: 'CHEMICAL_STRUCTURE', smiles: 'Oc1ccccn1', tautomer_resolution: 'first' };
		await runBatch(sandbox, {
			...newBatch(''),
			specifyData: 'json',
			batchJson: { molecule, projects: ['Internal Data'] },
		});
		expect(sent()).toEqual([{ molecule, projects: ['Internal Data'] }]);
	});

	it.each([
		['{ "molecule": ', "'Batch (JSON)' is not valid JSON [row 1]", ''],
		['{ "projects": ["Internal Data"] }', "'Batch (JSON)' does not have the expected form [row 1]", 'molecule'],
		['{ "molecule": {}, "projects": [1] }', "'Batch (JSON)' is without a molecule [row 1]", 'Enter a structure'],
		[
			'{ "molecule": { "smiles": "C", "molfile": "C" }, "projects": [1] }',
			"'Batch (JSON)' gives the structure twice [row 1]",
			'smiles, molfile',
		],
		[
			'{ "molecule": { "id": 1, "smiles": "C" }, "projects": [1] }',
			"'Batch (JSON)' names an existing molecule and gives a structure [row 1]",
			'',
		],
		[
			'{ "molecule": { "registration_type": "chemical_structure", "smiles": "C" }, "projects": [1] }',
			"'Batch (JSON)' does not have the expected form [row 1]",
			'registration_type',
		],
		[
			'{ "molecule": { "id": 1 }, "projects": [1], "batchFields": {} }',
			"'Batch (JSON)' does not have the expected form [row 1]",
			'batchFields',
		],
	])('%s is refused before anything is sent', async (batchJson, message, description) => {
		const { error } = await runBatch(sandbox, { ...newBatch(''), specifyData: 'json', batchJson });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('several items', () => {
	it('register each its own batch, one after the other, and are paired', async () => {
		const { items } = await runBatch(sandbox, newBatch('={{ $json.smiles }}'), {
			items: unseen.slice(0, 2).map((smiles) => ({ smiles })),
		});
		expect(items.map(({ json, pairedItem }) => [json.molecule, pairedItem])).toMatchObject([
			[{ smiles: unseen[0] }, { item: 0 }],
			[{ smiles: unseen[1] }, { item: 1 }],
		]);
	});

	it('go on past a refusal where that is wanted, with the words of CDD Vault on the error output', async () => {
		const { outputs } = await runBatch(sandbox, newBatch('={{ $json.smiles }}', { projects: '={{ $json.project }}' }), {
			items: [
				{ smiles: unseen[2], project: 'Nobody knows' },
				{ smiles: unseen[3], project: 'Internal Data' },
			],
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0]).toMatchObject([{ json: { registered: true }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([
			{
				json: {
					smiles: unseen[2],
					details: { status: '422', description: expect.stringContaining('Project "Nobody knows" not found') },
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('returns at most ten fields in Simplified, beside whether it was registered', async () => {
		const { json } = await runBatch(sandbox, newBatch(unseen[4] ?? '', { output: 'simplified' }));
		expect(Object.keys(json[0] ?? {}).slice(0, 2)).toEqual(['registered', 'id']);
		expect(Object.keys(json[0] ?? {}).length).toBeLessThanOrEqual(11);
		expect(json[0]).not.toHaveProperty('before');
	});
});

it('a count that is no whole number is refused before anything is sent', async () => {
	const { error } = await runBatch(sandbox, newBatch('CCO', { batchDetails: { saltCount: 1.5 } }));
	expect(error?.message).toBe("'Salt Count' is not a whole number in the allowed range [row 1]");
	expect(sandbox.requests).toEqual([]);
});
