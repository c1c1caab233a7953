import '../../support/waits';

import nock from 'nock';

import { CddSlurp } from '../../../nodes/Cdd/CddSlurp.node';
import type { Sandbox } from '../../../sandbox';
import { cddBase, onPublicServer } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { freshSandbox } from '../../support/sandbox';
import { runSlurp } from './onSlurp';

let sandbox: Sandbox;
let ids: number[];

beforeEach(async () => {
	sandbox = await freshSandbox();
	const { json } = await runSlurp(sandbox, { waitForCompletion: false }, { items: [{}, {}] });
	ids = json.map(({ id }) => Number(id));
	sandbox.clearRequests();
});

/** An import whose file has problems, as the vault tells of it on its way. */
const doubtful = { id: 7, state: 'processed', import_errors: 1 };
const rejected = { ...doubtful, state: 'rejected' };
const reported = { ...doubtful, message: 'One row has no identifier' };

const byItem = { slurpId: '={{ $json.slurp }}' };
const items = () => ids.map((slurp) => ({ slurp }));

describe('get a bulk import', () => {
	it('asks once for the import of each item, and pairs the answers', async () => {
		const run = await runSlurp(sandbox, { operation: 'get', ...byItem }, { items: items() });
		expect(run.json.map(({ id }) => id)).toEqual(ids);
		expect(run.json).toMatchObject([{ outcome: 'running' }, { outcome: 'running' }]);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
			ids.map((id) => `GET /api/v1/vaults/${sandbox.vaultId}/slurps/${id}`).sort(),
		);
	});

	it('shows the words of CDD Vault for an import that does not exist', async () => {
		const { error } = await runSlurp(sandbox, { operation: 'get', slurpId: '999999' });
		expect(error?.message).toBe('CDD Vault did not find the record [row 1]');
		expect(error?.description).toContain('"999999 not found"');
	});

	it('puts it on the error output where the workflow goes on', async () => {
		const { outputs } = await runSlurp(
			sandbox,
			{ operation: 'get', ...byItem },
			{ items: [{ slurp: 999999 }, ...items().slice(0, 1)], settings: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[0]).toMatchObject([{ json: { id: ids[0] }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([
			{ json: { slurp: 999999, details: { status: '404' } }, pairedItem: { item: 0 } },
		]);
	});

	it.each([
		[
			'a login page',
			{ kind: 'login-page' as const },
			'A web page came back instead of data from CDD Vault',
			'It is called',
		],
		[
			'half of the JSON',
			{ kind: 'cut-json' as const },
			'CDD Vault sent an answer that its documentation does not describe',
			'It starts: "{',
		],
	])('takes %s for no import', async (_what, fault, message, description) => {
		sandbox.faults.add({ when: { endpoint: 'getSlurp' }, do: fault });
		const { error } = await runSlurp(sandbox, { operation: 'get', slurpId: String(ids[0]) });
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(error?.description).toContain(description);
	});

	it('takes an error under status 200 for a refusal', async () => {
		sandbox.faults.add({ when: { endpoint: 'getSlurp' }, do: { kind: 'error-200' } });
		const { error } = await runSlurp(sandbox, { operation: 'get', slurpId: String(ids[0]) });
		expect(error?.message).toBe('CDD Vault refused the request [row 1]');
	});
});

describe('wait for a bulk import', () => {
	it('follows the imports of all items to their end, and pairs the results', async () => {
		const run = await runSlurp(sandbox, { operation: 'wait', ...byItem }, { items: items() });
		expect(run.json.map(({ id, outcome }) => [id, outcome])).toEqual(ids.map((id) => [id, 'committed']));
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('shows the words of CDD Vault for an import that does not exist', async () => {
		const { json } = await runSlurp(
			sandbox,
			{ operation: 'wait', slurpId: '999999' },
			{ settings: { onError: 'continueRegularOutput' } },
		);
		expect(json).toMatchObject([
			{ details: { status: '404', description: expect.stringContaining('"999999 not found"') } },
		]);
	});

	it.each([
		['is looked at again, because it may be on its way to rejected', [doubtful, doubtful, doubtful, rejected]],
		['waits for a person where it stays so', [doubtful, doubtful, doubtful, doubtful]],
		['waits for a person at once where there is a report', [reported]],
	])('an import with problems %s', async (_what, answers) => {
		const vault = nock(cddBase);
		for (const answer of answers) vault.get('/vaults/4598/slurps/7').reply(200, answer);
		const { json } = await runNode(onPublicServer(new CddSlurp()), [{}], {
			operation: 'wait',
			slurpId: '7',
			options: { ifNotCommitted: 'return' },
		});
		expect(json).toMatchObject([{ outcome: answers.includes(rejected) ? 'rejected' : 'needsAttention' }]);
	});

	it('reads on where a server has trouble for a moment', async () => {
		sandbox.faults.add({ when: { endpoint: 'getSlurp' }, times: 3, do: { kind: 'status', status: 503 } });
		const { json } = await runSlurp(sandbox, { operation: 'wait', slurpId: String(ids[0]) });
		expect(json).toMatchObject([{ outcome: 'committed' }]);
	});
});
