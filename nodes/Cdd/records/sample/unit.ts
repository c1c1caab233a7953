import { changed, exactChoice } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';
import { unitsNamed } from '../../../shared/values/units';
import { sampleUnits } from '../../contract/scalars';

/** @throws Fault `badInput` listing the units that CDD Vault knows */
export function readUnit(value: unknown): (typeof sampleUnits)[number] {
	const [unit] = unitsNamed(String(value ?? ''), sampleUnits, (known) => known, { anyCase: false });
	if (unit) return unit;
	throw badInput(
		'Units',
		'is not a unit that CDD Vault knows',
		`It is ${quote(value ?? '')}. Choose one of ${sampleUnits.join(', ')}; upper and lower case matter.`,
	);
}

const options = [...sampleUnits].sort((a, b) => a.localeCompare(b)).map((unit) => ({ name: unit, value: unit }));

export const unitField = exactChoice(
	{
		displayName: 'Units',
		name: 'units',
		type: 'options',
		options,
		default: 'mg',
		description: 'The unit of the amount. It cannot be changed later.',
	},
	readUnit,
);

/** The unit of an amount for a sample that has its unit already. */
export const measuredUnit = changed(unitField, {
	description: 'The unit of the amount. It must be the unit of the sample: nothing is converted.',
});
