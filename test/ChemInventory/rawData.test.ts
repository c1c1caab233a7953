import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INode } from 'n8n-workflow';

import { seededRandom } from '../../sandbox/cheminventory/seed/random';
import { onChemSandbox } from '../support/chemInventory';
import { runNode } from '../support/engine';
import { offeredOperations, workingCalls } from '../support/everyOperation';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';

/**
 * Stands between the node and the sandbox and writes numbers, flags and texts in the other forms that the real service has:
 * 5 as "5", 0 as "0" or false, and keys that nobody knows.
 */
const sandbox = sandboxForTests();
const random = seededRandom(20_261_126);
let server: Server;
let answers: Array<{ path: string; data: unknown }> = [];

const flags = new Set([
	'needsretrieval',
	'inrecycling',
	'customsubstance',
	'searchable',
	'showfororders',
	'admineditonly',
	'sso',
	'hidden',
	'hassubstance',
]);
const texts = new Set(['size', 'barcode']);

function twistedValue(key: string, value: unknown): unknown {
	if (flags.has(key)) return [0, 1, '0', '1', true, false, null][random(7)];
	if (typeof value === 'number' && /^(id|.*id|substance|location|parent)$/.test(key) && random(2) === 0)
		return String(value);
	if (texts.has(key) && typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value) && random(2) === 0)
		return Number(value);
	return value;
}

function twisted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(twisted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, part]): [string, unknown] =>
		typeof part === 'object' && part !== null ? [key, twisted(part)] : [key, twistedValue(key, part)],
	);
	return Object.fromEntries(random(3) === 0 ? [...entries, ['unheardof', [null, '1', { a: '0' }]]] : entries);
}

/** A map from barcodes, or a list of fields, may not get a key that is none. */
const fixed = new Set(['/barcodes/duplicates/check', '/barcodes/duplicates/getall', '/general/getdetails']);

beforeAll(async () => {
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const path = (request.url ?? '').replace('/api', '');
			void fetch(`${sandbox().chemInventory.url}${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: Buffer.concat(chunks).toString(),
			})
				.then(async (answer) => (await answer.json()) as { status: string; data: unknown })
				.then(({ status, data: sent }) => {
					const data = fixed.has(path) ? sent : twisted(sent);
					answers.push({ path, data });
					response.setHeader('content-type', 'application/json');
					response.end(JSON.stringify({ status, data }));
				});
		});
	});
	await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
});
afterAll(() => void server.close());
beforeEach(() => {
	forgetWaits();
	answers = [];
});

const isObject = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null;
/** Two operations ask for the file store, and each shows a part of it. */
const storePart = (name: string) => (name.endsWith('getCategories') ? 'categories' : 'files');
const rowsOf = (data: unknown): unknown[] =>
	Array.isArray(data) ? data : isObject(data) && Array.isArray(data.rows) ? data.rows : [data];

/** What an answer becomes as items, where that is not one for each entry of its list. */
const itemsOf: Record<string, (data: IDataObject, item: IDataObject) => unknown[]> = {
	'/search/execute': ({ containers, orders }) => [...rowsOf(containers), ...rowsOf(orders).map((order) => ({ order }))],
	'/location/containers/get': ({ containers, orders }) => [
		...rowsOf(containers),
		...rowsOf(orders).map((order) => ({ order })),
	],
	'/customfields/get': ({ container, substance }) => [
		...rowsOf(container).map((field) => ({ fieldtype: 'container', ...Object(field) })),
		...rowsOf(substance).map((field) => ({ fieldtype: 'substance', ...Object(field) })),
	],
	'/watchlist/load': (lists) =>
		['global', 'enterprise', 'site', 'inventory'].flatMap((scope) =>
			rowsOf(lists[scope]).map((list) => ({ scope, ...Object(list) })),
		),
	'/container/information/gethistory': (rows, { containerId }) =>
		rowsOf(rows).map((row) => {
			const [time, user, action, text] = row as unknown[];
			return { containerId, time, user, action, text };
		}),
	'/inventorymanagement/audithistory/load': () => [],
};

const reads = offeredOperations.filter(
	({ node, operation, name }) =>
		node.description.name.startsWith('chemInventory') &&
		operation.kind === 'read' &&
		operation.output !== undefined &&
		!name.endsWith('getAuditHistory'),
);

it('can be had in most reads', () => {
	expect(reads.length).toBeGreaterThan(25);
});

describe.each(reads.map((read) => [read.name, read] as const))('Output Raw of %s', (name, read) => {
	it('is what the service sent, to the type', async () => {
		const lab = sandbox();
		const subject = onChemSandbox(read.node, lab, {
			baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
		});
		const { parameters = {} } = workingCalls(lab).get(name) ?? {};
		const { json, error } = await runNode(subject, [{}], {
			...parameters,
			output: 'raw',
			returnAll: true,
		} as INode['parameters']);
		expect(error).toBeUndefined();
		const isBeside = ({ path }: { path: string }) => path === '/general/getdetails' && !name.endsWith('getDetails');
		const last = answers.filter((answer) => !isBeside(answer)).at(-1) ?? { path: '', data: undefined };
		const shown = last.path === '/filestore/load' && isObject(last.data) ? last.data[storePart(name)] : last.data;
		const convert = itemsOf[last.path] ?? rowsOf;
		const expected = convert(shown as IDataObject, json[0] ?? {});
		expect(expected.length).toBeGreaterThan(0);
		expect([...json].sort(byText)).toEqual([...expected].sort(byText));
	});
});

const byText = (a: unknown, b: unknown) => JSON.stringify(a).localeCompare(JSON.stringify(b));
