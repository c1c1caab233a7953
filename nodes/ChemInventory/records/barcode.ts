import { inPieces } from '../../shared/breather';
import { Fault } from '../../shared/fault';
import { choice, mapped, optionalText } from '../../shared/form';
import type { Declared, Field, Value } from '../../shared/form';
import { timeLimits } from '../../shared/http/send';
import { oncePerRun } from '../../shared/oncePerRun';
import type { OperationCall, Refuse } from '../../shared/operation';
import { sideBySide } from '../../shared/queue';
import { badInput, quote } from '../../shared/values/badInput';
import { cleanText } from '../../shared/values/cleaning';
import { looseKey } from '../../shared/values/text';
import { checkBarcode, listAssignedBarcodes } from '../contract/barcode';
import type { ReceivedBarcodeHolder } from '../contract/barcode';
import { fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

/** The service itself does not keep barcodes from being used twice. */
export const barcodeCheck = choice({
	displayName: 'Barcode Check',
	name: 'barcodeCheck',
	type: 'options',
	options: [
		{ name: 'Do Not Check', value: 'none', description: 'ChemInventory accepts a barcode that is in use already' },
		{
			name: 'Refuse If in Use',
			value: 'refuse',
			description: 'Check what has the barcode before anything is sent',
		},
	],
	default: 'refuse',
	description: 'How to prevent duplicate barcodes',
});
export type BarcodeCheck = Value<typeof barcodeCheck>;

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

const isContainer = ({ type }: BarcodeHolder) => /container/i.test(type);

const inWords = (holders: readonly BarcodeHolder[]) =>
	holders
		.slice(0, 5)
		.map(
			({ type, id, name, inThisInventory, description }) =>
				`${type} ${name} (ID ${id})${inThisInventory || description === null ? '' : ` of ${description}`}`,
		)
		.join('; ');

const oddHolders = (barcode: string, holders: readonly BarcodeHolder[], problem: string, fix: string) =>
	badInput('Barcode', problem, `The barcode ${quote(barcode)} is on ${inWords(holders)}. ${fix}`);

/**
 * The one container of the active inventory that carries a barcode, wherever it stands; undefined where nothing carries it.
 * @throws Fault `badInput` where it is on anything else, or on several things
 */
export async function containerCarrying(api: ChemInventoryApi, barcode: string): Promise<number | undefined> {
	const holders = await holdersOf(api, barcode);
	const [holder, ...others] = holders;
	if (holder === undefined) return undefined;
	if (others.length > 0) throw oddHolders(barcode, holders, 'is on several things', 'Correct the barcodes first.');
	if (!isContainer(holder))
		throw oddHolders(barcode, holders, 'is not on a container', 'Use a different barcode for the container.');
	if (holder.inThisInventory) return holder.id;
	throw oddHolders(
		barcode,
		holders,
		'is on a container of another inventory',
		'Only containers of the active inventory can be changed.',
	);
}

/**
 * @param ownContainerId the container that may carry it already: then nothing changes
 * @throws Fault `badInput` naming what carries the barcode
 */
async function refuseBarcodeInUse(api: ChemInventoryApi, barcode: string, ownContainerId?: number): Promise<void> {
	const holders = await holdersOf(api, barcode);
	if (holders.length === 0 || holders.some((holder) => holder.id === ownContainerId && isContainer(holder))) return;
	throw badInput(
		'Barcode',
		'is in use already',
		`The barcode ${quote(barcode)} is on ${holders
			.slice(0, 5)
			.map(({ type, id, name }) => `${type} ${name} (ID ${id})`)
			.join('; ')}. Use another one, or set 'Barcode Check' to Do Not Check.`,
	);
}

/** What two barcodes have in common that the service's own check takes for one: it finds them in upper and lower case. */
const sameKey = (barcode: unknown) => cleanText(String(barcode ?? '')).toLowerCase();

/** What the list of all barcodes of the inventory has. */
const barcodesHere = oncePerRun(async (api: ChemInventoryApi): Promise<ReadonlySet<string>> => {
	const { columns, rows } = await api.call(listAssignedBarcodes, {}, timeLimits.list);
	// The keys of the columns are not documented (POST /barcodes/assigned).
	const column = columns.find(({ key, header }) => [key, header].some((name) => looseKey(String(name)) === 'barcode'));
	if (!column && rows.length > 0)
		throw new Fault('malformedAnswer', 'ChemInventory listed its barcodes without a column for them', {
			description: "Nothing was created. Set 'Barcode Check' to Refuse If in Use, and run the step again.",
		});
	return new Set(await inPieces(rows, (row) => sameKey(column && row[column.key])));
});

/**
 * The same by one list for all items of the run. Sees the active inventory alone, and needs a group administrator's token.
 * @throws Fault `badInput`
 */
async function refuseBarcodeListed(api: ChemInventoryApi, barcode: string): Promise<void> {
	if (!(await barcodesHere(api)).has(sameKey(barcode))) return;
	throw badInput(
		'Barcode',
		'is in use already',
		`The barcode ${quote(barcode)} is in the list of barcodes of this inventory. Use another one, or set 'Barcode Check' to Do Not Check.`,
	);
}

/** How the barcode of a new container is checked, or that it is generated. */
export type NewBarcodeCheck = BarcodeCheck | 'generate' | 'refuseHere';

/** The barcode that an item gives to a container. */
export interface NewBarcode {
	itemIndex: number;
	barcode?: string;
	check: NewBarcodeCheck;
	/** The container that may carry it already. */
	ownContainerId?: number;
	/** Whether an earlier try of the run has sent it: it may be in use by that. */
	sent: boolean;
	/** Whether it was looked up already. */
	isFree?: boolean;
}

/** Barcodes that are given to several containers. */
function repeatedIn(given: readonly NewBarcode[]): Set<string> {
	const holders = new Map<string, Set<string>>();
	for (const { barcode, itemIndex, ownContainerId } of given) {
		if (barcode === undefined) continue;
		const holder = ownContainerId === undefined ? `item ${itemIndex}` : `container ${ownContainerId}`;
		const key = sameKey(barcode);
		holders.set(key, (holders.get(key) ?? new Set()).add(holder));
	}
	return new Set([...holders].flatMap(([barcode, { size }]) => (size > 1 ? [barcode] : [])));
}

/** @throws Fault `badInput` for a barcode that is in use, where the item asks for a check */
export async function refuseIfTaken(
	api: ChemInventoryApi,
	check: NewBarcodeCheck,
	barcode: string,
	ownContainerId?: number,
): Promise<void> {
	if (check === 'refuse') await refuseBarcodeInUse(api, barcode, ownContainerId);
	if (check === 'refuseHere') await refuseBarcodeListed(api, barcode);
}

/**
 * Refuses barcodes that are in use, or given to several containers of the run, where the item says so.
 */
export async function refuseTakenBarcodes(
	{ api }: OperationCall<ChemInventoryApi>,
	given: readonly NewBarcode[],
	refuse: Refuse,
): Promise<void> {
	const open = given.filter(({ sent }) => !sent);
	const repeated = repeatedIn(open);
	const checkOne = async ({ barcode, check, ownContainerId, isFree }: NewBarcode) => {
		if (barcode === undefined || check === 'none' || check === 'generate') return;
		if (repeated.has(sameKey(barcode))) throw givenTwice(barcode);
		if (isFree !== true) await refuseIfTaken(api, check, barcode, ownContainerId);
	};
	await sideBySide(
		open,
		api.service.pace.worksAtOnce,
		async (one) => await checkOne(one).catch((thrown: unknown) => refuse(one.itemIndex, thrown)),
	);
}

const givenTwice = (barcode: string) =>
	badInput(
		'Barcode',
		'is used by several rows',
		`The barcode is ${quote(barcode)}. Use a different one for each container, or set 'Barcode Check' to Do Not Check.`,
	);

const longestPrefix = 3;

/** What generated barcodes begin with. */
export const prefix = (declaration: Declared<'string'>): Field<string | undefined> =>
	mapped(optionalText(declaration), (given) => {
		if (given === undefined || given.length <= longestPrefix) return given;
		throw badInput(
			declaration.displayName,
			'is longer than 3 characters',
			`It is ${quote(given)}. ChemInventory allows at most 3.`,
		);
	});

/** An empty prefix stands for the one that the inventory has saved. @throws Fault */
export const prefixOrSaved = async (api: ChemInventoryApi, given: string | undefined): Promise<string> =>
	given ?? (await fetchDetails(api)).inventory.barcodeprefix ?? '';
