import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { Fault } from '../../nodes/shared/fault';
import type { FaultKind } from '../../nodes/shared/fault';
import { toNodeError } from '../../nodes/shared/nodeError';
import { deepKeys, deepTexts } from '../support/deepTexts';

const node: INode = { id: '1', name: 'Subject', type: 'subject', typeVersion: 1, position: [0, 0], parameters: {} };

const answered: FaultKind[] = ['refused', 'rateLimited', 'unavailable', 'malformedAnswer'];
const ours: FaultKind[] = [
	'badInput',
	'canceled',
	'incomplete',
	'outcomeUnknown',
	'readOnly',
	'timedOut',
	'unsuccessful',
	'unsupported',
];

describe('a fault as an error of n8n', () => {
	it.each(answered)('is a NodeApiError when the service had its part in it (%s)', (kind) => {
		const error = toNodeError(node, new Fault(kind, 'It is so', { description: 'Do that.', httpCode: '422' }), 3);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({ message: 'It is so [row 4]', description: 'Do that.', httpCode: '422' });
		expect(error.context.itemIndex).toBeUndefined();
	});

	it('keeps our message where no answer came, because n8n has words of its own for the codes of the network', () => {
		const error = toNodeError(
			node,
			new Fault('unreachable', 'The service did not answer in time', {
				description: 'Do that.',
				httpCode: 'ECONNABORTED',
			}),
			3,
		);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({ message: 'The service did not answer in time [row 4]', description: 'Do that.' });
	});

	it.each(ours)('is a NodeOperationError otherwise (%s)', (kind) => {
		const error = toNodeError(node, new Fault(kind, 'It is so', { description: 'Do that.' }), 3);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message: 'It is so [row 4]', description: 'Do that.' });
		expect(error.context.itemIndex).toBeUndefined();
	});

	it('tells n8n to come back later only where the service said so', () => {
		const failureOf = (kind: FaultKind) =>
			toNodeError(node, new Fault(kind, 'It is so', { retryAfterMs: 60_000 }), 0).failure;
		expect(failureOf('rateLimited')).toMatchObject({ cause: 'rate-limited', retryAfterMs: 60_000 });
		expect(failureOf('unavailable')).toMatchObject({ cause: 'temporarily-unavailable', retryAfterMs: 60_000 });
		expect([...answered, ...ours].filter((kind) => failureOf(kind))).toEqual(['rateLimited', 'unavailable']);
	});

	it('holds no request, response, header or body', () => {
		const error = toNodeError(node, new Fault('refused', 'It is so', { description: 'Do that.', words: 'no' }), 0);
		const names = deepKeys(error);
		for (const name of ['request', 'response', 'headers', 'config', 'options', 'body'])
			expect(names).not.toContain(name);
	});

	it('is built fresh: what the service sent stands in no property of it but message and description', () => {
		const error = toNodeError(
			node,
			new Fault('refused', 'It is so', { description: 'Do that.', words: 'SMILES c1ccccc1' }),
			0,
		);
		expect(deepTexts(error).filter((text) => text.includes('c1ccccc1'))).toEqual([]);
	});
});

/** As n8n's editor does where the step has several items (docs/traps/n8n.md). */
function inEditor({ message, context: { itemIndex } }: ReturnType<typeof toNodeError>): string {
	const suffix = itemIndex === undefined ? '' : `item ${String(itemIndex)}`;
	return message.includes(suffix) ? message : `${message} [${suffix}]`;
}

describe('the row of an item', () => {
	it.each(['badInput', 'refused'] as const)('is counted from 1, and the editor adds no other number (%s)', (kind) => {
		expect(inEditor(toNodeError(node, new Fault(kind, 'It is so'), 0))).toBe('It is so [row 1]');
		expect(inEditor(toNodeError(node, new Fault(kind, 'It is so'), 9))).toBe('It is so [row 10]');
	});

	it("is an item in n8n's own words, which begin with 0", () => {
		expect(inEditor(toNodeError(node, new NodeOperationError(node, 'Of n8n'), 2))).toBe('Of n8n [item 2]');
	});

	it('is not told where no item is at work', () => {
		expect(inEditor(toNodeError(node, new Fault('refused', 'It is so')))).toBe('It is so');
	});
});

describe('anything else that is thrown', () => {
	it('keeps the error of n8n as it is, and adds the item', () => {
		const own = new NodeOperationError(node, 'Of n8n');
		expect(toNodeError(node, own, 2)).toBe(own);
		expect(own.context.itemIndex).toBe(2);
	});

	it('becomes an error of n8n with its item', () => {
		const error = toNodeError(node, new TypeError('Something odd'), 1);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toContain('Something odd');
		expect(error.context.itemIndex).toBe(1);
	});

	it('becomes one even if it is no error at all', () => {
		expect(toNodeError(node, 'odd', 0).message).toContain('odd');
	});
});
