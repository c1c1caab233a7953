import type { Case, Plan } from '../case';
import { drainExport, readExport, readPages } from '../outside';
import type { Facts } from '../service/facts';
import { httpRequest, locator, ours } from '../steps';

const many = 100_000;
const pageSize = 1_000;
// HTTP Request gives a list as one item, a page as one: split up as well, n8n is not able to save the execution.

const thousands = (count: number) => count.toLocaleString('en');

/** Start, look and fetch, each a step of its own. */
function exportByHand(facts: Facts, list: string, file: object): Plan {
	const { url } = facts.cdd;
	const look = (name: string) =>
		httpRequest(name, 'CDD Vault', { url: `=${url}/export_progress/{{ $('Start').first().json.id }}` });
	const steps = [
		httpRequest('Start', 'CDD Vault', { url: `${url}/${list}?async=true` }),
		look('Look 1'),
		look('Look 2'),
		look('Look 3'),
		httpRequest('Fetch', 'CDD Vault', { url: `=${url}/exports/{{ $('Start').first().json.id }}`, options: file }),
	];
	return { steps, counted: steps.map(({ name }) => name) };
}

const fileResponse = { response: { response: { responseFormat: 'file', outputPropertyName: 'data' } } };

const getAll = (retrieval: string) => () =>
	ours([{}], 'n8n-nodes-cdd-vault.cddBatch', {
		operation: 'getAll',
		returnAll: true,
		output: 'simplified',
		options: { retrieval },
	});

const byPages: Case = {
	name: 'all-pages',
	title: `Return All of ${thousands(many)} batches by pages`,
	needs: { batches: many },
	writes: false,
	ours: getAll('pages'),
	byHand: (facts) => ({
		steps: [
			httpRequest('Pages', 'CDD Vault', {
				url: `${facts.cdd.url}/batches`,
				sendQuery: true,
				queryParameters: { parameters: [{ name: 'page_size', value: String(pageSize) }] },
				options: {
					pagination: {
						pagination: {
							paginationMode: 'updateAParameterInEachRequest',
							parameters: { parameters: [{ type: 'qs', name: 'offset', value: `={{ $pageCount * ${pageSize} }}` }] },
							paginationCompleteWhen: 'other',
							completeExpression: `={{ $response.body.objects.length < ${pageSize} }}`,
							limitPagesFetched: false,
						},
					},
				},
			}),
		],
		counted: ['Pages'],
	}),
	outside: async (facts) => await readPages(facts, 'batches', many, pageSize),
};

const byExport: Case = {
	name: 'all-export',
	title: `Return All of ${thousands(many)} batches by export`,
	needs: { batches: many },
	writes: false,
	ours: getAll('asyncExport'),
	byHand: (facts) => exportByHand(facts, 'batches', {}),
	outside: async (facts) => await readExport(facts, 'batches'),
};

type Format = 'json' | 'ndjson';

const exportOf = (format: Format): Plan =>
	ours([{}], 'n8n-nodes-cdd-vault.cddBatch', {
		operation: 'export',
		format,
		binaryPropertyName: 'data',
		specifyFilters: 'fields',
	});

const toFile = (count: number, format: Format): Case => ({
	name: `export-${format}-${count}`,
	title: `Export of ${thousands(count)} batches as ${format === 'json' ? 'JSON' : 'NDJSON'}`,
	needs: { batches: count },
	writes: false,
	memory: true,
	ours: () => exportOf(format),
	byHand: (facts) => exportByHand(facts, 'batches', fileResponse),
	outside: async (facts) => await drainExport(facts, 'batches'),
});

/** Only runs that take turns show which of the two is slower. */
const formats = (count: number): Case => ({
	name: `formats-${count}`,
	title: `Export of ${thousands(count)} batches as NDJSON; the HTTP Request column shows our own JSON export`,
	needs: { batches: count },
	writes: false,
	ours: () => exportOf('ndjson'),
	byHand: () => exportOf('json'),
	outside: async (facts) => await drainExport(facts, 'batches'),
});

const nextFree = (count: number): Case => ({
	name: `next-free-${count}`,
	title: `Next Free Position among ${thousands(count)} samples${count > many ? '; HTTP Request saves them as a file, the script lets the bytes go' : ''}`,
	needs: { samples: count },
	writes: true,
	memory: true,
	ours: ({ box, samples }) =>
		ours([{ id: samples[0] }], 'n8n-nodes-cdd-vault.cddInventorySample', {
			operation: 'update',
			sample: locator('={{ $json.id }}'),
			specifyData: 'fields',
			events: { event: [{ location: locator(box, 'id'), placeInBox: 'nextFree' }] },
			options: {},
		}),
	// More records than that are more than n8n saves of an execution.
	byHand: (facts) => exportByHand(facts, 'inventory_samples', count > many ? fileResponse : {}),
	// Nor does a text hold as many.
	outside: async (facts) => await (count > many ? drainExport : readExport)(facts, 'inventory_samples'),
});

const expiring: Case = {
	name: 'expiring',
	title: `Container Expiring: a poll at ${thousands(many)} containers`,
	needs: { containers: many },
	writes: false,
	ours: () => ({
		trigger: {
			name: 'Trigger',
			type: 'n8n-nodes-cheminventory.chemInventoryTrigger',
			parameters: { event: 'containerExpiring', dateField: 'cf-363', daysAhead: 30, options: {} },
		},
	}),
	byHand: (facts) => ({
		steps: [
			httpRequest('By hand', 'ChemInventory', {
				method: 'POST',
				url: `${facts.chemInventory.url}/inventorymanagement/export`,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: JSON.stringify({ authtoken: facts.chemInventory.token }),
			}),
		],
		counted: ['By hand'],
	}),
};

export const lists = (isFull: boolean): Case[] => {
	const sizes = isFull ? [many, 1_000_000] : [many];
	return [
		byPages,
		byExport,
		...sizes.flatMap((count) => [toFile(count, 'json'), toFile(count, 'ndjson'), formats(count)]),
		expiring,
		...sizes.map(nextFree),
	];
};
