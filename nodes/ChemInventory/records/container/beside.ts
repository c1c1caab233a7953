import type { IDataObject } from 'n8n-workflow';

import { timeLimits } from '../../../shared/http/send';
import { dataObject } from '../../../shared/values/json';
import type { Beside } from '../../../shared/writing/changeAll';
import type { Role } from '../../contract/endpoint';
import { exportDeletedContainers, listDeletedContainers } from '../../contract/inventory';
import { fetchDetails } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';
import { containerIdsIn, containersIn } from '../location';

const groupAdministrator: Role = 2;

/** Undefined where the token's user may not see them: only a group administrator may. */
async function deletedIds(api: ChemInventoryApi): Promise<number[] | undefined> {
	const { user } = await fetchDetails(api);
	if (user.accounttype !== groupAdministrator) return undefined;
	return (await api.call(listDeletedContainers, {}, timeLimits.list)).map(({ id }) => id);
}

/** Of deleted containers, those that stood in the location, or do not show where they stood. */
async function deletedFrom(
	api: ChemInventoryApi,
	location: number,
	containers: readonly IDataObject[],
): Promise<IDataObject[]> {
	if (containers.length === 0) return [];
	const { rows } = await api.call(exportDeletedContainers, {}, timeLimits.list);
	const placeOf = new Map(rows.map(({ id, locationid }) => [Number(id), Number(locationid ?? location)]));
	return containers.filter(({ id }) => (placeOf.get(Number(id)) ?? location) === location);
}

/**
 * Containers that a deletion took although they were not counted. Others delete at the same time: the list of deleted
 * containers names who did.
 * @param location where they stood, if it was one place
 */
export const besideDeletion = (api: ChemInventoryApi, where: string, location?: number): Beside => ({
	known: async () => await deletedIds(api),
	async since(known, counted) {
		const deleted = await api.call(listDeletedContainers, {}, timeLimits.list);
		const ours = new Set(deleted.filter(({ id }) => counted.has(id)).map(({ user }) => user));
		const taken = deleted
			.filter(({ id, user }) => !known.has(id) && !counted.has(id) && (ours.size === 0 || ours.has(user)))
			.map(({ id, containername, barcode }) =>
				dataObject({ id, name: containername ?? null, barcode: barcode ?? null }),
			);
		return location === undefined ? taken : await deletedFrom(api, location, taken);
	},
	hint: (numberTaken, ids) =>
		`${where}: more containers were deleted than were counted, because somebody added some in the meantime. Also deleted (${numberTaken}): ${ids}.`,
});

/** Containers that came to the destination although they were not counted. Where they came from does not show. */
export const besideMove = (api: ChemInventoryApi, where: string, to: { id: number; path: string }): Beside => ({
	known: async () => await containerIdsIn(api, to.id),
	since: async (known, counted) =>
		(await containersIn(api, to.id))
			.filter(({ id }) => !known.has(id) && !counted.has(id))
			.map(({ id, name, barcode }) => dataObject({ id, name: name ?? null, barcode: barcode ?? null })),
	hint: (numberTaken, ids) =>
		`${where}: more containers came to "${to.path}" than were counted (${numberTaken}): ${ids}. Somebody may have added them to those that were moved, or put them there at the same moment.`,
});
