import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INode, INodeExecutionData, INodeType } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { runNode } from '../support/engine';
import { subjectOf } from '../support/everyOperation';
import type { OfferedOperation } from '../support/everyOperation';
import { onNextWait } from '../support/waits';
import { struckBy } from './misfortune';
import type { Misfortune } from './misfortune';
import type { Scenario, Wish } from './scenario';

/** What the last try of the node came to. */
export type Ending = { items: INodeExecutionData[] } | { error: NodeApiError | NodeOperationError };

export interface StepRun {
	ending: Ending;
	tries: number;
	wasStopped: boolean;
}

/** Looks after requests that get no answer. It acts when nothing else is under way any more, so that a run is the same each time. */
class Patience {
	private readonly limits = new Set<AbortController>();

	private readonly ended = new Set<object>();

	private seen = 0;

	private quiet = 0;

	private readonly timer = setInterval(() => this.look(), 4);

	private readonly timeouts = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
		const limit = new AbortController();
		this.limits.add(limit);
		return limit.signal;
	});

	constructor(
		private readonly sandbox: Sandbox,
		private readonly misfortunes: readonly Misfortune[],
		private readonly stop: () => void,
	) {}

	close(): void {
		clearInterval(this.timer);
		this.timeouts.mockRestore();
	}

	private look(): void {
		const { requests } = this.sandbox;
		this.quiet = requests.length === this.seen ? this.quiet + 1 : 0;
		this.seen = requests.length;
		if (this.quiet < 4) return;
		const silent = requests.filter(
			(request) => !this.ended.has(request) && request.faults.some(({ kind }) => kind === 'silence'),
		);
		if (silent.length === 0) return;
		for (const request of silent) this.ended.add(request);
		const ends = silent.flatMap((request) => struckBy(request, this.misfortunes).map(({ kind }) => kind.end));
		if (ends.includes('stop')) this.stop();
		for (const limit of this.limits) limit.abort();
		this.limits.clear();
	}
}

/** What was seen of a node at work. */
interface Sight {
	ending: Ending;
	tries: number;
	/** The last try. */
	work: Promise<unknown>;
}

/** The node, with a note of what its last try came to: n8n drops that of an execution that was stopped. */
function watched(node: INodeType, sight: Sight): INodeType {
	const view: INodeType = Object.create(node);
	view.execute = async function execute(this: IExecuteFunctions) {
		const work = node.execute?.call(this) ?? Promise.resolve([]);
		sight.tries++;
		sight.work = Promise.allSettled([work]);
		try {
			const result = await work;
			const [items = []] = Array.isArray(result) ? result : [];
			sight.ending = { items: items.map((item) => ({ ...item })) };
			return result;
		} catch (thrown) {
			if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) sight.ending = { error: thrown };
			throw thrown;
		}
	};
	return view;
}

/** An execution that was stopped ends before its node does. */
async function atRest(sight: Sight): Promise<void> {
	for (let tries = -1; tries !== sight.tries;) {
		({ tries } = sight);
		await sight.work;
	}
}

/** What the engine needs of a scenario. */
type Step = Pick<Scenario, 'parameters'> & { wishes: ReadonlyArray<Pick<Wish, 'binary' | 'json'>> };

/** Runs a scenario on n8n's engine while the misfortunes come. */
export async function runStep(
	sandbox: Sandbox,
	offered: OfferedOperation,
	{ parameters, wishes }: Step,
	misfortunes: readonly Misfortune[],
	settings: Partial<INode>,
): Promise<StepRun> {
	let cancel = () => {};
	let wasStopped = false;
	const stop = () => {
		wasStopped = true;
		cancel();
	};
	for (const { kind, fault } of misfortunes) {
		sandbox.faults.add(fault);
		if (kind.end === 'stop at the next wait') onNextWait(stop);
	}
	const sight: Sight = { ending: { items: [] }, tries: 0, work: Promise.resolve() };
	const patience = new Patience(sandbox, misfortunes, stop);
	const { resource } = offered;
	try {
		await runNode(
			subjectOf({ ...offered, node: watched(offered.node, sight) }, sandbox),
			wishes.map(({ json }) => json),
			{ resource, operation: offered.operation.option.value, ...parameters } as INode['parameters'],
			{
				settings,
				binary: wishes.map(({ binary }) => binary),
				started: (engine) => (cancel = engine.cancel),
			},
		);
		await atRest(sight);
	} finally {
		patience.close();
		onNextWait(() => undefined);
		sandbox.faults.clear();
	}
	return { ending: sight.ending, tries: sight.tries, wasStopped };
}
