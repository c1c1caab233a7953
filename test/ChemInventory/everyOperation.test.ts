import type { IDataObject, INode } from 'n8n-workflow';

import type { FaultAction } from '../../sandbox';
import { pathsAsked } from '../support/chemRuns';
import { runNode } from '../support/engine';
import type { NodeRun } from '../support/engine';
import { askingOperations, subjectOf, workingCalls } from '../support/everyOperation';
import type { OfferedOperation } from '../support/everyOperation';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';

/**
 * What all operations get from the one way to ask ChemInventory and from the one loop over items. How these work is
 * proven where they are; here, that no operation goes another way.
 */
const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const operations = askingOperations.filter(({ node }) => node.description.name.startsWith('chemInventory'));
const reads = operations.filter(({ operation }) => operation.kind === 'read');
const writes = operations.filter(({ operation }) => operation.kind !== 'read');

async function runsOf(
	list: OfferedOperation[],
	{ secrets, fault, times }: { secrets?: IDataObject; fault?: FaultAction; times?: number } = {},
): Promise<Array<NodeRun & { name: string; value: unknown }>> {
	const runs = [];
	for (const operation of list) {
		sandbox().faults.clear();
		const { parameters = {} } = workingCalls(sandbox()).get(operation.name) ?? {};
		if (fault) sandbox().faults.add({ times, do: fault });
		const run = await runNode(
			subjectOf(operation, sandbox(), secrets),
			[{ note: 'input' }],
			parameters as INode['parameters'],
			{ settings: { onError: 'continueErrorOutput' } },
		);
		runs.push({ ...run, name: operation.name, value: operation.operation.option.value });
	}
	return runs;
}

it('is all of four nodes', () => {
	expect(operations.length).toBeGreaterThan(70);
	expect(new Set(operations.map(({ node }) => node.description.name)).size).toBe(4);
});

it('every operation puts a refusal under HTTP 200 into the error output of its item, in the words of the service', async () => {
	const runs = await runsOf(operations, { secrets: { apiToken: 'fake-token-that-opens-nothing' } });
	const outputs = runs.map(({ name, outputs: [main, failed] }) => [name, main ?? [], failed?.map(({ json }) => json)]);
	expect(outputs).toEqual(
		runs.map(({ name, value }) => [
			name,
			[],
			[
				expect.objectContaining({
					note: 'input',
					message: 'ChemInventory refused the request',
					details: expect.objectContaining({
						operation: value,
						row: 1,
						kind: 'refused',
						description: expect.stringContaining(
							'ChemInventory says: "The authentication token is missing or not valid."',
						),
					}),
				}),
			],
		]),
	);
}, 120_000);

it('every read names what is wrong when a login page comes instead of the answer', async () => {
	const runs = await runsOf(reads, { fault: { kind: 'login-page' } });
	const messages = runs.map(({ name, outputs: [, failed] }) => [name, failed?.[0]?.json.message]);
	expect(messages).toEqual(
		reads.map(({ name }) => [name, 'ChemInventory sent an answer that its documentation does not describe']),
	);
}, 120_000);

it('every read tries again when the service is not working for a moment', async () => {
	const runs = await runsOf(reads, { fault: { kind: 'status', status: 503 }, times: 2 });
	const counts = runs.map(({ name, items, outputs: [, failed] }) => [name, items.length > 0, failed ?? []]);
	expect(counts).toEqual(reads.map(({ name }) => [name, true, []]));
}, 120_000);

it('no write sends anything with a credential that is set to Read Only', async () => {
	const runs = await runsOf(writes, { secrets: { readOnly: true } });
	const messages = runs.map(({ name, outputs: [, failed] }) => [name, failed?.[0]?.json.message]);
	expect(messages).toEqual(writes.map(({ name }) => [name, 'The credential is set to Read Only, so nothing was sent']));
	expect(pathsAsked(sandbox())).toEqual([]);
}, 120_000);
