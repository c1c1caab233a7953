import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../values/json';

/** The before-image that `look` of a write noted under a key; null if there is none. */
export function imageIn(before: IDataObject | undefined, key = 'record'): IDataObject | null {
	const image: unknown = before?.[key];
	return typeof image === 'object' && image !== null ? dataObject(image) : null;
}

/** The IDs, or other numbers, that a write noted under a key; none if there are none. */
export function idsIn(value: IDataObject | undefined, key: string): number[] {
	const ids = value?.[key];
	return Array.isArray(ids) ? ids.map(Number) : [];
}

const mostIdsInText = 300;

/** IDs for an error text: with them a change can be undone. */
export function idsText(ids: readonly number[]): string {
	const rest = ids.length - mostIdsInText;
	return `${ids.slice(0, mostIdsInText).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
