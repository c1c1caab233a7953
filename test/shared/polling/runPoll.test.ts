import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INodeType, IPollFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { CddVaultApi } from '../../../credentials/CddVaultApi.credentials';
import { Fault } from '../../../nodes/shared/fault';
import { choice, number, text } from '../../../nodes/shared/form';
import { closeReading } from '../../../nodes/shared/polling/closeReading';
import { runPoll } from '../../../nodes/shared/polling/runPoll';
import { firstWindow, WindowReading } from '../../../nodes/shared/polling/seenWindow';
import { collectEvents, triggerEventsOf } from '../../../nodes/shared/polling/triggerEvent';
import type { EventDefinition, PollCall } from '../../../nodes/shared/polling/triggerEvent';
import { PolledTrigger } from '../../support/poll';
import type { PollOptions } from '../../support/poll';

interface Counter {
	pollAddress: string;
}

const cursor = z.object({ upTo: z.number() });
type Cursor = z.output<typeof cursor>;

const triggerEvent = triggerEventsOf<Counter>();

const form = {
	colour: choice({
		displayName: 'Colour',
		name: 'colour',
		type: 'options',
		options: [
			{ name: 'Blue', value: 'blue' },
			{ name: 'Red', value: 'red' },
		],
		default: 'red',
	}),
};
const cost = {
	displayName: 'Each poll takes one request.',
	name: 'pollCost',
	type: 'notice',
	default: '',
} as const;
type Definition = EventDefinition<Counter, Cursor, typeof form>;

/** Counts upwards: what is above the cursor is new. */
function counting(
	service: { top: number; address?: string },
	changes: Partial<Definition> = {},
	options: PollOptions = {},
) {
	const definition: Definition & { form: typeof form } = {
		option: { name: 'Counted', value: 'counted', description: 'The counter went up' },
		cost,
		cursor,
		settings: ({ form: { colour } }) => colour,
		start: async () => ({ upTo: service.top }),
		async poll(_call, { upTo }) {
			const { top } = service;
			return {
				records: Array.from({ length: top - upTo }, (_none, place) => ({ n: upTo + place + 1 })),
				cursor: { upTo: top },
			};
		},
		examples: async () => [5, 4, 3, 2, 1].slice(0, service.top).map((n) => ({ n })),
		...changes,
		form,
	};
	const events = collectEvents([
		triggerEvent(definition),
		triggerEvent({ ...definition, option: { ...definition.option, value: 'other' } }),
	]);
	const node: INodeType = {
		description: {
			displayName: 'Counter Trigger',
			name: 'counterTrigger',
			group: ['trigger'],
			version: 1,
			description: 'Counts',
			defaults: { name: 'Counter Trigger' },
			inputs: [],
			outputs: ['main'],
			properties: [
				{ displayName: 'Event', name: 'event', type: 'options', options: events.options, default: 'counted' },
				...events.fields,
			],
		},
		async poll(this: IPollFunctions) {
			return await runPoll(this, events, async () => ({ pollAddress: service.address ?? 'here' }));
		},
	};
	return new PolledTrigger(
		{ node, credential: new CddVaultApi(), secrets: {} },
		{ event: 'counted', colour: 'red' },
		options,
	);
}

const later = async () => await new Promise<void>((resolve) => setTimeout(resolve, 20));

describe.each(['live', 'staged'] as const)('a trigger whose memory n8n keeps %s', (cursors) => {
	it('reports nothing at first, then what is new, once', async () => {
		const service = { top: 3 };
		const trigger = counting(service, {}, { cursors });
		expect(await trigger.activate()).toEqual([]);
		service.top = 5;
		expect(await trigger.poll()).toEqual([{ n: 4 }, { n: 5 }]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('goes on where it was after a restart of n8n, a failed poll and a poll whose result was lost', async () => {
		const service = { top: 3 };
		let fails = false;
		const trigger = counting(
			service,
			{
				async poll(_call, { upTo }) {
					if (fails) throw new Fault('unavailable', 'The service is busy', { httpCode: '503' });
					return {
						records: service.top > upTo ? [{ from: upTo, to: service.top }] : [],
						cursor: { upTo: service.top },
					};
				},
			},
			{ cursors },
		);
		await trigger.activate();
		service.top = 5;
		fails = true;
		await expect(trigger.poll()).rejects.toThrow('The service is busy');
		fails = false;
		expect(await trigger.pollInVain()).toEqual([{ from: 3, to: 5 }]);
		trigger.restart();
		expect(await trigger.poll()).toEqual([{ from: 3, to: 5 }]);
		trigger.restart();
		expect(await trigger.poll()).toEqual([]);
	});

	it('starts afresh with another event, other settings or another vault, without reporting what is there', async () => {
		const service = { top: 3, address: 'here' };
		const trigger = counting(service, {}, { cursors });
		await trigger.activate();
		for (const change of [
			() => trigger.change({ event: 'other', colour: 'red' }),
			() => trigger.change({ event: 'other', colour: 'blue' }),
			() => (service.address = 'there'),
		]) {
			service.top += 2;
			change();
			expect(await trigger.poll()).toEqual([]);
			service.top++;
			expect(await trigger.poll()).toEqual([{ n: service.top }]);
		}
	});
});

describe('a poll that runs beside another one', () => {
	it('does not report the same a second time', async () => {
		const service = { top: 3 };
		let slow = true;
		const trigger = counting(service, {
			async poll(_call, { upTo }) {
				const { top } = service;
				if (slow) await later();
				return { records: top > upTo ? [{ from: upTo, to: top }] : [], cursor: { upTo: top } };
			},
		});
		await trigger.activate();
		service.top = 5;
		const [one, two] = await Promise.all([trigger.poll(), trigger.poll()]);
		expect([...one, ...two]).toEqual([{ from: 3, to: 5 }]);
		slow = false;
		service.top = 6;
		expect(await trigger.poll()).toEqual([{ from: 5, to: 6 }]);
	});
});

describe('a test event', () => {
	it('shows at most three records and leaves the memory as it is', async () => {
		const service = { top: 5 };
		const trigger = counting(service);
		await trigger.activate();
		const before = trigger.memory;
		expect(await trigger.fetchTestEvent()).toEqual([{ n: 5 }, { n: 4 }, { n: 3 }]);
		expect(trigger.memory).toEqual(before);
	});

	it('works before the workflow was ever active', async () => {
		expect(await counting({ top: 1 }).fetchTestEvent()).toHaveLength(1);
	});

	it('explains itself where there is nothing to show', async () => {
		const shown = counting({ top: 0 }).fetchTestEvent();
		await expect(shown).rejects.toBeInstanceOf(NodeOperationError);
		await expect(shown).rejects.toMatchObject({
			message: 'There is nothing to show yet',
			description: expect.stringContaining('"Counted"'),
		});
	});
});

describe('what fails', () => {
	it("reaches n8n as an error of the service's answer, with its code, and changes no memory", async () => {
		const trigger = counting(
			{ top: 1 },
			{
				async poll() {
					throw new Fault('rateLimited', 'The service asks to slow down', {
						description: 'Poll less often.',
						httpCode: '429',
						retryAfterMs: 4_000,
					});
				},
			},
		);
		await trigger.activate();
		const before = trigger.memory;
		const polled = trigger.poll();
		await expect(polled).rejects.toBeInstanceOf(NodeApiError);
		await expect(polled).rejects.toMatchObject({
			httpCode: '429',
			message: 'The service asks to slow down',
			description: 'Poll less often.',
			failure: { cause: 'rate-limited', retryAfterMs: 4_000 },
		});
		expect(trigger.memory).toEqual(before);
	});

	it('is told where the memory cannot be read: starting afresh would lose something without a sign', async () => {
		const trigger = counting({ top: 1 });
		await trigger.activate();
		trigger.memory = { ...trigger.memory, cursor: { upTo: 'far' } };
		await expect(trigger.poll()).rejects.toMatchObject({ message: 'What this trigger remembered cannot be read' });
	});

	it('is told where the event is not one of the list', async () => {
		const trigger = counting({ top: 1 });
		trigger.change({ event: '={{ "gone" }}' });
		await expect(trigger.poll()).rejects.toMatchObject({
			message: expect.stringContaining("'Event'"),
			description: expect.stringContaining('"gone"'),
		});
	});
});

describe('the form', () => {
	it('is read once in a poll, before anything else, and handed on whole', async () => {
		const seen: unknown[] = [];
		const trigger = counting(
			{ top: 1 },
			{
				async poll(call, before) {
					seen.push(call.form);
					return { records: [], cursor: before };
				},
			},
		);
		await trigger.activate();
		trigger.change({ event: 'counted', colour: '={{ "Red" }}' });
		await trigger.poll();
		expect(seen).toEqual([{ colour: 'red' }]);
	});

	it('is refused in the poll, in the test event and at the activation where it does not fit', async () => {
		const trigger = counting({ top: 1 });
		trigger.change({ event: 'counted', colour: '={{ undefined }}' });
		for (const run of [() => trigger.activate(), () => trigger.poll(), () => trigger.fetchTestEvent()])
			await expect(run()).rejects.toMatchObject({
				message: expect.stringContaining("'Colour' is empty"),
				description: expect.stringContaining('"Red"'),
			});
		expect(trigger.memory).toEqual({});
	});
});

it('a poll has time until 60 percent of what n8n grants are used', async () => {
	const asked: boolean[] = [];
	const poll = async ({ hasTime }: PollCall<Counter>, before: Cursor) => {
		asked.push(hasTime());
		return { records: [], cursor: before };
	};
	for (const budget of [undefined, 300_000, 0]) {
		const trigger = counting({ top: 1 }, { poll }, { budget });
		await trigger.activate();
		await trigger.poll();
	}
	expect(asked).toEqual([true, true, false]);
});

it.each([
	[30_000, 1],
	[3_000, 0],
])('of %i happenings that a poll has to remember, n8n gets %i warnings in its log', async (count, warnings) => {
	const warn = vi.fn();
	const poll = async (call: PollCall<Counter>, before: Cursor) => {
		vi.spyOn(call.functions.logger, 'warn').mockImplementation(warn);
		const reading = WindowReading.begin(firstWindow(0, 0, []));
		reading.take(Array.from({ length: count }, (_none, n) => ({ at: n * 20, key: `key ${n}`, record: n })));
		closeReading(call, reading);
		return { records: [], cursor: before };
	};
	const trigger = counting({ top: 1 }, { poll });
	await trigger.activate();
	expect(await trigger.poll()).toEqual([]);
	expect(warn).toHaveBeenCalledTimes(warnings);
	for (const call of warn.mock.calls)
		expect(call).toEqual([
			expect.stringContaining('than this trigger can remember'),
			{ node: 'Subject', time: expect.stringMatching(/^1970-01-01T00:0\d:\d\d\.000Z$/) },
		]);
	vi.restoreAllMocks();
});

it('fields are shown for the events that they belong to, below what a poll costs; the event is asked for first', () => {
	const event = (value: string) =>
		triggerEvent({
			option: { name: value, value, description: value },
			cost,
			form: {
				depth: number({
					displayName: 'Depth',
					name: 'depth',
					type: 'number',
					default: 1,
					displayOptions: { show: { deep: [true] } },
				}),
				name: text({ displayName: 'Name', name: 'name', type: 'string', default: '' }),
			},
			cursor,
			start: async () => ({ upTo: 0 }),
			poll: async () => ({ records: [], cursor: { upTo: 0 } }),
			examples: async () => [],
		});
	const shown = collectEvents([event('a'), event('b')]).fields.map(({ name, displayOptions }) => [
		name,
		...Object.entries(displayOptions?.show ?? {}),
	]);
	expect(shown).toEqual([
		['pollCost', ['event', ['a']]],
		['depth', ['event', ['a']], ['deep', [true]]],
		['name', ['event', ['a']]],
		['pollCost', ['event', ['b']]],
		['depth', ['event', ['b']], ['deep', [true]]],
		['name', ['event', ['b']]],
	]);
});
