import type { IDataObject, INode } from 'n8n-workflow';

import type { NodeRun, RunOptions } from '../support/engine';
import { mapped } from '../support/mapped';
import { present } from '../support/present';
import { asked, locator, runSamples } from '../support/sampleNode';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { batchOfSamples, cddRows, labels, side } from './cddRows';
import { byItem, itemOf } from './chemSteps';
import { shares } from './deal';
import type { Row } from './deal';
import { linesOf } from './exported';
import { seedsOf } from './part';
import { isRefusedFor, stoppedAt } from './refusals';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);

const seeds = seedsOf(batchOfSamples, 2);
const boxes = [8_000_001, 8_000_002] as const;

function furnish(): void {
	const { locations } = sandbox().cdd;
	const template = present([...locations.values()].find(({ value }) => value === 'Box 3'));
	for (const id of boxes)
		locations.set(id, {
			...template,
			id,
			value: `Rows ${id}`,
			num_rows: side,
			num_columns: side,
			position_limit: side * side,
		});
}

const run = async (
	inputs: IDataObject[],
	parameters: IDataObject,
	settings?: RunOptions['settings'],
): Promise<NodeRun> => await runSamples(sandbox(), inputs, parameters as INode['parameters'], { settings });

const creation = () => ({
	operation: 'create',
	specifyData: 'fields',
	batch: locator([...sandbox().cdd.batches.keys()][5]),
	amount: '={{ $json.amount }}',
	units: '={{ $json.units }}',
	location: locator(boxes[0]),
	placeInBox: 'given',
	position: '={{ $json.position }}',
	sampleFields: mapped({
		'Sample ID': '={{ $json.sampleId }}',
		Destination: '={{ $json.destination }}',
		'Expiry Date': '={{ $json.expiry }}',
	}),
	eventFields: mapped({ Barcode: '={{ $json.barcode }}', Reason: '={{ $json.reason }}' }),
	output: 'raw',
});

const update = (event: IDataObject[]) => ({
	operation: 'update',
	sample: locator('={{ $json.id }}'),
	specifyData: 'fields',
	events: { event },
	output: 'raw',
});

const writes = () => asked(sandbox()).filter((request) => !request.startsWith('GET'));

const expectedOf = ({ stored }: Row): IDataObject => ({
	amount: Number(stored.amount),
	units: stored.units,
	position: Number(stored.position),
	sampleId: stored.sampleId,
	destination: stored.destination ?? null,
	expiry: stored.expiry ?? null,
	barcode: stored.barcode,
	reason: stored.reason ?? null,
});

function standing(id: number): IDataObject {
	const sample = present(sandbox().cdd.samples.get(id));
	const fields = present(sample.inventory_events[0]).fields;
	return {
		amount: sample.current_amount,
		units: sample.units,
		position: sample.inventory_location_position,
		sampleId: sample.fields['Sample ID'],
		destination: sample.fields.Destination ?? null,
		expiry: sample.fields['Expiry Date'] ?? null,
		barcode: fields.Barcode,
		reason: fields.Reason ?? null,
	} as IDataObject;
}

/** The barcode that the first event of a record tells. */
function barcodeIn(record: IDataObject | undefined): unknown {
	const [event] = [record?.inventory_events].flat();
	return Object(Object(event).fields).Barcode;
}

it('the rows are those of a dirty sample list', () => {
	const rows = seeds.flatMap((seed) => cddRows(seed));
	expect([...shares(rows)].filter(([, share]) => share < 5)).toEqual([]);
	expect(rows.filter(({ refused }) => refused.length === 0).length / rows.length).toBeGreaterThanOrEqual(0.6);
});

describe.each(seeds)('samples of seed %i', (seed) => {
	it('are refused before anything is sent, or stand in the vault as they are', async () => {
		furnish();
		const rows = cddRows(seed);
		const inputs = rows.map(({ json }) => json);
		sandbox().clearRequests();
		const stopped = await run(inputs, creation());
		expect(isRefusedFor(rows[stoppedAt(stopped)], labels, stopped.error?.message)).toBe(true);
		expect(writes()).toEqual([]);

		const known = new Set(sandbox().cdd.samples.keys());
		const { outputs } = await run(inputs, creation(), { onError: 'continueErrorOutput' });
		const [created = [], refused = []] = outputs.map((items) => items ?? []);
		expect(refused.filter((item) => !isRefusedFor(rows[itemOf(item)], labels, item.json.message))).toEqual([]);
		expect(created.map(itemOf)).toEqual(rows.flatMap((row, at) => (row.refused.length === 0 ? [at] : [])));
		expect([...sandbox().cdd.samples.keys()].filter((id) => !known.has(id))).toHaveLength(created.length);
		const ids = created.map(({ json }) => Number(json.id));
		const expected = created.map((item) => expectedOf(present(rows[itemOf(item)])));
		expect(ids.map(standing)).toEqual(expected);

		const named = ids.map((id, at) => ({ id, place: expected[at]?.position }));
		const got = byItem(
			await run(named, { operation: 'get', sample: locator('={{ $json.id }}'), output: 'raw' }),
			ids.length,
		);
		expect(got.map((record) => [record.id, barcodeIn(record), Object(record.fields)['Sample ID']])).toEqual(
			expected.map(({ barcode, sampleId }, at) => [ids[at], barcode, sampleId]),
		);
		const moved = await run(
			named,
			update([{ location: locator(boxes[1]), placeInBox: 'given', position: '={{ $json.place }}' }]),
		);
		expect(byItem(moved, ids.length).map(({ id }) => id)).toEqual(ids);
		const taken = await run(named, update([{ debit: 0.1 }, { debit: '0.2' }]));
		expect(byItem(taken, ids.length).map(({ id }) => id)).toEqual(ids);
		// What is used up leaves its box.
		const left = expected.map((one) => {
			const amount = Number((Number(one.amount) - 0.3).toFixed(9));
			return { ...one, amount, position: amount === 0 ? null : one.position };
		});
		expect(ids.map(standing)).toEqual(left);
		expect(ids.map((id) => sandbox().cdd.samples.get(id)?.inventory_location_id)).toEqual(
			left.map(({ amount }) => (amount === 0 ? null : boxes[1])),
		);

		const listed = await run([{}], { operation: 'getAll', returnAll: true, output: 'raw' });
		const inList = new Map(listed.json.map((record) => [Number(record.id), record]));
		expect(ids.map((id) => barcodeIn(inList.get(id)))).toEqual(expected.map(({ barcode }) => barcode));
		const exported = linesOf(await run([{}], { operation: 'export', format: 'ndjson', binaryPropertyName: 'data' }));
		expect(exported).toEqual(JSON.parse(JSON.stringify([...sandbox().cdd.samples.values()])));
		byItem(await run(named, { operation: 'delete', sample: locator('={{ $json.id }}') }), ids.length);
		expect([...sandbox().cdd.samples.keys()]).toEqual([...known]);
	}, 300_000);
});
