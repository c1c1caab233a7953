import type { INodeProperties } from 'n8n-workflow';

import { listFrom } from '../../shared/dropdown';
import { oncePerRun } from '../../shared/oncePerRun';
import { badInput, quote } from '../../shared/values/badInput';
import { onlyMatch } from '../../shared/values/onlyMatch';
import { listUnits } from '../contract/inventory';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

export const unitField: INodeProperties = {
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

/** Some endpoints want the id, one (container/information/save) wants the name. */
export interface Unit {
	id: number;
	unit: string;
}

export const allUnits = oncePerRun(async (api: ChemInventoryApi): Promise<Unit[]> => await api.call(listUnits, {}));

export const searchUnits = listFrom(connectChemInventory, async (api) => {
	const units = await allUnits(api);
	// Real lists hold "mL" beside "ml", so the id stands beside the name.
	return units.map(({ id, unit }) => ({
		name: `${unit.trim() === '' ? '(blank)' : unit} (ID ${id})`,
		value: id,
	}));
});

/** Micro sign and Greek mu look alike. */
const normal = (text: string) => text.trim().replace(/\u03bc/g, '\u00b5');

/**
 * A unit by id or by name. Upper and lower case count first; where only case differs and one unit is left, that one.
 * @throws Fault `badInput` listing the units
 */
export async function resolveUnit(api: ChemInventoryApi, value: unknown, label = 'Unit'): Promise<Unit> {
	const text = String(value ?? '').trim();
	if (text === '') throw badInput(label, 'is empty', 'Choose the unit of the size.');
	const units = await allUnits(api);
	const byId = /^\d+$/.test(text) ? units.find(({ id }) => id === Number(text)) : undefined;
	if (byId) return byId;
	const exact = units.filter(({ unit }) => normal(unit) === normal(text));
	const loose = units.filter(({ unit }) => normal(unit).toLowerCase() === normal(text).toLowerCase());
	const matches = exact.length > 0 ? exact : loose;
	return onlyMatch(
		label,
		matches,
		(all) => [
			'fits several units',
			`${quote(text)} fits ${all.map(({ id, unit }) => `${unit} (ID ${id})`).join(', ')}. Give the ID.`,
		],
		() => [
			'does not exist in this inventory',
			`There is no unit ${quote(text)}. Units: ${units
				.map(({ unit }) => unit)
				.filter((unit) => unit.trim() !== '')
				.join(', ')}.`,
		],
	);
}
