import { sideBySide } from '../../nodes/shared/queue';
import type { Step } from '../../test/e2e/workflowOf';
import type { Case, Plan } from '../case';
import { getJson } from '../outside';
import type { Facts } from '../service/facts';
import { httpRequest, items, locator, ours, tenAtATime } from '../steps';

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

/** The same items in, and the same items out: the IDs are put together in lists of fifty, and the answers split up. */
function listsByHand(facts: Facts, list: string, key: string, ids: readonly number[]): Plan {
	const steps: Step[] = [
		{
			name: 'Together',
			type: 'n8n-nodes-base.aggregate',
			parameters: { fieldsToAggregate: { fieldToAggregate: [{ fieldToAggregate: 'id' }] }, options: {} },
		},
		{
			name: 'In lists',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: `={{ { ids: $json.id.chunk(${inOneList}) } }}`, options: {} },
		},
		{ name: 'Lists', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'ids', options: {} } },
		httpRequest('By hand', 'CDD Vault', {
			url: `${facts.cdd.url}/${list}`,
			sendQuery: true,
			queryParameters: {
				parameters: [
					{ name: key, value: '={{ $json.ids.join() }}' },
					{ name: 'page_size', value: String(inOneList) },
				],
			},
			options: tenAtATime,
		}),
		{ name: 'Records', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'objects', options: {} } },
	];
	return { steps: [...items(ids.map((id) => ({ id }))), ...steps], counted: steps.map(({ name }) => name) };
}

/** The samples name their box by an ID: its path is in the list of locations. */
function withLocations(facts: Facts, { steps, counted }: Plan): Plan {
	const url = `${facts.cdd.url}/inventory_locations?page_size=1000`;
	const locations: Step = { ...httpRequest('Locations', 'CDD Vault', { url }), executeOnce: true };
	return { steps: [...steps, locations], counted: [...counted, locations.name] };
}

const getSamples: Case = {
	name: 'get-samples',
	title:
		'500 Gets of samples; HTTP Request between steps that make lists of fifty of 500 items, and 500 items of their answers',
	needs: { samples: count },
	writes: false,
	ours: ({ samples }) =>
		ours(
			samples.map((id) => ({ id })),
			'n8n-nodes-cdd-vault.cddInventorySample',
			{ operation: 'get', sample: locator('={{ $json.id }}'), output: 'simplified' },
		),
	byHand: (facts) =>
		withLocations(facts, listsByHand(facts, 'inventory_samples', 'inventory_sample_ids', facts.samples)),
	outside: async (facts) => await listsOutside(facts, 'inventory_samples', 'inventory_sample_ids', facts.samples),
};

const getBatches: Case = {
	name: 'get-batches',
	title: '500 Gets of batches; HTTP Request between such steps',
	needs: { batches: count },
	writes: false,
	ours: ({ batches }) =>
		ours(
			batches.map((id) => ({ id })),
			'n8n-nodes-cdd-vault.cddBatch',
			{ operation: 'get', batch: locator('={{ $json.id }}'), output: 'simplified' },
		),
	byHand: (facts) => listsByHand(facts, 'batches', 'batches', facts.batches),
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
