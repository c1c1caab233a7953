import type { INodeProperties } from 'n8n-workflow';
import pLimit from 'p-limit';

import { choice, ids, texts, variants } from '../../../shared/form';
import type { Declared, Value } from '../../../shared/form';
import type { ItemCall, OperationCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { readId, readIds } from '../../../shared/values/ids';
import { readLocator } from '../../../shared/values/locator';
import type { ChemInventoryApi } from '../../service/api';
import { containerWithBarcode, resolveContainerId } from './picker';
import type { LocatedContainer } from './picker';

const containersBy = choice({
	displayName: 'Containers By',
	name: 'containersBy',
	type: 'options',
	options: [
		{ name: 'Barcode', value: 'barcode' },
		{ name: 'ID', value: 'id' },
	],
	default: 'barcode',
	description: 'How the containers are named',
});

const containers: Declared<'string'> = {
	displayName: 'Containers',
	name: 'containers',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. ABC00123, ABC00124',
	description: 'One container or several, separated by commas or line breaks',
};

/** Several containers in one form: how they are named, and the list. */
export const containersPicker = variants(containersBy, {
	barcode: { barcodes: texts(containers) },
	id: { ids: ids(containers) },
});
export type ChosenContainers = Value<typeof containersPicker>;

/** Until the last operation reads its form. */
export const containersFields: INodeProperties[] = [...containersPicker.declarations];

function readBarcodes(value: unknown): string[] {
	const given: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(/[,;\n\r]+/);
	const barcodes = given.map((part) => String(part ?? '').trim()).filter((part) => part !== '');
	if (barcodes.length > 0) return [...new Set(barcodes)];
	throw badInput(
		'Containers',
		'is empty',
		'Scan or type at least one barcode. An expression that finds nothing leaves the field empty.',
	);
}

const searchesAtOnce = 4;

type NonEmpty = [number, ...number[]];

/**
 * A write may hide a container from the next search for its barcode: it is deleted, got another barcode, or moved out of
 * "limit search to". So n8n's Retry On Fail takes the ids that the first try found.
 */
async function foundOnce(
	{ ledger, api }: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	barcodes: readonly string[],
): Promise<number[]> {
	const fingerprint = fingerprintOf('containers with the barcodes', api.address, barcodes);
	const known = ledger.find(itemIndex, fingerprint)?.answer?.ids;
	if (Array.isArray(known)) return known.map(Number);
	const limit = pLimit(searchesAtOnce);
	const found = await Promise.all(
		barcodes.map((barcode) => limit(async () => await containerWithBarcode(api, barcode, 'Containers'))),
	);
	ledger.markDone(itemIndex, fingerprint, { ids: found });
	return found;
}

/**
 * The containers that a write is to change.
 * @returns ids without doubles
 * @throws Fault `badInput` if one is not found or fits several containers
 */
export async function readContainerIds(call: OperationCall<ChemInventoryApi>, itemIndex: number): Promise<NonEmpty> {
	const value = call.functions.getNodeParameter('containers', itemIndex, '');
	const by = call.functions.getNodeParameter('containersBy', itemIndex);
	const found = by === 'id' ? readIds(value, 'Containers') : await foundOnce(call, itemIndex, readBarcodes(value));
	const [first, ...others] = new Set(found);
	if (first === undefined) throw badInput('Containers', 'is empty', `It is ${quote(value)}.`);
	return [first, ...others];
}

/**
 * The containers that a write is to change.
 * @returns ids without doubles
 * @throws Fault `badInput` if one is not found or fits several containers
 */
export async function containerIdsToChange(
	call: ItemCall<ChemInventoryApi>,
	chosen: ChosenContainers,
): Promise<NonEmpty> {
	const found = chosen.chosen === 'id' ? chosen.ids : await foundOnce(call, call.itemIndex, chosen.barcodes);
	const [first, ...others] = new Set(found);
	if (first === undefined) throw badInput('Containers', 'is empty', 'Name at least one container.');
	return [first, ...others];
}

/** The one container that a write is to change. @throws Fault `badInput` */
export async function containerIdToChange(
	call: ItemCall<ChemInventoryApi>,
	located: LocatedContainer,
): Promise<number> {
	if (located.by === 'id') return located.id;
	const [id] = await foundOnce(call, call.itemIndex, [located.text]);
	return readId(id, 'Container');
}

/** The one container of the form's locator. @throws Fault `badInput` */
export async function readContainerId(
	{ functions, api }: OperationCall<ChemInventoryApi>,
	itemIndex: number,
): Promise<number> {
	const { mode, value } = readLocator(functions, 'container', itemIndex);
	return await resolveContainerId(api, mode, value);
}

/** The one container that a write is to change. @throws Fault `badInput` */
export async function readContainerIdToChange(
	call: OperationCall<ChemInventoryApi>,
	itemIndex: number,
): Promise<number> {
	const { mode, value } = readLocator(call.functions, 'container', itemIndex);
	const text = String(value ?? '').trim();
	if (mode !== 'barcode' || text === '') return await resolveContainerId(call.api, mode, value);
	const [id] = await foundOnce(call, itemIndex, [text]);
	return readId(id, 'Container');
}
