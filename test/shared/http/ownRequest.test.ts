import { sleep } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions } from 'n8n-workflow';

import { CddVaultApi } from '../../../credentials/CddVaultApi.credentials';
import { ChemInventoryApi } from '../../../credentials/ChemInventoryApi.credentials';
import { markAsOurs } from '../../../nodes/shared/http/ownRequest';
import { deepTexts } from '../../support/deepTexts';
import { ownRequest } from '../../support/ownRequest';

const token = 'fake-token-for-tests';

interface Case {
	name: string;
	credential: ICredentialType;
	/** The credential's data, with its address. */
	at: (address: string) => ICredentialDataDecryptedObject;
	/** What the token makes of a request. */
	signed: (request: IHttpRequestOptions) => IHttpRequestOptions;
}

const cases: Case[] = [
	{
		name: 'CDD Vault',
		credential: new CddVaultApi(),
		at: (url) => ({ server: 'custom', url, apiToken: token }),
		signed: (request) => ({ ...request, headers: { ...request.headers, 'X-CDD-Token': token } }),
	},
	{
		name: 'ChemInventory',
		credential: new ChemInventoryApi(),
		at: (baseUrl) => ({ baseUrl, apiToken: token }),
		signed: (request) => ({ ...request, body: { ...bodyOf(request), authtoken: token } }),
	},
];

const bodyOf = ({ body }: IHttpRequestOptions): object => (typeof body === 'object' && body !== null ? body : {});

const own = 'https://lab.example:8443/api';
const given = (changes: Partial<IHttpRequestOptions> = {}): IHttpRequestOptions => ({
	method: 'POST',
	url: `${own}/records`,
	headers: { accept: 'application/json' },
	body: { amount: 1 },
	...changes,
});

describe.each(cases)('the token of $name', ({ credential, at, signed }) => {
	const authenticate = async (request: IHttpRequestOptions, data = at(own)) => {
		if (typeof credential.authenticate !== 'function') throw new Error('authenticate is no function');
		return await credential.authenticate(data, request);
	};

	const expectNothing = async (request: IHttpRequestOptions, data = at(own)) => {
		const before = { ...request };
		const after = await authenticate(request, data);
		expect(after).toBe(request);
		expect(after).toEqual(before);
		expect(deepTexts(after).join(' ')).not.toContain(token);
	};

	it('goes along with our own request to the server of the credential', async () => {
		expect(await authenticate(ownRequest(given()))).toEqual(signed(ownRequest(given())));
		expect(await authenticate(ownRequest({ url: own }))).toEqual(signed(ownRequest({ url: own })));
	});

	it('is put in when it is the turn of the request, which has no token until then', async () => {
		let begin = () => {};
		const turn = new Promise<void>((resolve) => (begin = resolve));
		let asked = 0;
		const request = markAsOurs(given(), async () => {
			asked += 1;
			await turn;
		});
		let answered: IHttpRequestOptions | undefined;
		const signing = authenticate({ ...request }).then((one) => (answered = one));
		await sleep(0);
		expect([asked, answered]).toEqual([1, undefined]);
		begin();
		await signing;
		expect(answered).toEqual(signed(request));
	});

	it('goes along as well where n8n has made a copy of the request', async () => {
		const copy = { ...ownRequest(given()) };
		expect(await authenticate(copy)).toEqual(signed(copy));
	});

	it('leaves the request that was given as it is', async () => {
		const request = ownRequest(given());
		const parts = { headers: request.headers, body: request.body };
		await authenticate(request);
		expect(request).toEqual(ownRequest(given()));
		expect(request.headers).toBe(parts.headers);
		expect(request.body).toBe(parts.body);
	});

	it('is trimmed, as it may have been pasted with blanks', async () => {
		const data = { ...at(own), apiToken: `\t ${token} \n` };
		expect(await authenticate(ownRequest(given()), data)).toEqual(signed(ownRequest(given())));
	});

	it.each([
		['an address in two parts', { baseURL: own, url: '/records' }],
		['an address in full beside a base', { baseURL: 'https://elsewhere.example', url: own }],
		['capitals', { url: 'HTTPS://LAB.EXAMPLE:8443/api' }],
	])('goes along to the same server, by %s', async (_what, changes) => {
		expect(await authenticate(ownRequest(given(changes)))).toEqual(signed(ownRequest(given(changes))));
	});

	it('goes along to the port that goes without saying', async () => {
		const request = ownRequest(given({ url: 'https://lab.example:443/api' }));
		expect(await authenticate(request, at('https://lab.example/api'))).toEqual(signed(request));
	});

	describe.each([
		["n8n's HTTP Request node makes", given()],
		["n8n's HTTP Request node makes with a page", given({ qs: { page: 2 } })],
		['has a symbol of the same name', Object.assign(given(), { [Symbol('a request of this package')]: true })],
		[
			'has a symbol that an expression can make',
			Object.assign(given(), { [Symbol.for('a request of this package')]: true }),
		],
		['is a copy as JSON of one of ours', JSON.parse(JSON.stringify(ownRequest(given())))],
	])('a request that %s', (_what, request) => {
		it('gets nothing', async () => await expectNothing(request));
	});

	it.each([
		['another host', { url: 'https://elsewhere.example:8443/api/records' }],
		['a host below', { url: 'https://sub.lab.example:8443/api/records' }],
		['a host that begins alike', { url: 'https://lab.example.org:8443/api/records' }],
		['another port', { url: 'https://lab.example:9443/api/records' }],
		['no port', { url: 'https://lab.example/api/records' }],
		['another scheme', { url: 'http://lab.example:8443/api/records' }],
		['a host behind our own as a user', { url: 'https://lab.example:8443@elsewhere.example/api' }],
		['another base', { baseURL: 'https://elsewhere.example', url: '/api/records' }],
		['another host in spite of the base', { baseURL: own, url: 'https://elsewhere.example/api' }],
		['another host without a scheme', { baseURL: own, url: '//elsewhere.example/api' }],
		['half an address', { url: '/api/records' }],
		['no address', { url: '' }],
	])('does not go along to %s, not even with our own request', async (_what, changes) => {
		await expectNothing(ownRequest(given(changes)));
	});

	it.each(['http://lab.example/api', 'lab.example', ''])(
		'goes nowhere while the credential says %j, which our nodes refuse',
		async (address) => {
			let hasLeft = false;
			const request = markAsOurs(given({ url: address || own }), async () => {
				hasLeft = true;
			});
			await expect(authenticate(request, at(address))).rejects.toThrow(/of the credential/);
			expect(hasLeft).toBe(false);
			await expectNothing(given({ url: address || own }), at(address));
		},
	);

	it('goes to a test server on the same machine by plain http', async () => {
		const request = ownRequest(given({ url: 'http://127.0.0.1:8090/api/records' }));
		expect(await authenticate(request, at('http://127.0.0.1:8090/api'))).toEqual(signed(request));
	});
});

describe('the mark of our own requests', () => {
	it('does not show in JSON nor among the keys', () => {
		expect(JSON.stringify(ownRequest(given()))).toBe(JSON.stringify(given()));
		expect(Object.entries(ownRequest(given()))).toEqual(Object.entries(given()));
	});
});
