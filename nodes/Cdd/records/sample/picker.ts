import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { fitsSearch, inWords, labelOf, placeLabel } from '../../../shared/dropdown';
import { locator } from '../../../shared/form';
import type { InventorySample } from '../../contract/sample';
import { connectCdd } from '../../service/api';
import type { CddApi } from '../../service/api';
import { readPage } from '../../service/list/listResource';
import { batchesCalled, findBatches } from '../batch/picker';
import { locationNames } from '../inventoryLocation';
import { searchRecords } from '../recordList';
import type { SearchedRecords } from '../recordList';
import { beginningsOf } from './byName';
import { locationsToShow } from './place';
import type { Locations } from './place';
import { inventorySamples } from './resource';

export const samplePicker = locator(
	{
		displayName: 'Sample',
		name: 'sample',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The inventory sample, chosen from the list, by what is on its tube, by its name, or by its ID',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				hint: 'Search for a sample, or for the Molecule-Batch ID or molecule of its batch',
				typeOptions: { searchListMethod: 'searchSamples', searchable: true },
			},
			{
				displayName: 'By Barcode',
				name: 'barcode',
				type: 'string',
				placeholder: 'e.g. AB12345678',
				hint: 'All samples of the vault are read once per run to find it',
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. DEMO-1000210-001-S1' },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 368' },
		],
	},
	{ list: 'id', barcode: 'barcode', name: 'name', id: 'id' },
);

/** From the root down; as one text where the vault does not list the location. The position is that of the vault's text, as `3/A3`. */
function placesOf({ location, inventory_location_id: id }: InventorySample, all: Locations): string[] {
	const place = all.get(id ?? 0);
	if (!place) return [location ?? ''];
	const names = locationNames(place, all);
	const [, position] = /\s(\d+\/\w+)$/.exec(location ?? '') ?? [];
	return position === undefined ? names : [...names.slice(0, -1), `${place.value} ${position}`];
}

const nameWith =
	(all: Locations) =>
	(sample: InventorySample): string => {
		const { id, name, current_amount: amount, units, depleted } = sample;
		const places = placesOf(sample, all);
		const holds = amount === undefined || amount === null ? undefined : `${amount} ${units ?? ''}`.trim();
		return labelOf(
			name ? name : `Sample ${id}`,
			places.at(-1),
			depleted ? 'used up' : holds,
			placeLabel(places.slice(0, -1)),
		);
	};
type NameOf = ReturnType<typeof nameWith>;

/** The beginnings that a search tries. */
const mostBeginnings = 3;

async function samplesOf(api: CddApi, found: readonly INodeListSearchItems[]): Promise<InventorySample[]> {
	const { records } = await readPage(api, inventorySamples, {
		batch_ids: found.map(({ value }) => Number(value)),
		page_size: 1000,
	});
	return records;
}

/** The service cannot search samples by name, but a sample's name begins with that of its batch. */
async function samplesByBatch(api: CddApi, wanted: string, nameOf: NameOf): Promise<InventorySample[]> {
	const fits = (sample: InventorySample) => fitsSearch(nameOf(sample), wanted);
	const found = await findBatches(api, wanted);
	if (found.length > 0) return await samplesOf(api, found);
	for (const beginning of beginningsOf(wanted, mostBeginnings)) {
		const parents = await batchesCalled(api, beginning);
		const samples = parents.length > 0 ? (await samplesOf(api, parents)).filter(fits) : [];
		if (samples.length > 0) return samples;
	}
	return [];
}

const searchedSamples = (nameOf: NameOf): SearchedRecords<InventorySample> => ({
	resource: inventorySamples,
	parameters: {},
	nameOf,
	find: async (api, wanted) =>
		(await samplesByBatch(api, wanted, nameOf)).map((sample) => ({ name: nameOf(sample), value: sample.id })),
	fix: 'Type the whole Molecule-Batch ID of its batch, or the whole name of the sample.',
	whenEmpty:
		'The user of the API token sees no sample of this vault. Create one with the operation Create, or check the projects of the user.',
});

export const searchSamples = inWords(async function searchSamples(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const api = await connectCdd(this);
	const searched = searchedSamples(nameWith(await locationsToShow(api)));
	return await searchRecords(api, searched, filter, paginationToken);
});
