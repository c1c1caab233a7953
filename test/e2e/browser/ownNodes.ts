import { z } from 'zod';

import type { N8nSession } from '../../../scripts/lib/n8n-server';
import { nodeTypesOf, packageOf, packages } from '../../../scripts/lib/packages';

const entryFieldSchema = z
	.object({
		name: z.string(),
		typeOptions: z.object({ loadOptionsMethod: z.string().optional() }).passthrough().optional(),
	})
	.passthrough();
const optionSchema = z
	.object({
		name: z.string(),
		value: z.unknown(),
		action: z.string().optional(),
		/** Of a list: the fields of an entry. */
		values: z.array(entryFieldSchema).optional(),
	})
	.passthrough();
const propertySchema = z
	.object({
		name: z.string(),
		displayName: z.string(),
		type: z.string(),
		options: z.array(optionSchema).optional(),
		displayOptions: z
			.object({ show: z.record(z.array(z.unknown())).optional() })
			.passthrough()
			.optional(),
	})
	.passthrough();
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
	/** The fields of a fresh step that n8n fills from the service as soon as there is a credential. */
	filled: FilledField[];
}

export interface FilledField {
	/** The action or the event whose step has it. */
	choice: string;
	name: string;
	title: string;
	isForm: boolean;
}

const optionsOf = (properties: Property[], wanted: string) =>
	properties.filter(({ name }) => name === wanted).flatMap(({ options = [] }) => options);

/** Of a list, which shows its first entry at once, the field that is filled; else the field itself. */
const filledName = ({ name, options = [] }: Property) =>
	options.flatMap(({ values = [] }) => values).find(({ typeOptions }) => typeOptions?.loadOptionsMethod !== undefined)
		?.name ?? name;

/** What a step shows at once: conditions on its operation or event, and else only those that the defaults meet. */
function filledFields(properties: Property[]): FilledField[] {
	const values = new Map(properties.map((property) => [property.name, property.default]));
	const holds = ([name, wanted]: [string, unknown[]]) =>
		['authentication', 'event', 'operation', 'resource'].includes(name) ||
		(name === '@tool' ? wanted.includes(false) : wanted.includes(values.get(name)));
	const choices = ['operation', 'event'].flatMap((kind) =>
		optionsOf(properties, kind).map(({ name, value, action }) => ({
			kind,
			value,
			text: action ?? `On ${name.toLowerCase()}`,
		})),
	);
	return properties.flatMap((property) => {
		const { displayName, type, displayOptions } = property;
		const name = filledName(property);
		const show = displayOptions?.show ?? {};
		if (!show.authentication?.includes('apiToken') || !Object.entries(show).every(holds)) return [];
		return choices
			.filter(({ kind, value }) => show[kind]?.includes(value))
			.map(({ text }) => ({ choice: text, name, title: displayName, isForm: type === 'resourceMapper' }));
	});
}

/** What the running n8n knows of our nodes, by name. */
export async function readOwnNodes(session: N8nSession): Promise<OwnNode[]> {
	const { data } = await session.call('GET', '/types/nodes.json');
	return nodeTypesSchema
		.parse(data)
		.filter(({ name }) => packageOf(name) && !name.endsWith('Tool'))
		.map(({ name, displayName, group, properties }) => ({
			type: name,
			displayName,
			panelName: displayName.replace(/ Trigger$/, ''),
			isTrigger: group.includes('trigger'),
			choices: [
				...optionsOf(properties, 'operation').flatMap(({ action }) => action ?? []),
				...optionsOf(properties, 'event').map((event) => `On ${event.name.toLowerCase()}`),
			],
			filled: filledFields(properties),
		}))
		.sort((one, other) => one.displayName.localeCompare(other.displayName));
}

/** The full type names of the nodes that the packages list. */
export const listedNodeTypes = (): string[] => packages.flatMap(nodeTypesOf).sort();
