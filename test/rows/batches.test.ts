import type { IDataObject } from 'n8n-workflow';

import { byId, runBatch, writes } from '../Cdd/batch/onBatch';
import type { RunOptions } from '../support/engine';
import { mapped } from '../support/mapped';
import { present } from '../support/present';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { batchFields, batchOfBatches, batchRows, vendors } from './batchRows';
import { itemOf } from './chemSteps';
import { shares } from './deal';
import type { Row } from './deal';
import { linesOf } from './exported';
import { seedsOf } from './part';
import { isRefusedFor, stoppedAt } from './refusals';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);

const seeds = seedsOf(batchOfBatches, 1);
const cells = Object.entries(batchFields);
/** They are one form. */
const labels = {
	...Object.fromEntries(cells.map(([field]) => [field, ['Batch Fields']])),
	everything: ['Update Fields'],
};

const update = {
	operation: 'update',
	batch: byId('={{ $json.id }}'),
	specifyData: 'fields',
	batchFields: mapped(Object.fromEntries(cells.map(([field, name]) => [name, `={{ $json.${field} }}`]))),
	updateFields: {},
	output: 'raw',
};

/** What is in the vault afterwards: an empty cell clears nothing. */
const expectedOf = ({ stored }: Row, before: IDataObject): IDataObject => ({
	...before,
	...Object.fromEntries(
		cells.flatMap(([field, name]) => {
			const text = stored[field];
			return text === undefined ? [] : [[name, name === 'Purity' ? Number(text) : text]];
		}),
	),
});

const run = async (items: IDataObject[], settings?: RunOptions['settings']) =>
	await runBatch(sandbox(), update, { items, settings });

it('the rows are those of a dirty list of batches', () => {
	const rows = seeds.flatMap((seed) => batchRows(seed));
	expect([...shares(rows)].filter(([, share]) => share < 5)).toEqual([]);
	expect(rows.filter(({ refused }) => refused.length === 0).length / rows.length).toBeGreaterThanOrEqual(0.6);
});

describe.each(seeds)('batch fields of seed %i', (seed) => {
	it('are refused before anything is sent, or stand in the vault and in an export of it as they are', async () => {
		const { batches, vault } = sandbox().cdd;
		Object.assign(present(vault.fields.batch.find(({ name }) => name === 'Vendor')), { pick_list_values: vendors });
		const rows = batchRows(seed);
		const ids = [...batches.keys()];
		const items = rows.map(({ json }, at) => ({ ...json, id: present(ids[at]) }));
		const before = new Map([...batches].map(([id, { batch_fields: own }]) => [id, { ...own } as IDataObject]));
		const stopped = await run(items);
		expect(isRefusedFor(rows[stoppedAt(stopped)], labels, stopped.error?.message)).toBe(true);
		expect(writes(sandbox())).toEqual([]);

		const { outputs } = await run(items, { onError: 'continueErrorOutput' });
		const [updated = [], refused = []] = outputs.map((all) => all ?? []);
		expect(refused.filter((item) => !isRefusedFor(rows[itemOf(item)], labels, item.json.message))).toEqual([]);
		expect(updated.map(itemOf)).toEqual(rows.flatMap((row, at) => (row.refused.length === 0 ? [at] : [])));
		for (const item of updated) {
			const at = itemOf(item);
			before.set(present(ids[at]), expectedOf(present(rows[at]), present(before.get(present(ids[at])))));
		}
		const standing = () => [...batches].map(([id, { batch_fields: own }]) => [id, own]);
		expect(standing()).toEqual([...before]);

		const given = { operation: 'export', format: 'ndjson', binaryPropertyName: 'data' };
		const exported = await runBatch(sandbox(), given);
		expect(linesOf(exported).map(({ id, batch_fields: own }) => [id, own ?? {}])).toEqual(standing());
	});
});
