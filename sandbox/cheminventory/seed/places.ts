import type { ChemInventoryLab } from '../lab';
import type { LocationRecord } from '../state';

export const inventoryIds = { main: 2100, other: 2101 } as const;

/** A tree: name, and what lies inside. */
type Place = readonly [name: string, ...inside: Place[]];

const mainPlaces: Place[] = [
	['Stores', ['Shelf A'], ['Shelf B'], ['Shelf C']],
	[
		'Lab 1.01',
		['Flammables Cabinet', ['Shelf 1'], ['Shelf 2'], ['Shelf 3']],
		['Corrosives Cabinet', ['Acids'], ['Bases']],
		['Fume Hood 1'],
		['Fume Hood 2'],
		['Fridge 4 °C'],
		['Freezer -20 °C', ['Drawer 1'], ['Drawer 2']],
	],
	// A name may hold what paths are joined with.
	['Lab 1.02', ['Solvents > 1 L'], ['Glovebox'], ['Bench', ['Left'], ['Right']]],
	['Cupboards', ['Cupboard 1'], ['Cupboard 2'], ['Cupboard 3']],
	['Cold Room', ['Rack 1'], ['Rack 2']],
	['Personal', ['Lab User One'], ['Lab User Two']],
	['Missing'],
	['On order'],
	['Old Annex', ['Back Shelf']],
];

const otherPlaces: Place[] = [['Teaching Lab', ['Cupboard 1'], ['Cupboard 2']], ['Stores']];

/** The location that somebody removed in the web application after emptying it. */
export const removedPlace = 'Old Annex';

function addPlaces(
	lab: ChemInventoryLab,
	places: Place[],
	inventory: number,
	parent: LocationRecord | undefined,
): void {
	for (const [name, ...inside] of places) {
		const id = lab.ids.location.next();
		const isRemoved = name === removedPlace || parent?.isRemoved === true;
		const barcode = parent === undefined && !isRemoved ? `LOC-${id}` : null;
		const location = { id, name, barcode, parent: parent?.id ?? 0, inventory, isRemoved };
		lab.locations.set(id, location);
		addPlaces(lab, inside, inventory, location);
	}
}

/** Real lists are dirty: spellings of one unit, the micro and the Greek sign, a blank one. */
const units = ['mL', 'ml', 'L', 'l', 'g', 'mg', 'kg', '\u00B5L', '\u03BCL', '', 'vial', 'gram'];

export const suppliers = [
	'Sigma Aldrich',
	'Sigma-Aldrich',
	'Sigma Aldrich ',
	'Fisher Scientific',
	'VWR',
	'TCI',
	'Alfa Aesar',
	'N/A',
	'NA',
];

export function seedPlaces(lab: ChemInventoryLab): void {
	const { main, other } = inventoryIds;
	const { recycling, sharing, tree } = lab.settings.switches;
	const name = 'Sandbox Group';
	lab.inventories.set(main, {
		id: main,
		name,
		barcodePrefix: 'AA',
		mayEditBarcodePrefix: true,
		hasRecycling: recycling === 'enabled',
		sharedWith: new Set(),
	});
	lab.inventories.set(other, {
		id: other,
		name: 'Teaching Group',
		barcodePrefix: 'TG',
		mayEditBarcodePrefix: false,
		hasRecycling: false,
		sharedWith: new Set(sharing === 'none' ? [] : [main]),
	});
	addPlaces(lab, tree === 'several roots' ? mainPlaces : [[name, ...mainPlaces]], main, undefined);
	addPlaces(lab, otherPlaces, other, undefined);
	units.forEach((unit, index) => lab.units.set(index + 1, { id: index + 1, unit }));
	for (const inventory of [main, other]) {
		for (const name of inventory === main ? suppliers : suppliers.slice(0, 2)) {
			const id = lab.ids.supplier.next();
			lab.suppliers.set(id, { id, name, inventory });
		}
	}
}
