import type { IDataObject } from 'n8n-workflow';

import type { Fault, Sandbox } from '../../sandbox';
import { aLostAnswer, anUndoneWrite, lostAnswers, nothingDone, pathsAsked, retrying } from './chemRuns';
import type { ChemRun } from './chemRuns';

/** One operation, for what every operation has in common. */
export interface OperationCase {
	parameters: IDataObject;
	/** Two items with different values. */
	inputs: () => [IDataObject, IDataObject];
	/** The endpoint that the operation is about. */
	path: string;
}

export interface WriteCase extends OperationCase {
	/** What the sandbox holds that the write changes. */
	state: () => unknown;
	/** Whether a lost answer can be looked up. */
	settles: boolean;
}

interface Lab {
	sandbox: () => Sandbox;
	run: ChemRun;
}

/**
 * What shows at each operation that it is run item by item. Refusals, lost connections and retries are shared by all:
 * `everyOperation.test.ts` has a look at each of them.
 */
export function behavesLikeAnOperation({ sandbox, run }: Lab, { parameters, inputs, path }: OperationCase): void {
	it('does what each item says, and links what comes out to its item', async () => {
		const { items, error } = await run(inputs(), parameters);
		expect(error).toBeUndefined();
		const linked = items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
		expect([...new Set(linked)]).toEqual([0, 1]);
		expect(linked).toEqual([...linked].sort((a, b) => a - b));
		expect(pathsAsked(sandbox()).filter((each) => each === path).length).toBeGreaterThanOrEqual(1);
	});
}

type Faults = ReadonlyArray<readonly [what: string, fault: Fault['do']]>;

function isSentOnce(
	{ sandbox, run }: Lab,
	{ parameters, inputs, path, state, settles }: WriteCase,
	lost: Faults,
	notDone: Faults,
): void {
	const asked = () => pathsAsked(sandbox()).filter((each) => each === path);
	const attempt = async (input: IDataObject, fault: Fault['do']) => {
		sandbox().faults.add({ when: { path }, times: 1, do: fault });
		return await run([input], parameters, { settings: retrying });
	};

	it.each(lost)(
		`${settles ? 'is found to be done' : 'is not known to be done'} when its answer is lost, and is not sent twice (%s)`,
		async (_what, fault) => {
			const { error, json } = await attempt(inputs()[0], fault);
			expect(asked()).toHaveLength(1);
			if (settles) {
				expect(error).toBeUndefined();
				expect(json).toHaveLength(1);
			} else {
				expect(error?.message).toContain('Outcome unknown');
			}
		},
	);

	it.each(notDone)('is never taken for done when it did not happen (%s)', async (_what, fault) => {
		const [input] = inputs();
		const before = state();
		const { error } = await attempt(input, fault);
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toMatch(/Look at|Look for|Let the user|safe to run this step again/);
		expect(asked()).toHaveLength(1);
		expect(state()).toEqual(before);
	});
}

/** What shows at each write that it is applied once, and settled by a look of its own. */
export function behavesLikeAWrite(lab: Lab, write: WriteCase): void {
	behavesLikeAnOperation(lab, write);
	isSentOnce(lab, write, aLostAnswer, anUndoneWrite);
}

/** The same with every way in which a write can go wrong: for one write of each sort. */
export function behavesLikeAWriteInDepth(lab: Lab, write: WriteCase): void {
	const { sandbox, run } = lab;
	const { parameters, inputs, path } = write;
	behavesLikeAnOperation(lab, write);
	isSentOnce(lab, write, lostAnswers, [...nothingDone, ['a login page instead of it', { kind: 'login-page' }]]);

	it('is not repeated for items that went well when a later one makes n8n run the node again', async () => {
		sandbox().faults.add({ when: { path, nth: 2 }, times: 1, do: { kind: 'status', status: 502, moment: 'before' } });
		await run(inputs(), parameters, { settings: retrying });
		expect(pathsAsked(sandbox()).filter((each) => each === path).length).toBeLessThanOrEqual(2);
	});
}
