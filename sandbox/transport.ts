import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';

import type { FaultAction, FaultMoment, TransportFault } from './faults';
import type { ServiceReply } from './service';

type FaultOf<Kind extends TransportFault['kind']> = Extract<TransportFault, { kind: Kind }>;

const loginPage = '<!DOCTYPE html><html><head><title>Log in</title></head><body><form>Log in</form></body></html>';

function find<Kind extends TransportFault['kind']>(faults: FaultAction[], kind: Kind): FaultOf<Kind> | undefined {
	return faults.find((fault): fault is FaultOf<Kind> => fault.kind === kind);
}

/** The part of a text that is lost in a cut-off answer: never all, never nothing. */
const cut = (text: string) => text.slice(0, Math.max(1, Math.floor(text.length * 0.6)));

const cutBytes = (bytes: Buffer) => bytes.subarray(0, Math.max(1, Math.floor(bytes.length * 0.6)));

function* cutChunks(chunks: Iterable<string>): Generator<string> {
	for (const chunk of chunks) {
		yield cut(chunk);
		return;
	}
}

function retryAfter(fault: FaultOf<'status'>, now: Date): Record<string, string> {
	const { retryAfterSeconds: seconds, retryAfterAs = 'seconds' } = fault;
	if (seconds === undefined) return {};
	const value = retryAfterAs === 'date' ? new Date(now.getTime() + seconds * 1000).toUTCString() : String(seconds);
	return { 'retry-after': value };
}

export interface FaultContext {
	faults: FaultAction[];
	refusal(status: number): ServiceReply;
	elsewhere: string;
	now(): Date;
}

/**
 * Takes a request through the faults that strike it. `answer` lets the request take effect and is called at most
 * once. The outcome `drop` means that the connection is to be cut instead of a reply, `silence` that none comes.
 */
export async function throughFaults(
	{ faults, refusal, elsewhere, now }: FaultContext,
	answer: () => ServiceReply,
): Promise<ServiceReply | 'drop' | 'silence'> {
	const latency = find(faults, 'latency');
	if (latency !== undefined) await pause(latency.milliseconds);

	const drop = find(faults, 'drop');
	const silence = find(faults, 'silence');
	const status = find(faults, 'status');
	const spoilt = (moment: FaultMoment): ServiceReply | 'drop' | 'silence' | undefined => {
		if (drop !== undefined && (drop.moment ?? 'before') === moment) return 'drop';
		if (silence !== undefined && (silence.moment ?? 'before') === moment) return 'silence';
		if (status === undefined || (status.moment ?? 'before') !== moment) return undefined;
		const reply = refusal(status.status);
		return { ...reply, headers: { ...reply.headers, ...retryAfter(status, now()) } };
	};

	const early = spoilt('before');
	if (early !== undefined) return early;
	const redirect = find(faults, 'redirect');
	if (redirect !== undefined) {
		return {
			status: redirect.status ?? 302,
			headers: { location: elsewhere },
			content: { kind: 'text', type: 'text/plain', text: '' },
		};
	}
	if (find(faults, 'login-page') !== undefined) {
		return { status: 200, content: { kind: 'text', type: 'text/html; charset=utf-8', text: loginPage } };
	}
	if (find(faults, 'error-200') !== undefined) {
		return { status: 200, content: { kind: 'json', value: { error: 'Something went wrong', code: 500 } } };
	}
	const reply = answer();
	return spoilt('after') ?? (find(faults, 'cut-json') === undefined ? reply : cutOff(reply));
}

function cutOff(reply: ServiceReply): ServiceReply {
	const { content } = reply;
	if (content.kind === 'bytes') return { ...reply, content: { ...content, bytes: cutBytes(content.bytes) } };
	if (content.kind === 'stream') return { ...reply, content: { ...content, chunks: cutChunks(content.chunks) } };
	const text = content.kind === 'json' ? JSON.stringify(content.value) : content.text;
	const type = content.kind === 'json' ? 'application/json; charset=utf-8' : content.type;
	return { ...reply, content: { kind: 'text', type, text: cut(text) } };
}

function firstPart(content: Exclude<ServiceReply['content'], { kind: 'bytes' }>): string {
	const chunks =
		content.kind === 'stream'
			? content.chunks
			: [content.kind === 'json' ? JSON.stringify(content.value) : content.text];
	const [part = ''] = cutChunks(chunks);
	return part;
}

/** Cuts the connection; `midway` sends the head and a part of the body first. */
export function dropConnection(reply: FastifyReply): void {
	reply.hijack();
	reply.raw.socket?.destroy();
}

/** The client waits until it gives up. */
export function keepSilent(reply: FastifyReply): void {
	reply.hijack();
}

export function dropMidway(reply: FastifyReply, { status, headers = {}, content }: ServiceReply): void {
	const part = content.kind === 'bytes' ? cutBytes(content.bytes) : firstPart(content);
	const type = content.kind === 'json' ? 'application/json; charset=utf-8' : content.type;
	reply.hijack();
	reply.raw.writeHead(status, { ...headers, 'content-type': type });
	reply.raw.write(part, () => reply.raw.socket?.destroy());
}

export async function send(reply: FastifyReply, { status, headers = {}, content }: ServiceReply): Promise<void> {
	reply.code(status).headers(headers);
	if (content.kind === 'json') {
		await reply.type('application/json; charset=utf-8').send(JSON.stringify(content.value));
	} else if (content.kind === 'bytes') {
		await reply.type(content.type).send(content.bytes);
	} else if (content.kind === 'text') {
		await reply.type(content.type).send(content.text);
	} else {
		await reply.type(content.type).send(Readable.from(content.chunks));
	}
}
