import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { timeLimits } from '../../../shared/http/send';
import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import type { Sighting } from '../../../shared/writing/applyOnce';
import { idsIn } from '../../../shared/writing/noted';
import { readBack } from '../../../shared/writing/readBack';
import { moveContainers } from '../../contract/container';
import { containersFields, readContainerIds } from '../../records/container/chosen';
import { rowsByIds } from '../../records/container/rows';
import { containerIdsIn, locationField, resolveLocation } from '../../records/location';
import type { PlacedLocation } from '../../records/location';
import type { ChemInventoryApi } from '../../service/api';

/** Where the containers stand. Some that do not exist are no matter here: the service says what it moved. */
async function placesOf(api: ChemInventoryApi, ids: readonly number[]): Promise<IDataObject> {
	const { table } = await rowsByIds(api, ids, timeLimits.list);
	return {
		containers: table.rows.map((row) =>
			dataObject({
				id: Number(row.id),
				barcode: row.barcode ?? null,
				location: row.location ?? null,
				locationid: row.locationid ?? null,
			}),
		),
	};
}

const idsAt = async (api: ChemInventoryApi, { id }: PlacedLocation) => new Set(await containerIdsIn(api, id));

async function lookForMoved(
	api: ChemInventoryApi,
	location: PlacedLocation,
	ids: readonly number[],
): Promise<Sighting> {
	const there = await idsAt(api, location);
	const moved = ids.filter((id) => there.has(id));
	if (moved.length === ids.length) return { applied: true, answer: { moved } };
	return {
		applied: false,
		seen: `${moved.length} of ${ids.length} containers are at ${location.path}${moved.length > 0 ? ` (${moved.join(', ')})` : ''}.`,
	};
}

export const move: Operation<ChemInventoryApi> = {
	option: {
		name: 'Move',
		value: 'move',
		action: 'Move containers to a location',
		description: 'Move one container or several to a location',
	},
	kind: 'write',
	fields: [
		...containersFields,
		{ ...locationField, description: 'Where the containers go' },
		{
			displayName: 'If Some Do Not Move',
			name: 'ifNotMoved',
			type: 'options',
			options: [
				{ name: 'Fail and Name Them', value: 'fail' },
				{ name: 'Go On and List Them', value: 'report', description: 'The item lists them as notMoved' },
			],
			default: 'fail',
			description: 'What to do when ChemInventory moves only some of the containers',
		},
	],
	async run(call, itemIndex) {
		const { functions, api, ledger } = call;
		const location = await resolveLocation(
			api,
			functions.getNodeParameter('location', itemIndex, '', { extractValue: true }),
		);
		const ids = await readContainerIds(call, itemIndex);
		// Read before the write: a field that cannot be read must not make a finished change look failed.
		const reports = functions.getNodeParameter('ifNotMoved', itemIndex) === 'report';
		const { answer, before } = await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf(moveContainers.path, api.address, location.id, ids),
			look: async () => await placesOf(api, ids),
			send: async () => ({
				moved: await api.call(moveContainers, { containerid: ids, destinationid: location.id }, timeLimits.list),
			}),
			settle: async () => await lookForMoved(api, location, ids),
			whereToLook: `Look at ${location.path} in ChemInventory before you run this step again.`,
			signal: functions.getExecutionCancelSignal(),
		});
		const movedIds = new Set(idsIn(answer, 'moved'));
		const moved = ids.filter((id) => movedIds.has(id));
		const unmoved = ids.filter((id) => !movedIds.has(id));
		// A container that stood there before may not count as moved.
		const there =
			unmoved.length > 0
				? await readBack(async () => await idsAt(api, location), `Look at ${location.path}.`, { moved })
				: new Set();
		const notMoved = unmoved.filter((id) => !there.has(id));
		if (notMoved.length > 0 && !reports) throw partlyMoved(location, moved, notMoved);
		return {
			moved,
			notMoved,
			alreadyThere: unmoved.filter((id) => there.has(id)),
			locationId: location.id,
			location: location.path,
			before: before ?? null,
		};
	},
};

function partlyMoved(location: PlacedLocation, moved: number[], notMoved: number[]): Fault {
	return new Fault('unsuccessful', 'ChemInventory did not move all of the containers', {
		description: `Not moved to ${location.path}: ${notMoved.join(', ')}. Moved: ${moved.length > 0 ? moved.join(', ') : 'none'}. Check that the containers exist in this inventory, or set 'If Some Do Not Move' to return them.`,
		facts: { moved, notMoved },
	});
}
