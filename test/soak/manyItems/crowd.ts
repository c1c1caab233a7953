import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { RecordedRequest } from '../../../sandbox';
import type { Scenery, Stage } from '../scenario';
import type { Told } from '../verdict';

/** What the sandbox shows after a run. */
export interface Found {
	/** How often each item took effect. */
	effects: number[];
	/** Everything else that must not be, in words. */
	faults: string[];
}

/** What the user was told of each item, and what came out for it. */
export interface Account {
	told: readonly Told[];
	outputs: ReadonlyMap<number, INodeExecutionData>;
}

/** One step with so many items that the misfortunes of a run strike only a few percent of its requests. */
export interface Crowd {
	parameters: IDataObject;
	inputs: IDataObject[];
	/** How many requests it takes, more or less. */
	requests: { looks: number; writes: number };
	/** Items that must be refused where the node goes on, with nothing done for them. */
	impossible: ReadonlySet<number>;
	/** For how many items a write is. */
	carries: (request: RecordedRequest) => number;
	find: (account: Account) => Found;
}

export interface CrowdOptions {
	items: number;
	/** How many of them ask for what cannot be, more or less. */
	impossible: number;
}

export interface CrowdScene extends Pick<Scenery, 'looks' | 'operation' | 'writes'> {
	title: string;
	build: (stage: Stage, options: CrowdOptions) => Crowd;
}

/** Whether what was told of an item says that it took effect, leaves it open, or says that it did not. */
export function claimOf(told: Told | undefined): 'made' | 'not made' | 'open' {
	if (told === 'done' || told === 'changed' || told === 'named') return 'made';
	// A run that ends names a hundred items, and says of how many more it is true.
	return told === 'unknown' || told === 'nothing' ? 'open' : 'not made';
}

/** An item that asks for a change of a thing that others ask for changes of as well. */
export interface Step {
	item: number;
	/** What the change looks like in the thing's own history. */
	change: string;
}

/**
 * Which item made each change of one thing, where the items took their turns in order, and what they were told is true.
 * @returns undefined where it cannot have been so
 */
export function makersOf(
	changes: readonly string[],
	steps: readonly Step[],
	told: readonly Told[],
): number[] | undefined {
	const [step, ...laterSteps] = steps;
	if (!step) return changes.length === 0 ? [] : undefined;
	const [change, ...laterChanges] = changes;
	const claim = claimOf(told[step.item]);
	if (claim !== 'not made' && change === step.change) {
		const makers = makersOf(laterChanges, laterSteps, told);
		if (makers) return [step.item, ...makers];
	}
	return claim === 'made' ? undefined : makersOf(changes, laterSteps, told);
}

/** Some of the numbers below a limit: so many, or fewer where one is drawn twice. */
export const someOf = (stage: Stage, limit: number, number: number): Set<number> =>
	new Set(Array.from({ length: number }, () => stage.random(limit)));

export function shuffled<T>(stage: Stage, list: readonly T[]): T[] {
	const left = [...list];
	return list.flatMap(() => left.splice(stage.random(left.length), 1));
}

/** A record as it is now; maps and dates included, its address in memory not. */
const imageOf = (record: unknown) =>
	JSON.stringify(record, (_key, value: unknown) => (value instanceof Map ? [...value] : value));

/** What stands in a map now, to see later whether it has changed. */
export function snapshotOf<T>(records: ReadonlyMap<number, T>): (isConcerned: (id: number) => boolean) => string[] {
	const before = new Map([...records].map(([id, record]) => [id, imageOf(record)]));
	return (isConcerned) => {
		const ids = [...new Set([...before.keys(), ...records.keys()])].filter((id) => !isConcerned(id));
		return ids.filter((id) => before.get(id) !== imageOf(records.get(id))).map((id) => `${id} is not as it was`);
	};
}
