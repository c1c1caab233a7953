import { hazardLabel, hazardStatement } from '../../../nodes/shared/values/hazardLabel';
import { hazardCodesIn, isHazardCode, statementsIn } from '../../../nodes/shared/values/hazardStatements';
import { combinedStatements, hazardTable } from '../../../nodes/shared/values/hazardTable';

const codes = Object.keys(hazardTable);
const list = (text: string) => text.split(' ');

/** The label elements of the codes, read from the tables of the categories (GHS, annex 1) and not from ours. */
const labels: ReadonlyArray<[word: string | undefined, pictograms: string[] | undefined, codes: string]> = [
	['Danger', ['GHS01'], 'H200 H201 H202 H203 H209 H210 H240'],
	['Danger', ['GHS01', 'GHS02'], 'H241'],
	['Danger', ['GHS02'], 'H206 H220 H222 H224 H225 H232 H250 H251 H260'],
	['Danger', ['GHS02', 'GHS04'], 'H282'],
	['Danger', ['GHS03'], 'H270 H271'],
	['Danger', ['GHS05'], 'H314 H318'],
	['Danger', ['GHS06'], 'H300 H301 H310 H311 H330 H331'],
	['Danger', ['GHS08'], 'H304 H334 H340 H350 H350i H360 H360F H360D H360FD H360Fd H360Df H370 H372'],
	['Danger', undefined, 'H205 EUH380 EUH430 EUH440 EUH441 EUH450 EUH451'],
	['Warning', ['GHS02'], 'H208 H223 H226 H252'],
	['Warning', ['GHS02', 'GHS04'], 'H283'],
	['Warning', ['GHS04'], 'H280 H281 H284'],
	['Warning', ['GHS05'], 'H290'],
	['Warning', ['GHS07'], 'H302 H312 H315 H317 H319 H332 H335 H336 H420'],
	['Warning', ['GHS08'], 'H305 H341 H351 H361 H361f H361d H361fd H371 H373'],
	['Warning', ['GHS09'], 'H400 H410'],
	['Warning', undefined, 'H227 H229 H303 H313 H316 H320 H333 EUH381 EUH431'],
	[undefined, ['GHS09'], 'H411'],
	[undefined, undefined, 'H362 H401 H402 H412 H413 EUH001 EUH006 EUH014 EUH018 EUH019 EUH029 EUH031 EUH032 EUH044'],
	[undefined, undefined, 'EUH066 EUH070 EUH071 EUH201 EUH201A EUH202 EUH203 EUH204 EUH205 EUH206 EUH207 EUH208'],
	[undefined, undefined, 'EUH209 EUH209A EUH210 EUH211 EUH212 EUH401'],
	// Of several categories: with more than one signal word, more than one pictogram, or both.
	['Warning', undefined, 'H204'],
	[undefined, ['GHS02'], 'H207 H228 H242 H261'],
	[undefined, ['GHS03'], 'H272'],
	[undefined, undefined, 'H211 H221 H230 H231 EUH059'],
];

describe('the table of hazard statements', () => {
	it('has the 94 of CLP and GHS that begin with H, 36 supplemental ones, and 17 combinations', () => {
		expect(codes.filter((code) => code.startsWith('H'))).toHaveLength(94);
		expect(codes.filter((code) => code.startsWith('EUH'))).toHaveLength(36);
		expect(Object.keys(combinedStatements)).toHaveLength(17);
		expect(new Set(codes).size).toBe(130);
	});

	it('has codes that can be given back, in their order', () => {
		const all = [...codes, ...Object.keys(combinedStatements)];
		expect(all.filter((code) => !isHazardCode(code) || hazardCodesIn(code)[0] !== code)).toEqual([]);
		for (const kind of [/^H\d+$/, /^EUH/, /\+/]) {
			const some = all.filter((code) => kind.test(code));
			expect(some).toEqual([...some].sort());
		}
		expect(Object.keys(combinedStatements).flatMap(statementsIn)).toEqual(
			expect.arrayContaining(list('H300 H313 H320 H333')),
		);
	});

	it('has one sentence for each, which begins like one, ends without a full stop and leaves nothing to be filled in', () => {
		const sentences = [
			...Object.values(hazardTable).map(({ statement }) => statement),
			...Object.values(combinedStatements),
		];
		expect(sentences.filter((sentence) => !/^[A-Z][^<>…{}]*[a-z)]$/.test(sentence))).toEqual([]);
		expect(new Set(sentences).size).toBe(sentences.length);
	});

	it('gives each code the label elements of its categories', () => {
		const expected = labels.flatMap(([signalWord, pictograms, some]) =>
			list(some).map((code) => ({ code, signalWord, pictograms })),
		);
		expect(expected.map(({ code }) => code).sort()).toEqual([...codes].sort());
		for (const { code, ...label } of expected) expect({ code, ...hazardLabel([code]) }).toEqual({ code, ...label });
	});

	it('has physical, health and environmental pictograms where they belong', () => {
		const kinds: Array<[RegExp, string]> = [
			[/^H2/, 'GHS01 GHS02 GHS03 GHS04 GHS05 GHS07'],
			[/^H3/, 'GHS05 GHS06 GHS07 GHS08'],
			[/^H4/, 'GHS07 GHS09'],
			[/^EUH/, 'GHS07'],
		];
		for (const [kind, allowed] of kinds)
			for (const code of codes.filter((one) => kind.test(one)))
				for (const { signs } of hazardTable[code]?.categories ?? [])
					expect(list(allowed)).toEqual(expect.arrayContaining(signs.map((sign) => sign.slice(0, 5))));
	});
});

describe('what the codes of a substance ask for', () => {
	const both = 'H225 H319 H336';
	it.each([
		['acetone', both, 'Danger', 'GHS02 GHS07'],
		['methanol', 'H225 H301 H311 H331 H370', 'Danger', 'GHS02 GHS06 GHS08'],
		['sodium hydroxide', 'H290 H314', 'Danger', 'GHS05'],
		['toluene', 'H225 H304 H315 H336 H361d H373', 'Danger', 'GHS02 GHS07 GHS08'],
		['acetic acid', 'H226 H314', 'Danger', 'GHS02 GHS05'],
		['acetonitrile, combined', 'H225 H302+H312+H332 H319', 'Danger', 'GHS02 GHS07'],
		['copper sulfate', 'H302 H318 H410', 'Danger', 'GHS05 GHS07 GHS09'],
		['heptane', 'H225 H304 H315 H336 H410', 'Danger', 'GHS02 GHS07 GHS08 GHS09'],
		['nitric acid', 'H272 H290 H314 H331', 'Danger', 'GHS03 GHS05 GHS06'],
		['hydrogen peroxide', 'H271 H302 H332 H314 H335', 'Danger', 'GHS03 GHS05 GHS07'],
		['chloroform', 'H302 H315 H319 H331 H336 H351 H361d H372', 'Danger', 'GHS06 GHS08'],
		['hydrogen', 'H220 H280', 'Danger', 'GHS02 GHS04'],
		['nitrogen', 'H280', 'Warning', 'GHS04'],
		['calcium chloride', 'H319', 'Warning', 'GHS07'],
		['hexane', 'H225 H304 H315 H336 H361f H373 H411', 'Danger', 'GHS02 GHS07 GHS08 GHS09'],
		['an isocyanate', 'H315 H317 H319 H334', 'Danger', 'GHS08'],
		['dibenzoyl peroxide', 'H241 H317 H319 H410', 'Danger', 'GHS01 GHS02 GHS07 GHS09'],
		['an aerosol of category 2', 'H223 H229', 'Warning', 'GHS02'],
		['an aerosol of category 1', 'H222 H229', 'Danger', 'GHS02'],
		['acetylene', 'H220 H230 H280', 'Danger', 'GHS02 GHS04'],
	])('%s', (_name, given, signalWord, pictograms) => {
		expect(hazardLabel(list(given))).toEqual({ signalWord, pictograms: list(pictograms) });
		expect(hazardLabel(list(given).reverse())).toEqual({ signalWord, pictograms: list(pictograms) });
	});

	it.each([
		['skull over exclamation mark, whatever that stands for', 'H301 H302 H315 H317 H336', 'GHS06'],
		['corrosion over exclamation mark for irritation of skin and eyes', 'H314 H315 H319', 'GHS05'],
		['but not for anything else', 'H318 H302', 'GHS05 GHS07'],
		['nor for sensitisation of the skin', 'H314 H317', 'GHS05 GHS07'],
		['asthma over exclamation mark for skin and eyes', 'H334 H317 H315', 'GHS08'],
		['but not for the airways', 'H334 H317 H335', 'GHS07 GHS08'],
		['and no other health hazard', 'H351 H317 H315', 'GHS07 GHS08'],
		['what may be left out stays', 'H240 H225 H271', 'GHS01 GHS02 GHS03'],
		['the gas cylinder, too', 'H280 H225 H331', 'GHS02 GHS04 GHS06'],
	])('takes %s', (_rule, given, pictograms) => {
		expect(hazardLabel(list(given)).pictograms).toEqual(list(pictograms));
	});

	it('is not said where codes leave it open, and is where they make no difference', () => {
		expect(hazardLabel(['H228', 'H315'])).toEqual({ pictograms: ['GHS02', 'GHS07'] });
		expect(hazardLabel(['H228', 'H318'])).toEqual({ signalWord: 'Danger', pictograms: ['GHS02', 'GHS05'] });
		expect(hazardLabel(['H221', 'H302'])).toEqual({});
		expect(hazardLabel(['H221', 'H225'])).toEqual({ signalWord: 'Danger', pictograms: ['GHS02'] });
		expect(hazardLabel(['H204', 'H302'])).toEqual({ signalWord: 'Warning' });
		expect(hazardLabel(['H204', 'H330'])).toEqual({ signalWord: 'Danger' });
	});

	it('takes nothing from a code that it does not know but the end of its certainty', () => {
		expect(hazardLabel(['H225', 'H299'])).toEqual({ signalWord: 'Danger' });
		expect(hazardLabel(['H302', 'H299'])).toEqual({});
		expect(hazardLabel(['H299'])).toEqual({});
		expect(hazardLabel([])).toEqual({});
	});
});

describe('a hazard statement', () => {
	it.each([
		['H225', 'H225: Highly flammable liquid and vapour'],
		['H302+H312', 'H302+H312: Harmful if swallowed or in contact with skin'],
		['H360FD', 'H360FD: May damage fertility. May damage the unborn child'],
		['EUH066', 'EUH066: Repeated exposure may cause skin dryness or cracking'],
		['H302+H319', 'H302+H319: Harmful if swallowed. Causes serious eye irritation'],
		['H302+H299', 'H302+H299'],
		['H499', 'H499'],
	])('of %s is %j', (code, statement) => {
		expect(hazardStatement(code)).toBe(statement);
	});
});
