import { z } from 'zod';

import { endpoint } from './endpoint';
import { id, nobody, nothing, receivedFlag, receivedInteger, receivedText } from './scalars';

/** The substance's id is `sid` here. */
export const collectionEntry = z
	.object({
		id: receivedInteger,
		name: receivedText.nullish(),
		location: receivedInteger.nullish(),
		barcode: receivedText.nullish(),
		cas: receivedText.nullish(),
		sid: receivedInteger.nullish(),
		needsretrieval: receivedFlag.optional(),
		disposed: receivedFlag.optional(),
	})
	.passthrough();

export const loadCollection = endpoint({
	path: '/mycollection/load',
	access: 'read',
	summary: 'Containers in My Collection',
	body: nobody,
	data: z.array(collectionEntry),
});

export const addToCollection = endpoint({
	path: '/mycollection/add',
	access: 'write',
	summary: 'Add containers to My Collection',
	body: z.object({ containerid: z.union([id, z.array(id).nonempty()]) }).strict(),
	data: nothing,
});

/** An array under a singular key; case does not count. Unknown barcodes come back under success. */
export const addToCollectionByBarcode = endpoint({
	path: '/mycollection/addbybarcode',
	access: 'write',
	summary: 'Add containers to My Collection by barcode',
	body: z.object({ barcode: z.array(z.string().min(1)).nonempty() }).strict(),
	data: z.object({ errorBarcodes: z.array(z.string()).default([]) }).passthrough(),
});

export const moveCollection = endpoint({
	path: '/mycollection/moveall',
	access: 'write',
	summary: 'Move all containers of My Collection',
	minRole: 4,
	body: z.object({ destinationid: id }).strict(),
	data: nothing,
});

export const removeFromCollection = endpoint({
	path: '/mycollection/remove',
	access: 'write',
	summary: 'Take one container off the list; it stays in the inventory',
	body: z.object({ containerid: id }).strict(),
	data: nothing,
});

export const emptyCollection = endpoint({
	path: '/mycollection/removeall',
	access: 'write',
	summary: 'Empty the list; the containers stay',
	body: nobody,
	data: nothing,
});

/** Deletes the CONTAINERS that are on the list. */
export const deleteCollection = endpoint({
	path: '/mycollection/deleteall',
	access: 'write',
	summary: 'Delete the containers of My Collection',
	minRole: 4,
	body: nobody,
	data: nothing,
});
