import { z } from 'zod';

import { containerList } from './container';
import { endpoint } from './endpoint';
import { id, nobody, nothing, receivedInteger } from './scalars';

/** A flat list; `parent` 0 is a root. Names may hold anything, `>` too. */
export const location = z
	.object({
		id: receivedInteger,
		name: z.string(),
		barcode: z.string().nullish(),
		parent: receivedInteger,
		numbercontainers: receivedInteger.nullish(),
	})
	.passthrough();

export type Location = z.output<typeof location>;

export const listLocations = endpoint({
	path: '/location/load',
	access: 'read',
	summary: 'All locations of the inventory',
	body: nobody,
	data: z.array(location),
});

export const listContainersOfLocation = endpoint({
	path: '/location/containers/get',
	access: 'read',
	summary: 'Containers of a location',
	body: z.object({ locationid: id }).strict(),
	data: containerList,
});

/** Acts on whatever is there when it runs. The key is `destination`, not `destinationid`. */
export const moveAllOfLocation = endpoint({
	path: '/location/containers/move',
	access: 'write',
	summary: 'Move all containers of a location to another',
	minRole: 4,
	body: z.object({ origin: id, destination: id }).strict(),
	data: nothing,
});

export const deleteAllOfLocation = endpoint({
	path: '/location/containers/delete',
	access: 'write',
	summary: 'Delete all containers of a location',
	minRole: 4,
	body: z.object({ locationid: id }).strict(),
	data: nothing,
});
