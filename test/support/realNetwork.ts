import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import nock from 'nock';

import { Pace } from '../../nodes/shared/http/pace';
import { send } from '../../nodes/shared/http/send';
import type { ServiceRequest } from '../../nodes/shared/http/send';
import { insideNode } from './probe';

// Servers of a test on loopback, and connections that nock does not stand between: behind it n8n's proxies and certificates play no part.

const fixture = (name: string) => readFileSync(join(__dirname, '../fixtures/tls', name));

/** Sends a write from a node, as an operation does. */
export const writeInside = async (url: string, request: Partial<ServiceRequest> = {}) =>
	await insideNode(
		async (functions) =>
			await send(
				functions,
				{ name: 'Lab Service', credentialType: 'cddVaultApi', readOnly: false, pace: new Pace() },
				{ method: 'POST', access: 'write', body: { amount: 1 }, timeLimit: 30_000, url, ...request },
			),
	);

/** In this test file requests go out as in n8n itself. */
export function withRealNetwork(): void {
	beforeAll(() => nock.restore());
	afterAll(() => nock.activate());
}

/** The same while the callback runs: nock loses the end of a long answer that is read with pauses. */
export async function onRealNetwork<T>(run: () => Promise<T>): Promise<T> {
	nock.restore();
	try {
		return await run();
	} finally {
		nock.activate();
	}
}

const running: Server[] = [];

afterEach(async () => {
	for (const server of running.splice(0)) {
		if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
			server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
});

/** @returns its port; it is closed after the test */
export async function listening(server: Server): Promise<number> {
	running.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address() as AddressInfo;
	return address.port;
}

/** A server with a certificate that nobody trusts. */
export async function untrustedServer(listener: RequestListener): Promise<number> {
	const tls = { key: fixture('test-only-key.pem'), cert: fixture('test-only-certificate.pem') };
	return await listening(createHttpsServer(tls, listener));
}

export const plainServer = async (listener: RequestListener): Promise<number> =>
	await listening(createHttpServer(listener));

/** What a proxy does when it is asked to open the way: a status it refuses with, or to hang up. */
export type ProxyBehaviour = number | 'hangUp' | 'open';

/** A proxy; requests that need no CONNECT are refused with the same status. */
export async function proxy(behaviour: ProxyBehaviour): Promise<number> {
	const page = '<html>The lab proxy says no</html>';
	const server: HttpServer = createHttpServer((_request, response) => {
		response.writeHead(Number(behaviour), { via: '1.1 lab-proxy', 'content-type': 'text/html' });
		response.end(page);
	});
	server.on('connect', (request, socket) => {
		socket.on('error', () => undefined);
		if (behaviour === 'hangUp') {
			socket.destroy();
		} else if (behaviour === 'open') {
			const [host, port] = String(request.url).split(':');
			const target = connect(Number(port), host, () => {
				socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
				target.pipe(socket);
				socket.pipe(target);
			});
			target.on('error', () => socket.destroy());
			socket.on('close', () => target.destroy());
		} else {
			socket.end(
				`HTTP/1.1 ${behaviour} No\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\n\r\n${page}`,
			);
		}
	});
	return await listening(server);
}

const variables = ['HTTP_PROXY', 'HTTPS_PROXY'];

/** n8n goes through this proxy while the callback runs, as its administrator may have it. */
export async function throughProxy<T>(address: string, run: () => Promise<T>): Promise<T> {
	for (const name of variables) vi.stubEnv(name, address);
	try {
		return await run();
	} finally {
		vi.unstubAllEnvs();
	}
}
