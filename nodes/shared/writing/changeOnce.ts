import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import type { ItemCall } from '../operation';
import { dataObject } from '../values/json';
import { applyOnce } from './applyOnce';

/** A change of one record that shows when the record is read. */
export interface VisibleChange<R extends object> {
	/** See `WriteName`. What the user gave: after the change the record may have another name, or be gone. */
	step: string;
	values: unknown;
	/** Reads back the record that was noted before the change. */
	schema: z.ZodType<R, z.ZodTypeDef, unknown>;
	/** Finds the record that the user means. Throws where there is none or it must not be changed: nothing is sent then. */
	find: () => Promise<R>;
	/** The same record again, or undefined if it is not there. */
	reread: (before: R) => Promise<R | undefined>;
	/** Whether the record is as it should become. */
	isDone: (present: R | undefined, before: R) => boolean;
	send: (before: R) => Promise<unknown>;
	/** For the text of an unknown outcome: `The file still has its old name.` */
	notDone: string;
	whereToLook: string;
}

export interface Changed<R> {
	/** False if the record was as it should be, so that nothing was sent. */
	changed: boolean;
	before: R;
}

/**
 * Reads a record, changes it if need be, and settles a lost answer by reading it again.
 * @throws Fault
 */
export async function changeOnce<R extends object>(
	call: ItemCall<unknown>,
	change: VisibleChange<R>,
): Promise<Changed<R>> {
	const recordIn = (noted: IDataObject | undefined) => change.schema.parse(noted?.record);
	let noted: IDataObject = {};
	const { answer } = await applyOnce(call, {
		step: change.step,
		values: change.values,
		look: async () => {
			const record = await change.find();
			noted = { changed: !change.isDone(record, record), record: dataObject(record) };
			return noted;
		},
		already: () => (noted.changed === true ? undefined : noted),
		send: async () => {
			await change.send(recordIn(noted));
			return noted;
		},
		settle: async (before) => {
			const record = recordIn(before);
			return change.isDone(await change.reread(record), record)
				? { applied: true, answer: before ?? {} }
				: { applied: false, seen: change.notDone };
		},
		whereToLook: change.whereToLook,
	});
	return { changed: answer.changed === true, before: recordIn(answer) };
}
