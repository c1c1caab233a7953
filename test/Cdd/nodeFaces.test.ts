import '../support/waits';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import { batchOperations } from '../../nodes/Cdd/operations/batch';
import { inventorySampleOperations } from '../../nodes/Cdd/operations/inventorySample';
import { slurpOperations } from '../../nodes/Cdd/operations/slurp';
import { onPublicServer } from '../support/cdd';
import { runNode } from '../support/engine';

const faces = [
	{
		node: new CddInventorySample(),
		collection: inventorySampleOperations,
		offered: ['create', 'delete', 'export', 'find', 'get', 'getAll', 'setAmount', 'update'],
	},
	{
		node: new CddBatch(),
		collection: batchOperations,
		offered: ['create', 'upsert', 'delete', 'export', 'get', 'getAll', 'update'],
	},
	{ node: new CddSlurp(), collection: slurpOperations, offered: ['get', 'import', 'wait'] },
].map((face) => ({ ...face, name: face.node.description.displayName }));

describe.each(faces)('$name', ({ node, collection, offered }) => {
	it('offers its operations, and can run each', () => {
		expect([...collection.table.values()].map(({ option }) => option.value)).toEqual(offered);
		const field = node.description.properties.find(({ name }) => name === 'operation');
		expect(field).toMatchObject({ noDataExpression: true, options: offered.map((value) => ({ value })) });
		expect(offered).toContain(field?.default);
	});

	it('can be a tool of an AI agent, and marks each deletion as one', () => {
		expect(node.description.usableAsTool).toBe(true);
		for (const { option, kind } of collection.table.values())
			expect(kind === 'destructive').toBe(option.value === 'delete');
	});

	it('needs the CDD Vault credential, and shows its operation below its name', () => {
		expect(node.description.credentials).toMatchObject([
			{ name: 'cddVaultApi', required: true, testedBy: 'cddVaultApiTest' },
		]);
		expect(node.description.subtitle).toBe('={{ $parameter["operation"] }}');
		expect(node.description.version).toBe(1);
	});

	it('fails for each item when a workflow names an operation that it does not have', async () => {
		const { outputs } = await runNode(
			onPublicServer(node),
			[{}, {}],
			{ operation: 'merge' },
			{ settings: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]).toMatchObject(
			[0, 1].map((item) => ({
				json: { message: "'Operation' is not one that this node offers" },
				pairedItem: { item },
			})),
		);
	});

	it('asks for nothing when there is no item', async () => {
		const parameters = offered.includes('getAll') ? { operation: 'getAll' } : { operation: 'get', slurpId: '7' };
		const { json, error } = await runNode(onPublicServer(node), [], parameters);
		expect(json).toEqual([]);
		expect(error).toBeUndefined();
	});
});
