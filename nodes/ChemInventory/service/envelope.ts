import type { ServiceAnswer } from '../../shared/http/send';
import { describeIssues } from '../../shared/values/badInput';
import { readAsSent } from '../../shared/values/received';
import type { DataOf, Endpoint } from '../contract/endpoint';
import { malformed, refusal } from './refusal';

/** The doc calls the reply "a JSON-formatted string", and one client decodes a doubly encoded one. */
function decodeTwice(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}

/**
 * Takes the envelope `{status, data}` off a reply.
 * @returns what `data` holds, checked against the contract; unknown keys are kept
 * @throws Fault for a refusal (also under HTTP 200) and for what is not in the documentation
 */
export function dataOf<E extends Endpoint>(endpoint: E, answer: ServiceAnswer, secrets: readonly string[]): DataOf<E> {
	const body = decodeTwice(answer.body);
	const isEnvelope = typeof body === 'object' && body !== null && 'status' in body;
	const data = isEnvelope && 'data' in body ? body.data : undefined;
	if (answer.statusCode < 200 || answer.statusCode >= 300)
		throw refusal(endpoint, answer, isEnvelope ? data : body, secrets);
	if (!isEnvelope) throw malformed(endpoint, answer, secrets, 'there is no status');
	if (body.status !== 'success') throw refusal(endpoint, answer, data, secrets);
	const parsed = readAsSent(endpoint.data, data);
	if (!parsed.success) throw malformed(endpoint, answer, secrets, describeIssues(parsed.error));
	return parsed.data;
}
