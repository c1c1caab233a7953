import { queueOf, sideBySide } from '../../nodes/shared/queue';

const turns = async (count: number) => {
	for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

/** Work that notes how many are at it at the same time. */
function watched(lasting: (name: string) => number) {
	const begun: string[] = [];
	let underWay = 0;
	let most = 0;
	const work = async (name: string) => {
		begun.push(name);
		underWay += 1;
		most = Math.max(most, underWay);
		await turns(lasting(name));
		underWay -= 1;
		if (name.startsWith('bad')) throw new Error(name);
		return name.toUpperCase();
	};
	return { work, begun, most: () => most };
}

const names = (count: number) => Array.from({ length: count }, (_none, at) => `n${at}`);

describe('a queue', () => {
	it.each([1, 2, 4, 50])('lets %s at once work, and serves who came first', async (atOnce) => {
		const { work, begun, most } = watched((name) => (Number(name.slice(1)) * 7) % 5);
		const inQueue = queueOf(atOnce);
		const results = await Promise.all(names(20).map(async (name) => await inQueue(async () => await work(name))));
		expect(results).toEqual(names(20).map((name) => name.toUpperCase()));
		expect(begun).toEqual(names(20));
		expect(most()).toBe(Math.min(atOnce, 20));
	});

	it('goes on after a failure', async () => {
		const { work, most } = watched(() => 2);
		const inQueue = queueOf(1);
		const all = ['a', 'bad', 'b'].map(async (name) => await inQueue(async () => await work(name)));
		const settled = await Promise.allSettled(all);
		expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
		expect(most()).toBe(1);
	});

	it('gives no place twice to those who come while one is handed over', async () => {
		const { work, most } = watched(() => 3);
		const inQueue = queueOf(2);
		const later: Array<Promise<unknown>> = [];
		const first = names(6).map(async (name) => {
			await inQueue(async () => await work(name));
			later.push(inQueue(async () => await work(`l${name}`)));
		});
		await Promise.all(first);
		await Promise.all(later);
		expect(later).toHaveLength(6);
		expect(most()).toBe(2);
	});
});

describe('work done side by side', () => {
	it.each([1, 3, 100])('gives its results in the order of the list, %s at once', async (atOnce) => {
		const { work, begun, most } = watched((name) => 20 - Number(name.slice(1)));
		expect(await sideBySide(names(12), atOnce, work)).toEqual(names(12).map((name) => name.toUpperCase()));
		expect(begun).toEqual(names(12));
		expect(most()).toBe(Math.min(atOnce, 12));
	});

	it('is nothing for an empty list', async () => {
		expect(await sideBySide([], 4, async (name: string) => await Promise.resolve(name))).toEqual([]);
	});

	it('begins no other after a failure, and gives the first one', async () => {
		const { work, begun } = watched((name) => (name === 'bad' ? 1 : 6));
		await expect(sideBySide(['a', 'bad', 'b', 'bad2', 'c'], 2, work)).rejects.toThrow('bad');
		await turns(50);
		expect(begun).toEqual(['a', 'bad']);
	});
});
