import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { collection, mapped, number } from '../../shared/form';
import type { Field } from '../../shared/form';
import { badInput, quote } from '../../shared/values/badInput';
import { readNumber } from '../../shared/values/text';

const minute = 60_000;

/** For reads whose whole answer comes in one reply, which can take minutes. In milliseconds. */
export const timeLimit = mapped(
	number(
		{
			displayName: 'Time Limit (Minutes)',
			name: 'timeLimitMinutes',
			type: 'number',
			typeOptions: { minValue: 0.1, numberPrecision: 2 },
			default: 5,
			description: 'How long to wait for the answer. Big inventories take minutes.',
		},
		{ above: 0 },
	),
	(minutes) => Math.round(minutes * minute),
);

export const usualTimeLimit = 5 * minute;

/** For operations that have no other option. */
export const onlyTimeLimit = collection(
	{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
	{ timeLimit },
);

/** A collection of what is to change: without any field there is nothing to do. */
export const notEmpty = <T extends object>(changes: Field<T>, label: string): Field<T> =>
	mapped(changes, (given) => {
		if (Object.keys(given).length > 0) return given;
		throw badInput(label, 'is empty', 'Add what is to change.');
	});

/** Until the last operation reads its form. */
export const timeLimitField: INodeProperties = {
	displayName: 'Time Limit (Minutes)',
	name: 'timeLimitMinutes',
	type: 'number',
	typeOptions: { minValue: 0.1, numberPrecision: 2 },
	default: 5,
	description: 'How long to wait for the answer. Big inventories take minutes.',
};

/** For operations that have no other option. */
export const timeLimitOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [timeLimitField],
};

/** @returns milliseconds @throws Fault `badInput` */
export function readTimeLimit(options: IDataObject): number {
	const minutes =
		options.timeLimitMinutes === undefined ? 5 : readNumber(options.timeLimitMinutes, 'Time Limit (Minutes)');
	if (minutes > 0) return Math.round(minutes * minute);
	throw badInput('Time Limit (Minutes)', 'is not above 0', `It is ${quote(options.timeLimitMinutes)}.`);
}

/** For lists that the service gives whole. */
export function limited<T>(functions: IExecuteFunctions, itemIndex: number, records: readonly T[]): T[] {
	if (functions.getNodeParameter('returnAll', itemIndex) === true) return [...records];
	const limit = readNumber(functions.getNodeParameter('limit', itemIndex), 'Limit');
	if (Number.isInteger(limit) && limit > 0) return records.slice(0, limit);
	throw badInput('Limit', 'is not a whole number above 0', `It is ${quote(limit)}.`);
}
