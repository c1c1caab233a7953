import { Fault } from '../../../nodes/shared/fault';
import { cleanBarcode, cleanCell, cleanText, isBlank, readClean } from '../../../nodes/shared/values/cleaning';
import { sameSpelling, sameText } from '../../../nodes/shared/values/text';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';

const refusal = (code: () => unknown): string | undefined => {
	try {
		code();
	} catch (thrown) {
		if (thrown instanceof Fault) return `${thrown.message}: ${thrown.description ?? ''}`;
	}
	return undefined;
};

describe('a text', () => {
	it.each([
		['S-0001\r\n', 'S-0001'],
		['\u0002S-0001\u0003', 'S-0001'],
		['\u001d0104012345\u001d', '0104012345'],
		['\tS-0001\t', 'S-0001'],
		['\ufeffSigma Aldrich', 'Sigma Aldrich'],
		['Sigma\u200b Aldrich', 'Sigma Aldrich'],
		['Sigma\u200dAldrich\u200c', 'SigmaAldrich'],
		['\u200e67-64-1\u202c', '67-64-1'],
		['di\u00admethyl', 'dimethyl'],
		['Bio\u2060Rad', 'BioRad'],
		['Carl Zo\u0308llner', 'Carl Z\u00f6llner'],
		['\u00a0Tris\u2009', 'Tris'],
		['Tris  (1 M)', 'Tris  (1 M)'],
		['006574', '006574'],
		['aA00001', 'aA00001'],
		['5\u2032-ATP \u03b1,\u03b2', '5\u2032-ATP \u03b1,\u03b2'],
		['\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
		['\ud83d\udc69\u200d\ud83d\udd2c', '\ud83d\udc69\u200d\ud83d\udd2c'],
	])('%j is stored as %j', (given, stored) => {
		expect(readClean(given, 'Name', 'one')).toBe(stored);
	});

	it.each([
		['a\nb', "'Name' contains a line break"],
		['a\r\nb', "'Name' contains a line break"],
		['a\u2028b', "'Name' contains a line break"],
		['0104\u001d21', "'Name' contains a character that cannot be shown: It is U+001D"],
		['a\u0000b', "'Name' contains a character that cannot be shown: It is U+0000"],
		['5\u0092-ATP', "'Name' contains a character that cannot be shown: It is U+0092"],
		['half \ud83d', "'Name' contains a character that cannot be shown: It is U+D83D"],
	])('%j is refused in a field of one line', (given, words) => {
		expect(refusal(() => readClean(given, 'Name', 'one'))).toContain(words);
	});

	it('keeps its line breaks where there is room for several lines', () => {
		expect(readClean('a\r\nb\n', 'Comments', 'several')).toBe('a\r\nb');
		expect(refusal(() => readClean('a\u0003b', 'Comments', 'several'))).toContain('U+0003');
	});

	it.each(['', '  ', '\r\n', '\u200b', '\ufeff', '\u0002\u0003', '\u200e \u00ad'])('%j is blank', (given) => {
		expect(isBlank(given)).toBe(true);
		expect(cleanText(given)).toBe('');
	});
});

describe('a field of the lab', () => {
	it.each([
		['Sample ID', 'S-1\r\n', 'S-1'],
		['Sample ID', ' as is ', ' as is '],
		['Barcode', ' ]C1AA00001\r', 'AA00001'],
		['Vial barcode (2D)', '\u0002]d2006574\u0003', '006574'],
		['Note', ']C1 is what the scanner sends', ']C1 is what the scanner sends'],
		['Note', 'one\n  two ', 'one\n  two '],
	])('called %s stores %j as %j', (name, given, stored) => {
		expect(cleanCell(name, given, 'Fields', 'several', '')).toBe(stored);
	});
});

describe('a barcode', () => {
	it.each([
		[']C1AA00001', 'AA00001'],
		[']d2006574', '006574'],
		[']E04006381333931', '4006381333931'],
		[']Q3\u001d0104012345', '0104012345'],
		[']', ']'],
		['A]C1', 'A]C1'],
		['376104250021234569', '376104250021234569'],
	])('%j is %j on the label', (scanned, label) => {
		expect(cleanBarcode(scanned)).toBe(label);
	});
});

describe('two texts', () => {
	it.each([
		['Z\u00f6llner', 'Zo\u0308llner', true],
		['Sigma Aldrich ', 'Sigma\u200b Aldrich', true],
		['006574', '6574', false],
		['1.10', '1.1', false],
		['aa00001', 'AA00001', false],
		['1e3', '1000', false],
		[null, '', true],
	])('%j and %j have the same spelling: %j', (a, b, same) => {
		expect(sameSpelling(a, b)).toBe(same);
	});

	it('may be the same but for upper and lower case and the number of blanks', () => {
		expect(sameText('Sigma  Aldrich', 'sigma aldrich')).toBe(true);
		expect(sameText('006574', '6574')).toBe(false);
	});
});

describe('of 20,000 random texts', () => {
	const alphabet = [
		...'Aa0 19-.,;:>%|"\'()[]{}/\\',
		...'\u03b1\u00b5\u03bc\u2032\u2033\u212b\u2126\u00e9',
		...'\u0301\u0308\u0323\u200b\u200c\u200d\u200e\u2060\ufeff\u00ad\u00a0\u2003',
		...'\t\n\r\v\u0000\u0002\u0003\u001d\u0085\u2028\u0092',
		...'\u0645\u0915\u094d\u0937\uac00\u1100\u1161',
		'\ud83d\udc69',
		'\ud83d',
		']C1',
	];
	const random = seededRandom(12);
	const texts = Array.from({ length: 20_000 }, () =>
		Array.from({ length: random(9) }, () => alphabet[random(alphabet.length)] ?? '').join(''),
	);

	it('each cleaned one stays as it is when it is cleaned again', () => {
		const cleaners = [cleanText, cleanBarcode, (text: string) => cleanBarcode(cleanText(text))];
		const changing = cleaners.flatMap((clean) => texts.filter((text) => clean(clean(text)) !== clean(text)));
		expect(changing).toEqual([]);
	});

	it('what is taken can be shown in one line, is the same text to our look-ups, and is blank only if nothing was there', () => {
		const taken = texts.filter((text) => refusal(() => readClean(text, 'Name', 'one')) === undefined);
		expect(taken.length).toBeGreaterThan(texts.length / 4);
		const bad = taken.filter((text) => {
			const stored = readClean(text, 'Name', 'one');
			return (
				/[\p{Cs}\u2028\u2029]|(?!\t)\p{Cc}/u.test(stored) ||
				!sameSpelling(text, stored) ||
				isBlank(text) !== (stored === '')
			);
		});
		expect(bad).toEqual([]);
	});

	it('nothing that can be seen is lost', () => {
		const seen = (text: string) => text.normalize('NFC').replace(/[\s\p{Cc}\p{Cf}]/gu, '');
		expect(texts.filter((text) => seen(cleanText(text)).normalize('NFC') !== seen(cleanText(seen(text))))).toEqual([]);
	});
});
