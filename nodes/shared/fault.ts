import type { IDataObject } from 'n8n-workflow';

/**
 * The closed set of things that go wrong.
 * - badInput: a field holds what cannot be sent; nothing was sent
 * - readOnly: the credential forbids writes; nothing was sent
 * - refused: the service answered no, in its own words
 * - rateLimited / unavailable: the service asks to come back later
 * - unreachable: the service gave no answer, or a proxy answered in its place
 * - malformedAnswer: an answer came that is not what the service documents
 * - outcomeUnknown: a write was sent and nobody can say whether it took effect
 * - incomplete: a read did not bring everything
 * - unsuccessful: a job on the service ended without success, or n8n could not store what came
 * - timedOut / canceled: we stopped waiting
 * - unsupported: this n8n is too old; nothing was sent
 */
export type FaultKind =
	| 'badInput'
	| 'canceled'
	| 'incomplete'
	| 'malformedAnswer'
	| 'outcomeUnknown'
	| 'rateLimited'
	| 'readOnly'
	| 'refused'
	| 'timedOut'
	| 'unavailable'
	| 'unreachable'
	| 'unsuccessful'
	| 'unsupported';

export interface FaultFacts {
	/** The service's own words, what was seen, and what to do. Ids and names belong here, see docs/traps/n8n.md on censored messages. */
	description?: string;
	/** The service's own words, scrubbed. */
	words?: string;
	/** HTTP status, or the network's code (`ECONNRESET`). */
	httpCode?: string;
	retryAfterMs?: number;
	/** For a write: whether it may have taken effect. */
	effect?: 'none' | 'unknown';
	/** The fault says itself what was sent or done before it. */
	tellsOfChange?: boolean;
	/** Small facts for the error item, such as the id of a job that can be picked up. */
	facts?: IDataObject;
}

/** Everything our code throws. `message` is fixed text of ours; the loop turns a fault into n8n's error classes. */
export class Fault extends Error {
	readonly description?: string;

	readonly words?: string;

	readonly httpCode?: string;

	readonly retryAfterMs?: number;

	readonly effect: 'none' | 'unknown';

	readonly tellsOfChange: boolean;

	readonly facts?: IDataObject;

	constructor(
		readonly kind: FaultKind,
		message: string,
		details: FaultFacts = {},
	) {
		super(message);
		this.name = 'Fault';
		this.description = details.description;
		this.words = details.words;
		this.httpCode = details.httpCode;
		this.retryAfterMs = details.retryAfterMs;
		this.effect = details.effect ?? 'none';
		this.tellsOfChange = details.tellsOfChange ?? (kind === 'outcomeUnknown' || kind === 'unsuccessful');
		this.facts = details.facts;
	}
}

const kindsOfItems: ReadonlySet<FaultKind> = new Set(['badInput', 'refused']);

const tokenRefused = '401';

/** Whether what is wrong with one item may be right with the next. */
export const concernsItem = (thrown: unknown): boolean =>
	thrown instanceof Fault && kindsOfItems.has(thrown.kind) && thrown.httpCode !== tokenRefused;

/** What was thrown, as an error with its own stack: n8n's scanner lets nobody throw what a catch caught. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/**
 * What went wrong, without advice what to do next: that is another matter where something was sent or done before. What was
 * done before is said where the fault says it.
 */
export function reasonOf(thrown: unknown): string {
	const { message } = asError(thrown);
	if (!(thrown instanceof Fault)) return `${message}.`;
	const { words, httpCode, kind, description, tellsOfChange } = thrown;
	const saysWhatWasDone = tellsOfChange && kind !== 'outcomeUnknown';
	if (kind === 'badInput' || kind === 'refused' || saysWhatWasDone)
		return [`${message}.`, description ?? []].flat().join(' ');
	const code = httpCode ? ` (${httpCode})` : '';
	return `${message}${code}.${words ? ` The answer was: "${words}".` : ''}`;
}

/** The same fault with more to say, such as what was done before it; anything else that was thrown stays as it is. */
export function faultWith(thrown: unknown, more: (fault: Fault) => FaultFacts): Error {
	if (!(thrown instanceof Fault)) return asError(thrown);
	return new Fault(thrown.kind, thrown.message, { ...thrown, ...more(thrown) });
}
