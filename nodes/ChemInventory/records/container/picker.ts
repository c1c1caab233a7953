import { labelOf, placeLabel } from '../../../shared/dropdown';
import { locator } from '../../../shared/form';
import type { Located } from '../../../shared/form';
import { quote } from '../../../shared/values/badInput';
import { onlyMatch } from '../../../shared/values/onlyMatch';
import type { ContainerSummary } from '../../contract/container';
import type { ChemInventoryApi } from '../../service/api';
import { searchActive, searchedList } from './search';
import { whyUnknown } from './unknownBarcode';

export type LocatedContainer = Located<'barcode' | 'id'>;

export const containerPicker = locator(
	{
		displayName: 'Container',
		name: 'container',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The container, by its name, by what is printed on it, or by its ID in ChemInventory',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				hint: 'Type part of the name, or scan the barcode',
				typeOptions: { searchListMethod: 'searchContainers', searchable: true, searchFilterRequired: true },
			},
			{ displayName: 'By Barcode', name: 'barcode', type: 'string', placeholder: 'e.g. ABC00123' },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 371902' },
		],
	},
	{ list: 'id', barcode: 'barcode', id: 'id' },
);

/**
 * Containers of the active inventory whose barcode is the text, or whose name or a synonym holds it. Both searches run on the
 * server; what they find comes whole, so it is paged here.
 */
export const searchContainers = searchedList(async (api, wanted) => {
	const withBarcode = await searchActive(api, 'barcode', wanted);
	const named = await searchActive(api, 'name', `%${wanted}%`);
	const first = new Set(withBarcode.map(({ id }) => id));
	return [...withBarcode, ...named.filter(({ id }) => !first.has(id)).sort(byName)].map(
		({ id, name, barcode, locationtext }) => ({
			name: labelOf(barcode ? barcode : `ID ${id}`, name, placeLabel((locationtext ?? '').split(' > '))),
			value: id,
		}),
	);
});

const byName = (a: ContainerSummary, b: ContainerSummary) => (a.name ?? '').localeCompare(b.name ?? '') || a.id - b.id;

/**
 * A container by its barcode. Nothing keeps two containers from having the same one.
 * @throws Fault `badInput` if none or several fit
 */
export async function containerWithBarcode(
	api: ChemInventoryApi,
	barcode: string,
	label = 'Container',
): Promise<number> {
	const found = await searchActive(api, 'barcode', barcode);
	const containers = found.filter(({ barcode: own }) => own === undefined || own === null || own === barcode);
	const why = containers.length === 0 ? await whyUnknown(api, barcode) : '';
	return onlyMatch(
		label,
		containers,
		(all) => [
			'matches several containers',
			`The barcode ${quote(barcode)} is on the containers ${all.map(({ id }) => id).join(', ')}. Enter the ID of one, and correct the barcodes.`,
		],
		() => ['was not found', `No container of the active inventory has the barcode ${quote(barcode)}. ${why}`],
	).id;
}

/** The ID of the container that a form names. @throws Fault `badInput` */
export async function findContainerId(
	api: ChemInventoryApi,
	located: LocatedContainer,
	label = 'Container',
): Promise<number> {
	return located.by === 'id' ? located.id : await containerWithBarcode(api, located.text, label);
}
