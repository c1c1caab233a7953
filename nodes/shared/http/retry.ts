import { certificateTrouble, isHandshakeCode } from './certificate';

/** What one try brought: an HTTP status, or the network's code where the service gave no answer. */
export interface TryResult {
	/** Beside `refusedByProxy` it is the proxy's. */
	statusCode?: number;
	networkCode?: string;
	/** The connection shows that nothing of the request had left, whatever the code says. */
	neverSent?: boolean;
	/** The `Retry-After` header: seconds, or an HTTP date. */
	retryAfter?: string;
}

export interface RetrySituation extends TryResult {
	access: 'read' | 'write';
	/** The service says that it got too many requests: patience helps, and the number of tries does not matter. */
	asksToSlowDown?: boolean;
	/** Tries made so far, this one included. */
	tries: number;
	/** Milliseconds already spent waiting for this request. */
	waited: number;
	/** Epoch milliseconds. */
	now: number;
	/** 0 to 1. */
	random: number;
}

export type RetryDecision =
	| { retry: true; afterMs: number }
	/** `isPatienceOver`: it could be sent again, but not within the time that a request may wait. */
	| { retry: false; retryAfterMs?: number; isPatienceOver?: true };

export const maxTries = 4;
/** Time that one request may spend waiting, in milliseconds. */
export const waitBudget = 90_000;
const firstWait = 500;
const longestWait = 15_000;

const retriableReadStatuses = new Set([408, 429, 500, 502, 503, 504]);
/** The connection was never made, so the service cannot have acted. */
const neverConnected = new Set([
	'EADDRNOTAVAIL',
	'EAI_AGAIN',
	'ECONNREFUSED',
	'EHOSTDOWN',
	'EHOSTUNREACH',
	'ENETDOWN',
	'ENETUNREACH',
	'ENOTFOUND',
]);
/** Our name for a request that the address policy of n8n stops before it leaves. */
export const blockedByPolicy = 'BLOCKED_BY_POLICY';
/** Our name for a try that we ended because its time was up. */
export const tookTooLong = 'TIME_LIMIT';
/** Our name for an answer that is the proxy's and not the service's. */
export const refusedByProxy = 'REFUSED_BY_PROXY';

/** Nothing leaves, and nothing will before somebody changes a setting. */
const isForGood = (networkCode: string) =>
	networkCode === blockedByPolicy || certificateTrouble(networkCode) !== undefined || isHandshakeCode(networkCode);

/** A status by which a request is refused before it does anything. */
const refusesAtOnce = (statusCode: number | undefined) =>
	statusCode !== undefined && statusCode >= 400 && statusCode < 500 && statusCode !== 408;

/** Whether a failed write provably changed nothing. */
export function provesNoEffect({ statusCode, networkCode, neverSent }: TryResult): boolean {
	if (networkCode === undefined || networkCode === refusedByProxy)
		return neverSent === true || refusesAtOnce(statusCode);
	return neverSent === true || isForGood(networkCode) || neverConnected.has(networkCode);
}

/** Milliseconds that a `Retry-After` header asks for, in both of its forms; undefined if it says nothing usable. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
	if (header === undefined || header.trim() === '') return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function isRetriable(situation: RetrySituation): boolean {
	const { access, statusCode = 0, networkCode } = situation;
	if (networkCode === undefined) return access === 'read' ? retriableReadStatuses.has(statusCode) : statusCode === 429;
	if (isForGood(networkCode)) return false;
	if (networkCode === refusedByProxy && !retriableReadStatuses.has(statusCode)) return false;
	return access === 'read' || provesNoEffect(situation);
}

/**
 * Whether to try again, and when. Reads: 408, 429, 5xx and network trouble. Writes: only where the service
 * provably did nothing. `Retry-After` is obeyed if it fits the budget; otherwise exponential with jitter. Whoever is asked to
 * slow down goes on until the budget is spent.
 */
export function decideRetry(situation: RetrySituation): RetryDecision {
	const asked = retryAfterMs(situation.retryAfter, situation.now);
	const isSpent = situation.tries >= maxTries && situation.asksToSlowDown !== true;
	if (!isRetriable(situation) || isSpent) return { retry: false, retryAfterMs: asked };
	const backoff = Math.min(firstWait * 2 ** (situation.tries - 1), longestWait) * (0.5 + situation.random / 2);
	// A service that asks for no wait at all would be asked for ever.
	const least = situation.asksToSlowDown === true ? backoff : 0;
	const afterMs = Math.round(Math.max(asked ?? backoff, least));
	if (situation.waited + afterMs > waitBudget) return { retry: false, retryAfterMs: asked, isPatienceOver: true };
	return { retry: true, afterMs };
}
