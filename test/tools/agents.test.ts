import type { IDataObject, INode } from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';
import type { Sandbox } from '../../sandbox';
import { onSandbox } from '../support/cdd';
import { onChemSandbox } from '../support/chemInventory';
import { bodiesOf, pathsAsked, rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import type { Subject } from '../support/engine';
import { freshSandbox } from '../support/sandbox';
import { agents, callTool, fromAi } from '../support/tool';
import type { ToolOptions } from '../support/tool';
import { forgetWaits } from '../support/waits';

let sandbox: Sandbox;

beforeEach(async () => {
	forgetWaits();
	sandbox = await freshSandbox();
});

const located = (name: string, mode = 'id') => rl(fromAi(name), mode);
const samples = () => onSandbox(new CddInventorySample(), sandbox);
const batches = () => onSandbox(new CddBatch(), sandbox);
const containers = () => onChemSandbox(new ChemInventoryContainer(), sandbox);
const searches = () => onChemSandbox(new ChemInventorySearch(), sandbox);
const rest = () => onChemSandbox(new ChemInventory(), sandbox);
const lab = () => sandbox.chemInventory.lab;

const typed = (parameters: IDataObject) => parameters as INode['parameters'];

/** The records of one answer. */
const recordsIn = (answer: string | undefined): IDataObject[] => JSON.parse(answer ?? 'null');

async function recordsOf(
	subject: Subject,
	parameters: IDataObject,
	args: IDataObject = {},
	options: ToolOptions = {},
): Promise<IDataObject[]> {
	return recordsIn((await callTool(subject, typed(parameters), [args], options)).answers[0]);
}

const cddWrites = () => sandbox.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/query'));

describe.each(agents)('for %s', (agent) => {
	const call = async (subject: Subject, parameters: IDataObject, args: IDataObject[]) =>
		await callTool(subject, typed(parameters), args, { agent });

	it('a tool is offered with its action and the arguments that its fields leave to the agent', async () => {
		const { tool } = await call(samples(), { operation: 'get', sample: located('sample') }, [{ sample: '1' }]);
		expect(tool).toEqual({
			name: 'Tool',
			description: 'Get an inventory sample in CDD Inventory Sample',
			arguments: ['sample'],
		});
	});

	it.each(['barcode', 'name'])('a sample is found by its %s, and the answer says what that took', async (mode) => {
		const [, sample] = [...sandbox.cdd.samples.values()];
		const given = mode === 'barcode' ? 'SB100002' : sample?.name;
		const { answers } = await call(samples(), { operation: 'get', sample: located('sample', mode) }, [
			{ sample: given },
			{ sample: `${String(given)}x` },
		]);
		const [record, notes] = recordsIn(answers[0]);
		expect(record?.id).toBe(sample?.id);
		expect(JSON.stringify(notes ?? {}).includes('all 120 samples of the vault')).toBe(mode === 'barcode');
		expect(answers[1]).toContain(`'Sample' was not found by its ${mode}`);
	});

	it('Get sends what the agent fills in, and brings the short form', async () => {
		const { id } = sandbox.cdd.addSample();
		const { answers } = await call(samples(), { operation: 'get', sample: located('sample') }, [
			{ sample: String(id) },
		]);
		const [record] = recordsIn(answers[0]);
		expect(Object.keys(record ?? {})).toEqual([
			'id',
			'name',
			'current_amount',
			'units',
			'depleted',
			'location',
			'box',
			'position',
			'well',
		]);
		expect(sandbox.requests.map(({ path }) => path)).toEqual([
			expect.stringMatching(new RegExp(`/inventory_samples/${id}$`)),
		]);
	});

	it('Get Many brings as many as the limit says', async () => {
		const { answers } = await call(samples(), { operation: 'getAll', limit: fromAi('limit', 'How many', 'number') }, [
			{ limit: 3 },
		]);
		expect(recordsIn(answers[0])).toHaveLength(3);
	});

	it('Update debits once for each call, and tells what was there before', async () => {
		const { id } = sandbox.cdd.addSample();
		const eventsJson = `={{ JSON.stringify({ inventory_events: [{ fields: { Debit: $fromAI('debit', 'Amount', 'number') } }] }) }}`;
		const { answers } = await call(
			samples(),
			{ operation: 'update', sample: rl(id), specifyData: 'json', eventsJson },
			[{ debit: 5 }, { debit: 5 }],
		);
		expect(answers.map((answer) => recordsIn(answer)[0])).toMatchObject([
			{ id, current_amount: 95, before: { id, current_amount: 100 } },
			{ id, current_amount: 90, before: { id, current_amount: 95 } },
		]);
		expect(cddWrites().map(({ body }) => body)).toEqual(
			Array(2).fill({ inventory_events: [{ fields: { Debit: 5 } }] }),
		);
	});

	it('a refusal comes whole: message, words of the service, and what to do', async () => {
		const { answers } = await call(samples(), { operation: 'get', sample: located('sample') }, [{ sample: '999999' }]);
		expect(answers[0]).toContain('CDD Vault did not find the record');
		expect(answers[0]).toContain('999999 not found');
		expect(answers[0]).toContain('Check the IDs');
	});

	it('words of the service that n8n would censor in a message arrive as they are', async () => {
		const { answers } = await call(containers(), { operation: 'get', container: located('barcode', 'barcode') }, [
			{ barcode: 'ENOENT-1' },
		]);
		expect(answers[0]).toContain("'Container' was not found");
		expect(answers[0]).toContain('ENOENT-1');
	});

	it('a search sends what the agent fills in, and brings the short form of each container', async () => {
		const { answers } = await call(searches(), { operation: 'byCas', casNumber: fromAi('cas') }, [{ cas: '67-64-1' }]);
		const records = recordsIn(answers[0]);
		expect(records.length).toBeGreaterThan(0);
		for (const record of records) {
			expect(Object.keys(record)).toHaveLength(10);
			expect(record).toMatchObject({ id: expect.any(Number), cas: '67-64-1', location: expect.any(String) });
		}
		expect(bodiesOf(sandbox, '/search/execute')).toEqual([
			expect.objectContaining({ type: 'cas', contents: '67-64-1' }),
		]);
	});

	it('a search that finds nothing says so, and why that may be', async () => {
		const { answers } = await call(searches(), { operation: 'byBarcode', barcode: fromAi('barcode') }, [
			{ barcode: 'NOPE' },
		]);
		expect(recordsIn(answers[0])).toEqual([
			{
				notes: expect.arrayContaining(['Nothing was found.', expect.stringContaining('Upper and lower case matter.')]),
			},
		]);
	});

	it('an order is requested with what the agent fills in', async () => {
		const order = {
			operation: 'create',
			substance: located('cas', 'cas'),
			name: fromAi('name'),
			size: '500',
			unit: rl('mL', 'name'),
			supplier: rl('TCI', 'name'),
		};
		const { answers } = await call(onChemSandbox(new ChemInventoryOrder(), sandbox), order, [
			{ cas: '67-64-1', name: 'Acetone' },
		]);
		const [record] = recordsIn(answers[0]);
		expect(record).toMatchObject({ name: 'Acetone', status: 'requested', cas: '67-64-1' });
		expect(bodiesOf(sandbox, '/order/request')).toEqual([
			expect.objectContaining({ name: 'Acetone', containersize: '500', quantity: 1 }),
		]);
	});

	it('everything in a location is moved only where the node allows it, and with the number that is expected', async () => {
		const place = 'Cupboards > Cupboard 1';
		const ids = lab()
			.containersIn(place)
			.map(({ id }) => id);
		const moving = {
			resource: 'location',
			operation: 'moveAll',
			fromLocation: rl(place, 'path'),
			toLocation: located('to', 'path'),
			expectedNumber: fromAi('count', '', 'number'),
		};
		const refused = await call(rest(), moving, [{ to: 'Missing', count: ids.length }]);
		expect(refused.answers[0]).toContain('is switched off for AI agents');
		expect(pathsAsked(sandbox)).toEqual([]);
		const { answers } = await call(rest(), { ...moving, allowForAiAgents: true }, [
			{ to: 'Missing', count: ids.length + 1 },
			{ to: 'Missing', count: ids.length },
		]);
		expect(answers[0]).toContain('differs from the real number');
		expect(recordsIn(answers[1])[0]).toMatchObject({
			moved: ids.length,
			before: { containers: ids.map((id) => expect.objectContaining({ id })) },
		});
	});

	it('a file does not come along, its counts and checksum do', async () => {
		const [record, last] = recordsIn(
			(await call(batches(), { operation: 'export', format: 'json', binaryPropertyName: 'data' }, [{}])).answers[0],
		);
		expect(record).toMatchObject({
			complete: true,
			summary: expect.stringContaining('Complete'),
			sha256: expect.any(String),
		});
		expect(last).toEqual({ notes: [expect.stringContaining('AI agents get no files')] });
	});

	it('an import without a file is refused in words', async () => {
		const { answers } = await call(
			onSandbox(new CddSlurp(), sandbox),
			{ operation: 'import', specifyData: 'json', importJson: '{ "project": 1 }' },
			[{}],
		);
		expect(answers[0]).toContain('has no file, because AI agents cannot provide files');
		expect(sandbox.requests).toEqual([]);
	});

	it('a change whose answer was lost is not sent again by the next call of the agent', async () => {
		const { id } = sandbox.cdd.addSample();
		sandbox.faults.add({
			when: { endpoint: 'updateInventorySample' },
			times: 1,
			do: { kind: 'drop', moment: 'before' },
		});
		const eventsJson = '{ "inventory_events": [{ "fields": { "Debit": 5 } }] }';
		const { answers } = await call(
			samples(),
			{ operation: 'update', sample: rl(id), specifyData: 'json', eventsJson },
			[{}, {}],
		);
		for (const answer of answers) expect(answer).toContain('Outcome unknown');
		expect(cddWrites()).toHaveLength(1);
	});

	it('Retry On Fail does not send a change again either', async () => {
		const { id } = sandbox.cdd.addSample();
		sandbox.faults.add({
			when: { endpoint: 'updateInventorySample' },
			times: 1,
			do: { kind: 'drop', moment: 'before' },
		});
		const eventsJson = '{ "inventory_events": [{ "fields": { "Debit": 5 } }] }';
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { answers } = await callTool(
			samples(),
			typed({ operation: 'update', sample: rl(id), specifyData: 'json', eventsJson }),
			[{}],
			{ agent, settings },
		);
		expect(answers[0]).toContain('Outcome unknown');
		expect(cddWrites()).toHaveLength(1);
	});
});

describe('an agent that searches', () => {
	const firstKeys = (records: readonly IDataObject[], count: number) =>
		records.filter((record) => !('notes' in record)).map((record) => Object.keys(record).slice(0, count));

	it('gets the field that it searched for first, and the ID, of containers', async () => {
		const { id } = lab().addContainer({ location: lab().location('Stores').id, fields: new Map([[362, 'P-77']]) });
		const common = { scope: 'active', fullRows: false, output: 'simplified', options: {} };
		const found = await recordsOf(searches(), {
			operation: 'byCustomField',
			field: 'cf-362',
			value: 'P-77',
			...common,
		});
		expect(found[0]).toMatchObject({ id, 'Product Code': 'P-77' });
		expect(firstKeys(found, 2)).toEqual([['Product Code', 'id']]);
		const alike = await recordsOf(searches(), { operation: 'bySubstructure', structure: 'C=O', ...common });
		expect(alike[0]?.smiles).toEqual(expect.any(String));
		for (const keys of firstKeys(alike, 1)) expect(keys).toEqual(['smiles']);
		for (const record of alike) expect(Object.keys(record).length).toBeLessThanOrEqual(12);
	});

	it('gets the field that it searched for first, and the ID, of samples', async () => {
		const sample = sandbox.cdd.addSample();
		for (const event of sample.inventory_events) Object.assign(event.fields, { Phase: 'Dry' });
		const conditions = { condition: [{ field: rl('Phase', 'name'), value: 'Dry' }] };
		const found = await recordsOf(samples(), { operation: 'find', conditions, returnAll: true, output: 'simplified' });
		expect(found[0]).toMatchObject({ id: sample.id, Phase: 'Dry' });
		expect(firstKeys(found, 2)).toEqual([['Phase', 'id']]);
	});
});

describe('leave to do what cannot be taken back', () => {
	const deletion = (id: number, allowForAiAgents: boolean | string) => ({
		operation: 'delete',
		sample: rl(id),
		allowForAiAgents,
	});

	it('is a switch that a person sets, and no value that the agent fills in', async () => {
		const { id } = sandbox.cdd.addSample();
		const [refused] = await recordsOf(samples(), deletion(id, fromAi('allow', 'May it be deleted', 'boolean')), {
			allow: true,
		});
		expect(refused?.error).toContain('is switched off for AI agents');
		expect(sandbox.cdd.samples.has(id)).toBe(true);
		const [done] = await recordsOf(samples(), deletion(id, true));
		expect(done).toMatchObject({ deleted: true, before: { id, current_amount: 100 } });
	});

	it('is needed where an update takes a batch out of a project, and nowhere else', async () => {
		const [id] = sandbox.cdd.batches.keys();
		const updating = (content: object) => ({
			operation: 'update',
			batch: rl(id),
			specifyData: 'json',
			batchJson: JSON.stringify(content),
		});
		const [present] = await recordsOf(batches(), { operation: 'get', batch: rl(id), output: 'raw' });
		const projects = Array.isArray(present?.projects) ? present.projects.map((project) => Object(project).id) : [];
		const elsewhere = [...sandbox.cdd.projects.keys()].find((project) => !projects.includes(project));
		const [refused] = await recordsOf(batches(), updating({ projects: [elsewhere] }));
		expect(refused?.error).toContain('is switched off for AI agents');
		expect(cddWrites()).toEqual([]);
		const [added] = await recordsOf(batches(), updating({ projects: [...projects, elsewhere] }));
		expect(added).toMatchObject({ id, before: { id, projects: projects.map((project) => ({ id: project })) } });
		const [taken] = await recordsOf(batches(), { ...updating({ projects }), allowForAiAgents: true });
		expect(taken).toMatchObject({
			id,
			before: { projects: expect.arrayContaining([expect.objectContaining({ id: elsewhere })]) },
		});
	});

	it('is needed by agents alone', async () => {
		expect(
			new CddInventorySample().description.properties.filter(
				({ name, displayOptions }) => name === 'allowForAiAgents' && displayOptions?.show?.['@tool']?.[0] !== true,
			),
		).toEqual([]);
	});
});

describe('Output', () => {
	const container = () => ({ operation: 'get', container: rl(lab().liveContainers()[0]?.id) });

	it('Raw brings all that the service sends', async () => {
		const [record] = await recordsOf(containers(), { ...container(), output: 'raw' });
		expect(Object.keys(record ?? {}).length).toBeGreaterThan(15);
	});

	it('Selected Fields brings those that are named, one within another too, and always the ID', async () => {
		const [record] = await recordsOf(containers(), {
			...container(),
			output: 'selectedFields',
			selectedFields: 'barcode, unitId',
		});
		expect(Object.keys(record ?? {}).sort()).toEqual(['barcode', 'id', 'unitId']);
		const [id] = sandbox.cdd.batches.keys();
		const [batch] = await recordsOf(batches(), {
			operation: 'get',
			batch: rl(id),
			output: 'selectedFields',
			selectedFields: 'molecule.smiles',
		});
		expect(batch).toEqual({ 'molecule.smiles': expect.any(String), id });
	});

	it('Selected Fields without any is refused before a change is sent', async () => {
		const { id } = sandbox.cdd.addSample();
		const update = {
			operation: 'update',
			sample: rl(id),
			specifyData: 'json',
			eventsJson: '{ "inventory_events": [{ "fields": { "Debit": 5 } }] }',
		};
		const [record] = await recordsOf(samples(), { ...update, output: 'selectedFields', selectedFields: ' ' });
		expect(record?.error).toContain("'Fields to Return' is empty");
		expect(cddWrites()).toEqual([]);
	});

	it('keeps what was there before a change, whatever is selected', async () => {
		const { id } = sandbox.cdd.addSample();
		const update = {
			operation: 'update',
			sample: rl(id),
			specifyData: 'json',
			eventsJson: '{ "inventory_events": [{ "fields": { "Debit": 5 } }] }',
		};
		const [record] = await recordsOf(samples(), {
			...update,
			output: 'selectedFields',
			selectedFields: 'current_amount',
		});
		expect(record).toEqual({ id, current_amount: 95, before: expect.objectContaining({ id, current_amount: 100 }) });
	});
});

describe('an answer', () => {
	it('never holds a whole inventory, and says how many it leaves out', async () => {
		const all = lab().liveContainers().length;
		expect(all).toBeGreaterThan(100);
		const records = await recordsOf(rest(), { resource: 'inventory', operation: 'export' });
		expect(records).toHaveLength(101);
		expect(records.at(-1)).toEqual({
			notes: [expect.stringContaining(`the first 100 of ${all} records; ${all - 100} were left out`)],
			leftOut: all - 100,
		});
	});

	it('never holds a whole inventory either where all is asked for, or all of each record', async () => {
		const everything = { resource: 'inventory', operation: 'export', output: 'raw' };
		const { answers } = await callTool(rest(), typed(everything));
		expect(answers[0]?.length).toBeLessThan(65_000);
		expect(recordsIn(answers[0]).at(-1)).toMatchObject({ leftOut: expect.any(Number) });
		const many = await recordsOf(onSandbox(new CddBatch(), sandbox), { operation: 'getAll', returnAll: true });
		expect(many.length).toBeLessThanOrEqual(101);
	});

	it('to a change shows the first hundred of what was changed, and names the rest; a person gets all', async () => {
		const added = (count: number) => {
			const ids = Array.from({ length: count }, (_empty, at) => lab().addContainer({ barcode: `MANY-${at}` }).id);
			return ids.sort((a, b) => a - b);
		};
		const ids = added(3_010);
		const moving = {
			operation: 'move',
			containersBy: 'id',
			containers: ids.join(', '),
			location: rl('Missing', 'path'),
			ifSomeDoNotMove: 'fail',
		};
		const { answers } = await callTool(containers(), typed(moving));
		expect(answers[0]?.length).toBeLessThan(60_000);
		const [record, last] = recordsIn(answers[0]);
		const shown = ids.slice(0, 100);
		expect(record?.moved).toEqual(shown);
		expect(record?.before).toEqual({ containers: shown.map((id) => expect.objectContaining({ id })) });
		expect(last).toEqual({
			notes: [`moved, before.containers: the first 100 of 3010 entries. The others: ${ids[100]}–${ids[3_009]}.`],
		});
		const { json } = await runNode(containers(), [{}], typed({ ...moving, location: rl('Stores', 'path') }));
		expect(json).toMatchObject([{ moved: ids, before: { containers: ids.map((id) => ({ id })) } }]);
	});

	it('says what a person reads above the output', async () => {
		const [record, last] = await recordsOf(samples(), {
			operation: 'getAll',
			specifyFilters: 'json',
			filtersJson: JSON.stringify({ inventory_sample_ids: [sandbox.cdd.addSample().id, 999_999] }),
			options: { missingIds: 'skip' },
		});
		expect(record).toHaveProperty('id');
		expect(last).toEqual({ notes: [expect.stringContaining('999999')] });
	});
});
