import { sleep } from 'n8n-workflow';

import { allOf } from '../../nodes/shared/allOf';
import { Fault } from '../../nodes/shared/fault';

const never = new Promise<string>(() => undefined);

const failing = async (thrown: Error, turns: number) => {
	for (let turn = 0; turn < turns; turn++) await sleep(0);
	throw thrown;
};

describe('look-ups that are under way together', () => {
	it('bring their results in the order of the list', async () => {
		const slow = sleep(0).then(() => 'slow');
		expect(await allOf([slow, Promise.resolve(2), undefined])).toEqual(['slow', 2, undefined]);
	});

	it('name the first mistake of the list, and not the one that was found first', async () => {
		const [first, second] = [new Fault('badInput', 'first'), new Fault('refused', 'second')];
		await expect(allOf([failing(first, 3), failing(second, 0)])).rejects.toBe(first);
	});

	it.each([
		['the service is not working', new Fault('unavailable', 'Not working')],
		['the service asks for peace', new Fault('rateLimited', 'Too many requests')],
		['the token is not accepted', new Fault('refused', 'Not accepted', { httpCode: '401' })],
		['something of ours is broken', new Error('Bug')],
	])('wait for no other where %s', async (_what, thrown) => {
		await expect(allOf([never, failing(thrown, 1)])).rejects.toBe(thrown);
	});
});
