import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../values/json';
import { parseRecord } from './exactJson';

const looksLikeJson = (text: string) =>
	(text.startsWith('{') && text.endsWith('}')) || (text.startsWith('[') && text.endsWith(']'));

/** A list or an object, which in a cell of a table is the JSON of it; any other value as it is. */
export function unfolded(value: unknown): unknown {
	if (typeof value !== 'string' || !looksLikeJson(value)) return value;
	try {
		return parseRecord(`{"value":${value}}`).value;
	} catch {
		return value;
	}
}

/** The object that a record holds, also where it came out of a cell; an empty one for anything else. */
export function objectIn(value: unknown): IDataObject {
	const given = unfolded(value);
	return typeof given === 'object' && given !== null && !Array.isArray(given) ? dataObject(given) : {};
}

/** The list that a record holds, also where it came out of a cell; an empty one for anything else. */
export function listIn(value: unknown): unknown[] {
	const given = unfolded(value);
	return Array.isArray(given) ? given : [];
}
