import type { Fault, Sandbox } from '../../../sandbox';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { goodCsv, fileOf, project, runSlurp, uploads } from './onSlurp';

let sandbox: Sandbox;

beforeEach(async () => {
	forgetWaits();
	sandbox = await freshSandbox();
});

const upload = { endpoint: 'startSlurp' as const };
const unknown = 'Outcome unknown: the answer to this change was lost, and it was not sent again [row 1]';
const retried = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const losses: Array<[what: string, fault: Fault['do']]> = [
	['is cut off after it took effect', { kind: 'drop', moment: 'after' }],
	['is answered with 502 after it took effect', { kind: 'status', status: 502, moment: 'after' }],
	['is answered with 503, which proves nothing', { kind: 'status', status: 503, moment: 'before' }],
	['is answered with a login page', { kind: 'login-page' }],
	['is answered with half of the JSON', { kind: 'cut-json' }],
	['is redirected', { kind: 'redirect' }],
];

describe.each(losses)('an upload that %s', (_what, fault) => {
	it('ends as "outcome unknown" with the place to look, and is not sent again', async () => {
		sandbox.faults.add({ when: upload, do: fault });
		const { error } = await runSlurp(sandbox);
		expect(error?.message).toBe(unknown);
		expect(error?.description).toContain('A file that is sent twice is imported twice');
		expect(uploads(sandbox)).toHaveLength(1);
	});

	it.each(['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const)(
		'is sent once under Retry On Fail with %s',
		async (onError) => {
			sandbox.faults.add({ when: upload, times: 1, do: fault });
			await runSlurp(sandbox, {}, { settings: { ...retried, onError } });
			expect(uploads(sandbox)).toHaveLength(1);
			expect(sandbox.cdd.slurps.size).toBeLessThanOrEqual(1);
		},
	);
});

describe('an upload that provably changed nothing', () => {
	it('is sent again when CDD Vault received too many requests', async () => {
		sandbox.faults.add({ when: upload, times: 2, do: { kind: 'status', status: 429, retryAfterSeconds: 2 } });
		const { json } = await runSlurp(sandbox);
		expect(json).toMatchObject([{ outcome: 'committed' }]);
		expect(uploads(sandbox)).toHaveLength(3);
		expect(sandbox.cdd.slurps.size).toBe(1);
	});

	it('may be corrected and sent again after a refusal', async () => {
		const refused = await runSlurp(sandbox, {}, { binary: [fileOf('Other,Header\n1,2\n')] });
		const accepted = await runSlurp(sandbox);
		expect(refused.error?.description).toContain('Provided mapping template does not match file.');
		expect(accepted.json).toMatchObject([{ outcome: 'committed' }]);
	});
});

describe('Retry On Fail', () => {
	it('goes on waiting for an import that was started, and does not send its file again', async () => {
		sandbox.faults.add({ when: { endpoint: 'getSlurp' }, times: 4, do: { kind: 'status', status: 500 } });
		const { json, executions } = await runSlurp(sandbox, {}, { settings: retried });
		expect(executions).toBe(2);
		expect(json).toMatchObject([{ outcome: 'committed' }]);
		expect(uploads(sandbox)).toHaveLength(1);
		expect(sandbox.cdd.runs).toHaveLength(1);
	});

	it('does not import the first item twice when the second one is refused', async () => {
		const { executions } = await runSlurp(
			sandbox,
			{ project: { __rl: true, mode: 'name', value: '={{ $json.project }}' } },
			{ items: [{ project }, { project: 'Nowhere' }], binary: [fileOf(goodCsv), fileOf(goodCsv)], settings: retried },
		);
		expect(executions).toBe(3);
		expect(sandbox.cdd.slurps.size).toBe(1);
	});

	it('imports the same file twice where two items ask for it', async () => {
		await runSlurp(sandbox, {}, { items: [{}, {}], settings: retried });
		expect(sandbox.cdd.slurps.size).toBe(2);
	});
});
