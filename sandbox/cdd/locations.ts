import { unprocessable } from './errors';
import type { EventLocation, LocationRecord, SampleRecord, Vault } from './state';

const letter = (row: number): string =>
	(row < 26 ? '' : letter(Math.floor(row / 26) - 1)) + String.fromCharCode(65 + (row % 26));

/** Positions count from 1, row by row: in a box of 8 columns 3 is `A3` and 9 is `B1`. */
const gridLabel = (box: LocationRecord, position: number): string =>
	`${letter(Math.floor((position - 1) / box.num_columns))}${((position - 1) % box.num_columns) + 1}`;

export function locationPath(vault: Vault, location: LocationRecord): string {
	const parent = location.parent_id === undefined ? undefined : vault.locations.get(location.parent_id);
	return parent === undefined ? location.value : `${locationPath(vault, parent)} ${location.value}`;
}

function occupant(vault: Vault, locationId: number, position: number): SampleRecord | undefined {
	for (const sample of vault.samples.values()) {
		if (sample.inventory_location_id === locationId && sample.inventory_location_position === position) return sample;
	}
	return undefined;
}

/** Where a sample is to stand, checked against the location tree and the other samples (A19). */
export function readPlace(vault: Vault, sampleId: number, wanted: { id: number; position?: number }): EventLocation {
	const location = vault.locations.get(wanted.id);
	if (location === undefined) throw unprocessable(`Location ${wanted.id} not found`);
	const { position } = wanted;
	const path = locationPath(vault, location);
	if (location.position_limit === 0) {
		if (position !== undefined) throw unprocessable(`Location "${path}" has no positions`);
		return { id: location.id, value: path };
	}
	if (position === undefined)
		throw unprocessable(`Location "${path}" needs a position from 1 to ${location.position_limit}`);
	if (position > location.position_limit) {
		throw unprocessable(`Position ${position} is outside of "${path}", which has ${location.position_limit}`);
	}
	const taken = occupant(vault, location.id, position);
	if (taken !== undefined && taken.id !== sampleId) throw unprocessable(`Position ${position} of "${path}" is taken`);
	return { id: location.id, position, value: `${path} ${position}/${gridLabel(location, position)}` };
}

/** Each location as the vendor replies; which positions are taken is not told. */
export function* renderLocations(
	vault: Vault,
	locations: Iterable<LocationRecord>,
): Generator<Record<string, unknown>> {
	const filled = new Map<number, number>();
	for (const { inventory_location_id: id } of vault.samples.values()) {
		if (id !== null) filled.set(id, (filled.get(id) ?? 0) + 1);
	}
	for (const { id, created_at, modified_at, parent_id, ...rest } of locations) {
		yield {
			id,
			class: 'inventory location',
			created_at,
			modified_at,
			filled_position_count: rest.position_limit === 0 ? 0 : (filled.get(id) ?? 0),
			...(parent_id === undefined ? {} : { parent_id }),
			...rest,
		};
	}
}
