import { NodeOperationError, sleep } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { asError, Fault } from '../fault';
import { proxyRefusal, readThrown } from './failure';
import type { Failure, HttpAnswer } from './failure';
import { noAnswer } from './noAnswer';
import { markAsOurs } from './ownRequest';
import type { Pace, Turn } from './pace';
import { pause, throwIfCanceled } from './pause';
import { decideRetry, tookTooLong, waitBudget } from './retry';
import type { TryResult } from './retry';
import { TryLimit } from './tryLimit';

export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** Time limits by class of request, in milliseconds. */
export const timeLimits = { record: 30_000, list: 120_000, upload: 300_000, download: 600_000 } as const;

/** Who is asked, and with which credential. */
export interface Service {
	/** As users know it, for error texts. */
	readonly name: string;
	readonly credentialType: string;
	readonly readOnly: boolean;
	/** The status beside 429 by which it says that it got too many requests. */
	readonly slowDownStatus?: number;
	/** One for all requests of a run. */
	readonly pace: Pace;
}

export interface ServiceRequest {
	method: IHttpRequestMethods;
	url: string;
	/** Values as they go into the query string; encoding is done here. */
	query?: Record<string, string>;
	body?: FormData | IDataObject;
	access: 'read' | 'write';
	/** Milliseconds for one try, until its last byte. */
	timeLimit: number;
	/** `stream`: the body arrives as a stream, for refusals too. */
	answerAs?: 'json' | 'stream';
	/** Without the credential: for addresses that the service hands out. */
	anonymous?: boolean;
	signal?: AbortSignal;
	/** Goes out although the execution was stopped: to end a job that would run on without anybody waiting. */
	afterCancel?: boolean;
}

/** The body is parsed JSON, text where it is not JSON, or a stream. */
export type ServiceAnswer = HttpAnswer;

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

/** The service refuses all requests of a run, longer than any of them waits. */
class GivenUp extends Error {
	constructor(readonly answer: ServiceAnswer) {
		super('The service gets too many requests');
	}
}

/**
 * The one way out. Sends a request, waits and tries again where that is safe, and gives back whatever HTTP answer
 * came, refusals included: what a refusal means is the vendor's business. Where the service refuses all requests of the run,
 * the others get the last refusal as their answer, and are not sent.
 * @throws Fault `readOnly`, `canceled`, `unreachable` (with `effect` for writes)
 */
export async function send(context: RequestContext, service: Service, request: ServiceRequest): Promise<ServiceAnswer> {
	if (request.access === 'write') refuseWriteIfReadOnly(service);
	try {
		return await service.pace.turns(
			async (turn) => await sendUntilDone(context, service, request, turn),
			request.afterCancel,
		);
	} catch (thrown) {
		// Of a write that was not sent it must be known: after a 503 it may have taken effect.
		if (thrown instanceof GivenUp)
			return request.access === 'write' ? { ...thrown.answer, statusCode: 429 } : thrown.answer;
		throw asError(thrown);
	}
}

async function sendUntilDone(
	context: RequestContext,
	service: Service,
	request: ServiceRequest,
	turn: Turn,
): Promise<ServiceAnswer> {
	const signal = request.afterCancel ? undefined : (request.signal ?? cancelSignalOf(context));
	for (let tries = 1, waited = 0; ; tries++) {
		throwIfCanceled(signal);
		const { result, period } = await turn(
			async (depart) => await sendInPeriod(context, service, request, depart, signal),
		);
		if ('answer' in result && !mayBeRetried(result.answer)) {
			service.pace.speedUp();
			// n8n has read the JSON of the answer in one piece: others have their turn before it is gone through
			if (request.access === 'read' && request.answerAs !== 'stream') await sleep(0);
			return result.answer;
		}
		const tried = tryResultOf(result);
		const slowDown = asksToSlowDown(service, result);
		if ('answer' in result) service.pace.noteAnswer(slowDown);
		const decision = decideRetry({
			...tried,
			asksToSlowDown: slowDown,
			access: request.access,
			tries,
			// The patience of a run is that of one request: else its requests would spend theirs one after the other.
			waited: slowDown && service.pace.refusedFor >= waitBudget ? waitBudget : waited,
			now: Date.now(),
			random: Math.random(),
		});
		if (!decision.retry) {
			if ('answer' in result && slowDown && decision.isPatienceOver && service.pace.refusedFor >= waited)
				service.pace.stop(new GivenUp(forOthers(request, result.answer)));
			else if (slowDown) slowOthersDown(service.pace, period, decision.retryAfterMs, signal);
			if ('answer' in result) return result.answer;
			throwIfCanceledDuring(request, signal);
			throw noAnswer(result.failure, { ...request, service: service.name });
		}
		const rest = pause(decision.afterMs, signal);
		await (slowDown ? service.pace.slowDown(period, rest) : rest);
		waited += decision.afterMs;
	}
}

async function sendInPeriod(
	context: RequestContext,
	service: Service,
	request: ServiceRequest,
	depart: () => Promise<void>,
	signal?: AbortSignal,
) {
	let { period } = service.pace;
	const departInPeriod = async () => {
		await depart();
		period = service.pace.period;
	};
	const result = await sendOnce(context, service, request, departInPeriod, signal);
	return { result, period };
}

/** What was streamed to one request is gone for the others. */
const forOthers = ({ answerAs }: ServiceRequest, answer: ServiceAnswer): ServiceAnswer =>
	answerAs === 'stream' ? { ...answer, body: '' } : answer;

type OneTry = { answer: ServiceAnswer } | { failure: Failure };

const mayBeRetried = ({ statusCode }: ServiceAnswer) => statusCode === 408 || statusCode === 429 || statusCode >= 500;

function retryAfterOf({ headers }: ServiceAnswer): string | undefined {
	const retryAfter = headers['retry-after'];
	return typeof retryAfter === 'string' ? retryAfter : undefined;
}

/** A 503 may be an outage; one that names a time to come back does not concern its own request alone. */
function asksToSlowDown({ slowDownStatus }: Service, result: OneTry): boolean {
	if ('failure' in result) return false;
	const { statusCode } = result.answer;
	return (
		statusCode === 429 ||
		statusCode === slowDownStatus ||
		(statusCode === 503 && retryAfterOf(result.answer) !== undefined)
	);
}

/** The request is not sent again, but the others of the run wait, unless that is longer than any request waits. */
function slowOthersDown(pace: Pace, period: number, retryAfterMs?: number, signal?: AbortSignal): void {
	const isForThem = retryAfterMs !== undefined && retryAfterMs <= waitBudget;
	const rest = isForThem ? pause(retryAfterMs, signal) : Promise.resolve();
	pace.slowDown(period, rest).catch(() => undefined);
}

function tryResultOf(result: OneTry): TryResult {
	if ('failure' in result) return result.failure;
	return { statusCode: result.answer.statusCode, retryAfter: retryAfterOf(result.answer) };
}

function cancelSignalOf(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** The authenticated call takes the cancel signal from the context it is called on, and no other. */
function withSignal(context: RequestContext, signal: AbortSignal): RequestContext {
	const view: RequestContext = Object.create(context, { getExecutionCancelSignal: { value: () => signal } });
	return view;
}

/** 401 is not among them, as n8n would send the request twice. */
const refusals = Array.from({ length: 300 }, (_, at) => 300 + at).filter((status) => status !== 401);

/** The same for all requests, and an error takes a tenth of a millisecond. */
let showsCause: boolean | undefined;

/**
 * A refusal that n8n throws shows the connection it came on, and so whether it is the proxy's. Older versions of n8n
 * (2.20) show nothing of what they wrap: there refusals come as answers, as all else does.
 */
function answersWanted(context: RequestContext): IHttpRequestOptions['ignoreHttpStatusErrors'] {
	showsCause ??= new NodeOperationError(context.getNode(), new Error('wrapped')).cause !== undefined;
	return !showsCause || { ignore: true, except: refusals };
}

/** A new object for every try: the platform writes into the one it gets. */
function optionsFor(context: RequestContext, request: ServiceRequest, signal: AbortSignal): IHttpRequestOptions {
	return {
		method: request.method,
		url: request.url,
		...(request.query ? { qs: { ...request.query } } : {}),
		...(request.body === undefined ? {} : { body: request.body }),
		...(request.answerAs === 'stream' ? { encoding: 'stream' } : { json: true }),
		timeout: request.timeLimit,
		returnFullResponse: true,
		ignoreHttpStatusErrors: answersWanted(context),
		disableFollowRedirect: true,
		...(request.anonymous ? { abortSignal: signal } : { allowedDomains: new URL(request.url).hostname }),
	};
}

/** @param depart waits until the request may leave */
async function sendOnce(
	context: RequestContext,
	service: Service,
	request: ServiceRequest,
	depart: () => Promise<void>,
	signal?: AbortSignal,
): Promise<OneTry> {
	const time = new TryLimit();
	const ends = signal ? AbortSignal.any([signal, time.signal]) : time.signal;
	const options = optionsFor(context, request, ends);
	let kept: unknown;
	const leave = async () => {
		const departure = depart().then(() => throwIfCanceled(signal));
		departure.catch((thrown: unknown) => (kept = thrown));
		await departure;
		time.start(request.timeLimit);
	};
	try {
		const answer: ServiceAnswer = request.anonymous
			? await leave().then(async () => await context.helpers.httpRequest(options))
			: await context.helpers.httpRequestWithAuthentication.call(
					withSignal(context, ends),
					service.credentialType,
					markAsOurs(options, leave),
				);
		const refusal = proxyRefusal(answer, request.url);
		return refusal === undefined ? { answer } : { failure: refusal };
	} catch (thrown) {
		// nothing left; n8n wraps what is thrown until then
		if (kept !== undefined) throw asError(kept);
		const outcome = readThrown(thrown, request.url);
		// nor here: n8n could not read the credential
		if ('failure' in outcome && !time.hasBegun) return { failure: { ...outcome.failure, neverSent: true } };
		const isLate = 'failure' in outcome && time.signal.aborted && signal?.aborted !== true;
		return isLate ? { failure: { ...outcome.failure, networkCode: tookTooLong } } : outcome;
	} finally {
		// the limit of a stream lasts until its last byte
		if (request.answerAs !== 'stream') time.stop();
	}
}

/** A write that was under way when the execution was stopped may have taken effect. */
function throwIfCanceledDuring(request: ServiceRequest, signal?: AbortSignal): void {
	if (request.access === 'read') throwIfCanceled(signal);
}
