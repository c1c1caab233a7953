import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../fault';
import type { ItemCall } from '../operation';
import { dataObject } from '../values/json';
import { applyOnce } from './applyOnce';
import { idsIn, idsText, imageIn } from './noted';
import { readBack } from './readBack';

/** What is in a place now, and how it is described once it is no longer there. */
export interface Listed {
	ids: number[];
	/** Where else the records may be looked for afterwards, by ID. */
	placeIds?: number[];
	before: IDataObject;
}

export type Contents = Omit<Listed, 'before'>;

/** Where records show that were not counted and that the change takes as well: somebody may put them there before it runs. */
export interface Beside {
	/** The IDs there before the change; undefined where they may not be seen. */
	known: () => Promise<number[] | undefined>;
	/** What is there now and was not before, but for those that were counted. */
	since: (known: ReadonlySet<number>, counted: ReadonlySet<number>) => Promise<IDataObject[]>;
	/** What a person is told about them. */
	hint: (numberTaken: number, ids: string) => string;
}

/** One change of everything in a place. */
export interface MassChange {
	/** See `WriteName`. */
	step: string;
	values: unknown;
	/** What the records are in, for texts: `The location "Cupboards > Cupboard 1"`. */
	where: string;
	/** What they are, for texts: `containers`. */
	things: string;
	/** The name of their IDs among the facts of a fault: `containerIds`. */
	idsKey: string;
	/** For texts: `moved`. */
	done: string;
	/** What is there now. Throws where it must not be changed: nothing is sent then. */
	list: () => Promise<Listed>;
	send: () => Promise<unknown>;
	/** Those of the records that the change has not reached. */
	untouched: (contents: Contents) => Promise<number[]>;
	/** Without it nothing shows what else was taken. */
	beside?: Beside;
	whereToLook: string;
}

export interface MassChanged {
	ids: number[];
	/** Of them, those that were known before where the change takes them. */
	alreadyThere: number[];
	/** What was taken that was not counted; null where that may not be seen. */
	alsoTaken: IDataObject[] | null;
	before: IDataObject | null;
}

const contentsIn = (value: IDataObject | undefined): Contents => ({
	ids: idsIn(value, 'ids'),
	placeIds: idsIn(value, 'placeIds'),
});

const leftKey = 'notReached';

/** What the change has not reached, seen right after it: later items of a run may change the same records. */
async function leftBy({ untouched }: MassChange, contents: Contents): Promise<IDataObject> {
	return await untouched(contents).then(
		(left) => ({ [leftKey]: left }),
		() => ({}),
	);
}

/** @throws Fault where the change has not reached all, or that cannot be seen */
async function checkUntouched(change: MassChange, answer: IDataObject): Promise<void> {
	const { where, things, done, idsKey, untouched } = change;
	const contents = contentsIn(answer);
	const { ids } = contents;
	const facts = { [idsKey]: ids };
	const all = `All that had to be ${done}: ${idsText(ids)}.`;
	const look = `${where}: look at the ${things} before you go on. ${all}`;
	const left = Array.isArray(answer[leftKey])
		? idsIn(answer, leftKey)
		: await readBack(async () => await untouched(contents), look, facts);
	if (left.length === 0) return;
	throw new Fault('incomplete', 'The change did not reach all of them', {
		description: `${where}: ${left.length} of ${ids.length} ${things} were not ${done}: ${idsText(left)}. ${all}`,
		facts: { ...facts, notReached: left },
		tellsOfChange: true,
	});
}

const besideKey = 'besideIds';
const takenKey = 'alsoTaken';

/** Null where nothing may be seen. @throws Fault */
async function lookBeside(
	{ beside }: MassChange,
	noted: IDataObject | undefined,
	{ ids }: Contents,
): Promise<IDataObject[] | null> {
	const known: unknown = noted?.[besideKey];
	if (!beside || !Array.isArray(known)) return null;
	return ids.length === 0 ? [] : await beside.since(new Set(known.map(Number)), new Set(ids));
}

/** The same where the change was made: failing to look must not look like failing to change. */
async function takenBeside(
	change: MassChange,
	noted: IDataObject | undefined,
	contents: Contents,
): Promise<IDataObject> {
	return await lookBeside(change, noted, contents).then(
		(taken) => ({ [takenKey]: taken }),
		() => ({}),
	);
}

/** What was seen right after the change; only if that look failed, what is to be seen now. @throws Fault */
async function takenIn(
	change: MassChange,
	answer: IDataObject,
	noted: IDataObject | undefined,
): Promise<IDataObject[] | null> {
	const taken: unknown = answer[takenKey];
	if (Array.isArray(taken)) return taken.map((one) => dataObject(Object(one)));
	if (taken === null) return null;
	const { where, things, done, idsKey } = change;
	const contents = contentsIn(answer);
	return await readBack(
		async () => await lookBeside(change, noted, contents),
		`${where}: all ${contents.ids.length} ${things} were ${done}; it is not known whether others were as well.`,
		{ [idsKey]: contents.ids },
	);
}

/**
 * Applies one change to everything in a place, and compares afterwards; what it took beside what was counted is told. The IDs
 * go into n8n's log first: the service may return nothing.
 * @returns the records, all of them changed, and how they were
 * @throws Fault
 */
export async function changeAll(call: ItemCall<unknown>, change: MassChange): Promise<MassChanged> {
	const { where, things, done } = change;
	let contents: Contents = { ids: [] };
	let noted: IDataObject = {};
	const { answer, before } = await applyOnce(call, {
		step: change.step,
		values: change.values,
		look: async () => {
			const { before: image, ...place } = await change.list();
			contents = place;
			const known = contents.ids.length > 0 ? await change.beside?.known() : [];
			noted = { ...contents, image, ...(known ? { [besideKey]: known } : {}) };
			return noted;
		},
		already: () => (contents.ids.length === 0 ? { ...contents, [takenKey]: [], [leftKey]: [] } : undefined),
		send: async () => {
			const { ids } = contents;
			call.functions.logger.info(`${where}: ${ids.length} ${things} are about to be ${done}: ${ids.join(', ')}`);
			await change.send();
			return { ...contents, ...(await leftBy(change, contents)), ...(await takenBeside(change, noted, contents)) };
		},
		settle: async (known) => {
			const sent = contentsIn(known);
			const left = await change.untouched(sent);
			if (left.length === 0)
				return { applied: true, answer: { ...sent, [leftKey]: left, ...(await takenBeside(change, known, sent)) } };
			return {
				applied: false,
				seen: `${left.length} of ${sent.ids.length} ${things} are not ${done}. The ${things}: ${idsText(sent.ids)}.`,
			};
		},
		whereToLook: change.whereToLook,
	});
	const changed = contentsIn(answer);
	await checkUntouched(change, answer);
	const alsoTaken = await takenIn(change, answer, before);
	const { beside } = change;
	if (beside && alsoTaken && alsoTaken.length > 0)
		call.hint(beside.hint(alsoTaken.length, idsText(alsoTaken.map(({ id }) => Number(id)))));
	const known = new Set(idsIn(before, besideKey));
	const alreadyThere = changed.ids.filter((id) => known.has(id));
	return { ids: changed.ids, alreadyThere, alsoTaken, before: imageIn(before, 'image') };
}
