import type { INode, INodeType } from 'n8n-workflow';

import { endpoints as cddEndpoints } from '../../nodes/Cdd/contract';
import { endpoints as chemEndpoints } from '../../nodes/ChemInventory/contract';
import type { FaultAction, RecordedRequest, Sandbox } from '../../sandbox';
import { runNode } from '../support/engine';
import { offeredOperations, subjectOf, workingCalls } from '../support/everyOperation';
import type { OfferedOperation } from '../support/everyOperation';
import { freshSandbox } from '../support/sandbox';
import { forgetWaits, onNextWait } from '../support/waits';

/** Every operation that changes something, where the service, or a person, ends everything right after the change. */
const writes = offeredOperations.filter(({ operation }) => operation.kind !== 'read');

/** What is said of a change that was made; of a second write in the same step the outcome may be unknown. */
const done =
	/^(done$|This step changed something|The change was sent and accepted|The order has arrived|Outcome unknown)/;

/** Whether the contract with the service calls it a write. */
const isWrite = ({ endpoint, path }: RecordedRequest) =>
	(endpoint ? cddEndpoints[endpoint] : chemEndpoints.get(path.split('/api')[1] ?? ''))?.access === 'write';

interface Ended {
	/** What the node threw, try by try; undefined where it gave a result. */
	said: Array<string | undefined>;
	requests: RecordedRequest[];
}

interface Course {
	settings?: Partial<INode>;
	/** Sets what befalls the requests. */
	faults?: (sandbox: Sandbox) => void;
	/** Stops the execution at the first wait after so many tries. */
	stopAfterTries?: number;
}

async function run(operation: OfferedOperation, { settings, faults, stopAfterTries }: Course): Promise<Ended> {
	const sandbox = await freshSandbox();
	forgetWaits();
	const { parameters = {}, binary } = workingCalls(sandbox).get(operation.name) ?? {};
	const subject = subjectOf(operation, sandbox);
	const said: Ended['said'] = [];
	const watched = Object.create(subject.node) as INodeType;
	watched.execute = async function execute(this) {
		try {
			const result = (await subject.node.execute?.call(this)) ?? [];
			said.push(undefined);
			return result;
		} catch (thrown) {
			said.push(thrown instanceof Error ? thrown.message : String(thrown));
			throw thrown;
		}
	};
	faults?.(sandbox);
	await runNode({ ...subject, node: watched }, [{}], parameters as INode['parameters'], {
		settings,
		binary: [binary],
		started({ cancel }) {
			const look = () => (said.length === stopAfterTries ? cancel() : onNextWait(look));
			if (stopAfterTries !== undefined) onNextWait(look);
		},
	});
	return { said, requests: [...sandbox.requests] };
}

const retrying: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const outage: FaultAction = { kind: 'status', status: 503 };

const courses: Array<[what: string, course: Pick<Course, 'settings' | 'stopAfterTries'>]> = [
	['without Retry On Fail', {}],
	['with Retry On Fail', { settings: retrying }],
	['with a stop while the answer is looked for', { stopAfterTries: 0 }],
	['with Retry On Fail and a stop in the second try', { settings: retrying, stopAfterTries: 1 }],
];

/** The request that an undisturbed run writes with first, and its number. */
async function firstWrite(
	operation: OfferedOperation,
): Promise<{ number: number; request: RecordedRequest | undefined }> {
	const { requests } = await run(operation, {});
	const at = requests.findIndex(isWrite);
	return { number: at + 1, request: requests[at] };
}

/** By a CAS number, which is unique: asked again, the service finds what it created. */
const asksAgain = ['chemInventory substance findOrCreate'];

const named = writes.map((operation) => [operation.name, operation] as const);

it('are more than fifty', () => {
	expect(writes.length).toBeGreaterThan(50);
});

describe.each(named)('%s', (_name, operation) => {
	let first: Awaited<ReturnType<typeof firstWrite>>;
	beforeAll(async () => {
		first = await firstWrite(operation);
	});

	const ended = async (course: Course, ofTheWrite: FaultAction[]) =>
		await run(operation, {
			...course,
			faults: ({ faults }) => {
				for (const action of ofTheWrite) faults.add({ when: { nth: first.number }, do: action });
				faults.add({ when: { nth: first.number + 1 }, times: Number.POSITIVE_INFINITY, do: outage });
			},
		});
	const nameOf = ({ path, body }: RecordedRequest) => JSON.stringify([path, body]);
	const timesWritten = ({ requests }: Ended) =>
		requests.filter((request) => isWrite(request) && first.request && nameOf(request) === nameOf(first.request)).length;

	it.each(courses)(
		'says that the outcome is unknown where the answer is lost and all ends after it, %s',
		async (_what, course) => {
			const end = await ended(course, [{ kind: 'drop', moment: 'after' }]);
			expect(end.said.length).toBeGreaterThan(0);
			for (const words of end.said) expect(words).toMatch(/^Outcome unknown/);
			if (!asksAgain.includes(operation.name)) expect(timesWritten(end)).toBe(1);
		},
	);

	it.each(courses)('says that it is done where all ends after the answer, %s', async (_what, course) => {
		const end = await ended(course, []);
		for (const words of end.said) expect(words ?? 'done').toMatch(done);
		expect(timesWritten(end)).toBe(1);
	});
});
