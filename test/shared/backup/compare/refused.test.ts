import type { IDataObject } from 'n8n-workflow';

import { compareTwo, fileOf } from '../../../support/backup/files';
import { simpleKinds } from './simpleKinds';

const bottle = (id: unknown, values: IDataObject = {}): IDataObject =>
	({ ...(id === undefined ? {} : { id }), amount: 5, ...values }) as IDataObject;
const person = (id: number): IDataObject => ({ id, email: 'a@example.com' });

const comparing = async (earlier: IDataObject[], later: IDataObject[]) =>
	await compareTwo(simpleKinds, fileOf(earlier, 'json', 'earlier.json'), fileOf(later, 'ndjson', 'later.ndjson'));

describe('files that cannot be compared', () => {
	it.each<[string, IDataObject[], IDataObject[], string, RegExp]>([
		[
			'two kinds',
			[bottle(1)],
			[person(1)],
			"'Later File' contains other records than the earlier file",
			/"earlier\.json" contains bottles, and "later\.ndjson" people/,
		],
		[
			'several kinds in one',
			[bottle(1), person(2)],
			[bottle(1)],
			"'Earlier File' contains records of several kinds",
			/begins with bottles, and record 2 is something else/,
		],
		[
			'several kinds in the later one',
			[bottle(1)],
			[bottle(1), person(2)],
			"'Later File' contains records of several kinds",
			/record 2/,
		],
		[
			'records of another service',
			[bottle(1)],
			[{ id: 1, molecule: 'x' }],
			"'Later File' contains records that this node cannot compare",
			/has the fields id, molecule\. This node compares people, bottles/,
		],
		[
			'records without ID',
			[bottle(1), bottle(undefined), bottle(null), bottle('')],
			[bottle(1)],
			"'Earlier File' contains records without an ID",
			/3 have none, and record 2 is the first/,
		],
		[
			'an ID twice',
			[bottle(1)],
			[bottle(1), bottle('1')],
			"'Later File' contains an ID more than once",
			/"later\.ndjson": 1\./,
		],
		[
			'a new ID twice',
			[bottle(1)],
			[bottle(1), bottle(7), bottle(7)],
			"'Later File' contains an ID more than once",
			/: 7\./,
		],
		[
			'IDs twice in the earlier one',
			[bottle('a'), bottle('a')],
			[bottle('a')],
			"'Earlier File' contains an ID more than once",
			/: a\./,
		],
		[
			'no ID in common',
			[bottle(1)],
			[bottle(2)],
			"'Later File' has no ID in common with the earlier file",
			/two vaults or inventories/,
		],
		[
			'two forms',
			[bottle(1, { bottle_raw: 1 })],
			[bottle(1, { bottleSimplified: 1 })],
			"'Later File' was not saved with the same Output as the earlier file",
			/Output set to Raw, and "later\.ndjson" with Simplified/,
		],
	])('%s', async (_what, earlier, later, message, description) => {
		await expect(comparing(earlier, later)).rejects.toMatchObject({
			kind: 'badInput',
			message,
			description: expect.stringMatching(description),
		});
	});

	it('of many IDs that are there twice, some are named', async () => {
		const twice = Array.from({ length: 30 }, (_record, at) => bottle(at)).flatMap((one) => [one, one]);
		await expect(comparing(twice, [])).rejects.toMatchObject({
			description: expect.stringContaining('0, 1, 2, 3, 4, 5, 6, 7, 8, 9 …'),
		});
	});
});

describe('files that can be compared', () => {
	it('one with selected fields, against any', async () => {
		const { changes } = await comparing(
			[bottle(1, { bottle_raw: 1, bottleSimplified: 1 })],
			[bottle(1, { bottleSimplified: 1 })],
		);
		expect(changes.map(({ field }) => field)).toEqual(['bottle_raw']);
	});

	it.each<[string, IDataObject[], IDataObject[], string[]]>([
		['none and none', [], [], []],
		['all gone', [bottle(1), bottle(2)], [], ['gone', 'gone']],
		['all new', [], [bottle(1)], ['added']],
	])('%s', async (_what, earlier, later, changes) => {
		expect((await comparing(earlier, later)).changes.map(({ change }) => change)).toEqual(changes);
	});

	it('one and the same, which is seen', async () => {
		const file = fileOf([bottle(1)], 'csv');
		const { changes, compared } = await compareTwo(simpleKinds, file, file);
		expect([changes, compared.isSameFile]).toEqual([[], true]);
	});
});
