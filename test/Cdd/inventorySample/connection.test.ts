import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { fakeToken } from '../../support/cdd';
import { locator, runSamplesOnNock } from '../../support/sampleNode';
import { forgetWaits } from '../../support/waits';

beforeEach(forgetWaits);

const get = { operation: 'get', sample: locator('5'), output: 'raw' };
const sample = { id: 5, inventory_events: [] };
const run = async (secrets: IDataObject) => await runSamplesOnNock([{}], get, { secrets });

describe('the address of the vault', () => {
	it.each([
		['us', '', 'https://app.collaborativedrug.com'],
		['eu', '', 'https://eu.collaborativedrug.com'],
		['custom', 'https://cdd.example/api/v1', 'https://cdd.example'],
		['custom', ' https://cdd.example/api/v1// ', 'https://cdd.example'],
	])('is that of the server that was chosen (%s %s)', async (server, url, host) => {
		nock(host, { reqheaders: { 'X-CDD-Token': fakeToken } })
			.get('/api/v1/vaults/4598/inventory_samples/5')
			.reply(200, sample);
		expect((await run({ server, url })).json[0]?.id).toBe(5);
	});

	it.each(['', 'cdd.example', 'ftp://cdd.example', 'not an address'])(
		'that is no web address is refused (%j)',
		async (url) => {
			const { error } = await run({ server: 'custom', url });
			expect(error?.message).toBe("'URL' of the credential is not a web address [row 1]");
		},
	);

	it.each(['http://cdd.example/api/v1', 'http://127.0.0.1.example/api/v1', 'http://10.0.0.1/api/v1'])(
		'in the clear is refused, because it would show the token (%s)',
		async (url) => {
			const { error } = await run({ server: 'custom', url });
			expect(error?.message).toBe("'URL' of the credential must start with https:// [row 1]");
		},
	);

	it.each(['', ' ', '0', '4598x', '../4599', null])('needs a vault ID (%j is none)', async (vaultId) => {
		expect((await run({ vaultId })).error?.message).toMatch(/^'Vault ID' is (empty|not an ID) \[row 1\]$/);
	});
});

describe('a credential that cannot be used', () => {
	it('makes an error item of each input item where the workflow goes on', async () => {
		const { outputs } = await runSamplesOnNock([{ n: 1 }, { n: 2 }], get, {
			secrets: { vaultId: '' },
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(({ json }) => [json.n, json.message])).toEqual([
			[1, "'Vault ID' is empty"],
			[2, "'Vault ID' is empty"],
		]);
	});
});
