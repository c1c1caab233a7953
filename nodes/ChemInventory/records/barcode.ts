import { badInput, quote } from '../../shared/values/badInput';
import type { ChemInventoryApi } from '../service/api';
import { checkBarcode } from '../contract/barcode';

export interface BarcodeHolder {
	/** What carries the barcode: a container, a location, a user … */
	type: string;
	id: number;
	name?: string | null;
}

/** What carries a barcode already; the service itself does not keep barcodes from being used twice. @throws Fault */
export async function holdersOf(api: ChemInventoryApi, barcode: string): Promise<BarcodeHolder[]> {
	const holders: Record<string, BarcodeHolder[]> = await api.call(checkBarcode, { barcode });
	return Object.values(holders).flat();
}

/**
 * @param ownContainerId the container that may carry it already
 * @throws Fault `badInput` naming what carries the barcode
 */
export async function refuseBarcodeInUse(
	api: ChemInventoryApi,
	barcode: string,
	label: string,
	ownContainerId?: number,
): Promise<void> {
	const others = (await holdersOf(api, barcode)).filter(
		({ type, id }) => !(id === ownContainerId && /container/i.test(type)),
	);
	if (others.length === 0) return;
	throw badInput(
		label,
		'is in use already',
		`The barcode ${quote(barcode)} is on ${others
			.slice(0, 5)
			.map(({ type, id, name }) => `${type} ${name ?? ''} (ID ${id})`)
			.join('; ')}. Use another one, or set 'Barcode Check' to Do Not Check.`,
	);
}
