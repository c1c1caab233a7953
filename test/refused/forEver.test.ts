import type { IDataObject, INode } from 'n8n-workflow';

import { waitBudget } from '../../nodes/shared/http/retry';
import { runNode } from '../support/engine';
import { askingOperations, subjectOf, workingCalls } from '../support/everyOperation';
import { freshSandbox } from '../support/sandbox';
import { forgetWaits, onEachWait } from '../support/waits';

// A service that says to every request that it gets too many.

const items = 12;
const retryAfterSeconds = 20;

/** One after the other, so that the waits add up to the time that the step takes. */
const oneAtATime = (parameters: IDataObject): INode['parameters'] => {
	const { options } = parameters;
	const others = typeof options === 'object' && !Array.isArray(options) ? options : {};
	return { ...parameters, options: { ...others, requestsAtOnce: 1 } } as INode['parameters'];
};

describe.each(['stopWorkflow', 'continueErrorOutput'] as const)('a step that is refused for ever (%s)', (onError) => {
	beforeEach(() => {
		forgetWaits();
		vi.useFakeTimers({ toFake: ['Date'] });
	});
	afterEach(() => {
		forgetWaits();
		vi.useRealTimers();
	});

	it.each(askingOperations.map((operation) => [operation.name, operation] as const))(
		'gives up after the patience of one request: %s',
		async (name, operation) => {
			const sandbox = await freshSandbox();
			const { parameters = {}, binary } = workingCalls(sandbox).get(name) ?? {};
			sandbox.faults.add({ do: { kind: 'status', status: 429, retryAfterSeconds, moment: 'before' } });
			const begun = Date.now();
			onEachWait((milliseconds) => void vi.setSystemTime(Date.now() + milliseconds));
			const inputs = Array.from({ length: items }, () => ({}));
			const { error, outputs } = await runNode(subjectOf(operation, sandbox), inputs, oneAtATime(parameters), {
				settings: { onError },
				binary: inputs.map(() => binary),
			});
			expect(Date.now() - begun).toBeLessThanOrEqual(waitBudget + retryAfterSeconds * 1000);
			expect(outputs.flat().length + Number(error !== undefined)).toBeGreaterThan(0);
			expect(sandbox.requests.length).toBeLessThan(10);
		},
	);
});
