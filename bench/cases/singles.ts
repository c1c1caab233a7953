import { sideBySide } from '../../nodes/shared/queue';
import type { Case } from '../case';
import { getJson } from '../outside';
import type { Facts } from '../service/facts';
import { locator, ours } from '../steps';

// Records that the items name one by one.

const count = 500;
const inOneList = 50;

/** A script asks for lists. */
async function listsOutside(facts: Facts, list: string, key: string, ids: readonly number[]): Promise<void> {
	const starts = Array.from({ length: Math.ceil(ids.length / inOneList) }, (_none, index) => index * inOneList);
	await sideBySide(starts, starts.length, async (start) => {
		const wanted = ids.slice(start, start + inOneList);
		await getJson(facts, `${facts.cdd.url}/${list}?${key}=${wanted.join()}&page_size=${wanted.length}`);
	});
}

const getSamples: Case = {
	name: 'get-samples',
	title: '500 Gets of samples',
	needs: { samples: count },
	writes: false,
	ours: ({ samples }) =>
		ours(
			samples.map((id) => ({ id })),
			'n8n-nodes-cdd-vault.cddInventorySample',
			{ operation: 'get', sample: locator('={{ $json.id }}'), output: 'simplified' },
		),
	outside: async (facts) => await listsOutside(facts, 'inventory_samples', 'inventory_sample_ids', facts.samples),
};

const getBatches: Case = {
	name: 'get-batches',
	title: '500 Gets of batches',
	needs: { batches: count },
	writes: false,
	ours: ({ batches }) =>
		ours(
			batches.map((id) => ({ id })),
			'n8n-nodes-cdd-vault.cddBatch',
			{ operation: 'get', batch: locator('={{ $json.id }}'), output: 'simplified' },
		),
	outside: async (facts) => await listsOutside(facts, 'batches', 'batches', facts.batches),
};

const searchByBarcode: Case = {
	name: 'search-barcodes',
	title: '500 look-ups by barcode (Search by Barcode)',
	needs: { containers: count },
	writes: false,
	ours: ({ barcodes }) =>
		ours(
			barcodes.map((barcode) => ({ barcode })),
			'n8n-nodes-cheminventory.chemInventorySearch',
			{
				operation: 'byBarcode',
				barcode: '={{ $json.barcode }}',
				scope: 'active',
				fullRows: false,
				output: 'simplified',
				options: {},
			},
		),
};

const getByBarcode: Case = {
	name: 'get-barcodes',
	title: '500 look-ups by barcode (Container > Get)',
	needs: { containers: count },
	writes: false,
	ours: ({ barcodes }) =>
		ours(
			barcodes.map((barcode) => ({ barcode })),
			'n8n-nodes-cheminventory.chemInventoryContainer',
			{ operation: 'get', container: locator('={{ $json.barcode }}', 'barcode'), output: 'simplified', options: {} },
		),
};

export const singles: Case[] = [getSamples, getBatches, searchByBarcode, getByBarcode];
