import '../support/waits';

import type { INodeType, INodeParameters } from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import type { Sandbox } from '../../sandbox';
import { onSandbox } from '../support/cdd';
import { runNode } from '../support/engine';
import { freshSandbox } from '../support/sandbox';
import { fileOf, goodCsv } from './slurp/onSlurp';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await freshSandbox();
});

const given = '={{ $json.given }}';
const byId = { __rl: true, mode: 'id', value: given };
const named = (value: string) => ({ __rl: true, mode: 'name', value });
const file = { binary: [fileOf(goodCsv)] };

interface IdField {
	node: INodeType;
	label: string;
	parameters: INodeParameters;
	/** The list in which a name is looked up. */
	names?: '/data_sets' | '/projects';
	/** A list of ids, or a reference that may be left empty. */
	takes?: 'ids' | 'nothing';
}

const sample = new CddInventorySample();
const batch = new CddBatch();
const slurp = new CddSlurp();
const event = { event: [{ debit: '1' }] };
const create = { operation: 'create', projects: ['Internal Data'] };

const idFields: Record<string, IdField> = {
	'sample of Get': { node: sample, label: 'Sample', parameters: { operation: 'get', sample: byId } },
	'sample of Update': {
		node: sample,
		label: 'Sample',
		parameters: { operation: 'update', sample: byId, events: event },
	},
	'sample of Delete': { node: sample, label: 'Sample', parameters: { operation: 'delete', sample: byId } },
	'batch of a new sample': {
		node: sample,
		label: 'Batch',
		parameters: { operation: 'create', batch: byId, amount: '5', units: 'mg' },
	},
	'sample IDs of Get Many': {
		node: sample,
		label: 'Sample IDs',
		parameters: { operation: 'getAll', filters: { sampleIds: given } },
		takes: 'ids',
	},
	'batch IDs of samples': {
		node: sample,
		label: 'Batch IDs',
		parameters: { operation: 'getAll', filters: { batchIds: given } },
		takes: 'ids',
	},
	'projects of samples': {
		node: sample,
		label: 'Project Names or IDs',
		parameters: { operation: 'getAll', filters: { projects: given } },
		names: '/projects',
		takes: 'ids',
	},
	'sample IDs of Export': {
		node: sample,
		label: 'Sample IDs',
		parameters: { operation: 'export', filters: { sampleIds: given } },
		takes: 'ids',
	},
	'export of samples': {
		node: sample,
		label: 'Export ID',
		parameters: { operation: 'export', options: { exportId: given } },
		takes: 'nothing',
	},
	'batch of Get': { node: batch, label: 'Batch', parameters: { operation: 'get', batch: byId } },
	'batch of Update': {
		node: batch,
		label: 'Batch',
		parameters: { operation: 'update', batch: byId, updateFields: { batchName: 'x' } },
	},
	'batch of Delete': { node: batch, label: 'Batch', parameters: { operation: 'delete', batch: byId } },
	'molecule of a new batch': {
		node: batch,
		label: 'Molecule ID',
		parameters: { ...create, molecule: 'id', moleculeId: given },
	},
	'batch IDs of Get Many': {
		node: batch,
		label: 'Batch IDs',
		parameters: { operation: 'getAll', filters: { batchIds: given } },
		takes: 'ids',
	},
	'projects of batches': {
		node: batch,
		label: 'Project Names or IDs',
		parameters: { operation: 'getAll', filters: { projects: given } },
		names: '/projects',
		takes: 'ids',
	},
	'data sets of batches': {
		node: batch,
		label: 'Data Set Names or IDs',
		parameters: { operation: 'getAll', filters: { dataSets: given } },
		names: '/data_sets',
		takes: 'ids',
	},
	'batch IDs of Export': {
		node: batch,
		label: 'Batch IDs',
		parameters: { operation: 'export', filters: { batchIds: given } },
		takes: 'ids',
	},
	'export of batches': {
		node: batch,
		label: 'Export ID',
		parameters: { operation: 'export', options: { exportId: given } },
		takes: 'nothing',
	},
	'slurp of Get': { node: slurp, label: 'Slurp ID', parameters: { operation: 'get', slurpId: given } },
	'slurp of Wait': { node: slurp, label: 'Slurp ID', parameters: { operation: 'wait', slurpId: given } },
	'project of Import': { node: slurp, label: 'Project', parameters: { operation: 'import', project: byId } },
	'mapping template of Import': {
		node: slurp,
		label: 'Mapping Template',
		parameters: { operation: 'import', project: named('Internal Data'), mappingTemplate: byId },
		takes: 'nothing',
	},
};

const noIds = [
	'abc',
	'12x',
	'1.5',
	'-3',
	'0',
	'../4599',
	'1/../2',
	'1?x=1',
	'9007199254740993',
	true,
	{ id: 5 },
	[[5]],
];
const emptyIds = ['', '  ', null, undefined];

/** The first field of each sort gets every value, the others one: what is an ID is decided in one place for all. */
const cases = (values: unknown[], fields = Object.entries(idFields)) =>
	fields.flatMap(([name, field], at) => {
		const isFirst = fields.findIndex(([, { takes }]) => takes === field.takes) === at;
		return (isFirst ? values : values.slice(0, 1)).map(
			(value) => [name, JSON.stringify(value) ?? 'nothing', field, value] as const,
		);
	});

async function run({ node, parameters }: IdField, value: unknown) {
	return await runNode(onSandbox(node, sandbox), [{ given: value as never }], parameters, file);
}

describe('an ID that is none is refused by name, before anything is sent', () => {
	it.each(cases(noIds))('%s: %s', async (_name, _text, field, value) => {
		const { error, json } = await run(field, value);
		expect(json).toEqual([]);
		expect(error?.message.startsWith(`'${field.label}' `)).toBe(true);
		expect(error?.message).toContain('[row 1]');
		expect(error?.description).toBeTruthy();
		const asked = sandbox.requests.filter(({ path }) => field.names === undefined || !path.endsWith(field.names));
		expect(asked).toEqual([]);
	});
});

describe('an empty ID is refused by name, before anything is sent', () => {
	const fields = Object.entries(idFields).filter(([, { takes }]) => takes !== 'nothing');

	it.each(cases(emptyIds, fields).filter(([, , { takes }, value]) => takes !== 'ids' || value !== undefined))(
		'%s: %s',
		async (_name, _text, field, value) => {
			const { error, json } = await run(field, value);
			expect(json).toEqual([]);
			expect(error?.message).toBe(`'${field.label}' is empty [row 1]`);
			expect(sandbox.requests).toEqual([]);
		},
	);

	it.each(Object.entries(idFields).filter(([, { takes }]) => takes === 'ids'))(
		'%s: a list of blanks',
		async (_name, field) => {
			for (const value of [[], ['', null], ' , ;\n']) {
				const { error } = await run(field, value);
				expect(error?.message).toBe(`'${field.label}' is empty [row 1]`);
			}
			expect(sandbox.requests).toEqual([]);
		},
	);
});

describe('what n8n itself refuses', () => {
	it('is a required ID that was never filled in', async () => {
		const empty = { operation: 'get', batch: { __rl: true, mode: 'id', value: '' } };
		await expect(runNode(onSandbox(batch, sandbox), [{}], empty)).rejects.toThrow('Parameter "Batch" is required');
		expect(sandbox.requests).toEqual([]);
	});
});
