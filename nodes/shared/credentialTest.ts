import type { ICredentialTestFunctions, IDataObject, INodeCredentialTestResult } from 'n8n-workflow';
import { z } from 'zod';

import { asError, Fault } from './fault';
import { clientRequest, proxyRefusal, readThrown } from './http/failure';
import type { Failure } from './http/failure';
import { noAnswer } from './http/noAnswer';
import { timeLimits } from './http/send';
import type { ServiceAnswer } from './http/send';
import { refuseOlderN8n } from './n8nVersion';

/** The one request of a credential's test, the token included: n8n's `authenticate` has no part in it. */
export interface TestRequest {
	method: 'GET' | 'POST';
	/** In full, and made of an address that was checked: the token goes there. */
	url: string;
	headers?: Record<string, string>;
	body?: IDataObject;
}

const httpAnswer = z.object({
	statusCode: z.number(),
	headers: z.record(z.unknown()),
	body: z.unknown(),
	request: clientRequest.optional().catch(undefined),
});

const told = (failure: Failure, url: string, service: string): Fault =>
	noAnswer(failure, { service, access: 'read', url });

function faultOf(thrown: unknown, url: string, service: string): Error {
	const outcome = readThrown(thrown, url);
	return 'failure' in outcome ? told(outcome.failure, url, service) : asError(thrown);
}

/**
 * Asks once, and follows no redirect, as the token would go along. The context of a credential's test has this one
 * request function and no other, so it is used although nodes have a newer one.
 * @throws Fault `unreachable`
 */
export async function askOnce(
	{ helpers }: ICredentialTestFunctions,
	service: string,
	{ url, ...request }: TestRequest,
): Promise<ServiceAnswer> {
	const answer: unknown = await helpers
		.request({
			...request,
			uri: url,
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			followAllRedirects: false,
			timeout: timeLimits.record,
		})
		.catch((thrown: unknown) => Promise.reject(faultOf(thrown, url, service)));
	const { statusCode, headers, body, request: sent } = httpAnswer.parse(answer);
	const refusal = proxyRefusal({ statusCode, headers, body }, url, sent);
	if (refusal) throw told(refusal, url, service);
	return { statusCode, headers, body };
}

/** n8n shows one text. */
function wordsOf(thrown: unknown, service: string): string {
	if (!(thrown instanceof Fault)) return 'The test could not be run. Check the address in the credential.';
	if (thrown.kind === 'rateLimited') {
		const words = thrown.words ? ` It says: "${thrown.words}".` : '';
		return `${service} received too many requests.${words} Wait a while, then test the credential again.`;
	}
	return thrown.description === undefined ? thrown.message : `${thrown.message}. ${thrown.description}`;
}

/**
 * The result of a credential's test as n8n wants it.
 * @param test gives the words of success; what it throws is told in words
 */
export async function verdict(service: string, test: () => Promise<string>): Promise<INodeCredentialTestResult> {
	try {
		refuseOlderN8n();
		return { status: 'OK', message: await test() };
	} catch (thrown) {
		return { status: 'Error', message: wordsOf(thrown, service) };
	}
}
