import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { Fault } from '../fault';
import { markAsOurs } from './ownRequest';
import { pause, throwIfCanceled } from './pause';
import { blockedByPolicy, decideRetry, provesNoEffect } from './retry';
import type { TryResult } from './retry';

export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** Time limits by class of request, in milliseconds. */
export const timeLimits = { record: 30_000, list: 120_000, upload: 300_000, download: 600_000 } as const;

/** Who is asked, and with which credential. */
export interface Service {
	/** As users know it, for error texts. */
	readonly name: string;
	readonly credentialType: string;
	readonly readOnly: boolean;
}

export interface ServiceRequest {
	method: IHttpRequestMethods;
	url: string;
	/** Values as they go into the query string; encoding is done here. */
	query?: Record<string, string>;
	body?: FormData | IDataObject;
	access: 'read' | 'write';
	/** Milliseconds for one try. */
	timeLimit: number;
	/** `stream`: the body arrives as a stream, for refusals too. */
	answerAs?: 'json' | 'stream';
	/** Without the credential: for addresses that the service hands out. */
	anonymous?: boolean;
	signal?: AbortSignal;
	/** Goes out although the execution was stopped: to end a job that would run on without anybody waiting. */
	afterCancel?: boolean;
}

export interface ServiceAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	/** Parsed JSON, text where it is not JSON, or a stream. */
	body: unknown;
}

/**
 * A write ends here before anything is read for it, too.
 * @throws Fault `readOnly`
 */
export function refuseWriteIfReadOnly({ name, readOnly }: Pick<Service, 'name' | 'readOnly'>): void {
	if (!readOnly) return;
	throw new Fault('readOnly', 'The credential is set to Read Only, so nothing was sent', {
		description: `This operation changes data in ${name}. Switch off Read Only in the credential, or use another credential.`,
	});
}

/**
 * The one way out. Sends a request, waits and tries again where that is safe, and gives back whatever HTTP answer
 * came, refusals included: what a refusal means is the vendor's business.
 * @throws Fault `readOnly`, `canceled`, `unreachable` (with `effect` for writes)
 */
export async function send(context: RequestContext, service: Service, request: ServiceRequest): Promise<ServiceAnswer> {
	if (request.access === 'write') refuseWriteIfReadOnly(service);
	if (request.afterCancel) return await send(withoutCancelSignal(context), service, { ...request, afterCancel: false });
	const signal = request.signal ?? cancelSignalOf(context);
	for (let tries = 1, waited = 0; ; tries++) {
		throwIfCanceled(signal);
		const result = await sendOnce(context, service, request, signal);
		if ('answer' in result && !mayBeRetried(result.answer)) return result.answer;
		const tried = tryResultOf(result);
		const decision = decideRetry({
			...tried,
			access: request.access,
			tries,
			waited,
			now: Date.now(),
			random: Math.random(),
		});
		if (!decision.retry) {
			if ('answer' in result) return result.answer;
			throwIfCanceledDuring(request, signal);
			throw noAnswer(service, request, tried);
		}
		await pause(decision.afterMs, signal);
		waited += decision.afterMs;
	}
}

type OneTry = { answer: ServiceAnswer } | { networkCode: string };

const mayBeRetried = ({ statusCode }: ServiceAnswer) => statusCode === 408 || statusCode === 429 || statusCode >= 500;

function tryResultOf(result: OneTry): TryResult {
	if ('networkCode' in result) return { networkCode: result.networkCode };
	const retryAfter = result.answer.headers['retry-after'];
	return {
		statusCode: result.answer.statusCode,
		retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
	};
}

function cancelSignalOf(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** The authenticated call takes the cancel signal from the context it is called on, and would stop at once. */
function withoutCancelSignal(context: RequestContext): RequestContext {
	const view: RequestContext = Object.create(context, { getExecutionCancelSignal: { value: () => undefined } });
	return view;
}

/** A new object for every try: the platform writes into the one it gets. */
function optionsFor(request: ServiceRequest, signal?: AbortSignal): IHttpRequestOptions {
	return {
		method: request.method,
		url: request.url,
		...(request.query ? { qs: { ...request.query } } : {}),
		...(request.body === undefined ? {} : { body: request.body }),
		...(request.answerAs === 'stream' ? { encoding: 'stream' } : { json: true }),
		timeout: request.timeLimit,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		...(request.anonymous ? { abortSignal: signal } : { allowedDomains: new URL(request.url).hostname }),
	};
}

async function sendOnce(
	context: RequestContext,
	service: Service,
	request: ServiceRequest,
	signal?: AbortSignal,
): Promise<OneTry> {
	const options = optionsFor(request, signal);
	try {
		const answer: ServiceAnswer = request.anonymous
			? await context.helpers.httpRequest(options)
			: await context.helpers.httpRequestWithAuthentication.call(context, service.credentialType, markAsOurs(options));
		return { answer };
	} catch (thrown) {
		return { networkCode: networkCodeOf(thrown) };
	}
}

/** Of what a request threw, only the code is taken: the thrown object holds the request with its headers. */
export function networkCodeOf(thrown: unknown): string {
	if (isBlocked(thrown)) return blockedByPolicy;
	for (const holder of [thrown, causeOf(thrown)]) {
		if (typeof holder !== 'object' || holder === null) continue;
		const code = 'httpCode' in holder && holder.httpCode ? holder.httpCode : 'code' in holder ? holder.code : undefined;
		if (typeof code === 'string' && code !== '') return code;
	}
	return 'NO_ANSWER';
}

function causeOf(thrown: unknown): unknown {
	return thrown instanceof Error ? thrown.cause : undefined;
}

/** n8n's classes SsrfBlockedIpError and SsrfBlockedHostnameError are not exported, and their errors arrive wrapped or bare. */
function isBlocked(thrown: unknown): boolean {
	return [thrown, causeOf(thrown)].some(
		(holder) => holder instanceof Error && /^The request was blocked because/.test(holder.message),
	);
}

/** A write that was under way when the execution was stopped may have taken effect. */
function throwIfCanceledDuring(request: ServiceRequest, signal?: AbortSignal): void {
	if (request.access === 'read') throwIfCanceled(signal);
}

/** No HTTP answer came: what to say of that. */
export function noAnswer(
	service: Pick<Service, 'name'>,
	request: Pick<ServiceRequest, 'access' | 'url'>,
	tried: TryResult,
): Fault {
	if (tried.networkCode === blockedByPolicy) {
		return new Fault('unreachable', 'n8n does not allow requests to this address, so nothing was sent', {
			description: `The address policy of this n8n server (its protection against server-side request forgery) blocks ${new URL(request.url).host}. Check the address in the credential, or ask the administrator of n8n to allow it.`,
			httpCode: tried.networkCode,
		});
	}
	const tooSlow = tried.networkCode === 'ECONNABORTED' || tried.networkCode === 'ETIMEDOUT';
	return new Fault('unreachable', tooSlow ? 'The service did not answer in time' : 'The service could not be reached', {
		description: `${service.name} at ${new URL(request.url).host} gave no answer (${tried.networkCode}). Check the address in the credential and the network of the n8n server.`,
		httpCode: tried.networkCode,
		effect: request.access === 'write' && !provesNoEffect(tried) ? 'unknown' : 'none',
	});
}
