import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { inWords } from '../../../shared/dropdown';
import { locator } from '../../../shared/form';
import type { InventorySample } from '../../contract/sample';
import { connectCdd } from '../../service/api';
import type { CddApi } from '../../service/api';
import { readPage } from '../../service/list/listResource';
import { batchesCalled, findBatches } from '../batch/picker';
import { searchRecords } from '../recordList';
import type { SearchedRecords } from '../recordList';
import { beginningsOf } from './byName';
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

function nameInList({ id, name, current_amount: amount, units, depleted, location }: InventorySample): string {
	const facts = [
		...(depleted ? ['used up'] : amount === undefined || amount === null ? [] : [`${amount} ${units ?? ''}`.trim()]),
		...(location ? [location] : []),
	];
	const shown = name ? name : `Sample ${id}`;
	return facts.length > 0 ? `${shown} (${facts.join(', ')})` : shown;
}

const toItem = (sample: InventorySample): INodeListSearchItems => ({ name: nameInList(sample), value: sample.id });

const containing = (wanted: string) => (sample: InventorySample) =>
	nameInList(sample).toLowerCase().includes(wanted.toLowerCase());

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
async function samplesByBatch(api: CddApi, wanted: string): Promise<InventorySample[]> {
	const found = await findBatches(api, wanted);
	if (found.length > 0) return await samplesOf(api, found);
	for (const beginning of beginningsOf(wanted, mostBeginnings)) {
		const parents = await batchesCalled(api, beginning);
		const samples = parents.length > 0 ? (await samplesOf(api, parents)).filter(containing(wanted)) : [];
		if (samples.length > 0) return samples;
	}
	return [];
}

const searchedSamples: SearchedRecords<InventorySample> = {
	resource: inventorySamples,
	parameters: {},
	nameOf: nameInList,
	find: async (api, wanted) => (await samplesByBatch(api, wanted)).map(toItem),
	fix: 'Type the whole Molecule-Batch ID of its batch, or the whole name of the sample.',
};

export const searchSamples = inWords(async function searchSamples(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchRecords(await connectCdd(this), searchedSamples, filter, paginationToken);
});
