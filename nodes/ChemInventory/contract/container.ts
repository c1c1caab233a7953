import { z } from 'zod';

import { endpoint } from './endpoint';
import {
	day,
	id,
	nobody,
	nothing,
	receivedFlag,
	receivedInteger,
	receivedText,
	table,
	withCustomFields,
} from './scalars';
import { ghsEntry } from './substance';

/** One new container. `containersize` is text, for numbers too; `units` is a unit id of /general/units. */
export const newContainer = withCustomFields({
	name: z.string().min(1),
	locationid: id,
	substanceid: id,
	supplier: z.string().optional(),
	barcode: z.string().optional(),
	containersize: z.string().optional(),
	units: id.optional(),
	comments: z.string().optional(),
	dateacquired: day.optional(),
});

/** What search and the list of a location give. Which keys appear depends on the inventory's table layout. */
export const containerSummary = z
	.object({
		id: receivedInteger,
		name: receivedText.nullish(),
		location: receivedInteger.nullish(),
		size: receivedText.nullish(),
		unitid: receivedInteger.nullish(),
		unit: z.string().nullish(),
		substance: receivedInteger.nullish(),
		cas: receivedText.nullish(),
		needsretrieval: receivedFlag.optional(),
		barcode: receivedText.nullish(),
		locationtext: z.string().nullish(),
	})
	.passthrough();

export type ContainerSummary = z.output<typeof containerSummary>;

/** The reply of search/execute and location/containers/get; what `orders` holds is not documented: requests as order/load has them. */
export const containerList = z
	.object({ orders: z.array(z.record(z.unknown())).default([]), containers: z.array(containerSummary) })
	.passthrough();

/** Other names than in the summary: `containername`, `locationString`. */
export const container = z
	.object({
		id: receivedInteger,
		containername: receivedText.nullish(),
		barcode: receivedText.nullish(),
		location: receivedInteger.nullish(),
		locationString: z.string().nullish(),
		size: receivedText.nullish(),
		unitid: receivedInteger.nullish(),
		unit: z.string().nullish(),
		inrecycling: receivedFlag.optional(),
		substance: receivedInteger.nullish(),
		cas: receivedText.nullish(),
		needsretrieval: receivedFlag.optional(),
		ghs: z.array(ghsEntry).optional(),
	})
	.passthrough();

export type Container = z.output<typeof container>;

export const addContainers = endpoint({
	path: '/container/add',
	access: 'write',
	summary: 'Add containers of ONE substance to ONE location: those of the first entry count for all',
	minRole: 4,
	body: z.object({ data: z.array(newContainer).nonempty() }).strict(),
	data: z.array(receivedInteger),
});

export const deleteContainers = endpoint({
	path: '/container/delete',
	access: 'write',
	summary: 'Delete containers',
	minRole: 4,
	body: z.object({ containerid: z.array(id).nonempty() }).strict(),
	data: nothing,
});

export const getContainerHistory = endpoint({
	path: '/container/information/gethistory',
	access: 'read',
	summary: 'History of one container: [UTC time, user, action, text]',
	body: z.object({ containerid: id }).strict(),
	data: z.array(z.array(z.unknown())),
});

export const loadContainer = endpoint({
	path: '/container/information/load',
	access: 'read',
	summary: 'One container with custom fields, hazards and files',
	body: z.object({ containerid: id }).strict(),
	data: container,
});

/** `containersize` takes {size, unit NAME}, every other field text. The location is no field: see /container/move. */
export const saveContainerField = endpoint({
	path: '/container/information/save',
	access: 'write',
	summary: 'Set one field of one container',
	minRole: 4,
	body: z
		.object({
			containerid: id,
			field: z
				.string()
				.regex(
					/^(containername|cas|containersize|barcode|supplier|dateacquired|comments|(cf|sf)-\d+)$/,
					'is not a field that can be set',
				),
			newvalue: z.union([z.string(), z.object({ size: z.number(), unit: z.string() }).strict()]),
		})
		.strict(),
	data: nothing,
});

export const toggleRecycling = endpoint({
	path: '/container/information/togglerecycling',
	access: 'write',
	summary: 'Flip the recycling status of a container',
	minRole: 4,
	body: z.object({ containerid: id }).strict(),
	data: nothing,
});

export const moveContainers = endpoint({
	path: '/container/move',
	access: 'write',
	summary: 'Move containers; answers with the ids that really moved',
	minRole: 4,
	body: z.object({ containerid: z.array(id).nonempty(), destinationid: id }).strict(),
	data: z.array(receivedInteger),
});

export const listRecentlyAdded = endpoint({
	path: '/container/recentlyadded',
	access: 'read',
	summary: 'Containers added in the last 30 days',
	minRole: 2,
	documentedAdminOnly: true,
	body: nobody,
	data: table,
});

export const exportContainersById = endpoint({
	path: '/general/exportbyid',
	access: 'read',
	summary: 'Full rows of chosen containers',
	body: z.object({ containerids: z.array(id).nonempty() }).strict(),
	data: table,
});
