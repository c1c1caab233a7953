import { Fault } from '../../shared/fault';
import { provesNoEffect, retryAfterMs } from '../../shared/http/retry';
import { scrub } from '../../shared/http/scrub';
import type { ServiceAnswer } from '../../shared/http/send';
import { describeIssues } from '../../shared/values/badInput';
import type { Endpoint, ReplyOf } from '../contract/endpoint';

/** The vendor's own words: `error`, else `message`, else the text of a body that is not JSON. */
export function vendorWords(body: unknown): string {
	if (typeof body === 'string') return body.trim();
	if (typeof body !== 'object' || body === null) return '';
	const words = 'error' in body && body.error ? body.error : 'message' in body ? body.message : '';
	return typeof words === 'string' ? words : words === undefined ? '' : JSON.stringify(words);
}

/** A body with `error` is a refusal whatever its status: one known server answers an unknown id so, with 200. */
function isRefusal({ statusCode, body }: ServiceAnswer): boolean {
	const hasError = typeof body === 'object' && body !== null && 'error' in body && Boolean(body.error);
	return statusCode >= 300 || hasError;
}

interface Advice {
	message: string;
	fix: string;
}

const tokenRefused: Advice = {
	message: 'CDD Vault did not accept the API token',
	fix: 'Check the API token and the server (US or EU) in the credential: a token of one region is unknown in the other.',
};
const tokenReadsOnly: Advice = {
	message: 'The API token may only read, so CDD Vault changed nothing',
	fix: 'Create an API token with read and write access in CDD Vault, and put it into the credential.',
};
const adviceByStatus: Record<number, Advice> = {
	400: {
		message: 'CDD Vault did not understand the request',
		fix: 'Compare the values of the fields with what the vault expects.',
	},
	401: tokenRefused,
	403: {
		message: 'The user of the API token may not do this',
		fix: 'Ask the vault administrator for access to the vault, the project and this kind of record.',
	},
	404: {
		message: 'CDD Vault did not find what was asked for',
		fix: 'Check the IDs, and that the user of the API token can see the vault and its projects. One unknown ID in a list makes the whole call fail.',
	},
	408: {
		message: 'CDD Vault took too long to answer',
		fix: 'Try again later. If it stays so, ask CDD Vault support.',
	},
	422: { message: 'CDD Vault refused the data', fix: 'Correct the values that it names, then run this step again.' },
	429: {
		message: 'CDD Vault asks to slow down',
		fix: 'Wait a while, then run the workflow again, with fewer steps at the same time.',
	},
};
const serverTrouble: Advice = {
	message: 'CDD Vault is not working at the moment',
	fix: 'Try again later. If it stays so, ask CDD Vault support.',
};
const redirected: Advice = {
	message: 'CDD Vault sent the request to another address, which was not followed',
	fix: 'Check the server in the credential. The API token is never sent to another address.',
};
const refusedUnder200: Advice = {
	message: 'CDD Vault refused the request',
	fix: 'Check the IDs and values that it names.',
};

function adviceFor(statusCode: number, words: string): Advice {
	if (statusCode === 401 && /insufficient access/i.test(words)) return tokenReadsOnly;
	if (statusCode < 300) return refusedUnder200;
	if (statusCode < 400) return redirected;
	return adviceByStatus[statusCode] ?? (statusCode >= 500 ? serverTrouble : refusedUnder200);
}

function webUrlOf(body: unknown, secrets: readonly string[]): string | undefined {
	return typeof body === 'object' && body !== null && 'web_url' in body && typeof body.web_url === 'string'
		? scrub(body.web_url, secrets)
		: undefined;
}

/** Whether a refused write may still have taken effect: a 5xx, a time-out, a redirect. */
function effectOf(endpoint: Endpoint, statusCode: number): 'none' | 'unknown' {
	const proven = statusCode < 300 || provesNoEffect({ statusCode });
	return endpoint.access === 'write' && !proven ? 'unknown' : 'none';
}

/** Turns the vendor's no into a fault, with the vendor's words and what to do. */
export function refusal(endpoint: Endpoint, answer: ServiceAnswer, secrets: readonly string[]): Fault {
	const { statusCode, body, headers } = answer;
	const words = scrub(vendorWords(body), secrets);
	const { message, fix } = adviceFor(statusCode, words);
	const webUrl = webUrlOf(body, secrets);
	const retryAfter = headers['retry-after'];
	const kind = statusCode === 429 ? 'rateLimited' : statusCode >= 500 || statusCode === 408 ? 'unavailable' : 'refused';
	return new Fault(kind, message, {
		description: `${words === '' ? `HTTP status ${statusCode}.` : `CDD Vault says: "${words}" (HTTP status ${statusCode}).`} ${fix}${webUrl === undefined ? '' : ` Open ${webUrl}`}`,
		words,
		httpCode: String(statusCode),
		effect: effectOf(endpoint, statusCode),
		retryAfterMs: typeof retryAfter === 'string' ? retryAfterMs(retryAfter, Date.now()) : undefined,
		facts: webUrl === undefined ? undefined : { webUrl },
	});
}

/** An answer that is not what the vendor documents: a login page, broken JSON, a missing id. */
export function malformed(
	endpoint: Endpoint,
	answer: ServiceAnswer,
	secrets: readonly string[],
	where?: string,
): Fault {
	const start =
		typeof answer.body === 'string'
			? answer.body.trim() === ''
				? 'The answer is empty.'
				: `It starts: "${scrub(answer.body, secrets).slice(0, 200)}".`
			: `What does not fit: ${scrub(where ?? 'the whole answer', secrets)}.`;
	return new Fault('malformedAnswer', 'CDD Vault answered with something that is not in its documentation', {
		description: `${start} Check the server in the credential; a proxy or a login page may stand between.`,
		httpCode: String(answer.statusCode),
		effect: endpoint.access === 'write' ? 'unknown' : 'none',
	});
}

/**
 * What an answer says, checked against the contract; unknown keys are kept.
 * @throws Fault `refused`, `rateLimited`, `unavailable`, `malformedAnswer`
 */
export function replyOf<E extends Endpoint>(
	endpoint: E,
	answer: ServiceAnswer,
	secrets: readonly string[],
): ReplyOf<E> {
	if (isRefusal(answer)) throw refusal(endpoint, answer, secrets);
	const parsed = endpoint.reply.safeParse(answer.body);
	if (!parsed.success) throw malformed(endpoint, answer, secrets, describeIssues(parsed.error));
	return parsed.data;
}
