import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { join } from 'node:path';

import { importCredentials } from '../../scripts/lib/n8n-commands';
import type { Execution } from '../../scripts/lib/n8n-commands';
import { anyFreePort } from '../../scripts/lib/servers';
import { present } from '../support/present';
import { useRealLab } from './realLab';
import { workflowOf } from './workflowOf';

const tls = (name: string) => join(__dirname, '../fixtures/tls', name);
const certificate = tls('test-only-certificate.pem');

describe('a service behind a certificate that n8n does not know', () => {
	const lab = useRealLab();
	let front: Server | undefined;

	/** The sandbox's address with encryption before it. */
	const encrypted = (url: string, port: number) => url.replace(/^http:\/\/[^/]+/, `https://127.0.0.1:${port}`);

	beforeAll(async () => {
		const sandbox = new URL(lab().sandbox.url);
		const port = await anyFreePort();
		front = createServer(
			{ key: readFileSync(tls('test-only-key.pem')), cert: readFileSync(certificate) },
			(incoming, outgoing) => {
				const { method, url: path, headers } = incoming;
				const passed = httpRequest({ host: sandbox.hostname, port: sandbox.port, method, path, headers }, (answer) => {
					outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
					answer.pipe(outgoing);
				});
				incoming.pipe(passed);
			},
		);
		await new Promise<void>((resolve) => front?.listen(port, '127.0.0.1', resolve));
		await importCredentials(lab().runtime, lab().home, [
			lab().credential({ url: encrypted(lab().sandbox.url, port) }),
			lab().chemInventoryCredential({ baseUrl: encrypted(lab().sandbox.chemInventory.url, port) }),
		]);
	});
	beforeEach(() => lab().sandbox.clearRequests());
	afterEach(() => vi.unstubAllEnvs());
	afterAll(() => front?.close());

	const importFile = async (): Promise<Execution> =>
		await lab().run(
			workflowOf('slurpEncrypted', [
				{
					name: 'Rows',
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					parameters: {
						mode: 'raw',
						jsonOutput: '{ "Molecule Name": "LAB-0000001", "Inhibition (%)": 12.5 }',
						options: {},
					},
				},
				{
					name: 'Make file',
					type: 'n8n-nodes-base.convertToFile',
					typeVersion: 1.1,
					parameters: { operation: 'csv', options: { fileName: 'plate.csv' } },
				},
				{
					name: 'Write',
					type: 'n8n-nodes-cdd-vault.cddSlurp',
					parameters: {
						operation: 'import',
						specifyData: 'json',
						importJson: JSON.stringify({
							project: present([...lab().sandbox.cdd.projects.values()][0], 'A project').id,
							mapping_template: 'Plate reader, single point',
						}),
						waitForCompletion: false,
					},
				},
			]),
		);

	const editContainer = async (): Promise<Execution> => {
		const container = present(lab().sandbox.chemInventory.lab.liveContainers()[0], 'A container');
		return await lab().run(
			workflowOf('editEncrypted', [
				{
					name: 'Write',
					type: 'n8n-nodes-cheminventory.chemInventoryContainer',
					parameters: {
						operation: 'update',
						container: { __rl: true, mode: 'id', value: String(container.id) },
						updateFields: { comments: 'Opened today' },
					},
				},
			]),
		);
	};

	it.each([
		['an import into CDD Vault', importFile],
		['a change in ChemInventory', editContainer],
	])('is told as that, and nothing is sent: %s', async (_what, write) => {
		const { error } = await write();
		expect(error?.message).toContain('The certificate of the server is not trusted, so nothing was sent');
		expect(error?.description).toContain('NODE_EXTRA_CA_CERTS of the n8n server');
		expect(lab().sandbox.requests).toEqual([]);
	});

	it.each([
		['an import into CDD Vault', importFile],
		['a change in ChemInventory', editContainer],
	])('works once NODE_EXTRA_CA_CERTS names the certificate: %s', async (_what, write) => {
		vi.stubEnv('NODE_EXTRA_CA_CERTS', certificate);
		const execution = await write();
		expect(execution.error).toBeUndefined();
		expect(execution.itemsOf('Write')[0]).toHaveProperty('id');
	});
});
