import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import { mapped } from '../../support/mapped';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { bodies, byId, idOfProject, lines, runBatch, writes } from './onBatch';

let sandbox: Sandbox;
let ids: number[];

beforeEach(async () => {
	sandbox = await freshSandbox();
	ids = [...sandbox.cdd.batches.keys()];
});
afterEach(() => {
	expect(sandbox.requests.filter(({ endpoint }) => endpoint === 'deleteBatch')).toEqual([]);
});
beforeEach(forgetWaits);

const note = (value: string) => mapped({ Note: value });
const updating = (index: number, more: object) => ({
	operation: 'update',
	batch: byId(ids[index] ?? 0),
	output: 'raw',
	...more,
});

describe('an update of a batch', () => {
	it('sends what was given and nothing else', async () => {
		const { json, items } = await runBatch(
			sandbox,
			updating(1, { batchFields: mapped({ Purity: '97' }), updateFields: { clearedFields: ['Place'] } }),
		);
		expect(lines(sandbox)).toEqual(['GET /fields', `GET /batches/${ids[1]}`, `PUT /batches/${ids[1]}`]);
		expect(bodies(writes(sandbox))).toEqual([{ batch_fields: { Purity: 97, Place: null } }]);
		expect(json).toMatchObject([{ id: ids[1], batch_fields: { Purity: 97 } }]);
		expect(json[0]?.batch_fields).not.toHaveProperty('Place');
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('sends all that the form can say', async () => {
		const updateFields = {
			batchName: '007',
			saltName: 'Citrate',
			solventName: 'H2O',
			coreCount: 2,
			saltCount: 1,
			solventCount: 0,
			projects: [idOfProject(sandbox, 'CRO Project'), 'Internal Data'],
		};
		await runBatch(sandbox, updating(2, { updateFields }));
		expect(bodies(writes(sandbox))).toEqual([
			{
				name: '007',
				salt_name: 'Citrate',
				solvent_of_crystallization_name: 'H2O',
				stoichiometry: { core_count: 2, salt_count: 1, solvent_of_crystallization_count: 0 },
				projects: [idOfProject(sandbox, 'CRO Project'), 'Internal Data'],
			},
		]);
	});

	it.each(['CRO Project', '2024', ' "Kinases", phase\u200b 2'])(
		'puts the projects back as `before` and Get give them, whatever they are called: %j',
		async (name) => {
			const project = [...sandbox.cdd.projects.values()].find((one) => one.name === 'Internal Data');
			if (project) project.name = name;
			const other = idOfProject(sandbox, 'CRO Project') || idOfProject(sandbox, 'Fragment Screen');
			const projects = '={{ $json.projects }}';
			const get = { operation: 'get', batch: byId(ids[1] ?? 0), output: 'raw' };
			const [was = {}] = (await runBatch(sandbox, get)).json;
			const [changed] = (
				await runBatch(sandbox, updating(1, { updateFields: { projects } }), { items: [{ projects: [other] }] })
			).json;
			const { error } = await runBatch(sandbox, updating(1, { updateFields: { projects } }), {
				items: [changed?.before as IDataObject],
			});
			expect(error).toBeUndefined();
			const [back = {}] = (await runBatch(sandbox, get)).json;
			expect(changed?.projects).not.toEqual(was.projects);
			expect(back.projects).toEqual(was.projects);
			const again = await runBatch(sandbox, updating(1, { updateFields: { projects } }), { items: [back] });
			expect(again.json[0]?.projects).toEqual(was.projects);
		},
	);

	it('changes for each item its own batch', async () => {
		const { items } = await runBatch(
			sandbox,
			{
				operation: 'update',
				batch: byId('={{ $json.id }}'),
				batchFields: note('={{ $json.note }}'),
				output: 'raw',
			},
			{
				items: [
					{ id: ids[3], note: 'left' },
					{ id: ids[4], note: 'right' },
				],
			},
		);
		expect(items.map(({ json, pairedItem }) => [json.id, json.batch_fields, pairedItem])).toMatchObject([
			[ids[3], { Note: 'left' }, { item: 0 }],
			[ids[4], { Note: 'right' }, { item: 1 }],
		]);
	});

	it('takes JSON, with the ID of the same batch in it', async () => {
		const batchJson = { id: ids[5], class: 'batch', batch_fields: { Note: 'as JSON' } };
		const { json } = await runBatch(
			sandbox,
			updating(5, { specifyData: 'json', batchJson: JSON.stringify(batchJson) }),
		);
		expect(bodies(writes(sandbox))).toEqual([batchJson]);
		expect(json).toMatchObject([{ batch_fields: { Note: 'as JSON' } }]);
	});

	it('shows the words of CDD Vault, and goes on with the next item where that is wanted', async () => {
		const { outputs } = await runBatch(
			sandbox,
			{ operation: 'update', batch: byId('={{ $json.id }}'), batchFields: note('x'), output: 'simplified' },
			{ items: [{ id: 999999 }, { id: ids[6] }], settings: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[0]).toMatchObject([{ json: { id: ids[6] }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([
			{
				json: { id: 999999, details: { status: '404', description: expect.stringContaining('"999999 not found"') } },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('says that a read-only token may not change anything, after two looks and one try', async () => {
		const { error } = await runBatch(
			{ ...sandbox, token: sandbox.readOnlyToken },
			updating(7, { batchFields: note('x') }),
		);
		expect(error?.message).toBe('The API token may only read, so CDD Vault changed nothing [row 1]');
		expect(lines(sandbox)).toEqual(['GET /fields', `GET /batches/${ids[7]}`, `PUT /batches/${ids[7]}`]);
	});
});

describe('an update can never delete', () => {
	const emptied = [null, '', [], [''], [null], '  ', ' , '];

	it.each(emptied.map((projects) => [JSON.stringify(projects), projects]))(
		'projects %s in the form are refused before anything is sent, whatever else is changed',
		async (_text, projects) => {
			const { error } = await runBatch(
				sandbox,
				updating(8, { batchFields: note('x'), updateFields: { projects: '={{ $json.projects }}' } }),
				{ items: [{ projects }] },
			);
			expect(error?.message).toBe("'Project Names or IDs' is empty [row 1]");
			expect(error?.description).toContain('CDD Vault deletes a batch without projects');
			expect(sandbox.requests).toEqual([]);
		},
	);

	it.each([...emptied, [' '], [7, ''], {}].map((projects) => [JSON.stringify(projects), projects]))(
		'projects %s in JSON are refused before anything is sent',
		async (_text, projects) => {
			const batchJson = JSON.stringify({ batch_fields: { Note: 'x' }, projects });
			const { error } = await runBatch(sandbox, updating(8, { specifyData: 'json', batchJson }));
			expect(error?.message).toBe("'Batch (JSON)' contains an empty project, or an empty list of projects [row 1]");
			expect(sandbox.requests).toEqual([]);
		},
	);

	it.each([
		['={{ $json.nothing }}', "'Project Names or IDs' is empty [row 1]"],
		['={{ ["Archive", $json.nothing] }}', "'Project Names or IDs' contains an empty project [row 1]"],
	])('projects that an expression does not find are refused before anything is sent: %s', async (projects, message) => {
		const { error } = await runBatch(sandbox, updating(8, { batchFields: note('x'), updateFields: { projects } }));
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('an update that cannot be sent', () => {
	it.each([
		['nothing to change', { updateFields: {} }, "'Update Fields' contains no changes [row 1]"],
		[
			'only its ID as JSON',
			{ specifyData: 'json', batchJson: '={{ { "id": $json.id } }}' },
			"'Batch (JSON)' contains no changes [row 1]",
		],
		[
			'another ID as JSON',
			{ specifyData: 'json', batchJson: '{ "id": 5, "name": "x" }' },
			"'Batch (JSON)' names another batch [row 1]",
		],
		[
			'a molecule as JSON',
			{ specifyData: 'json', batchJson: '{ "molecule": { "smiles": "C" } }' },
			"'Batch (JSON)' does not have the expected form [row 1]",
		],
		['broken JSON', { specifyData: 'json', batchJson: '{' }, "'Batch (JSON)' is not valid JSON [row 1]"],
		[
			'a salt count below zero',
			{ updateFields: { saltCount: -1 } },
			"'Salt Count' is not a whole number in the allowed range [row 1]",
		],
	])('%s is refused before anything is sent', async (_what, parameters, message) => {
		const { error } = await runBatch(sandbox, updating(9, parameters), { items: [{ id: ids[9] }] });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});
});
