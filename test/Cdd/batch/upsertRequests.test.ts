import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import { mapped } from '../../support/mapped';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { runBatch } from './onBatch';

let sandbox: Sandbox;
let molecule: number;

beforeEach(async () => {
	forgetWaits();
	sandbox = await freshSandbox();
	molecule = [...sandbox.cdd.molecules.keys()][1] ?? 0;
});

const sheet = (lots: readonly string[], purity: number) => lots.map((lot) => ({ lot, molecule, purity }));
const lotsOf = (kind: string, count: number) => Array.from({ length: count }, (_none, at) => `${kind}-${at}`);
const upsert = async (items: IDataObject[]) =>
	await runBatch(
		sandbox,
		{
			operation: 'upsert',
			findBy: 'field',
			identifyingField: { __rl: true, mode: 'name', value: 'Note' },
			identifyingValue: '={{ $json.lot }}',
			molecule: 'id',
			moleculeId: '={{ $json.molecule }}',
			projects: '={{ ["Internal Data"] }}',
			batchFields: mapped({ Purity: '={{ $json.purity }}' }),
			batchDetails: {},
			output: 'simplified',
		},
		{ items },
	);
/** How often each endpoint was asked. */
const counts = () => {
	const found: Record<string, number> = {};
	for (const { endpoint = 'other' } of sandbox.requests) found[endpoint] = (found[endpoint] ?? 0) + 1;
	return found;
};

describe('what a spreadsheet of 200 rows asks CDD Vault', () => {
	it('is bounded, by what became of the rows', async () => {
		const [template] = sandbox.cdd.batches.values();
		const there = [...lotsOf('SAME', 100), ...lotsOf('CHANGED', 50)];
		for (const [at, Note] of there.entries()) {
			const id = 70_000_000 + at;
			if (template) sandbox.cdd.batches.set(id, { ...template, id, batch_fields: { Note, Purity: 90 } });
		}
		sandbox.clearRequests();
		const { json, error } = await upsert([
			...sheet(there.slice(0, 100), 90),
			...sheet(there.slice(100), 80),
			...sheet(lotsOf('NEW', 50), 90),
		]);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(200);
		const { getBatch = 0, listBatches = 0, ...others } = counts();
		// A search for each row; one more for the other case of what is not there.
		expect(others).toEqual({ listFields: 1, queryBatches: 250, createBatch: 50, updateBatch: 50 });
		// A look at what is new before each creation; the 150 that are there go out as lists, before and after.
		expect(getBatch + listBatches).toBeLessThan(50 + 100);
	});
});
