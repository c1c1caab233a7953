import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../values/json';
import type { Change } from '../change';
import type { ChangedRecord, Lost } from './steps';

/** What of a form undoes one change; or why nothing does, as the end of a sentence. */
export type Undone = { readonly set: IDataObject } | { readonly why: string };

/** What undoes the changes of one record, and what stays. */
export interface UndoneChanges {
	readonly set: IDataObject;
	readonly restores: readonly string[];
	readonly lost: readonly Lost[];
}

/** What a change is of, in the words of items. */
export function aspectOf({ change, field }: Change): string {
	if (change === 'moved') return 'location';
	if (change === 'renamed') return 'name';
	return field ?? (change === 'debited' || change === 'credited' ? 'amount' : change);
}

/** In a sentence: `"Acetone" (ID 12)`. */
export const named = ({ id, name }: Pick<ChangedRecord, 'id' | 'name'>): string =>
	name === undefined || name === '' ? `with the ID ${id}` : `"${name}" (ID ${id})`;

function isGroup(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of two lists all entries, of two groups all that is in them. */
export function together(a: IDataObject, b: IDataObject): IDataObject {
	const both: IDataObject = { ...a };
	for (const [key, value] of Object.entries(b)) {
		const known = both[key];
		if (isGroup(known) && isGroup(value)) both[key] = together(known, value);
		else if (Array.isArray(known) && Array.isArray(value))
			both[key] = dataObject({ list: [...new Set([...known, ...value])] }).list;
		else both[key] = value;
	}
	return both;
}

/** @param label the kind of record, at the beginning of a sentence */
export function undoAll(label: string, record: ChangedRecord, undo: (change: Change) => Undone): UndoneChanges {
	let set: IDataObject = {};
	const restores: string[] = [];
	const lost: Lost[] = [];
	for (const change of record.changes) {
		const aspect = aspectOf(change);
		const undone = undo(change);
		if ('set' in undone) {
			set = together(set, undone.set);
			restores.push(aspect);
		} else {
			lost.push({
				why: `${label} ${named(record)}: "${aspect}" stays as it is, because ${undone.why}.`,
				lost: [aspect],
				before: dataObject({ [aspect]: change.from ?? null }),
			});
		}
	}
	return { set, restores, lost };
}
