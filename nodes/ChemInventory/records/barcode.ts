import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { choice } from '../../shared/form';
import type { OperationCall } from '../../shared/operation';
import { badInput, quote } from '../../shared/values/badInput';
import { readNumber } from '../../shared/values/text';
import { checkBarcode } from '../contract/barcode';
import type { ReceivedBarcodeHolder } from '../contract/barcode';
import { fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

export const doNotCheck: INodePropertyOptions = {
	name: 'Do Not Check',
	value: 'none',
	description: 'ChemInventory accepts a barcode that is in use already',
};

export const refuseIfInUse: INodePropertyOptions = {
	name: 'Refuse If in Use',
	value: 'refuse',
	description: 'Look up who has the barcode before anything is sent',
};

/** The service itself does not keep barcodes from being used twice. */
export const barcodeCheckField: INodeProperties = {
	displayName: 'Barcode Check',
	name: 'barcodeCheck',
	type: 'options',
	options: [doNotCheck, refuseIfInUse],
	default: 'refuse',
	description: 'What is done against using a barcode twice',
};

/** The same, for a form. */
export const barcodeCheck = choice({
	displayName: 'Barcode Check',
	name: 'barcodeCheck',
	type: 'options',
	options: [
		{ name: 'Do Not Check', value: 'none', description: 'ChemInventory accepts a barcode that is in use already' },
		{
			name: 'Refuse If in Use',
			value: 'refuse',
			description: 'Look up who has the barcode before anything is sent',
		},
	],
	default: 'refuse',
	description: 'What is done against using a barcode twice',
});

/** What carries a barcode: a container, a location, a user … */
export interface BarcodeHolder {
	type: string;
	id: number;
	name: string;
	/** Whether it belongs to the inventory of the token's user. */
	inThisInventory: boolean;
	description: number | string | null;
}

/** The service tells by the type of `description`: a number within the user's inventory, a text outside. */
export function toHolder({ type, id, name, description }: ReceivedBarcodeHolder): BarcodeHolder {
	return {
		type,
		id,
		name: name ?? '',
		inThisInventory: typeof description === 'number',
		description: description ?? null,
	};
}

/** All that an answer about one barcode names: it carries that barcode, in upper or lower case. */
export function holdersIn(found: Readonly<Record<string, readonly ReceivedBarcodeHolder[]>>): BarcodeHolder[] {
	return Object.values(found).flat().map(toHolder);
}

/** What carries a barcode. @throws Fault */
export async function holdersOf(api: ChemInventoryApi, barcode: string): Promise<BarcodeHolder[]> {
	return holdersIn(await api.call(checkBarcode, { barcode }));
}

/**
 * @param ownContainerId the container that may carry it already
 * @throws Fault `badInput` naming what carries the barcode
 */
export async function refuseBarcodeInUse(
	api: ChemInventoryApi,
	barcode: string,
	ownContainerId?: number,
): Promise<void> {
	const others = (await holdersOf(api, barcode)).filter(
		({ type, id }) => !(id === ownContainerId && /container/i.test(type)),
	);
	if (others.length === 0) return;
	throw badInput(
		'Barcode',
		'is in use already',
		`The barcode ${quote(barcode)} is on ${others
			.slice(0, 5)
			.map(({ type, id, name }) => `${type} ${name} (ID ${id})`)
			.join('; ')}. Use another one, or set 'Barcode Check' to Do Not Check.`,
	);
}

/** The same, unless the form says not to check, or the barcode is empty. @throws Fault `badInput` */
export async function checkNewBarcode(
	{ functions, api }: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	barcode: string,
	ownContainerId?: number,
): Promise<void> {
	if (barcode === '' || functions.getNodeParameter('barcodeCheck', itemIndex) === 'none') return;
	await refuseBarcodeInUse(api, barcode, ownContainerId);
}

const longestPrefix = 3;

/** An empty field stands for the prefix that the inventory has saved. @throws Fault `badInput` */
export async function readBarcodePrefix(api: ChemInventoryApi, value: unknown, label: string): Promise<string> {
	const prefix = String(value ?? '').trim();
	if (prefix === '') return (await fetchDetails(api)).inventory.barcodeprefix ?? '';
	if (prefix.length <= longestPrefix) return prefix;
	throw badInput(label, 'is longer than 3 characters', `It is ${quote(prefix)}. ChemInventory takes at most 3.`);
}

/** @throws Fault `badInput` */
export function readWhole(value: unknown, label: string, least: number): number {
	const number = readNumber(value, label);
	if (Number.isInteger(number) && number >= least) return number;
	throw badInput(
		label,
		'is not a whole number in the allowed range',
		`It is ${quote(number)}. Give a whole number from ${least} up.`,
	);
}
