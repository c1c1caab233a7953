import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { importWorkflows } from '../../scripts/lib/n8n-commands';
import type { N8nSession } from '../../scripts/lib/n8n-server';
import { stopAllServers } from '../../scripts/lib/servers';
import { publish } from './executions';
import { useRealLab } from './realLab';
import { triggeredBy } from './workflowOf';

const executionsSchema = z
	.object({ results: z.array(z.object({ id: z.string(), workflowId: z.string(), status: z.string() }).passthrough()) })
	.passthrough();
const idSchema = z.object({ id: z.number() }).passthrough();
const addedSchema = z.object({ data: z.array(z.number()) }).passthrough();

const triggers = [
	{ id: 'newSamples', type: 'n8n-nodes-cdd-vault.cddVaultTrigger', parameters: { event: 'sampleCreated' } },
	{
		id: 'newContainers',
		type: 'n8n-nodes-cheminventory.chemInventoryTrigger',
		parameters: { event: 'containerAdded', options: {} },
	},
];

describe('a published workflow that a trigger of ours starts', () => {
	const lab = useRealLab();

	/** One sample and one container, as somebody else would make them, both called the same. */
	const happen = async (name: string) => {
		const { url, vaultId, token, chemInventory } = lab().sandbox;
		const [batch] = await lab().idsInVault('batches');
		const sample = await fetch(`${url}/vaults/${vaultId}/inventory_samples`, {
			method: 'POST',
			headers: { 'X-CDD-Token': token, 'content-type': 'application/json' },
			body: JSON.stringify({
				batch_id: batch,
				units: 'mg',
				fields: { 'Sample ID': name },
				inventory_events: [{ fields: { Credit: 1 } }],
			}),
		});
		idSchema.parse(await sample.json());
		const ask = async (path: string, body: object): Promise<unknown> =>
			await (
				await fetch(`${chemInventory.url}${path}`, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ authtoken: chemInventory.token, ...body }),
				})
			).json();
		const location = z
			.object({ data: z.array(idSchema).nonempty() })
			.passthrough()
			.parse(await ask('/location/load', {})).data[0].id;
		const substance = z
			.object({ data: z.array(idSchema).nonempty() })
			.passthrough()
			.parse(await ask('/container/getsubstance', { name: 'Acetone', cas: '67-64-1' })).data[0].id;
		addedSchema.parse(
			await ask('/container/add', { data: [{ name, barcode: name, locationid: location, substanceid: substance }] }),
		);
	};

	/** How many executions of each workflow were started with a record of that name. */
	const startsWith = async (editor: N8nSession, name: string): Promise<Record<string, number>> => {
		const { results } = executionsSchema.parse((await editor.call('GET', '/rest/executions')).data);
		const counts = Object.fromEntries(triggers.map(({ id }) => [id, 0]));
		for (const { id, workflowId, status } of results) {
			const { data } = await editor.call('GET', `/rest/executions/${id}`);
			if (status === 'success' && JSON.stringify(data).includes(name))
				counts[workflowId] = (counts[workflowId] ?? 0) + 1;
		}
		return counts;
	};

	const untilStarted = async (editor: N8nSession, name: string) => {
		while (Object.values(await startsWith(editor, name)).some((count) => count === 0)) await sleep(500);
	};

	it('runs once for each new record: those that came while n8n was down at its start, others at the next poll', async () => {
		await importWorkflows(
			lab().runtime,
			lab().home,
			triggers.map(({ id, type, parameters }) => triggeredBy(id, { name: 'Trigger', type, parameters })),
		);
		const first = await lab().openEditor();
		for (const { id } of triggers) await publish(first, id);
		await stopAllServers();
		await happen('E2E-NEWS-1');

		const editor = await lab().openEditor();
		await untilStarted(editor, 'E2E-NEWS-1');
		await happen('E2E-NEWS-2');
		await untilStarted(editor, 'E2E-NEWS-2');
		for (const name of ['E2E-NEWS-1', 'E2E-NEWS-2']) {
			expect({ name, ...(await startsWith(editor, name)) }).toEqual({ name, newSamples: 1, newContainers: 1 });
		}
	});
});
