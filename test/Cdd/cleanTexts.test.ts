import type { IDataObject } from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import { onSandbox } from '../support/cdd';
import { runNode } from '../support/engine';
import { mapped } from '../support/mapped';
import { locator } from '../support/sampleNode';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { byId, newBatch } from './batch/onBatch';
import { fileOf, goodCsv } from './slurp/onSlurp';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const given = '={{ $json.given }}';
const [sampleNode, batchNode, slurpNode] = [new CddInventorySample(), new CddBatch(), new CddSlurp()];
const entry = (name: string) => ({ field: [{ name, type: 'text', value: given }] });

const batchId = () => [...sandbox().cdd.batches.keys()][5] ?? 0;
const sampleId = () => [...sandbox().cdd.samples.keys()][3] ?? 0;
const creation = (more: IDataObject) => ({
	operation: 'create',
	specifyData: 'fields',
	batch: byId(batchId()),
	amount: '5',
	units: 'mg',
	moreSampleFields: { field: [{ name: 'Sample ID', type: 'text', value: 'CLEAN' }] },
	...more,
});
const batch = (more: IDataObject = {}) => newBatch('CCCCCCCCN', more);
const slurp = (more: IDataObject) => ({
	operation: 'import',
	specifyData: 'fields',
	binaryPropertyName: 'data',
	project: locator('Internal Data', 'name'),
	waitForCompletion: false,
	...more,
});

interface TextField {
	node: CddBatch | CddInventorySample | CddSlurp;
	parameters: () => IDataObject;
	/** What is given; by default a word that nobody has used. */
	word?: string;
	/** A field of the lab's own: it may have several lines, and blanks at its ends are kept. */
	isOwn?: true;
	/** By a vault that names its molecules itself. */
	isRefused?: true;
}

const fields: Record<string, TextField> = {
	'Sample ID, by its exact name': {
		node: sampleNode,
		parameters: () => creation({ moreSampleFields: entry('Sample ID') }),
		isOwn: true,
	},
	'Sample ID in the form': {
		node: sampleNode,
		parameters: () => creation({ moreSampleFields: {}, sampleFields: mapped({ 'Sample ID': given }) }),
		isOwn: true,
	},
	'an event field in the form of a new sample': {
		node: sampleNode,
		parameters: () => creation({ eventFields: mapped({ Reason: given }) }),
		isOwn: true,
	},
	'an event field of a new sample, by its exact name': {
		node: sampleNode,
		parameters: () => creation({ moreEventFields: entry('Reason') }),
		isOwn: true,
	},
	'Barcode of a new sample': {
		node: sampleNode,
		parameters: () => creation({ eventFields: mapped({ Barcode: given }) }),
	},
	'an event field of an update': {
		node: sampleNode,
		parameters: () => ({
			operation: 'update',
			sample: byId(sampleId()),
			events: {
				event: [{ eventFields: { field: [{ name: locator('Reason', 'name'), type: 'text', value: given }] } }],
			},
		}),
		isOwn: true,
	},
	'Barcode of an update': {
		node: sampleNode,
		parameters: () => ({
			operation: 'update',
			sample: byId(sampleId()),
			events: {
				event: [{ eventFields: { field: [{ name: locator('Barcode', 'name'), type: 'text', value: given }] } }],
			},
		}),
	},
	'a molecule by its name': {
		node: batchNode,
		parameters: () => ({ ...batch(), molecule: 'name', moleculeName: given }),
		word: 'LAB-0000005',
	},
	'the name of a new molecule': {
		node: batchNode,
		parameters: () => batch({ moleculeDetails: { name: given } }),
		isRefused: true,
	},
	'a synonym': { node: batchNode, parameters: () => batch({ moleculeDetails: { synonyms: '={{ [$json.given] }}' } }) },
	'a molecule field': {
		node: batchNode,
		parameters: () => batch({ moleculeFields: mapped({ Color: given }) }),
		isOwn: true,
	},
	'a batch field': { node: batchNode, parameters: () => batch({ batchFields: mapped({ Note: given }) }), isOwn: true },
	'a project of a new batch': {
		node: batchNode,
		parameters: () => batch({ projects: '={{ [$json.given] }}' }),
		word: 'Internal Data',
	},
	'the name of a batch': { node: batchNode, parameters: () => batch({ batchDetails: { batchName: given } }) },
	'a salt': { node: batchNode, parameters: () => batch({ batchDetails: { saltName: given } }), word: 'Hydrochloride' },
	'a solvent': { node: batchNode, parameters: () => batch({ batchDetails: { solventName: given } }), word: 'H2O' },
	'a batch field of an update': {
		node: batchNode,
		parameters: () => ({ operation: 'update', batch: byId(batchId()), batchFields: mapped({ Note: given }) }),
		isOwn: true,
	},
	'the name of a batch in an update': {
		node: batchNode,
		parameters: () => ({ operation: 'update', batch: byId(batchId()), updateFields: { batchName: given } }),
	},
	'the project of an import': {
		node: slurpNode,
		parameters: () => slurp({ project: locator(given, 'name') }),
		word: 'Internal Data',
	},
	'the mapping template of an import': {
		node: slurpNode,
		parameters: () => slurp({ mappingTemplate: locator(given, 'name') }),
		word: 'Plate reader, single point',
	},
	'the person of a run': { node: slurpNode, parameters: () => slurp({ runs: { run: [{ person: given }] } }) },
	'the lab of a run': { node: slurpNode, parameters: () => slurp({ runs: { run: [{ lab: given }] } }) },
};

/** As JSON writes them, or as they are. */
const unseen = /\\u00[01][0-9a-f]|\\r|[\u00ad\u200b\ufeff]/;

async function run({ node, parameters }: TextField, text: string) {
	return await runNode(onSandbox(node, sandbox()), [{ given: text }], parameters() as never, {
		binary: [fileOf(goodCsv)],
	});
}

/** Text of the last request that changed something; of an import its first part. */
function lastSent(): string | undefined {
	const request = sandbox().requests.findLast(({ method, path }) => method !== 'GET' && !path.endsWith('/query'));
	if (request === undefined) return undefined;
	const { body } = request;
	return Array.isArray(body) ? JSON.stringify(JSON.parse(String(Object(body[0]).text))) : JSON.stringify(body);
}

/** Samples, batches and molecules as the vault holds them. */
const held = () => {
	const { batches, molecules, samples } = sandbox().cdd;
	return JSON.stringify([batches, molecules, samples].map((records) => [...records.values()]));
};

const all = Object.entries(fields);

describe('what a scanner or a copy puts around a text does not reach the vault', () => {
	it.each(all)('%s', async (_name, field) => {
		const word = field.word ?? 'CLEAN-7 é';
		const dirty = `\ufeff\u0002\u200b${word.normalize('NFD').replace(/(.)(.)$/u, '$1\u00ad$2')}\u200b\u0003\r\n`;
		const { error } = await run(field, dirty);
		expect(error?.message).toBe(field.isRefused && 'CDD Vault refused the data [row 1]');
		expect(lastSent()).toContain(JSON.stringify(word));
		expect(held()).not.toMatch(unseen);
	});
});

describe('blanks at the ends are kept in fields of the lab alone', () => {
	it.each(all)('%s', async (_name, field) => {
		const word = field.word ?? 'CLEAN-8';
		await run(field, ` ${word} `);
		expect(lastSent()).toContain(field.isOwn ? ` ${word} ` : `"${word}"`);
	});
});

describe('what cannot be stored is refused before anything is sent', () => {
	it.each(all)('%s', async (_name, field) => {
		const marks: Array<[string, RegExp]> = [
			['\u001d', /contains a character that cannot be shown/],
			['\ud800', /contains a character that cannot be shown/],
			...(field.isOwn ? [] : [['\r\n', /contains a line break|names? a|is not/] as [string, RegExp]]),
		];
		for (const [mark, message] of marks) {
			const { error } = await run(field, `A${mark}B`);
			expect(error?.message).toMatch(message);
		}
		expect(lastSent()).toBeUndefined();
	});
});
