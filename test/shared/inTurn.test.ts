import { inTurn } from '../../nodes/shared/inTurn';

/** Jobs that note when they begin and end; each goes on for so many turns. */
function jobs(seen: string[], ...all: Array<[name: string, things: string[] | undefined, turns?: number]>) {
	return all.map(([name, things, turns = 3]) => ({
		things,
		work: async () => {
			seen.push(`+${name}`);
			for (let turn = 0; turn < turns; turn++) await Promise.resolve();
			seen.push(`-${name}`);
			return name;
		},
	}));
}

describe('jobs', () => {
	it('give their results in their order, whichever ends first', async () => {
		const seen: string[] = [];
		expect(await inTurn(jobs(seen, ['slow', [], 50], ['quick', [], 1]), 4)).toEqual(['slow', 'quick']);
		expect(seen).toEqual(['+slow', '+quick', '-quick', '-slow']);
	});

	it('with a common thing go one after the other, in their order', async () => {
		const seen: string[] = [];
		await inTurn(jobs(seen, ['a', ['x', 'y'], 9], ['b', ['y'], 1], ['c', ['x'], 1], ['d', ['z'], 1]), 4);
		expect(seen.slice(0, 4)).toEqual(['+a', '+d', '-d', '-a']);
		expect(seen.indexOf('+b')).toBeGreaterThan(seen.indexOf('-a'));
		expect(seen.indexOf('+c')).toBeGreaterThan(seen.indexOf('-a'));
	});

	it('that share everything go alone', async () => {
		const seen: string[] = [];
		await inTurn(jobs(seen, ['a', ['x'], 9], ['all', undefined, 2], ['b', ['y'], 2], ['c', ['z'], 2]), 4);
		expect(seen.slice(0, 4)).toEqual(['+a', '-a', '+all', '-all']);
		expect(seen.slice(4, 6)).toEqual(['+b', '+c']);
	});

	it('that share everything go one after the other, too', async () => {
		const seen: string[] = [];
		await inTurn(jobs(seen, ['a', ['x'], 9], ['all', undefined, 5], ['all again', undefined, 1], ['b', ['x'], 1]), 4);
		expect(seen).toEqual(['+a', '-a', '+all', '-all', '+all again', '-all again', '+b', '-b']);
	});

	it('are no more at once than allowed, and those that wait keep nobody from working', async () => {
		const seen: string[] = [];
		await inTurn(jobs(seen, ['a', ['x'], 9], ['b', ['x'], 9], ['c', ['x'], 9], ['d', ['y'], 2], ['e', ['z'], 2]), 2);
		expect(seen.slice(0, 3)).toEqual(['+a', '+d', '-d']);
		let now = 0;
		for (const step of seen) {
			now += step.startsWith('+') ? 1 : -1;
			expect(now).toBeLessThanOrEqual(2);
		}
	});

	it('that are under way are waited for when one fails', async () => {
		const seen: string[] = [];
		const failing = { things: ['x'], work: async () => await Promise.reject(new Error('no')) };
		await expect(inTurn([failing, ...jobs(seen, ['b', ['y'], 20], ['c', ['x'], 1])], 4)).rejects.toThrow('no');
		expect(seen).toContain('-b');
		expect(seen).toContain('-c');
	});
});
