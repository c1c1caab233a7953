import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { lostAnswers, nothingDone, pathsAsked, retrying } from './chemRuns';
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

const onError = 'continueErrorOutput' as const;
const noSuchToken = { secrets: { apiToken: 'fake-token-that-opens-nothing' } };

/** What holds for every operation, reads and writes alike. */
export function behavesLikeAnOperation({ sandbox, run }: Lab, { parameters, inputs, path }: OperationCase): void {
	const asked = () => pathsAsked(sandbox()).filter((each) => each === path);

	it('does what each item says, and links what comes out to its item', async () => {
		const { items, error } = await run(inputs(), parameters);
		expect(error).toBeUndefined();
		const linked = items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
		expect([...new Set(linked)]).toEqual([0, 1]);
		expect(linked).toEqual([...linked].sort((a, b) => a - b));
		expect(asked().length).toBeGreaterThanOrEqual(1);
	});

	it('shows the own words of the service when it refuses under HTTP 200', async () => {
		const { error } = await run(inputs(), parameters, noSuchToken);
		expect(error?.message).toBe('ChemInventory refused the request [item 0]');
		expect(error?.description).toContain('ChemInventory says: "The authentication token is missing or not valid."');
	});

	it('puts a refusal into the error output of its item, where the workflow goes on', async () => {
		const { outputs } = await run(inputs(), parameters, { ...noSuchToken, settings: { onError } });
		expect(outputs[0] ?? []).toEqual([]);
		expect((outputs[1] ?? []).map(({ json }) => json)).toMatchObject(
			[0, 1].map((item) => ({
				message: 'ChemInventory refused the request',
				details: { operation: parameters.operation, item, kind: 'refused' },
			})),
		);
	});
}

/** What holds for every read. */
export function behavesLikeARead(lab: Lab, operation: OperationCase): void {
	const { sandbox, run } = lab;
	const { parameters, inputs, path } = operation;
	behavesLikeAnOperation(lab, operation);

	it('names what is wrong when a login page comes instead of the answer', async () => {
		sandbox().faults.add({ when: { path }, do: { kind: 'login-page' } });
		const { error } = await run(inputs(), parameters);
		expect(error?.message).toContain('ChemInventory answered with something that is not in its documentation');
	});

	it('tries again when the service is not working for a moment', async () => {
		sandbox().faults.add({ when: { path }, times: 2, do: { kind: 'status', status: 503 } });
		const { error, items } = await run(inputs(), parameters);
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
	});
}

/** What holds for every write. */
export function behavesLikeAWrite(lab: Lab, operation: WriteCase): void {
	const { sandbox, run } = lab;
	const { parameters, inputs, path, state, settles } = operation;
	behavesLikeAnOperation(lab, operation);
	const asked = () => pathsAsked(sandbox()).filter((each) => each === path);
	const strike = (fault: Parameters<Sandbox['faults']['add']>[0]['do']) =>
		sandbox().faults.add({ when: { path }, times: 1, do: fault });
	const first = () => [inputs()[0]];

	it('sends nothing at all with a credential that is set to Read Only', async () => {
		const { error } = await run(inputs(), parameters, { secrets: { readOnly: true } });
		expect(error?.message).toBe('The credential is set to Read Only, so nothing was sent [item 0]');
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it.each(lostAnswers)(
		`${settles ? 'is found to be done' : 'is not known to be done'} when its answer is lost, and is not sent twice (%s)`,
		async (_what, fault) => {
			const [input] = first();
			strike(fault);
			const { error, json } = await run([input ?? {}], parameters, { settings: retrying });
			expect(asked()).toHaveLength(1);
			if (settles) {
				expect(error).toBeUndefined();
				expect(json).toHaveLength(1);
			} else {
				expect(error?.message).toContain('Outcome unknown');
			}
		},
	);

	it.each([...nothingDone, ['a login page instead of it', { kind: 'login-page' }]] as const)(
		'is never taken for done when it did not happen (%s)',
		async (_what, fault) => {
			const [input] = first();
			const before = state();
			strike(fault);
			const { error } = await run([input ?? {}], parameters, { settings: retrying });
			expect(error?.message).toContain('Outcome unknown');
			expect(error?.description).toMatch(/Look at|Look for|Let the user|safe to run this step again/);
			expect(asked()).toHaveLength(1);
			expect(state()).toEqual(before);
		},
	);

	it('is not repeated for items that went well when a later one makes n8n run the node again', async () => {
		const [good, bad] = inputs();
		sandbox().faults.add({ when: { path, nth: 2 }, times: 1, do: { kind: 'status', status: 502, moment: 'before' } });
		await run([good, bad], parameters, { settings: retrying });
		expect(asked().length).toBeLessThanOrEqual(2);
	});
}

/** What holds for every operation that removes something. */
export function needsLeaveOfAgents({ sandbox, run }: Lab, { parameters, inputs }: OperationCase): void {
	it('is refused to an AI agent unless the node allows it', async () => {
		const { error } = await run(inputs(), parameters, { asTool: true });
		expect(error?.message).toContain('This operation is switched off for AI agents');
		expect(pathsAsked(sandbox())).toEqual([]);
		const allowed = await run(inputs(), { ...parameters, allowDeletionByAgent: true }, { asTool: true });
		expect(allowed.error).toBeUndefined();
	});
}
