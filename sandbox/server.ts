import type { ServerResponse } from 'node:http';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { registerControls } from './controls';
import type { EndpointName } from './endpointNames';
import { FaultSyntaxError, parseFault } from './faultGrammar';
import type { DataFault, FaultAction } from './faults';
import type { PortName, RecordedPart, RecordedRequest } from './requestLog';
import type { IncomingBody, IncomingCall, ServiceReply, ServiceRoute } from './service';
import { dropConnection, dropMidway, keepSilent, send, throughFaults } from './transport';
import type { World } from './world';

const largestBody = 256 * 1024 * 1024;

export interface ServerOptions {
	host: string;
	port: number;
	/** The present one: it changes, the ports stay. Its routes are those of every other. */
	world(): World;
	/** The OpenAPI descriptions, by the name of their file. */
	openApi: Record<string, () => unknown>;
}

export interface RunningServer {
	origin: string;
	storageOrigin: string;
	elsewhereOrigin: string;
	/** Breaks the connections of requests that have no answer yet. */
	cutOff(): void;
	close(): Promise<void>;
}

const transportKinds: ReadonlySet<FaultAction['kind']> = new Set([
	'latency',
	'status',
	'drop',
	'silence',
	'cut-json',
	'login-page',
	'error-200',
	'redirect',
]);

const isDataFault = (fault: FaultAction): fault is DataFault => !transportKinds.has(fault.kind);

/** Bodies arrive as bytes, whatever their type, and GET may carry one: the vendors decide what they make of it. */
function bareServer(): FastifyInstance {
	const app = Fastify({
		bodyLimit: largestBody,
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: true },
	});
	app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	void app.register(multipart, { limits: { fileSize: largestBody, fieldSize: largestBody } });
	return app;
}

/** The library has already parsed a field that says it is JSON. */
async function readParts(request: FastifyRequest): Promise<RecordedPart[]> {
	const parts: RecordedPart[] = [];
	for await (const part of request.parts()) {
		const described = { name: part.fieldname, contentType: part.mimetype };
		if (part.type === 'file') parts.push({ ...described, filename: part.filename, bytes: await part.toBuffer() });
		else parts.push({ ...described, text: typeof part.value === 'string' ? part.value : JSON.stringify(part.value) });
	}
	return parts;
}

async function readMultipart(request: FastifyRequest): Promise<IncomingBody> {
	try {
		return { kind: 'multipart', parts: await readParts(request) };
	} catch (error) {
		const isUnreadable = error instanceof Error && 'code' in error && error.code === 'FST_INVALID_JSON_FIELD_ERROR';
		if (isUnreadable) return { kind: 'unreadable', text: error.message };
		throw error;
	}
}

async function readBody(request: FastifyRequest): Promise<IncomingBody> {
	if (request.isMultipart()) return await readMultipart(request);
	if (!Buffer.isBuffer(request.body) || request.body.length === 0) return { kind: 'none' };
	const text = request.body.toString('utf8');
	try {
		const value: unknown = JSON.parse(text);
		return { kind: 'json', value };
	} catch {
		return { kind: 'unreadable', text };
	}
}

function recordedBody(body: IncomingBody): unknown {
	if (body.kind === 'json') return body.value;
	if (body.kind === 'multipart') return body.parts;
	return body.kind === 'unreadable' ? body.text : undefined;
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
	return await app.listen({ host, port });
}

/** Starts the vendor's port and the two other hosts: its file storage, and the one that redirect faults lead to. */
export async function startServers(options: ServerOptions): Promise<RunningServer> {
	const { host, port, world, openApi } = options;
	const apps = { service: bareServer(), storage: bareServer(), elsewhere: bareServer() };
	const origins = { service: '', storage: '', elsewhere: '' };
	const unanswered = new Set<ServerResponse>();

	function record(
		{ log }: World,
		request: FastifyRequest,
		body: IncomingBody,
		portName: PortName,
		endpoint?: EndpointName,
	) {
		const [path = '', query = ''] = request.url.split('?', 2);
		const entry: RecordedRequest = {
			method: request.method,
			path,
			url: `http://${request.headers.host ?? host}${request.url}`,
			query,
			headers: request.headers,
			body: recordedBody(body),
			statusCode: undefined,
			endpoint,
			port: portName,
			faults: [],
			tookEffect: false,
			tolerated: [],
		};
		return log.record(entry);
	}

	function faultsFor(
		{ faults }: World,
		entry: RecordedRequest,
		concerns?: (action: FaultAction) => boolean,
	): FaultAction[] {
		const asked = entry.headers['x-sandbox-fault'];
		const own = typeof asked === 'string' ? [parseFault(asked).do] : [];
		return [...own, ...faults.strike(entry, concerns)];
	}

	async function respond(
		present: World,
		entry: RecordedRequest,
		striking: FaultAction[],
		reply: FastifyReply,
		answer: () => ServiceReply,
	) {
		entry.faults = striking;
		const outcome = await throughFaults(
			{
				faults: striking,
				refusal: (status) => present.serviceOf(entry.path).refusal(status),
				elsewhere: `${origins.elsewhere}${entry.path}${entry.query === '' ? '' : `?${entry.query}`}`,
				now: present.now,
			},
			() => {
				const given = answer();
				entry.tookEffect = given.refused !== true;
				return given;
			},
		);
		if (outcome === 'drop') return dropConnection(reply);
		if (outcome === 'silence') return keepSilent(reply);
		entry.statusCode = outcome.status;
		const midway = striking.some((fault) => fault.kind === 'drop' && fault.moment === 'midway');
		return midway ? dropMidway(reply, outcome) : await send(reply, outcome);
	}

	/** A request belongs to the world in which it arrived. */
	async function serve(
		present: World,
		request: FastifyRequest,
		reply: FastifyReply,
		{ handle, endpointOf }: Pick<ServiceRoute, 'endpointOf' | 'handle'>,
	) {
		const body = await readBody(request);
		const endpoint = endpointOf?.(body);
		const entry = record(present, request, body, 'service', endpoint);
		const call: IncomingCall = {
			method: request.method,
			params: textValues(request.params),
			query: values(request.query),
			headers: request.headers,
			body,
			faults: [],
			origin: origins.service,
			storageOrigin: origins.storage,
			tolerate: (what) => present.log.tolerate(entry, what),
		};
		const striking = faultsFor(
			present,
			entry,
			(action) =>
				!isDataFault(action) ||
				(endpoint !== undefined && present.serviceOf(entry.path).concerns(action, endpoint, call)),
		);
		call.faults = striking.filter(isDataFault);
		await respond(present, entry, striking, reply, () => handle(call));
	}

	for (const [index, { method, url }] of world().routes.entries()) {
		apps.service.route({
			method,
			url,
			handler: async (request, reply) => {
				const present = world();
				const route = present.routes[index];
				if (route !== undefined) await serve(present, request, reply, route);
			},
		});
	}
	apps.service.setNotFoundHandler(async (request, reply) => {
		const present = world();
		await serve(present, request, reply, { handle: (call) => present.serviceOf(request.url).notFound(call) });
	});
	registerControls(apps.service, world, openApi);

	apps.storage.get('/*', async (request, reply) => {
		const present = world();
		const entry = record(present, request, await readBody(request), 'storage');
		const leaked = present.log.leaks.includes(entry);
		await respond(present, entry, faultsFor(present, entry), reply, () => {
			if (leaked) return plain(400, 'The API token was sent to the file storage. It must never leave the API host.');
			return (
				present.serviceOf(entry.path).storageFile(entry.path, new URLSearchParams(entry.query)) ??
				plain(403, 'AccessDenied: no such file, or the address has expired')
			);
		});
	});
	apps.storage.setNotFoundHandler(async (request, reply) => {
		const present = world();
		record(present, request, await readBody(request), 'storage').statusCode = 404;
		await send(reply, plain(404, 'Not Found'));
	});
	apps.elsewhere.setNotFoundHandler(async (request, reply) => {
		const present = world();
		record(present, request, await readBody(request), 'elsewhere').statusCode = 200;
		await send(reply, { status: 200, content: { kind: 'json', value: { count: 0, objects: [] } } });
	});

	for (const app of Object.values(apps)) {
		app.addHook('onRequest', (_request, { raw }, done) => {
			unanswered.add(raw);
			raw.once('close', () => unanswered.delete(raw));
			done();
		});
	}

	for (const app of Object.values(apps)) {
		app.setErrorHandler(async (error, _request, reply) => {
			const status = error instanceof FaultSyntaxError ? 400 : 500;
			const message = error instanceof Error ? error.message : String(error);
			await send(reply, plain(status, `Sandbox: ${message}`));
		});
	}

	origins.storage = await listen(apps.storage, host, 0);
	origins.elsewhere = await listen(apps.elsewhere, host, 0);
	origins.service = await listen(apps.service, host, port);

	return {
		origin: origins.service,
		storageOrigin: origins.storage,
		elsewhereOrigin: origins.elsewhere,
		cutOff() {
			for (const response of unanswered) if (!response.writableEnded) response.socket?.destroy();
		},
		async close() {
			await Promise.all(Object.values(apps).map(async (app) => await app.close()));
		},
	};
}

const plain = (status: number, text: string): ServiceReply => ({
	status,
	content: { kind: 'text', type: 'text/plain; charset=utf-8', text },
});

const values = (from: unknown): Record<string, unknown> =>
	typeof from === 'object' && from !== null ? { ...from } : {};

const textValues = (from: unknown): Record<string, string> =>
	Object.fromEntries(Object.entries(values(from)).map(([key, value]) => [key, String(value)]));
