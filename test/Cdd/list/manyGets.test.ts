import type { INode } from 'n8n-workflow';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { onSandbox } from '../../support/cdd';
import { runNode } from '../../support/engine';
import type { RunOptions } from '../../support/engine';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits, waits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const locator = { __rl: true, mode: 'id', value: '={{ $json.id }}' };

const kinds = [
	{
		kind: 'inventory samples',
		node: CddInventorySample,
		field: 'sample',
		parameter: 'inventory_sample_ids',
		ids: () => [...sandbox().cdd.samples.keys()],
	},
	{
		kind: 'batches',
		node: CddBatch,
		field: 'batch',
		parameter: 'batches',
		ids: () => [...sandbox().cdd.batches.keys()],
	},
];

describe.each(kinds)('many $kind that are read one by one', ({ node, field, parameter, ids }) => {
	const get = async (wanted: readonly number[], options: RunOptions = {}, parameters: INode['parameters'] = {}) =>
		await runNode(
			onSandbox(new node(), sandbox()),
			wanted.map((id) => ({ id })),
			{ operation: 'get', [field]: locator, output: 'raw', ...parameters },
			options,
		);
	const lists = () => sandbox().requests.filter(({ query }) => query.includes(parameter));
	const shuffled = (all: readonly number[]) => [...all].sort((one, other) => (one % 7) - (other % 7) || other - one);

	it('are asked for in lists, and each item gets its own', async () => {
		const wanted = shuffled(ids()).slice(0, 110);
		const { items, error } = await get(wanted);
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			wanted.map((id, item) => [id, { item }]),
		);
		expect(lists()).toHaveLength(Math.ceil(wanted.length / 50));
		expect(sandbox().requests).toHaveLength(lists().length);
	});

	it('are the same records as one by one', async () => {
		const wanted = ids().slice(0, 3);
		const together = await get(wanted);
		const singly = await Promise.all(wanted.map(async (id) => (await get([id])).json[0]));
		expect(together.json).toEqual(singly);
	});

	it('fail for the items whose record does not exist, and for no other', async () => {
		const wanted = ids().slice(0, 60);
		wanted[3] = 999_001;
		wanted[55] = 999_002;
		const { json } = await get(wanted, { settings: { onError: 'continueRegularOutput' } });
		const failed = json.flatMap(({ id, message }, at) => (id === undefined ? [[at, message]] : []));
		expect(failed).toEqual([
			[3, 'CDD Vault did not find the record'],
			[55, 'CDD Vault did not find the record'],
		]);
		expect(json.map(({ id }) => id ?? 'none')).toEqual(wanted.map((id) => (id > 999_000 ? 'none' : id)));
	});

	it('are given to every item that names the same one', async () => {
		const [one = 0, other = 0] = ids();
		const { json } = await get([one, other, one, one]);
		expect(json.map(({ id }) => id)).toEqual([one, other, one, one]);
		expect(sandbox().requests).toHaveLength(1);
	});

	it('all fail where the list fails for good', async () => {
		sandbox().faults.add({ when: {}, do: { kind: 'status', status: 500 } });
		const { json } = await get(ids().slice(0, 5), { settings: { onError: 'continueRegularOutput' } });
		expect(json.map(({ id }) => id)).toEqual([undefined, undefined, undefined, undefined, undefined]);
		expect(waits.length).toBeGreaterThan(0);
	});
});
