import { inCallsTurn } from '../../nodes/shared/inCallsTurn';

const node = (context: object, type = 'labTool') => ({
	getContext: () => context as ReturnType<Parameters<typeof inCallsTurn>[0]['getContext']>,
	getNode: () => ({ type }) as ReturnType<Parameters<typeof inCallsTurn>[0]['getNode']>,
	isToolExecution: () => false,
});

/** Work that notes when it begins and ends. */
const noting = (seen: string[], name: string) => async () => {
	seen.push(`+${name}`);
	await Promise.resolve();
	seen.push(`-${name}`);
};

describe('writes of an agent that calls a tool twice at once', () => {
	it('go one after the other', async () => {
		const seen: string[] = [];
		const context = {};
		await Promise.all(['a', 'b'].map((name) => inCallsTurn(node(context), noting(seen, name))));
		expect(seen).toEqual(['+a', '-a', '+b', '-b']);
	});

	it('go on after one that failed', async () => {
		const seen: string[] = [];
		const context = {};
		const failing = inCallsTurn(node(context), async () => await Promise.reject(new Error('no')));
		const next = inCallsTurn(node(context), noting(seen, 'b'));
		await expect(failing).rejects.toThrow('no');
		await next;
		expect(seen).toEqual(['+b', '-b']);
	});

	it('do not wait for another tool, nor do people', async () => {
		const seen: string[] = [];
		const context = {};
		await Promise.all([
			inCallsTurn(node(context), noting(seen, 'a')),
			inCallsTurn(node({}), noting(seen, 'b')),
			inCallsTurn(node(context, 'lab'), noting(seen, 'c')),
		]);
		expect(seen.indexOf('+c')).toBeLessThan(seen.indexOf('-a'));
		expect(seen.indexOf('+b')).toBeLessThanOrEqual(seen.indexOf('-a') + 1);
	});
});
