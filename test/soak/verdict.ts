import type { INodeExecutionData } from 'n8n-workflow';

import type { FaultCondition, RecordedRequest } from '../../sandbox';
import { struckBy } from './misfortune';
import type { Misfortune } from './misfortune';
import type { Scenario, Wish } from './scenario';
import type { Ending, StepRun } from './step';

/**
 * What a user is told of an item: that it was done; that nobody knows; that something was changed before it failed; that it
 * failed; nothing at all.
 */
export type Told = 'changed' | 'done' | 'failed' | 'nothing' | 'unknown';

/** What our errors say of a change that was made, see `tellsOfChange` of a fault. */
const wordsOfChange =
	/changed something|change was (made|sent)|did not (reach|move|delete) all|recycling status is not the one|was requested, but|has arrived, but|were created, but|created another number|Saved before that: (?!nothing)|accepted the request, and|does not have the status|Not all (barcodes|containers)|gave another number|fit several substances|other substances than asked for|which import it started/;

function inWords(text: string): Told {
	if (/outcome unknown/i.test(text)) return 'unknown';
	return wordsOfChange.test(text) ? 'changed' : 'failed';
}

const textsOf = (error: { message?: unknown; description?: unknown }) =>
	`${String(error.message ?? '')} ${String(error.description ?? '')}`;

function toldByItem({ json, error }: INodeExecutionData): Told {
	if (error) return inWords(textsOf(error));
	return typeof json.error === 'string' && 'details' in json ? inWords(JSON.stringify(json)) : 'done';
}

const numbersIn = (text: string | undefined) => (text?.match(/\d+/g) ?? []).map(Number);

/** A run that ended with an error names the items that failed, and those that were changed. */
function toldByError(error: Extract<Ending, { error: unknown }>['error'], items: number): Told[] {
	const told = new Array<Told>(items).fill('nothing');
	const text = textsOf(error);
	const changed = /Changed in this run, before or after the item that failed: items ([\d, ]+)/.exec(text);
	for (const item of numbersIn(changed?.[1])) told[item] = 'changed';
	const failedOnly = /So did items ([\d, and more]+)\./.exec(text);
	for (const item of numbersIn(failedOnly?.[1])) told[item] = 'failed';
	const rest = [changed, failedOnly].reduce((left, match) => (match ? left.slice(0, match.index) : left), text);
	const [own = '', ...others] = rest.split(/Item (\d+) failed as well: /);
	told[Number(error.context.itemIndex ?? 0)] = inWords(own);
	for (let at = 0; at + 1 < others.length; at += 2) told[Number(others[at])] = inWords(others[at + 1] ?? '');
	return told;
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

/** Whether nothing kept the node from seeing what became of its last write. */
function couldLook({ requests, isWrite, misfortunes }: Seen, { wasStopped }: StepRun): boolean {
	const last = requests.findLastIndex((request) => isWrite(request) && request.tookEffect);
	const struck = requests.flatMap((request) => struckBy(request, misfortunes));
	return (
		!wasStopped &&
		!struck.some(({ kind }) => kind.end === 'time limit') &&
		requests.slice(last + 1).every(({ faults }) => faults.length === 0)
	);
}

const nothingUnclear = ({ requests, misfortunes }: Seen, { wasStopped }: StepRun) =>
	!wasStopped && requests.every((request) => struckBy(request, misfortunes).every(({ kind }) => kind.isClear === true));

/** Everything that must not be. */
export function faultsOf({ wishes, besides }: Scenario, run: StepRun, seen: Seen): string[] {
	const told = toldOf(run, wishes.length);
	const faults = aimsOf(wishes).flatMap(({ items, wishes: [wish, ...others] }) => {
		if (!wish) return [];
		const effects = wish.effects(seen.requests);
		const onTheWay = wish.onTheWay?.(seen.requests) ?? 0;
		const words = items.map((item) => told[item]);
		const says = (word: Told) => words.includes(word);
		const shows = others.length === 0 || wish.aim !== undefined ? wish.shows?.() : undefined;
		const found: string[] = [];
		if (effects > (wish.repeats ? items.length : 1)) found.push(`done ${effects} times`);
		if (says('done') && effects === 0 && shows !== true) found.push('told as done, and was not');
		if (says('done') && shows === false) found.push('told as done, and does not show');
		if (effects === 0 && onTheWay === 0 && says('changed')) found.push('told as changed, and was not');
		if (effects > 0 && shows === false) found.push('done, and does not show: the soak counts wrongly');
		if (effects > 0 && !says('done') && !says('unknown') && !says('changed'))
			found.push(`done, and told as ${says('failed') ? 'failed' : 'nothing'}`);
		if (onTheWay > 0 && effects === 0 && (says('failed') || says('nothing')))
			found.push('something was done on the way to it, and it is told as failed');
		if (effects > 0 && says('unknown') && wish.hidden === undefined && couldLook(seen, run))
			found.push('done and to be seen, and told as unknown');
		if (says('unknown') && nothingUnclear(seen, run)) found.push('told as unknown without a reason');
		return found.map((fault) => `item ${items.join(', ')}: ${fault}`);
	});
	return [...faults, ...(besides?.() ?? [])];
}
