import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import type { INodeTypeDescription } from 'n8n-workflow';
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
import { root } from '../../scripts/lib/paths';

const nodes = [
	new CddBatch(),
	new CddInventorySample(),
	new CddSlurp(),
	new CddVault(),
	new CddVaultTrigger(),
	new ChemInventory(),
	new ChemInventoryContainer(),
	new ChemInventoryOrder(),
	new ChemInventorySearch(),
	new ChemInventoryTrigger(),
];

/** A description as somebody would have written it by hand, each field on a line of its own. */
function written(value: unknown): string {
	if (Array.isArray(value)) return `[\n${value.map(written).join(',\n')}]`;
	if (typeof value !== 'object' || value === null)
		return typeof value === 'string'
			? `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`
			: String(value);
	const entries = Object.entries(value).filter(([, part]) => part !== undefined);
	return `{ ${entries.map(([key, part]) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${written(part)}`).join(', ')} }`;
}

const sourceOf = ({ properties }: Pick<INodeTypeDescription, 'properties'>) => `
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

export class Built implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Built',
		name: 'built',
		properties: ${written(properties)},
	};
}
`;

const configOfN8n: string = '@n8n/node-cli/eslint';
const configsOfN8n = z.array(
	z.object({ rules: z.record(z.unknown()).optional(), plugins: z.record(z.unknown()).optional() }).passthrough(),
);

/** n8n's own rules for the fields of a node, and no others. */
async function rulesForFields(): Promise<Linter.Config[]> {
	const { config }: { config: unknown } = await import(configOfN8n);
	return configsOfN8n.parse(config).map(({ rules, ...rest }) => ({
		...rest,
		rules: Object.fromEntries(
			Object.entries(rules ?? {}).filter(([rule]) => rule.startsWith('n8n-nodes-base/node-param-')),
		) as Linter.RulesRecord,
	})) as Linter.Config[];
}

describe('the built descriptions', () => {
	let eslint: ESLint;

	beforeAll(async () => {
		eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: await rulesForFields() });
	});

	async function remarksOn(description: Pick<INodeTypeDescription, 'properties'>): Promise<string[]> {
		const source = sourceOf(description);
		const lines = source.split('\n');
		const [result] = await eslint.lintText(source, { filePath: 'nodes/Built/Built.node.ts' });
		// Names of units are the vendor's own words, such as mg
		const isUnit = (line: number) => /^\{ name: '(\S+)', value: '\1' \},?$/.test(lines[line - 1] ?? '');
		return (result?.messages ?? [])
			.filter(({ line }) => !isUnit(line))
			.map(({ ruleId, message, line }) => `${ruleId}: ${message} ${lines[line - 1]}`);
	}

	it.each(nodes.map((node) => [node.description.displayName, node] as const))(
		"keep n8n's rules for fields, which its linter cannot follow into calls: %s",
		async (_name, { description }) => {
			expect(await remarksOn(description)).toEqual([]);
		},
	);

	it('leave the checks of values to us: n8n would check only what it evaluates', () => {
		expect(JSON.stringify(nodes.map(({ description }) => description.properties))).not.toContain('"validateType"');
	});

	it.each<[string, INodeTypeDescription['properties'][number]]>([
		['miscased', { displayName: 'some title', name: 'a', type: 'string', default: '' }],
		['default', { displayName: 'Title', name: 'a', type: 'boolean', default: '' }],
		['final-period', { displayName: 'Title', name: 'a', type: 'string', default: '', description: 'One sentence.' }],
	])('would be told of a field that is %s', async (word, field) => {
		const remarks = await remarksOn({ properties: [field] });
		expect(remarks).toEqual([expect.stringContaining(word)]);
	});
});
