import type { Change } from '../../../../nodes/shared/backup/change';
import { csvTable } from '../../../../nodes/shared/backup/compare/csvTable';
import { escaped, htmlTable } from '../../../../nodes/shared/backup/compare/htmlTable';
import { byImportance, Foremost, sorted } from '../../../../nodes/shared/backup/compare/order';
import { Chance } from '../../../rows/chance';

const edited = (values: Partial<Change>): Change => ({
	change: 'edited',
	kind: 'bottle',
	summary: 'One.',
	id: 1,
	name: 'Acetone',
	barcode: null,
	field: 'Solvent',
	from: 'a',
	to: 'b',
	...values,
});

describe('the table for a mail', () => {
	it.each([
		['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
		[`" onload='x'`, '&quot; onload=&#39;x&#39;'],
		['a & b &amp;', 'a &amp; b &amp;amp;'],
		['two\r\nlines\nthree', 'two<br>lines<br>three'],
		['turned \u202e round\u0000', 'turned  round'],
	])('%j is written so that it stays a text', (text, html) => {
		expect(escaped(text)).toBe(html);
	});

	it('has nothing of a record that a mail program takes for markup', () => {
		const nasty = `<img src=x onerror="a">&'`;
		const change = edited({
			name: nasty,
			barcode: nasty,
			field: nasty,
			from: nasty,
			to: { [nasty]: nasty },
			unit: nasty,
		});
		const all = [
			change,
			{ ...change, change: 'debited', difference: nasty } as const,
			{ ...change, change: 'gone', from: undefined, to: undefined, summary: nasty } as const,
		];
		const html = htmlTable(nasty, false, all, 3);
		expect(html.match(/<\/?[a-z]+/g)?.every((tag) => /^<\/?(br|div|p|table|td|th|tr)$/.test(tag))).toBe(true);
		expect(html).not.toContain('onerror="a"');
	});

	it('says how many more there are, and nothing where there are none', () => {
		expect(htmlTable('S', false, [edited({})], 1_235)).toContain('and 1,234 more');
		expect(htmlTable('S', false, [edited({})], 1)).not.toContain('more');
		expect(htmlTable('No changes.', false, [], 0)).not.toContain('<table');
	});

	it('shows amounts with their units, and cuts long values', () => {
		const html = htmlTable(
			'S',
			false,
			[
				edited({ change: 'debited', field: 'amount', from: 5, to: 3, difference: '2', unit: 'mg' }),
				edited({ from: 'x'.repeat(5_000) }),
			],
			2,
		);
		expect(html).toContain('amount −2 mg');
		expect(html).toContain('>5 mg<');
		expect(html).toContain('… (5,000 characters)');
	});
});

describe('the file for spreadsheets', () => {
	it('carries nothing out, and begins as Excel needs it', async () => {
		const text = (
			await csvTable([
				edited({ name: '=HYPERLINK("x")', from: '@SUM(1)', to: -5, barcode: '\tx', field: '+1', unit: '-1' }),
			])
		).toString();
		expect(text).toBe(
			`\ufeffchange,kind,id,name,barcode,field,from,to,difference,unit,records,summary\r\nedited,bottle,1,"'=HYPERLINK(""x"")",'\tx,'+1,'@SUM(1),-5,,'-1,,One.\r\n`,
		);
	});
});

describe('the order', () => {
	const chance = new Chance(5);
	const list = Array.from({ length: 3_000 }, (_change, at) =>
		edited({
			id: at,
			name: chance.pick([null, 'B 2', 'B 10', 'A']),
			change: chance.pick(['gone', 'edited', 'added'] as const),
		}),
	);

	it('is the same for a list that is sorted in pieces', async () => {
		expect(await sorted(list, byImportance)).toEqual([...list].sort(byImportance));
		expect(await sorted([], byImportance)).toEqual([]);
	});

	it('is made with breaks, also between merges that are short', async () => {
		let [now, since, longest, isDone] = [0, 0, 0, false];
		vi.spyOn(Date, 'now').mockImplementation(() => now);
		const othersTurn = () => {
			since = now;
			if (!isDone) setImmediate(othersTurn);
		};
		setImmediate(othersTurn);
		const numbers = Array.from({ length: 20_000 }, () => chance.below(1_000_000));
		const inOrder = await sorted(numbers, (one, other) => {
			now += 0.02;
			longest = Math.max(longest, now - since);
			return one - other;
		});
		isDone = true;
		vi.restoreAllMocks();
		expect(inOrder).toEqual(numbers.sort((one, other) => one - other));
		// Virtual milliseconds: what is allowed at a stretch, and the piece that goes beyond it.
		expect(longest).toBeLessThan(100);
	});

	it('is the same for the foremost of it', () => {
		const foremost = new Foremost(50, byImportance);
		for (const change of list) foremost.take(change);
		expect(foremost.list).toEqual([...list].sort(byImportance).slice(0, 50));
	});
});
