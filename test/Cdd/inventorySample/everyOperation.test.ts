import { LoggerProxy } from 'n8n-workflow';
import type { INode, Logger } from 'n8n-workflow';
import nock from 'nock';

import { inventorySampleOperations } from '../../../nodes/Cdd/operations/inventorySample';
import type { FaultAction } from '../../../sandbox';
import { cddBase, fakeToken } from '../../support/cdd';
import { deepTexts } from '../../support/deepTexts';
import type { NodeRun } from '../../support/engine';
import { mapped } from '../../support/mapped';
import { asked, locator, runSamples, runSamplesOnNock } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { isWhole, soakSeeds } from '../../support/soak';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

const logged: unknown[] = [];
const note = (...spoken: unknown[]) => logged.push(spoken);
const recorder: Logger = { error: note, warn: note, info: note, debug: note };

beforeEach(() => {
	forgetWaits();
	logged.length = 0;
	LoggerProxy.init(recorder);
});

const kinds = new Map([...inventorySampleOperations.table.values()].map(({ option, kind }) => [option.value, kind]));

let serial = 0;

/** A valid call of each operation. */
function parametersOf(operation: string, ids: { sample: number; batch: number }): INode['parameters'] {
	const sample = locator(ids.sample);
	const forms: Record<string, INode['parameters']> = {
		create: {
			specifyData: 'fields',
			batch: locator(ids.batch),
			amount: '5',
			units: 'mg',
			sampleFields: mapped({ 'Sample ID': `E${++serial}` }),
			output: 'simplified',
		},
		delete: { sample, allowForAiAgents: true },
		export: { format: 'json', binaryPropertyName: 'data', options: { timeLimitMinutes: 0.02 } },
		find: {
			conditions: { condition: [{ field: locator('Physical Form', 'name'), value: 'Dry' }] },
			output: 'simplified',
		},
		get: { sample, output: 'simplified' },
		getAll: { returnAll: true, output: 'simplified' },
		setAmount: { sample, amount: '42', units: 'mg', output: 'simplified' },
		update: { sample, specifyData: 'fields', events: { event: [{ debit: '1' }] }, output: 'simplified' },
	};
	return { operation, ...forms[operation] };
}

const operations = [...kinds.keys()];
const writes = operations.filter((operation) => kinds.get(operation) !== 'read');

const call = (operation: string) => {
	const sample = sandbox().cdd.addSample();
	return parametersOf(operation, { sample: sample.id, batch: sample.batch });
};

/** One of its fields refers to a node that does not exist, for items that are bad. */
function withBrokenField(parameters: INode['parameters']): INode['parameters'] {
	const name = ['output', 'format', 'sample'].find((field) => field in parameters) ?? '';
	const value = parameters[name];
	const good = JSON.stringify(typeof value === 'object' && value !== null && 'value' in value ? value.value : value);
	const expression = `={{ $json.bad ? $("No Such Node").item.json.n : ${good} }}`;
	return { ...parameters, [name]: name === 'sample' ? locator(expression) : expression };
}

function expectNoToken(run: NodeRun, token: string): void {
	const texts = [run.run, run.items, run.outputs, run.error, run.hints, logged].flatMap((seen) => deepTexts(seen));
	expect(texts.length).toBeGreaterThan(10);
	expect(texts.filter((text) => text.includes(token))).toEqual([]);
}

describe('every operation', () => {
	it('is one of these, and this file knows a valid call of each', async () => {
		expect(operations.sort()).toEqual(['create', 'delete', 'export', 'find', 'get', 'getAll', 'setAmount', 'update']);
		for (const operation of operations) {
			const { error, items } = await runSamples(sandbox(), [{}], call(operation));
			expect([operation, error?.message]).toEqual([operation, undefined]);
			expect(items.length).toBeGreaterThan(0);
		}
	});

	it('fails for the item whose field cannot be read, and for no other', async () => {
		for (const operation of operations) {
			const { outputs } = await runSamples(sandbox(), [{}, { bad: true }], withBrokenField(call(operation)), {
				settings: { onError: 'continueErrorOutput' },
			});
			expect([operation, outputs[1]?.length]).toEqual([operation, 1]);
			expect(outputs[1]?.[0]?.json).toMatchObject({ bad: true, details: { operation, row: 2 } });
			expect(outputs[0]?.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
		}
	});

	it.each(['create', 'setAmount', 'update'])(
		'that writes reads all of its fields before it sends anything (%s)',
		async (operation) => {
			const parameters = withBrokenField(call(operation));
			const { error } = await runSamples(sandbox(), [{ bad: true }], parameters);
			expect(error).toBeDefined();
			expect(asked(sandbox()).filter((request) => !request.startsWith('GET'))).toEqual([]);
		},
	);
});

describe('an operation that the node does not have', () => {
	it('fails instead of passing the input on', async () => {
		const { error } = await runSamples(sandbox(), [{ id: 1 }], { operation: 'shred' });
		expect(error).toBeDefined();
		const { outputs } = await runSamples(
			sandbox(),
			[{ id: 1 }],
			{ operation: '={{ "shred" }}' },
			{ settings: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[0] ?? []).toEqual([]);
		expect(asked(sandbox())).toEqual([]);
	});
});

describe('a credential that is set to Read Only', () => {
	it.each(writes)(
		'lets nothing out for %s, not even a read, be it called by a workflow or by an agent',
		async (operation) => {
			for (const asTool of [false, true]) {
				const { error } = await runSamples(sandbox(), [{}], call(operation), { asTool, secrets: { readOnly: true } });
				expect(error?.message).toBe('The credential is set to Read Only, so nothing was sent [row 1]');
				expect(error?.description).toContain('Switch off Read Only in the credential');
			}
			expect(asked(sandbox())).toEqual([]);
		},
	);

	it.each(operations.filter((operation) => !writes.includes(operation)))('lets %s work', async (operation) => {
		const { error } = await runSamples(sandbox(), [{}], call(operation), { secrets: { readOnly: true } });
		expect(error).toBeUndefined();
	});
});

describe('the token', () => {
	const faults: Array<FaultAction | undefined> = [
		undefined,
		{ kind: 'status', status: 401 },
		{ kind: 'status', status: 429, retryAfterSeconds: 600 },
		{ kind: 'status', status: 500 },
		{ kind: 'status', status: 502, moment: 'after' },
		{ kind: 'drop', moment: 'before' },
		{ kind: 'drop', moment: 'after' },
		{ kind: 'cut-json' },
		{ kind: 'login-page' },
		{ kind: 'error-200' },
		{ kind: 'redirect' },
	];
	/** Each operation meets every sixth fault, each fault another operation; in the whole soak all meet all. */
	const [seed = 0] = soakSeeds(0);
	const cases = operations.flatMap((operation, at) =>
		faults
			.filter((fault, index) => isWhole || fault === undefined || (index + at + seed) % operations.length === 0)
			.map((fault) => [operation, JSON.stringify(fault ?? 'no fault'), fault] as const),
	);

	it.each(cases)('of %s is in no item, error, hint or log (%s)', async (operation, _name, fault) => {
		if (fault) sandbox().faults.add({ do: fault });
		for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
			expectNoToken(await runSamples(sandbox(), [{}], call(operation), { settings: { onError } }), sandbox().token);
		}
		expect(sandbox().requests.filter(({ url }) => url.includes(sandbox().token))).toEqual([]);
		for (const { headers } of sandbox().requests.filter(({ port }) => port !== 'service'))
			expect(headers).not.toHaveProperty('x-cdd-token');
		expect(sandbox().leaks).toEqual([]);
	});

	it.each(operations)('is taken out of what a server says about it (%s)', async (operation) => {
		const echoes: Array<[number, nock.Body]> = [
			[400, { error: `The token ${fakeToken} is odd` }],
			[422, `${'x'.repeat(290)}${fakeToken}`],
			[200, `<html>${fakeToken}</html>`],
			[200, { error: fakeToken }],
			[200, { id: fakeToken, [fakeToken]: 1 }],
			[302, fakeToken],
		];
		for (const [status, body] of echoes) {
			for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
				nock(cddBase).persist().intercept(/.*/, method).reply(status, body);
			const run = await runSamplesOnNock([{}], parametersOf(operation, { sample: 5, batch: 6 }));
			nock.cleanAll();
			expect(run.error).toBeDefined();
			expectNoToken(run, fakeToken);
		}
	});
});
