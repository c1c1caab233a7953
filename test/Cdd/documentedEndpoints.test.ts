import '../support/waits';

import type { IDataObject, INodeType } from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import { startSandbox } from '../../sandbox';
import type { RecordedRequest, Sandbox } from '../../sandbox';
import documented from '../fixtures/cdd/documentedEndpoints.json';
import { onSandbox } from '../support/cdd';
import { dropdownFunctions } from '../support/dropdown';
import { runNode } from '../support/engine';
import { mapped } from '../support/mapped';
import { badCsv, fileOf, locator, project as projectName, template } from './slurp/onSlurp';

interface Call {
	method: string;
	path: string;
	query?: string[];
	body?: string[];
	parts?: string[];
}

const calls: Call[] = documented.calls;
const nameOf = ({ method, path }: Pick<Call, 'method' | 'path'>) => `${method} ${path}`;
/** Below these stand names that a vault chooses itself; what the vendor itself names is kept. */
const ownNames = /(^|\.)(fields|batch_fields|udfs)$/;
const vendorNames = new Set(['Credit', 'Debit', 'Location']);

/** The keys of a JSON body as the list writes them: `inventory_events[].fields.Credit`. */
function keysOf(value: unknown, path = ''): string[] {
	if (Array.isArray(value) && value.some((one) => typeof one === 'object'))
		return value.flatMap((one) => keysOf(one, `${path}[]`));
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
	return Object.entries(value).flatMap(([key, below]) => {
		const name = ownNames.test(path) && !vendorNames.has(key) ? '<name>' : key;
		return keysOf(below, path === '' ? name : `${path}.${name}`);
	});
}

let sandbox: Sandbox;
let requested: Array<Call & Required<Pick<Call, 'body' | 'parts' | 'query'>>>;

function toCall({ method, path, query, body }: RecordedRequest) {
	const parts = Array.isArray(body) ? body : undefined;
	const json: unknown = parts ? JSON.parse(parts[0]?.text ?? '{}') : body;
	return {
		method,
		path: path.replace(`/api/v1/vaults/${sandbox.vaultId}`, '').replace(/\/\d+$/, '/<id>'),
		query: [...new URLSearchParams(query).keys()],
		body: typeof json === 'object' && json !== null ? keysOf(json) : [],
		parts: parts?.map(({ name }) => name) ?? [],
	};
}

/** Runs a step to its end: what CDD Vault thinks of it is no matter here. */
async function run(node: INodeType, parameters: IDataObject, inputs: IDataObject[] = [{}]) {
	return await runNode(onSandbox(node, sandbox), inputs, parameters as never, {
		binary: inputs.map(() => fileOf(badCsv)),
	});
}

const fields = (...entries: Array<[name: string, type: string, value: string]>) => ({
	field: entries.map(([name, type, value]) => ({ name, type, value })),
});
const dates = {
	createdAfter: '2020-01-01T00:00:00Z',
	createdBefore: '2100-01-01T00:00:00Z',
	modifiedAfter: '2020-01-01T00:00:00Z',
	modifiedBefore: '2100-01-01T00:00:00Z',
};
const all = { operation: 'getAll', returnAll: true };

/** More records than one page holds, so that a second page is asked for. */
function fillVault(): void {
	const { batches, samples } = sandbox.cdd;
	for (const records of [batches, samples] as Array<Map<number, { id: number }>>) {
		const [first] = records.values();
		for (let id = 1_000_000; id < 1_001_000; id++) if (first) records.set(id, { ...first, id });
	}
}

async function workWithSamples(sampleIds: number[], batchIds: number[], projects: number[]): Promise<void> {
	const node = new CddInventorySample();
	const [boxId] = [...sandbox.cdd.locations.values()].filter(({ value }) => value === 'Box 3').map(({ id }) => id);
	const box = locator('id', boxId ?? 0);
	const eventFields = fields(['Barcode', 'text', 'SB-1']);
	await run(node, { operation: 'get', sample: locator('id', sampleIds[1] ?? 0) });
	await run(node, {
		operation: 'create',
		batch: locator('id', batchIds[1] ?? 0),
		amount: '10',
		units: 'mg',
		location: box,
		position: 4,
		moreEventFields: eventFields,
		sampleFields: mapped({ 'Sample ID': 'X1' }),
	});
	const twoEvents = { inventory_events: [{ fields: { Credit: 10 } }, { fields: { Debit: 1 } }] };
	await run(node, {
		operation: 'create',
		specifyData: 'json',
		sampleJson: { batch_id: batchIds[1], units: 'mg', ...twoEvents },
	});
	const events = { event: [{ credit: '5' }, { debit: '1', location: box, position: 5, eventFields }] };
	await run(node, { operation: 'update', sample: locator('id', sampleIds[2] ?? 0), events });
	await run(node, { operation: 'delete', sample: locator('id', sampleIds[3] ?? 0) });
	await run(node, {
		...all,
		filters: { sampleIds: sampleIds.slice(0, 2).join(), batchIds: batchIds.slice(0, 2).join(), projects, ...dates },
	});
	await run(node, { ...all, options: { retrieval: 'pages' } });
	const many = { sampleIds: sampleIds.slice(4).join(), batchIds: batchIds.join(), projects, ...dates };
	await run(node, { ...all, filters: many });
	await run(node, { ...all, filters: many, options: { retrieval: 'asyncExport' } });
	// Long enough for a body, and more than a page.
	fillVault();
	await run(node, {
		...all,
		filters: { batchIds: [...batchIds, ...Array.from({ length: 200 }, (_none, index) => 1_000_000 + index)].join() },
		options: { retrieval: 'pages' },
	});
	await run(node, { ...all, options: { retrieval: 'pages' } });
	await run(node, {
		operation: 'export',
		format: 'json',
		binaryPropertyName: 'data',
		options: { timeLimitMinutes: 0 },
	});
	await run(node, { operation: 'export', format: 'json', binaryPropertyName: 'data' });
}

async function readBatches(batchIds: number[], projects: number[]): Promise<void> {
	const node = new CddBatch();
	const [dataSet] = sandbox.cdd.dataSets.keys();
	const filters = {
		...dates,
		moleculeCreatedAfter: dates.createdAfter,
		moleculeCreatedBefore: dates.createdBefore,
		projects,
		dataSets: [dataSet],
	};
	const content = { structures: false, originalStructures: true, onlyMoleculeIds: true };
	const inBody = { batchFields: ['Purity'], moleculeFields: ['Color'] };
	const conditions = [
		{ field: 'Place', type: 'text_value', value: 'Synthesis Lab' },
		{ field: 'Purity', type: 'float_value', value: '90' },
		{ field: 'Date', type: 'date_value', value: '2024-01-08' },
	];
	await run(node, { operation: 'get', batch: locator('id', batchIds[0] ?? 0) });
	await run(node, { ...all, filters, content });
	await run(node, { ...all, content: { onlyBatchIds: true } });
	await run(node, { ...all, filters: { batchIds: batchIds.slice(0, 2).join() } });
	await run(node, { ...all, options: { retrieval: 'pages' } });
	await run(node, { ...all, options: { retrieval: 'asyncExport' } });
	await run(node, {
		...all,
		filters: { ...filters, moleculeBatchId: 'LAB-0000001-001', fieldConditions: { condition: conditions } },
		content: { ...content, ...inBody },
	});
	await run(node, { ...all, content: { onlyBatchIds: true, ...inBody } });
	await run(node, { ...all, filters: { batchIds: batchIds.slice(0, 2).join() }, content: inBody });
	await run(node, { ...all, content: inBody, options: { retrieval: 'pages' } });
	await run(node, { ...all, content: inBody, options: { retrieval: 'asyncExport' } });
}

async function changeBatches(batchIds: number[]): Promise<void> {
	const node = new CddBatch();
	const create = {
		operation: 'create',
		molecule: 'new',
		registrationType: 'CHEMICAL_STRUCTURE',
		projects: [projectName],
	};
	const details = {
		batchName: '009',
		saltName: 'Citrate',
		solventName: 'H2O',
		coreCount: 1,
		saltCount: 1,
		solventCount: 1,
	};
	const moleculeDetails = { name: 'Decane', description: 'x', synonyms: ['y'], collections: ['z'] };
	const moleculeFields = mapped({ Color: 'clear' });
	const batchFields = mapped({ Note: 'x' });
	await run(node, {
		...create,
		structureFormat: 'smiles',
		structure: 'CCCCCCCCCC',
		moleculeDetails,
		moleculeFields,
		batchFields,
		batchDetails: details,
	});
	for (const structureFormat of ['cxsmiles', 'molfile', 'structure'])
		await run(node, { ...create, structureFormat, structure: `CCCCC${structureFormat}` });
	for (const registrationType of ['AMINO_ACID', 'NUCLEOTIDE'])
		await run(node, { ...create, registrationType, sequence: 'GATTACA' });
	await run(node, { ...create, molecule: 'id', moleculeId: '5' });
	const molecule = {
		smiles: 'CCCCCCCCN',
		registration_type: 'CHEMICAL_STRUCTURE',
		projects: [projectName],
		tautomer_resolution: 'new',
	};
	await run(node, {
		operation: 'create',
		specifyData: 'json',
		batchJson: { class: 'batch', molecule, projects: [projectName] },
	});
	const update = { operation: 'update', batch: locator('id', batchIds[1] ?? 0) };
	await run(node, { ...update, batchFields, updateFields: { ...details, projects: [projectName] } });
	await run(node, { ...update, specifyData: 'json', batchJson: { id: batchIds[1], class: 'batch', name: '010' } });
	await run(node, { operation: 'delete', batch: locator('id', batchIds[2] ?? 0) });
}

async function importFiles(): Promise<void> {
	const node = new CddSlurp();
	const settings = { rejectBadFiles: false, ambiguousEvents: 'reject', suspiciousEvents: 'accept' };
	const runs = { date: '2026-11-30', lab: 'Basement lab', person: 'Lab assistant', conditions: '33 °C' };
	const upload = {
		operation: 'import',
		project: locator('name', projectName),
		mappingTemplate: locator('name', template),
	};
	const { json } = await run(node, {
		...upload,
		importSettings: settings,
		runs: { run: [runs] },
		options: { ifNotCommitted: 'return' },
	});
	await run(node, { ...upload, importSettings: { ignoreErrors: true }, runs: { run: [runs, runs] } });
	await run(node, { operation: 'get', slurpId: String(json[0]?.id) });
}

async function openDropdowns(): Promise<void> {
	const [batch, sample, slurp] = [new CddBatch(), new CddInventorySample(), new CddSlurp()];
	const functions = (node: INodeType) => dropdownFunctions(onSandbox(node, sandbox));
	await batch.methods.loadOptions.getProjects.call(functions(batch));
	await batch.methods.loadOptions.getDataSets.call(functions(batch));
	await sample.methods.listSearch.searchInventoryLocations.call(functions(sample));
	await slurp.methods.listSearch.searchMappingTemplates.call(functions(slurp));
}

beforeAll(async () => {
	sandbox = await startSandbox();
	const { samples, batches, projects } = sandbox.cdd;
	const [sampleIds, batchIds, projectIds] = [[...samples.keys()], [...batches.keys()], [...projects.keys()]];
	await workWithSamples(sampleIds, batchIds, projectIds);
	await readBatches(batchIds, projectIds);
	await changeBatches(batchIds);
	await importFiles();
	await openDropdowns();
	requested = sandbox.requests.filter(({ port }) => port === 'service').map(toCall);
});
afterAll(async () => await sandbox.close());

const requestsOf = (call: Call) => requested.filter((request) => nameOf(request) === nameOf(call));

describe.each(calls.map((call) => ({ ...call, name: nameOf(call) })))('$name', (call) => {
	it('is requested by an operation', () => {
		expect(requestsOf(call).length).toBeGreaterThan(0);
	});

	it('is sent every documented parameter by one operation or another', () => {
		const sent = requestsOf(call);
		expect([...new Set(sent.flatMap(({ query }) => query))].sort()).toEqual([...(call.query ?? [])].sort());
		expect([...new Set(sent.flatMap(({ body }) => body))].sort()).toEqual([...(call.body ?? [])].sort());
		expect(new Set(sent.map(({ parts }) => parts.join(', ')))).toEqual(new Set([(call.parts ?? []).join(', ')]));
	});
});

it('no call is requested that is not documented', () => {
	const known = new Set(calls.map(nameOf));
	expect([...new Set(requested.map(nameOf))].filter((name) => !known.has(name))).toEqual([]);
});

it('no list is asked for in a way that CDD Vault does not understand', () => {
	const lists = sandbox.requests.filter(({ method, path }) => method === 'GET' || path.endsWith('/query'));
	expect(lists.filter(({ statusCode }) => statusCode === 400).map(({ url }) => url)).toEqual([]);
});

it('every call carries the token in its header', () => {
	const served = sandbox.requests.filter(({ port }) => port === 'service');
	expect(served.filter(({ headers }) => headers['x-cdd-token'] !== sandbox.token)).toEqual([]);
});
