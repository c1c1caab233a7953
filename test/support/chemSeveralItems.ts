import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { pathsAsked } from './chemRuns';
import type { ChemRun } from './chemRuns';

interface Lab {
	sandbox: () => Sandbox;
	run: ChemRun;
}

/** A write for two items, of which the second names something that does not exist or must not be. */
export interface WrongLaterItem {
	parameters: IDataObject;
	inputs: () => [right: IDataObject, wrong: IDataObject];
	message: string;
	/** The endpoint that changes something. */
	path: string;
}

const timesAsked = (sandbox: Sandbox, path: string) => pathsAsked(sandbox).filter((each) => each === path).length;

/** What shows at each write that all items are looked up and checked before the first is changed. */
export function checksAllItemsFirst(
	{ sandbox, run }: Lab,
	{ parameters, inputs, message, path }: WrongLaterItem,
): void {
	it(`changes nothing where a later item is refused: ${message}`, async () => {
		const { error } = await run(inputs(), parameters);
		expect(error?.message).toBe(`${message} [row 2]`);
		expect(timesAsked(sandbox(), path)).toBe(0);
	});

	it(`changes the first, and tells the second, where the node continues: ${message}`, async () => {
		const { outputs } = await run(inputs(), parameters, { settings: { onError: 'continueErrorOutput' } });
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(outputs[1]?.map(({ json }) => json.message)).toEqual([message]);
		expect(timesAsked(sandbox(), path)).toBe(1);
	});
}

/** Two items that give what only one record may have. */
export interface Twins {
	parameters: IDataObject;
	inputs: () => [IDataObject, IDataObject];
	message: string;
	path: string;
}

/** What shows at each creation that two items of a run do not make twins. */
export function refusesTwins({ sandbox, run }: Lab, { parameters, inputs, message, path }: Twins): void {
	it(`creates nothing where two items would be twins: ${message}`, async () => {
		const { error } = await run(inputs(), parameters);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(error?.description).toContain('Row 2 failed as well');
		expect(timesAsked(sandbox(), path)).toBe(0);
	});
}

/** Two items for one record, which they may name in two ways. */
export interface OneThing {
	parameters: IDataObject;
	inputs: () => [IDataObject, IDataObject];
	/** The endpoint that the record, or the list, is read from before the write. */
	look: string;
	/** The endpoint that changes something. */
	path: string;
	/** How often it is asked: once where the first write leaves nothing to do for the second. */
	writes: 1 | 2;
}

/** What shows at each write that items for one thing go one after the other, however they name it. */
export function goesInOrder({ sandbox, run }: Lab, { parameters, inputs, look, path, writes }: OneThing): void {
	it('looks, for the second of two items on one thing, when the first is done', async () => {
		await run(inputs(), parameters, { settings: { onError: 'continueErrorOutput' } });
		const steps = pathsAsked(sandbox()).filter((each) => each === look || each === path);
		const after = steps.slice(steps.indexOf(path) + 1);
		expect(steps.filter((each) => each === path)).toHaveLength(writes);
		expect(after).toContain(look);
		if (writes === 2) expect(after.indexOf(look)).toBeLessThan(after.indexOf(path));
	});
}
