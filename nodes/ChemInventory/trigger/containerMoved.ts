import { collection, locator } from '../../shared/form';
import { withoutInventory } from '../records/inventory';
import { allLocations, byLocationMode, findLocation, locationModes } from '../records/location';
import type { LocatedLocation, PlacedLocation } from '../records/location';
import { fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';
import { wordsInAuditLog } from './auditWords';
import { containerEventWith } from './containerEvent';
import { includeContainer } from './containerRecords';
import { readWay } from './containerText';
import { optionsDeclaration } from './options';

const intoLocation = locator(
	{
		displayName: 'Into Location',
		name: 'intoLocation',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'Report only containers that were moved into this location or below it',
		modes: locationModes,
	},
	byLocationMode,
);

function isWithin(location: PlacedLocation, top: PlacedLocation, all: ReadonlyMap<number, PlacedLocation>): boolean {
	const passed = new Set<number>();
	for (let at: PlacedLocation | undefined = location; at && !passed.has(at.id); at = all.get(at.parent)) {
		if (at.id === top.id) return true;
		passed.add(at.id);
	}
	return false;
}

/**
 * Says of a row, which ends with a path with the inventory in front, whether that lies within a location. Names may hold `>`
 * and quotation marks, so paths are compared as a whole; only the path of a location that is gone is told by its beginning.
 * @throws Fault
 */
async function rowsWithin(api: ChemInventoryApi, located: LocatedLocation): Promise<(text: string) => boolean> {
	const top = await findLocation(api, located, 'Into Location');
	const all = await allLocations(api);
	const { user, inventory } = await fetchDetails(api);
	const prefix = `${user.inventoryname ?? inventory.name ?? ''} > `;
	const endingIn = ({ path }: PlacedLocation) => ` to "${prefix}${path}"`;
	return (text) => {
		const ending = text.trimEnd();
		const arrivedAt = [...all.values()].filter((location) => ending.endsWith(endingIn(location)));
		if (arrivedAt.length > 0) return arrivedAt.some((location) => isWithin(location, top, all));
		return readWay(text).to?.startsWith(`${prefix}${top.path} > `) ?? false;
	};
}

const options = collection(optionsDeclaration, { includeContainer, intoLocation, wordsInAuditLog });

export const containerMoved = containerEventWith(options, {
	option: {
		name: 'Container Moved',
		value: 'containerMoved',
		description: "A container was moved to another location. Needs a group administrator's token.",
	},
	action: 'moved',
	read(text, inventories) {
		const { from, to } = readWay(text);
		const shown = (path: string | null) => path && withoutInventory(path, inventories);
		return { from: shown(from), to: shown(to) };
	},
	async wanted(call, rows) {
		const { intoLocation: top } = call.form.options;
		if (rows.length === 0 || top === undefined) return rows;
		const isWanted = await rowsWithin(call.api, top);
		return rows.filter(({ text }) => isWanted(text));
	},
});
