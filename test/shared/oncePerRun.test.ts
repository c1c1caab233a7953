import { oncePerRun } from '../../nodes/shared/oncePerRun';
import { oncePerValue } from '../../nodes/shared/oncePerValue';

/** A look-up that fails as often as told, and then gives a number that counts up. */
function lookUp(failures = 0) {
	let calls = 0;
	return {
		calls: () => calls,
		fetch: async () => {
			calls++;
			if (calls <= failures) throw new Error(`try ${calls} failed`);
			return calls;
		},
	};
}

describe('a look-up for a run', () => {
	it('is made once, however many items ask at the same time or later', async () => {
		const { calls, fetch } = lookUp();
		const once = oncePerRun(fetch);
		const api = {};
		expect(await Promise.all([once(api), once(api), once(api)])).toEqual([1, 1, 1]);
		expect(await once(api)).toBe(1);
		expect(calls()).toBe(1);
	});

	it('is made anew for another run', async () => {
		const once = oncePerRun(lookUp().fetch);
		expect([await once({}), await once({})]).toEqual([1, 2]);
	});

	it('is made again after it failed, so that a later item is not told of an earlier trouble', async () => {
		const once = oncePerRun(lookUp(1).fetch);
		const api = {};
		await expect(once(api)).rejects.toThrow('try 1 failed');
		expect(await once(api)).toBe(2);
		expect(await once(api)).toBe(2);
	});
});

describe('a look-up of a value', () => {
	it('is made once for each value of a run', async () => {
		const asked: string[] = [];
		const once = oncePerValue(async (_api: object, value: string) => asked.push(value));
		const api = {};
		await Promise.all([once(api, 'a'), once(api, 'b'), once(api, 'a')]);
		await once({}, 'a');
		expect(asked).toEqual(['a', 'b', 'a']);
	});

	it('is made again after it failed, and only for that value', async () => {
		const { calls, fetch } = lookUp(1);
		const once = oncePerValue<object, string, number>(fetch);
		const api = {};
		await expect(once(api, 'a')).rejects.toThrow('try 1 failed');
		expect([await once(api, 'a'), await once(api, 'b'), await once(api, 'a')]).toEqual([2, 3, 2]);
		expect(calls()).toBe(3);
	});
});
