import type { INodeExecutionData } from 'n8n-workflow';

import type { FaultCondition, RecordedRequest } from '../../sandbox';
import { struckBy } from './misfortune';
import type { Misfortune } from './misfortune';
import type { Scenario, Wish } from './scenario';
import type { Ending, StepRun } from './step';

/**
 * What a user is told of an item: that it was done; that nobody knows; that something was changed before it failed; that it
 * is among those that were changed, as the run ended for another one; that it failed; nothing at all.
 */
export type Told = 'changed' | 'done' | 'failed' | 'named' | 'nothing' | 'unknown';

/** What our errors say of a change that was made, see `tellsOfChange` of a fault. */
const wordsOfChange =
	/changed something|change was (made|sent)|did not (reach|move|delete) all|recycling status did not change|was requested, but|has arrived, but|were created, but|created a different number|Saved before that: (?!nothing)|accepted the request, but|does not have the status|Not all (barcodes|containers)|returned a different number|match several substances|different substances than requested|which import it started/;

function inWords(text: string): Told {
	if (/^outcome unknown/i.test(text)) return 'unknown';
	if (wordsOfChange.test(text)) return 'changed';
	return /outcome unknown/i.test(text) ? 'unknown' : 'failed';
}

const textsOf = (error: { message?: unknown; description?: unknown }) =>
	`${String(error.message ?? '')} ${String(error.description ?? '')}`;

function toldByItem({ json, error }: INodeExecutionData): Told {
	if (error) return inWords(textsOf(error));
	return typeof json.error === 'string' && 'details' in json
		? inWords(`${json.error} ${JSON.stringify(json.details)}`)
		: 'done';
}

/** Rows are counted from 1. */
const itemsIn = (text: string | undefined) => (text?.match(/\d+/g) ?? []).map((row) => Number(row) - 1);

/** A run that ended with an error names the items that failed, and those that were changed. */
function toldByError(error: Extract<Ending, { error: unknown }>['error'], items: number): Told[] {
	const told = new Array<Told>(items).fill('nothing');
	const text = textsOf(error);
	const changed = /Changed in this run, before or after the row that failed: rows ([\d, ]+)/.exec(text);
	for (const item of itemsIn(changed?.[1])) told[item] = 'named';
	const sent = /Sent in this run, and it is unknown whether the change was made: rows ([\d, ]+)/.exec(text);
	for (const item of itemsIn(sent?.[1])) told[item] = 'unknown';
	const failedOnly = /So did rows ([\d, ]+)/.exec(text);
	for (const item of itemsIn(failedOnly?.[1])) told[item] = 'failed';
	const rest = [changed, sent, failedOnly].reduce((left, match) => (match ? left.slice(0, match.index) : left), text);
	const [own = '', ...others] = rest.split(/Row (\d+) failed as well: /);
	const [first = Number(error.context.itemIndex ?? 0)] = itemsIn(/\[row \d+\]/.exec(String(error.message))?.[0]);
	told[first] = inWords(own);
	for (let at = 0; at + 1 < others.length; at += 2) told[Number(others[at]) - 1] = inWords(others[at + 1] ?? '');
	return told;
}

/** A run that ended with an error may say that something was changed, or sent, for so many more items than it names. */
export function moreNamed({ ending }: StepRun): number {
	if (!('error' in ending)) return 0;
	const more = textsOf(ending.error).matchAll(/(?:Changed|Sent) in this run,[^:]*: rows [\d, ]+ and (\d+) more/g);
	return [...more].reduce((sum, [, number]) => sum + Number(number), 0);
}

/** What a user reads about each item. */
export function toldOf({ ending }: StepRun, items: number): Told[] {
	if ('error' in ending) return toldByError(ending.error, items);
	const told = new Array<Told>(items).fill('nothing');
	for (const item of ending.items) {
		const { pairedItem } = item;
		if (typeof pairedItem === 'object' && !Array.isArray(pairedItem)) told[pairedItem.item] = toldByItem(item);
	}
	return told;
}

interface Aim {
	items: number[];
	wishes: Wish[];
}

function aimsOf(wishes: readonly Wish[]): Aim[] {
	const aims = new Map<string, Aim>();
	for (const [item, wish] of wishes.entries()) {
		const aim = aims.get(wish.aim ?? `${item}`) ?? { items: [], wishes: [] };
		aim.items.push(item);
		aim.wishes.push(wish);
		aims.set(wish.aim ?? `${item}`, aim);
	}
	return [...aims.values()];
}

/** Whether a request is one that a condition names. */
export const matches =
	({ method, path }: FaultCondition) =>
	(request: RecordedRequest): boolean =>
		(method === undefined || method === request.method) &&
		(path instanceof RegExp
			? path.test(request.path)
			: new RegExp(`${(path ?? '').replace(/\{.*?\}/g, '[^/]+')}$`).test(request.path));

/** What the sandbox saw of a run. */
export interface Seen {
	requests: readonly RecordedRequest[];
	isWrite: (request: RecordedRequest) => boolean;
	misfortunes: readonly Misfortune[];
}

/** Whether nothing kept the node from seeing that what it had sent for an item was done. */
function couldLook(wish: Wish, { requests, isWrite, misfortunes }: Seen, { wasStopped }: StepRun): boolean {
	const own = requests.filter((request) => wish.effects([request]) > 0);
	const lost = own.filter(({ faults }) => faults.length > 0).length;
	const isNoLook = (request: RecordedRequest) => (wish.looksByAsking ? own.includes(request) : isWrite(request));
	const since = requests.slice(requests.findIndex((request) => own.includes(request)));
	const struck = requests.flatMap((request) => struckBy(request, misfortunes));
	return (
		!wasStopped &&
		// A time limit ends whatever is under way.
		!struck.some(({ kind }) => kind.end === 'time limit') &&
		(lost === 1 || (lost === 0 && wish.hasMore !== true)) &&
		since.every((request) => isNoLook(request) || request.faults.length === 0)
	);
}

const nothingUnclear = ({ requests, misfortunes }: Seen, { wasStopped }: StepRun) =>
	!wasStopped && requests.every((request) => struckBy(request, misfortunes).every(({ kind }) => kind.isClear === true));

const tellsOfChange = (word: Told | undefined) => word !== undefined && word !== 'failed' && word !== 'nothing';

/** Something was done for a failed item, and no item says so. */
function untoldOnTheWay(wishes: readonly Wish[], told: readonly Told[], { requests }: Seen): string[] {
	const toldOfWhat = new Set(
		wishes.flatMap(({ onTheWay }, item) => (onTheWay && tellsOfChange(told[item]) ? [onTheWay.what] : [])),
	);
	return wishes.flatMap(({ onTheWay }, item) =>
		onTheWay && !toldOfWhat.has(onTheWay.what) && onTheWay.times(requests) > 0
			? [`item ${item}: ${onTheWay.what} was done on the way, and nobody was told`]
			: [],
	);
}

function faultsOfAim(
	{ items, wishes: [wish, ...others] }: Aim,
	told: readonly Told[],
	run: StepRun,
	seen: Seen,
): string[] {
	if (!wish) return [];
	const effects = wish.effects(seen.requests);
	const onTheWay = wish.onTheWay?.times(seen.requests) ?? 0;
	const shows = others.length === 0 || wish.aim !== undefined ? wish.shows?.() : undefined;
	const words = items.map((item) => told[item]);
	const says = (...asked: Told[]) => words.some((word) => word !== undefined && asked.includes(word));
	/** Of an aim, the item that did it may be told, and another one's own try be unknown. */
	const toldAsDone = words.filter((word) => word === 'done' || word === 'named').length;
	const untold = !words.some(tellsOfChange);
	const faults: Array<[is: boolean, fault: string]> = [
		[effects > (wish.repeats ? items.length : 1), `done ${effects} times`],
		[says('done') && effects === 0 && shows !== true, 'told as done, and was not'],
		[says('done') && shows === false, 'told as done, and does not show'],
		[effects > 0 && shows === false, 'done, and does not show: the soak counts wrongly'],
		[effects > 0 && untold, `done, and told as ${says('failed') ? 'failed' : 'nothing'}`],
		[effects + onTheWay === 0 && says('named'), 'named among the changed, and was not'],
		[
			effects + onTheWay === 0 && says('changed'),
			`told as changed, and was not${shows === true ? ': it was so before' : ''}`,
		],
		[
			effects > toldAsDone && says('unknown') && wish.hidden === undefined && couldLook(wish, seen, run),
			'done and to be seen, and told as unknown',
		],
		[says('unknown') && nothingUnclear(seen, run), 'told as unknown without a reason'],
	];
	return faults.flatMap(([is, fault]) => (is ? [`item ${items.join(', ')}: ${fault}`] : []));
}

/** Everything that must not be. */
export function faultsOf({ wishes, besides }: Scenario, run: StepRun, seen: Seen): string[] {
	const told = toldOf(run, wishes.length);
	return [
		...aimsOf(wishes).flatMap((aim) => faultsOfAim(aim, told, run, seen)),
		...untoldOnTheWay(wishes, told, seen),
		...(besides?.() ?? []),
	];
}
