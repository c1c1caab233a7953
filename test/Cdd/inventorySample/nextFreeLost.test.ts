import type { SampleRunOptions } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { Boxes, goingOn, positions } from './boxes';

const sandbox = sandboxForTests();
const boxes = new Boxes(sandbox);

beforeEach(forgetWaits);
afterEach(() => boxes.clear());

const retrying: SampleRunOptions['settings'] = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

describe('a write to the next free position whose answer is lost', () => {
	const lost = [
		['an answer of 502 after it', { kind: 'status', status: 502, moment: 'after' }],
		['a connection that drops after it', { kind: 'drop', moment: 'after' }],
		['an answer that is cut off', { kind: 'cut-json' }],
	] as const;

	it.each(lost)('makes one sample for each item, each on a place of its own (%s)', async (_what, fault) => {
		const box = boxes.add(2);
		sandbox().faults.add({ when: { endpoint: 'createInventorySample' }, do: fault });
		const { json, error } = await boxes.run([boxes.item(box), boxes.item(box)], boxes.creation(), {
			settings: retrying,
		});
		expect(error).toBeUndefined();
		expect(positions(json)).toEqual([1, 3]);
		expect(boxes.standing(box)).toEqual([1, 2, 3]);
		expect(boxes.writes()).toHaveLength(2);
	});

	it.each(lost)('records one event for each item (%s)', async (_what, fault) => {
		const box = boxes.add(2);
		const samples = [sandbox().cdd.addSample(), sandbox().cdd.addSample()];
		sandbox().faults.add({ when: { endpoint: 'updateInventorySample' }, do: fault });
		const { json, error } = await boxes.run(
			samples.map(({ id }) => ({ id, box })),
			boxes.move({ debit: '10' }),
			{ settings: retrying },
		);
		expect(error).toBeUndefined();
		expect(positions(json)).toEqual([1, 3]);
		expect(samples.map(({ id }) => sandbox().cdd.samples.get(id)?.inventory_events.length)).toEqual([2, 2]);
		expect(boxes.writes()).toHaveLength(2);
	});

	it('is found by the next try of n8n at the position that was sent, and the next item gets another one', async () => {
		const box = boxes.add(1);
		const samples = [sandbox().cdd.addSample(), sandbox().cdd.addSample()];
		sandbox().faults.add({
			when: { endpoint: 'updateInventorySample' },
			times: 1,
			do: { kind: 'drop', moment: 'after' },
		});
		sandbox().faults.add({
			when: { endpoint: 'getInventorySample', nth: 2 },
			times: 12,
			do: { kind: 'status', status: 500 },
		});
		const { json, executions } = await boxes.run(
			samples.map(({ id }) => ({ id, box })),
			boxes.move({ debit: '10' }),
			{ settings: retrying },
		);
		expect(executions).toBe(2);
		expect(positions(json)).toEqual([2, 3]);
		expect(boxes.standing(box)).toEqual([1, 2, 3]);
		expect(boxes.writes()).toHaveLength(2);
	});

	it('is found after a position was refused, at the one that was sent last', async () => {
		const box = boxes.addHidden(1);
		sandbox().faults.add({
			when: { endpoint: 'createInventorySample', nth: 2 },
			do: { kind: 'drop', moment: 'after' },
		});
		const { json, error } = await boxes.run([boxes.item(box), boxes.item(box)], boxes.creation(), {
			settings: retrying,
		});
		expect(error).toBeUndefined();
		expect(positions(json)).toEqual([2, 3]);
		expect(boxes.writes()).toHaveLength(3);
	});

	it('keeps its place where the outcome stays unknown', async () => {
		const box = boxes.add(1);
		sandbox().faults.add({
			when: { endpoint: 'createInventorySample' },
			times: 1,
			do: { kind: 'drop', moment: 'before' },
		});
		const { outputs } = await boxes.run([boxes.item(box), boxes.item(box)], boxes.creation(), {
			settings: { ...retrying, ...goingOn },
		});
		expect(outputs[1]?.map(({ json }) => json.error)).toEqual([expect.stringContaining('Outcome unknown')]);
		expect(positions((outputs[0] ?? []).map(({ json }) => json))).toEqual([3]);
		expect(boxes.writes()).toHaveLength(2);
	});

	it('is not repeated by n8n for the items that were done when a later item fails', async () => {
		const box = boxes.add();
		const inputs = [boxes.item(box), boxes.item(box), boxes.item(box, { name: '' })];
		const { executions } = await boxes.run(inputs, boxes.creation(), { settings: retrying });
		expect(executions).toBe(3);
		expect(boxes.standing(box)).toEqual([1, 2]);
	});
});
