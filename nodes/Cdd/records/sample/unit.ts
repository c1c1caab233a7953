import { exactChoice } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';
import { sampleUnits } from '../../contract/scalars';

/** Keyboards and spreadsheets write the Greek letter mu (U+03BC); CDD Vault knows the micro sign (U+00B5) alone. */
const toMicroSign = (text: string) => text.replace(/\u03bc/g, '\u00b5');

/** @throws Fault `badInput` listing the units that CDD Vault knows */
export function readUnit(value: unknown): (typeof sampleUnits)[number] {
	const text = toMicroSign(String(value ?? '').trim());
	const unit = sampleUnits.find((known) => known === text);
	if (unit) return unit;
	throw badInput(
		'Units',
		'is not a unit that CDD Vault knows',
		`It is ${quote(value ?? '')}. Choose one of ${sampleUnits.join(', ')}; upper and lower case count.`,
	);
}

export const unitField = exactChoice(
	{
		displayName: 'Units',
		name: 'units',
		type: 'options',
		options: [...sampleUnits].sort((a, b) => a.localeCompare(b)).map((unit) => ({ name: unit, value: unit })),
		default: 'mg',
		description: 'The unit of the amount, now and later',
	},
	readUnit,
);
