import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { WriteLedger } from '../../../nodes/shared/writing/ledger';
import type { WriteName } from '../../../nodes/shared/writing/ledger';

interface Node {
	context: IDataObject;
	parameters?: IDataObject;
	runIndex?: number;
	agent?: boolean;
	operation?: string;
	address?: string;
}

/** The ledger of one try. What lies in the context is what n8n keeps between two tries. */
function ledgerOf({
	context,
	parameters = { note: '={{ $now }}' },
	runIndex = 0,
	agent,
	operation = 'sample:update',
	address = 'vault 1',
}: Node) {
	const functions = {
		getContext: () => context,
		getNode: () => ({ type: agent ? 'labTool' : 'lab', parameters }),
		getWorkflowDataProxy: () => ({ $runIndex: runIndex }),
		isToolExecution: () => false,
	};
	const ledger = new WriteLedger(functions as unknown as IExecuteFunctions, operation);
	ledger.connectTo(address);
	return ledger;
}

const debit = (changes: Partial<WriteName> = {}): WriteName => ({
	itemIndex: 0,
	step: 'debit',
	values: { debit: 1 },
	...changes,
});

/** A first try that sent the write, and perhaps got its answer. */
function sent(node: Node, { done = true, name = debit() }: { done?: boolean; name?: WriteName } = {}): void {
	const ledger = ledgerOf(node);
	ledger.markSent(name, [name], 'Look at sample 1.', { amount: 100 });
	if (done) ledger.markDone(name, [name], { amount: 99 });
}

const mended = { note: 'fixed' };

describe('the name of a write', () => {
	const other = debit({ values: { debit: 2 } });
	it.each([
		['parameters and values are as they were', {}, debit(), true],
		['an expression gave other values', {}, other, true],
		['another field was mended, and what is sent is the same', { parameters: mended }, debit(), true],
		['parameters and values are others', { parameters: mended }, other, false],
	])('is the same or not, where %s', (_what, changes, name, same) => {
		const context = {};
		sent({ context });
		expect(ledgerOf({ context, ...changes }).find(name)).toMatchObject({
			same,
			entry: { state: 'done', before: { amount: 100 } },
		});
	});

	it.each<[string, Partial<Node>, Partial<WriteName>]>([
		['another run of the node', { runIndex: 1 }, {}],
		['another operation', { operation: 'sample:delete' }, {}],
		['another vault', { address: 'vault 2' }, {}],
		['another item', {}, { itemIndex: 1 }],
		['another step', {}, { step: 'credit' }],
	])('is another one for %s', (_what, changes, name) => {
		const context = {};
		sent({ context });
		expect(ledgerOf({ context, ...changes }).find(debit(name))).toBeUndefined();
	});

	it('outlives the database, which keeps JSON', () => {
		const context = {};
		sent({ context });
		const kept = JSON.parse(JSON.stringify(context)) as IDataObject;
		expect(ledgerOf({ context: kept }).find(debit())).toMatchObject({ same: true, entry: { answer: { amount: 99 } } });
	});

	it('must not stand for two writes of one item', () => {
		const ledger = ledgerOf({ context: {} });
		ledger.markSent(debit(), [debit()], '');
		expect(() => ledger.find(debit({ values: 'other' }))).toThrow("called 'debit'");
		expect(() => ledger.markSent(debit({ values: 'other' }), [debit({ values: 'other' })], '')).toThrow(
			"called 'debit'",
		);
	});
});

describe('a write that changed nothing after all', () => {
	it('is forgotten', () => {
		const context = {};
		sent({ context }, { done: false });
		ledgerOf({ context }).forget(debit(), [debit()]);
		expect(ledgerOf({ context }).begun(0)).toBe(false);
	});

	it('leaves the change that was made before it, under the same name', () => {
		const context = {};
		sent({ context });
		const corrected = debit({ values: { debit: 2 } });
		const ledger = ledgerOf({ context, parameters: mended });
		ledger.markSent(corrected, [corrected], '');
		ledger.forget(corrected, [corrected]);
		expect(ledgerOf({ context }).find(debit())).toMatchObject({ same: true, entry: { state: 'done' } });
	});
});

describe('what was as it should be', () => {
	it('is no change, and yet known', () => {
		const context = {};
		const ledger = ledgerOf({ context });
		ledger.markSent(debit(), [debit()], '');
		ledger.markDone(debit(), [debit()], {}, true);
		expect([ledger.known(0), ledger.begun(0)]).toEqual([[], true]);
		expect(ledgerOf({ context }).find(debit())).toMatchObject({ same: true, entry: { state: 'done' } });
	});

	it('does not hide a change that was made before it', () => {
		const context = {};
		sent({ context });
		const corrected = debit({ values: { debit: 2 } });
		const ledger = ledgerOf({ context, parameters: mended });
		ledger.markSent(corrected, [corrected], '');
		ledger.markDone(corrected, [corrected], {}, true);
		expect(ledger.known(0)).toHaveLength(1);
	});
});

describe('a call for several items', () => {
	const shares = [0, 2].map((itemIndex) => ({ itemIndex, values: `bottle ${itemIndex}` }));
	const name = { step: 'add', itemIndex: 0, values: 'bottle 0' };

	it('is noted under each', () => {
		const context = {};
		const ledger = ledgerOf({ context });
		ledger.markSent(name, shares, 'Look at the shelf.');
		ledger.markDone(name, shares, { ids: [7, 8] });
		const next = ledgerOf({ context });
		expect(next.find({ ...name, itemIndex: 2, values: 'bottle 2' })?.entry).toMatchObject({
			state: 'done',
			items: [0, 2],
		});
		expect([0, 1, 2].map((itemIndex) => next.begun(itemIndex))).toEqual([true, false, true]);
	});
});

describe('what is filled in', () => {
	const fill = (ledger: WriteLedger, secrets: string[] = []) => {
		const held = ledger.answersOf(0, secrets);
		Object.assign(held, { note: '10:00', password: 'not-a-real-one', ...held });
		return held;
	};

	it('counts again in the next try once something was sent', () => {
		const context = {};
		const ledger = ledgerOf({ context });
		fill(ledger);
		ledger.markSent(debit(), [debit()], '');
		expect(ledgerOf({ context }).answersOf(0, [])).toMatchObject({ note: '10:00' });
	});

	it('is read anew where nothing was sent, or somebody has changed the parameters', () => {
		const context = {};
		const ledger = ledgerOf({ context });
		fill(ledger);
		expect(ledgerOf({ context }).answersOf(0, [])).toEqual({});
		ledger.markSent(debit(), [debit()], '');
		expect(ledgerOf({ context, parameters: mended }).answersOf(0, [])).toEqual({});
		expect(ledgerOf({ context, agent: true }).answersOf(0, [])).toEqual({});
	});

	it('is not remembered of a password', () => {
		const context = {};
		const ledger = ledgerOf({ context });
		fill(ledger, ['password']);
		ledger.markSent(debit(), [debit()], '');
		expect(JSON.stringify(context)).not.toContain('not-a-real-one');
		expect(ledgerOf({ context }).answersOf(0, ['password'])).toEqual({ note: '10:00' });
	});
});

describe('a look-up for a write that may hide what it found', () => {
	it('is made once, for what the user calls it, when something was sent', async () => {
		const context = {};
		let looks = 0;
		const find = async (what: string) => await ledgerOf({ context }).foundOnce(0, what, async () => ({ id: ++looks }));
		expect([await find('AA1'), await find('AA1')]).toEqual([{ id: 1 }, { id: 2 }]);
		sent({ context });
		expect([await find('AA1'), await find('AA2'), await find('AA2')]).toEqual([{ id: 2 }, { id: 3 }, { id: 3 }]);
	});
});

describe('the writes of an AI agent, whose calls and tries have run indexes of their own', () => {
	const ledgerFor = (context: IDataObject, runIndex: number, things?: string[]) => {
		const ledger = ledgerOf({ context, agent: true, runIndex });
		if (things) ledger.setThings(0, things);
		return ledger;
	};
	const open = (context: IDataObject, things?: string[]) => {
		const ledger = ledgerFor(context, 0, things);
		ledger.markSent(debit(), [debit()], 'Look at sample 1.');
		return ledger;
	};
	const other = debit({ values: { debit: 2 } });

	it('are known by what they send, while their answer is out', () => {
		const context = {};
		open(context, ['sample 1']);
		expect(ledgerFor(context, 5, ['sample 1']).find(debit())).toMatchObject({ same: true });
	});

	it('keep other values from the same thing, and from nothing else', () => {
		const context = {};
		open(context, ['sample 1', 'box 3']);
		expect(ledgerFor(context, 1, ['box 3']).find(other)).toMatchObject({ same: false, entry: { state: 'sent' } });
		expect(ledgerFor(context, 1, ['sample 2']).find(other)).toBeUndefined();
		expect(ledgerFor(context, 1).find(other)).toMatchObject({ same: false });
	});

	it('are done once for a try that fails after them, and anew once the agent was told', () => {
		const context = {};
		open(context).markDone(debit(), [debit()], { amount: 99 });
		expect(ledgerFor(context, 1).find(debit())).toMatchObject({ same: true, entry: { state: 'done' } });
		ledgerFor(context, 2).tell([0]);
		expect(ledgerFor(context, 3).find(debit())).toBeUndefined();
	});

	it('stay open for the agent that was told of another one', () => {
		const context = {};
		open(context);
		ledgerFor(context, 1).tell([0]);
		expect(ledgerFor(context, 2).find(debit())).toMatchObject({ same: true, entry: { state: 'sent' } });
	});
});
