import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../values/json';
import { isNothing } from '../../values/text';

/** Whether a field held nothing; in files of text null and an empty cell are the same. */
export const heldNothing = (value: unknown): boolean =>
	isNothing(value) || (Array.isArray(value) && value.length === 0);

/** A value that a form takes for one field: lists and objects are none. */
export const isPlain = (value: unknown): value is boolean | number | string =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** A list or an object, which in a file of text is the JSON of it; anything else as it is. */
export function unfolded(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}

/** The object in a cell; an empty one where it is none. */
export function objectIn(value: unknown): IDataObject {
	const data = unfolded(value);
	return typeof data === 'object' && data !== null && !Array.isArray(data) ? dataObject(data) : {};
}

/** The list in a cell; an empty one where it is none. */
export function listIn(value: unknown): unknown[] {
	const data: unknown = unfolded(value);
	return Array.isArray(data) ? data : [];
}

/** Those that hold something. */
export const filled = (record: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(record).filter(([, value]) => !heldNothing(value)));
