import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Failure, INode, JsonObject } from 'n8n-workflow';

import { Fault } from './fault';
import { rowOf } from './row';

function failureOf(fault: Fault): Failure | undefined {
	switch (fault.kind) {
		case 'rateLimited':
			return { cause: 'rate-limited', retryAfterMs: fault.retryAfterMs };
		case 'unavailable':
			return { cause: 'temporarily-unavailable', retryAfterMs: fault.retryAfterMs };
		case 'badInput':
		case 'canceled':
		case 'incomplete':
		case 'malformedAnswer':
		case 'outcomeUnknown':
		case 'readOnly':
		case 'refused':
		case 'timedOut':
		case 'unreachable':
		case 'unsuccessful':
		case 'unsupported':
			return undefined;
	}
}

const answeredByService = new Set(['refused', 'rateLimited', 'unavailable', 'unreachable', 'malformedAnswer']);

/** n8n polls a service that asks to slow down less often, and knows that by this code alone. */
const codeFor = ({ kind, httpCode }: Fault, itemIndex: number | undefined) =>
	kind === 'rateLimited' && itemIndex === undefined ? '429' : httpCode;

/**
 * The one place where a fault becomes an n8n error. Answers of the service become a NodeApiError that is built
 * fresh and carries no response, request or header: those hold the token (docs/traps/n8n.md).
 * The row stands in the message, and no item index in the error: from that the editor makes a second number, which begins
 * with 0. n8n's own errors keep n8n's.
 * @param itemIndex undefined where no item is at work: in the editor's lists, and while a trigger polls
 */
export function toNodeError(node: INode, thrown: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) {
		thrown.context.itemIndex ??= itemIndex;
		return thrown;
	}
	if (!(thrown instanceof Fault)) {
		const cause =
			thrown instanceof Error
				? thrown
				: new Error(typeof thrown === 'string' ? thrown : 'The step ended without saying why');
		return new NodeOperationError(node, cause, { itemIndex });
	}
	const message = itemIndex === undefined ? thrown.message : `${thrown.message} [row ${rowOf(itemIndex)}]`;
	const { description } = thrown;
	// n8n replaces the message where it knows the network's code; the code stands in the description and in the details.
	const httpCode = thrown.kind === 'unreachable' ? undefined : codeFor(thrown, itemIndex);
	const failure = failureOf(thrown);
	if (answeredByService.has(thrown.kind)) {
		const answer: JsonObject = { message };
		return new NodeApiError(node, answer, { message, description, httpCode, failure });
	}
	return new NodeOperationError(node, message, { description });
}
