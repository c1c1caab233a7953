import type { IDataObject } from 'n8n-workflow';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import type { Sandbox } from '../../../sandbox';
import { onSandbox } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { mapped } from '../../support/mapped';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { bodies, byId, getMany, idOfProject, newBatch, runBatch, writes } from './onBatch';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await freshSandbox();
});
beforeEach(forgetWaits);

const sent = () => bodies(writes(sandbox));
const anyBatch = () => [...sandbox.cdd.batches.keys()][3] ?? 0;
const anyMolecule = () => [...sandbox.cdd.molecules.keys()][1] ?? 0;

describe('a choice by expression hides nothing, and asks for nothing that the chosen branch does not need', () => {
	it.each<[string, () => IDataObject]>([
		['its value', () => ({ molecule: '={{ $json.by }}', moleculeId: '={{ $json.id }}' })],
		[
			'the choice before it as well',
			() => ({ specifyData: '={{ "fields" }}', molecule: '={{ "id" }}', moleculeId: '={{ $json.id }}' }),
		],
	])('Molecule of Create, %s', async (_what, parameters) => {
		const { error } = await runBatch(
			sandbox,
			{ operation: 'create', projects: ['Internal Data'], ...parameters() },
			{ items: [{ by: 'Existing, by ID', id: anyMolecule() }] },
		);
		expect(error).toBeUndefined();
		expect(sent()).toEqual([{ molecule: { id: anyMolecule() }, projects: ['Internal Data'] }]);
	});

	it.each([
		['id', "'Molecule ID' is empty [row 1]"],
		['name', "'Molecule Name' is empty [row 1]"],
		['new', "'Structure' is empty [row 1]"],
		['existing', "'Molecule' is not one of the choices [row 1]"],
		['', "'Molecule' is empty [row 1]"],
	])('what the branch %j lacks is said in the step', async (by, message) => {
		const { error } = await runBatch(
			sandbox,
			{ operation: 'create', projects: ['Internal Data'], molecule: '={{ $json.by }}' },
			{ items: [{ by }] },
		);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('Registration Type of a new molecule', async () => {
		const { error } = await runBatch(
			sandbox,
			newBatch('', { registrationType: '={{ "Nucleotide" }}', structure: undefined, sequence: 'GATTACA' }),
		);
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject([{ molecule: { registration_type: 'NUCLEOTIDE', nucleotide: 'GATTACA' } }]);
	});

	it.each(['={{ "json" }}', '={{ "Using JSON" }}'])('Specify Data %s of Create and Update', async (specifyData) => {
		const molecule = { id: anyMolecule() };
		const created = await runBatch(sandbox, {
			operation: 'create',
			specifyData,
			batchJson: JSON.stringify({ molecule, projects: ['CRO Project'] }),
		});
		const updated = await runBatch(sandbox, {
			operation: 'update',
			batch: byId(anyBatch()),
			specifyData,
			batchJson: '{ "batch_fields": { "Note": "new" } }',
		});
		expect([created.error, updated.error]).toEqual([undefined, undefined]);
		expect(sent()).toEqual([{ molecule, projects: ['CRO Project'] }, { batch_fields: { Note: 'new' } }]);
	});

	it('Specify Filters', async () => {
		const filtersJson = JSON.stringify({ batches: [anyBatch()] });
		const { json, error } = await getMany(sandbox, { specifyFilters: '={{ "json" }}', filtersJson });
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual([anyBatch()]);
	});
});

describe('a choice that is none of the choices', () => {
	it.each<[string, IDataObject, string]>([
		['Specify Data', { specifyData: '={{ "xml" }}' }, "'Specify Data' is not one of the choices [row 1]"],
		['Structure Format', { structureFormat: '={{ $json.x }}' }, "'Structure Format' is empty [row 1]"],
		[
			'If the Molecule May Exist Already',
			{ duplicateResolution: '={{ $json.x }}' },
			"'If the Molecule May Exist Already' is empty [row 1]",
		],
	])('%s is refused before anything is sent', async (_what, parameters, message) => {
		const { error } = await runBatch(sandbox, newBatch('CCO', parameters));
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});

	it.each<[string, IDataObject, string]>([
		['Retrieval', { options: { retrieval: '={{ "all" }}' } }, "'Retrieval' is not one of the choices [row 1]"],
		[
			'Only Batch IDs',
			{ content: { onlyBatchIds: '={{ $json.x }}' } },
			"'Only Batch IDs' is neither true nor false [row 1]",
		],
		['Return All', { returnAll: '={{ $json.x }}' }, "'Return All' is neither true nor false [row 1]"],
	])('%s of Get Many is refused before anything is asked', async (_what, parameters, message) => {
		const { error } = await getMany(sandbox, parameters);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('numbers', () => {
	const parts = {
		'1 / 0': '={{ ({ batch_fields: { Purity: 1 / 0 } }) }}',
		'1e400': '{ "batch_fields": { "Purity": 1e400 } }',
	};

	it.each(Object.entries(parts))(
		'%s in the JSON of Update would clear the field, and is refused',
		async (_what, batchJson) => {
			const { error } = await runBatch(sandbox, {
				operation: 'update',
				batch: byId(anyBatch()),
				specifyData: 'json',
				batchJson,
			});
			expect(error?.message).toBe("'Batch (JSON)' contains a number that cannot be sent [row 1]");
			expect(error?.description).toContain('batch_fields.Purity is Infinity.');
			expect(sandbox.requests).toEqual([]);
		},
	);

	const many = [new CddBatch(), new CddInventorySample()];

	it.each(
		many.flatMap((node) =>
			[0, 2.5, -1, 'all', ''].map((limit) => ({ node, limit, name: node.description.displayName })),
		),
	)('$name > Get Many refuses the Limit $limit', async ({ node, limit }) => {
		const parameters = { operation: 'getAll', limit: '={{ $json.limit }}' };
		const { error } = await runNode(onSandbox(node, sandbox), [{ limit }], parameters);
		expect(error?.message).toMatch(/^'Limit' is (empty|not a (whole )?number.*) \[row 1\]$/);
		expect(sandbox.requests).toEqual([]);
	});

	it.each(many)('Return All takes the text of true', async (node) => {
		const parameters = { operation: 'getAll', returnAll: '={{ "true" }}' };
		const { json } = await runNode(onSandbox(node, sandbox), [{}], parameters);
		expect(json.length).toBeGreaterThan(50);
	});
});

describe('what is no day', () => {
	it.each(['10', '12:30', '2026', '2026-11', '202611'])('a field condition refuses %s', async (value) => {
		const { error } = await getMany(sandbox, {
			filters: { fieldConditions: { condition: [{ field: 'Date', type: 'date_value', value }] } },
		});
		expect(error?.message).toBe("'Field Conditions: Value' is not a date [row 1]");
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['createdAfter', 'modifiedBefore', 'moleculeCreatedAfter', 'moleculeCreatedBefore'])(
		'the filter %s refuses them, too',
		async (filter) => {
			for (const date of ['10', '12:30', '2026', '={{ 2026 }}', '2026-W48']) {
				const { error } = await getMany(sandbox, { filters: { [filter]: date } });
				expect(error?.message).toMatch(/^'[A-Z][\w ]+' is not a date \[row 1\]$/);
			}
			expect(sandbox.requests).toEqual([]);
		},
	);
});

describe('projects by expression', () => {
	const projectsSent = async (projects: unknown) => {
		const { error } = await runBatch(sandbox, newBatch('CCO', { projects: '={{ $json.projects }}' }), {
			items: [{ projects } as IDataObject],
		});
		return error?.message ?? sent();
	};

	it('take digits as an ID', async () => {
		const id = idOfProject(sandbox, 'CRO Project');
		expect(await projectsSent(String(id))).toMatchObject([{ projects: [id] }]);
	});

	it('take digits in quotation marks as a name', async () => {
		for (const project of sandbox.cdd.projects.values()) if (project.name === 'CRO Project') project.name = '2024';
		expect(await projectsSent('"2024"')).toMatchObject([{ projects: ['2024'] }]);
	});

	it('take names and IDs side by side', async () => {
		const id = idOfProject(sandbox, 'CRO Project');
		expect(await projectsSent(`Internal Data, ${id}`)).toMatchObject([{ projects: ['Internal Data', id] }]);
	});

	it('refuse what is neither', async () => {
		expect(await projectsSent([{ name: 'CRO Project' }])).toBe(
			"'Project Names or IDs' contains something that is not a name or an ID [row 1]",
		);
	});
});

describe('texts that are empty', () => {
	it('clear nothing in Update', async () => {
		const updateFields = { batchName: '={{ $json.nothing }}', saltName: '', solventName: '={{ null }}' };
		const { error } = await runBatch(sandbox, {
			operation: 'update',
			batch: byId(anyBatch()),
			batchFields: mapped({ Note: 'new' }),
			updateFields,
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual([{ batch_fields: { Note: 'new' } }]);
	});

	it('are no count', async () => {
		const { error } = await runBatch(
			sandbox,
			newBatch('CCO', { batchDetails: { saltName: 'HCl', saltCount: '={{ $json.nothing }}' } }),
		);
		expect(error?.message).toBe("'Salt Count' is empty [row 1]");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the form of Create at first sight', () => {
	const shown = new CddBatch().description.properties.filter(
		({ displayOptions }) => displayOptions?.show?.operation?.includes('create') === true,
	);

	it.each([
		['projects', 'multiOptions', 'The projects of your vault then appear here.'],
		['batchFields', 'resourceMapper', 'The batch fields of your vault then appear here.'],
		['moleculeFields', 'resourceMapper', 'The molecule fields of your vault then appear here.'],
	])('asks CDD Vault for %s only once a credential is chosen, and says so before', (name, type, waiting) => {
		const pair = shown.filter((field) => field.name === name);
		expect(pair.map((field) => [field.type, field.displayOptions?.show?.authentication])).toEqual([
			['notice', ['notChosen']],
			[type, ['apiToken']],
		]);
		expect(pair[0]?.displayName).toContain(waiting);
	});

	it('has a title of its own above each form', () => {
		const titles = shown.filter(({ name }) => name.endsWith('Title'));
		expect(titles.map(({ displayName }) => displayName)).toEqual(['Molecule Fields', 'Batch Fields']);
	});
});
