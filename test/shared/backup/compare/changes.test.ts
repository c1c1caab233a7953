import type { IDataObject } from 'n8n-workflow';

import { changesBetween, compareTwo, fileOf, fileWith } from '../../../support/backup/files';
import { present } from '../../../support/present';
import { simpleKinds } from './simpleKinds';

const bottle = (id: number | string, values: IDataObject = {}): IDataObject => ({
	id,
	name: `N${id}`,
	amount: 5,
	unit: 'g',
	...values,
});

const told = async (earlier: IDataObject[], later: IDataObject[]) =>
	(await changesBetween(simpleKinds, earlier, later)).map(
		({ change, id, field, from, to, difference, unit, records, placeBefore }) =>
			[change, id, field, from, to, difference, unit, records, placeBefore].filter((part) => part !== undefined),
	);

const toldOfOne = async (before: IDataObject, after: IDataObject) =>
	await told([bottle(1, before)], [bottle(1, after)]);

describe('what counts as a change', () => {
	it.each<[string, IDataObject, IDataObject, unknown[][]]>([
		['a name', { name: 'A' }, { name: 'B' }, [['renamed', 1, 'name', 'A', 'B']]],
		['a barcode', { barcode: 'A' }, { barcode: 'B' }, [['edited', 1, 'barcode', 'A', 'B']]],
		['a place', { shelf: 'A' }, { shelf: 'B' }, [['moved', 1, 'location', 'A', 'B']]],
		['the first place', {}, { shelf: 'B' }, [['moved', 1, 'location', null, 'B']]],
		['a place lost', { shelf: 'B' }, {}, [['moved', 1, 'location', 'B', null]]],
		[
			'another place of that name',
			{ shelf: 'A', shelfId: 1 },
			{ shelf: 'A', shelfId: 2 },
			[['moved', 1, 'location', 'A', 'A']],
		],
		[
			'the name of a place',
			{ shelf: 'A', shelfId: 1 },
			{ shelf: 'B', shelfId: 1 },
			[['edited', 1, 'location', 'A', 'B']],
		],
		['less', { amount: 0.3 }, { amount: 0.1 }, [['debited', 1, 'amount', 0.3, 0.1, '0.2', 'g']]],
		['more', { amount: '0.1' }, { amount: 0.3 }, [['credited', 1, 'amount', 0.1, 0.3, '0.2', 'g']]],
		['below nothing', { amount: 1 }, { amount: -1 }, [['debited', 1, 'amount', 1, -1, '2', 'g']]],
		['1.0 and 1', { amount: '1.0' }, { amount: 1 }, []],
		['1e-3 and 0.001', { amount: 1e-3 }, { amount: '0.0010' }, []],
		['the tail of a sum', { amount: 0.1 + 0.2 }, { amount: 0.3 }, []],
		[
			'a long number',
			{ amount: '9007199254740993' },
			{ amount: '9007199254740994' },
			[['credited', 1, 'amount', '9007199254740993', '9007199254740994', '1', 'g']],
		],
		['the first amount', { amount: null }, { amount: 2 }, [['edited', 1, 'amount', null, 2]]],
		['words for an amount', { amount: '2 x 5' }, { amount: '1 x 5' }, [['edited', 1, 'amount', '2 x 5', '1 x 5']]],
		[
			'an amount in another unit',
			{ amount: 1, unit: 'g' },
			{ amount: 900, unit: 'mg' },
			[
				['edited', 1, 'amount', 1, 900],
				['edited', 1, 'unit', 'g', 'mg'],
			],
		],
		['the unit alone', { unit: 'g' }, { unit: 'mg' }, [['edited', 1, 'unit', 'g', 'mg']]],
		[
			'the spelling of the unit',
			{ amount: 5, unit: 'ul' },
			{ amount: 4, unit: '\u00b5L' },
			[
				['debited', 1, 'amount', 5, 4, '1', '\u00b5L'],
				['edited', 1, 'unit', 'ul', '\u00b5L'],
			],
		],
		['emptied, and off its place', { shelf: 'A' }, { amount: 0 }, [['debited', 1, 'amount', 5, 0, '5', 'g', 'A']]],
		[
			'emptied, and elsewhere',
			{ shelf: 'A' },
			{ amount: 0, shelf: 'B' },
			[
				['debited', 1, 'amount', 5, 0, '5', 'g'],
				['moved', 1, 'location', 'A', 'B'],
			],
		],
		['a field', { Solvent: 'A' }, { Solvent: 'B' }, [['edited', 1, 'Solvent', 'A', 'B']]],
		['a field of one record', {}, { Solvent: 'B' }, [['edited', 1, 'Solvent', null, 'B']]],
		['a number and its text', { x: 5 }, { x: '5' }, []],
		['another spelling of a number', { x: '1.0' }, { x: '1' }, [['edited', 1, 'x', '1.0', '1']]],
		['nothing in three ways', { x: null, y: '', z: [] }, { x: '', z: {} }, []],
		['an empty list within', { x: { a: 1, b: [] } }, { x: { a: 1 } }, []],
		['0 and nothing', { x: 0 }, { x: null }, [['edited', 1, 'x', 0, null]]],
		['false and nothing', { x: false }, {}, [['edited', 1, 'x', false, null]]],
		['the order of keys within', { x: { a: 1, b: [{ c: 1, d: 2 }] } }, { x: { b: [{ d: 2, c: 1 }], a: 1 } }, []],
		['the same as the JSON in a cell', { x: { a: 1, b: null } }, { x: '{ "a": "1" }' }, []],
		['a list in another order', { x: ['a', 'b'] }, { x: ['b', 'a'] }, [['edited', 1, 'x', ['a', 'b'], ['b', 'a']]]],
		['a text that looks like JSON and is none', { x: '[a' }, { x: '[a]' }, [['edited', 1, 'x', '[a', '[a]']]],
		[
			'swapped values',
			{ x: 'a', y: 'b' },
			{ x: 'b', y: 'a' },
			[
				['edited', 1, 'x', 'a', 'b'],
				['edited', 1, 'y', 'b', 'a'],
			],
		],
		['blanks at the end', { x: 'a' }, { x: 'a ' }, [['edited', 1, 'x', 'a', 'a ']]],
		[
			'a field called __proto__',
			JSON.parse('{"__proto__":"a"}'),
			JSON.parse('{"__proto__":"b"}'),
			[['edited', 1, '__proto__', 'a', 'b']],
		],
		[
			'fields called as what every object has',
			{ constructor: 'a', toString: 'b' },
			{ valueOf: 'c', toString: 'b' },
			[
				['edited', 1, 'constructor', 'a', null],
				['edited', 1, 'valueOf', null, 'c'],
			],
		],
	])('%s', async (_what, before, after, changes) => {
		expect(await toldOfOne(before, after)).toEqual(changes);
	});

	it('the most important stand first, then by name as people sort, then by ID', async () => {
		const earlier = [
			bottle(1, { name: 'Box 10' }),
			bottle(2, { name: 'Box 2' }),
			bottle(3, { x: 1 }),
			bottle(4, { name: null }),
			bottle(5),
		];
		const later = [bottle(3, { x: 2, amount: 4 }), bottle(5, { name: 'Z' }), bottle(6)];
		expect((await told(earlier, later)).map(([change, id]) => `${String(change)} ${String(id)}`)).toEqual([
			'gone 2',
			'gone 1',
			'gone 4',
			'debited 3',
			'renamed 5',
			'edited 3',
			'added 6',
		]);
	});

	it('what is gone has the whole record, as the earlier file has it', async () => {
		const gone = bottle(2, { x: { y: [1, null] }, modified_at: 'now' });
		const { changes } = await compareTwo(simpleKinds, fileOf([bottle(1), gone]), fileOf([bottle(1)], 'csv'), true);
		expect(changes.map(({ before }) => before)).toEqual([gone]);
	});

	it('says in a sentence what happened', async () => {
		const earlier = [
			bottle(1, { name: 'Aspirin', barcode: 'B1', shelf: 'Box 1' }),
			bottle(2, { shelf: 'Box 2' }),
			bottle(3),
		];
		const later = [
			bottle(1, { name: 'Aspirin', barcode: 'B1', amount: 0 }),
			bottle(3, { amount: 7000, unit: 'mg' }),
			bottle(4, { name: null }),
		];
		const changes = await changesBetween(simpleKinds, earlier, later);
		expect(changes.map(({ summary }) => summary)).toEqual([
			'N2 is gone. There was: 5 g, Box 2.',
			'Aspirin (B1): 5 g less, from 5 g to 0 g. It was in Box 1.',
			'N3: amount changed from 5 g to 7000 mg.',
			'N3: unit changed from "g" to "mg".',
			'ID 4 is new: 5 g.',
		]);
	});
});

describe('a field that all records get or lose', () => {
	const many = (count: number, values: (id: number) => IDataObject) =>
		Array.from({ length: count }, (_record, at) => bottle(at + 1, values(at + 1)));

	it('is said once, with the number of records', async () => {
		const earlier = many(40, (id) => ({ old: `o${id}`, both: 1 }));
		const later = many(40, (id) => ({ new: `n${id}`, both: 1 }));
		expect(await told(earlier, later)).toEqual([
			['fieldGone', 'old', 40],
			['fieldAdded', 'new', 40],
		]);
	});

	it('does not hide what else has changed of these records', async () => {
		const earlier = many(40, () => ({ old: 1 }));
		const later = many(40, (id) => ({ amount: id === 7 ? 4 : 5 }));
		expect(await told(earlier, later)).toEqual([
			['fieldGone', 'old', 40],
			['debited', 7, 'amount', 5, 4, '1', 'g'],
		]);
	});

	it('is each record’s own change where few have it', async () => {
		const earlier = many(40, (id) => (id < 3 ? { rare: id } : {}));
		expect(
			await told(
				earlier,
				many(40, () => ({})),
			),
		).toEqual([
			['edited', 1, 'rare', 1, null],
			['edited', 2, 'rare', 2, null],
		]);
	});

	it('is each record’s own change up to a thousand, so that their values can be put back', async () => {
		const losing = (records: number) =>
			told(
				many(1_200, (id) => (id <= records ? { rare: id } : {})),
				many(1_200, () => ({})),
			);
		expect(await losing(1_000)).toHaveLength(1_000);
		expect(await losing(1_001)).toEqual([['fieldGone', 'rare', 1_001]]);
	});

	it('has not gone with the records that had it', async () => {
		const earlier = many(60, (id) => (id > 30 ? { rare: id } : {}));
		expect(
			(
				await told(
					earlier,
					many(30, () => ({})),
				)
			).every(([change]) => change === 'gone'),
		).toBe(true);
	});

	it('is new although a record that is gone had it', async () => {
		const earlier = many(40, (id) => (id === 40 ? { again: 1 } : {}));
		expect(
			await told(
				earlier,
				many(39, () => ({ again: 2 })),
			),
		).toEqual([
			['gone', 40],
			['fieldAdded', 'again', 39],
		]);
	});

	it('may be one that every record has a word for', async () => {
		const earlier = many(40, () => ({ shelf: 'A', shelfId: 1 }));
		expect(
			await told(
				earlier,
				many(40, () => ({})),
			),
		).toEqual([['fieldGone', 'location', 40]]);
	});

	it.each([
		['lose', (words: IDataObject[], ids: IDataObject[]) => [words, ids], 'fieldGone', ['Shelf', '6']],
		['get', (words: IDataObject[], ids: IDataObject[]) => [ids, words], 'fieldAdded', ['6', 'Shelf']],
	] as const)('the words for places, which they %s, do not hide what moved', async (_what, nights, change, ends) => {
		const withWords = many(40, () => ({ shelf: 'Shelf', shelfId: 5 }));
		const withIds = many(40, (id) => ({ shelfId: id === 7 ? 6 : 5 }));
		const [earlier, later] = nights(withWords, withIds);
		const changes = await told(present(earlier), present(later));
		expect(changes).toHaveLength(2);
		expect(changes).toContainEqual([change, 'location', 40]);
		expect(changes).toContainEqual(['moved', 7, 'location', ...ends]);
	});

	it('is not there where it is empty in all records', async () => {
		expect(
			await told(
				many(40, () => ({})),
				many(40, () => ({ empty: '' })),
			),
		).toEqual([]);
	});
});

describe('IDs', () => {
	it.each([
		[1, '1'],
		['AB-1', 'AB-1'],
		['9007199254740993', '9007199254740993'],
		[-5, '-5'],
		[4_294_967_301, '4294967301'],
	])('%j is found as %j', async (one, other) => {
		expect(await told([bottle(one)], [bottle(other, { name: `N${one}`, amount: 6 })])).toEqual([
			['credited', expect.anything(), 'amount', 5, 6, '1', 'g'],
		]);
	});

	it('that numbers cannot hold are not mixed up', async () => {
		const text = (digits: string[]) => `[${digits.map((id) => `{"id":${id},"amount":1}`).join(',')}]`;
		const { changes } = await compareTwo(
			simpleKinds,
			fileWith(text(['9007199254740993', '9007199254740992']), 'json'),
			fileWith(text(['9007199254740993']), 'json'),
		);
		expect(changes.map(({ change, id }) => [change, id])).toEqual([['gone', '9007199254740992']]);
	});

	it('are found among many, whatever their order', async () => {
		const ids = Array.from({ length: 20_000 }, (_id, at) => (at * 7_919) % 1_000_003);
		const all = ids.map((id) => bottle(id));
		const later = all.filter((_record, at) => at % 5_000 !== 4).reverse();
		expect((await told(all, later)).map(([change, id]) => [change, id])).toEqual(
			[4, 5_004, 10_004, 15_004]
				.map((at) => ids[at] ?? 0)
				.sort((a, b) => `N${a}`.localeCompare(`N${b}`, 'en', { numeric: true }))
				.map((id) => ['gone', id]),
		);
	});
});

describe('more than memory may hold', () => {
	it('is compared piece by piece', async () => {
		const long = 'x'.repeat(400_000);
		const records = (value: string) =>
			Array.from({ length: 200 }, (_record, at) => bottle(at + 1, { long: `${long}${value}`, kept: at }));
		const later = [...records('b').slice(0, 199).reverse(), bottle(900)];
		const { changes } = await compareTwo(simpleKinds, fileOf(records('a')), fileOf(later));
		const counted = (wanted: string) => changes.filter(({ change }) => change === wanted).map(({ id }) => id);
		expect(counted('edited')).toEqual(Array.from({ length: 199 }, (_id, at) => at + 1));
		expect(counted('gone')).toEqual([200]);
		expect(counted('added')).toEqual([900]);
		expect(changes.length).toBe(201);
	});
});
