import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { inWords, pageOf } from '../../shared/dropdown';
import { Fault } from '../../shared/fault';
import { timeLimits } from '../../shared/http/send';
import { oncePerRun } from '../../shared/oncePerRun';
import { badInput, quote } from '../../shared/values/badInput';
import { readId } from '../../shared/values/ids';
import { readNumber } from '../../shared/values/text';
import { maxPageSize } from '../contract/scalars';
import { listInventoryLocations } from '../contract/vault';
import type { InventoryLocation } from '../contract/vault';
import { connectCdd } from '../service/api';
import type { CddApi } from '../service/api';

export const locationField: INodeProperties = {
	displayName: 'Location',
	name: 'locationId',
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
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 1212' },
	],
};

export const positionField: INodeProperties = {
	displayName: 'Position',
	name: 'position',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'The place inside a box, counted from 1 row by row (3 is A3). Leave at 0 for a location that is not a box, and for the next free position.',
};

export const positionChoiceField: INodeProperties = {
	displayName: 'Place in the Box',
	name: 'positionChoice',
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
};

/** GET inventory_locations is a bare array without a count: read on until a page is short or brings nothing new. */
export const allLocations = oncePerRun(async (api: CddApi): Promise<ReadonlyMap<number, InventoryLocation>> => {
	const byId = new Map<number, InventoryLocation>();
	for (let offset = 0; ;) {
		const page = await api.call(listInventoryLocations, {
			query: { offset, page_size: maxPageSize },
			timeLimit: timeLimits.list,
		});
		if (!Array.isArray(page)) throw new Fault('malformedAnswer', 'CDD Vault answered without a list of locations');
		const before = byId.size;
		for (const location of page) byId.set(location.id, location);
		offset += page.length;
		if (page.length < maxPageSize || byId.size === before) return byId;
	}
});

/** The names from the root down, such as `Building 1 > Freezer 1 > Box 1`. */
export function locationPath(location: InventoryLocation, all: ReadonlyMap<number, InventoryLocation>): string {
	const names: string[] = [];
	const passed = new Set<number>();
	for (let at: InventoryLocation | undefined = location; at && !passed.has(at.id);) {
		passed.add(at.id);
		names.unshift(at.value);
		at = at.parent_id ? all.get(at.parent_id) : undefined;
	}
	return names.join(' > ');
}

const isBox = ({ position_limit: limit }: InventoryLocation) => typeof limit === 'number' && limit > 0;

function nameInList(location: InventoryLocation, all: ReadonlyMap<number, InventoryLocation>): string {
	const path = locationPath(location, all);
	const { position_limit: limit, filled_position_count: filled } = location;
	return isBox(location) ? `${path} (${(limit ?? 0) - (filled ?? 0)} of ${limit ?? 0} positions free)` : path;
}

export const searchInventoryLocations = inWords(async function searchInventoryLocations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const all = await allLocations(await connectCdd(this));
	const entries = [...all.values()]
		.map((location) => ({ name: nameInList(location, all), value: location.id }))
		.sort((a, b) => a.name.localeCompare(b.name));
	return pageOf(entries, filter, paginationToken);
});

/** How an event carries a place (POST and PUT inventory_samples): `Location` in its fields. */
export interface EventLocation {
	id: number;
	position?: number;
}

const isEmpty = (value: unknown) =>
	value === undefined || value === null || value === '' || value === 0 || value === '0';

async function knownLocation(api: CddApi, id: unknown): Promise<{ location: InventoryLocation; path: string }> {
	const all = await allLocations(api);
	const location = all.get(readId(id, 'Location'));
	if (location) return { location, path: locationPath(location, all) };
	throw badInput(
		'Location',
		'is not one of this vault',
		`No location has the ID ${String(id)}. Choose one from the list.`,
	);
}

/**
 * Checks a place against the vault's own list before anything is sent.
 * @returns undefined where no location was chosen
 * @throws Fault `badInput` for an unknown location, a position outside the box, a box without a position
 */
export async function resolveLocation(api: CddApi, id: unknown, position: unknown): Promise<EventLocation | undefined> {
	if (isEmpty(id)) {
		if (isEmpty(position)) return undefined;
		throw badInput('Location', 'is empty although a position is given', 'Choose the box that the position belongs to.');
	}
	const { location, path } = await knownLocation(api, id);
	return checkPosition(location, position, path);
}

/** A box of the vault, with how full the vault says it is. */
export interface Box {
	id: number;
	path: string;
	positions: number;
	filled: number;
}

/**
 * The box whose next free position is asked for.
 * @throws Fault `badInput` for no location, an unknown one, or one that is not a box
 */
export async function resolveBox(api: CddApi, id: unknown): Promise<Box> {
	if (isEmpty(id)) {
		throw badInput('Location', 'is empty although the next free position is asked for', 'Choose the box.');
	}
	const { location, path } = await knownLocation(api, id);
	const { position_limit: positions, filled_position_count: filled } = location;
	if (isBox(location)) return { id: location.id, path, positions: positions ?? 0, filled: filled ?? 0 };
	throw badInput(
		'Place in the Box',
		'asks for a position in a location that is not a box',
		`"${path}" has no positions. Choose a box, or 'At This Position' with the position 0.`,
	);
}

/** @throws Fault `badInput` for anything but the two choices */
export function wantsNextFree(choice: unknown): boolean {
	if (choice === 'nextFree') return true;
	if (isEmpty(choice) || choice === 'given') return false;
	throw badInput(
		'Place in the Box',
		'is not one of the choices',
		`It is ${quote(choice)}. Give nextFree for the next free position, or given for the one in 'Position'.`,
	);
}

function checkPosition(location: InventoryLocation, position: unknown, path: string): EventLocation {
	if (!isBox(location)) {
		if (isEmpty(position)) return { id: location.id };
		throw badInput(
			'Position',
			'is given for a location that is not a box',
			`"${path}" has no positions. Set the position to 0, or choose a box.`,
		);
	}
	const limit = location.position_limit ?? 0;
	if (isEmpty(position)) {
		throw badInput(
			'Position',
			'is missing',
			`"${path}" is a box with ${limit} positions. Give a number from 1 to ${limit}.`,
		);
	}
	const place = readNumber(position, 'Position');
	if (!Number.isInteger(place) || place < 1 || place > limit) {
		throw badInput('Position', 'is outside the box', `It is ${place}; "${path}" has the positions 1 to ${limit}.`);
	}
	return { id: location.id, position: place };
}
