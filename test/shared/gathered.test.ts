import { gathered } from '../../nodes/shared/gathered';

const ids = (count: number) => Array.from({ length: count }, (_none, at) => at + 1);

/** Finds even numbers, and notes what it was asked for. */
function finder() {
	const asked: number[][] = [];
	const find = gathered<object, number, string>(async (_run, keys) => {
		asked.push([...keys]);
		return await Promise.resolve(
			keys.map((key) => (key % 2 === 0 ? `found ${key}` : Promise.reject(new Error(`no ${key}`)))),
		);
	});
	return { asked, find };
}

describe('look-ups that are gathered', () => {
	it('go out as lists of 50, and each gets its own', async () => {
		const { asked, find } = finder();
		const run = {};
		const found = await Promise.allSettled(ids(120).map(async (id) => await find(run, id)));
		expect(asked.map((keys) => keys.length)).toEqual([50, 50, 20]);
		for (const [at, one] of found.entries()) {
			const id = at + 1;
			expect(one).toEqual(
				id % 2 === 0
					? { status: 'fulfilled', value: `found ${id}` }
					: { status: 'rejected', reason: new Error(`no ${id}`) },
			);
		}
	});

	it('ask once for what several need', async () => {
		const { asked, find } = finder();
		const run = {};
		expect(await Promise.all([find(run, 4), find(run, 2), find(run, 4)])).toEqual(['found 4', 'found 2', 'found 4']);
		expect(asked).toEqual([[4, 2]]);
	});

	it('ask anew later, and keep runs apart', async () => {
		const { asked, find } = finder();
		const run = {};
		await find(run, 2);
		await Promise.all([find(run, 2), find({}, 2)]);
		expect(asked).toEqual([[2], [2], [2]]);
	});

	it('fail together where the list fails', async () => {
		const find = gathered<object, number, string>(async () => await Promise.reject(new Error('not working')));
		const run = {};
		const found = await Promise.allSettled([find(run, 1), find(run, 2)]);
		expect(found.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	});

	it('fail where the list comes back without one', async () => {
		const find = gathered<object, number, string>(async () => await Promise.resolve(['only one']));
		const run = {};
		const found = await Promise.allSettled([find(run, 1), find(run, 2)]);
		expect(found.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
	});
});
