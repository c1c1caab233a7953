import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialsDecrypted,
	ICredentialTestFunction,
	ILoadOptionsFunctions,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddVaultTrigger } from '../../nodes/Cdd/CddVaultTrigger.node';
import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryTrigger } from '../../nodes/ChemInventory/ChemInventoryTrigger.node';
import { oldestN8n, refuseOlderN8n } from '../../nodes/shared/n8nVersion';
import { onSandbox } from '../support/cdd';
import { onChemSandbox } from '../support/chemInventory';
import { dropdownFunctions } from '../support/dropdown';
import { runNode } from '../support/engine';
import type { Subject } from '../support/engine';
import { PolledTrigger } from '../support/poll';
import { sandboxForTests } from '../support/sandbox';

// What each n8n that was looked at brings; the versions between them are like their neighbours.
const older = ['0.236.0', '1.120.31', '2.0.1', '2.20.3', '2.29.4', '2.29.0-rc.1'];
const newer = ['2.30.0', '2.30.4', '2.38.1', '2.41.0', '2.100.0', '3.0.0', '10.1.0'];
const early = ['2.30.0-beta.1', '2.41.0-beta.1', '2.41.0-rc.1', '2.41.0+build.7'];
const odd = ['', 'latest', 'v1.120.0', '1', null, 2, {}];

const here = vi.hoisted(() => ({ version: '2.29.4' }));
vi.mock('n8n-workflow/package.json', () => here);

describe('the version of n8n', () => {
	it.each(older)('%s is refused, in words that name it and what is needed', (version) => {
		expect(() => refuseOlderN8n(version)).toThrow(
			expect.objectContaining({
				kind: 'unsupported',
				message: 'This n8n is too old for this node, so nothing was sent',
				description: `n8n ${oldestN8n} or newer is needed, and this one is older: its part n8n-workflow has the version ${version}. Update n8n.`,
			}),
		);
	});

	it.each([...newer, ...early, ...odd])('%j is let through', (version) => {
		expect(() => refuseOlderN8n(version)).not.toThrow();
	});
});

describe('the item of a failure', () => {
	const sandbox = sandboxForTests();
	const failing = async () => {
		const parameters = { operation: 'get', batch: { __rl: true, mode: 'id', value: '999999' } };
		const settings = { onError: 'continueErrorOutput' } as const;
		return await runNode(onSandbox(new CddBatch(), sandbox()), [{}], parameters, { settings });
	};

	afterEach(() => {
		here.version = '2.29.4';
	});

	it.each([
		['2.30.4', ['error', 'message']],
		['2.35.9', ['error', 'message']],
		['2.36.0', ['details', 'error', 'message']],
		['2.41.0', ['details', 'error', 'message']],
	])('holds in n8n %s what leaves by the error output there', async (version, keys) => {
		here.version = version;
		const { outputs } = await failing();
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(({ json }) => Object.keys(json).sort())).toEqual([keys]);
		const { message, details } = outputs[1]?.[0]?.json ?? {};
		const told = `${String(message)} ${JSON.stringify(details)}`;
		expect(told).toMatch(/CDD Vault.*Check the ID/s);
	});
});

interface Tried {
	step: Subject;
	resource: string;
	lookUps: Array<(this: ILoadOptionsFunctions) => Promise<unknown>>;
	credentialTest: ICredentialTestFunction;
	trigger: Subject;
	event: string;
}

describe('an n8n that is too old', () => {
	const sandbox = sandboxForTests();
	const [batch, chemInventory] = [new CddBatch(), new ChemInventory()];
	const { listSearch, loadOptions, resourceMapping } = batch.methods;
	const services: Array<[string, () => Tried]> = [
		[
			'CDD Vault',
			() => ({
				step: onSandbox(batch, sandbox()),
				trigger: onSandbox(new CddVaultTrigger(), sandbox()),
				resource: 'batch',
				event: 'batchCreated',
				lookUps: [listSearch.searchBatches, loadOptions.getProjects, resourceMapping.mapBatchFields],
				credentialTest: batch.methods.credentialTest.cddVaultApiTest,
			}),
		],
		[
			'ChemInventory',
			() => ({
				step: onChemSandbox(chemInventory, sandbox()),
				trigger: onChemSandbox(new ChemInventoryTrigger(), sandbox()),
				resource: 'location',
				event: 'containerAdded',
				lookUps: [chemInventory.methods.listSearch.searchLocations],
				credentialTest: chemInventory.methods.credentialTest.chemInventoryApiTest,
			}),
		],
	];
	const tooOld = { message: expect.stringMatching(/^This n8n is too old/), description: expect.any(String) };

	beforeEach(() => sandbox().clearRequests());
	afterEach(() => expect(sandbox().requests).toEqual([]));

	it.each(services)('ends a step of %s', async (_service, subjects) => {
		const { step, resource } = subjects();
		const parameters = { resource, operation: 'getAll' };
		expect((await runNode(step, [{}, {}], parameters)).error).toMatchObject(tooOld);
		const { json } = await runNode(step, [{}, {}], parameters, { settings: { onError: 'continueRegularOutput' } });
		expect(json.map(({ error }) => error)).toEqual([tooOld.message, tooOld.message]);
	});

	it.each(services)('ends a poll of %s', async (_service, subjects) => {
		const { trigger, event } = subjects();
		await expect(new PolledTrigger(trigger, { event }).poll()).rejects.toMatchObject(tooOld);
		await expect(new PolledTrigger(trigger, { event }).fetchTestEvent()).rejects.toMatchObject(tooOld);
	});

	it.each(services)('shows in the lists and forms of %s', async (_service, subjects) => {
		const { step, lookUps } = subjects();
		for (const lookUp of lookUps) await expect(lookUp.call(dropdownFunctions(step))).rejects.toMatchObject(tooOld);
	});

	it.each(services)('shows in the test of the credential for %s', async (_service, subjects) => {
		const { step, credentialTest } = subjects();
		const context = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);
		const credential = { id: '1', name: 'test', type: step.credential.name, data: step.secrets };
		expect(await credentialTest.call(context, credential as ICredentialsDecrypted)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^This n8n is too old .*Update n8n\.$/),
		});
	});
});
