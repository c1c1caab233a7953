import { kinds } from '../misfortune';
import type { Kind, Misfortune } from '../misfortune';
import type { Stage } from '../scenario';
import type { Crowd, CrowdScene } from './crowd';

/** How a run of many items goes: what the node does about a failure, and whether somebody stops it halfway. */
export const courses = ['goes on after failures', 'ends with a failure and is retried', 'is stopped halfway'] as const;
export type Course = (typeof courses)[number];

/** Answers come back in another order than they were asked for. */
const slow: Kind = {
	name: 'slow',
	action: (stage) => ({ kind: 'latency', milliseconds: 1 + stage.random(8) }),
	isClear: true,
};

const busy = (status: 429 | 503, isClear?: true): Kind => ({
	name: `${status} with Retry-After`,
	action: (stage) => ({ kind: 'status', status, retryAfterSeconds: stage.pick([1, 2, 5]) }),
	isClear,
});

const kindsCalled = (...names: string[]) => kinds.filter(({ name }) => names.includes(name));

const isStop = ({ end }: Kind) => end === 'stop' || end === 'stop at the next wait';

const anything = kinds.filter((kind) => !isStop(kind));

/** What a look gets over by asking again. */
const passing = [
	busy(429),
	busy(503),
	...kindsCalled('408 before', '500 before', '502 after', '504 before', 'dropped before', 'dropped after'),
];

/** What a write gets over by waiting, or by looking at what became of it. */
const settling = [busy(429, true), ...kindsCalled('dropped after', 'dropped midway', '502 after', 'cut JSON')];

const halts = kindsCalled('stop before', 'stop after');

export const struckKinds = [slow, ...passing, ...settling, ...anything, ...halts];

/** What strikes a run: a few percent of its requests. */
export function misfortunesOfMany(stage: Stage, scene: CrowdScene, { requests }: Crowd, course: Course): Misfortune[] {
	const strikes = (place: 'looks' | 'writes', number: number, list: readonly Kind[]) =>
		Array.from({ length: Math.ceil(number) }, (): Misfortune => {
			const kind = list[stage.random(list.length)] ?? slow;
			const nth = 1 + stage.random(requests[place]);
			return { kind, fault: { when: { ...scene[place], nth }, times: 1, do: kind.action(stage) } };
		});
	const { looks, writes } = requests;
	const goesOn = course === 'goes on after failures';
	const halfway = Math.ceil(writes / 2);
	return [
		...strikes('looks', 0.03 * looks, [slow]),
		...strikes('looks', 0.02 * looks, passing),
		...(goesOn || stage.chance(30) ? strikes('looks', 2, anything) : []),
		...strikes('writes', 1 + 0.05 * writes, [slow]),
		...strikes('writes', 1 + 0.03 * writes, goesOn ? anything : settling),
		...(goesOn ? [] : strikes('writes', 3, anything)),
		// As many as are under way at once get no answer then.
		...(course === 'is stopped halfway'
			? strikes('writes', 1, halts).map((one) => ({
					...one,
					fault: { ...one.fault, when: { ...one.fault.when, nth: halfway }, times: requests.writes },
				}))
			: []),
	];
}
