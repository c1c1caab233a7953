import type { IDataObject } from 'n8n-workflow';

import { isNothing } from '../../values/text';

/** Whether a field held nothing; in files of text null and an empty cell are the same. */
export const heldNothing = (value: unknown): boolean =>
	isNothing(value) || (Array.isArray(value) && value.length === 0);

/** A value that a form takes for one field: lists and objects are none. */
export const isPlain = (value: unknown): value is boolean | number | string =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Those that hold something. */
export const filled = (record: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(record).filter(([, value]) => !heldNothing(value)));
