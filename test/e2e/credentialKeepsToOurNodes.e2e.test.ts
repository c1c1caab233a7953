import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { importCredentials } from '../../scripts/lib/n8n-commands';
import type { CredentialRecord } from '../../scripts/lib/n8n-commands';
import { installedFolder } from '../../scripts/lib/n8n-home';
import type { N8nHome } from '../../scripts/lib/n8n-home';
import type { N8nSession } from '../../scripts/lib/n8n-server';
import { packages } from '../../scripts/lib/packages';
import { present } from '../support/present';
import { useRealLab } from './realLab';
import { credentialsOf, workflowOf } from './workflowOf';
import type { Step } from './workflowOf';

const cdd = { credential: 'cddVaultApi', node: 'n8n-nodes-cdd-vault.cddBatch' };
const chem = { credential: 'chemInventoryApi', node: 'n8n-nodes-cheminventory.chemInventoryOrder' };

const verdictSchema = z.object({ status: z.string(), message: z.string() });
const choicesSchema = z.array(z.object({ name: z.string() }).passthrough()).nonempty();
const listSchema = z.object({ results: choicesSchema }).passthrough();
const idSchema = z.object({ id: z.string() }).passthrough();

/** n8n's own HTTP Request node with a credential of ours. */
function httpRequest(name: string, { credential, node }: typeof cdd, parameters: Record<string, unknown>): Step {
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credential,
			sendBody: true,
			specifyBody: 'json',
			options: {},
			...parameters,
		},
		credentials: credentialsOf(node),
		executeOnce: true,
		onError: 'continueRegularOutput',
	};
}

const twoPages = {
	pagination: {
		pagination: {
			parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
			limitPagesFetched: true,
			maxRequests: 2,
		},
	},
};

/** Takes the second lock off, as an n8n before 2.25 does, which does not know it. */
function letEveryNodeUseTheCredentials(home: N8nHome): void {
	const files = packages.flatMap((one) => {
		const folder = join(installedFolder(home, one), 'dist/credentials');
		return readdirSync(folder).map((name) => join(folder, name));
	});
	expect(files).toHaveLength(2);
	for (const file of files) {
		const text = readFileSync(file, 'utf8');
		const without = text.replace('restrictToSupportedNodes = true', 'restrictToSupportedNodes = false');
		expect(without).not.toBe(text);
		writeFileSync(file, without);
	}
}

/** For any n8n: `N8N_LAB_N8N` names an older one. */
describe('the credentials, set to Read Only, in a real n8n', () => {
	const lab = useRealLab();

	beforeAll(async () => {
		const readOnly = [lab().credential({ readOnly: true }), lab().chemInventoryCredential({ readOnly: true })];
		await importCredentials(lab().runtime, lab().home, readOnly);
	});

	it('serve our own nodes', async () => {
		const execution = await lab().run(
			workflowOf('ourNodes', [
				{ name: 'Batches', type: cdd.node, parameters: { operation: 'getAll', limit: 1 } },
				{ name: 'Orders', type: chem.node, parameters: { operation: 'getAll' } },
			]),
		);
		expect(execution.error).toBeUndefined();
		expect(execution.itemsOf('Batches')).toHaveLength(1);
		expect(execution.itemsOf('Orders').length).toBeGreaterThan(0);
	});

	describe('in the editor', () => {
		let session: N8nSession;

		beforeAll(async () => {
			session = await lab().openEditor();
		});

		const saved = async ({ name, type, data }: CredentialRecord): Promise<string> =>
			idSchema.parse((await session.call('POST', '/rest/credentials', { name, type, data })).data).id;

		const verdictOn = async (record: CredentialRecord) => {
			const credentials = { ...record, id: await saved(record) };
			return verdictSchema.parse((await session.call('POST', '/rest/credentials/test', { credentials })).data);
		};

		it('pass their tests, and say what is wrong', async () => {
			expect(await verdictOn(lab().credential())).toEqual({
				status: 'OK',
				message: `Connected to vault ${lab().sandbox.vaultId}`,
			});
			expect(await verdictOn(lab().chemInventoryCredential())).toEqual({
				status: 'OK',
				message: 'Connected to Sandbox Group as group administrator',
			});
			const unknown = { apiToken: 'sandbox-token-unknown' };
			expect(await verdictOn(lab().credential(unknown))).toEqual({
				status: 'Error',
				message: expect.stringMatching(/does not know this API token/),
			});
			expect(await verdictOn(lab().chemInventoryCredential(unknown))).toEqual({
				status: 'Error',
				message: expect.stringMatching(/token is missing or not valid/),
			});
		});

		it('fill the lists of our nodes', async () => {
			const ask = async (kind: string, methodName: string, { node, credential }: typeof cdd, id: string) => {
				const question = {
					path: 'parameters.field',
					methodName,
					nodeTypeAndVersion: { name: node, version: 1 },
					currentNodeParameters: { authentication: 'apiToken' },
					credentials: { [credential]: { id, name: credential } },
				};
				return (await session.call('POST', `/rest/dynamic-node-parameters/${kind}`, question)).data;
			};
			choicesSchema.parse(await ask('options', 'getProjects', cdd, await saved(lab().credential())));
			const chemId = await saved(lab().chemInventoryCredential());
			listSchema.parse(await ask('resource-locator-results', 'searchLocations', chem, chemId));
		});
	});

	describe("when n8n's HTTP Request node is given them", () => {
		/** Tries to change something in both services, and to show the tokens to a foreign server. */
		const attempt = async (id: string) => {
			const { sandbox } = lab();
			const { url, vaultId, elsewhereOrigin, chemInventory, cdd: vault } = sandbox;
			const sampleId = present([...vault.samples.keys()][0], 'A sample of the vault');
			const container = present([...chemInventory.lab.liveContainers()][0], 'A container of the inventory');
			const sample = JSON.stringify(vault.samples.get(sampleId));
			const abroad = { method: 'POST', url: `${elsewhereOrigin}/`, jsonBody: '{"note":"from abroad"}' };
			sandbox.clearRequests();
			const { output } = await lab().run(
				workflowOf(id, [
					httpRequest('Debit a sample', cdd, {
						method: 'PUT',
						url: `${url}/vaults/${vaultId}/inventory_samples/${sampleId}`,
						jsonBody: JSON.stringify({ inventory_events: [{ fields: { Debit: 1 } }] }),
					}),
					httpRequest('Ask abroad', cdd, abroad),
					httpRequest('Ask abroad in pages', cdd, { ...abroad, options: twoPages }),
					httpRequest('Delete a container', chem, {
						method: 'POST',
						url: `${chemInventory.url}/container/delete`,
						jsonBody: JSON.stringify({ containerid: [container.id] }),
					}),
					httpRequest('Ask abroad again', chem, abroad),
					httpRequest('Ask abroad in pages again', chem, { ...abroad, options: twoPages }),
					httpRequest('Ask without a credential', cdd, { ...abroad, authentication: 'none' }),
				]),
			);
			expect(JSON.stringify(vault.samples.get(sampleId))).toBe(sample);
			expect(chemInventory.lab.liveContainers()).toContain(container);
			const sent = JSON.stringify(sandbox.requests);
			for (const secret of ['x-cdd-token', 'authtoken', sandbox.token, chemInventory.token]) {
				expect(sent).not.toContain(secret);
			}
			for (const token of [sandbox.token, chemInventory.token]) {
				expect(output).not.toContain(token);
				expect(lab().filesHolding(token)).toEqual([]);
			}
			return sandbox.requests.map(({ port, statusCode, body }) => ({ port, statusCode, body }));
		};

		it('nothing is changed, and no token is sent', async () => {
			expect((await attempt('asShipped')).at(-1)).toMatchObject({ port: 'elsewhere', statusCode: 200 });
		});

		it('the same holds where n8n lets that node use them', async () => {
			letEveryNodeUseTheCredentials(lab().home);
			const abroad = { port: 'elsewhere', statusCode: 200, body: { note: 'from abroad' } };
			expect(await attempt('letLoose')).toEqual([
				expect.objectContaining({ port: 'service', statusCode: 401 }),
				...[abroad, abroad, abroad],
				expect.objectContaining({ port: 'service', statusCode: 200, body: { containerid: [expect.any(Number)] } }),
				...[abroad, abroad, abroad],
				abroad,
			]);
		});
	});
});
