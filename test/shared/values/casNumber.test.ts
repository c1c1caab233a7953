import { Fault } from '../../../nodes/shared/fault';
import { casIn, looksLikeCas, readCas, termsIn } from '../../../nodes/shared/values/casNumber';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';

/** With the check digit that belongs to it. */
function casOf(front: number, middle: number): string {
	const digits = `${front}${String(middle).padStart(2, '0')}`;
	const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at + 1), 0);
	return `${front}-${String(middle).padStart(2, '0')}-${sum % 10}`;
}

describe('a CAS number', () => {
	it.each([
		'67-64-1',
		'000067-64-1',
		' 67-64-1\r\n',
		'CAS: 67-64-1',
		'CAS-No. 67-64-1',
		'CAS No.: 67-64-1',
		'CAS RN\u00ae 67-64-1',
		'CASRN 67-64-1',
		'CAS# 67-64-1',
		'cas-nr.: 67-64-1',
		'CAS Registry Number: 67-64-1',
		'[67-64-1]',
		'(CAS 67-64-1)',
		'CAS [67-64-1]',
		'67\u201164\u20111',
		'67\u201364\u20131',
		'67 - 64 - 1',
		'\u200e67-64-1\u202c',
	])('is found in %j', (text) => {
		expect(casIn(text)).toBe('67-64-1');
		expect(readCas(text, 'CAS')).toBe('67-64-1');
	});

	it.each(['67-64-2', '67-64', '67641', '67-64-1, 60-29-7', 'Acetone', '00-00-0', '7-64-1', '12345678-12-1', '', null])(
		'is not in %j',
		(text) => {
			expect(() => readCas(text, 'CAS')).toThrow("'CAS' is not a CAS number");
		},
	);

	it('is known in 5,000 random ones whatever stands around it, and by no other check digit', () => {
		const random = seededRandom(5);
		const around = [
			(cas: string) => cas,
			(cas: string) => `0000${cas}`,
			(cas: string) => `CAS: ${cas}`,
			(cas: string) => `[${cas}]\r\n`,
			(cas: string) => cas.replaceAll('-', '\u2010'),
		];
		for (let round = 0; round < 5000; round++) {
			const cas = casOf(50 + random(9_999_949), random(100));
			const written = around[random(around.length)]?.(cas) ?? cas;
			expect(casIn(written)).toBe(cas);
			expect(casIn(casIn(written) ?? '')).toBe(cas);
			const wrong = `${cas.slice(0, -1)}${(Number(cas.slice(-1)) + 1 + random(9)) % 10}`;
			expect(casIn(wrong)).toBeUndefined();
			expect(looksLikeCas(wrong)).toBe(true);
		}
	});
});

describe('the terms of a list', () => {
	it.each([
		['67-64-1', ['67-64-1']],
		['CAS: 000067-64-1', ['67-64-1']],
		['67-64-1, 60-29-7', ['67-64-1', '60-29-7']],
		['67-64-1;60-29-7 / 67-64-1', ['67-64-1', '60-29-7']],
		['67-64-1 and 60-29-7', ['67-64-1', '60-29-7']],
		['CAS 67-64-1, CAS 60-29-7', ['67-64-1', '60-29-7']],
		['67-64-1 - 60-29-7', ['67-64-1', '60-29-7']],
		['2,6-lutidine', ['2,6-lutidine']],
		['1,1\u2032-bi-2-naphthol', ['1,1\u2032-bi-2-naphthol']],
		['bicyclo[2.2.1]hept-2-ene', ['bicyclo[2.2.1]hept-2-ene']],
		['C.I. 45350', ['C.I. 45350']],
		['2026-03-05', ['2026-03-05']],
	])('%j are %j', (line, terms) => {
		expect(termsIn(line, 'Terms')).toEqual(terms);
	});

	it.each([
		['67-64-2', "'Terms' is not a CAS number"],
		['67-64-1, 60-29-8', "'Terms' is not a CAS number"],
		['67-64-12', "'Terms' is not a CAS number"],
		['67-6-1', "'Terms' is not a CAS number"],
		['Acetone (67-64-1)', "'Terms' contains a CAS number and other words"],
		['67-64-1 Acetone', "'Terms' contains a CAS number and other words"],
		['Acetone, 67-64-1', "'Terms' contains a CAS number and other words"],
	])('%j is refused', (line, message) => {
		expect(() => termsIn(line, 'Terms')).toThrow(Fault);
		expect(() => termsIn(line, 'Terms')).toThrow(message);
	});
});
