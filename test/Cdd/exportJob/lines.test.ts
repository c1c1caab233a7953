import { Lines } from '../../../nodes/Cdd/service/exportJob/lines';
import { ByteSplitter } from '../../../nodes/shared/values/byteSplitter';
import { numbersFrom } from '../../shared/backup/files';

const oddTexts = [
	'',
	'a',
	'",{"',
	'},{',
	'µ',
	'😀',
	'㎎',
	'\n',
	'\\',
	',',
	' ',
	'plain text of some length',
	'\u2028',
	'\0',
];
const gaps = [',', ',', ',', ', ', ',\n', ' ,', '\r\n,\r\n  ', ',\t'];

interface Written {
	lines: string;
	/** Whether all of it is in the bytes of the export. */
	isUncopied: boolean;
}

/** Writes an export as lines that comes in pieces, which may cut characters in two. */
function written(bytes: Uint8Array, size: () => number): Written {
	const splitter = new ByteSplitter();
	const lines = new Lines();
	const content: Uint8Array[] = [];
	let isUncopied = true;
	for (let from = 0; from < bytes.length;) {
		const piece = Buffer.from(new Uint8Array(bytes.subarray(from, (from += Math.max(1, size()))).slice()).buffer);
		splitter.pushBytes(piece);
		const next = lines.next(piece, splitter);
		isUncopied &&= next.length === 0 || next.buffer === piece.buffer;
		content.push(next);
	}
	splitter.finish();
	return { lines: Buffer.concat(content).toString('utf8'), isUncopied };
}

function exportOf(next: () => number) {
	const one = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)];
	const odd = next() < 0.5 ? oddTexts : oddTexts.slice(0, 4);
	const text = () => Array.from({ length: Math.floor(next() * 5) }, () => one(odd)).join('');
	const records = Array.from({ length: Math.floor(next() * 30) }, (_none, id) =>
		next() < 0.1 ? one([{}, [[id]], [[text()]]]) : { id, [text()]: text(), list: [{}, { text: text() }] },
	);
	const isPretty = next() < 0.2;
	const lineBreak = one(['\n', '\r', '\r\n']) ?? '';
	const asText = (record: unknown) => JSON.stringify(record, null, isPretty ? 2 : 0).replaceAll('\n', lineBreak);
	const plainGaps = next() < 0.5;
	const document = records.map((record, at) => (at === 0 ? '' : plainGaps ? ',' : one(gaps)) + asText(record)).join('');
	return { records, bytes: Buffer.from(`{"count":${records.length},"objects":[${document}]}`), isPretty };
}

describe('an export in lines', () => {
	it('has each record in one line, wherever it is cut, and whatever stands between them', () => {
		const next = numbersFrom(20_261_127);
		let uncopied = 0;
		for (let round = 0; round < 2_000; round++) {
			const { records, bytes, isPretty } = exportOf(next);
			const most = 1 + Math.floor(next() * 600);
			const found = written(bytes, () => Math.floor(next() * most));
			uncopied += Number(found.isUncopied);
			const lines = found.lines.split('\n');
			expect(lines.pop()).toBe('');
			expect(found.lines).not.toContain('\r');
			expect(lines.map((line): unknown => JSON.parse(line))).toEqual(records);
			if (!isPretty) expect(lines).toEqual(records.map((record) => JSON.stringify(record)));
			expect(found.lines).toBe(written(bytes, () => bytes.length).lines);
		}
		// else the shorter way was not taken
		expect(uncopied).toBeGreaterThan(200);
	});

	it.each([
		['a character that began in the piece before', '{"objects":[{"a":"😀"},{"b":1},{"c":2}]}', 19],
		['the same before a list', '{"objects":[["😀"],[[1]],[["µ"]]]}', 14],
		['two such characters', '{"objects":[{"a":"µµ"},{"b":"µ"},{"c":2}]}', 19],
	])('is right with %s, wherever the piece ends', (_title, text, from) => {
		const bytes = Buffer.from(text);
		const expected = written(bytes, () => bytes.length).lines;
		for (let first = from; first < bytes.length; first++) {
			for (let second = 1; second < bytes.length; second++) {
				const sizes = [first, second];
				expect(written(bytes, () => sizes.shift() ?? bytes.length).lines).toBe(expected);
			}
		}
	});
});
