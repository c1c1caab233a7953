import { z } from 'zod';

import { changed, choice, json, mapped, variants } from '../../../../shared/form';
import type { Value } from '../../../../shared/form';
import { badInput } from '../../../../shared/values/badInput';
import { parseId } from '../../../../shared/values/ids';
import { idsText } from '../../../../shared/writing/noted';
import { moveContainers } from '../../../contract/container';
import { allLocations, findLocation, locationAmong, locationPicker } from '../../../records/location';
import type { PlacedLocation } from '../../../records/location';
import type { ChemInventoryApi } from '../../../service/api';
import type { MovePart } from './group';

const label = 'Where It Was';

const fix =
	"Enter `before` of the item that Move returned for these containers, such as {{ $('Move').item.json.before }}, where Move is the name of that step.";

/** What Move returns as `before`; what else is in it does not matter here. */
const places = z.object({
	containers: z.array(z.object({ id: z.unknown(), locationId: z.unknown() }).passthrough()).min(1),
});

/** Where containers were, by their IDs. */
type Places = ReadonlyMap<number, number>;

/** @throws Fault `badInput` */
function readPlaces(given: object): Places {
	const read = places.safeParse(given);
	if (!read.success) throw badInput(label, 'is not the `before` of an earlier move', fix);
	const known = new Map<number, number>();
	for (const { id, locationId } of read.data.containers) {
		const [container, location] = [parseId(id), parseId(locationId)];
		if (container === undefined || location === undefined) continue;
		const other = known.get(container) ?? location;
		if (other !== location)
			throw badInput(
				label,
				'names a container twice, with different locations',
				`Container ${container} was at ${other} and at ${location}. Leave out the entry that is not to count.`,
			);
		known.set(container, location);
	}
	return known;
}

const before = mapped(
	json({
		displayName: 'Where It Was',
		name: 'before',
		type: 'json',
		default: '{}',
		description:
			'The field "before" of the item that Move returned for the containers. Each goes back to the location that it has there.',
	}),
	readPlaces,
);

/** Where the containers go. */
export const destination = variants(
	choice({
		displayName: 'Destination',
		name: 'destination',
		type: 'options',
		options: [
			{ name: 'Back to Where It Was', value: 'back', description: 'To where each was before an earlier Move' },
			{ name: 'Chosen Location', value: 'location' },
		],
		default: 'location',
		description: 'Where the containers go',
	}),
	{
		back: { places: before },
		location: { location: changed(locationPicker, { description: 'The location that the containers go to' }) },
	},
);

/** The parts of a move by the containers that an item names. */
type PartsOf = (ids: readonly number[]) => MovePart[];

/**
 * A location for all, or one for each: each place is a call of its own, which is known by it. Looked up before the containers
 * are known.
 * @throws Fault `badInput`, as does what it returns
 */
export async function findDestination(api: ChemInventoryApi, chosen: Value<typeof destination>): Promise<PartsOf> {
	if (chosen.chosen === 'location') {
		const location = await findLocation(api, chosen.location);
		return (ids) => [{ ids, location, step: moveContainers.path }];
	}
	const { places } = chosen;
	const locations = await allLocations(api);
	return (ids) => backTo(places, locations, ids);
}

function backTo(places: Places, all: ReadonlyMap<number, PlacedLocation>, ids: readonly number[]): MovePart[] {
	const unknown = ids.filter((id) => !places.has(id));
	if (unknown.length > 0)
		throw badInput(
			label,
			'does not say where the containers were',
			`It has no location of ${idsText(unknown)}. ${fix}`,
		);
	return [...new Set(ids.map((id) => places.get(id) ?? 0))]
		.map((place) => locationAmong(all, place, label))
		.map((location) => ({
			ids: ids.filter((id) => places.get(id) === location.id),
			location,
			step: `${moveContainers.path} back to ${location.id}`,
		}));
}
