import { locator } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { moveAllOfLocation } from '../../contract/location';
import { besideMove } from '../../records/container/beside';
import { changeAllContainers, expectedNumber, listed, refuseOtherNumbers } from '../../records/container/massChange';
import type { ContainersChange } from '../../records/container/massChange';
import {
	byLocationMode,
	containerIdsIn,
	containersIn,
	findLocation,
	locationModes,
	toLocationPicker,
} from '../../records/location';
import { operation } from '../operation';

const fromLocationPicker = locator(
	{
		displayName: 'From Location',
		name: 'fromLocation',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'Where the containers are now',
		modes: locationModes,
	},
	byLocationMode,
);

export const moveAll = operation({
	option: {
		name: 'Move All Containers',
		value: 'moveAll',
		action: 'Move all containers of a location',
		description:
			'Move everything from one location to another. Containers of sub-locations stay where they are. To undo it, move the returned container IDs back.',
	},
	kind: 'destructive',
	form: { from: fromLocationPicker, to: toLocationPicker, expectedNumber },
	async prepare({ api }, form) {
		const origin = await findLocation(api, form.from, 'From Location');
		const destination = await findLocation(api, form.to, 'To Location');
		if (origin.id === destination.id) {
			throw badInput(
				'To Location',
				'is the same as the other location',
				`Both are "${origin.path}". Choose another one.`,
			);
		}
		const from = thing('location', origin.id);
		const where = `The location "${origin.path}"`;
		const change: ContainersChange = {
			expected: form.expectedNumber,
			from,
			touched: [from, thing('location', destination.id)],
			step: moveAllOfLocation.path,
			values: [origin.id, destination.id],
			where,
			done: 'moved',
			list: async () => await listed(api, await containersIn(api, origin.id), { location: origin }),
			send: async () => await api.call(moveAllOfLocation, { origin: origin.id, destination: destination.id }),
			untouched: async ({ ids }) => {
				const arrived = new Set(await containerIdsIn(api, destination.id));
				return ids.filter((id) => !arrived.has(id));
			},
			beside: besideMove(api, where, destination),
			whereToLook: `Look at the locations "${origin.path}" and "${destination.path}" in ChemInventory before you run this step again.`,
		};
		return { origin, destination, change };
	},
	checkAll: refuseOtherNumbers,
	touches: ({ change }) => change.touched,
	async run(call, { origin, destination, change }) {
		const { ids: containerIds, alsoTaken, before } = await changeAllContainers(call, change);
		return {
			moved: containerIds.length,
			from: origin.path,
			to: destination.path,
			fromLocationId: origin.id,
			toLocationId: destination.id,
			containerIds,
			alsoTaken,
			before,
		};
	},
});
