import '../../support/waits';

import nock from 'nock';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { cddBase, fakeToken, onPublicServer } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { byId } from './onBatch';

const batch = {
	id: 136660530,
	class: 'batch',
	owner: 'Super User',
	created_at: '2007-02-04',
	modified_at: '2007-12-31',
	projects: [{ name: 'Private Stuff', id: 3870925 }],
	molecule: { id: 927454016, class: 'molecule', name: 'Taurine', smiles: 'NCCS(O)(=O)=O', log_p: -2.61469 },
};
const get = async (id: number | string, { items = [{}], settings = {}, output = 'raw' } = {}) =>
	await runNode(onPublicServer(new CddBatch()), items, { operation: 'get', batch: byId(id), output }, { settings });

describe('get a batch', () => {
	it('asks for each item its own batch, with the token in the header, and keeps every key of the answer', async () => {
		const service = nock(cddBase, { reqheaders: { 'X-CDD-Token': fakeToken } });
		const other = { ...batch, id: 7, registration_form: { key: 1 } };
		service.get('/vaults/4598/batches?batches=136660530,7').reply(200, { count: 2, objects: [other, batch] });
		const { items } = await get('={{ $json.n }}', { items: [{ n: 136660530 }, { n: '7' }] as never });
		expect(items).toMatchObject([
			{ json: batch, pairedItem: { item: 0 } },
			{ json: { id: 7, registration_form: { key: 1 } }, pairedItem: { item: 1 } },
		]);
	});

	it('simplifies to what people look at first', async () => {
		nock(cddBase).get('/vaults/4598/batches/136660530').reply(200, batch);
		const { json } = await get(136660530, { output: 'simplified' });
		expect(json).toEqual([
			{
				id: 136660530,
				molecule_batch_identifier: null,
				name: null,
				molecule_id: 927454016,
				molecule_name: 'Taurine',
				smiles: 'NCCS(O)(=O)=O',
				projects: ['Private Stuff'],
				formula_weight: null,
				modified_at: '2007-12-31',
			},
		]);
	});

	it('simplifies projects to their names, but for one whose name would be taken for an ID', async () => {
		const projects = [{ name: 'Private Stuff', id: 1 }, { name: '10113', id: 2 }, { name: ' 0012', id: 3 }, { id: 4 }];
		nock(cddBase)
			.get('/vaults/4598/batches/7')
			.reply(200, { ...batch, id: 7, projects });
		const { json } = await get(7, { output: 'simplified' });
		expect(json[0]?.projects).toEqual(['Private Stuff', 2, 3, 4]);
	});

	it.each([
		[404, { error: '7 not found', code: 404 }, 'CDD Vault did not find the record [row 1]', '"7 not found"'],
		[403, { message: 'No access' }, 'The user of the API token is not allowed to do this [row 1]', '"No access"'],
		[400, 'plain words', 'CDD Vault did not understand the request [row 1]', '"plain words"'],
		[200, { error: '7 not found', code: 404 }, 'CDD Vault refused the request [row 1]', '"7 not found"'],
	])('fails on status %d with the words of CDD Vault and what to do', async (status, body, message, words) => {
		nock(cddBase).get('/vaults/4598/batches/7').reply(status, body);
		const { error } = await get(7);
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(words);
		expect(error?.httpCode).toBe(String(status));
	});

	it.each([
		['another program', 'It works!', 'It starts: "It works!'],
		['nothing', '', 'The answer is empty.'],
		['JSON that is cut off', '{"id": 7, "class": "ba', 'It starts: "{'],
		['another kind of record', { name: 'seven' }, 'What does not match: id'],
		['a list', [batch], 'What does not match'],
	])('takes %s for no batch', async (_what, body, description) => {
		nock(cddBase).get('/vaults/4598/batches/7').reply(200, body);
		const { error } = await get(7);
		expect(error?.message).toBe('CDD Vault sent an answer that its documentation does not describe [row 1]');
		expect(error?.description).toContain(description);
	});

	it('gives the error output an item with error, message and details, and nothing else', async () => {
		nock(cddBase).get('/vaults/4598/batches/7').reply(404, { error: '7 not found', code: 404 });
		const { json, items } = await get(7, { settings: { onError: 'continueRegularOutput' } });
		expect(json).toEqual([
			{
				error: 'CDD Vault did not find the record [row 1]',
				message: 'CDD Vault did not find the record',
				details: {
					operation: 'get',
					row: 1,
					kind: 'refused',
					status: '404',
					description: expect.stringContaining('CDD Vault says: "7 not found" (HTTP status 404).'),
				},
			},
		]);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});
});
