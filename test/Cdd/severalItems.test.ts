import type { IDataObject, INode } from 'n8n-workflow';

import { batchOperations } from '../../nodes/Cdd/operations/batch';
import { inventorySampleOperations } from '../../nodes/Cdd/operations/inventorySample';
import { slurpOperations } from '../../nodes/Cdd/operations/slurp';
import type { Sandbox } from '../../sandbox';
import { retrying, rl } from '../support/chemRuns';
import type { NodeRun, RunOptions } from '../support/engine';
import { mapped } from '../support/mapped';
import { runSamples } from '../support/sampleNode';
import { freshSandbox } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { runBatch } from './batch/onBatch';
import { fileOf, goodCsv, runSlurp } from './slurp/onSlurp';

let sandbox: Sandbox;

beforeEach(async () => {
	forgetWaits();
	sandbox = await freshSandbox();
});

/** Requests that change something. */
const changes = () => sandbox.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/query'));
const goingOn = { onError: 'continueErrorOutput' } as const;
const nobody = 999_999_999;
const notFound = 'CDD Vault did not find the record';
const field = (name: string, value: string) => ({ field: [{ name, type: 'text', value }] });
const sampleNamed = (batch: number, name: string) => ({ batch, name });
const aSample = () => sandbox.cdd.addSample();
const amountOf = (id: number) => sandbox.cdd.samples.get(id)?.current_amount;
const aBatch = (at = 1) => [...sandbox.cdd.batches.keys()].at(at) ?? 0;

/** A batch that nothing hangs on, so that it can be deleted. */
function freeBatch(): { id: number; identifier: string } {
	const template = sandbox.cdd.batches.get(aBatch());
	const id = 6_000_000 + sandbox.cdd.batches.size;
	const identifier = `FREE-${id}`;
	if (template) sandbox.cdd.batches.set(id, { ...template, id, molecule_batch_identifier: identifier });
	return { id, identifier };
}

type Run = (inputs: IDataObject[], options?: RunOptions) => Promise<NodeRun>;

/** An operation, and two items of which the second cannot be done. */
interface Case {
	run: Run;
	inputs: () => IDataObject[];
	message: string;
}

const onSamples =
	(parameters: object): Run =>
	async (inputs, options) =>
		await runSamples(sandbox, inputs, parameters as INode['parameters'], options);
const onBatches =
	(parameters: object): Run =>
	async (items, options) =>
		await runBatch(sandbox, parameters as IDataObject, { items, ...options });

const debiting = {
	operation: 'update',
	sample: rl('={{ $json.id }}'),
	events: { event: [{ debit: '={{ $json.take ?? 10 }}' }] },
};
const placing = {
	operation: 'create',
	batch: rl('={{ $json.batch }}'),
	amount: '5',
	units: 'mg',
	location: rl('={{ $json.box }}'),
	placeInBox: '={{ $json.how ?? "given" }}',
	position: '={{ $json.at }}',
	moreSampleFields: field('Sample ID', '={{ $json.name }}'),
	output: 'raw',
};
const moving = {
	operation: 'update',
	sample: rl('={{ $json.id }}'),
	events: {
		event: [
			{ location: rl('={{ $json.box }}'), placeInBox: '={{ $json.how ?? "given" }}', position: '={{ $json.at }}' },
		],
	},
	output: 'raw',
};

const cases: Record<string, Case> = {
	'cddInventorySample create': {
		run: onSamples({ ...placing, location: rl('') }),
		inputs: () => [sampleNamed(aBatch(), 'A1'), sampleNamed(nobody, 'A2')],
		message: notFound,
	},
	'cddInventorySample update': {
		run: onSamples(debiting),
		inputs: () => [{ id: aSample().id }, { id: nobody }],
		message: notFound,
	},
	'cddInventorySample setAmount': {
		run: onSamples({ operation: 'setAmount', sample: rl('={{ $json.id }}'), amount: '5', units: 'mg' }),
		inputs: () => [{ id: aSample().id }, { id: nobody }],
		message: notFound,
	},
	'cddInventorySample delete': {
		run: onSamples({ operation: 'delete', sample: rl('={{ $json.id }}') }),
		inputs: () => [{ id: aSample().id }, { id: nobody }],
		message: notFound,
	},
	'cddBatch create': {
		run: onBatches({
			operation: 'create',
			molecule: 'name',
			moleculeName: 'Caffeine',
			projects: ['Internal Data'],
			batchFields: mapped({ Purity: '={{ $json.purity }}' }),
		}),
		inputs: () => [{ purity: 97 }, { purity: 'high' }],
		message: "'Batch Fields' has a value that is not a number",
	},
	'cddBatch update': {
		run: onBatches({ operation: 'update', batch: rl('={{ $json.id }}'), batchFields: mapped({ Note: 'new' }) }),
		inputs: () => [{ id: aBatch() }, { id: nobody }],
		message: notFound,
	},
	'cddBatch upsert': {
		run: onBatches({
			operation: 'upsert',
			findBy: 'identifier',
			batchIdentifier: '={{ $json.identifier }}',
			batchFields: mapped({ Note: 'new' }),
		}),
		inputs: () => [{ identifier: freeBatch().identifier }, { identifier: 'NOBODY-1' }],
		message: "'Molecule-Batch ID' is not a Molecule-Batch ID of this vault",
	},
	'cddBatch delete': {
		run: onBatches({ operation: 'delete', batch: rl('={{ $json.id }}') }),
		inputs: () => [{ id: freeBatch().id }, { id: nobody }],
		message: notFound,
	},
	'cddSlurp import': {
		run: async (items, options) =>
			await runSlurp(
				sandbox,
				{},
				{ items, binary: [fileOf(goodCsv), fileOf(goodCsv, 'plate.pdf', 'application/pdf')], ...options },
			),
		inputs: () => [{}, {}],
		message: "'Input Data Field Name' points to a kind of file that CDD Vault does not import",
	},
};

describe('every operation that writes', () => {
	it('has a case here', () => {
		const tables = {
			cddInventorySample: inventorySampleOperations,
			cddBatch: batchOperations,
			cddSlurp: slurpOperations,
		};
		const all = Object.entries(tables).flatMap(([node, { table }]) =>
			[...table.values()].filter(({ kind }) => kind !== 'read').map(({ option }) => `${node} ${option.value}`),
		);
		expect(Object.keys(cases).sort()).toEqual(all.sort());
	});

	it.each(Object.entries(cases))('%s changes nothing where the second item cannot be done', async (_name, one) => {
		const { error } = await one.run(one.inputs());
		expect(error?.message).toBe(`${one.message} [row 2]`);
		expect(changes()).toEqual([]);
	});

	it.each(Object.entries(cases))(
		'%s does the first and tells the second where the node goes on',
		async (_name, one) => {
			const { outputs } = await one.run(one.inputs(), { settings: goingOn });
			expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
			expect(outputs[1]?.map(({ json }) => json.message)).toEqual([one.message]);
		},
	);
});

describe('items that debit one sample', () => {
	it('are refused before the first where they take more than it holds together', async () => {
		const [{ id }, other] = [aSample(), aSample()];
		const inputs = [
			{ id, take: 60 },
			{ id: other.id, take: 60 },
			{ id: String(id), take: 50 },
			{ id, take: 40 },
		];
		const { error } = await onSamples(debiting)(inputs);
		expect(error?.message).toBe("'Debit' is more than the sample holds, so nothing was sent [row 3]");
		expect(error?.description).toContain(
			`Sample ${id} holds 100 mg; the rows before this one leave 40 of it, and this one takes 50.`,
		);
		expect(changes()).toEqual([]);
	});

	it('are refused to the one that finds too little where the node goes on', async () => {
		const { id } = aSample();
		const inputs = [60, 50, 40].map((take) => ({ id, take }));
		const { outputs } = await onSamples(debiting)(inputs, { settings: goingOn });
		expect(outputs[1]?.map(({ json }) => json.take)).toEqual([50]);
		expect(amountOf(id)).toBe(0);
	});

	it('may take what an item before them adds', async () => {
		const { id } = aSample();
		const { error } = await onSamples({
			...debiting,
			events: { event: [{ credit: '={{ $json.in }}', debit: '={{ $json.out }}' }] },
		})([
			{ id, in: '', out: 90 },
			{ id, in: 20, out: '' },
			{ id, in: '', out: 30 },
		]);
		expect([error?.message, amountOf(id)]).toEqual([undefined, 0]);
	});

	it('are sent where an overdraft is allowed', async () => {
		const { id } = aSample();
		const run = onSamples({ ...debiting, options: { allowOverdraft: true } });
		const { error } = await run([
			{ id, take: 60 },
			{ id, take: 60 },
		]);
		expect(error?.description).toContain('exceeds the current amount');
		expect(amountOf(id)).toBe(40);
	});

	it('are counted without those that an earlier try has sent', async () => {
		const [{ id }, other] = [aSample(), aSample()];
		sandbox.faults.add({
			when: { method: 'PUT', path: `/${other.id}` },
			times: 1,
			do: { kind: 'status', status: 429, retryAfterSeconds: 600 },
		});
		const inputs = [
			{ id, take: 90 },
			{ id: other.id, take: 60 },
			{ id: other.id, take: 40 },
		];
		const { error, executions } = await onSamples(debiting)(inputs, { settings: retrying });
		expect([error?.message, executions]).toEqual([undefined, 2]);
		expect([amountOf(id), amountOf(other.id)]).toEqual([10, 0]);
	});

	it('are looked up together, and each once more right before it is sent', async () => {
		const inputs = [1, 2, 3].map(() => ({ id: aSample().id }));
		await onSamples(debiting)(inputs);
		const reads = sandbox.requests.filter(({ method }) => method === 'GET').map(({ path }) => path.split('/').at(-1));
		expect(reads.filter((end) => end === 'inventory_samples')).toHaveLength(1);
		expect(reads).toHaveLength(4);
	});
});

describe('a place in a box', () => {
	/** A box of four positions. */
	function aBox(...taken: number[]): number {
		const { locations } = sandbox.cdd;
		const template = [...locations.values()].find(({ value }) => value === 'Box 3');
		const id = 8_000_000;
		if (template)
			locations.set(id, { ...template, id, value: 'Mini Box', num_rows: 2, num_columns: 2, position_limit: 4 });
		for (const position of taken)
			sandbox.cdd.addSample({ inventory_location_id: id, inventory_location_position: position });
		return id;
	}
	const items = (...places: IDataObject[]) =>
		places.map((place, at) => ({ ...sampleNamed(aBatch(5), `P${at}`), id: aSample().id, ...place }));
	const shared = "'Position' is also used by another row, so nothing was sent";

	it.each([
		['created', placing],
		['moved', moving],
	])('is not given to two samples that are %s', async (_what, parameters) => {
		const box = aBox();
		const { error } = await onSamples(parameters)(items({ box, at: 3 }, { box, at: 2 }, { box, at: 'B1' }));
		expect(error?.message).toBe(`${shared} [row 3]`);
		expect(error?.description).toMatch(/^Row 1 puts another sample on position 3 of ".* > Mini Box"/);
		expect(changes()).toEqual([]);
	});

	it('may be given to one sample twice, and to the next once it was left', async () => {
		const box = aBox();
		const [one, other] = [aSample(), aSample()];
		sandbox.faults.add({
			when: { method: 'PUT', path: `/${one.id}`, nth: 3 },
			do: { kind: 'latency', milliseconds: 50 },
		});
		const { error, json } = await onSamples(moving)([
			{ id: one.id, box, at: 3 },
			{ id: one.id, box, at: 3 },
			{ id: one.id, box, at: 4 },
			{ id: other.id, box, at: 3 },
		]);
		expect(error).toBeUndefined();
		expect(json.map(({ inventory_location_position: position }) => position)).toEqual([3, 3, 4, 3]);
	});

	it.each([
		['created', placing],
		['moved', moving],
	])('must be there for every sample that is %s to the next free one', async (_what, parameters) => {
		const box = aBox(1, 4);
		const how = 'nextFree';
		const { error } = await onSamples(parameters)(items({ box, how }, { box, how }, { box, how }));
		expect(error?.message).toBe(
			"'Location' is a box with too few free positions for all items, so nothing was sent [row 3]",
		);
		expect(error?.description).toMatch(/Mini Box" has 2 of 4 positions free/);
		expect(changes()).toEqual([]);
	});

	it('that is given by hand to a later item is no free one', async () => {
		const box = aBox(1);
		const { error, json } = await onSamples(placing)(
			items({ box, how: 'nextFree' }, { box, at: 2 }, { box, how: 'nextFree' }),
		);
		expect(error).toBeUndefined();
		expect(json.map(({ inventory_location_position: position }) => position)).toEqual([3, 2, 4]);
	});

	it('is enough for the items that are left when n8n runs the node again', async () => {
		const box = aBox(1, 4);
		sandbox.faults.add({
			when: { endpoint: 'createInventorySample', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 429, retryAfterSeconds: 600 },
		});
		const how = 'nextFree';
		const { error, executions, json } = await onSamples(placing)(items({ box, how }, { box, how }), {
			settings: retrying,
		});
		expect([error?.message, executions]).toEqual([undefined, 2]);
		expect(json.map(({ inventory_location_position: position }) => position)).toEqual([2, 3]);
	});

	it('in a location that does not exist is known before anything is sent', async () => {
		const box = aBox();
		for (const parameters of [placing, moving]) {
			const { error } = await onSamples(parameters)(items({ box, at: 1 }, { box: nobody, at: 1 }));
			expect(error?.message).toBe("'Location' does not exist in this vault [row 2]");
		}
		expect(changes()).toEqual([]);
	});
});

describe('a deletion', () => {
	it.each([
		['sample', () => aSample().id, onSamples({ operation: 'delete', sample: rl('={{ $json.id }}') })],
		['batch', () => freeBatch().id, onBatches({ operation: 'delete', batch: rl('={{ $json.id }}') })],
	])('of one %s by two items is refused before the first', async (_what, make, run) => {
		const id = make();
		const { error } = await run([{ id }, { id }]);
		expect(error?.message).toMatch(/^'(Batch|Sample)' names what an earlier row already names \[row 2\]$/);
		expect(changes()).toEqual([]);
	});

	it('of one batch is known by its Molecule-Batch ID as well', async () => {
		const { identifier } = freeBatch();
		const run = onBatches({ operation: 'delete', batch: rl('={{ $json.name }}', 'identifier') });
		const { error } = await run([{ name: identifier }, { name: ` ${identifier} ` }]);
		expect(error?.message).toContain('names what an earlier row already names');
		expect(changes()).toEqual([]);
	});
});

describe('items that change one sample or batch', () => {
	const slowly = (id: number) =>
		sandbox.faults.add({
			when: { method: 'PUT', path: `/${id}` },
			times: 1,
			do: { kind: 'latency', milliseconds: 50 },
		});

	it('are done one after the other, for a sample', async () => {
		const { id } = aSample();
		slowly(id);
		const { json } = await onSamples(debiting)([{ id }, { id }]);
		expect(json.map(({ before }) => before)).toMatchObject([{ current_amount: 100 }, { current_amount: 90 }]);
	});

	it('are done one after the other, for a batch', async () => {
		const { id } = freeBatch();
		slowly(id);
		const { json } = await onBatches({
			operation: 'update',
			batch: rl(id),
			batchFields: mapped({ Note: '={{ $json.note }}' }),
		})([{ note: 'first' }, { note: 'second' }]);
		expect(json.map(({ before }) => before)).toMatchObject([{ Note: null }, { Note: 'first' }]);
	});
});
