import { asError, Fault } from '../../../shared/fault';
import { quote } from '../../../shared/values/badInput';
import type { ContainerSummary } from '../../contract/container';
import { fetchDetails } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';
import { holdersOf } from '../barcode';
import type { BarcodeHolder } from '../barcode';
import { isSearchLimited } from '../inventory';
import { searchActive } from './search';

/** A look that helps to explain must not hide what it explains. */
const orNothing = (thrown: unknown): [] => {
	if (thrown instanceof Fault) return [];
	throw asError(thrown);
};

/** What carries the barcode, in whichever inventory; nothing where the service does not say. */
const holders = async (api: ChemInventoryApi, barcode: string): Promise<BarcodeHolder[]> =>
	await holdersOf(api, barcode).catch(orNothing);

/** A container of the active inventory whose barcode differs only in upper and lower case, or in zeros in front. */
async function nearContainer(api: ChemInventoryApi, barcode: string): Promise<ContainerSummary | undefined> {
	const spellings = new Set([barcode.toUpperCase(), barcode.toLowerCase(), barcode.replace(/^0+(?=.)/, '')]);
	spellings.delete(barcode);
	const found = await Promise.all(
		[...spellings].map(async (spelling) => await searchActive(api, 'barcode', spelling).catch(orNothing)),
	);
	return found.flat().find((container) => container.barcode && container.barcode !== barcode);
}

const isContainer = ({ type }: BarcodeHolder) => /container/i.test(type);

const named = ({ type, name, id }: BarcodeHolder) => `the ${type} ${[name, `(ID ${id})`].filter(Boolean).join(' ')}`;

/**
 * Why a search finds no container with a barcode, the likeliest cause first: upper and lower case, zeros that a spreadsheet has
 * dropped, another inventory, "limit search to", deletion. Looks at what carries the barcode.
 * @throws Fault where not even the inventory can be read
 */
export async function whyUnknown(api: ChemInventoryApi, barcode: string): Promise<string> {
	const details = await fetchDetails(api);
	const [near, same] = await Promise.all([nearContainer(api, barcode), holders(api, barcode)]);
	const other = same.find((holder) => !(isContainer(holder) && holder.inThisInventory));
	const isLimited = isSearchLimited(details, details.user.inventory);
	return [
		'Upper and lower case matter.',
		/^\d+$/.test(barcode) ? 'So do zeros in front, which spreadsheets drop.' : [],
		near
			? `${quote(near.barcode)} is on the container ${[near.name, `(ID ${near.id})`].filter(Boolean).join(' ')}.`
			: [],
		other ? `It is on ${named(other)}${other.inThisInventory ? '' : ', which is not in this inventory'}.` : [],
		isLimited ? 'The search shows only locations within "limit search to" of the token\'s user.' : [],
		other ? [] : 'The container may also be in another inventory, or deleted: see Inventory > Get Deleted Containers.',
	]
		.flat()
		.join(' ');
}
