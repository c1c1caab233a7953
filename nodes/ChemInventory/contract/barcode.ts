import { z } from 'zod';

import { endpoint } from './endpoint';
import { nobody, receivedInteger, table } from './scalars';

const barcodeHolder = z
	.object({
		type: z.string(),
		id: receivedInteger,
		name: z.string().nullish(),
		/** Text for a thing outside the user's inventory, a whole number inside. */
		description: z.union([z.string(), z.number()]).nullish(),
	})
	.passthrough();

export type ReceivedBarcodeHolder = z.output<typeof barcodeHolder>;

/** Barcode to its holders; an empty map may arrive as an empty array. */
export const barcodeHolders = z.union([
	z.record(z.array(barcodeHolder)),
	z
		.array(z.unknown())
		.length(0)
		.transform(() => ({})),
]);

export const listAssignedBarcodes = endpoint({
	path: '/barcodes/assigned',
	access: 'read',
	summary: 'Every barcode in use',
	minRole: 2,
	documentedAdminOnly: true,
	body: nobody,
	data: table,
});

export const checkBarcode = endpoint({
	path: '/barcodes/duplicates/check',
	access: 'read',
	summary: 'What already holds a barcode',
	body: z.object({ barcode: z.string().min(1) }).strict(),
	data: barcodeHolders,
});

export const listDuplicateBarcodes = endpoint({
	path: '/barcodes/duplicates/getall',
	access: 'read',
	summary: 'Barcodes that are used twice',
	minRole: 2,
	documentedAdminOnly: true,
	body: nobody,
	data: barcodeHolders,
});

/** May overwrite the inventory's saved prefix, hence a write. The values are not reserved. */
export const generateBarcodes = endpoint({
	path: '/barcodes/generator/createvalues',
	access: 'write',
	summary: 'Propose free barcodes',
	body: z
		.object({
			prefix: z.string().max(3),
			count: z.number().int().positive(),
			startingnumber: z.number().int().nonnegative(),
			duplicatecheck: z.literal(true),
		})
		.strict(),
	data: z.array(z.string()),
});
