import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../nodes/shared/fault';
import { applyOnce } from '../../../nodes/shared/writing/applyOnce';
import type { Sighting, WriteOnce } from '../../../nodes/shared/writing/applyOnce';
import { callInside, insideNode, probeWrite, runOperation } from '../../support/probe';
import { forgetWaits, onNextWait, waits } from '../../support/waits';

beforeEach(forgetWaits);

const lostAnswer = () =>
	new Fault('unreachable', 'The service could not be reached', {
		description: 'It gave no answer.',
		httpCode: 'ECONNRESET',
		effect: 'unknown',
	});
const refusal = () => new Fault('refused', 'The service refused the data', { httpCode: '422' });
const seenNothing = async (): Promise<Sighting> => ({ applied: false, seen: 'Nothing new is there.' });

/** A write that counts how often it was sent. */
function debit(changes: Partial<WriteOnce> = {}) {
	const counted = { sent: 0 };
	const { send = async () => ({ id: 1 }), ...others } = changes;
	const write: WriteOnce = {
		step: 'debit',
		values: { sample: 1, debit: 10 },
		whereToLook: 'Open sample 1.',
		send: async () => {
			counted.sent++;
			return await send();
		},
		...others,
	};
	return { counted, write };
}

/** Applies a write with a ledger of its own, as often as asked. */
async function apply(write: WriteOnce, times = 1) {
	return await insideNode(async (functions) => {
		const call = callInside(functions);
		for (let time = 1; time < times; time++) await applyOnce(call, write).catch(() => undefined);
		return (await applyOnce(call, write)).answer;
	});
}

describe('a write whose answer came', () => {
	it('is sent once and gives the answer', async () => {
		const { counted, write } = debit();
		expect((await apply(write)).value).toEqual({ id: 1 });
		expect(counted.sent).toBe(1);
	});

	it('is not sent again by a second run, which gets the same answer', async () => {
		const { counted, write } = debit();
		expect((await apply(write, 3)).value).toEqual({ id: 1 });
		expect(counted.sent).toBe(1);
	});

	it('does not keep another item, or another step, from being sent', async () => {
		const { counted, write } = debit();
		await insideNode(async (functions) => {
			const call = callInside(functions);
			await applyOnce(call, write);
			await applyOnce({ ...call, itemIndex: 1 }, write);
			await applyOnce(call, { ...write, step: 'another step' });
		});
		expect(counted.sent).toBe(3);
	});

	it('that was a refusal fails with it, and may be sent again', async () => {
		let answers = 0;
		const { counted, write } = debit({
			send: async () => {
				if (++answers === 1) throw refusal();
				return { id: 1 };
			},
		});
		expect((await apply(write)).fault?.kind).toBe('refused');
		answers = 0;
		expect((await apply(write, 2)).value).toEqual({ id: 1 });
		expect(counted.sent).toBe(3);
	});
});

describe('a write whose answer was lost', () => {
	const send = async () => {
		throw lostAnswer();
	};

	it('succeeds when its effect is found, and is compared with what was there before', async () => {
		const compared: unknown[] = [];
		const { counted, write } = debit({
			send,
			look: async () => ({ eventIds: [1] }),
			settle: async (before) => {
				compared.push(before);
				return { applied: true, answer: { id: 1, found: true } };
			},
		});
		expect((await apply(write)).value).toEqual({ id: 1, found: true });
		expect(compared).toEqual([{ eventIds: [1] }]);
		expect(counted.sent).toBe(1);
		expect(waits).toEqual([]);
	});

	it('is looked for three times, because the service may still be at work', async () => {
		let looks = 0;
		const { counted, write } = debit({
			send,
			settle: async () => (++looks === 3 ? { applied: true, answer: { id: 1 } } : await seenNothing()),
		});
		expect((await apply(write)).value).toEqual({ id: 1 });
		expect(waits).toHaveLength(2);
		expect(counted.sent).toBe(1);
	});

	it('fails with "outcome unknown", what was seen and where to look, when nothing is found', async () => {
		const { counted, write } = debit({ send, settle: seenNothing });
		const { fault } = await apply(write);
		expect(fault).toMatchObject({ kind: 'outcomeUnknown', effect: 'unknown', httpCode: 'ECONNRESET' });
		expect(fault?.message).toBe('Outcome unknown: the answer to this change was lost, and it was not sent again');
		expect(fault?.description).toBe(
			'The service could not be reached (ECONNRESET). Nothing new is there. Open sample 1.',
		);
		expect(counted.sent).toBe(1);
	});

	it('fails with "outcome unknown" when looking does not work either', async () => {
		const { write } = debit({
			send,
			settle: async () => {
				throw new Fault('unavailable', 'The service is not working');
			},
		});
		const { fault } = await apply(write);
		expect(fault?.kind).toBe('outcomeUnknown');
		expect(fault?.description).toContain('Looking it up did not work either: The service is not working.');
	});

	it('fails with "outcome unknown" when there is no way to look', async () => {
		const { counted, write } = debit({ send });
		expect((await apply(write)).fault?.description).toContain('offers no way to look it up');
		expect(counted.sent).toBe(1);
	});

	it('is settled by a later run instead of being sent again', async () => {
		let found = false;
		const { counted, write } = debit({
			send,
			settle: async () => (found ? { applied: true, answer: { id: 1 } } : await seenNothing()),
		});
		const outcome = await insideNode(async (functions) => {
			const call = callInside(functions);
			await expect(applyOnce(call, write)).rejects.toMatchObject({ kind: 'outcomeUnknown' });
			await expect(applyOnce(call, write)).rejects.toMatchObject({ kind: 'outcomeUnknown' });
			found = true;
			return await applyOnce(call, write);
		});
		expect(outcome.value?.answer).toEqual({ id: 1 });
		expect(counted.sent).toBe(1);
	});

	it('is settled as well when something unforeseen was thrown after it went out', async () => {
		const { counted, write } = debit({
			send: async () => {
				throw new TypeError('unforeseen');
			},
			settle: seenNothing,
		});
		expect((await apply(write, 2)).fault?.kind).toBe('outcomeUnknown');
		expect(counted.sent).toBe(1);
	});

	it('is not looked for any more once the execution is cancelled', async () => {
		const controller = new AbortController();
		onNextWait(() => controller.abort());
		let looks = 0;
		const { write } = debit({
			send,
			signal: controller.signal,
			settle: async () => {
				looks++;
				return await seenNothing();
			},
		});
		expect((await apply(write)).fault?.kind).toBe('outcomeUnknown');
		expect(looks).toBe(1);
	});

	it('is not looked for at all when the execution was cancelled meanwhile, and says so', async () => {
		const controller = new AbortController();
		const { write } = debit({
			send: async () => {
				controller.abort();
				throw lostAnswer();
			},
			signal: controller.signal,
			settle: seenNothing,
		});
		const { fault } = await apply(write);
		expect(fault?.kind).toBe('outcomeUnknown');
		expect(fault?.description).toContain('The execution was stopped before it could be looked up.');
	});
});

describe('a change whose values somebody has corrected before n8n runs the node again', () => {
	/** The first try with the values as they were, then one with other parameters and other values. */
	const correctedAfter = async (first: WriteOnce, corrected: WriteOnce) => {
		const hints: string[] = [];
		const outcome = await insideNode(async (functions) => {
			await applyOnce(callInside(functions), first).catch(() => undefined);
			const mended = Object.create(functions, {
				getNode: { value: () => ({ ...functions.getNode(), parameters: { amount: 2 } }) },
			});
			return await applyOnce({ ...callInside(mended), hint: (text) => hints.push(text) }, corrected);
		});
		return { ...outcome, hints };
	};

	it('is sent after a change that was made, and names it', async () => {
		const first = debit();
		const corrected = debit({ values: { sample: 1, debit: 20 }, send: async () => ({ id: 2 }) });
		const { value, hints } = await correctedAfter(first.write, corrected.write);
		expect([first.counted.sent, corrected.counted.sent, value?.answer]).toEqual([1, 1, { id: 2 }]);
		expect(hints).toEqual([
			expect.stringMatching(/^Row 1: an earlier try .* made a different change .* Open sample 1\.$/),
		]);
	});

	it('is not sent while it is unknown whether the first one was made', async () => {
		const first = debit({
			send: async () => {
				throw lostAnswer();
			},
		});
		const corrected = debit({ values: { sample: 1, debit: 20 } });
		const { fault } = await correctedAfter(first.write, corrected.write);
		expect([first.counted.sent, corrected.counted.sent, fault?.kind]).toEqual([1, 0, 'outcomeUnknown']);
		expect(fault?.description).toContain('the current values were not sent. Open sample 1.');
	});

	it('is not sent again where what is sent stayed the same', async () => {
		const first = debit();
		const same = debit();
		const { value, hints } = await correctedAfter(first.write, same.write);
		expect([same.counted.sent, value?.answer, hints]).toEqual([0, { id: 1 }, []]);
	});
});

describe('a write whose look shows that all is as it should be', () => {
	it('is not sent, gives what it would have given, and counts as no change', async () => {
		const { counted, write } = debit({
			look: async () => ({ amount: 99 }),
			already: (before) => (before?.amount === 99 ? { changed: false } : undefined),
		});
		const { value } = await insideNode(async (functions) => {
			const call = callInside(functions);
			return [await applyOnce(call, write), call.ledger.known(0)];
		});
		expect([value, counted.sent]).toEqual([[{ answer: { changed: false }, before: { amount: 99 } }, []], 0]);
	});
});

describe('a look before the write that does not work', () => {
	it('keeps the write from being sent', async () => {
		const { counted, write } = debit({
			look: async () => {
				throw refusal();
			},
		});
		expect((await apply(write, 2)).fault?.kind).toBe('refused');
		expect(counted.sent).toBe(0);
	});
});

describe('Retry On Fail', () => {
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	/** Item 0 writes, item 1 fails: n8n runs both again. */
	const twoItems = (sent: number[], answer: (itemIndex: number) => Promise<IDataObject>) =>
		probeWrite('write', async (call, itemIndex) => {
			const { answer: given, before } = await applyOnce(call, {
				step: 'debit',
				values: 'the same sample',
				whereToLook: '',
				look: async () => ({ sentBefore: sent.length }),
				settle: seenNothing,
				send: async () => {
					sent.push(itemIndex);
					return await answer(itemIndex);
				},
			});
			return { ...given, seen: before };
		});

	it('does not send again what the service has confirmed', async () => {
		const sent: number[] = [];
		const operation = twoItems(sent, async (itemIndex) => {
			if (itemIndex === 1) throw refusal();
			return { id: itemIndex };
		});
		const { executions } = await runOperation(operation, [{}, {}], { settings });
		expect(executions).toBe(3);
		expect(sent).toEqual([0, 1, 1, 1]);
	});

	it('does not send again what may have been applied', async () => {
		const sent: number[] = [];
		const operation = twoItems(sent, async () => {
			throw lostAnswer();
		});
		const { executions, error } = await runOperation(operation, [{}], { settings });
		expect(executions).toBe(3);
		expect(sent).toEqual([0]);
		expect(error?.message).toContain('Outcome unknown');
	});

	it('knows what was there before the write that an earlier run has sent', async () => {
		const sent: number[] = [];
		let answers = 0;
		const operation = twoItems(sent, async (itemIndex) => {
			if (itemIndex === 1 && ++answers < 3) throw refusal();
			return { id: itemIndex };
		});
		const { json } = await runOperation(operation, [{}, {}], { settings });
		expect(sent).toEqual([0, 1, 1, 1]);
		expect(json[0]).toMatchObject({ id: 0, seen: { sentBefore: 0 } });
	});

	describe('of an AI agent, whose calls have run indexes of their own', () => {
		const called = (context: object, sent: number[], settle: WriteOnce['settle']) => async (runIndex: number) =>
			await runOperation(
				probeWrite('write', async ({ functions }) => {
					const view = Object.create(functions, {
						getContext: { value: () => context },
						getWorkflowDataProxy: { value: () => ({ $runIndex: runIndex }) },
					});
					const call = callInside(view);
					const { answer, before } = await applyOnce(call, {
						step: 'debit',
						values: 'one',
						whereToLook: '',
						look: async () => ({ lookedIn: runIndex }),
						settle,
						send: async () => {
							sent.push(runIndex);
							throw lostAnswer();
						},
					});
					call.ledger.tell([0]);
					return { ...answer, seen: before };
				}),
				[{}],
				{ asTool: true },
			);

		it('does not send again what is not settled', async () => {
			const sent: number[] = [];
			const call = called({}, sent, seenNothing);
			await call(0);
			await call(1);
			expect(sent).toEqual([0]);
		});

		it('tells what was there before the call that sent it, and sends the same change again once that is settled', async () => {
			const sent: number[] = [];
			let isThere = false;
			const call = called({}, sent, async () => (isThere ? { applied: true, answer: { id: 1 } } : await seenNothing()));
			await call(0);
			isThere = true;
			expect((await call(1)).json[0]).toMatchObject({ id: 1, seen: { lookedIn: 0 } });
			await call(2);
			expect(sent).toEqual([0, 2]);
		});
	});
});
