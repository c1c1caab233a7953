import { importWorkflows } from '../../scripts/lib/n8n-commands';
import type { N8nSession } from '../../scripts/lib/n8n-server';
import { present } from '../support/present';
import { arrivedDebits, byNumber, debitsOf, debitStep, fullSamples, now, pathOf, rows } from './debits';
import { lastExecution, publish, retry } from './executions';
import type { RetryWith } from './executions';
import { useRealLab } from './realLab';
import { workflowOf } from './workflowOf';
import type { Step } from './workflowOf';

const lab = useRealLab();
let session: N8nSession | undefined;
const editor = () => present(session, 'The editor');

beforeAll(async () => {
	session = await lab().openEditor();
});
afterEach(() => lab().sandbox.faults.clear());

const refuse = (id: number, times?: number) =>
	lab().sandbox.faults.add({ when: { method: 'PUT', path: pathOf(id) }, times, do: { kind: 'status', status: 422 } });

const debits = (id: string, samples: readonly number[], step: Step) =>
	workflowOf(id, [...rows(samples.map((sample) => ({ id: sample, debit: 10, note: now }))), step]);

/**
 * Runs a workflow in a process of its own, so that what is remembered comes from n8n's database. The service refuses all
 * samples but the first.
 * @returns the failed execution and the samples
 */
async function failAfterFirst(id: string, count: number, step: Step) {
	const samples = fullSamples(lab(), count);
	const [first, ...others] = samples;
	for (const other of others) refuse(other);
	const execution = await lab().run(debits(id, samples, step));
	expect(execution.error?.message).toContain('refused the data');
	expect(execution.error?.description).toContain('Retry in the editor, do not change them again');
	expect(arrivedDebits(lab())).toEqual(samples.toSorted(byNumber));
	lab().sandbox.faults.clear();
	return { executionId: (await lastExecution(editor(), id)).id, samples, first: Number(first) };
}

const save = async (...what: Parameters<typeof debits>) =>
	await importWorkflows(lab().runtime, lab().home, [debits(...what)]);

describe("the editor's Retry in a real n8n", () => {
	it.each<[RetryWith, string]>([
		['original workflow', 'retryOriginal'],
		['currently saved workflow', 'retrySaved'],
	])('with the %s sends what failed, and not what was done', async (workflow, id) => {
		const { executionId, samples } = await failAfterFirst(id, 2, debitStep(now));
		const retried = await retry(editor(), executionId, workflow);
		expect(retried.error).toBeUndefined();
		expect(arrivedDebits(lab())).toEqual([...samples, ...samples.slice(1)].sort(byNumber));
		expect(samples.map((sample) => debitsOf(lab(), sample))).toEqual([[10], [10]]);
		expect(retried.itemsOf('Debit').map((item) => item.current_amount)).toEqual([90, 90]);
		expect(retried.hintsOf('Debit')).toEqual([]);
	});

	it('does not send again what was done when another field was mended meanwhile', async () => {
		const id = 'retryMended';
		const noteOfRow = '{{ $json.note }}';
		const { executionId, samples } = await failAfterFirst(id, 2, debitStep(noteOfRow));
		await save(id, samples, debitStep(noteOfRow, { options: { allowOverdraft: true } }));
		const retried = await retry(editor(), executionId, 'currently saved workflow');
		expect(retried.error).toBeUndefined();
		expect(arrivedDebits(lab())).toEqual([...samples, ...samples.slice(1)].sort(byNumber));
		expect(samples.map((sample) => debitsOf(lab(), sample))).toEqual([[10], [10]]);
		expect(retried.hintsOf('Debit')).toEqual([]);
	});

	it.each([
		['retryCorrected', 'the amount of what was done was corrected', { debit: '8' }, [10, 8]],
		[
			'retryMendedNow',
			'any field was mended and a text holds {{ $now }}',
			{ options: { allowOverdraft: true } },
			[10, 10],
		],
	])('sends another change in addition, and says so (%s: %s)', async (id, _what, more, expected) => {
		const { executionId, samples, first } = await failAfterFirst(id, 2, debitStep(now));
		await save(id, samples, debitStep(now, more));
		const retried = await retry(editor(), executionId, 'currently saved workflow');
		expect(retried.error).toBeUndefined();
		expect(debitsOf(lab(), first)).toEqual(expected);
		expect(debitsOf(lab(), Number(samples[1]))).toHaveLength(1);
		expect(retried.hintsOf('Debit')).toEqual([
			expect.stringMatching(
				new RegExp(
					`^Row 1: an earlier try of this execution had made a different change here.*Open sample ${first} in CDD Vault`,
				),
			),
		]);
	});

	it('goes on from the execution beside which it is pressed: the newest one knows what all before have done', async () => {
		const { executionId, samples } = await failAfterFirst('retryAgain', 3, debitStep(now));
		const third = Number(samples[2]);
		refuse(third);
		const between = await retry(editor(), executionId, 'original workflow');
		expect(between.error?.message).toContain('refused the data');
		lab().sandbox.faults.clear();
		const last = await retry(editor(), between.id, 'original workflow');
		expect(last.error).toBeUndefined();
		expect(samples.map((sample) => debitsOf(lab(), sample))).toEqual([[10], [10], [10]]);
		expect(arrivedDebits(lab())).toEqual([...samples, ...samples.slice(1), third].sort(byNumber));

		// The documented limit.
		await retry(editor(), executionId, 'original workflow');
		expect(samples.map((sample) => debitsOf(lab(), sample))).toEqual([[10], [10, 10], [10, 10]]);
	});
});

describe('Retry On Fail around a sub-workflow', () => {
	/** Two debits in a sub-workflow, the second of which fails until its step has given up once. @returns what took effect */
	const callSubWorkflow = async (id: string, caller: { retryOnFail?: true }, callee: { retryOnFail?: true }) => {
		const [first = 0, second = 0] = fullSamples(lab(), 2);
		lab().sandbox.faults.add({
			when: { method: 'PUT', path: pathOf(second) },
			times: 1,
			do: { kind: 'status', status: 429, retryAfterSeconds: 600 },
		});
		const called = workflowOf(`${id}Called`, [{ ...debitStep('Assay'), ...callee }]);
		const begin = {
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			parameters: { inputSource: 'passthrough' },
		};
		const nodes = called.nodes.map((node) => (node.name === 'Begin' ? { ...node, ...begin } : node));
		await importWorkflows(lab().runtime, lab().home, [{ ...called, nodes }]);
		await publish(editor(), called.id);
		const execution = await lab().run(
			workflowOf(id, [
				...rows([first, second].map((sample) => ({ id: sample, debit: 10 }))),
				{
					name: 'Call',
					type: 'n8n-nodes-base.executeWorkflow',
					typeVersion: 1.2,
					parameters: { workflowId: { __rl: true, mode: 'id', value: called.id }, options: {} },
					...caller,
				},
			]),
		);
		expect(execution.error).toBeUndefined();
		return [debitsOf(lab(), first), debitsOf(lab(), second)];
	};

	it('is safe on the step that writes', async () => {
		expect(await callSubWorkflow('inside', {}, { retryOnFail: true })).toEqual([[10], [10]]);
	});

	it('repeats what was done where it stands on the step that calls: the documented limit', async () => {
		expect(await callSubWorkflow('outside', { retryOnFail: true }, {})).toEqual([[10, 10], [10]]);
	});
});
