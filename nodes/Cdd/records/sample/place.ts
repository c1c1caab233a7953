import { asError, Fault } from '../../../shared/fault';
import type { InventorySample } from '../../contract/sample';
import type { InventoryLocation } from '../../contract/vault';
import type { CddApi } from '../../service/api';
import { wellIn, withoutPosition } from '../boxPosition';
import { allLocations, isBox, locationPath } from '../inventoryLocation';

export type Locations = ReadonlyMap<number, InventoryLocation>;

export const noLocations: Locations = new Map();

/**
 * The locations that samples are shown with. Only the list of locations says which of the names in a sample's `location` is the box.
 * A token whose user may not read it still gets the samples.
 * @throws Fault
 */
export async function locationsToShow(api: CddApi): Promise<Locations> {
	try {
		return await allLocations(api);
	} catch (thrown) {
		if (thrown instanceof Fault && thrown.kind === 'refused') return noLocations;
		throw asError(thrown);
	}
}

/** Asks for them while samples are read that probably stand somewhere. What goes wrong is met by `locationsToShow`. */
export async function expectLocations(api: CddApi): Promise<void> {
	await allLocations(api).catch(() => undefined);
}

/** Where a sample stands: the path and what is within it apart, null for nothing. */
interface ShownPlace {
	location: string | null;
	box: string | null;
	position: number | null;
	well: string | null;
}

/** Where a sample stands. Of a location that is not in the list the path is as CDD Vault writes it, with blanks between the names. */
export function placeOf(sample: InventorySample, all: Locations): ShownPlace {
	const { inventory_location_id: id, inventory_location_position: given, location } = sample;
	const position = given ? given : null;
	const known = id ? all.get(id) : undefined;
	const text = location && position ? withoutPosition(location, position) : { path: location ?? null, well: undefined };
	if (!known) return { location: text.path, box: null, position, well: text.well ?? null };
	return {
		location: locationPath(known, all),
		box: isBox(known) ? known.value : null,
		position,
		well: (position && wellIn(known, position)) || (text.well ?? null),
	};
}
