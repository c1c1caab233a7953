import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../fault';
import type { ItemCall } from '../operation';
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
	whereToLook: string;
}

export interface MassChanged {
	ids: number[];
	before: IDataObject | null;
}

const contentsIn = (value: IDataObject | undefined): Contents => ({
	ids: idsIn(value, 'ids'),
	placeIds: idsIn(value, 'placeIds'),
});

async function checkUntouched(change: MassChange, contents: Contents): Promise<void> {
	const { where, things, done, idsKey, untouched } = change;
	const { ids } = contents;
	const facts = { [idsKey]: ids };
	const all = `All that were to be ${done}: ${idsText(ids)}.`;
	const look = `${where}: look at the ${things} before you go on. ${all}`;
	const left = await readBack(async () => await untouched(contents), look, facts);
	if (left.length === 0) return;
	throw new Fault('incomplete', 'The change did not reach all of them', {
		description: `${where}: ${left.length} of ${ids.length} ${things} were not ${done}: ${idsText(left)}. ${all}`,
		facts: { ...facts, notReached: left },
		tellsOfChange: true,
	});
}

/**
 * Applies one change to everything in a place, and compares afterwards. The IDs go into n8n's log first: the service may
 * return nothing.
 * @returns the records, all of them changed, and how they were
 * @throws Fault
 */
export async function changeAll(call: ItemCall<unknown>, change: MassChange): Promise<MassChanged> {
	const { where, things, done } = change;
	let contents: Contents = { ids: [] };
	const { answer, before } = await applyOnce(call, {
		step: change.step,
		values: change.values,
		look: async () => {
			const { before: image, ...place } = await change.list();
			contents = place;
			return { ...contents, image };
		},
		send: async () => {
			const { ids } = contents;
			if (ids.length > 0) {
				call.functions.logger.info(`${where}: ${ids.length} ${things} are about to be ${done}: ${ids.join(', ')}`);
				await change.send();
			}
			return { ...contents };
		},
		settle: async (noted) => {
			const sent = contentsIn(noted);
			const left = await change.untouched(sent);
			if (left.length === 0) return { applied: true, answer: { ...sent } };
			return {
				applied: false,
				seen: `${left.length} of ${sent.ids.length} ${things} are not ${done}. The ${things}: ${idsText(sent.ids)}.`,
			};
		},
		whereToLook: change.whereToLook,
	});
	const changed = contentsIn(answer);
	await checkUntouched(change, changed);
	return { ids: changed.ids, before: imageIn(before, 'image') };
}
