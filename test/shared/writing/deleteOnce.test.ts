import { Fault } from '../../../nodes/shared/fault';
import { deleteOnce } from '../../../nodes/shared/writing/deleteOnce';
import { callInside, insideNode } from '../../support/probe';
import { forgetWaits } from '../../support/waits';

beforeEach(forgetWaits);

describe('a deletion', () => {
	const notFound = new Fault('refused', 'Not found', { httpCode: '404' });
	const deletion = (changes: { send?: () => Promise<string>; read?: () => Promise<object> }) =>
		insideNode(
			async (functions) =>
				await deleteOnce(callInside(functions), {
					step: 'delete',
					values: 1,
					whereToLook: 'Look for record 1.',
					send: async () => 'destroyed',
					read: async () => ({ id: 1 }),
					...changes,
				}),
		);
	/** A record that can be read before the deletion, and not after it. */
	const thereOnce = (fault: Fault) => {
		let reads = 0;
		return async () => (++reads === 1 ? { id: 1 } : await Promise.reject(fault));
	};
	const lost = async (): Promise<string> => {
		throw new Fault('unreachable', 'The service could not be reached', {
			description: 'It gave no answer.',
			httpCode: 'ECONNRESET',
			effect: 'unknown',
		});
	};

	it('gives the words of the service, and the record as it was', async () => {
		expect((await deletion({})).value).toEqual({ deleted: true, message: 'destroyed', before: { id: 1 } });
	});

	it('of a record that is not there sends nothing', async () => {
		let sent = 0;
		const { fault } = await deletion({
			send: async () => `sent ${++sent}`,
			read: async () => await Promise.reject(notFound),
		});
		expect([fault?.message, sent]).toEqual(['Not found', 0]);
	});

	it('whose answer was lost succeeds when the record is gone', async () => {
		const { value } = await deletion({ send: lost, read: thereOnce(notFound) });
		expect(value).toEqual({
			deleted: true,
			message: 'The answer was lost; the record is no longer there.',
			before: { id: 1 },
		});
	});

	it('whose answer was lost is unknown while the record is there', async () => {
		const { fault } = await deletion({ send: lost });
		expect(fault?.kind).toBe('outcomeUnknown');
		expect(fault?.description).toContain('The record is still there. Look for record 1.');
	});

	it('whose answer was lost is unknown when the record cannot be read for another reason', async () => {
		const { fault } = await deletion({
			send: lost,
			read: thereOnce(new Fault('unavailable', 'Not working', { httpCode: '503' })),
		});
		expect(fault?.kind).toBe('outcomeUnknown');
		expect(fault?.description).toContain('Not working');
	});
});
