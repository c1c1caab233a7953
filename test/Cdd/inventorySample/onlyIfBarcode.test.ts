import type { IDataObject, INode } from 'n8n-workflow';

import { asked, locator, runSamples } from '../../support/sampleNode';
import type { SampleRunOptions } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const onTube = (more: INode['parameters'] = {}) => ({
	sample: locator('={{ $json.id }}'),
	options: { onlyIfBarcode: '={{ $json.scanned }}', ...more },
	output: 'raw',
});
const debit = (more?: INode['parameters']): INode['parameters'] => ({
	operation: 'update',
	specifyData: 'fields',
	events: { event: [{ debit: '1' }] },
	...onTube(more),
});
const weighing = (): INode['parameters'] => ({ operation: 'setAmount', amount: '90', units: 'mg', ...onTube() });
const both = [
	['Update', debit()],
	['Set Amount', weighing()],
] as const;

type Fields = Record<string, string>;

/** A sample with these event fields, whatever fields the vault has. */
const labelled = (...pasts: Fields[]) => {
	const sample = sandbox().cdd.addSample({ current_amount: 100 });
	for (const [at, fields] of pasts.entries()) {
		const first = sample.inventory_events[0];
		if (first)
			sample.inventory_events.push({ ...first, id: first.id + 1_000_000 + at, fields: { Credit: 0.5, ...fields } });
	}
	return sample;
};
const placed = () => {
	const found = [...sandbox().cdd.samples.values()].find(
		({ current_amount: amount, inventory_location_id: place, inventory_events: events }) =>
			amount > 50 && place !== null && events.some(({ fields }) => 'Barcode' in fields),
	);
	if (!found) throw new Error('The sandbox has no sample with a place and a barcode');
	return { id: found.id, scanned: found.inventory_events.flatMap(({ fields }) => fields.Barcode ?? []).at(-1) };
};
const run = async (inputs: IDataObject[], parameters: INode['parameters'], options?: SampleRunOptions) =>
	await runSamples(sandbox(), inputs, parameters, options);
const puts = () => asked(sandbox()).filter((request) => request.startsWith('PUT'));
const refusal = "'Only If Barcode Is' is not the barcode of the sample, so nothing was sent [row 1]";

describe('a change that is made of the scanned tube alone', () => {
	it('is one read and one write, also of a sample that has a place', async () => {
		const { id, scanned } = placed();
		const before = sandbox().cdd.samples.get(id)?.current_amount ?? 0;
		const { json, error } = await run([{ id, scanned: ` ]C1${String(scanned)}\r\n` }], debit());
		expect(error).toBeUndefined();
		expect(asked(sandbox())).toEqual([`GET /inventory_samples/${id}`, `PUT /inventory_samples/${id}`]);
		expect(json).toMatchObject([{ id, current_amount: before - 1, before: { id, current_amount: before } }]);
		expect(json[0]?.location).toBe((json[0]?.before as IDataObject).location);
	});

	it('is one read and one write where the amount is set', async () => {
		const { id } = labelled({ Barcode: 'T-1' });
		const { json } = await run([{ id, scanned: 'T-1' }], weighing());
		expect(json).toMatchObject([{ id, from: 100, to: 90 }]);
		expect(asked(sandbox())).toEqual([`GET /inventory_samples/${id}`, `PUT /inventory_samples/${id}`]);
	});

	it.each(both)('is refused after one read where the tube has another barcode: %s', async (_name, parameters) => {
		const { id } = labelled({ Barcode: 'T-2' });
		const { error } = await run([{ id, scanned: 't-2' }], parameters);
		expect(error?.message).toBe(refusal);
		expect(error?.description).toContain(`Sample ${id} has the barcode "T-2" now, not "t-2".`);
		expect(asked(sandbox())).toEqual([`GET /inventory_samples/${id}`]);
	});

	it.each<[string, Fields, IDataObject]>([
		['has none', { Reason: 'Assay' }, {}],
		['has two fields of that name', { barcode: 'T-3', BARCODE: 'T-4' }, {}],
		['has it in a field other than that of the credential', { Barcode: 'T-3' }, { barcodeField: 'Label' }],
	])('is refused where the tube %s', async (_what, fields, secrets) => {
		const { id } = labelled(fields);
		const { error } = await run([{ id, scanned: 'T-3' }], debit(), { secrets });
		expect(error?.message).toBe(refusal);
		expect(error?.description).toContain(`Sample ${id} has no barcode now`);
		expect(puts()).toEqual([]);
	});

	it('goes by the field of the credential, and by its newest event', async () => {
		const { id } = labelled({ Label: 'OLD', Barcode: 'OTHER' }, { Label: 'NEW' });
		const secrets = { barcodeField: 'Label' };
		expect((await run([{ id, scanned: 'OLD' }], debit(), { secrets })).error?.message).toBe(refusal);
		expect((await run([{ id, scanned: 'NEW' }], debit(), { secrets })).json).toMatchObject([{ current_amount: 99 }]);
	});

	it.each(both)('is refused for all items before the first is changed: %s', async (_name, parameters) => {
		const [first, second] = [labelled({ Barcode: 'T-5' }), labelled({ Barcode: 'T-6' })];
		const inputs = [
			{ id: first.id, scanned: 'T-5' },
			{ id: second.id, scanned: 'T-5' },
		];
		const { error } = await run(inputs, parameters);
		expect(error?.message).toBe(refusal.replace('1]', '2]'));
		expect(puts()).toEqual([]);
	});

	it('fails its item alone where the node continues, with the barcode of the tube as a fact', async () => {
		const [first, second] = [labelled({ Barcode: 'T-7' }), labelled({ Barcode: 'T-8' })];
		const inputs = [
			{ id: first.id, scanned: 'T-8' },
			{ id: second.id, scanned: 'T-8' },
		];
		const { json } = await run(inputs, debit(), { settings: { onError: 'continueRegularOutput' } });
		expect(json).toMatchObject([
			{ error: refusal, details: { kind: 'badInput', sampleId: first.id, barcode: 'T-7' } },
			{ id: second.id, current_amount: 99 },
		]);
	});

	it('refuses an expression that finds nothing', async () => {
		const { id } = labelled({ Barcode: 'T-9' });
		const { error } = await run([{ id }], debit());
		expect(error?.message).toBe("'Only If Barcode Is' is empty [row 1]");
		expect(asked(sandbox())).toEqual([]);
	});

	it('holds for the first try alone: a lost relabelling is found by the next', async () => {
		const { id } = labelled({ Barcode: 'T-10' });
		sandbox().faults.add({ when: { endpoint: 'updateInventorySample' }, do: { kind: 'drop', moment: 'after' } });
		const relabelling = {
			...debit(),
			events: { event: [{ eventFields: { field: [{ name: 'Barcode', type: 'text', value: 'T-11' }] } }] },
		};
		const { json, error } = await run([{ id, scanned: 'T-10' }], relabelling);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ id }]);
		expect(puts()).toHaveLength(1);
	});
});

describe('a debit from a sample that is used up', () => {
	it('is told with what the sample holds as a fact', async () => {
		const { id } = labelled({ Barcode: 'U-1' });
		sandbox().cdd.addEvent(id, { Debit: 100 });
		const { json } = await run([{ id, scanned: 'U-1' }], debit(), { settings: { onError: 'continueRegularOutput' } });
		expect(json).toMatchObject([{ details: { kind: 'badInput', sampleId: id, holds: 0, units: 'mg' } }]);
		expect(puts()).toEqual([]);
	});
});
