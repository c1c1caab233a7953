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

/** What a later try gets over: the write was refused, and nothing was done. */
const refusing = anything.filter(({ isClear }) => isClear === true);

const halts = kindsCalled('stop before', 'stop after');

function strikes(
	stage: Stage,
	scene: CrowdScene,
	{ requests }: Crowd,
	place: 'looks' | 'writes',
	number: number,
	list: readonly Kind[],
): Misfortune[] {
	return Array.from({ length: Math.ceil(number) }, () => {
		const kind = list[stage.random(list.length)] ?? slow;
		const nth = 1 + stage.random(requests[place]);
		return { kind, fault: { when: { ...scene[place], nth }, times: 1, do: kind.action(stage) } };
	});
}

/** Looks that are slow, and looks that have to be made again. */
export function passingMisfortunes(stage: Stage, scene: CrowdScene, crowd: Crowd): Misfortune[] {
	const { looks } = crowd.requests;
	return [
		...strikes(stage, scene, crowd, 'looks', 0.03 * looks, [slow]),
		...strikes(stage, scene, crowd, 'looks', 0.02 * looks, passing),
	];
}

/** Halfway as many as are under way at once get no answer, and then somebody stops the execution. */
function halt(stage: Stage, scene: CrowdScene, { requests: { writes } }: Crowd): Misfortune {
	const kind = halts[stage.random(halts.length)] ?? slow;
	const nth = Math.ceil(writes / 2);
	return { kind, fault: { when: { ...scene.writes, nth }, times: 100 * writes, do: kind.action(stage) } };
}

/** What strikes a run: a few percent of its requests. */
export function misfortunesOfMany(stage: Stage, scene: CrowdScene, crowd: Crowd, course: Course): Misfortune[] {
	const { writes } = crowd.requests;
	const strike = (place: 'looks' | 'writes', number: number, list: readonly Kind[]) =>
		strikes(stage, scene, crowd, place, number, list);
	const goesOn = course === 'goes on after failures';
	return [
		...passingMisfortunes(stage, scene, crowd),
		...strike('writes', 1 + 0.05 * writes, [slow]),
		...strike('writes', 1 + 0.03 * writes, goesOn ? anything : settling),
		...(goesOn ? strike('looks', 2, anything) : []),
		// An outcome that stays unknown ends every try.
		...(course === 'ends with a failure and is retried'
			? strike('writes', 3, stage.chance(50) ? refusing : anything)
			: []),
		...(course === 'is stopped halfway' ? [halt(stage, scene, crowd)] : []),
	];
}
