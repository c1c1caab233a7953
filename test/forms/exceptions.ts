import type { INodeProperties } from 'n8n-workflow';

import type { Expected } from './values';

/** Fields of a narrower form than their kind: what somebody fills in. */
const narrower: Readonly<Record<string, unknown>> = {};

export const byHand = (name: string): unknown => narrower[name];

/** A table of its own for a field that takes less, or more, than its kind. */
export function exceptions(_subject: string, _path: string): Expected | undefined {
	return undefined;
}

/** A number of which the form says how small it may be. */
export function bounded({ typeOptions }: INodeProperties, table: Expected): Expected {
	const least = typeOptions?.minValue;
	if (least === undefined) return table;
	return Object.fromEntries(
		Object.entries(table).filter(([, expected]) => typeof expected?.as !== 'number' || expected.as >= least),
	);
}
