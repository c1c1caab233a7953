import { inOrder, listFrom, placeLabel } from '../../shared/dropdown';
import { locator, optionalLocator } from '../../shared/form';
import type { Declared, Located } from '../../shared/form';
import { timeLimits } from '../../shared/http/send';
import { oncePerRun } from '../../shared/oncePerRun';
import { oncePerValue } from '../../shared/oncePerValue';
import { badInput, quote } from '../../shared/values/badInput';
import { didYouMean } from '../../shared/values/nearest';
import { onlyMatch } from '../../shared/values/onlyMatch';
import { spelledBest } from '../../shared/values/spelling';
import { looseKey } from '../../shared/values/text';
import type { ContainerSummary } from '../contract/container';
import { listContainersOfLocation, listLocations } from '../contract/location';
import type { Location } from '../contract/location';
import { connectChemInventory, fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';
import { locationWords } from './otherWords';
import { shownIn } from './output';

const declaration: Declared<'resourceLocator'> = {
	displayName: 'Location',
	name: 'location',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The place in the tree of locations',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchLocations', searchable: true },
		},
		{ displayName: 'By Path', name: 'path', type: 'string', placeholder: 'e.g. Cupboards > Cupboard 1' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 12345' },
	],
};

/** The ways to name a location; for the declaration of another locator. */
export const locationModes = declaration.modes;

/** What these ways stand for. */
export const byLocationMode = { list: 'id', path: 'path', id: 'id' } as const;
export type LocatedLocation = Located<'id' | 'path'>;

export const locationPicker = locator({ ...declaration, required: true }, byLocationMode);

/** The same, or nothing where the field is empty. */
export const optionalLocationPicker = optionalLocator(declaration, byLocationMode);

/** Where containers go, all at once. */
export const toLocationPicker = locator(
	{
		displayName: 'To Location',
		name: 'toLocation',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'Where the containers go',
		modes: locationModes,
	},
	byLocationMode,
);

export const showLocation = shownIn(locationWords);

export interface PlacedLocation extends Location {
	/** Names from the root down, joined with ` > `. */
	path: string;
}

/** From the root down. */
function namesOf(location: Location, byId: ReadonlyMap<number, Location>): string[] {
	const names: string[] = [];
	const passed = new Set<number>();
	for (let at: Location | undefined = location; at && !passed.has(at.id); at = byId.get(at.parent)) {
		passed.add(at.id);
		names.unshift(at.name);
	}
	return names;
}

const pathOf = (location: Location, byId: ReadonlyMap<number, Location>) => namesOf(location, byId).join(' > ');

/** All locations with their paths, by id. Names may hold `>` themselves, so paths are built and never split. */
export const allLocations = oncePerRun(async (api: ChemInventoryApi): Promise<ReadonlyMap<number, PlacedLocation>> => {
	const locations = await api.call(listLocations, {});
	const byId = new Map(locations.map((location) => [location.id, location]));
	return new Map(locations.map((location) => [location.id, { ...location, path: pathOf(location, byId) }]));
});

export const searchLocations = listFrom(
	connectChemInventory,
	async (api) => {
		const all = await allLocations(api);
		return [...all.values()]
			.sort((a, b) => inOrder(a.path, b.path))
			.map((location) => ({ name: placeLabel(namesOf(location, all)), value: location.id }));
	},
	'This inventory has no locations. Add one in ChemInventory, then open the list again.',
);

/** Blanks around the arrows do not count when a path is typed. */
const tidy = (path: string) => path.replace(/\s*>\s*/g, ' > ');

/**
 * Locations by a path from the root, or with the inventory in front, as exports and the audit log write it. A root may be
 * called like its inventory. Sought once for all items that write it so.
 */
const locationsAt = oncePerValue(async (api: ChemInventoryApi, text: string): Promise<PlacedLocation[]> => {
	const all = [...(await allLocations(api)).values()];
	const given = looseKey(tidy(text));
	const mayBeginWithInventory = all.some(({ path }) => given.endsWith(looseKey(tidy(` > ${path}`))));
	const { user, inventory } = mayBeginWithInventory ? await fetchDetails(api) : {};
	const prefix = user?.inventoryname ?? inventory?.name;
	return spelledBest(text, all, ({ path }) => (prefix ? [path, `${prefix} > ${path}`] : [path]), tidy);
});

/** A location by its ID. @throws Fault `badInput` */
export const locationWithId = async (api: ChemInventoryApi, id: number, label = 'Location'): Promise<PlacedLocation> =>
	locationAmong(await allLocations(api), id, label);

/** One of all locations by its ID. @throws Fault `badInput` */
export function locationAmong(all: ReadonlyMap<number, PlacedLocation>, id: number, label: string): PlacedLocation {
	const location = all.get(id);
	if (location) return location;
	throw badInput(
		label,
		'does not exist in this inventory',
		`There is no location with the ID ${id}. Choose one from the list, or enter its path.`,
	);
}

/**
 * A location by its ID or its whole path.
 * @throws Fault `badInput` naming the nearest paths
 */
export async function findLocation(
	api: ChemInventoryApi,
	located: LocatedLocation,
	label = 'Location',
): Promise<PlacedLocation> {
	if (located.by === 'id') return await locationWithId(api, located.id, label);
	const { text } = located;
	const all = await allLocations(api);
	return onlyMatch(
		label,
		await locationsAt(api, text),
		(several) => [
			'matches several locations',
			`${several.length} locations have the path ${quote(text)}. Enter the ID of one: ${several.map(({ id }) => id).join(', ')}.`,
		],
		() => [
			'does not exist in this inventory',
			`There is no location ${quote(text)}.${didYouMean(
				text,
				[...all.values()].map(({ path }) => path),
			)}`,
		],
	);
}

/** The containers of one location; those of its sub-locations are not among them. @throws Fault */
export async function containersIn(api: ChemInventoryApi, locationid: number): Promise<ContainerSummary[]> {
	return (await api.call(listContainersOfLocation, { locationid }, timeLimits.list)).containers;
}

/** Their ids. @throws Fault */
export async function containerIdsIn(api: ChemInventoryApi, locationid: number): Promise<number[]> {
	return (await containersIn(api, locationid)).map(({ id }) => id);
}
