import type { IDataObject, INode } from 'n8n-workflow';

import { endpoints as cddEndpoints } from '../../nodes/Cdd/contract';
import { endpoints as chemEndpoints } from '../../nodes/ChemInventory/contract';
import type { Sandbox } from '../../sandbox';
import { runNode } from '../support/engine';
import {
	askingOperations,
	needEarlierRun,
	offeredOperations,
	subjectOf,
	workingCalls,
} from '../support/everyOperation';
import type { OfferedOperation } from '../support/everyOperation';
import { freshSandbox } from '../support/sandbox';
import { callTool } from '../support/tool';
import { forgetWaits } from '../support/waits';

let sandbox: Sandbox;

beforeEach(forgetWaits);

beforeEach(async () => {
	sandbox = await freshSandbox();
});

const callOf = ({ name }: OfferedOperation) => {
	const call = workingCalls(sandbox).get(name);
	if (!call) throw new Error(`There is no call of ${name}`);
	return call;
};
const parametersOf = (operation: OfferedOperation, more: IDataObject = {}) =>
	({ ...callOf(operation).parameters, ...more }) as INode['parameters'];

const runs = askingOperations.filter(({ name }) => !needEarlierRun.includes(name));
const named = (list: OfferedOperation[]) => list.map((operation) => [operation.name, operation] as const);
const reads = runs.filter(({ operation }) => operation.kind === 'read');
const writes = runs.filter(({ operation }) => operation.kind !== 'read');
const destructive = runs.filter(({ operation }) => operation.kind === 'destructive');

const asPerson = async (operation: OfferedOperation, secrets: IDataObject = {}) => {
	const { parameters, binary } = callOf(operation);
	sandbox.clearRequests();
	return await runNode(subjectOf(operation, sandbox, secrets), [{}], parameters as INode['parameters'], {
		binary: [binary],
	});
};

describe('this file', () => {
	it('knows a call of every operation of every node', () => {
		expect([...workingCalls(sandbox).keys()].sort()).toEqual(
			offeredOperations
				.map(({ name }) => name)
				.filter((name) => !needEarlierRun.includes(name))
				.sort(),
		);
	});
});

/** These make something new, or find what is there: there is nothing to show. */
const nothingBefore = [
	'cddBatch batch create',
	'cddInventorySample inventorySample create',
	'cddSlurp slurp import',
	'chemInventory customField create',
	'chemInventory file createCategory',
	'chemInventory substance findOrCreate',
	'chemInventory substance saveGhs',
	'chemInventory user create',
	'chemInventory watchlist create',
	'chemInventoryContainer container create',
	'chemInventoryOrder order create',
];

describe('a write shows what was there before', () => {
	it.each(named(writes))('%s', async (name, operation) => {
		const { json, error } = await asPerson(operation);
		expect([error?.message, error?.description]).toEqual([undefined, undefined]);
		expect(json.length).toBeGreaterThan(0);
		for (const { before } of json) {
			if (nothingBefore.includes(name)) expect(before).toBeUndefined();
			else expect(Object.values(before ?? {}).filter((value) => value !== null && value !== '')).not.toEqual([]);
		}
	});
});

/** Both sorts of agents are refused by the same loop over items: for the older one, an operation of each service will do. */
const askedBy = (list: OfferedOperation[]) => [
	...list.map((operation) => [operation.name, 'agent3', operation] as const),
	...['cdd', 'chemInventory'].flatMap((service) =>
		list
			.filter(({ name }) => name.startsWith(service))
			.slice(0, 1)
			.map((operation) => [operation.name, 'agent2', operation] as const),
	),
];

describe('a destructive operation', () => {
	it.each(askedBy(destructive))(
		'%s, asked for by %s, is refused, and nothing is sent',
		async (_name, agent, operation) => {
			const parameters = parametersOf(operation);
			sandbox.clearRequests();
			const { answers } = await callTool(subjectOf(operation, sandbox), parameters, [{}], { agent });
			expect(answers).toEqual([
				expect.stringContaining('This operation is switched off for AI agents, so nothing was sent'),
			]);
			expect(answers).toEqual([expect.stringContaining("switch on 'Allow for AI Agents'")]);
			expect(sandbox.requests).toEqual([]);
		},
	);
});

describe('a destructive operation that the node allows to agents', () => {
	it.each(named(destructive))('%s is done, and tells what was there before', async (name, operation) => {
		const { answers } = await callTool(
			subjectOf(operation, sandbox),
			parametersOf(operation, { allowForAiAgents: true }),
		);
		const [answer = ''] = answers;
		const records = JSON.parse(answer) as IDataObject[];
		expect(records[0]).not.toHaveProperty('error');
		if (nothingBefore.includes(name)) expect(records[0]).not.toHaveProperty('before');
		else expect(records[0]?.before).toEqual(expect.any(Object));
	});
});

describe('a credential that is set to Read Only', () => {
	it.each(askedBy(writes))('refuses %s, asked for by %s, and nothing is sent', async (_name, agent, operation) => {
		const parameters = parametersOf(operation, { allowForAiAgents: true });
		sandbox.clearRequests();
		const { answers } = await callTool(subjectOf(operation, sandbox, { readOnly: true }), parameters, [{}], { agent });
		expect(answers).toEqual([expect.stringContaining('The credential is set to Read Only, so nothing was sent')]);
		expect(sandbox.requests).toEqual([]);
	});
});

/** What was asked for that the contract with the service calls a write. */
const writesAsked = () =>
	sandbox.requests
		.map(({ endpoint, path }) => (endpoint ? cddEndpoints[endpoint] : chemEndpoints.get(path.split('/api')[1] ?? '')))
		.filter((endpoint) => endpoint?.access === 'write')
		.map((endpoint) => endpoint?.path);

describe('a read by an agent', () => {
	const most = 10;

	it.each(named(reads))('%s brings short records, and changes nothing', async (_name, operation) => {
		const { answers } = await callTool(subjectOf(operation, sandbox), parametersOf(operation));
		expect(writesAsked()).toEqual([]);
		const [answer = ''] = answers;
		const records = JSON.parse(answer) as IDataObject[];
		expect(records.length).toBeGreaterThan(0);
		expect(records[0]).not.toHaveProperty('error');
		expect(records.length).toBeLessThanOrEqual(101);
		expect(answer.length).toBeLessThan(70_000);
		const long = records.filter((record) => Object.keys(record).length > most).map((record) => Object.keys(record));
		expect(long).toEqual([]);
	});
});
