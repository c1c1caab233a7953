import type { z } from 'zod';

import type { barcodeHolders } from '../contract/barcode';

export type BarcodeHolders = z.output<typeof barcodeHolders>;

export interface Holder {
	type: string;
	id: number;
	name: string;
	/** Whether the holder belongs to the inventory of the token's user. */
	inThisInventory: boolean;
	description: number | string | null;
}

/** The service tells by the type of `description`: a number within the user's inventory, a text outside. */
export function holdersOf(found: BarcodeHolders, barcode: string): Holder[] {
	const entry = Object.entries(found).find(([code]) => code === barcode);
	return (entry?.[1] ?? []).map(({ type, id, name, description }) => ({
		type,
		id,
		name: name ?? '',
		inThisInventory: typeof description === 'number',
		description: description ?? null,
	}));
}
