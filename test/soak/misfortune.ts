import type { Fault, FaultAction, RecordedRequest } from '../../sandbox';
import type { Scenery, Stage } from './scenario';

/** What ends the wait for a service that gives no answer, or a stop while the node waits before it goes on. */
export type End = 'stop at the next wait' | 'stop' | 'time limit';

export interface Kind {
	name: string;
	/** One of the ways in which it happens. */
	action: (stage: Stage) => FaultAction;
	end?: End;
	/** The answer proves that nothing was done. */
	isClear?: true;
}

const moments = ['before', 'after'] as const;

/** Everything that goes wrong; the names are those of the count at the end. */
export const kinds: readonly Kind[] = [
	{
		name: 'refused',
		action: (stage) => ({ kind: 'status', status: stage.pick([400, 403, 404, 422]) }),
		isClear: true,
	},
	{
		name: '429',
		action: (stage) => ({ kind: 'status', status: 429, retryAfterSeconds: stage.pick([undefined, 1, 600]) }),
		isClear: true,
	},
	...[408, 500, 502, 503, 504].flatMap((status) =>
		moments.map((moment): Kind => ({
			name: `${status} ${moment}`,
			action: () => ({ kind: 'status', status, moment }),
		})),
	),
	...moments.map((moment): Kind => ({ name: `dropped ${moment}`, action: () => ({ kind: 'drop', moment }) })),
	{ name: 'dropped midway', action: () => ({ kind: 'drop', moment: 'midway' }) },
	{ name: 'cut JSON', action: () => ({ kind: 'cut-json' }) },
	{ name: 'login page', action: () => ({ kind: 'login-page' }) },
	{ name: 'error under 200', action: () => ({ kind: 'error-200' }) },
	{
		name: 'redirect',
		action: (stage) => ({ kind: 'redirect', status: stage.pick([301, 302, 303, 307, 308]) }),
	},
	...moments.flatMap((moment): Kind[] => [
		{ name: `time-out ${moment}`, action: () => ({ kind: 'silence', moment }), end: 'time limit' },
		{ name: `stop ${moment}`, action: () => ({ kind: 'silence', moment }), end: 'stop' },
	]),
	{
		name: 'stop while it waits',
		action: (stage) => ({ kind: 'status', status: 503, moment: stage.pick(moments) }),
		end: 'stop at the next wait',
	},
];

/** Something that will go wrong in a run. */
export interface Misfortune {
	kind: Kind;
	fault: Fault & { when: NonNullable<Fault['when']> };
}

type Place = 'looks' | 'writes';

function misfortune(
	stage: Stage,
	scenery: Scenery,
	kind: Kind,
	place: Place,
	items: number,
	lasts: boolean,
): Misfortune {
	const nth = 1 + stage.random(place === 'writes' ? items : 2 * items + 5);
	const times = lasts ? undefined : stage.pick([1, 1, 1, 1, 2, 4]);
	return { kind, fault: { when: { ...scenery[place], nth }, times: times ?? 1_000, do: kind.action(stage) } };
}

/** What goes wrong in one run: the dealt kind, and sometimes more. */
export function misfortunesOf(stage: Stage, scenery: Scenery, dealt: Kind, items: number): Misfortune[] {
	if (stage.chance(6)) return [];
	const place: Place = stage.chance(60) ? 'writes' : 'looks';
	const other: Place = place === 'writes' ? 'looks' : 'writes';
	const another = () => stage.pick([dealt, ...kinds]);
	return [
		misfortune(stage, scenery, dealt, place, items, stage.chance(15)),
		...(stage.chance(30) ? [misfortune(stage, scenery, another(), other, items, stage.chance(50))] : []),
		...(stage.chance(10) ? [misfortune(stage, scenery, another(), place, items, false)] : []),
	];
}

/** The misfortunes that struck a request. */
export const struckBy = (request: RecordedRequest, misfortunes: readonly Misfortune[]): Misfortune[] =>
	misfortunes.filter(({ fault }) => request.faults.includes(fault.do));

/** Deals each of them once before any comes again. */
export class Deck<T> {
	private left: T[] = [];

	constructor(
		private readonly all: readonly T[],
		private readonly random: (limit: number) => number,
	) {}

	deal(): T {
		if (this.left.length === 0) this.left = [...this.all];
		const [dealt] = this.left.splice(this.random(this.left.length), 1);
		if (dealt === undefined) throw new Error('A deck without cards');
		return dealt;
	}
}
