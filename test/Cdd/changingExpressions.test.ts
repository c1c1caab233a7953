import type { IDataObject, INode } from 'n8n-workflow';

import { retrying, rl } from '../support/chemRuns';
import { mapped } from '../support/mapped';
import { runSamples } from '../support/sampleNode';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { newBatch, runBatch } from './batch/onBatch';
import { fileOf, goodCsv, jsonOf, runSlurp, uploads } from './slurp/onSlurp';

// n8n evaluates $now and Math.random() anew in each try of Retry On Fail.

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const changing = '{{ $now.toMillis() }}-{{ Math.random() }}';

const debiting = (sample: unknown): INode['parameters'] =>
	({
		operation: 'update',
		sample: rl(sample),
		events: {
			event: [{ debit: '1', eventFields: { field: [{ name: 'Reason', type: 'text', value: `=Assay ${changing}` }] } }],
		},
	}) as IDataObject as INode['parameters'];

const aSample = () => sandbox().cdd.addSample().id;
const amountOf = (id: number) => sandbox().cdd.samples.get(id)?.current_amount;
const slowDown = { kind: 'status', status: 429, retryAfterSeconds: 600 } as const;

describe('a debit with a field that changes from try to try', () => {
	it('is made once where a later item ends the first try', async () => {
		const [first, second] = [aSample(), aSample()];
		sandbox().faults.add({ when: { method: 'PUT', path: `/${second}` }, times: 1, do: slowDown });
		const { error, executions, json } = await runSamples(
			sandbox(),
			[{ id: first }, { id: second }],
			debiting('={{ $json.id }}'),
			{ settings: retrying },
		);
		expect([error?.message, executions, json.length]).toEqual([undefined, 2, 2]);
		expect([first, second].map(amountOf)).toEqual([99, 99]);
	});

	it('is found by the second try where the first could not look', async () => {
		const id = aSample();
		sandbox().faults.add({ when: { endpoint: 'updateInventorySample' }, do: { kind: 'drop', moment: 'after' } });
		sandbox().faults.add({
			when: { endpoint: 'getInventorySample', nth: 2 },
			times: 12,
			do: { kind: 'status', status: 500 },
		});
		const { error, executions } = await runSamples(sandbox(), [{}], debiting(id), { settings: retrying });
		expect([error?.message, executions, amountOf(id)]).toEqual([undefined, 2, 99]);
	});

	it('is unknown where no try can look', async () => {
		const id = aSample();
		sandbox().faults.add({ when: { endpoint: 'updateInventorySample' }, do: { kind: 'drop', moment: 'after' } });
		sandbox().faults.add({
			when: { endpoint: 'getInventorySample', nth: 2 },
			times: 1000,
			do: { kind: 'status', status: 503 },
		});
		const { error, executions } = await runSamples(sandbox(), [{}], debiting(id), { settings: retrying });
		expect(executions).toBe(3);
		expect(error?.message).toMatch(/^Outcome unknown/);
		expect(amountOf(id)).toBe(99);
	});
});

describe('a new sample and a new batch with a field that changes from try to try', () => {
	it('are made once', async () => {
		const batchId = [...sandbox().cdd.batches.keys()][7];
		const samples = () => [...sandbox().cdd.samples.values()].filter(({ batch }) => batch === batchId).length;
		const before = [samples(), sandbox().cdd.batches.size];
		for (const endpoint of ['createInventorySample', 'createBatch'] as const)
			sandbox().faults.add({ when: { endpoint, nth: 2 }, times: 1, do: slowDown });
		const creation = {
			operation: 'create',
			batch: rl(batchId),
			amount: '5',
			units: 'mg',
			moreSampleFields: { field: [{ name: 'Sample ID', type: 'text', value: `=X ${changing}` }] },
		};
		const runs = [
			await runSamples(sandbox(), [{}, {}], creation as IDataObject as INode['parameters'], { settings: retrying }),
			await runBatch(sandbox(), newBatch('CCCCCCCCCCO', { batchFields: mapped({ Note: `=${changing}` }) }), {
				items: [{}, {}],
				settings: retrying,
			}),
		];
		expect(runs.map(({ error, executions }) => [error?.message, executions])).toEqual([
			[undefined, 2],
			[undefined, 2],
		]);
		// The second molecule is the first, so that nothing is registered for it.
		expect([samples(), sandbox().cdd.batches.size]).toEqual([(before[0] ?? 0) + 2, (before[1] ?? 0) + 1]);
	});
});

describe('an import whose run conditions change from try to try', () => {
	it('is started once for each item', async () => {
		const slurps = sandbox().cdd.slurps.size;
		sandbox().faults.add({ when: { endpoint: 'startSlurp', nth: 2 }, times: 1, do: slowDown });
		const { error, executions } = await runSlurp(
			sandbox(),
			{ runs: { run: [{ conditions: `=33 °C ${changing}` }] } },
			{ items: [{}, {}], binary: [fileOf(goodCsv), fileOf(goodCsv, 'other.csv')], settings: retrying },
		);
		expect([error?.message, executions]).toEqual([undefined, 2]);
		expect(sandbox().cdd.slurps.size).toBe(slurps + 2);
		expect(new Set(uploads(sandbox()).map((upload) => JSON.stringify(jsonOf(upload)))).size).toBe(3);
	});
});
