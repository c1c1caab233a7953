import { z } from 'zod';

import { blockedByPolicy, refusedByProxy } from './retry';
import type { TryResult } from './retry';

/** Why a request got no answer of the service. */
export interface Failure extends TryResult {
	networkCode: string;
	/** Host and port of the proxy that n8n goes through, without its password; undefined if none is known. */
	proxy?: string;
	/** A page for people came where the service answers with data; whose it is nobody can say. */
	isBlockPage?: boolean;
}

export interface HttpAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

// Of what n8n throws nothing else is looked at: it holds the request with its headers, and with them the token.

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** n8n has its own agents: today's keeps the proxies that it chose under `router`, that of n8n 2.20 is the proxy's. */
const proxyAgent = z.union([
	z
		.object({ router: z.object({ proxyCache: z.map(z.string().url(), z.unknown()) }) })
		.transform(({ router }) => [...router.proxyCache.keys()].map((address) => new URL(address).host)[0]),
	z.object({ proxy: z.object({ host: z.string() }) }).transform(({ proxy }) => proxy.host),
]);

/** What is seen of Node.js' own ClientRequest. */
export const clientRequest = z.object({
	protocol: text,
	/** null while a proxy has not opened the way. */
	socket: z.object({ connecting: flag, encrypted: flag, secureConnecting: flag }).nullish().catch(undefined),
	agent: proxyAgent.optional().catch(undefined),
});

export type ClientRequest = z.output<typeof clientRequest>;

const httpResponse = z.object({ status: z.number(), headers: z.record(z.unknown()), data: z.unknown() });

const thrownByAxios = z.object({
	code: text,
	request: clientRequest.optional().catch(undefined),
	response: httpResponse.optional().catch(undefined),
});

/** Where a connection was tried, as Node.js says it. */
const triedPeer = z.object({ hostname: text, address: text, port: z.number().optional().catch(undefined) });

const causeOf = (thrown: unknown): unknown => (thrown instanceof Error ? thrown.cause : undefined);

/** n8n's own error classes stand around what the network threw, or do not; older ones (2.20) keep its code alone. */
const layersOf = (thrown: unknown): unknown[] => [thrown, causeOf(thrown), causeOf(causeOf(thrown))];

/** What n8n threw instead of giving back an HTTP answer. */
export function readThrown(thrown: unknown, url: string): { answer: HttpAnswer } | { failure: Failure } {
	const layers = layersOf(thrown);
	const seen = layers
		.map((layer) => thrownByAxios.safeParse(layer))
		.find(({ data }) => data?.request ?? data?.response);
	const { request, response } = seen?.data ?? {};
	if (response !== undefined) {
		const answer: HttpAnswer = { statusCode: response.status, headers: response.headers, body: response.data };
		const failure = proxyRefusal(answer, url, request);
		return failure === undefined ? { answer } : { failure };
	}
	const proxy = request?.agent ?? layers.map((layer) => otherPeer(layer, url)).find((peer) => peer !== undefined);
	return { failure: { networkCode: codeIn(layers), neverSent: request && hadNotLeft(request), proxy } };
}

/** n8n's classes SsrfBlockedIpError and SsrfBlockedHostnameError are not exported, and their errors arrive wrapped or bare. */
const isBlocked = (layer: unknown) => layer instanceof Error && /^The request was blocked because/.test(layer.message);

function codeIn(layers: unknown[]): string {
	if (layers.some(isBlocked)) return blockedByPolicy;
	for (const layer of layers) {
		if (typeof layer !== 'object' || layer === null) continue;
		const code = 'httpCode' in layer && layer.httpCode ? layer.httpCode : 'code' in layer ? layer.code : undefined;
		if (typeof code === 'string' && code !== '') return code;
	}
	return 'NO_ANSWER';
}

/** No byte of a request leaves before there is a connection, and before its encryption stands. */
function hadNotLeft({ socket }: ClientRequest): boolean {
	return socket === null || socket?.connecting === true || socket?.secureConnecting === true;
}

/** Requests follow no redirect, so another peer than the service is a proxy. */
function otherPeer(layer: unknown, url: string): string | undefined {
	const { hostname, address, port } = triedPeer.safeParse(layer).data ?? {};
	const target = new URL(url);
	if (hostname !== undefined && hostname !== target.hostname) return hostname;
	const targetPort = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);
	return address !== undefined && port !== undefined && port !== targetPort ? `${address}:${port}` : undefined;
}

/** Headers by which a proxy signs what it answers itself, on a connection that is not encrypted. */
const proxyHeaders = ['via', 'proxy-authenticate', 'proxy-connection', 'proxy-agent', 'x-squid-error'];
const proxyStatuses = new Set([403, 502, 503, 504]);

/**
 * Where the service is asked over https, a proxy that does not open the way answers in its place: on a connection
 * that is not encrypted. Without https a proxy answers as the service would, and may have passed the request on.
 * @param request undefined where n8n does not show it
 */
export function proxyRefusal(
	{ statusCode, headers, body }: HttpAnswer,
	url: string,
	request?: ClientRequest,
): Failure | undefined {
	const proxy = request?.agent;
	const isHttps = url.startsWith('https:');
	const didNotOpen = isHttps && proxy !== undefined && request?.socket?.encrypted !== true;
	const signed =
		!isHttps &&
		proxy !== undefined &&
		proxyStatuses.has(statusCode) &&
		proxyHeaders.some((name) => headers[name] !== undefined);
	const isProxys = didNotOpen || signed || statusCode === 407;
	const isBlockPage = !isProxys && statusCode === 403 && typeof body === 'string' && /^\s*</.test(body);
	if (!isProxys && !isBlockPage) return undefined;
	return { networkCode: refusedByProxy, statusCode, proxy, neverSent: didNotOpen, isBlockPage };
}
