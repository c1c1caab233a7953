import type { IDataObject, INode } from 'n8n-workflow';

import { contentOf as textOf } from '../../../support/backup/files';
import { contentOf, fileOf, runBackup } from '../files';

const sample = (id: number, values: IDataObject = {}): IDataObject => ({
	id,
	name: `CPD-${id}`,
	current_amount: 10,
	units: 'mg',
	location: 'Freezer 1',
	...values,
});

const earlier = [sample(1), sample(2), sample(3), sample(4)];
const later = [
	sample(2, { current_amount: 7.5 }),
	sample(3, { location: 'Freezer 2' }),
	sample(4, { name: '<b>' }),
	sample(5),
];

const files = (before: IDataObject[], after: IDataObject[]) => ({
	earlier: fileOf(textOf(before, 'json'), 'mon.json'),
	later: fileOf(textOf(after, 'csv'), 'tue.csv'),
});

const compared = async (
	parameters: INode['parameters'] = {},
	given: ReturnType<typeof files> = files(earlier, later),
	item: IDataObject = {},
) =>
	await runBackup(
		{ operation: 'compare', earlierFile: 'earlier', laterFile: 'later', outputAs: 'changes', ...parameters },
		[item],
		[given],
	);

const counts = {
	summary: 'Samples: 1 gone, 1 debited, 1 moved, 1 renamed, 1 new. 4 before, 4 now.',
	changes: 5,
	gone: 1,
	fieldGone: 0,
	debited: 1,
	credited: 0,
	moved: 1,
	renamed: 1,
	edited: 0,
	fieldAdded: 0,
	added: 1,
	kind: 'sample',
	recordsBefore: 4,
	recordsNow: 4,
	allGone: false,
	sameFile: false,
	earlierFile: 'mon.json',
	laterFile: 'tue.csv',
};

describe('Compare', () => {
	it('gives one item for each change, the most important first', async () => {
		const { json, hints, error } = await compared();
		expect(error).toBeUndefined();
		expect(hints).toEqual([]);
		const known = (id: number, name = `CPD-${id}`) => ({ kind: 'sample', id, name, barcode: null });
		expect(json).toEqual([
			{ change: 'gone', summary: 'CPD-1 is gone. There was: 10 mg, Freezer 1.', ...known(1), before: earlier[0] },
			{
				change: 'debited',
				summary: 'CPD-2: 2.5 mg less, from 10 mg to 7.5 mg.',
				...known(2),
				field: 'amount',
				from: 10,
				to: 7.5,
				difference: '2.5',
				unit: 'mg',
				before: earlier[1],
			},
			{
				change: 'moved',
				summary: 'CPD-3 moved from Freezer 1 to Freezer 2.',
				...known(3),
				field: 'location',
				from: 'Freezer 1',
				to: 'Freezer 2',
				before: earlier[2],
			},
			{
				change: 'renamed',
				summary: 'CPD-4 is now called <b>.',
				...known(4, '<b>'),
				field: 'name',
				from: 'CPD-4',
				to: '<b>',
				before: earlier[3],
			},
			{ change: 'added', summary: 'CPD-5 is new: 10 mg, Freezer 1.', ...known(5) },
		]);
	});

	it('gives the numbers as a summary', async () => {
		expect((await compared({ outputAs: 'summary' })).json).toEqual([counts]);
	});

	it('gives a table for a mail, with as many rows as wanted', async () => {
		const { json } = await compared({ outputAs: 'html', mostRows: 4 });
		expect(json).toEqual([{ ...counts, html: expect.stringContaining('and 1 more') }]);
		expect(String(json[0]?.html)).toContain('&lt;b&gt;');
		expect(String(json[0]?.html).match(/<tr/g)).toHaveLength(5);
	});

	it('gives a file for spreadsheets', async () => {
		const { items } = await compared({ outputAs: 'csv', binaryPropertyName: 'table', fileName: '' });
		expect(items[0]?.json).toEqual({ ...counts, fileName: 'changes-tue.csv' });
		expect(items[0]?.binary?.table).toMatchObject({ fileName: 'changes-tue.csv', mimeType: 'text/csv' });
		const lines = contentOf(items[0]?.binary?.table).toString().split('\r\n');
		expect(lines).toHaveLength(7);
		expect(lines[2]).toBe('debited,sample,2,CPD-2,,amount,10,7.5,2.5,mg,,"CPD-2: 2.5 mg less, from 10 mg to 7.5 mg."');
	});

	it('says that nothing has changed where no item can say it', async () => {
		const { json, hints } = await compared({}, files(earlier, [...earlier].reverse()));
		expect([json, hints]).toEqual([[], ['No changes in 4 samples.']]);
	});

	it('says that both are the same file', async () => {
		const { hints, json } = await compared(
			{ outputAs: 'summary' },
			{ ...files(earlier, later), later: files(earlier, later).earlier },
		);
		expect(hints).toEqual(['No changes: both are the same file with 4 samples.']);
		expect(json).toMatchObject([{ sameFile: true, changes: 0 }]);
	});

	it('raises the alarm where everything is gone', async () => {
		const said = 'ALL SAMPLES ARE GONE: there were 4, and the later file contains none.';
		const all = { earlier: files(earlier, []).earlier, later: fileOf('[]', 'tue.json') };
		const { json, hints } = await compared({ outputAs: 'html' }, all);
		expect(hints).toEqual([said]);
		expect(json).toMatchObject([{ summary: said, allGone: true, gone: 4, html: expect.stringContaining('#b00020') }]);
	});

	it.each([false, 'false'])('refuses a file of an export that was not complete (%j)', async (complete) => {
		const { error, json } = await compared({}, undefined, { complete, fileName: 'mon.json' });
		expect(json).toEqual([]);
		expect(error).toMatchObject({
			message: "'Earlier File' comes from an export that was not complete [row 1]",
			description: expect.stringContaining('"mon.json"'),
		});
		const anyway = await compared({ options: { compareIncomplete: true } }, undefined, {
			complete,
			fileName: 'mon.json',
		});
		expect(anyway.json).toHaveLength(5);
	});

	it('refuses a file with another number of records than its count', async () => {
		const miscounted = {
			...files(earlier, later),
			earlier: fileOf(JSON.stringify({ count: 5, objects: earlier }), 'mon.json'),
		};
		const { error, json } = await compared({}, miscounted);
		expect(json).toEqual([]);
		expect(error).toMatchObject({
			message: "'Earlier File' comes from an export that was not complete [row 1]",
			description: expect.stringContaining('In "mon.json" a count of 5 is noted, and it contains 4 records.'),
		});
		expect((await compared({ options: { compareIncomplete: true } }, miscounted)).json).toHaveLength(5);
	});

	it('refuses one field for both files', async () => {
		const { error } = await compared({ laterFile: 'earlier' });
		expect(error?.message).toBe("'Later File' names the same field as the earlier file [row 1]");
	});

	it('refuses a damaged file, and says where it breaks', async () => {
		const cut = fileOf(textOf(later, 'json').slice(0, -40), 'cut.json');
		const { error } = await compared({}, { ...files(earlier, later), later: cut });
		expect(error).toMatchObject({
			message: 'The file is damaged or cut off [row 1]',
			description: expect.stringContaining('record 3'),
		});
	});

	it('compares the files of each item', async () => {
		const { json, items } = await runBackup(
			{ operation: 'compare', earlierFile: 'earlier', laterFile: 'later', outputAs: 'summary' },
			[{}, {}],
			[files(earlier, later), files(earlier, earlier)],
		);
		expect(json.map(({ changes }) => changes)).toEqual([5, 0]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});
});
