import { loadContainer, saveContainerField } from '../../../nodes/ChemInventory/contract/container';
import { executeSearch } from '../../../nodes/ChemInventory/contract/search';
import { present } from '../../support/present';
import { fetchFrom } from '../client';
import { refused, success, withLab } from './client';
import type { ChemInventoryClient } from './client';

const tokenWords = 'The authentication token is missing or not valid.';
const details = '/general/getdetails';
const toleratedOf = ({ sandbox }: ChemInventoryClient) => sandbox.requests.at(-1)?.tolerated;

describe('every request', () => {
	it('gets the same answer for a missing, an unknown and a revoked token, which never holds the token', async () => {
		await withLab(async (client) => {
			const deletions = client.lab.auditOf('Container', 'Deletion').length;
			for (const authtoken of [undefined, 'sandbox-chem-nobody', client.sandbox.chemInventory.tokens.revoked, 7]) {
				const answer = await client.post('/container/delete', {
					authtoken,
					containerid: [present(client.lab.liveContainers()[0]).id],
				});
				expect(answer).toEqual(refused(tokenWords));
				expect(answer.text).not.toContain('sandbox-chem');
			}
			expect(client.lab.auditOf('Container', 'Deletion')).toHaveLength(deletions);
		});
	});

	it('is refused when the token is a header and not in the body', async () => {
		await withLab(async (client) => {
			const { url, token } = client.sandbox.chemInventory;
			const headers = { 'content-type': 'application/json', authtoken: token, authorization: `Bearer ${token}` };
			expect(await fetchFrom(`${url}${details}`, { method: 'POST', headers, body: '{}' })).toEqual(refused(tokenWords));
		});
	});

	it.each(['GET', 'PUT', 'DELETE'] as const)('is 405 without an envelope for %s', async (method) => {
		await withLab(async ({ sandbox }) => {
			expect(await fetchFrom(`${sandbox.chemInventory.url}${details}`, { method })).toMatchObject({
				status: 405,
				body: undefined,
			});
		});
	});

	it('is 404 without an envelope for an unknown path', async () => {
		await withLab(async (client) => {
			expect(await client.post('/container/get')).toMatchObject({ status: 404, body: undefined });
		});
	});

	it('is refused when it is no JSON object, or not sent as JSON', async () => {
		await withLab(async (client) => {
			const url = `${client.sandbox.chemInventory.url}${details}`;
			const headers = { 'content-type': 'application/json' };
			expect(await fetchFrom(url, { method: 'POST', headers, body: '{"authtoken":' })).toEqual(refused(/JSON object/));
			expect(await fetchFrom(url, { method: 'POST', headers, body: '[]' })).toEqual(refused(/JSON object/));
			expect(await client.post(details, {}, { 'content-type': 'text/plain' })).toEqual(refused(/application\/json/));
		});
	});

	it('may hold unknown keys, which are ignored and recorded (trap 30)', async () => {
		await withLab(async (client) => {
			expect(await client.post('/inventorymanagement/export', { inventory: 2101, hcodes: true })).toEqual(success());
			expect(toleratedOf(client)).toEqual(['unknown key ignored: inventory', 'unknown key ignored: hcodes']);
			const locationid = client.lab.location('Missing').id;
			const entry = {
				name: 'Acetone',
				locationid,
				substanceid: client.lab.substance('67-64-1').id,
				location: 5,
				'sf-870': 'VAL1',
			};
			expect(await client.post('/container/add', { data: [entry] })).toEqual(success());
			expect(toleratedOf(client)).toEqual(['unknown key ignored: location', 'unknown key ignored: sf-870']);
		});
	});

	it('may write ids as text and text as numbers, which is recorded', async () => {
		await withLab(async (client) => {
			const { id } = present(client.lab.liveContainers()[0]);
			expect(await client.post(loadContainer.path, { containerid: String(id) })).toEqual(success());
			expect(toleratedOf(client)).toEqual(['containerid: string taken as number']);
			expect(await client.post(saveContainerField.path, { containerid: id, field: 'cf-365', newvalue: 12.5 })).toEqual(
				success([]),
			);
			expect(toleratedOf(client)).toEqual(['newvalue: number taken as string']);
			expect(client.lab.container(id).fields.get(365)).toBe('12.5');
			expect(
				await client.post(executeSearch.path, {
					inventory: String(client.inventory),
					type: 'containerid',
					contents: id,
				}),
			).toEqual(success());
			expect(
				await client.post('/container/move', {
					containerid: [String(id)],
					destinationid: String(client.lab.location('Missing').id),
				}),
			).toEqual(success([id]));
		});
	});

	it('is refused for other wrong types, and changes nothing', async () => {
		await withLab(async (client) => {
			const { id } = present(client.lab.liveContainers()[0]);
			const before = client.lab.audit.length;
			const wrong: Array<[path: string, body: object]> = [
				['/container/delete', { containerid: id }],
				['/container/delete', { containerid: [] }],
				['/container/delete', { containerid: [true] }],
				['/container/move', { containerid: id, destinationid: client.lab.location('Missing').id }],
				['/general/exportbyid', { containerids: id }],
				['/mycollection/addbybarcode', { barcode: 'AA00001' }],
				['/container/information/load', { containerid: [id] }],
				['/container/information/load', { containerid: '1e3' }],
				['/barcodes/generator/createvalues', { prefix: 'AA', count: '2', startingnumber: 1, duplicatecheck: true }],
				['/customfields/delete', { id: 362, fieldtype: 'order' }],
				['/watchlist/save', { id: 0, scope: 'global', name: 'x', terms: [] }],
			];
			for (const [path, body] of wrong) {
				expect(await client.post(path, body)).toEqual(refused(/^The request is not valid/));
			}
			expect(client.lab.audit).toHaveLength(before);
		});
	});
});

describe('an error', () => {
	it.each(['400', '401', '403', '500'] as const)(
		'has HTTP code %s and the envelope, by switch',
		async (errorStatus) => {
			await withLab(
				async (client) => {
					expect(await client.post('/container/information/load', { containerid: 1 })).toMatchObject({
						status: Number(errorStatus),
						body: { status: 'error', data: 'There is no container 1.' },
					});
					expect(await client.post(details)).toEqual(success());
				},
				{ chemInventory: { errorStatus } },
			);
		},
	);

	it('is 502 with HTML, by switch', async () => {
		await withLab(
			async (client) => {
				const answer = await client.post('/container/information/load', { containerid: 1 });
				expect(answer).toMatchObject({ status: 502, body: undefined });
				expect(answer.text).toContain('<html>');
			},
			{ chemInventory: { errorStatus: '502 with HTML' } },
		);
	});

	it.each([
		['list of sentences', ['There is no container 1.']],
		['object with message', { message: 'There is no container 1.' }],
	] as const)('has a %s in data, by switch', async (errorData, data) => {
		await withLab(
			async (client) => {
				expect((await client.post('/container/information/load', { containerid: 1 })).body).toEqual({
					status: 'error',
					data,
				});
			},
			{ chemInventory: { errorData } },
		);
	});
});

it('encodes a reply twice, by switch', async () => {
	await withLab(
		async (client) => {
			const { body } = await client.post('/general/units');
			expect(JSON.parse(String(body))).toMatchObject({ status: 'success' });
		},
		{ chemInventory: { replyEncoding: 'twice' } },
	);
});

it('describes itself as OpenAPI', async () => {
	await withLab(async ({ sandbox }) => {
		const { body } = await fetchFrom(`${sandbox.origin}/sandbox/openapi-cheminventory.json`);
		expect(body).toMatchObject({ openapi: '3.1.0', paths: { '/container/move': { post: { 'x-minimum-role': 4 } } } });
	});
});
