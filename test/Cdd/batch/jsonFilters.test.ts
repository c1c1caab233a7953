import type { Sandbox } from '../../../sandbox';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { bodies, getMany } from './onBatch';

let sandbox: Sandbox;
let ids: number[];

beforeEach(async () => {
	sandbox = await freshSandbox();
	ids = [...sandbox.cdd.batches.keys()];
});
beforeEach(forgetWaits);

describe('filters as JSON', () => {
	it('sends what CDD Vault knows, and its own paging', async () => {
		const { json } = await getMany(sandbox, {
			limit: 1,
			specifyFilters: 'json',
			filtersJson: '{ "fields_search": [{ "name": "Purity", "float_value": 95 }], "no_structures": "true" }',
		});
		expect(bodies(sandbox.requests)).toEqual([
			{ fields_search: [{ name: 'Purity', float_value: 95 }], no_structures: true, page_size: 1 },
		]);
		expect(json).toMatchObject([{ batch_fields: { Purity: 95 } }]);
	});

	it('takes an object from an expression, for each item its own', async () => {
		const { items } = await getMany(
			sandbox,
			{ specifyFilters: 'json', filtersJson: '={{ $json.filters }}' },
			{ items: [{ filters: { batches: ids.slice(0, 1) } }, { filters: { batches: ids.slice(1, 2) } }] },
		);
		expect(items.map(({ json: { id }, pairedItem }) => [id, pairedItem])).toEqual([
			[ids[0], { item: 0 }],
			[ids[1], { item: 1 }],
		]);
	});

	it.each([
		['{ "created_after": ', "'Filters (JSON)' is not valid JSON [row 1]", ''],
		['{ "field_search": [] }', "'Filters (JSON)' does not have the expected form [row 1]", 'field_search'],
		['{ "batches": [] }', "'Filters (JSON)' does not have the expected form [row 1]", 'batches'],
		['{ "created_after": "yesterday" }', "'Filters (JSON)' does not have the expected form [row 1]", 'created_after'],
		[
			'{ "fields_search": [{ "name": "Purity" }] }',
			"'Filters (JSON)' does not have the expected form [row 1]",
			'needs exactly one of',
		],
		...['"page_size": 900', '"offset": 50', '"async": true'].map((own) => [
			`{ ${own} }`,
			"'Filters (JSON)' contains a parameter that the node sets itself [row 1]",
			`It is ${own.replace(/:.*/, '')}. Remove it. Set how`,
		]),
		[
			'{ "batches": [1], "projects": [2] }',
			"'Filters (JSON)' contains batch IDs and other filters [row 1]",
			'(projects)',
		],
	])('refuses %s before anything is sent', async (filtersJson, message, description) => {
		const { error } = await getMany(sandbox, { specifyFilters: 'json', filtersJson });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(sandbox.requests).toEqual([]);
	});
});
