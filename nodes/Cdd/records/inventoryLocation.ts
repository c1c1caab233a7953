import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { inOrder, inWords, orSay, pageOf, placeLabel } from '../../shared/dropdown';
import { Fault } from '../../shared/fault';
import { choice, optionalLocator, mapped, optionalText, variants } from '../../shared/form';
import type { Values } from '../../shared/form';
import { timeLimits } from '../../shared/http/send';
import { oncePerRun } from '../../shared/oncePerRun';
import { oncePerValue } from '../../shared/oncePerValue';
import { badInput, quote } from '../../shared/values/badInput';
import { didYouMean } from '../../shared/values/nearest';
import { onlyMatch } from '../../shared/values/onlyMatch';
import { spelledBest } from '../../shared/values/spelling';
import { maxPageSize } from '../contract/scalars';
import { listInventoryLocations } from '../contract/vault';
import type { InventoryLocation } from '../contract/vault';
import { connectCdd } from '../service/api';
import type { CddApi } from '../service/api';
import { joinPages, readUntilCertain } from '../service/list/joinPages';
import type { Joined } from '../service/list/joinPages';
import { parsePosition, positionIn } from './boxPosition';
import type { BoxPosition } from './boxPosition';

const location = optionalLocator(
	{
		displayName: 'Location',
		name: 'location',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The freezer, shelf or box where the sample is put. Leave empty to keep it where it is.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchInventoryLocations', searchable: true },
			},
			{
				displayName: 'By Path',
				name: 'path',
				type: 'string',
				placeholder: 'e.g. Building 1 > Freezer 1 > Box 1',
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 1212' },
		],
	},
	{ list: 'id', path: 'path', id: 'id' },
);

const placeInBox = choice({
	displayName: 'Place in the Box',
	name: 'placeInBox',
	type: 'options',
	options: [
		{ name: 'At This Position', value: 'given' },
		{
			name: 'Next Free Position',
			value: 'nextFree',
			description: 'The lowest one that is free. Samples of one run never get the same.',
		},
	],
	default: 'given',
	description: 'How the position in a box is chosen',
});

const position = mapped(
	optionalText({
		displayName: 'Position',
		name: 'position',
		type: 'string',
		default: '',
		placeholder: 'e.g. 3 or A3',
		description:
			'The place inside a box: its number, counted from 1 row by row, or its name, such as A3. Leave empty for a location that is not a box.',
	}),
	parsePosition,
);

/** Where a sample is put, in a form. */
export const placeFields = { location, place: variants(placeInBox, { given: { position }, nextFree: {} }) };
export type GivenPlace = Values<typeof placeFields>;

/** GET inventory_locations is a bare array without a count: the list ends where a page is short. */
async function readLocationPages(api: CddApi): Promise<Joined<InventoryLocation>> {
	const pages: InventoryLocation[][] = [];
	for (let offset = 0; ;) {
		const page = await api.call(listInventoryLocations, {
			query: { offset, page_size: maxPageSize },
			timeLimit: timeLimits.list,
		});
		if (!Array.isArray(page)) throw new Fault('malformedAnswer', 'CDD Vault answered without a list of locations');
		pages.push(page);
		const joined = await joinPages(pages);
		if (page.length < maxPageSize || !joined.fits) return joined;
		offset += page.length - 1;
	}
}

/** @throws Fault `incomplete` if the list did not stand still */
export const allLocations = oncePerRun(async (api: CddApi): Promise<ReadonlyMap<number, InventoryLocation>> => {
	const { records, isCertain, passes } = await readUntilCertain(async () => await readLocationPages(api));
	if (isCertain) return new Map(records.map((location) => [location.id, location]));
	throw new Fault('incomplete', 'The list changed while it was read, so it is not complete', {
		description: `The list of locations kept changing in ${passes} tries. Run this step again.`,
	});
});

/** The names from the root down. */
export function locationNames(location: InventoryLocation, all: ReadonlyMap<number, InventoryLocation>): string[] {
	const names: string[] = [];
	const passed = new Set<number>();
	for (let at: InventoryLocation | undefined = location; at && !passed.has(at.id);) {
		passed.add(at.id);
		names.unshift(at.value);
		at = at.parent_id ? all.get(at.parent_id) : undefined;
	}
	return names;
}

/** Such as `Building 1 > Freezer 1 > Box 1`. */
export const locationPath = (location: InventoryLocation, all: ReadonlyMap<number, InventoryLocation>): string =>
	locationNames(location, all).join(' > ');

export const isBox = ({ position_limit: limit }: InventoryLocation) => typeof limit === 'number' && limit > 0;

function nameInList(location: InventoryLocation, all: ReadonlyMap<number, InventoryLocation>): string {
	const { value, position_limit: limit, filled_position_count: filled } = location;
	const free = isBox(location) ? ` (${(limit ?? 0) - (filled ?? 0)} of ${limit ?? 0} free)` : '';
	return placeLabel([...locationNames(location, all).slice(0, -1), `${value}${free}`]);
}

export const searchInventoryLocations = inWords(async function searchInventoryLocations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const all = await allLocations(await connectCdd(this));
	const entries = [...all.values()]
		.map((location) => ({ path: locationPath(location, all), name: nameInList(location, all), value: location.id }))
		.sort((a, b) => inOrder(a.path, b.path))
		.map(({ name, value }) => ({ name, value }));
	return pageOf(
		orSay(
			entries,
			'This vault has no locations. Leave the field empty, or ask the administrator of the vault to add freezers and boxes.',
		),
		filter,
		paginationToken,
	);
});

export const tidyPath = (path: string) =>
	path
		.split('>')
		.map((name) => name.trim())
		.join(' > ');

const locationAt = oncePerValue(async (api: CddApi, path: string): Promise<number> => {
	const all = await allLocations(api);
	const known = [...all.values()].map((each) => ({ id: each.id, path: locationPath(each, all) }));
	return onlyMatch(
		'Location',
		spelledBest(path, known, (each) => [each.path], tidyPath),
		(found) => [
			'matches several locations',
			`The path ${quote(path)} belongs to the locations ${found.map(({ id }) => id).join(', ')}. Enter the ID of one.`,
		],
		() => [
			'does not exist in this vault',
			`No location has the path ${quote(path)}.${didYouMean(
				path,
				known.map((each) => each.path),
			)} Enter the names from the top down, with > between them.`,
		],
	).id;
});

/** How an event carries a place (POST and PUT inventory_samples): `Location` in its fields. */
export interface EventLocation {
	id: number;
	position?: number;
}

async function knownLocation(api: CddApi, id: number): Promise<{ location: InventoryLocation; path: string }> {
	const all = await allLocations(api);
	const found = all.get(id);
	if (found) return { location: found, path: locationPath(found, all) };
	throw badInput('Location', 'does not exist in this vault', `No location has the ID ${id}. Choose one from the list.`);
}

/** @throws Fault `badInput` for an unknown location */
export const pathOfLocation = async (api: CddApi, id: number): Promise<string> => (await knownLocation(api, id)).path;

/**
 * Checks a place against the vault's own list before anything is sent.
 * @param given undefined where the sample stays as it is in the location
 * @throws Fault `badInput` for an unknown location, a position outside the box, a box without a position
 */
export async function eventLocation(api: CddApi, id: number, given: BoxPosition | undefined): Promise<EventLocation> {
	const { location: found, path } = await knownLocation(api, id);
	if (!isBox(found)) {
		if (given === undefined) return { id };
		throw badInput(
			'Position',
			'is given for a location that is not a box',
			`"${path}" has no positions. Leave the position empty, or choose a box.`,
		);
	}
	return { id, position: positionIn(found, path, given) };
}

/** A box of the vault, with how full the vault says it is. */
export interface Box {
	id: number;
	path: string;
	positions: number;
	filled: number;
}

/** @throws Fault `badInput` for an unknown location, or one that is not a box */
async function boxWithId(api: CddApi, id: number): Promise<Box> {
	const { location: found, path } = await knownLocation(api, id);
	const { position_limit: positions, filled_position_count: filled } = found;
	if (isBox(found)) return { id, path, positions: positions ?? 0, filled: filled ?? 0 };
	throw badInput(
		'Place in the Box',
		'asks for a position in a location that is not a box',
		`"${path}" has no positions. Choose a box, or 'At This Position' without a position.`,
	);
}

/** A place that is known, or the box whose next free position it is to be; neither where no location was chosen. */
export interface PlannedPlace {
	location?: EventLocation;
	box?: Box;
}

/** @throws Fault `badInput` for a path that no location has, or several */
const locationIdOf = async (api: CddApi, located: NonNullable<GivenPlace['location']>): Promise<number> =>
	located.by === 'id' ? located.id : await locationAt(api, located.text);

/** The place of a form. @throws Fault `badInput` */
export async function plannedPlace(api: CddApi, { location: located, place }: GivenPlace): Promise<PlannedPlace> {
	if (place.chosen === 'nextFree') {
		if (!located) throw badInput('Location', 'is empty, although the next free position was chosen', 'Choose the box.');
		const box = await boxWithId(api, await locationIdOf(api, located));
		return { location: { id: box.id }, box };
	}
	if (located) return { location: await eventLocation(api, await locationIdOf(api, located), place.position) };
	if (place.position === undefined) return {};
	throw badInput(
		'Location',
		'is empty, although a position is entered',
		'Choose the box that the position belongs to.',
	);
}
