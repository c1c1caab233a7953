import { z } from 'zod';

import { endpoint } from '../../../nodes/ChemInventory/contract/endpoint';
import { dataOf } from '../../../nodes/ChemInventory/service/envelope';
import { Fault } from '../../../nodes/shared/fault';
import { fakeChemToken } from '../../support/chemInventory';

const tellsKind = endpoint({
	path: '/test/kind',
	access: 'read',
	summary: 'Tell a kind, in documented words',
	body: z.object({}).strict(),
	data: z.object({ kind: z.enum(['container', 'location']), of: z.object({}).strict() }),
});

function faultOf(body: unknown): Fault {
	try {
		dataOf(tellsKind, { statusCode: 200, headers: {}, body }, [fakeChemToken, 'new-fake-password']);
	} catch (thrown) {
		if (thrown instanceof Fault) return thrown;
	}
	throw new Error('the answer was accepted');
}

describe('an answer of ChemInventory that does not fit its documentation', () => {
	it.each([
		['as a value', { kind: fakeChemToken, of: {} }],
		['as a key', { kind: 'container', of: { [fakeChemToken]: 1 } }],
		['with another secret', { kind: 'new-fake-password', of: { [`${fakeChemToken} 2`]: 1 } }],
	])('is told without the secrets that it repeats, %s', (_how, data) => {
		const { kind, message, description } = faultOf({ status: 'success', data });
		expect(kind).toBe('malformedAnswer');
		expect(description).toMatch(/What does not match: .*\*\*\*/);
		expect(`${message} ${description}`).not.toContain(fakeChemToken);
		expect(`${message} ${description}`).not.toContain('new-fake-password');
	});

	it('is told with the place that does not fit', () => {
		expect(faultOf({ status: 'success', data: { kind: 'shelf', of: {} } }).description).toContain(
			"What does not match: kind: Invalid enum value. Expected 'container' | 'location', received 'shelf'.",
		);
		expect(faultOf({ data: {} }).description).toContain('What does not match: there is no status.');
	});

	it('is no longer than a person reads', () => {
		const { description } = faultOf({ status: 'success', data: { kind: 'x'.repeat(5000), of: {} } });
		expect(description?.length).toBeLessThan(500);
	});
});
