import nock from 'nock';

import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { cddBase, fakeToken, onPublicServer } from '../../support/cdd';
import { runNode } from '../../support/engine';

const sample = { id: 368, name: 'CWT-1', units: 'mL', current_amount: 100, fields: {}, inventory_events: [] };

describe('get an inventory sample', () => {
	it('asks for each item its own sample, with the token in the header', async () => {
		const service = nock(cddBase, { reqheaders: { 'X-CDD-Token': fakeToken } });
		service
			.get('/vaults/4598/inventory_samples?inventory_sample_ids=368,369')
			.reply(200, { count: 2, objects: [{ ...sample, id: 369 }, sample] });
		const { json, items } = await runNode(onPublicServer(new CddInventorySample()), [{ n: 368 }, { n: 369 }], {
			operation: 'get',
			sample: { __rl: true, mode: 'id', value: '={{ $json.n }}' },
			output: 'simplified',
		});
		expect(json.map(({ id }) => id)).toEqual([368, 369]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('fails with the words of CDD Vault and what to do', async () => {
		nock(cddBase).get('/vaults/4598/inventory_samples/7').reply(404, { error: '7 not found', code: 404 });
		const { error } = await runNode(onPublicServer(new CddInventorySample()), [{}], {
			operation: 'get',
			sample: { __rl: true, mode: 'id', value: '7' },
			output: 'simplified',
		});
		expect(error?.message).toBe('CDD Vault did not find the record [row 1]');
		expect(error?.description).toContain('CDD Vault says: "7 not found"');
		expect(error?.httpCode).toBe('404');
	});
});
