import { unitsNamed } from '../../../nodes/shared/values/units';

const micro = '\u00b5';
const mu = '\u03bc';
const lab = ['mL', 'ml', 'L', 'g', 'mg', `${micro}L`, `${mu}L`, `${micro}g`, 'kg', 'mM', 'MM', 'each', 'mol'];
const named = (text: string, units: readonly string[] = lab, anyCase = true) =>
	unitsNamed(text, units, (unit) => unit, { anyCase });

describe('a unit by its name', () => {
	it.each(lab)('%j is found by its exact spelling, whatever others are near', (unit) => {
		expect(named(unit)).toEqual([unit]);
		expect(named(` ${unit}\r\n`)).toEqual([unit]);
	});

	it.each([
		['ug', [`${micro}g`]],
		['mcg', [`${micro}g`]],
		[`${mu}g`, [`${micro}g`]],
		['KG', ['kg']],
		['grams', ['g']],
		['Litre', ['L']],
		['liter', ['L']],
		['l', ['L']],
		['kilogram', ['kg']],
		['microgramme', [`${micro}g`]],
		['EACH', ['each']],
	])('%j is %j, as there is no other', (text, found) => {
		expect(named(text)).toEqual(found);
	});

	it.each([
		['uL', [`${micro}L`, `${mu}L`]],
		['ML', ['mL', 'ml']],
		['millilitres', ['mL', 'ml']],
		['Mm', ['mM', 'MM']],
	])('%j fits %j', (text, found) => {
		expect(named(text)).toEqual(found);
	});

	it('is the one with a blank at its end where that is written so', () => {
		expect(named('mL ', ['mL', 'mL '])).toEqual(['mL ']);
		expect(named('mL', ['mL', 'mL '])).toEqual(['mL']);
	});

	it.each(['lb', '', 'gr', 'g g', 'm3'])('%j is none', (text) => {
		expect(named(text)).toEqual([]);
	});

	it.each([
		['MG', []],
		['mm', []],
		['ul', [`${micro}L`]],
		['ml', ['mL']],
		[`${mu}M`, [`${micro}M`]],
	])('%j is %j where upper and lower case matter', (text, found) => {
		expect(named(text, ['mg', 'mL', 'mM', `${micro}L`, `${micro}M`], false)).toEqual(found);
	});
});
