import { sleep } from 'n8n-workflow';

import { Fault } from '../../nodes/shared/fault';
import { optionalText, wholeNumber } from '../../nodes/shared/form';
import { Pace } from '../../nodes/shared/http/pace';
import { operationsOf, ReadLater, thing } from '../../nodes/shared/operation';
import type { OperationCall, PreparedDefinition } from '../../nodes/shared/operation';
import { applyOnce } from '../../nodes/shared/writing/applyOnce';
import { runOperation } from '../support/probe';
import type { ProbeApi } from '../support/probe';
import { forgetWaits } from '../support/waits';

beforeEach(forgetWaits);

describe('a write that looks something up first', () => {
	const n = wholeNumber({ displayName: 'N', name: 'n', type: 'string', default: '' });
	type Prepared = PreparedDefinition<ProbeApi, { n: typeof n }, { double: number }>;
	const prepared = (done: unknown[], changes: Partial<Prepared> = {}) =>
		operationsOf<ProbeApi>()<{ n: typeof n }, { double: number }>({
			option: { name: 'Probe', value: 'probe', action: 'Probe something' },
			kind: 'write',
			form: { n },
			prepare: async (_call, form) => {
				if (form.n === 13) throw new Fault('badInput', 'No such record');
				done.push(`prepared ${form.n}`);
				return { double: 2 * form.n };
			},
			run: async (_call, { double }) => {
				done.push(`changed ${double}`);
				return { n: double, before: null };
			},
			...changes,
		});
	const continues = { settings: { onError: 'continueErrorOutput' as const } };
	const numbers = (...all: number[]) => all.map((each) => ({ n: each }));

	it('changes nothing before all items are looked up', async () => {
		const done: unknown[] = [];
		const { json } = await runOperation(prepared(done), numbers(1, 2));
		expect(done).toEqual(['prepared 1', 'prepared 2', 'changed 2', 'changed 4']);
		expect(json).toEqual([{ n: 2 }, { n: 4 }]);
	});

	it('changes nothing at all where one item is refused and the node stops, and names all that are', async () => {
		const done: unknown[] = [];
		const { error } = await runOperation(prepared(done), numbers(1, 13, 2, 13));
		expect(error?.message).toBe('No such record [row 2]');
		expect(error?.description).toBe('Row 4 failed as well: No such record.');
		expect(done).toEqual(['prepared 1', 'prepared 2']);
	});

	it('changes the others where the node continues', async () => {
		const { outputs } = await runOperation(prepared([]), numbers(1, 13, 2), continues);
		expect(outputs[0]).toMatchObject([{ json: { n: 2 } }, { json: { n: 4 }, pairedItem: { item: 2 } }]);
		expect(outputs[1]).toMatchObject([{ json: { message: 'No such record' }, pairedItem: { item: 1 } }]);
	});

	it('checks what must hold for several items together, and refuses those that do not fit', async () => {
		const checkAll: Prepared['checkAll'] = async (_call, items, refuse) => {
			expect(items.map(({ plan }) => plan)).toEqual([{ double: 2 }, { double: 6 }]);
			refuse(items[1]?.itemIndex ?? 0, new Fault('badInput', 'Too much together'));
		};
		const done: unknown[] = [];
		const { error } = await runOperation(prepared(done, { checkAll }), numbers(1, 3));
		expect(error?.message).toBe('Too much together [row 2]');
		expect(done).not.toContain('changed 2');
		const { outputs } = await runOperation(prepared(done, { checkAll }), numbers(1, 13, 3), continues);
		expect(outputs[0]).toMatchObject([{ json: { n: 2 }, pairedItem: { item: 0 } }]);
		expect(outputs[1]).toMatchObject([{ pairedItem: { item: 1 } }, { pairedItem: { item: 2 } }]);
	});

	it('tells a check that does not work for each of the items', async () => {
		const checkAll = async () => await Promise.reject(new Fault('unavailable', 'Not working'));
		const { outputs } = await runOperation(prepared([], { checkAll }), numbers(1, 3), continues);
		expect(outputs[1]).toMatchObject(
			[0, 1].map((item) => ({ json: { message: 'Not working' }, pairedItem: { item } })),
		);
	});
});

describe('what a write made, where it is read later', () => {
	const n = wholeNumber({ displayName: 'N', name: 'n', type: 'string', default: '' });
	const numbers = (...all: number[]) => all.map((each) => ({ n: each }));
	const stopsAt = 13;
	const unreadable = 7;

	const readingLater = (done: string[]) =>
		operationsOf<ProbeApi>()<{ n: typeof n }>({
			option: { name: 'Probe', value: 'probe', action: 'Probe something' },
			kind: 'write',
			form: { n },
			touches: (form) => [thing('record', form.n)],
			async run(call, form) {
				if (form.n === stopsAt) throw new Fault('refused', 'The service refused the data');
				await applyOnce(call, {
					step: 'send',
					values: form,
					whereToLook: 'Look at it.',
					send: async () => {
						done.push(`changed ${form.n}`);
						return { id: form.n };
					},
				});
				return new ReadLater(async () => {
					done.push(`read ${form.n}`);
					if (form.n === unreadable) throw new Fault('unavailable', 'Not working');
					return { n: form.n, before: null };
				});
			},
		});

	it('is read when all items were changed, all of it together', async () => {
		const all = Array.from({ length: 40 }, (_none, at) => at + 100);
		const done: string[] = [];
		const { json } = await runOperation(readingLater(done), numbers(...all));
		expect(done.slice(0, 40).every((entry) => entry.startsWith('changed'))).toBe(true);
		expect(done.slice(40)).toEqual(all.map((each) => `read ${each}`));
		expect(json.map((record) => record.n)).toEqual(all);
	});

	it('is not read where the run ends, which tells what was changed', async () => {
		const done: string[] = [];
		const { error } = await runOperation(readingLater(done), numbers(1, stopsAt));
		expect(error?.message).toBe('The service refused the data [row 2]');
		expect(error?.description).toContain('Changed in this run');
		expect(done).toEqual(['changed 1']);
	});

	it('is told as changed where it cannot be read, and read again without a second change', async () => {
		const done: string[] = [];
		const { error, executions } = await runOperation(readingLater(done), numbers(1, unreadable), {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(executions).toBe(2);
		expect(error?.message).toBe('This step changed something, and then failed [row 2]');
		expect(done.filter((entry) => entry.startsWith('changed'))).toEqual(['changed 1', `changed ${unreadable}`]);
		expect(done.filter((entry) => entry === `read ${unreadable}`)).toHaveLength(2);
	});

	it('fails for its item alone where the node continues', async () => {
		const { outputs } = await runOperation(readingLater([]), numbers(1, unreadable, 2), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0]).toMatchObject([
			{ json: { n: 1 }, pairedItem: { item: 0 } },
			{ json: { n: 2 }, pairedItem: { item: 2 } },
		]);
		expect(outputs[1]).toMatchObject([{ pairedItem: { item: 1 } }]);
	});
});

describe('writes of several items', () => {
	const n = wholeNumber({ displayName: 'N', name: 'n', type: 'string', default: '' });
	const note = optionalText({ displayName: 'Note', name: 'note', type: 'string', default: '' });
	type Form = { n: typeof n; note: typeof note };
	interface Sent {
		n: number;
		note: string | undefined;
	}

	/** Sends what the form says. Numbers below 10 share a thing. */
	const sending = (sent: Sent[], answer: (n: number) => Promise<void>) =>
		operationsOf<ProbeApi>()<Form>({
			option: { name: 'Probe', value: 'probe', action: 'Probe something' },
			kind: 'write',
			form: { n, note },
			touches: (form) => [thing('record', form.n < 10 ? 'shared' : form.n)],
			async run(call, form) {
				const { answer: given } = await applyOnce(call, {
					step: 'send',
					values: form,
					whereToLook: `Look at record ${form.n}.`,
					send: async () => {
						sent.push(form);
						await answer(form.n);
						return { id: form.n, note: form.note };
					},
				});
				return { ...given, before: null };
			},
		});
	const numbers = (...all: number[]) => all.map((each) => ({ n: each }));
	const refused = () => new Fault('refused', 'The service refused the data');
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const parameters = { note: '={{ Math.random() }}' };

	it('are made once, although an expression gives another value in each try', async () => {
		const sent: Sent[] = [];
		let refusals = 0;
		const operation = sending(sent, async (each) => {
			if (each === 2 && ++refusals < 3) throw refused();
		});
		const { json, executions } = await runOperation(operation, numbers(1, 2), { settings, parameters });
		expect(executions).toBe(3);
		expect(sent.map((each) => each.n)).toEqual([1, 2, 2, 2]);
		expect(json[0]).toMatchObject({ id: 1, note: sent[0]?.note });
		expect(new Set(sent.slice(1).map((each) => each.note)).size).toBe(3);
	});

	it('are other ones in another vault, although somebody changed nothing but the credential', async () => {
		const sent: Sent[] = [];
		const operation = sending(sent, async (each) => {
			if (each === 2 && sent.length < 4) throw refused();
		});
		let tries = 0;
		const api = {
			service: { name: 'Lab Service', readOnly: false, pace: new Pace() },
			get address() {
				return `vault ${++tries}`;
			},
		};
		await runOperation(operation, numbers(1, 2), { settings, api });
		expect(sent.map((each) => each.n)).toEqual([1, 2, 1, 2]);
	});

	it.each([
		['the service is not working', new Fault('unavailable', 'Not working')],
		['the token is not accepted', new Fault('refused', 'Not working', { httpCode: '401' })],
	])('are not looked up any further once %s', async (_what, fault) => {
		let looks = 0;
		const operation = sending([], async () => undefined);
		const look = async ({ api: { service } }: OperationCall<ProbeApi>) =>
			await service.pace.turn(async (depart) => {
				await depart();
				looks += 1;
				throw fault;
			});
		const failing = { ...operation, start: () => ({ ...operation.start(), prepare: look }) };
		const rows = numbers(...Array.from({ length: 60 }, (_, index) => index));
		const { error } = await runOperation(failing, rows);
		// ten are under way, and each of them may hand on its place before the first failure is told
		expect(looks).toBeLessThanOrEqual(20);
		expect(error?.message).toBe('Not working [row 1]');
		expect(error?.description ?? '').not.toContain('failed as well');
	});

	it('are looked up few at a time where one of them is heavy', async () => {
		let looking = 0;
		const most: number[] = [];
		const operation = sending([], async () => undefined);
		const look = async () => {
			most.push((looking += 1));
			await sleep(0);
			looking -= 1;
		};
		const heavy: typeof operation = {
			...operation,
			atOnce: 'few',
			start: () => ({ ...operation.start(), prepare: look }),
		};
		await runOperation(heavy, numbers(...Array.from({ length: 20 }, (_, index) => index)));
		expect(Math.max(...most)).toBe(4);
	});

	it('are looked up one by one where the step says so, and each of them where the node continues', async () => {
		let looking = 0;
		const most: number[] = [];
		const operation = sending([], async () => undefined);
		const look = async ({ api: { service } }: OperationCall<ProbeApi>) =>
			await service.pace.turn(async (depart) => {
				await depart();
				most.push((looking += 1));
				await sleep(0);
				looking -= 1;
				throw new Fault('unavailable', 'Not working');
			});
		const failing = { ...operation, start: () => ({ ...operation.start(), prepare: look }) };
		await runOperation(failing, numbers(1, 2, 3), {
			parameters: { options: { requestsAtOnce: 1 } },
			settings: { onError: 'continueRegularOutput' },
		});
		expect(most).toEqual([1, 1, 1]);
	});

	it('go side by side where they share nothing, and in their order where they do', async () => {
		const open = new Set<number>();
		const together: number[][] = [];
		const operation = sending([], async (each) => {
			open.add(each);
			await Promise.resolve();
			together.push([...open]);
			open.delete(each);
		});
		const { json } = await runOperation(operation, numbers(1, 20, 2, 30));
		expect(json.map(({ id }) => id)).toEqual([1, 20, 2, 30]);
		expect(together.some((all) => all.length > 1)).toBe(true);
		expect(together.some((all) => all.includes(1) && all.includes(2))).toBe(false);
	});

	it('that are under way are waited for when one fails, and the error names what was changed', async () => {
		const sent: Sent[] = [];
		const operation = sending(sent, async (each) => {
			if (each === 20) throw refused();
			for (let turn = 0; turn < 50; turn++) await Promise.resolve();
		});
		const { error } = await runOperation(operation, numbers(10, 20, 30, 40, 50, 60), {
			parameters: { options: { requestsAtOnce: 2 } },
		});
		expect(error?.message).toBe('The service refused the data [row 2]');
		const changed = sent.map((each) => each.n / 10 - 1).filter((item) => item !== 1);
		expect(changed.length).toBeGreaterThan(1);
		expect(changed).not.toContain(5);
		expect(error?.description).toContain(`rows ${changed.map((itemIndex) => itemIndex + 1).join(', ')}. Retry On Fail`);
	});

	it('that were sent in the first try are told in the second, whatever keeps it from going on', async () => {
		const operation = sending(
			[],
			async () => await Promise.reject(new Fault('unreachable', 'Gone', { effect: 'unknown' })),
		);
		let tries = 0;
		const api = { service: { name: 'Lab Service', readOnly: false, pace: new Pace() }, address: 'lab' };
		const failing = {
			...operation,
			start: () =>
				++tries === 1
					? operation.start()
					: {
							...operation.start(),
							prepare: async () => await Promise.reject(new Fault('unavailable', 'Not working')),
						},
		};
		const { error } = await runOperation(failing, numbers(1), { settings: { ...settings, maxTries: 2 }, api });
		expect(tries).toBe(2);
		expect(error?.message).toBe(
			'Outcome unknown: the answer to this change was lost, and it was not sent again [row 1]',
		);
		expect(error?.description).toBe('After it was sent: Not working. Look at record 1.');
	});
});
