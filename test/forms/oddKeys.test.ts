import { isDeepStrictEqual } from 'node:util';
import type { IDataObject } from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { Fault } from '../../nodes/shared/fault';
import { answersOf } from '../../nodes/shared/form/answers';
import { readForm } from '../../nodes/shared/form/field';
import { seededRandom } from '../../sandbox/cheminventory/seed/random';
import { onSandbox } from '../support/cdd';
import { runNode } from '../support/engine';
import { stepFunctions } from '../support/formContext';
import { present } from '../support/present';
import { sandboxForTests } from '../support/sandbox';
import { fillOf } from './fill';
import { subjects } from './subjects';
import { leaves, parametersWith } from './walk';

/** n8n's HTTP client leaves these out of a body without a word. */
const dropped = ['__proto__', 'constructor', 'prototype'];
/** Names that a body can hold, odd as they are. */
const kept = [
	'toString',
	'valueOf',
	'hasOwnProperty',
	'__defineGetter__',
	'toJSON',
	'then',
	'length',
	'error',
	'0',
	'a.b',
	'a[0]',
	' Purity ',
	'"',
	'µ',
	'Größe',
];

const random = seededRandom(12);
const pick = (all: readonly string[]): string => present(all[random(all.length)]);

/** JSON with a name at a random depth, in objects and lists, as text: an object of ours could not hold all names. */
function around(json: string, depth: number): string {
	if (depth === 0) return json;
	const inner = around(json, depth - 1);
	return pick([`{ "a": ${inner} }`, `[${inner}]`, `{ "first": 1, "b": [0, ${inner}] }`]);
}

const jsonFields = subjects.flatMap((subject) =>
	leaves(subject.form)
		.filter(({ field }) => field.kind === 'json')
		.map((leaf) => [`${subject.name}: ${leaf.path}`, subject, leaf] as const),
);

it('there are JSON inputs of both services', () => {
	const names = jsonFields.map(([name]) => name).join(' ');
	expect(jsonFields.length).toBeGreaterThan(7);
	expect(names).toContain('cddBatch');
	expect(names).toContain('chemInventory');
});

it.each(jsonFields)('%s refuses a name that would be dropped, wherever it stands', (_name, subject, leaf) => {
	for (const name of dropped) {
		for (let depth = 0; depth < 4; depth++) {
			const json = around(`{ ${JSON.stringify(name)}: "x" }`, depth);
			const parameters = parametersWith(subject.form, leaf, json, fillOf(subject));
			const functions = stepFunctions(subject.node, { authentication: 'apiToken', ...subject.fixed, ...parameters }, [
				{},
			]);
			let refused: unknown;
			try {
				readForm(subject.form, answersOf(functions, () => undefined)(0, {}));
			} catch (thrown) {
				refused = thrown;
			}
			expect(refused).toBeInstanceOf(Fault);
			expect(refused).toMatchObject({
				message: expect.stringContaining('contains a name that cannot be sent'),
				description: expect.stringContaining(`"${name}"`),
			});
		}
	}
});

const sandbox = sandboxForTests();

/** Every JSON input of CDD Vault that holds names of the lab, with its request. */
const inputs: Array<[what: string, run: (fields: string) => Promise<string>]> = [
	[
		'the fields of a new batch',
		async (fields) =>
			await sent(
				new CddBatch(),
				{ operation: 'create' },
				'batchJson',
				`{ "molecule": { "id": ${anyBatch().moleculeId} }, "projects": ["Internal Data"], "batch_fields": ${fields} }`,
			),
	],
	[
		'the fields of a new molecule',
		async (fields) =>
			await sent(
				new CddBatch(),
				{ operation: 'create' },
				'batchJson',
				`{ "molecule": { "registration_type": "NUCLEOTIDE", "nucleotide": "GATT", "udfs": ${fields} }, "projects": ["Internal Data"] }`,
			),
	],
	[
		'the fields of a batch',
		async (fields) =>
			await sent(
				new CddBatch(),
				{ operation: 'update', batch: byId(anyBatch().id) },
				'batchJson',
				`{ "batch_fields": ${fields} }`,
			),
	],
	[
		'the fields of a new sample',
		async (fields) =>
			await sent(
				new CddInventorySample(),
				{ operation: 'create' },
				'sampleJson',
				`{ "batch_id": ${anyBatch().id}, "units": "mg", "fields": ${fields}, "inventory_events": [{ "fields": { "Credit": 1 } }] }`,
			),
	],
	[
		'the fields of an event',
		async (fields) =>
			await sent(
				new CddInventorySample(),
				{ operation: 'update', sample: byId([...sandbox().cdd.samples.keys()][0] ?? 0) },
				'eventsJson',
				`{ "inventory_events": [{ "fields": ${fields} }] }`,
			),
	],
];

const byId = (value: number) => ({ __rl: true, mode: 'id', value });
const anyBatch = () => [...sandbox().cdd.batches.values()][0] ?? { id: 0, moleculeId: 0 };

/** Runs a step, and gives what of its JSON did not arrive as it was given. */
async function sent(
	node: CddBatch | CddInventorySample,
	step: IDataObject,
	field: string,
	json: string,
): Promise<string> {
	sandbox().clearRequests();
	const parameters = { ...step, specifyData: 'json', [field]: json };
	await runNode(onSandbox(node, sandbox()), [{}], parameters as never);
	const writes = sandbox().requests.filter(({ method }) => method !== 'GET');
	const bodies = writes.filter(({ path }) => !path.endsWith('/query')).map(({ body }) => body);
	const wanted: unknown = JSON.parse(json);
	return bodies.some((body) => isDeepStrictEqual(body, wanted)) ? '' : `${json} arrived as ${JSON.stringify(bodies)}`;
}

it.each(inputs)('%s arrive under their names, as odd as they are', async (_what, run) => {
	const wrong: string[] = [];
	for (let round = 0; round < 6; round++) {
		const names = [...new Set([pick(kept), pick(kept), pick(kept)])];
		const fields = `{ ${names.map((name) => `${JSON.stringify(name)}: ${pick(['"x"', '7', 'true'])}`).join(', ')} }`;
		wrong.push(...[await run(fields)].filter((one) => one !== ''));
	}
	expect(wrong).toEqual([]);
});
