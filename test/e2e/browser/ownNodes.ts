import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import type { N8nSession } from '../../../scripts/lib/n8n-server';
import { packageName, root } from '../../../scripts/lib/paths';

const optionSchema = z.object({ name: z.string(), action: z.string().optional() }).passthrough();
const propertySchema = z.object({ name: z.string(), options: z.array(optionSchema).optional() }).passthrough();
const nodeTypesSchema = z.array(
	z
		.object({
			name: z.string(),
			displayName: z.string(),
			group: z.array(z.string()),
			properties: z.array(propertySchema),
		})
		.passthrough(),
);
const manifestSchema = z.object({ n8n: z.object({ nodes: z.array(z.string()) }) });

type Property = z.infer<typeof propertySchema>;

export interface OwnNode {
	/** The full type name, as workflows carry it. */
	type: string;
	displayName: string;
	/** What the panel calls it: a trigger stands under the name of its service, together with the node of that name. */
	panelName: string;
	isTrigger: boolean;
	/** The texts that the panel lists for it: actions, or the events of a trigger. */
	choices: string[];
}

const optionsOf = (properties: Property[], wanted: string) =>
	properties.filter(({ name }) => name === wanted).flatMap(({ options = [] }) => options);

/** What the running n8n knows of the nodes of this package, by name. */
export async function readOwnNodes(session: N8nSession): Promise<OwnNode[]> {
	const { data } = await session.call('GET', '/types/nodes.json');
	return nodeTypesSchema
		.parse(data)
		.filter(({ name }) => name.startsWith(`${packageName}.`) && !name.endsWith('Tool'))
		.map(({ name, displayName, group, properties }) => ({
			type: name,
			displayName,
			panelName: displayName.replace(/ Trigger$/, ''),
			isTrigger: group.includes('trigger'),
			choices: [
				...optionsOf(properties, 'operation').flatMap(({ action }) => action ?? []),
				...optionsOf(properties, 'event').map((event) => `On ${event.name.toLowerCase()}`),
			],
		}))
		.sort((one, other) => one.displayName.localeCompare(other.displayName));
}

/** Names of the nodes that package.json lists, lower case: `cddBatch` is listed as `…/CddBatch.node.js`. */
export function listedNodeNames(): string[] {
	const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
	return manifest.n8n.nodes.map((file) => (/([^/]+)\.node\.js$/.exec(file)?.[1] ?? file).toLowerCase()).sort();
}
