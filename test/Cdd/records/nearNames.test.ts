import type { IDataObject, INodeType } from 'n8n-workflow';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { onSandbox } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { asked, locator } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { runSlurp, locator as slurpLocator } from '../slurp/onSlurp';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const run = async (node: INodeType, parameters: IDataObject) =>
	await runNode(onSandbox(node, sandbox()), [{}], parameters as never);
const queries = (path: string) => sandbox().requests.filter((request) => request.path.endsWith(path));
const [batch, sample] = [new CddBatch(), new CddInventorySample()];

interface Kind {
	/** Adds a record that is called so. */
	add: (name: string, id: number) => void;
	/** Runs a step that names one. @returns its failure, or the ID or name that it went by */
	use: (name: string) => Promise<{ error?: Error & { description?: string | null }; took?: unknown }>;
	/** What is said where a name is near others alone. */
	near: RegExp;
	/** Names differ in upper and lower case and in blanks; one that is near and alone is taken. */
	takesOneNear?: true;
}

const kinds: Record<string, Kind> = {
	'a project of a filter': {
		add: (name, id) => sandbox().cdd.projects.set(id, { id, name }),
		use: async (name) => {
			const { error } = await run(sample, { operation: 'getAll', limit: 1, filters: { projects: [name] } });
			return {
				error,
				took: queries('/inventory_samples')
					.at(-1)
					?.query.match(/projects=(\d+)/)?.[1],
			};
		},
		near: /exists more than once/,
		takesOneNear: true,
	},
	'a data set of a filter': {
		add: (name, id) => sandbox().cdd.dataSets.set(id, { id, name }),
		use: async (name) => {
			const { error } = await run(batch, { operation: 'getAll', limit: 1, filters: { dataSets: [name] } });
			return {
				error,
				took: queries('/batches')
					.at(-1)
					?.query.match(/data_sets=(\d+)/)?.[1],
			};
		},
		near: /exists more than once/,
		takesOneNear: true,
	},
	'a batch by its Molecule-Batch ID': {
		add: (name, id) => {
			const [any] = sandbox().cdd.batches.values();
			if (any) sandbox().cdd.batches.set(id, { ...any, id, molecule_batch_identifier: name });
		},
		use: async (name) => {
			const { error, json } = await run(batch, { operation: 'get', batch: locator(name, 'identifier') });
			return { error, took: json[0]?.id };
		},
		near: /is not a Molecule-Batch ID of this vault/,
	},
	'a sample by its name': {
		add: (name, id) => {
			const [any] = sandbox().cdd.samples.values();
			if (any) sandbox().cdd.samples.set(id, { ...any, id, name });
		},
		use: async (name) => {
			const { error, json } = await run(sample, { operation: 'get', sample: locator(name, 'name') });
			return { error, took: json[0]?.id };
		},
		near: /was not found by its name/,
	},
	'a sample by its barcode': {
		add: (name, id) => {
			const [any] = sandbox().cdd.samples.values();
			const [first] = any?.inventory_events ?? [];
			if (!any || !first) return;
			const labelled = { ...first, fields: { Barcode: name } };
			sandbox().cdd.samples.set(id, { ...any, id, inventory_events: [labelled] });
		},
		use: async (name) => {
			const { error, json } = await run(sample, { operation: 'get', sample: locator(name, 'barcode') });
			return { error, took: json[0]?.id };
		},
		near: /was not found by its barcode/,
	},
	'a mapping template': {
		add: (name, id) => {
			const [any] = sandbox().cdd.mappingTemplates.values();
			if (any) sandbox().cdd.mappingTemplates.set(id, { ...any, id, name });
		},
		use: async (name) => {
			const { error } = await runSlurp(sandbox(), { mappingTemplate: slurpLocator('name', name) });
			return {
				error,
				took: queries('')
					.find(({ path }) => /mapping_templates\/\d+$/.test(path))
					?.path.match(/\d+$/)?.[0],
			};
		},
		near: /refused|rejected|did not/i,
	},
};

const wanted = 'Kinase Set 1';
const nearNames = ['KINASE SET 1', 'Kinase  Set 1'];
const exactId = 9_700_000;

describe.each(Object.entries(kinds))('%s', (_kind, { add, use, near, takesOneNear }) => {
	it.each([
		['as it is', wanted],
		['with blanks around', `  ${wanted} `],
	])('that is called so goes before two that are near (%s)', async (_how, given) => {
		for (const [at, name] of [nearNames[0], wanted, nearNames[1]].entries()) add(name ?? '', exactId + at);
		const { error, took } = await use(given);
		expect([error?.message, Number(took)]).toEqual([undefined, exactId + 1]);
	});

	it('is none of two that are near', async () => {
		for (const [at, name] of nearNames.entries()) add(name, exactId + at);
		const { error, took } = await use(wanted);
		expect(error?.message).toMatch(near);
		expect(took).toBeUndefined();
	});

	it('is one that is near and alone in a filter only', async () => {
		add('KINASE  set 1', exactId);
		const { error, took } = await use(wanted);
		if (takesOneNear) expect(Number(took)).toBe(exactId);
		else expect(error?.message).toMatch(near);
	});
});

describe('a batch field', () => {
	it.each([
		['Note', undefined],
		['NOTE', "'Field Conditions: Field' names a field that this vault does not have [row 1]"],
		['note', "'Field Conditions: Field' names a field that this vault does not have [row 1]"],
	])('is called so to the letter: %s', async (name, message) => {
		const condition = { field: locator(name, 'name'), type: 'text_value', value: 'x' };
		const { error } = await run(batch, {
			operation: 'getAll',
			limit: 1,
			filters: { fieldConditions: { condition: [condition] } },
		});
		expect(error?.message).toBe(message);
		expect(asked(sandbox()).includes('POST /batches/query')).toBe(message === undefined);
	});
});
