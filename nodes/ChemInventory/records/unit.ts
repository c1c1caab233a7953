import { listFrom } from '../../shared/dropdown';
import { locator, optionalLocator } from '../../shared/form';
import type { Declared, Located } from '../../shared/form';
import { oncePerRun } from '../../shared/oncePerRun';
import { badInput, quote } from '../../shared/values/badInput';
import { onlyMatch } from '../../shared/values/onlyMatch';
import { unitsNamed } from '../../shared/values/units';
import { listUnits } from '../contract/inventory';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

const declaration: Declared<'resourceLocator'> = {
	displayName: 'Unit',
	name: 'unit',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The unit of the size',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchUnits', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. mL' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 5' },
	],
};

const modes = { list: 'id', name: 'name', id: 'id' } as const;
export type LocatedUnit = Located<'id' | 'name'>;

/** The unit of a size, where one must be given. */
export const unitPicker = locator({ ...declaration, required: true }, modes);

export const optionalUnitPicker = optionalLocator(declaration, modes);

/** Some endpoints want the id, one (container/information/save) wants the name. */
export interface Unit {
	id: number;
	unit: string;
}

export const allUnits = oncePerRun(async (api: ChemInventoryApi): Promise<Unit[]> => await api.call(listUnits, {}));

export const searchUnits = listFrom(
	connectChemInventory,
	async (api) => {
		const units = await allUnits(api);
		// Real lists hold "mL" beside "ml", so the id stands beside the name.
		return units.map(({ id, unit }) => ({
			name: `${unit.trim() === '' ? '(no name)' : unit} (ID ${id})`,
			value: id,
		}));
	},
	'This inventory has no units. Add one in ChemInventory, then open the list again.',
);

const namesOf = (units: readonly Unit[]) =>
	units
		.map(({ unit }) => unit)
		.filter((unit) => unit.trim() !== '')
		.join(', ');

/** A unit by its ID. @throws Fault `badInput` listing the units */
export async function unitWithId(api: ChemInventoryApi, id: number, label = 'Unit'): Promise<Unit> {
	const units = await allUnits(api);
	const unit = units.find((one) => one.id === id);
	if (unit) return unit;
	throw badInput(
		label,
		'does not exist in this inventory',
		`There is no unit with the ID ${id}. Units: ${namesOf(units)}.`,
	);
}

/**
 * A unit by its ID or its name, see `unitsNamed`: an exact spelling wins, else one must be clear.
 * @throws Fault `badInput` listing the units
 */
export async function findUnit(api: ChemInventoryApi, located: LocatedUnit, label = 'Unit'): Promise<Unit> {
	if (located.by === 'id') return await unitWithId(api, located.id, label);
	const { text } = located;
	const units = await allUnits(api);
	return onlyMatch(
		label,
		unitsNamed(text, units, ({ unit }) => unit, { anyCase: true }),
		(all) => [
			'matches several units',
			`${quote(text)} matches ${all.map(({ id, unit }) => `${unit} (ID ${id})`).join(', ')}. Enter the ID.`,
		],
		() => ['does not exist in this inventory', `There is no unit ${quote(text)}. Units: ${namesOf(units)}.`],
	);
}
