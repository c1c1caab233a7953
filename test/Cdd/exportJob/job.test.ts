import type { INode } from 'n8n-workflow';
import nock from 'nock';

import { cddBase } from '../../support/cdd';
import { asked, runSamples, runSamplesOnNock } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { eventually, forgetWaits, onNextWait, waits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const exported = (options: INode['parameters'] = {}) => ({
	operation: 'export',
	format: 'json',
	binaryPropertyName: 'data',
	options,
});
const lastExport = () => [...sandbox().cdd.exports.values()].at(-1);
const cancellations = () => asked(sandbox()).filter((request) => request.startsWith('DELETE'));

/** An export on the public server with these states, one for each time it is asked about. */
function serveStates(states: string[]): void {
	nock(cddBase).get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { id: 77, status: 'new' });
	for (const status of states)
		nock(cddBase).get('/vaults/4598/export_progress/77').reply(200, { id: 77, status, queued_job_position: 2 });
}

const serveData = () => nock(cddBase).get('/vaults/4598/exports/77').reply(200, '{"count":1,"objects":[{"id":1}]}');

describe('waiting for an export', () => {
	it.each(['finished', 'downloaded'])('ends when it is ready (%s)', async (ready) => {
		serveStates(['new', 'starting', 'started', 'started', ready]);
		serveData();
		expect((await runSamplesOnNock([{}], exported())).json[0]?.complete).toBe(true);
	});

	it('asks less and less often, at least every ten seconds, and soon after an export can be finished', async () => {
		serveStates([...Array.from({ length: 17 }, () => 'started'), 'finished']);
		serveData();
		await runSamplesOnNock([{}], exported());
		const [first, ...others] = waits;
		expect(first).toBe(250);
		for (const [at, wait] of others.entries()) expect(wait).toBeCloseTo(Math.min((waits[at] ?? 0) * 1.3, 10_000), 5);
		expect(waits.slice(-2)).toEqual([10_000, 10_000]);
	});

	it.each(['failed', 'canceled'])('ends when the vault gave it up (%s)', async (status) => {
		serveStates(['started', status]);
		const { error } = await runSamplesOnNock([{}], exported());
		expect(error?.message).toBe('CDD Vault ended the export without a result [row 1]');
		expect(error?.description).toContain(`Export 77 has the status "${status}"`);
	});

	it('ends on a state that nobody knows, instead of asking for ever', async () => {
		serveStates(['exploded']);
		const { outputs } = await runSamplesOnNock([{}], exported(), { settings: { onError: 'continueErrorOutput' } });
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'The export is in a state that is not documented',
			details: { kind: 'unsuccessful', exportId: 77, status: 'exploded' },
		});
	});

	it('ends when it fails on the server', async () => {
		sandbox().faults.add({ when: { endpoint: 'listInventorySamples' }, do: { kind: 'failed-export' } });
		const { error } = await runSamples(sandbox(), [{}], exported());
		expect(error?.message).toBe('CDD Vault ended the export without a result [row 1]');
	});

	it('outlasts a slow one, and a moment in which the vault does not work', async () => {
		sandbox().faults.add({ when: { endpoint: 'listInventorySamples' }, do: { kind: 'slow-export', polls: 12 } });
		sandbox().faults.add({ when: { endpoint: 'getExportProgress', nth: 3 }, do: { kind: 'status', status: 503 } });
		expect((await runSamples(sandbox(), [{}], exported())).json[0]?.complete).toBe(true);
	});

	it('names the ID of the job when the vault cannot be reached any more', async () => {
		sandbox().faults.add({ when: { endpoint: 'getExportProgress' }, do: { kind: 'drop' } });
		const { outputs } = await runSamples(sandbox(), [{}], exported(), { settings: { onError: 'continueErrorOutput' } });
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'The service could not be reached',
			details: { exportId: lastExport()?.id },
		});
		expect(JSON.stringify(outputs[1]?.[0]?.json)).toContain(`enter it as 'Export ID' to download it later`);
	});

	it('does not start when the vault gives no export ID', async () => {
		nock(cddBase).get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { count: 0, objects: [] });
		expect((await runSamplesOnNock([{}], exported())).error?.message).toBe(
			'CDD Vault did not start the export [row 1]',
		);
	});
});

describe('an export that never finishes', () => {
	beforeEach(() =>
		sandbox().faults.add({ when: { endpoint: 'listInventorySamples' }, do: { kind: 'endless-export' } }),
	);

	it('is cancelled in the vault when the time is up', async () => {
		const { outputs } = await runSamples(sandbox(), [{}], exported({ timeLimitMinutes: 0.01 }), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: "The export did not finish within the 'Time Limit'",
			details: { kind: 'timedOut', exportId: lastExport()?.id },
		});
		expect(JSON.stringify(outputs[1]?.[0]?.json)).toContain(`Export ${lastExport()?.id} was cancelled in CDD Vault.`);
		expect(lastExport()?.status).toBe('canceled');
		expect(cancellations()).toHaveLength(1);
	});

	it('is left running with its ID where the user chose so, and can be picked up', async () => {
		const { error } = await runSamples(sandbox(), [{}], exported({ timeLimitMinutes: 0.01, whenTimeIsUp: 'leave' }));
		expect(error?.message).toBe("The export did not finish within the 'Time Limit' [row 1]");
		const id = lastExport()?.id ?? 0;
		expect(error?.description).toContain(`The export has the ID ${id}: enter it as 'Export ID' to download it later.`);
		expect(cancellations()).toEqual([]);
		sandbox().cdd.releaseExport(id);
		expect((await runSamples(sandbox(), [{}], exported({ exportId: String(id) }))).json[0]?.complete).toBe(true);
	});

	it('is not said to be cancelled when the vault did not do so', async () => {
		sandbox().faults.add({ when: { endpoint: 'cancelExport' }, do: { kind: 'status', status: 404 } });
		const { error } = await runSamples(sandbox(), [{}], exported({ timeLimitMinutes: 0.01 }));
		expect(error?.description).not.toContain('was cancelled');
		expect(error?.description).toContain(`The export has the ID ${lastExport()?.id}`);
	});

	it('is cancelled in the vault when the execution is stopped, whatever was chosen for the end of the time', async () => {
		for (const whenTimeIsUp of ['cancel', 'leave']) {
			sandbox().clearRequests();
			let cancel = () => {};
			onNextWait(() => cancel());
			await runSamples(sandbox(), [{}], exported({ whenTimeIsUp }), { started: (engine) => (cancel = engine.cancel) });
			await eventually(() => lastExport()?.status === 'canceled');
			expect(cancellations()).toHaveLength(1);
		}
	});

	it('is cancelled as well when it was started for Get Many', async () => {
		let cancel = () => {};
		onNextWait(() => cancel());
		const parameters = {
			operation: 'getAll',
			returnAll: true,
			output: 'simplified',
			options: { retrieval: 'asyncExport' },
		};
		await runSamples(sandbox(), [{}], parameters, { started: (engine) => (cancel = engine.cancel) });
		await eventually(() => lastExport()?.status === 'canceled');
	});

	it('can be cancelled with a credential that is set to Read Only: it changes no record', async () => {
		await runSamples(sandbox(), [{}], exported({ timeLimitMinutes: 0 }), { secrets: { readOnly: true } });
		expect(lastExport()?.status).toBe('canceled');
	});
});

describe('the time limit', () => {
	it('that is no number is refused before anything is sent', async () => {
		const { error } = await runSamples(sandbox(), [{}], exported({ timeLimitMinutes: '={{ "soon" }}' }));
		expect(error?.message).toBe("'Time Limit (Minutes)' is not a number [row 1]");
		expect(asked(sandbox())).toEqual([]);
	});
});
