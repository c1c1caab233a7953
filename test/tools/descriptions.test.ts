import { NodeHelpers } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { offeredOperations } from '../support/everyOperation';
import { toolVariant } from '../support/tool';

const toolNode = (parameters: INode['parameters']): INode => ({
	id: 'c',
	name: 'Tool',
	type: 'tool',
	typeVersion: 1,
	position: [0, 0],
	parameters,
});
const html = /<[a-z]|&[a-z]+;/i;

describe.each(offeredOperations.map((operation) => [operation.name, operation] as const))(
	'the tool %s',
	(_name, { node, resource, operation }) => {
		const { option } = operation;

		it('is described by n8n with what its operation does, and where', () => {
			const description = NodeHelpers.getToolDescriptionForNode(
				toolNode({ resource, operation: option.value }),
				toolVariant(node),
			);
			expect(description).toBe(`${option.action} in ${node.description.defaults.name}`);
		});

		it('has an action that says what is done to what, without HTML', () => {
			expect(option.action.split(' ').length).toBeGreaterThanOrEqual(2);
			expect(option.action).not.toMatch(html);
		});

		it('has a description that says more than its action, without HTML', () => {
			expect(option.description).toEqual(expect.any(String));
			expect(option.description?.split(' ').length).toBeGreaterThanOrEqual(4);
			expect(option.description).not.toBe(option.action);
			expect(option.description).not.toMatch(html);
		});

		it('describes each field that an agent may fill in', () => {
			const filled = operation.fields.filter(({ type, required }) => required === true && type !== 'hidden');
			for (const field of filled)
				expect(`${field.displayName}: ${field.description ?? field.hint ?? field.placeholder ?? ''}`).toMatch(/: ./);
		});
	},
);

it('tells no two operations apart by the name of the node alone', () => {
	const descriptions = offeredOperations.map(
		({ node, operation }) => `${operation.option.action} in ${node.description.defaults.name}`,
	);
	expect(descriptions.filter((description, at) => descriptions.indexOf(description) !== at)).toEqual([]);
});

describe('the form of a tool', () => {
	const shown = (name: string, isTool: boolean) => {
		const found = offeredOperations.find((offered) => offered.name === name);
		if (!found) throw new Error(`There is no ${name}`);
		const type = isTool ? toolVariant(found.node) : found.node;
		const parameters = NodeHelpers.getNodeParameters(
			type.description.properties,
			{ resource: found.resource, operation: found.operation.option.value },
			true,
			false,
			toolNode({}),
			type.description,
		);
		return Object.fromEntries(Object.entries(parameters ?? {}).filter(([key]) => key !== 'descriptionType'));
	};

	it.each([false, true])('offers Output to people and agents alike (tool: %s)', (isTool) => {
		expect(shown('cddBatch batch getAll', isTool)).toMatchObject({ returnAll: false, limit: 50, output: 'simplified' });
		expect(shown('chemInventoryContainer container getAll', isTool)).toMatchObject({
			output: 'simplified',
			columnNames: 'keys',
		});
	});

	const destructive = offeredOperations
		.filter(({ operation }) => operation.kind === 'destructive')
		.map(({ name }) => name);

	it.each(destructive)('has the switch for %s, off, which people do not see', (name) => {
		expect(shown(name, true)).toMatchObject({ allowForAiAgents: false });
		expect(shown(name, false)).not.toHaveProperty('allowForAiAgents');
	});
});

it('counts as destructive what removes records or access, acts on everything in a place, or cannot easily be undone', () => {
	const destructive = offeredOperations
		.filter(({ operation }) => operation.kind === 'destructive')
		.map(({ name }) => name);
	expect(destructive.sort()).toEqual([
		'cddBatch batch delete',
		'cddInventorySample inventorySample delete',
		'chemInventory customField delete',
		'chemInventory file delete',
		'chemInventory file deleteCategory',
		'chemInventory inventory switch',
		'chemInventory location deleteAll',
		'chemInventory location moveAll',
		'chemInventory myCollection deleteAll',
		'chemInventory myCollection moveAll',
		'chemInventory myCollection removeAll',
		'chemInventory substance deleteGhs',
		'chemInventory substance updateStructure',
		'chemInventory user create',
		'chemInventory user disable',
		'chemInventory user resetPassword',
		'chemInventory user update',
		'chemInventory watchlist delete',
		'chemInventoryContainer container delete',
		'chemInventoryOrder order delete',
	]);
});
