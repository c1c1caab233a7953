import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeType } from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import { CddVaultTrigger } from '../../nodes/Cdd/CddVaultTrigger.node';
import { seededRandom } from '../../sandbox/cheminventory/seed/random';
import { onSandbox } from '../support/cdd';
import { runNode } from '../support/engine';
import { PolledTrigger } from '../support/poll';
import { locator } from '../support/sampleNode';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { runSlurp } from './slurp/onSlurp';

/**
 * Stands between the node and the sandbox and writes numbers, flags and texts in other forms than the vendor's pages show:
 * 5 as "5", true as "true" or 1, null for what is empty, keys that nobody knows, and numbers that no program holds.
 */
const sandbox = sandboxForTests({ switches: { exportDownload: 'direct' } });
const random = seededRandom(20_261_127);
let server: Server;
/** Records as they were sent, by ID: the last answer counts. */
let sent = new Map<string, unknown>();

const ids = /^(id|batch|slurp_id|inventory_location_id)$/;
const numbers = /^(current_amount|inventory_location_position|formula_weight|total_records|records_\w+|import_\w+)$/;
const texts = /^(owner|modified_user|batch_name|salt_name)$/;
const emptied = /^(fields|batch_fields|stoichiometry|udfs|synonyms|projects|message)$/;

const isRecord = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null;

/** Stands for what JSON.stringify does not write. */
const outOfRange = { '§tooLarge§': '1e400', '§long§': '9007199254740993', '§tail§': '0.1000000000000000055' };
const oddKeys = `{ "constructor": "x", "__proto__": { "a": [null, { "b": null }] }, "toString": 1, "": "§tooLarge§", "n": "§long§", "m": ["§tail§", "true", true] }`;

function twistedValue(key: string, value: unknown): unknown {
	const chance = random(3);
	if (chance === 0) return value;
	if (typeof value === 'number' && (ids.test(key) || numbers.test(key))) return String(value);
	if (typeof value === 'boolean') return [String(value), Number(value), String(Number(value))][random(3)];
	if (texts.test(key) && typeof value === 'string') return chance === 1 ? 2024 : null;
	return emptied.test(key) ? null : value;
}

function twisted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(twisted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, part]): [string, unknown] =>
		isRecord(part) && !(emptied.test(key) && !('Barcode' in part) && random(4) === 0)
			? [key, twisted(part)]
			: [key, twistedValue(key, part)],
	);
	const unknown: Array<[string, unknown]> = random(2) === 0 ? [['unheard of', JSON.parse(oddKeys)]] : [];
	return Object.fromEntries([...entries, ...unknown]);
}

/** Lists keep their envelope, and jobs and files are not records. */
function twistedAnswer(path: string, answer: unknown): unknown {
	if (!/inventory_samples|batches|slurps|\/exports\//.test(path) || typeof answer !== 'object' || answer === null)
		return answer;
	if ('objects' in answer && Array.isArray(answer.objects)) return { ...answer, objects: answer.objects.map(twisted) };
	return 'id' in answer && !('status' in answer) ? twisted(answer) : answer;
}

const textOf = (answer: unknown) =>
	Object.entries(outOfRange).reduce(
		(text, [mark, written]) => text.replaceAll(`"${mark}"`, written),
		JSON.stringify(answer),
	);

function remember(answer: unknown): void {
	const records = isRecord(answer) && Array.isArray(answer.objects) ? answer.objects : [answer];
	for (const record of records) if (isRecord(record)) sent.set(String(record.id), record);
}

beforeAll(async () => {
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = 'GET', url = '', headers } = request;
			const { origin } = new URL(sandbox().url);
			const type = headers['content-type'];
			void fetch(`${origin}${url}`, {
				method,
				headers: { 'X-CDD-Token': String(headers['x-cdd-token']), ...(type ? { 'content-type': type } : {}) },
				body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
			}).then(async (answer) => {
				const body: unknown = await answer.json();
				const text = textOf(twistedAnswer(url, body));
				if (answer.ok) remember(JSON.parse(text));
				response.writeHead(answer.status, { 'content-type': 'application/json' });
				response.end(text);
			});
		});
	});
	await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
});
afterAll(() => void server.close());
beforeEach(() => {
	forgetWaits();
	sent = new Map();
});

const between = () => {
	const { port } = server.address() as AddressInfo;
	const { token, vaultId } = sandbox();
	return { token, vaultId, url: `http://127.0.0.1:${port}/api/v1` };
};

/** All that there is to a record: types, own keys whatever they are called, and numbers that JSON has no word for. */
const exactly = (value: unknown) =>
	JSON.stringify(value, (_key, part: unknown) => {
		if (typeof part === 'number') return `number ${String(part)}`;
		return isRecord(part) && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(byKey)) : part;
	});

const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => a.localeCompare(b);

function expectAsSent(json: IDataObject[], without: string[] = []): void {
	expect(json.length).toBeGreaterThan(0);
	for (const record of json) {
		const kept = Object.fromEntries(Object.entries(record).filter(([key]) => !without.includes(key)));
		expect(exactly(kept)).toBe(exactly(sent.get(String(record.id))));
	}
}

const run = async (node: INodeType, parameters: IDataObject) => {
	const { json, error } = await runNode(onSandbox(node, between()), [{}], parameters as never);
	expect(error).toBeUndefined();
	return json;
};

const all = (retrieval: string) => ({ operation: 'getAll', returnAll: true, output: 'raw', options: { retrieval } });
const lists = [
	['pages', all('pages')],
	['an async export', all('asyncExport')],
	['the first ones', { operation: 'getAll', returnAll: false, limit: 7, output: 'raw' }],
] as const;

describe.each([
	['samples', new CddInventorySample(), 'sample', () => sandbox().cdd.samples],
	['batches', new CddBatch(), 'batch', () => sandbox().cdd.batches],
] as const)('%s with Output Raw', (_what, node, field, records) => {
	it.each(lists)('leave as they were sent, by %s', async (_how, parameters) => {
		expectAsSent(await run(node, parameters));
	});

	it('leave so one by one', async () => {
		for (const id of [...records().keys()].slice(0, 12))
			expectAsSent(await run(node, { operation: 'get', [field]: locator(id), output: 'raw' }));
	});

	it('leave so by their IDs', async () => {
		const wanted = [...records().keys()].slice(0, 9).join(',');
		const filters = field === 'sample' ? { sampleIds: wanted } : { batchIds: wanted };
		expectAsSent(await run(node, { operation: 'getAll', returnAll: true, output: 'raw', filters }));
	});

	it('are the same to whoever reads them simplified: numbers are numbers', async () => {
		const json = await run(node, { operation: 'getAll', returnAll: true, output: 'simplified' });
		for (const { id, current_amount: amount = null, formula_weight: weight = null, depleted = null } of json) {
			expect(typeof id).toBe('number');
			for (const number of [amount, weight]) expect(['number', 'object']).toContain(typeof number);
			expect(['boolean', 'object']).toContain(typeof depleted);
		}
	});

	it('leave so to an AI agent that asks for Raw', async () => {
		const [id] = records().keys();
		const { json } = await runNode(
			onSandbox(node, between()),
			[{}],
			{ operation: 'get', [field]: locator(id), output: 'raw' },
			{ asTool: true },
		);
		expectAsSent(json);
	});
});

it('a sample that is chosen by its barcode leaves as it was sent', async () => {
	const sample = locator('SB100007', 'barcode');
	expectAsSent(await run(new CddInventorySample(), { operation: 'get', sample, output: 'raw' }));
});

it('an import leaves as it was sent, behind what became of it', async () => {
	const { json } = await runSlurp(sandbox());
	const slurpId = String(json[0]?.id);
	for (const operation of ['get', 'wait'])
		expectAsSent(await run(new CddSlurp(), { operation, slurpId }), ['outcome', 'explanation']);
});

it.each(['sampleCreated', 'sampleChanged', 'batchCreated', 'batchChanged'])(
	'an event leaves so (%s)',
	async (event) => {
		const trigger = new PolledTrigger(onSandbox(new CddVaultTrigger(), between()), { event, output: 'raw' });
		const json = await trigger.fetchTestEvent();
		expectAsSent(json, ['new_events']);
	},
);
