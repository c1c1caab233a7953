import { Plans } from '../../nodes/shared/plans';

const items = [0, 1, 2, 3].map((itemIndex) => ({ itemIndex }));
const node = (continues: boolean, signal?: AbortSignal) => ({
	continueOnFail: () => continues,
	getExecutionCancelSignal: () => signal,
});

/** Plans for four items; the second is refused when it is made, the third when it is checked. */
async function refusing(continues: boolean, refused: readonly number[] = [1, 2]) {
	const plans = new Plans<string>(node(continues));
	await plans.make(items, async ({ itemIndex }) => {
		if (itemIndex === 1 && refused.includes(1)) throw new Error('not made');
		return `plan ${itemIndex}`;
	});
	await plans.check(async (itemIndex) => {
		if (itemIndex === 2 && refused.includes(2)) throw new Error('not checked');
	});
	return plans;
}

describe('the plans of an operation on all items', () => {
	it('are carried out for none where one is refused and the node does not continue', async () => {
		const done: number[] = [];
		const results = await (await refusing(false)).carryOut(async (itemIndex) => done.push(itemIndex));
		expect(done).toEqual([]);
		expect([...results.keys()].sort()).toEqual([1, 2]);
	});

	it('are carried out for the others where it continues, one after the other', async () => {
		const said: string[] = [];
		const results = await (
			await refusing(true)
		).carryOut(async (itemIndex, plan) => {
			said.push(`begins ${plan}`);
			await Promise.resolve();
			said.push(`ends ${plan}`);
			return itemIndex;
		});
		expect(said).toEqual(['begins plan 0', 'ends plan 0', 'begins plan 3', 'ends plan 3']);
		expect([0, 1, 2, 3].map((item) => results.get(item))).toEqual([0, expect.any(Error), expect.any(Error), 3]);
	});

	it.each([
		[true, [0, 1, 2, 3]],
		[false, [0, 1]],
	])('go on after an item that fails only where the node continues: %s', async (continues, tried) => {
		const seen: number[] = [];
		await (
			await refusing(continues, [])
		).carryOut(async (itemIndex) => {
			seen.push(itemIndex);
			if (itemIndex === 1) throw new Error('failed');
		});
		expect(seen).toEqual(tried);
	});

	it('are carried out no further once the execution is cancelled', async () => {
		const stop = new AbortController();
		const plans = new Plans<number>(node(true, stop.signal));
		await plans.make(items, async ({ itemIndex }) => itemIndex);
		const seen: number[] = [];
		const results = await plans.carryOut(async (itemIndex) => {
			seen.push(itemIndex);
			stop.abort();
		});
		expect(seen).toEqual([0]);
		expect(results.get(3)).toMatchObject({ kind: 'canceled' });
	});
});
