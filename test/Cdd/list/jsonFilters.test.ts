import type { IDataObject } from 'n8n-workflow';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { batchQueryBody } from '../../../nodes/Cdd/contract/batch';
import { inventorySampleQuery } from '../../../nodes/Cdd/contract/sample';
import { onSandbox } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { idOfProject } from '../batch/onBatch';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);

type Kind = 'batches' | 'samples';
const nodes = { batches: CddBatch, samples: CddInventorySample };

const run = async (kind: Kind, operation: 'export' | 'getAll', filters: IDataObject, more: IDataObject = {}) =>
	await runNode(onSandbox(new nodes[kind](), sandbox()), [{ filters }], {
		operation,
		output: 'raw',
		specifyFilters: 'json',
		filtersJson: '={{ $json.filters }}',
		...more,
	} as never);

/** What the first request of a list asked for, whichever way. */
function parameters(): Record<string, unknown> {
	const [first] = sandbox().requests.filter(({ path }) => /\/(batches|inventory_samples)(\/query)?$/.test(path));
	const query = Object.fromEntries(new URLSearchParams(first?.query ?? ''));
	return { ...query, ...Object(first?.body) };
}

const day = '2026-11-01';
const project = () => idOfProject(sandbox(), 'Internal Data');
const firstOf = (records: Map<number, unknown>) => [...records.keys()][0] ?? 0;
const dates = (...names: string[]): Array<[string, () => unknown]> =>
	names.flatMap((name) => ['before', 'after'].map((side): [string, () => string] => [`${name}_${side}`, () => day]));

/** A value that fits each parameter which the vendor documents. */
const documented: Record<Kind, Array<[name: string, value: () => unknown]>> = {
	batches: [
		['batches', () => [firstOf(sandbox().cdd.batches)]],
		['no_structures', () => true],
		['include_original_structures', () => true],
		['only_ids', () => true],
		['only_molecule_ids', () => true],
		...dates('created', 'modified', 'molecule_created'),
		['projects', () => [project()]],
		['data_sets', () => [[...sandbox().cdd.dataSets.keys()][0] ?? 0]],
		['molecule_batch_identifier', () => [...sandbox().cdd.batches.values()][0]?.molecule_batch_identifier ?? ''],
		['molecule_fields', () => ['Color']],
		['batch_fields', () => ['Purity']],
		['fields_search', () => [{ name: 'Purity', float_value: 95 }]],
	],
	samples: [
		['batch_ids', () => [[...sandbox().cdd.samples.values()][0]?.batch ?? 0]],
		['inventory_sample_ids', () => [firstOf(sandbox().cdd.samples)]],
		...dates('created', 'modified'),
		['projects', () => [project()]],
	],
};

/** Those that the node sets by itself, with the fields that say it. */
const own: Array<[name: string, value: boolean | number | string, reason: string]> = [
	['offset', 10, "'Return All' and 'Limit'"],
	['offset', 0, "'Return All' and 'Limit'"],
	['page_size', 3, "'Return All' and 'Limit'"],
	['async', true, "'Retrieval'"],
	['async', 'false', "'Retrieval'"],
];

const inQuery = (value: unknown) => (Array.isArray(value) ? value.join(',') : String(value));

const kinds: Kind[] = ['batches', 'samples'];

it.each([
	['batches', batchQueryBody],
	['samples', inventorySampleQuery],
] as const)('the parameters of %s below are all that the vendor documents', (kind, { shape }) => {
	const named = [...documented[kind], ...own].map(([name]) => name);
	expect(Object.keys(shape).sort()).toEqual([...new Set(named)].sort());
});

describe.each(kinds.flatMap((kind) => documented[kind].map(([name, value]) => [kind, name, value] as const)))(
	'of %s the parameter %s in JSON',
	(kind, name, value) => {
		it('arrives as it was given', async () => {
			const { error } = await run(kind, 'getAll', { [name]: value() } as IDataObject, { returnAll: true });
			expect(error).toBeUndefined();
			expect([value(), inQuery(value())]).toContainEqual(parameters()[name]);
		});

		it('arrives with an export as well, or is refused with the reason', async () => {
			const { error } = await run(kind, 'export', { [name]: value() } as IDataObject);
			if (name === 'only_ids') {
				expect(error?.message).toContain("'Filters (JSON)' asks for IDs only, but an export contains whole batches");
				expect(sandbox().requests).toEqual([]);
			} else {
				expect(error).toBeUndefined();
				expect([value(), inQuery(value())]).toContainEqual(parameters()[name]);
			}
		});
	},
);

describe.each(kinds)('of %s', (kind) => {
	it.each(own.flatMap((one) => (['export', 'getAll'] as const).map((operation) => [operation, ...one] as const)))(
		'%s refuses %s (%j), which the node sets by itself, before anything is sent',
		async (operation, name, value, reason) => {
			const { error } = await run(kind, operation, { projects: [1], [name]: value });
			expect(error?.message).toBe("'Filters (JSON)' contains a parameter that the node sets itself [row 1]");
			expect(error?.description).toContain(`It is "${name}". Remove it.`);
			expect(error?.description).toContain(reason);
			expect(sandbox().requests).toEqual([]);
		},
	);

	it('refuses the two of a page together, as a client that pages by itself sends them', async () => {
		const { error } = await run(kind, 'getAll', { offset: 10, page_size: 3 });
		expect(error?.description).toContain('It is "offset".');
		expect(sandbox().requests).toEqual([]);
	});
});

describe('what comes back of a batch', () => {
	it.each([
		['no_structures', true, { structures: false }],
		['only_ids', true, { onlyBatchIds: true }],
		['batch_fields', ['Purity'], { batchFields: ['Purity'] }],
		['molecule_fields', ['Color'], { moleculeFields: ['Color', 'Odour'] }],
	])('is refused where %s stands in the JSON and in the fields', async (name, value, content) => {
		const { error } = await run('batches', 'getAll', { [name]: value }, { content });
		expect(error?.message).toBe("'Filters (JSON)' contains a parameter that 'Content' also sets [row 1]");
		expect(error?.description).toBe(`It is "${name}". Remove it there or from the JSON.`);
		expect(sandbox().requests).toEqual([]);
	});

	it('may be said in the fields, beside other parameters in the JSON', async () => {
		await run('batches', 'getAll', { only_molecule_ids: true }, { content: { structures: false } });
		expect(parameters()).toMatchObject({ only_molecule_ids: 'true', no_structures: 'true' });
	});
});
