import { sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../nodes/shared/fault';
import { wholeNumber } from '../../nodes/shared/form';
import { Pace } from '../../nodes/shared/http/pace';
import { RecordWithFiles } from '../../nodes/shared/operation';
import type { ItemCall, Operation } from '../../nodes/shared/operation';
import { dataObject } from '../../nodes/shared/values/json';
import { probeOperation, probeWrite, runOperation } from '../support/probe';
import type { ProbeApi } from '../support/probe';
import { forgetWaits } from '../support/waits';

beforeEach(forgetWaits);

const refusal = (facts: IDataObject = {}) =>
	new Fault('rateLimited', 'The service asks to slow down', {
		description: 'Wait a while.',
		httpCode: '429',
		retryAfterMs: 1_500,
		facts,
	});

/** Succeeds for numbers, and refuses where `n` is "bad". */
const picky = (kind: Operation<ProbeApi>['kind'], ran: unknown[] = []): Operation<ProbeApi> => {
	const run = async ({ functions }: ItemCall<ProbeApi>, itemIndex: number) => {
		const n = functions.getNodeParameter('n', itemIndex);
		ran.push(n);
		if (n === 'bad') throw refusal({ exportId: 7 });
		return { n };
	};
	return kind === 'read'
		? probeOperation({ run })
		: probeWrite(kind, async (call, itemIndex) => dataObject(await run(call, itemIndex)));
};

const inputs = [
	{ n: '1', name: 'first' },
	{ n: 'bad', name: 'second' },
	{ n: '3', name: 'third' },
];

describe('results of an operation', () => {
	it('are linked to their input items, several from one item too', async () => {
		const operation = probeOperation({
			run: async ({ functions }, itemIndex) => {
				const n = Number(functions.getNodeParameter('n', itemIndex));
				return Array.from({ length: n }, (_empty, place) => ({ n, place }));
			},
		});
		const { json, items } = await runOperation(operation, [{ n: 2 }, { n: 0 }, { n: 1 }]);
		expect(json).toEqual([
			{ n: 2, place: 0 },
			{ n: 2, place: 1 },
			{ n: 1, place: 0 },
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }, { item: 2 }]);
	});

	it.each([
		['twice as many as requests may be under way, so that one is always ready to leave', {}, {}, 20],
		['twice as many as the step says', {}, { options: { requestsAtOnce: 3 } }, 6],
		['as many as requests where an answer goes on after its request', { atOnce: 'requests' }, {}, 10],
		['a few where each is heavy', { atOnce: 'few' }, {}, 4],
		['one after the other where the step says so', { atOnce: 'few' }, { options: { requestsAtOnce: 1 } }, 1],
		['many where they go out as lists', { atOnce: 'lists' }, {}, 26],
	] as const)(
		'keep the order of the items although reads run side by side: %s',
		async (_what, rest, parameters, atOnce) => {
			let running = 0;
			let most = 0;
			const operation = probeOperation({
				...rest,
				run: async ({ functions }, itemIndex) => {
					most = Math.max(most, ++running);
					for (let turns = 40 - itemIndex; turns > 0; turns--) await sleep(0);
					running--;
					return { n: functions.getNodeParameter('n', itemIndex) };
				},
			});
			const letters = [...'abcdefghijklmnopqrstuvwxyz'];
			const { json } = await runOperation(
				operation,
				letters.map((n) => ({ n })),
				{ parameters },
			);
			expect(json.map(({ n }) => n)).toEqual(letters);
			expect(most).toBe(atOnce);
		},
	);

	it.each([0, 51, 1.5, 'many', '{{ $json.none }}'])(
		'are not begun where the step says %s requests at a time',
		async (given) => {
			const { error } = await runOperation(picky('read'), [{ n: '1' }], {
				parameters: { options: { requestsAtOnce: given } },
			});
			expect(error?.message).toContain("'Requests at a Time'");
		},
	);

	it('are refused one by one where the node continues, and none goes out faster than the step says', async () => {
		let most = 0;
		const operation = probeOperation({
			run: async ({ api }) => {
				most = api.service.pace.most;
				return {};
			},
		});
		const settings = { onError: 'continueErrorOutput' } as const;
		const all = await runOperation(operation, [{}, {}], { settings, parameters: { options: { requestsAtOnce: 51 } } });
		expect(all.outputs.map((items) => items?.length)).toEqual([0, 2]);
		const first = await runOperation(operation, [{ most: 51 }, { most: 3 }, { most: 7 }], {
			settings,
			parameters: { options: { requestsAtOnce: '={{ $json.most }}' } },
		});
		expect(first.outputs.map((items) => items?.length)).toEqual([2, 1]);
		expect(most).toBe(3);
	});

	it.each(['write', 'destructive'] as const)(
		'come one after the other when they change something (%s)',
		async (kind) => {
			const steps: string[] = [];
			const operation = probeWrite(kind, async (_call, itemIndex) => {
				steps.push(`start ${itemIndex}`);
				await sleep(0);
				steps.push(`end ${itemIndex}`);
				return {};
			});
			await runOperation(operation, [{}, {}]);
			expect(steps).toEqual(['start 0', 'end 0', 'start 1', 'end 1']);
		},
	);

	it('keep a key "error" under another name, because n8n takes it for a failure', async () => {
		const operation = probeOperation({ run: async () => ({ id: 1, error: 'two rows' }) });
		const { json, executions } = await runOperation(operation, [{}], {
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(json).toEqual([{ id: 1, errors: 'two rows' }]);
		expect(executions).toBe(1);
	});

	it('carry files beside the data', async () => {
		const file = { data: Buffer.from('x').toString('base64'), mimeType: 'text/plain' };
		const operation = probeOperation({ run: async () => new RecordWithFiles({ error: 'one', id: 1 }, { data: file }) });
		const { items } = await runOperation(operation, [{}]);
		expect(items).toEqual([{ json: { id: 1, errors: 'one' }, binary: { data: file }, pairedItem: { item: 0 } }]);
	});

	it('leave the input items as they were', async () => {
		const given = [{ n: '1', list: [1] }];
		const before = JSON.stringify(given);
		await runOperation(picky('read'), given);
		expect(JSON.stringify(given)).toBe(before);
	});

	it('of no item are none, and the credential is not even read', async () => {
		const { outputs } = await runOperation(picky('read'), []);
		expect(outputs.flat()).toEqual([]);
	});
});

describe('the forms of a write', () => {
	const n = wholeNumber({ displayName: 'N', name: 'n', type: 'string', default: '' });
	const noting = (ran: number[]) =>
		probeWrite(
			'write',
			async (_call, itemIndex) => {
				ran.push(itemIndex);
				return {};
			},
			{ n },
		);

	it('are all read before the first item is changed', async () => {
		const ran: number[] = [];
		const { error } = await runOperation(noting(ran), [{ n: 1 }, { n: 'bad' }, { n: 3 }]);
		expect(error?.message).toBe("'N' is not a number [row 2]");
		expect(ran).toEqual([]);
	});

	it('that do not fit fail by themselves where the node continues', async () => {
		const ran: number[] = [];
		const { outputs } = await runOperation(noting(ran), [{ n: 1 }, { n: 'bad' }, { n: 3 }], {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(ran).toEqual([0, 2]);
		expect(outputs.map((items) => items?.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 0 }, { item: 2 }],
			[{ item: 1 }],
		]);
	});

	it('are not read any further after one that does not fit', async () => {
		const { error } = await runOperation(noting([]), [{ n: 'bad' }, { n: 'worse' }]);
		expect(error?.message).toBe("'N' is not a number [row 1]");
	});
});

describe('a failed item with "Stop Workflow"', () => {
	it('ends the node with the message, the item and what to do', async () => {
		const { error, outputs } = await runOperation(picky('read'), inputs);
		expect(error).toMatchObject({
			message: 'The service asks to slow down [row 2]',
			description: 'Wait a while.',
			httpCode: '429',
		});
		expect(outputs.flat()).toEqual([]);
	});

	it('keeps later writes from being sent', async () => {
		const ran: unknown[] = [];
		await runOperation(picky('write', ran), inputs);
		expect(ran).toEqual(['1', 'bad']);
	});

	it('names the first item that failed, although a later one failed sooner', async () => {
		const operation = probeOperation({
			run: async (_call, itemIndex) => {
				if (itemIndex === 0) for (let turns = 0; turns < 5; turns++) await sleep(0);
				throw new Fault('refused', 'No');
			},
		});
		expect((await runOperation(operation, [{}, {}])).error?.message).toBe('No [row 1]');
	});
});

describe('a failed item with "Continue (using error output)"', () => {
	const settings = { onError: 'continueErrorOutput' as const };

	it.each(['read', 'write'] as const)(
		'goes to the error output with its input, and the others to the main one (%s)',
		async (kind) => {
			const { outputs } = await runOperation(picky(kind), inputs, { settings });
			expect(outputs[0]?.map(({ json }) => json.n)).toEqual(['1', '3']);
			expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
			expect(outputs[1]).toHaveLength(1);
			expect(outputs[1]?.[0]?.json).toEqual({
				n: 'bad',
				name: 'second',
				error: 'The service asks to slow down [row 2]',
				message: 'The service asks to slow down',
				details: {
					operation: 'probe',
					row: 2,
					kind: 'rateLimited',
					description: 'Wait a while.',
					status: '429',
					retryAfterSeconds: 2,
					exportId: 7,
				},
			});
		},
	);

	it('fails alone when one of its fields cannot be read', async () => {
		const { outputs } = await runOperation(picky('read'), inputs, {
			settings,
			parameters: { n: '={{ $json.n === "bad" ? $("No Such Node").item.json.n : $json.n }}' },
		});
		expect(outputs[0]?.map(({ json }) => json.n)).toEqual(['1', '3']);
		expect(outputs[1]).toHaveLength(1);
		expect(outputs[1]?.[0]?.json).toMatchObject({ name: 'second', details: { row: 2 } });
	});

	it('takes the same way when the operation is unknown: no input item passes for a result', async () => {
		const { outputs } = await runOperation(picky('read'), inputs, { settings, parameters: { operation: 'shred' } });
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]).toHaveLength(3);
		expect(outputs[1]?.[0]?.json.message).toBe("'Operation' is not one that this node offers");
	});

	it.each(['write', 'destructive'] as const)(
		'is not repeated by Retry On Fail when it changes something (%s)',
		async (kind) => {
			const ran: unknown[] = [];
			const { outputs, executions } = await runOperation(picky(kind, ran), [{ n: 'bad' }, { n: '2' }], {
				settings: { ...settings, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			});
			expect(executions).toBe(1);
			expect(ran).toEqual(['bad', '2']);
			expect(outputs[0]?.map(({ json }) => json.n)).toEqual(['2']);
			expect(outputs[1]?.map(({ json }) => json.error)).toEqual(['The service asks to slow down [row 1]']);
		},
	);

	it('is repeated by Retry On Fail when it reads, as the user asked', async () => {
		const { executions } = await runOperation(picky('read'), [{ n: 'bad' }], {
			settings: { ...settings, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(executions).toBe(3);
	});
});

describe('a failed item with "Continue"', () => {
	const settings = { onError: 'continueRegularOutput' as const };

	it('stands between the results, in its place', async () => {
		const { json, items } = await runOperation(picky('read'), inputs, { settings });
		expect(json.map(({ n, message }) => n ?? message)).toEqual(['1', 'The service asks to slow down', '3']);
		expect(Object.keys(json[1] ?? {}).sort()).toEqual(['details', 'error', 'message']);
		expect(items[1]?.pairedItem).toEqual({ item: 1 });
	});

	it('is not repeated by Retry On Fail when it writes', async () => {
		const ran: unknown[] = [];
		const { executions, json } = await runOperation(picky('write', ran), [{ n: 'bad' }, { n: '2' }], {
			settings: { ...settings, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(executions).toBe(1);
		expect(ran).toEqual(['bad', '2']);
		expect(json[0]?.error).toContain('The service asks to slow down');
	});
});

describe('gates before anything is done', () => {
	it.each(['write', 'destructive'] as const)(
		'a credential that is set to Read Only refuses it whole (%s)',
		async (kind) => {
			const ran: unknown[] = [];
			const { error } = await runOperation(picky(kind, ran), [{ n: '1' }], {
				api: { service: { name: 'Lab Service', readOnly: true, pace: new Pace() }, address: 'lab' },
			});
			expect(error?.message).toBe('The credential is set to Read Only, so nothing was sent [row 1]');
			expect(ran).toEqual([]);
		},
	);

	it('a credential that is set to Read Only lets reads through', async () => {
		const { json } = await runOperation(picky('read'), [{ n: '1' }], {
			api: { service: { name: 'Lab Service', readOnly: true, pace: new Pace() }, address: 'lab' },
		});
		expect(json).toEqual([{ n: '1' }]);
	});

	it('an AI agent may not delete', async () => {
		const ran: unknown[] = [];
		const { error } = await runOperation(picky('destructive', ran), [{ n: '1' }], { asTool: true });
		expect(error?.message).toBe('This operation is switched off for AI agents, so nothing was sent [row 1]');
		expect(error?.description).toContain('Allow for AI Agents');
		expect(ran).toEqual([]);
	});

	it('an AI agent may delete where the node says so, and write without asking', async () => {
		const allowed = await runOperation(picky('destructive'), [{ n: '1' }], {
			asTool: true,
			parameters: { allowForAiAgents: true },
		});
		expect(allowed.json).toEqual([{ n: '1' }]);
		expect((await runOperation(picky('write'), [{ n: '1' }], { asTool: true })).json).toEqual([{ n: '1' }]);
	});

	it('an AI agent gets the first hundred entries of what it changed, a person all of them', async () => {
		const ids = Array.from({ length: 130 }, (_empty, at) => at + 1);
		const writing = probeWrite('write', async () => ({ ids }));
		expect((await runOperation(writing, [{}])).json).toEqual([{ ids }]);
		expect((await runOperation(writing, [{}], { asTool: true })).json).toEqual([
			{ ids: ids.slice(0, 100) },
			{ notes: ['ids: the first 100 of 130 entries. The others: 101–130.'] },
		]);
	});

	it('an AI agent may not give itself leave, by a value that it fills in', async () => {
		const ran: unknown[] = [];
		const { error } = await runOperation(picky('destructive', ran), [{ n: '1', yes: true }], {
			asTool: true,
			parameters: { allowForAiAgents: '={{ $json.yes }}' },
		});
		expect(error?.message).toContain('is switched off for AI agents');
		expect(ran).toEqual([]);
	});

	it('an execution that was cancelled starts no further item', async () => {
		const ran: number[] = [];
		let cancel = () => {};
		let done = () => {};
		const finished = new Promise<void>((resolve) => (done = resolve));
		const operation = probeWrite('write', async (_call, itemIndex) => {
			ran.push(itemIndex);
			cancel();
			for (let turns = 0; turns < 5; turns++) await sleep(0);
			done();
			return {};
		});
		await runOperation(operation, [{}, {}, {}], { started: (engine) => (cancel = engine.cancel) });
		await finished;
		for (let turns = 0; turns < 5; turns++) await sleep(0);
		expect(ran).toEqual([0]);
	});
});

describe('hints', () => {
	it('are shown once per text, however many items say the same', async () => {
		const operation = probeOperation({
			run: async ({ hint }, itemIndex) => {
				hint('the same for all');
				if (itemIndex === 1) hint('only for one');
				return {};
			},
		});
		expect((await runOperation(operation, [{}, {}, {}])).hints).toEqual(['the same for all', 'only for one']);
	});
});
