import { collection, mapped, number } from '../../shared/form';
import type { Field } from '../../shared/form';
import { timeLimitOf } from '../../shared/timeLimit';
import { badInput } from '../../shared/values/badInput';

const label = 'Time Limit (Minutes)';
const minute = 60_000;

/** For reads whose whole answer comes in one reply, which can take minutes. In milliseconds. */
export const timeLimit = mapped(
	number(
		{
			displayName: label,
			name: 'timeLimitMinutes',
			type: 'number',
			typeOptions: { minValue: 0.1, maxValue: 35_000, numberPrecision: 2 },
			default: 5,
			description: 'How long to wait for the answer. Big inventories take minutes.',
		},
		{ above: 0 },
	),
	(minutes) => timeLimitOf(minutes, label),
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
		throw badInput(label, 'is empty', 'Add the fields to change.');
	});
