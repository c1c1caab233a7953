import '../../support/waits';

import { converted, lookAt } from '../../../nodes/Cdd/operations/slurp/look';
import { lineOf, RowReader } from '../../../nodes/Cdd/operations/slurp/look/rows';
import type { Sandbox } from '../../../sandbox';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';
import { freshSandbox } from '../../support/sandbox';
import { fileOf, goodCsv, locator, partsOf, runSlurp, uploads } from './onSlurp';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await freshSandbox();
});

const notWaiting = { waitForCompletion: false };
const sent = (at = 0) => partsOf(uploads(sandbox)[at])[1];
const utf16 = (text: string, mark = true) => Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
const latin = (text: string) => Buffer.from(text, 'latin1');
const header = 'Molecule Name,Inhibition (%)';
const germanCsv = '"Molecule Name";"Inhibition (%)"\nLAB-0000001;12\n';
const withAdvice = (words: string) =>
	`${words} Save it as 'CSV UTF-8' with commas, or switch on 'Convert to UTF-8 With Commas'.`;

describe('what a table looks like', () => {
	it.each<[string, Buffer | string, string[]]>([
		['UTF-8', goodCsv, []],
		['UTF-8 with letters beyond A to Z', `${header}\nLAB-0000001,1\n`.replace('LAB', 'µg'), []],
		['UTF-16', utf16(goodCsv), [withAdvice('It is written in UTF-16.')]],
		['UTF-16 without a mark', utf16(goodCsv, false), [withAdvice('It is written in UTF-16.')]],
		['UTF-16 the other way round', swapped(utf16(goodCsv)), [withAdvice('It is written in UTF-16.')]],
		[
			'Windows-1252',
			latin(`${header}\n5 µg Säure,1\n`),
			[withAdvice('It is written in an encoding other than UTF-8, such as Windows-1252.')],
		],
		['semicolons', germanCsv, [withAdvice('Its columns are separated by semicolons.')]],
		['tabs', goodCsv.replaceAll(',', '\t'), [withAdvice('Its columns are separated by tabs.')]],
		[
			'a line for spreadsheet programs',
			`sep=;\r\n${germanCsv}`,
			[
				withAdvice(
					'Its first line sets the separator ("sep="); CDD Vault would read it as the header. Its columns are separated by semicolons.',
				),
			],
		],
		[
			'a comma in a quoted name of the header',
			'"Name, of it";B;C\nx;1;2\n',
			[withAdvice('Its columns are separated by semicolons.')],
		],
	])('is remarked on: %s', async (_what, content, remarks) => {
		const bytes = Buffer.from(content);
		async function* pieces() {
			// In small pieces, so that characters and line breaks are parted.
			for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
		}
		const seen = await lookAt(pieces, 'csv', undefined);
		expect([...(seen.layoutRemarks ?? []), ...seen.remarks]).toEqual(remarks);
	});

	it.each<[string, string, string[]]>([
		['an empty line inside a quoted cell', `${header}\n"LAB-0000001\n\n",1\nLAB-0000002,2\n`, []],
		['a row of separators inside a quoted cell', `${header}\n"LAB\n,,\nx",1\n`, []],
		['quotation marks within a quoted cell', `${header}\n"5"" dish, new",1\n`, []],
		['a doubled header', 'A,B,A\n1,2,3\n', ['Its header has a column twice: "A".']],
		['a column without a name', 'A,,B\n1,2,3\n', ['It has a column without a name.']],
		['a line break in the header', '"A\nB",C\n1,2\n', ['A name in its header contains a line break.']],
		[
			'a row that is too short',
			'A,B\n1\n2,3\n',
			['It contains rows with more or fewer cells than the header (row 2).'],
		],
		['a quotation mark that stays open', 'A,B\n"1,2\n', ['A quotation mark in it is opened and never closed.']],
		['no rows', 'A,B\n', ['It contains no rows.']],
		[
			'decimal commas',
			'A,B\nx,"12,5"\n',
			['It contains numbers with a decimal comma, such as 12,5; CDD Vault reads decimal points.'],
		],
	])('is remarked on in its rows: %s', async (_what, content, remarks) => {
		async function* pieces() {
			yield Buffer.from(content);
		}
		const seen = await lookAt(pieces, 'csv', undefined);
		expect(seen.remarks.filter((remark) => !/quotation/.test(remark) || remarks.includes(remark))).toEqual(
			expect.arrayContaining(remarks),
		);
		if (remarks.length === 0) expect(seen.remarks).toEqual([]);
	});

	it('is compared with the mapping template, whose near names are named', async () => {
		const content = 'Molecule Name,Inhibition %\nLAB-0000001,1\n';
		const { error } = await runSlurp(sandbox, {}, { binary: [fileOf(content)] });
		expect(error?.description).toContain('Provided mapping template does not match file.');
		expect(error?.description).toContain(
			'The mapping template "Plate reader, single point" does not have the columns "Inhibition %". Did you mean "Inhibition (%)"?',
		);
		expect(error?.description).toContain(
			'It lacks columns of the mapping template "Plate reader, single point": "Inhibition (%)".',
		);
	});

	it('tells rows without identifiers, by the column that the template maps to them, in the output as well', async () => {
		const content = `${header}\nLAB-0000001,1\n ,2\nLAB-0000002,3\n`;
		const { json, hints } = await runSlurp(sandbox, notWaiting, { binary: [fileOf(content)] });
		const remark =
			'It contains rows without identifiers in "Molecule Name" (row 3); one of them is enough for CDD Vault to reject the whole file.';
		expect(hints).toEqual([`plate 7.csv: ${remark}`]);
		expect(json).toMatchObject([{ remarks: [remark] }]);
		expect(sent()?.bytes?.toString()).toBe(content);
	});
});

describe('what an SD file looks like', () => {
	const record = (name: string, more = '') => `\n\n\nM  END\n> <Molecule Name>\n${name}\n${more}\n$$$$\n`;
	const remarksOn = async (content: string) => {
		async function* pieces() {
			yield Buffer.from(content);
		}
		const columns = { template: 'T', names: ['Molecule Name'], identifiers: ['Molecule Name'] };
		return (await lookAt(pieces, 'sdf', columns)).remarks;
	};

	it.each<[string, string, RegExp[]]>([
		['sound records', record('A') + record('B'), []],
		['line breaks of Windows', record('A').replaceAll('\n', '\r\n'), []],
		[
			'a record without an identifier',
			record('A') + record(''),
			[/^It contains records without identifiers in "Molecule Name" \(record 2\)/],
		],
		[
			'a data item that the template does not know',
			record('A', '> <Colour>\nred\n'),
			[/does not have the columns "Colour"/],
		],
		['a data item twice', record('A', '> <Molecule Name>\nB\n'), [/has a column twice: "Molecule Name"/]],
		['a last record that breaks off', record('A').replace('$$$$\n', ''), [/does not end with "\$\$\$\$"/]],
	])('%s', async (_what, content, remarks) => {
		const seen = await remarksOn(content);
		expect(seen).toEqual(remarks.map((remark) => expect.stringMatching(remark)));
	});
});

describe('a file that is not what its name says', () => {
	it('is remarked on, and sent', async () => {
		const { hints } = await runSlurp(
			sandbox,
			{ ...notWaiting, mappingTemplate: locator('list', '') },
			{ binary: [fileOf('Name;Value\n', 'plate.xlsx')] },
		);
		expect(hints).toEqual([expect.stringContaining('Its content is not that of a .xlsx file.')]);
		expect(uploads(sandbox)).toHaveLength(1);
	});
});

describe('the kind of a file', () => {
	it.each([
		['export', 'text/csv', 'export.csv', 'text/csv'],
		['export', 'text/csv; charset=utf-8', 'export.csv', 'text/csv'],
		['export.csv?dl=1', 'application/octet-stream', 'export.csv', 'text/csv'],
		['plate\u200b 7.csv\u200b\r\n', '', 'plate 7.csv', 'text/csv'],
		['plate.CSV ', 'text/csv', 'plate.CSV', 'text/csv'],
		['export.php', 'text/csv', 'export.php.csv', 'text/csv'],
		['library', 'chemical/x-mdl-sdfile', 'library.sdf', 'chemical/x-mdl-sdfile'],
		['runs', 'application/x-zip-compressed', 'runs.zip', 'application/zip'],
		['plate.csv', 'application/vnd.ms-excel', 'plate.csv', 'text/csv'],
	])('is known of %j with the type %j', async (name, type, filename, contentType) => {
		await runSlurp(sandbox, notWaiting, { binary: [fileOf(goodCsv, name, type)] });
		expect(sent()).toMatchObject({ filename, contentType });
	});

	it('with tabs is refused with what to do, before anything is sent', async () => {
		const { error } = await runSlurp(
			sandbox,
			{},
			{ binary: [fileOf(goodCsv.replaceAll(',', '\t'), 'plate.tsv', 'text/plain')] },
		);
		expect(error?.description).toContain("Switch on 'Convert to UTF-8 With Commas'");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a file that is to be converted', () => {
	const quoted = 'Molecule Name,Inhibition (%)\n"LAB-0000001","1"\n';

	it.each<[string, Buffer | string, string, string]>([
		['from UTF-16', utf16(goodCsv), 'plate.csv', goodCsv],
		['from Windows-1252', latin(`${header}\nSäure,1\n`), 'plate.csv', `${header}\nSäure,1\n`],
		['from semicolons', germanCsv, 'plate.csv', `${header}\nLAB-0000001,12\n`],
		['from tabs', goodCsv.replaceAll(',', '\t'), 'plate.tsv', goodCsv],
		['with "sep="', `sep=;\r\n${germanCsv}`, 'plate.csv', `${header}\nLAB-0000001,12\n`],
		[
			'with commas, quotes and lines in its cells',
			`A;B\n"x, y";"a ""b""\n\nc"\n`,
			'plate.csv',
			`A,B\n"x, y","a ""b""\n\nc"\n`,
		],
		['which it is already', quoted, 'plate.csv', quoted],
	])('is sent as UTF-8 with commas: %s', async (_what, content, name, wanted) => {
		const { hints, error } = await runSlurp(
			sandbox,
			{ ...notWaiting, convertFile: true },
			{ binary: [fileOf(Buffer.from(content), name)] },
		);
		expect(sent()?.bytes?.toString()).toBe(wanted);
		expect(sent()).toMatchObject({ filename: 'plate.csv', contentType: 'text/csv' });
		// A file that no template fits is refused, and its remarks stand in the refusal.
		const told = [...hints, error?.description ?? ''].join(' ');
		expect(told.includes('It was converted to UTF-8 with commas.')).toBe(content !== quoted);
	});

	it('keeps what each cell holds, whatever that is', async () => {
		const random = seededRandom(7);
		const odd = ['', ' ', 'a', '"', ',', ';', '\n', '\r\n', 'µ', '0012', '1,5', '\t', '=1+1', '""'];
		const cell = () => Array.from({ length: random(5) }, () => odd[random(odd.length)]).join('');
		const quotedLine = (row: string[]) => `${row.map((each) => `"${each.replaceAll('"', '""')}"`).join(';')}\r\n`;
		for (let round = 0; round < 100; round++) {
			const rows = [['A', 'B', 'C'], ...Array.from({ length: 5 }, () => [cell(), cell(), cell()])];
			const bytes = utf16(rows.map(quotedLine).join(''));
			const step = 1 + random(40);
			const pieces = async function* parts() {
				for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
			};
			const { layout } = await lookAt(pieces, 'csv', undefined);
			if (layout === undefined) throw new Error('no layout');
			const text = (await converted(pieces, layout)).toString();
			expect(new RowReader(',').push(text)).toEqual(rows);
			expect(text).toBe(rows.map(lineOf).join(''));
		}
	});
});

describe('the same file twice in one run', () => {
	const twice = { items: [{ n: 0 }, { n: 1 }], binary: [fileOf(goodCsv, 'a.csv'), fileOf(goodCsv, 'b.csv')] };

	it('is told', async () => {
		const { hints } = await runSlurp(sandbox, notWaiting, twice);
		expect(hints).toEqual([
			'b.csv: It is the same file, with the same settings, as in row 1, so it is imported twice.',
		]);
	});

	it('is fine with other settings', async () => {
		const runs = { run: [{ conditions: '={{ $json.n }}' }] };
		expect((await runSlurp(sandbox, { ...notWaiting, runs }, twice)).hints).toEqual([]);
	});
});
