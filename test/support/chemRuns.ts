import type { IDataObject, INode, INodeType } from 'n8n-workflow';

import type { Sandbox, WorldOptions } from '../../sandbox';
import { onChemSandbox, onPublicChemInventory } from './chemInventory';
import { runNode } from './engine';
import type { NodeRun, RunOptions } from './engine';
import { sandboxForTests } from './sandbox';

export type ChemRunOptions = RunOptions & { secrets?: IDataObject };

/** How a test file runs its node: against the sandbox of the test, or against answers that nock gives. */
export type ChemRun = (inputs: IDataObject[], parameters: IDataObject, options?: ChemRunOptions) => Promise<NodeRun>;

/** Faults of a write that took effect although its answer is lost. */
export const lostAnswers = [
	['an answer of 502 after it', { kind: 'status', status: 502, moment: 'after' }],
	['a connection that drops after it', { kind: 'drop', moment: 'after' }],
	['an answer that is cut off', { kind: 'cut-json' }],
] as const;

/** Faults of a write that did not take effect. */
export const nothingDone = [
	['an answer of 502 instead of it', { kind: 'status', status: 502, moment: 'before' }],
	['a connection that drops before it', { kind: 'drop', moment: 'before' }],
] as const;

/**
 * One of each. How an answer gets lost makes no difference to an operation (test/shared/http/send.test.ts): what it
 * does then is its own, so that each is asked once.
 */
export const aLostAnswer = [lostAnswers[1]] as const;
export const anUndoneWrite = [nothingDone[1]] as const;

export const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** The sandbox of a test file, as new before each test: mass changes leave nothing as it was. */
export function chemSandboxForEachTest(
	node: INodeType,
	options: WorldOptions = {},
): { sandbox: () => Sandbox; run: ChemRun } {
	const sandbox = sandboxForTests(options);
	const run: ChemRun = async (inputs, parameters, { secrets, ...runOptions } = {}) =>
		await runNode(onChemSandbox(node, sandbox(), secrets), inputs, parameters as INode['parameters'], runOptions);
	return { sandbox, run };
}

export function chemRunOnNock(node: INodeType): ChemRun {
	return async (inputs, parameters, { secrets, ...runOptions } = {}) =>
		await runNode(onPublicChemInventory(node, secrets), inputs, parameters as INode['parameters'], runOptions);
}

const prefix = '/cheminventory/api';

/** Paths below the API of what the service got, in order. */
export const pathsAsked = ({ requests }: Sandbox): string[] =>
	requests.filter(({ path }) => path.startsWith(prefix)).map(({ path }) => path.slice(prefix.length));

/** The bodies that one path got, without the token. */
export const bodiesOf = ({ requests }: Sandbox, path: string): unknown[] =>
	requests
		.filter((request) => request.path === `${prefix}${path}`)
		.map(({ body }) => Object.fromEntries(Object.entries(body as object).filter(([key]) => key !== 'authtoken')));

/** A locator as the editor stores it. */
export const rl = (value: unknown, mode = 'id'): IDataObject => ({ __rl: true, mode, value }) as IDataObject;

/** Does something once, at the moment when a request for a path has arrived and nothing was done for it yet. */
export function atRequest({ requests }: Sandbox, path: string, act: () => void): void {
	const push = requests.push.bind(requests);
	requests.push = (...arrived) => {
		if (arrived.some((request) => request.path === `${prefix}${path}`)) {
			requests.push = push;
			act();
		}
		return push(...arrived);
	};
}
