import { z } from 'zod';

import { endpoint } from './endpoint';
import { day, id, nobody, nothing, receivedFlag, receivedInteger, receivedText, table } from './scalars';

const detailsLocation = z
	.object({ id: receivedInteger, location: z.string(), parent: receivedInteger.nullish() })
	.passthrough();

/** An empty map may arrive as an empty array. */
const mapOrNothing = <Value extends z.ZodTypeAny>(value: Value) =>
	z.union([
		z.record(value),
		z
			.array(z.unknown())
			.length(0)
			.transform((): Record<string, z.output<Value>> => ({})),
	]);

export const details = z
	.object({
		user: z
			.object({
				id: receivedInteger,
				email: z.string().nullish(),
				firstname: z.string().nullish(),
				lastname: z.string().nullish(),
				inventory: receivedInteger,
				inventoryname: z.string().nullish(),
				accounttype: receivedInteger,
				dateformat: z
					.object({
						jsformat: z.string().nullish(),
						momentformat: z.string().nullish(),
						placeholder: z.string().nullish(),
					})
					.passthrough()
					.nullish(),
				preferences: z
					.object({ limitlocations: mapOrNothing(z.array(z.unknown())).nullish(), ll: z.unknown() })
					.passthrough()
					.nullish(),
				otherInventories: z.array(z.unknown()).nullish(),
				siteadmin: receivedFlag.optional(),
				enterpriseadmin: receivedFlag.optional(),
			})
			.passthrough(),
		inventory: z
			.object({
				id: receivedInteger,
				name: z.string().nullish(),
				barcodeprefix: z.string().nullish(),
				enablebarcodeprefixedit: receivedFlag.optional(),
				enablerecycling: receivedFlag.optional(),
				units: z.array(z.object({ id: receivedInteger, unit: z.string() }).passthrough()).nullish(),
				suppliers: z.array(z.object({ name: z.string() }).passthrough()).nullish(),
				sharing: z.unknown(),
				locations: mapOrNothing(z.object({ locations: z.array(detailsLocation) }).passthrough()).nullish(),
			})
			.passthrough(),
	})
	.passthrough();

export type Details = z.output<typeof details>;

export const getDetails = endpoint({
	path: '/general/getdetails',
	access: 'read',
	summary: 'User, inventory, units, suppliers, custom fields and locations',
	body: nobody,
	data: details,
});

export const listUnits = endpoint({
	path: '/general/units',
	access: 'read',
	summary: 'Units of size',
	body: nobody,
	data: z.array(z.object({ id: receivedInteger, unit: z.string() }).passthrough()),
});

/** Whether `enddate` is included is not documented. Rows: [UTC time, user, area, action, text], not sorted. */
export const loadAuditHistory = endpoint({
	path: '/inventorymanagement/audithistory/load',
	access: 'read',
	summary: 'What was done in the inventory, by date',
	minRole: 2,
	body: z.object({ startdate: day, enddate: day }).strict(),
	data: z.array(z.array(z.unknown())),
});

export const exportDeletedContainers = endpoint({
	path: '/inventorymanagement/deletedcontainers/export',
	access: 'read',
	summary: 'Full rows of all deleted containers',
	minRole: 2,
	body: nobody,
	data: table,
});

export const listDeletedContainers = endpoint({
	path: '/inventorymanagement/deletedcontainers/get',
	access: 'read',
	summary: 'Deleted containers',
	minRole: 2,
	body: nobody,
	data: z.array(
		z
			.object({
				id: receivedInteger,
				datedeleted: z.string().nullish(),
				containername: receivedText.nullish(),
				barcode: receivedText.nullish(),
				user: z.string().nullish(),
			})
			.passthrough(),
	),
});

/** The key is `id`. Parent locations that were removed come back as well. */
export const restoreContainer = endpoint({
	path: '/inventorymanagement/deletedcontainers/restore',
	access: 'write',
	summary: 'Restore a deleted container',
	minRole: 2,
	body: z.object({ id }).strict(),
	data: nothing,
});

/** The whole inventory in one reply; it can take minutes. */
export const exportInventory = endpoint({
	path: '/inventorymanagement/export',
	access: 'read',
	summary: 'Full rows of all containers',
	minRole: 2,
	body: nobody,
	data: table,
});

/** Account-wide: it moves the web app and every other token of that user as well. */
export const switchInventory = endpoint({
	path: '/navbar/switchinventory',
	access: 'write',
	summary: "Switch the user's active inventory",
	body: z.object({ newinventory: id }).strict(),
	data: nothing,
});
