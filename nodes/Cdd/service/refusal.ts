import { Fault } from '../../shared/fault';
import type { FaultKind } from '../../shared/fault';
import { provesNoEffect, retryAfterMs } from '../../shared/http/retry';
import { scrub } from '../../shared/http/scrub';
import type { ServiceAnswer } from '../../shared/http/send';
import { describeIssues } from '../../shared/values/badInput';
import { readAsSent } from '../../shared/values/received';
import type { Endpoint, ReplyOf } from '../contract/endpoint';
import type { CddConnection } from './connection';

/** The vendor's page for its own errors, by support article 115005682123: most of all there were too many requests. */
export const slowDownStatus = 503;

/** How the credential says where CDD Vault is, and what of it no text may show. */
type Asked = Pick<CddConnection, 'base' | 'secrets'>;

const isPage = (body: unknown): boolean => typeof body === 'string' && /^\s*</.test(body);

/** `It is called "Sign in".` */
function titleOf(page: unknown, secrets: readonly string[]): string {
	const title = /<title[^>]*>([^<]*)</i.exec(String(page))?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
	return title === '' ? '' : ` It is called "${scrub(title, secrets)}".`;
}

const apiPath = '/api/v1';

/** Whether the address ends as the vendor's do. */
export const isApi = ({ base }: Asked): boolean => base.endsWith(apiPath);

/** What may be wrong with the address in the credential, in as far as it shows. */
export function aboutAddress(asked: Asked): string {
	return isApi(asked)
		? 'Check the server in the credential.'
		: `Correct the URL in the credential: it is ${scrub(asked.base, asked.secrets)}, and the address of the API ends in ${apiPath}.`;
}

/** The vendor's own words: `error`, else `message`, else the text of a body that is neither JSON nor a page. */
export function vendorWords(body: unknown): string {
	if (isPage(body)) return '';
	if (typeof body === 'string') return body.trim();
	if (typeof body !== 'object' || body === null) return '';
	const words = 'error' in body && body.error ? body.error : 'message' in body ? body.message : '';
	return typeof words === 'string' ? words : words === undefined ? '' : JSON.stringify(words);
}

/** A body with `error` is a refusal whatever its status: one known server answers an unknown id so, with 200. */
export function isRefusal({ statusCode, body }: ServiceAnswer): boolean {
	const hasError = typeof body === 'object' && body !== null && 'error' in body && Boolean(body.error);
	return statusCode >= 300 || hasError;
}

interface Advice {
	message: string;
	fix: string;
}

const tokenRefused: Advice = {
	message: 'CDD Vault did not accept the API token',
	fix: 'Check the API token and the server (US or EU) in the credential: a token for one region does not work in the other.',
};
const tokenReadsOnly: Advice = {
	message: 'The API token may only read, so CDD Vault changed nothing',
	fix: 'Create an API token with read and write access in CDD Vault, and put it into the credential.',
};
const slowDown: Advice = {
	message: 'CDD Vault received too many requests',
	fix: 'Wait a while, then run the workflow again, with fewer items or fewer steps at the same time.',
};
const adviceByStatus: Record<number, Advice> = {
	400: {
		message: 'CDD Vault did not understand the request',
		fix: 'Compare the values of the fields with what the vault expects.',
	},
	401: tokenRefused,
	403: {
		message: 'The user of the API token is not allowed to do this',
		fix: 'Ask the vault administrator for access to the vault, the project and this kind of record.',
	},
	404: {
		message: 'CDD Vault did not find the record',
		fix: 'Check the IDs, and that the user of the API token can see the vault and its projects. One unknown ID in a list makes the whole call fail.',
	},
	408: {
		message: 'CDD Vault took too long to answer',
		fix: 'Try again later. If this keeps happening, ask CDD Vault support.',
	},
	422: { message: 'CDD Vault refused the data', fix: 'Correct the values that it names, then run this step again.' },
	429: slowDown,
	[slowDownStatus]: slowDown,
};
const serverTrouble: Advice = {
	message: 'CDD Vault is not working at the moment',
	fix: 'Try again later. If this keeps happening, ask CDD Vault support.',
};
const redirected: Advice = {
	message: 'CDD Vault redirected the request to another address, which was not followed',
	fix: 'The API token is never sent to another address.',
};
export const noSuchAddress = 'The API of CDD Vault is not at this address';
const refusedUnder200: Advice = {
	message: 'CDD Vault refused the request',
	fix: 'Check the IDs and values that it names.',
};

/** Any web server answers 404 to what it does not know; the API does so in words. */
export const isOfAnotherServer = ({ statusCode, body }: ServiceAnswer): boolean => statusCode === 404 && isPage(body);

/** Where the address looks wrong, that is the likelier reason for these. */
const doubtful = new Set([401, 403, 404]);

function adviceFor(answer: ServiceAnswer, words: string, asked: Asked): Advice {
	const { statusCode } = answer;
	if (statusCode === 401 && /insufficient access/i.test(words)) return tokenReadsOnly;
	if (statusCode < 300) return refusedUnder200;
	if (statusCode < 400) return { ...redirected, fix: `${aboutAddress(asked)} ${redirected.fix}` };
	if (isOfAnotherServer(answer)) return { message: noSuchAddress, fix: aboutAddress(asked) };
	const advice = adviceByStatus[statusCode] ?? (statusCode >= 500 ? serverTrouble : refusedUnder200);
	return doubtful.has(statusCode) && !isApi(asked)
		? { ...advice, fix: `${aboutAddress(asked)} ${advice.fix}` }
		: advice;
}

const isSlowDown = (statusCode: number) => statusCode === 429 || statusCode === slowDownStatus;

function kindOf(statusCode: number): FaultKind {
	if (isSlowDown(statusCode)) return 'rateLimited';
	return statusCode >= 500 || statusCode === 408 ? 'unavailable' : 'refused';
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
export function refusal(endpoint: Endpoint, answer: ServiceAnswer, asked: Asked): Fault {
	const { statusCode, body, headers } = answer;
	const { secrets } = asked;
	const words = scrub(vendorWords(body), secrets);
	const { message, fix } = adviceFor(answer, words, asked);
	const webUrl = webUrlOf(body, secrets);
	const retryAfter = headers['retry-after'];
	return new Fault(kindOf(statusCode), message, {
		description: `${words === '' ? `HTTP status ${statusCode}.` : `CDD Vault says: "${words}" (HTTP status ${statusCode}).`} ${fix}${webUrl === undefined ? '' : ` Open ${webUrl}`}`,
		words,
		httpCode: String(statusCode),
		effect: effectOf(endpoint, statusCode),
		retryAfterMs: typeof retryAfter === 'string' ? retryAfterMs(retryAfter, Date.now()) : undefined,
		facts: webUrl === undefined ? undefined : { webUrl },
	});
}

/** An answer that is not what the vendor documents: a login page, broken JSON, a missing id. */
function malformed(endpoint: Endpoint, answer: ServiceAnswer, asked: Asked, where: string): Fault {
	const { body, statusCode } = answer;
	const facts = { httpCode: String(statusCode), effect: endpoint.access === 'write' ? 'unknown' : 'none' } as const;
	if (isPage(body)) {
		return new Fault('malformedAnswer', 'A web page came back instead of data from CDD Vault', {
			description: `It may be a login page, or the page of a proxy or firewall.${titleOf(body, asked.secrets)} ${aboutAddress(asked)} If it is right, ask your IT department what is between the n8n server and CDD Vault.`,
			...facts,
		});
	}
	const start =
		typeof body === 'string'
			? body.trim() === ''
				? 'The answer is empty.'
				: `It starts: "${scrub(body, asked.secrets).slice(0, 200)}".`
			: `What does not match: ${scrub(where, asked.secrets)}.`;
	return new Fault('malformedAnswer', 'CDD Vault sent an answer that its documentation does not describe', {
		description: `${start} ${aboutAddress(asked)} Another program may have answered in its place.`,
		...facts,
	});
}

/**
 * What an answer says, checked against the contract; unknown keys are kept.
 * @throws Fault `refused`, `rateLimited`, `unavailable`, `malformedAnswer`
 */
export function replyOf<E extends Endpoint>(endpoint: E, answer: ServiceAnswer, asked: Asked): ReplyOf<E> {
	if (isRefusal(answer)) throw refusal(endpoint, answer, asked);
	const parsed = readAsSent(endpoint.reply, answer.body);
	if (!parsed.success) throw malformed(endpoint, answer, asked, describeIssues(parsed.error));
	return parsed.data;
}
