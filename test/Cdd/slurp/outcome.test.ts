import nock from 'nock';

import { CddSlurp } from '../../../nodes/Cdd/CddSlurp.node';
import type { Sandbox } from '../../../sandbox';
import { cddBase, onPublicServer } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits, onNextWait, waits } from '../../support/waits';
import { badCsv, fileOf, runSlurp, uploads } from './onSlurp';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await freshSandbox();
});
beforeEach(forgetWaits);

const returned = { options: { ifNotCommitted: 'return' } };
const bad = { binary: [fileOf(badCsv)] };
const statesAsked = () => sandbox.requests.filter(({ endpoint }) => endpoint === 'getSlurp').length;

/** Waits for slurp 7, which goes through these documents; the last one stays. */
async function waitThrough(documents: object[], options: object = {}) {
	const left = [...documents];
	const shown = () => (left.length > 1 ? left.shift() : left[0]);
	nock(cddBase)
		.persist()
		.get('/vaults/4598/slurps/7')
		.reply(200, () => ({ id: 7, class: 'slurp', ...shown() }));
	const run = await runNode(onPublicServer(new CddSlurp()), [{}], {
		operation: 'wait',
		slurpId: '7',
		options: { ...options },
	} as never);
	nock.cleanAll();
	return run;
}

const counts = (errors: number) => ({
	total_records: 2,
	records_processed: 2,
	records_committed: 0,
	import_warnings: 0,
	import_errors: errors,
});
const report = {
	message: 'Please use web application to resolve them.',
	web_url: 'https://app.collaborativedrug.com/report/7',
};

describe('a clean import', () => {
	it('is committed, although it rests in `processed` for a moment', async () => {
		const { json, items } = await runSlurp(sandbox);
		expect(json).toMatchObject([
			{
				outcome: 'committed',
				explanation: 'The data is in the vault.',
				state: 'committed',
				total_records: 2,
				records_committed: 2,
			},
		]);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(statesAsked()).toBeGreaterThanOrEqual(5);
		expect(sandbox.cdd.runs.filter(({ slurp }) => slurp === json[0]?.id)).toHaveLength(1);
	});

	it('that loses records says how many are missing', async () => {
		const { json } = await waitThrough([{ state: 'committed', ...counts(1), records_committed: 1 }]);
		expect(json).toMatchObject([
			{ outcome: 'committed', explanation: 'Only 1 of 2 records are in the vault. Open the report in CDD Vault.' },
		]);
	});

	it('is not waited for unless asked', async () => {
		const { json } = await runSlurp(sandbox, { waitForCompletion: false });
		expect(json).toMatchObject([{ outcome: 'running', state: 'queued_for_processing' }]);
		expect(statesAsked()).toBe(0);
	});
});

describe('a file with errors', () => {
	it('is rejected where bad files are rejected, although `processed` shows its errors first', async () => {
		const { json } = await runSlurp(sandbox, { ...returned, importSettings: { autoreject: true } }, bad);
		expect(json).toMatchObject([{ outcome: 'rejected', state: 'rejected', import_errors: 1, records_committed: 0 }]);
	});

	it('needs attention where it is left for a person, with the report and the counts', async () => {
		const { json } = await runSlurp(sandbox, { ...returned, importSettings: { rejectBadFiles: false } }, bad);
		expect(json).toMatchObject([
			{
				outcome: 'needsAttention',
				state: 'processed',
				import_errors: 1,
				import_warnings: 0,
				web_url: expect.stringContaining('/report'),
			},
		]);
	});

	it('fails the step unless the outcome is wanted, with counts, link and the id to go on with', async () => {
		const { error } = await runSlurp(sandbox, { importSettings: { rejectBadFiles: false } }, bad);
		const [id] = [...sandbox.cdd.slurps.keys()].slice(-1);
		expect(error?.message).toBe('The data did not get into the vault [row 1]');
		expect(error?.description).toContain('1 errors, 0 warnings, 0 of 2 records in the vault.');
		expect(error?.description).toContain(`/slurps/${id}/report`);
		expect(error?.description).toContain(`The slurp has the ID ${id}. Do not send its file again:`);
	});

	it('gives the error output what a workflow needs to decide', async () => {
		const { json } = await runSlurp(
			sandbox,
			{ importSettings: { autoreject: true } },
			{ ...bad, settings: { onError: 'continueRegularOutput' } },
		);
		expect(json).toMatchObject([
			{
				error: 'The data did not get into the vault [row 1]',
				details: {
					kind: 'unsuccessful',
					outcome: 'rejected',
					state: 'rejected',
					webUrl: expect.stringContaining('/report'),
					slurpId: expect.any(Number),
				},
			},
		]);
	});

	it('needs attention too where an older vault gives counts and never a report', async () => {
		const { json } = await waitThrough([{ state: 'processing' }, { state: 'processed', ...counts(1) }], {
			ifNotCommitted: 'return',
		});
		expect(json).toMatchObject([{ outcome: 'needsAttention', import_errors: 1 }]);
	});

	it('needs attention for warnings alone, and for a message alone', async () => {
		const [warned, told] = [
			await waitThrough([{ state: 'processed', ...counts(0), import_warnings: 1, ...report }], {
				ifNotCommitted: 'return',
			}),
			await waitThrough([{ state: 'processed', message: report.message }], { ifNotCommitted: 'return' }),
		];
		expect(warned.json).toMatchObject([{ outcome: 'needsAttention', web_url: report.web_url }]);
		expect(told.json).toMatchObject([{ outcome: 'needsAttention' }]);
	});
});

describe('an older vault, which leaves bad files for a person by itself', () => {
	it('ends the wait with the report', async () => {
		const older = await freshSandbox({ switches: { autorejectDefault: 'rest in processed' } });
		const { json } = await runSlurp(older, returned, bad);
		expect(json).toMatchObject([{ outcome: 'needsAttention', web_url: expect.stringContaining('/report') }]);
	});
});

describe('an import that ends otherwise', () => {
	it('is invalid when CDD Vault cannot read the file', async () => {
		const { json } = await runSlurp(sandbox, returned, { binary: [fileOf('no structure', 'library.sdf')] });
		expect(json).toMatchObject([
			{ outcome: 'invalid', explanation: 'CDD Vault could not read the file; nothing was imported.' },
		]);
	});

	it('is canceled when somebody cancels it', async () => {
		onNextWait(() => sandbox.cdd.cancelSlurp([...sandbox.cdd.slurps.keys()].at(-1) ?? 0));
		const { json } = await runSlurp(sandbox, returned);
		expect(json).toMatchObject([{ outcome: 'canceled', state: 'canceled' }]);
	});

	it('is rejected when a row names no molecule', async () => {
		const { error } = await runSlurp(sandbox, {}, { binary: [fileOf('Molecule Name,Inhibition (%)\n,5\n')] });
		expect(error?.message).toBe('The data did not get into the vault [row 1]');
		expect(error?.description).toContain('CDD Vault rejected the import; nothing was imported.');
	});

	it('goes on in a state that nobody documented', async () => {
		const { json } = await waitThrough([
			{ state: 'started' },
			{ state: 'queued_for_committing' },
			{ state: 'committed' },
		]);
		expect(json).toMatchObject([{ outcome: 'committed' }]);
	});
});

describe('the time limit', () => {
	it.each(['processed', 'queued_for_processing', 'started'])(
		'ends a wait on an import that stays `%s`',
		async (state) => {
			const { error } = await waitThrough([{ state }], { timeLimitMinutes: 0.05 });
			expect(error?.message).toBe("The import did not finish within the 'Time Limit' [row 1]");
			expect(error?.description).toContain(
				`Its last state is "${state}". The slurp has the ID 7. Do not send its file again:`,
			);
			expect(waits.every((wait) => wait <= 10_000)).toBe(true);
		},
	);

	it('returns the undecided import where the outcome is wanted', async () => {
		const { json } = await waitThrough([{ state: 'processing' }], { timeLimitMinutes: 0, ifNotCommitted: 'return' });
		expect(json).toMatchObject([{ outcome: 'running', state: 'processing', id: 7 }]);
		expect(waits).toEqual([]);
	});
});

describe('a wait that is disturbed', () => {
	it('stops asking when the execution is stopped', async () => {
		let stop = () => undefined as unknown;
		onNextWait(() => stop());
		await runSlurp(sandbox, {}, { started: ({ cancel }) => (stop = cancel) });
		expect(uploads(sandbox)).toHaveLength(1);
		expect(statesAsked()).toBe(1);
	});

	it('keeps the id of the import when its state cannot be read', async () => {
		sandbox.faults.add({ when: { endpoint: 'getSlurp' }, do: { kind: 'status', status: 500 } });
		const { json } = await runSlurp(sandbox, {}, { settings: { onError: 'continueRegularOutput' } });
		const [upload] = uploads(sandbox);
		const [id] = [...sandbox.cdd.slurps.keys()].slice(-1);
		expect(upload).toBeDefined();
		expect(json).toMatchObject([{ error: 'CDD Vault is not working at the moment [row 1]', details: { slurpId: id } }]);
		expect(JSON.stringify(json)).toContain(`The slurp has the ID ${id}. Do not send its file again:`);
	});

	it.each([
		['a login page', { kind: 'login-page' as const }, 'A web page came back instead of data from CDD Vault'],
		[
			'half of the JSON',
			{ kind: 'cut-json' as const },
			'CDD Vault sent an answer that its documentation does not describe',
		],
	])('tells %s from a state', async (_what, fault, message) => {
		sandbox.faults.add({ when: { endpoint: 'getSlurp' }, do: fault });
		const { error } = await runSlurp(sandbox);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(error?.description).toContain('The slurp has the ID');
	});
});
