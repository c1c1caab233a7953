/** What one try brought: an HTTP status, or the network's code where no answer came. */
export interface TryResult {
	statusCode?: number;
	networkCode?: string;
	/** The `Retry-After` header: seconds, or an HTTP date. */
	retryAfter?: string;
}

export interface RetrySituation extends TryResult {
	access: 'read' | 'write';
	/** Tries made so far, this one included. */
	tries: number;
	/** Milliseconds already spent waiting for this request. */
	waited: number;
	/** Epoch milliseconds. */
	now: number;
	/** 0 to 1. */
	random: number;
}

export type RetryDecision = { retry: true; afterMs: number } | { retry: false; retryAfterMs?: number };

export const maxTries = 4;
/** Time that one request may spend waiting, in milliseconds. */
export const waitBudget = 90_000;
const firstWait = 500;

const retriableReadStatuses = new Set([408, 429, 500, 502, 503, 504]);
/** The connection was never made, so the service cannot have acted. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
/** Our name for a request that the address policy of n8n stops before it leaves. */
export const blockedByPolicy = 'BLOCKED_BY_POLICY';

/** Whether a failed write provably changed nothing. */
export function provesNoEffect({ statusCode, networkCode }: TryResult): boolean {
	if (networkCode !== undefined) return networkCode === blockedByPolicy || neverConnected.has(networkCode);
	return statusCode !== undefined && statusCode >= 400 && statusCode < 500 && statusCode !== 408;
}

/** Milliseconds that a `Retry-After` header asks for, in both of its forms; undefined if it says nothing usable. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
	if (header === undefined || header.trim() === '') return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function isRetriable({ access, statusCode, networkCode }: RetrySituation): boolean {
	if (networkCode === blockedByPolicy) return false;
	if (access === 'read') return networkCode !== undefined || retriableReadStatuses.has(statusCode ?? 0);
	return statusCode === 429 || (networkCode !== undefined && neverConnected.has(networkCode));
}

/**
 * Whether to try again, and when. Reads: 408, 429, 5xx and network trouble. Writes: only where the service
 * provably did nothing. `Retry-After` is obeyed if it fits the budget; otherwise exponential with jitter.
 */
export function decideRetry(situation: RetrySituation): RetryDecision {
	const asked = retryAfterMs(situation.retryAfter, situation.now);
	if (!isRetriable(situation) || situation.tries >= maxTries) return { retry: false, retryAfterMs: asked };
	const backoff = firstWait * 2 ** (situation.tries - 1) * (0.5 + situation.random / 2);
	const afterMs = Math.round(asked ?? backoff);
	if (situation.waited + afterMs > waitBudget) return { retry: false, retryAfterMs: asked };
	return { retry: true, afterMs };
}
