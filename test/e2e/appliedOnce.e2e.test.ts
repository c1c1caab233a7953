import { arrivedDebits, byNumber, debitsInALoop, debitsOf, debitStep, fullSamples, now, pathOf, rows } from './debits';
import { useRealLab } from './realLab';
import { workflowOf } from './workflowOf';

/** Longer than a step waits, so it gives up at once. */
const longWait = { kind: 'status', status: 429, retryAfterSeconds: 600 } as const;

describe('Retry On Fail in a real n8n', () => {
	const lab = useRealLab();

	afterEach(() => lab().sandbox.faults.clear());

	it('does not send the item again that was done in the first try, although its text is another one then', async () => {
		const [first = 0, second = 0] = fullSamples(lab(), 2);
		lab().sandbox.faults.add({
			when: { method: 'PUT', path: pathOf(second) },
			times: 1,
			do: longWait,
		});
		const execution = await lab().run(
			workflowOf('slowDown', [
				...rows([
					{ id: first, debit: 10 },
					{ id: second, debit: 10 },
				]),
				{ ...debitStep(now), retryOnFail: true },
			]),
		);
		expect(execution.error).toBeUndefined();
		expect(arrivedDebits(lab())).toEqual([first, second, second].sort(byNumber));
		expect([debitsOf(lab(), first), debitsOf(lab(), second)]).toEqual([[10], [10]]);
		expect(execution.itemsOf('Debit').map(({ id, current_amount }) => [id, current_amount])).toEqual([
			[first, 90],
			[second, 90],
		]);
	});

	it('finds the debit whose answer was lost in the first try, and which could not be looked up then', async () => {
		const [id = 0] = fullSamples(lab(), 1);
		const looks = 3;
		const triesOfLook = 4;
		lab().sandbox.faults.add({
			when: { method: 'PUT', path: pathOf(id) },
			times: 1,
			do: { kind: 'drop', moment: 'after' },
		});
		lab().sandbox.faults.add({
			when: { method: 'GET', path: pathOf(id), nth: 2 },
			times: looks * triesOfLook,
			do: { kind: 'status', status: 500 },
		});
		const execution = await lab().run(
			workflowOf('lostAnswer', [...rows([{ id, debit: 10 }]), { ...debitStep(now), retryOnFail: true }]),
		);
		expect(execution.error).toBeUndefined();
		expect(arrivedDebits(lab())).toEqual([id]);
		expect(debitsOf(lab(), id)).toEqual([10]);
		expect(execution.itemsOf('Debit')[0]).toMatchObject({ id, current_amount: 90 });
		const failedLooks = lab().sandbox.requests.filter(({ statusCode }) => statusCode === 500);
		expect(failedLooks).toHaveLength(looks * triesOfLook);
	});

	it('sends each round of Loop Over Items once, and both of two that say the same', async () => {
		const [id = 0] = fullSamples(lab(), 1);
		lab().sandbox.faults.add({
			when: { method: 'PUT', path: pathOf(id), nth: 2 },
			times: 1,
			do: longWait,
		});
		const same = { id, debit: 10 };
		const execution = await lab().run(
			debitsInALoop('inALoop', [same, same, { id, debit: 5 }], { ...debitStep('Assay'), retryOnFail: true }),
		);
		expect(execution.error).toBeUndefined();
		expect(debitsOf(lab(), id)).toEqual([10, 10, 5]);
		expect(arrivedDebits(lab())).toHaveLength(3 + 1);
		expect(execution.itemsOf('Done').map(({ current_amount }) => current_amount)).toEqual([90, 80, 75]);
	});
});
