import '../support/waits';

import type { ILoadOptionsFunctions, INodeType } from 'n8n-workflow';
import nock from 'nock';

import { batchOperations } from '../../nodes/Cdd/batch';
import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import { inventorySampleOperations } from '../../nodes/Cdd/inventorySample';
import { slurpOperations } from '../../nodes/Cdd/slurp';
import { startSandbox } from '../../sandbox';
import type { Sandbox } from '../../sandbox';
import { cddBase, onPublicServer, onSandbox } from '../support/cdd';
import { dropdownFunctions } from '../support/dropdown';
import { runNode } from '../support/engine';

const faces = [
	{ node: new CddInventorySample(), collection: inventorySampleOperations, offered: ['create', 'delete', 'export', 'get', 'getAll', 'update'] },
	{ node: new CddBatch(), collection: batchOperations, offered: ['create', 'delete', 'export', 'get', 'getAll', 'update'] },
	{ node: new CddSlurp(), collection: slurpOperations, offered: ['get', 'import', 'wait'] },
].map((face) => ({ ...face, name: face.node.description.displayName }));

describe.each(faces)('$name', ({ node, collection, offered }) => {
	it('offers its operations, and can run each', () => {
		expect(collection.options.map(({ value }) => value)).toEqual(offered);
		expect([...collection.table.values()].map(({ option }) => option.value)).toEqual(offered);
		const [field] = node.description.properties;
		expect(field).toMatchObject({ name: 'operation', noDataExpression: true });
		expect(offered).toContain(field?.default);
	});

	it('can be a tool of an AI agent, and marks each deletion as one', () => {
		expect(node.description.usableAsTool).toBe(true);
		for (const { option, kind } of collection.table.values()) expect(kind === 'destructive').toBe(option.value === 'delete');
	});

	it('needs the CDD Vault credential, and shows its operation below its name', () => {
		expect(node.description.credentials).toEqual([{ name: 'cddVaultApi', required: true }]);
		expect(node.description.subtitle).toBe('={{ $parameter["operation"] }}');
		expect(node.description.version).toBe(1);
	});

	it('fails for each item when a workflow names an operation that it does not have', async () => {
		const { outputs } = await runNode(onPublicServer(node), [{}, {}], { operation: 'upsert' }, { settings: { onError: 'continueErrorOutput' } });
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]).toMatchObject([0, 1].map((item) => ({ json: { message: "'Operation' is not one that this node offers" }, pairedItem: { item } })));
	});

	it('asks for nothing when there is no item', async () => {
		const parameters = offered.includes('getAll') ? { operation: 'getAll' } : { operation: 'get', slurpId: '7' };
		const { json, error } = await runNode(onPublicServer(node), [], parameters);
		expect(json).toEqual([]);
		expect(error).toBeUndefined();
	});
});

describe('the drop-downs', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.clearRequests());

	type LoadOptions = (this: ILoadOptionsFunctions) => Promise<Array<{ name: string; value: unknown }>>;
	type ListSearch = (this: ILoadOptionsFunctions, filter?: string) => Promise<{ results: Array<{ name: string; value: unknown }> }>;
	const { loadOptions } = new CddBatch().methods;
	const { listSearch } = new CddSlurp().methods;
	const chosen = (record: { id: number; name: string }) => ({ name: record.name, value: record.id });

	const options: Array<[string, INodeType, LoadOptions, string, () => Array<{ id: number; name: string }>]> = [
		['projects of batches', new CddBatch(), loadOptions.getProjects, '/projects', () => [...sandbox.cdd.projects.values()]],
		['public data sets', new CddBatch(), loadOptions.getDataSets, '/data_sets', () => [...sandbox.cdd.dataSets.values()]],
		['projects of samples', new CddInventorySample(), new CddInventorySample().methods.loadOptions.getProjects, '/projects', () => [...sandbox.cdd.projects.values()]],
	];

	it.each(options)('list the %s of the vault, by name and with their ID', async (_what, node, method, path, records) => {
		expect(await method.call(dropdownFunctions(onSandbox(node, sandbox)))).toEqual(records().map(chosen));
		expect(sandbox.requests.map((request) => `${request.method} ${request.path}`)).toEqual([`GET /api/v1/vaults/${sandbox.vaultId}${path}`]);
	});

	const searches: Array<[string, ListSearch, string, string, () => Array<{ id: number; name: string }>]> = [
		['projects', listSearch.searchProjects, 'cro', '/projects', () => [...sandbox.cdd.projects.values()]],
		['mapping templates', listSearch.searchMappingTemplates, ' SOLUBILITY', '/mapping_templates', () => [...sandbox.cdd.mappingTemplates.values()]],
	];

	it.each(searches)('search the %s of the vault, upper and lower case alike', async (_what, method, filter, path, records) => {
		const functions = dropdownFunctions(onSandbox(new CddSlurp(), sandbox));
		const wanted = records().filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()));
		expect((await method.call(functions)).results).toEqual(records().map(chosen));
		expect((await method.call(functions, filter)).results).toEqual(wanted.map(chosen));
		expect(wanted.length).toBeGreaterThan(0);
		expect(sandbox.requests[0]?.path).toBe(`/api/v1/vaults/${sandbox.vaultId}${path}`);
	});

	it('list all locations, however many, with their path and what is free in a box', async () => {
		const { searchInventoryLocations } = new CddInventorySample().methods.listSearch;
		const functions = dropdownFunctions(onSandbox(new CddInventorySample(), sandbox));
		const { results } = await searchInventoryLocations.call(functions);
		expect(results).toHaveLength(sandbox.cdd.locations.size);
		expect(results.length).toBeGreaterThan(50);
		const boxes = await searchInventoryLocations.call(functions, 'box 3');
		expect(boxes.results.map(({ name }) => name)).toEqual(['Building 1 > Compound Store > Freezer A > Box 3 (100 of 100 positions free)']);
	});

	it.each([
		[401, { error: 'Unauthorized' }, /CDD Vault did not accept the API token/],
		[404, { error: '4598 not found' }, /CDD Vault did not find what was asked for/],
		[200, '<html>Log in</html>', /CDD Vault answered with something that is not in its documentation/],
	])('say in words what is wrong on status %d', async (status, body, words) => {
		nock(cddBase).get('/vaults/4598/projects').reply(status, body);
		const failure: unknown = await loadOptions.getProjects.call(dropdownFunctions(onPublicServer(new CddBatch()))).catch((thrown: unknown) => thrown);
		expect(failure).toBeInstanceOf(Error);
		expect(String(failure)).toMatch(words);
	});
});
