import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { z } from 'zod';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import { CddVault } from '../../nodes/Cdd/CddVault.node';
import { CddVaultTrigger } from '../../nodes/Cdd/CddVaultTrigger.node';
import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';
import { ChemInventoryTrigger } from '../../nodes/ChemInventory/ChemInventoryTrigger.node';
import { sandboxChemInventoryCredential } from '../../scripts/lib/chem-inventory-target';
import { sandboxCredential } from '../../scripts/lib/vault-target';

const nodeTypes: INodeType[] = [
	...[new CddBatch(), new CddInventorySample(), new CddSlurp(), new CddVault(), new CddVaultTrigger()],
	...[new ChemInventory(), new ChemInventoryContainer(), new ChemInventoryOrder()],
	...[new ChemInventorySearch(), new ChemInventoryTrigger()],
];
/** n8n's own, of every trigger that polls. */
const ofPolls = 'pollTimes';
const known = new Map(
	nodeTypes.map(({ description: { name, properties } }) => [
		name,
		new Set([...properties.map((property) => property.name), ofPolls]),
	]),
);

const workflowSchema = z.object({
	nodes: z.array(z.object({ name: z.string(), type: z.string(), parameters: z.record(z.unknown()) })),
});
const credentialsSchema = z.object({
	nodes: z.array(z.object({ credentials: z.record(z.object({ id: z.string() })).optional() })),
});
const made = new Map<string, string>(
	[
		sandboxCredential({ url: 'http://127.0.0.1:1', vaultId: '1', token: 'x' }),
		sandboxChemInventoryCredential({ url: 'http://127.0.0.1:1', token: 'x' }),
	].map(({ type, id }) => [type, id]),
);
const folder = join(__dirname, '../../workflows');

describe('an example workflow', () => {
	it.each(readdirSync(folder).filter((file) => file.endsWith('.json')))(
		'sets nothing that our nodes do not ask for, which n8n would ignore in silence: %s',
		(file) => {
			const { nodes } = workflowSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
			const ours = nodes.flatMap(({ name, type, parameters }) => {
				const fields = known.get(type.split('.').at(-1) ?? '');
				return fields && type.startsWith('n8n-nodes-c') ? [{ name, parameters, fields }] : [];
			});
			expect(ours.length).toBeGreaterThan(0);
			const unknown = ours.flatMap(({ name, parameters, fields }) =>
				Object.keys(parameters).flatMap((key) => (fields.has(key) ? [] : [`${name}: ${key}`])),
			);
			expect(unknown).toEqual([]);
		},
	);

	it.each(readdirSync(folder).filter((file) => file.endsWith('.json')))(
		'names the credentials that `npm start` makes, as n8n runs no step with another one: %s',
		(file) => {
			const { nodes } = credentialsSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
			const ids = nodes.flatMap(({ credentials }) => Object.entries(credentials ?? {}));
			for (const [type, { id }] of ids) expect(id).toBe(made.get(type));
		},
	);
});
