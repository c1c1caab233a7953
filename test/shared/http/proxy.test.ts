import { cddVaultApiTest } from '../../../nodes/Cdd/service/credentialTest';
import { Pace } from '../../../nodes/shared/http/pace';
import { send } from '../../../nodes/shared/http/send';
import type { ServiceRequest } from '../../../nodes/shared/http/send';
import { deepTexts } from '../../support/deepTexts';
import { insideNode } from '../../support/probe';
import {
	plainServer,
	proxy,
	throughProxy,
	untrustedServer,
	withRealNetwork,
	writeInside,
} from '../../support/realNetwork';
import { forgetWaits, waits } from '../../support/waits';

withRealNetwork();
beforeEach(forgetWaits);

const service = { name: 'Lab Service', credentialType: 'cddVaultApi', readOnly: false, pace: new Pace() };
const password = 'proxy-password';

const attempt = async (port: number, request: Partial<ServiceRequest> = {}) =>
	await throughProxy(
		`http://lab:${password}@127.0.0.1:${port}`,
		async () => await writeInside('https://vault.example/records', request),
	);

describe('a proxy that refuses', () => {
	it.each([
		[407, 'user name and password of the proxy', 0],
		[403, 'Ask the administrator of the proxy to allow vault.example', 0],
		[502, 'Try again later', 3],
		[503, 'Try again later', 3],
		[302, 'Try again later', 0],
	])('a write to the service with %i is named, and nothing was sent', async (status, advice, retries) => {
		const port = await proxy(status);
		const { fault } = await attempt(port);
		expect(fault).toMatchObject({
			kind: 'unreachable',
			effect: 'none',
			message: 'The proxy of the n8n server refused the request, so nothing was sent',
		});
		expect(fault?.description).toContain(`The proxy 127.0.0.1:${port} answered with HTTP status ${status}`);
		expect(fault?.description).toContain(advice);
		expect(deepTexts(fault).filter((text) => text.includes(password))).toEqual([]);
		expect(waits).toHaveLength(retries);
	});

	it('a download is named, too', async () => {
		const port = await proxy(403);
		const { fault } = await attempt(port, {
			method: 'GET',
			access: 'read',
			body: undefined,
			answerAs: 'stream',
			anonymous: true,
		});
		expect(fault?.description).toContain(`The proxy 127.0.0.1:${port}`);
	});

	it('is not taken for the service on an address without encryption', async () => {
		const port = await proxy(407);
		const { fault } = await attempt(port, { url: 'http://vault.example/records' });
		expect(fault).toMatchObject({ effect: 'none', description: expect.stringContaining(`127.0.0.1:${port}`) });
	});

	it('leaves it open there whether it has passed a write on', async () => {
		const { fault } = await attempt(await proxy(502), { url: 'http://vault.example/records' });
		expect(fault).toMatchObject({
			effect: 'unknown',
			message: 'The proxy of the n8n server answered instead of the service',
		});
	});

	it('is told in the test of a credential', async () => {
		const port = await proxy(403);
		const tested = await throughProxy(`http://127.0.0.1:${port}`, async () => {
			const { value } = await insideNode(
				async (functions) =>
					await cddVaultApiTest.call(functions, {
						id: '1',
						name: 'test',
						type: 'cddVaultApi',
						data: { server: 'custom', url: 'https://vault.example/api/v1', vaultId: '1', apiToken: 'fake' },
					}),
			);
			return value;
		});
		expect(tested?.status).toBe('Error');
		expect(tested?.message).toContain('The proxy');
		expect(tested?.message).toContain(`127.0.0.1:${port}`);
	});
});

describe('a proxy that opens no connection', () => {
	it('because it does not run is named, not the service', async () => {
		const { fault } = await attempt(9);
		expect(fault).toMatchObject({
			effect: 'none',
			message: 'The proxy of the n8n server did not open a connection, so nothing was sent',
		});
		expect(fault?.description).toContain('through the proxy 127.0.0.1:9');
		expect(fault?.description).toContain('ECONNREFUSED');
		expect(deepTexts(fault).filter((text) => text.includes(password))).toEqual([]);
	});

	it('but hangs up is named as well', async () => {
		const port = await proxy('hangUp');
		const { fault } = await attempt(port);
		expect(fault).toMatchObject({ effect: 'none', description: expect.stringContaining(`127.0.0.1:${port}`) });
	});
});

describe('behind a proxy that lets requests through', () => {
	it('the certificate of the service is told as that', async () => {
		const target = await untrustedServer((_request, response) => response.end('{}'));
		const { fault } = await attempt(await proxy('open'), { url: `https://127.0.0.1:${target}/records` });
		expect(fault?.message).toBe('The certificate of the server is not trusted, so nothing was sent');
		expect(fault?.description).toContain(`127.0.0.1:${target}`);
	});
});

describe('without a proxy', () => {
	const answering = async (status: number, headers: Record<string, string>, text: string) => {
		const port = await plainServer((_request, response) => response.writeHead(status, headers).end(text));
		return await insideNode(
			async (functions) =>
				await send(functions, service, {
					method: 'POST',
					access: 'write',
					body: { amount: 1 },
					timeLimit: 30_000,
					url: `http://127.0.0.1:${port}/records`,
				}),
		);
	};

	it('a refusal of the service stays one, whatever stands before the service there', async () => {
		const { value } = await answering(502, { via: '1.1 front-end' }, '{"error":"no"}');
		expect(value).toMatchObject({ statusCode: 502, body: { error: 'no' } });
	});

	it('a block page is not taken for the words of the service', async () => {
		const { fault } = await answering(403, {}, '<html><title>Blocked by the lab</title></html>');
		expect(fault).toMatchObject({
			kind: 'unreachable',
			effect: 'none',
			message: 'A proxy or firewall refused the request',
		});
	});
});
