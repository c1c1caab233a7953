import type { IDataObject } from 'n8n-workflow';

import { answerForAgent } from '../../nodes/shared/agentAnswer';
import { dataObject } from '../../nodes/shared/values/json';

const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_empty, at) => first + at);

const answerOf = (records: IDataObject[], said: string[] = []) => {
	const items = answerForAgent(
		{ kind: 'write' },
		records.map((json, item) => ({ json, pairedItem: { item } })),
		said,
	);
	const json = items.map((item) => item.json);
	const last = json.at(-1);
	const notes: unknown[] = Array.isArray(last?.notes) ? last.notes : [];
	return { items, json, notes, characters: JSON.stringify(json).length };
};

/** IDs that make no ranges. */
const sparse = (count: number) => upTo(1, count).map((at) => 1_000_000 + 3 * at);

describe('the answer of a write to an AI agent', () => {
	it('is the records alone where nothing is long', () => {
		const records = upTo(1, 100).map((id) => ({ id, before: { ids: upTo(1, 100) } }));
		expect(answerOf(records).json).toEqual(records);
	});

	it('shows the first hundred entries of a list, however deep, and names the others once', () => {
		const ids = upTo(1, 3_010);
		const { json, notes } = answerOf([
			{ moved: ids, count: 3_010, before: { containers: ids.map((id) => ({ id, location: 'Lab > Bench' })) } },
		]);
		expect(json[0]).toEqual({
			moved: upTo(1, 100),
			count: 3_010,
			before: { containers: upTo(1, 100).map((id) => ({ id, location: 'Lab > Bench' })) },
		});
		expect(notes).toEqual(['moved, before.containers: the first 100 of 3010 entries. The others: 101–3010.']);
		expect(json).toHaveLength(2);
	});

	it('tells lists apart that hold others, and finds lists within lists', () => {
		const { notes } = answerOf([{ a: upTo(1, 101), groups: [{ terms: upTo(1, 102).map((at) => `t${at}`) }] }]);
		expect(notes).toEqual([
			'a: the first 100 of 101 entries. The others: 101.',
			'groups.0.terms: the first 100 of 102 entries. The others: t101, t102.',
		]);
	});

	it('shows the first hundred records, and names the others', () => {
		const records = upTo(1, 250).map((id) => ({ id, before: null }));
		const { json, notes, items } = answerOf(records);
		expect(json.slice(0, -1)).toEqual(records.slice(0, 100));
		expect(items[99]?.pairedItem).toEqual({ item: 99 });
		expect(notes).toEqual(['These are the first 100 of 250 records. The others: 101–250.']);
		expect(json.at(-1)).toMatchObject({ leftOut: 150 });
	});

	it('says of which record a list is, where there are several', () => {
		const { notes } = answerOf([{ id: 1 }, { id: 2, list: upTo(1, 103) }]);
		expect(notes).toEqual(['list of record 2: the first 100 of 103 entries. The others: 101–103.']);
	});

	it('comes after the hints', () => {
		const { notes } = answerOf([{ list: upTo(1, 101) }], ['Look at it.']);
		expect(notes).toEqual(['Look at it.', expect.stringContaining('The others: 101.')]);
	});

	it.each<[what: string, records: IDataObject[], said: string[]]>([
		[
			'a long list of IDs that make no ranges',
			[{ moved: sparse(20_000), before: { containers: sparse(20_000).map((id) => ({ id, barcode: `AA${id}` })) } }],
			[],
		],
		[
			'many records with many lists',
			upTo(1, 150).map((id) => ({ id, a: sparse(500), b: sparse(300), c: sparse(200).map(String) })),
			[],
		],
		['long records', upTo(1, 150).map((id) => ({ id, text: 'x'.repeat(5_000), codes: ['H225', 'H319', 'H336'] })), []],
		['entries that are long', [{ terms: upTo(1, 300).map((at) => `${at} ${'"'.repeat(300)}`) }], []],
		['long hints', [{ moved: sparse(20_000) }], upTo(1, 500).map((at) => `${at} ${'h'.repeat(200)}`)],
	])('stays below 60,000 characters: %s', (_what, records, said) => {
		const { characters, json } = answerOf(records, said);
		expect(characters).toBeLessThanOrEqual(60_000);
		expect(json.length).toBeGreaterThan(1);
	});

	it('leaves out whole records before it cuts short lists', () => {
		const records = upTo(1, 150).map((id) => ({ id, text: 'x'.repeat(5_000), codes: ['H225', 'H319', 'H336'] }));
		const { json, notes } = answerOf(records);
		const shown = json.length - 1;
		expect(shown).toBeGreaterThan(4);
		expect(json.slice(0, shown)).toEqual(records.slice(0, shown).map(dataObject));
		expect(notes).toEqual([`These are the first ${shown} of 150 records. The others: ${shown + 1}–150.`]);
	});

	it('says how many hints it leaves out', () => {
		const said = upTo(1, 500).map((at) => `${at} ${'h'.repeat(200)}`);
		const { notes } = answerOf([{ id: 1 }], said);
		expect(notes.slice(0, -1)).toEqual(said.slice(0, notes.length - 1));
		expect(notes.at(-1)).toBe(`There are ${500 - notes.length + 1} more hints, which are too long for this answer.`);
	});
});
