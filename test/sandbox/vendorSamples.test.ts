import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { endpoints } from '../../nodes/Cdd/contract';
import { slurpRequest } from '../../nodes/Cdd/contract/slurp';
import { inventoryLocation } from '../../nodes/Cdd/contract/vault';

const sample = (name: string): unknown =>
	JSON.parse(readFileSync(join(__dirname, '../fixtures/cdd', `${name}.json`), 'utf8'));

describe("the contract reads the vendor's documented samples", () => {
	it.each([
		['inventory-samples-list-reply', endpoints.listInventorySamples],
		['inventory-sample-create-reply', endpoints.createInventorySample],
		['inventory-sample-update-reply', endpoints.updateInventorySample],
		['batches-search-reply', endpoints.queryBatches],
		['batches-list-reply', endpoints.listBatches],
		['batch-reply', endpoints.getBatch],
		['batch-create-reply', endpoints.createBatch],
		['batch-update-reply', endpoints.updateBatch],
		['batch-delete-reply', endpoints.deleteBatch],
		['slurp-started-reply', endpoints.startSlurp],
		['slurp-committed-reply', endpoints.getSlurp],
		['slurp-errors-reply', endpoints.getSlurp],
	])('%s', (name, { reply }) => {
		expect(reply.parse(sample(name))).toEqual(sample(name));
	});

	it.each([
		['inventory-sample-create-request', endpoints.createInventorySample.body],
		['inventory-sample-update-request', endpoints.updateInventorySample.body],
		['batches-search-request', endpoints.queryBatches.body],
		['batches-query-request', endpoints.queryBatches.body],
		['batch-create-amino-acid-request', endpoints.createBatch.body],
		['batch-create-nucleotide-request', endpoints.createBatch.body],
		['batch-create-prompt-request', endpoints.createBatch.body],
		['batch-update-request', endpoints.updateBatch.body],
		['batch-delete-request', endpoints.deleteBatch.body],
		['slurp-request', slurpRequest],
	])('%s', (name, body) => {
		expect(body?.safeParse(sample(name)).error?.issues).toBeUndefined();
	});

	it('inventory-location', () => {
		expect(inventoryLocation.parse(sample('inventory-location'))).toEqual(sample('inventory-location'));
	});
});
