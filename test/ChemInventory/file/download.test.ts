import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { BinaryDataService } from 'n8n-core';
import nock from 'nock';

import { ChemInventoryApi } from '../../../credentials/ChemInventoryApi.credentials';
import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { chemOrigin, fakeChemToken, onChemSandbox } from '../../support/chemInventory';
import { behavesLikeAnOperation } from '../../support/chemOperation';
import { chemRunOnNock, chemSandboxForEachTest, pathsAsked, rl } from '../../support/chemRuns';
import { deepTexts } from '../../support/deepTexts';
import { runNode } from '../../support/engine';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const lab = chemSandboxForEachTest(new ChemInventory());
const { sandbox, run } = lab;
const runOnNock = chemRunOnNock(new ChemInventory());

beforeEach(forgetWaits);

const stored = () => [...sandbox().chemInventory.lab.lab.files.values()];
const download = {
	resource: 'file',
	operation: 'download',
	file: rl('={{ $json.file }}'),
	binaryPropertyName: 'data',
	options: {},
};
const fileAt = (at: number) => stored()[at]?.id ?? 0;
const asksForAddress = () => pathsAsked(sandbox()).filter((path) => path === '/filestore/download');
const storage = () => sandbox().requests.filter(({ port }) => port === 'storage');

const storageHost = 'https://storage.lab.example';
const address = '/files/12?signature=opens-the-file';
const list = { status: 'success', data: { categories: [], files: [{ id: 12, name: 'Acetone.pdf', size: 5 }] } };

function preparedList(): void {
	nock(chemOrigin).post('/api/filestore/load').reply(200, list);
}

function preparedAddress(url = `${storageHost}${address}`): void {
	nock(chemOrigin).post('/api/filestore/download').reply(200, { status: 'success', data: url });
}

describe('downloading a file', () => {
	behavesLikeAnOperation(lab, {
		parameters: download,
		inputs: () => [{ file: fileAt(0) }, { file: fileAt(5) }],
		path: '/filestore/download',
	});

	it('hands over each file whole, under its own name, with its type and size', async () => {
		const wanted = [stored()[0], stored()[5], stored()[7]];
		const { items, json } = await run(
			wanted.map((file) => ({ file: file?.id })),
			download,
		);
		for (const [at, file] of wanted.entries()) {
			expect(json[at]).toMatchObject({
				id: file?.id,
				name: file?.name,
				fileName: file?.name,
				size: file?.bytes.length,
				sha256: createHash('sha256')
					.update(file?.bytes ?? '')
					.digest('hex'),
				mimeType: file?.mimeType,
			});
			expect(items[at]?.binary?.data).toMatchObject({ fileName: file?.name, mimeType: file?.mimeType });
			expect(Buffer.from(items[at]?.binary?.data?.data ?? '', 'base64').equals(file?.bytes ?? Buffer.alloc(0))).toBe(
				true,
			);
		}
	});

	it('finds a file of the site too', async () => {
		const ofSite = stored().find(({ inventory }) => inventory === 0);
		const { json } = await run([{ file: ofSite?.id }], download);
		expect(json).toMatchObject([{ name: ofSite?.name }]);
	});

	it('takes another name and another field on request', async () => {
		const { items } = await run([{ file: fileAt(0) }], {
			...download,
			binaryPropertyName: 'sds',
			options: { fileName: 'mine.pdf' },
		});
		expect(items[0]?.binary?.sds).toMatchObject({ fileName: 'mine.pdf' });
	});

	it('shows the temporary address nowhere, and the token not to the storage', async () => {
		const { run: execution } = await run([{ file: fileAt(0) }], download);
		const shown = deepTexts(execution).join('\n');
		expect(shown).not.toContain('signature=');
		expect(storage()).toHaveLength(1);
		expect(storage()[0]?.method).toBe('GET');
		expect(JSON.stringify(storage())).not.toContain(sandbox().chemInventory.token);
	});

	it('lists the files once for all items', async () => {
		await run([{ file: fileAt(0) }, { file: fileAt(1) }, { file: fileAt(2) }], download);
		expect(pathsAsked(sandbox()).filter((path) => path === '/filestore/load').length).toBeLessThanOrEqual(1);
	});

	it('asks for a new address once when the storage calls the first one expired', async () => {
		sandbox().faults.add({ when: { port: 'storage', nth: 1 }, do: { kind: 'status', status: 403 } });
		const { json, error } = await run([{ file: fileAt(0) }], download);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ id: fileAt(0) }]);
		expect(asksForAddress()).toHaveLength(2);
	});

	it('gives up when the new address is expired as well, and says so without showing it', async () => {
		const expired = await freshSandbox({ chemInventory: { downloadAddress: 'expired' } });
		const [file] = expired.chemInventory.lab.lab.files.keys();
		const { error, run: execution } = await runNode(
			onChemSandbox(new ChemInventory(), expired),
			[{ file }],
			download as never,
		);
		expect(error?.message).toBe('The storage of ChemInventory did not provide the file [row 1]');
		expect(error?.description).toContain('HTTP status 403');
		expect(pathsAsked(expired).filter((path) => path === '/filestore/download')).toHaveLength(2);
		expect(deepTexts(execution).join('\n')).not.toContain('signature=');
	});

	it('fetches a file again that arrived in part, and never hands over a part', async () => {
		preparedList();
		preparedAddress();
		nock(storageHost).get(address).reply(200, 'abc', { 'content-type': 'application/pdf' });
		preparedAddress();
		nock(storageHost).get(address).reply(200, 'abcde', { 'content-type': 'application/pdf' });
		const { json } = await runOnNock([{ file: 12 }], download);
		expect(json).toMatchObject([{ size: 5, mimeType: 'application/pdf' }]);
	});

	it('says so when it keeps arriving in part', async () => {
		preparedList();
		for (let tries = 0; tries < 3; tries++) {
			preparedAddress();
			nock(storageHost).get(address).reply(200, 'abc');
		}
		const { error } = await runOnNock([{ file: 12 }], download);
		expect(error?.message).toBe('The file did not arrive completely [row 1]');
		expect(error?.description).toContain('3 of 5 bytes arrived');
	});

	it('takes a file that its storage compresses, whatever length that announces', async () => {
		preparedList();
		preparedAddress();
		const packed = gzipSync('abcde');
		nock(storageHost)
			.get(address)
			.reply(200, packed, { 'content-encoding': 'gzip', 'content-length': String(packed.length) });
		const { items, json, error } = await runOnNock([{ file: 12 }], download);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ size: 5 }]);
		expect(Buffer.from(items[0]?.binary?.data?.data ?? '', 'base64').toString('utf8')).toBe('abcde');
	});

	it('asks for no second address where n8n cannot store the file', async () => {
		const refusal = new Error('no space left on device');
		const storing = vi.spyOn(BinaryDataService.prototype, 'store').mockRejectedValue(refusal);
		const { error } = await run([{ file: fileAt(0) }], download);
		storing.mockRestore();
		expect(error?.message).toBe('n8n could not store the file [row 1]');
		expect(asksForAddress()).toHaveLength(1);
	});

	it.each(['before', 'midway'] as const)('fetches a file again whose connection drops (%s)', async (moment) => {
		sandbox().faults.add({ when: { port: 'storage' }, times: 1, do: { kind: 'drop', moment } });
		const { items, error } = await run([{ file: fileAt(0) }], download);
		expect(error).toBeUndefined();
		expect(
			Buffer.from(items[0]?.binary?.data?.data ?? '', 'base64').equals(stored()[0]?.bytes ?? Buffer.alloc(0)),
		).toBe(true);
	});

	it('sends the storage nothing but the address', async () => {
		preparedList();
		preparedAddress();
		const seen: unknown[] = [];
		nock(storageHost)
			.get(address)
			.reply(function answer(_uri, body) {
				seen.push(this.req.headers, body);
				return [200, 'abcde'];
			});
		await runOnNock([{ file: 12 }], download);
		expect(JSON.stringify(seen)).not.toContain(fakeChemToken);
		expect(JSON.stringify(seen).toLowerCase()).not.toContain('authtoken');
	});

	it('lets the credential sign what goes to the service, and nothing that goes to the storage', async () => {
		const signed = vi.spyOn(ChemInventoryApi.prototype, 'authenticate');
		const { error } = await run([{ file: fileAt(0) }], download);
		const addresses = signed.mock.calls.map(([, { url }]) => url);
		signed.mockRestore();
		expect(error).toBeUndefined();
		expect(storage()).toHaveLength(1);
		expect(addresses).toContain(`${sandbox().chemInventory.url}/filestore/download`);
		expect(addresses.filter((url) => !url.startsWith(sandbox().chemInventory.url))).toEqual([]);
	});

	it.each(['http://storage.lab.example/files/12', 'not an address', 'file:///etc/passwd'])(
		'does not follow the address %s',
		async (url) => {
			preparedList();
			preparedAddress(url);
			const { error } = await runOnNock([{ file: 12 }], download);
			expect(error?.message).toBe('ChemInventory gave an address that cannot be used [row 1]');
		},
	);

	it.each([302, 404, 500])('hands over nothing when the storage answers with %i', async (status) => {
		sandbox().faults.add({
			when: { port: 'storage' },
			do: status === 302 ? { kind: 'redirect' } : { kind: 'status', status },
		});
		const { error } = await run([{ file: fileAt(0) }], download);
		expect(error?.message).toBe('The storage of ChemInventory did not provide the file [row 1]');
	});
});
