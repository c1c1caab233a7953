import { Fault } from '../../shared/fault';
import { provesNoEffect, retryAfterMs } from '../../shared/http/retry';
import { scrub } from '../../shared/http/scrub';
import type { ServiceAnswer } from '../../shared/http/send';
import type { Endpoint, Role } from '../contract/endpoint';

export const roleNames: Record<Role, string> = {
	2: 'group administrator',
	3: 'order handler',
	4: 'user',
	6: 'read-only',
};

/** The service's own words: text, a list of texts, or an object with a message. */
export function serviceWords(data: unknown): string {
	if (typeof data === 'string') return data.trim();
	if (Array.isArray(data))
		return data
			.map(serviceWords)
			.filter((text) => text !== '')
			.join('; ');
	if (typeof data !== 'object' || data === null) return '';
	const message = 'message' in data ? data.message : 'error' in data ? data.error : undefined;
	return typeof message === 'string' ? message : '';
}

function whoMay({ documentedAdminOnly, minRole }: Endpoint): string {
	if (documentedAdminOnly || minRole === 2) return 'This needs the API token of a group administrator.';
	if (minRole === 3) return 'This needs the API token of an order handler or a group administrator.';
	return minRole === 4 ? 'This needs the API token of a user, an order handler or a group administrator.' : '';
}

const messageByStatus: Record<number, string> = {
	401: 'ChemInventory did not accept the API token',
	403: "The API token's user is not allowed to do this in ChemInventory",
	404: 'ChemInventory has no such address',
	405: 'ChemInventory has no such address',
	429: 'ChemInventory received too many requests',
};

const fixByStatus: Record<number, string> = {
	401: 'Check the API token in the credential.',
	404: 'Check the Base URL in the credential: it ends in /api.',
	405: 'Check the Base URL in the credential: it ends in /api.',
	429: 'Wait a while, then run the workflow again, with fewer steps at the same time.',
};

function messageFor(statusCode: number): string {
	if (statusCode === 408) return 'ChemInventory took too long to answer';
	if (statusCode >= 500) return 'ChemInventory is not working at the moment';
	if (statusCode >= 300 && statusCode < 400)
		return 'ChemInventory redirected the request to another address, which was not followed';
	return messageByStatus[statusCode] ?? 'ChemInventory refused the request';
}

function fixFor(endpoint: Endpoint, statusCode: number): string {
	if (statusCode >= 500 || statusCode === 408)
		return 'Try again later. If this keeps happening, ask ChemInventory support.';
	if (statusCode >= 300 && statusCode < 400) {
		return 'Check the Base URL in the credential. The API token is never sent to another address.';
	}
	return `${fixByStatus[statusCode] ?? 'Check the values that it names, and the API token.'} ${whoMay(endpoint)}`.trim();
}

/** Whether a refused write may still have taken effect: a 5xx, a time-out, a redirect. */
function effectOf(endpoint: Endpoint, statusCode: number): 'none' | 'unknown' {
	const proven = statusCode < 300 || provesNoEffect({ statusCode });
	return endpoint.access === 'write' && !proven ? 'unknown' : 'none';
}

/** Turns the service's no into a fault. `status: "error"` comes with HTTP 200 or another code. */
export function refusal(endpoint: Endpoint, answer: ServiceAnswer, data: unknown, secrets: readonly string[]): Fault {
	const { statusCode, headers } = answer;
	const words = scrub(serviceWords(data), secrets);
	const retryAfter = headers['retry-after'];
	const kind = statusCode === 429 ? 'rateLimited' : statusCode >= 500 || statusCode === 408 ? 'unavailable' : 'refused';
	return new Fault(kind, messageFor(statusCode), {
		description: `${words === '' ? `HTTP status ${statusCode}.` : `ChemInventory says: "${words}"${/[.!?]$/.test(words) ? '' : '.'}`} ${fixFor(endpoint, statusCode)}`,
		words,
		httpCode: String(statusCode),
		effect: effectOf(endpoint, statusCode),
		retryAfterMs: typeof retryAfter === 'string' ? retryAfterMs(retryAfter, Date.now()) : undefined,
	});
}

/** An answer that is not what the vendor documents: a login page, broken JSON, a missing id. */
export function malformed(endpoint: Endpoint, answer: ServiceAnswer, secrets: readonly string[], where: string): Fault {
	const { body, statusCode } = answer;
	const start =
		typeof body === 'string' && body.trim() !== ''
			? `It starts: "${scrub(body, secrets).slice(0, 200)}".`
			: `What does not match: ${scrub(where, secrets)}.`;
	return new Fault('malformedAnswer', 'ChemInventory sent an answer that its documentation does not describe', {
		description: `${start} Check the Base URL in the credential; a proxy or a login page may have answered instead.`,
		httpCode: String(statusCode),
		effect: endpoint.access === 'write' ? 'unknown' : 'none',
	});
}
