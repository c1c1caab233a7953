import { sleep } from 'n8n-workflow';

import { breather, inPieces } from '../../nodes/shared/breather';
import { operationsOf, thing } from '../../nodes/shared/operation';
import { runOperation } from '../support/probe';
import type { ProbeApi } from '../support/probe';

/** Holds the thread, as work on many records does. */
function hold(milliseconds: number): void {
	for (const until = Date.now() + milliseconds; Date.now() < until;);
}

/** Counts how often others got their turn. */
function others() {
	let turns = 0;
	let ended = false;
	const count = async () => {
		while (!ended) {
			await sleep(0);
			turns += 1;
		}
	};
	const counting = count();
	return {
		turns: () => turns,
		end: async () => {
			ended = true;
			await counting;
		},
	};
}

describe('work on many records', () => {
	it('lets others have their turn between the pieces, whoever does them', async () => {
		const inTurn = breather();
		const watch = others();
		const results = await Promise.all(
			Array.from(
				{ length: 60 },
				async (_none, at) =>
					await inTurn(() => {
						hold(10);
						return at;
					}),
			),
		);
		expect(results).toEqual(Array.from({ length: 60 }, (_none, at) => at));
		expect(watch.turns()).toBeGreaterThanOrEqual(10);
		await watch.end();
	});

	it('lets others have their turn within one long list', async () => {
		const watch = others();
		const results = await inPieces(Array.from({ length: 60 }).keys(), (at) => {
			hold(10);
			return at * 2;
		});
		expect(results[59]).toBe(118);
		expect(results).toHaveLength(60);
		expect(watch.turns()).toBeGreaterThanOrEqual(10);
		await watch.end();
	});

	it('throws what a piece throws, and goes on with the next', async () => {
		const inTurn = breather();
		const bad = inTurn(() => {
			throw new Error('bad');
		});
		await expect(bad).rejects.toThrow('bad');
		await expect(inTurn(() => 'good')).resolves.toBe('good');
	});
});

describe('a write of many items', () => {
	it.each([
		['to look up what they name, which is known already', 10, 0],
		['to say what they depend on', 0, 10],
	])('lets others have their turn where it takes long %s', async (_what, looking, naming) => {
		let planned = 0;
		const watch = others();
		let turns = 0;
		const operation = operationsOf<ProbeApi>()({
			option: { name: 'Probe', value: 'probe', action: 'Probe something' },
			kind: 'write',
			form: {},
			async prepare() {
				if (planned === 0) turns = watch.turns();
				hold(looking);
				return { at: planned++ };
			},
			touches({ at }) {
				hold(naming);
				return [thing('record', at)];
			},
			async run(_call, { at }) {
				if (at === 0) turns = watch.turns() - turns;
				return { before: null };
			},
		});
		const inputs = Array.from({ length: 40 }, () => ({}));
		const { json } = await runOperation(operation, inputs);
		await watch.end();
		expect(json).toHaveLength(40);
		expect(turns).toBeGreaterThanOrEqual(8);
	});
});
