import { sameSpelling } from './text';

/** Micro sign (U+00B5) and Greek mu (U+03BC) look the same; on keyboards without them it is a u. NFC leaves them two. */
const microSign = (text: string) => text.replace(/\u03bc/g, '\u00b5');

const byU = (text: string) => text.replace(/^(?:u|mc)(?=[A-Za-z]+$)/, '\u00b5');

const prefixes: Readonly<Record<string, string>> = {
	'': '',
	kilo: 'k',
	deci: 'd',
	centi: 'c',
	milli: 'm',
	micro: '\u00b5',
	nano: 'n',
};
const names: Readonly<Record<string, string>> = {
	litre: 'L',
	liter: 'L',
	gram: 'g',
	gramme: 'g',
	mole: 'mol',
	metre: 'm',
	meter: 'm',
};
const inWords = /^(kilo|deci|centi|milli|micro|nano|)(litre|liter|gramme|gram|mole|metre|meter)s?$/i;

/** A unit that is written in words, by its symbol: millilitre is mL. */
function symbol(text: string): string {
	const [, prefix = '', name = ''] = inWords.exec(text) ?? [];
	const unit = names[name.toLowerCase()];
	return unit === undefined ? text : `${prefixes[prefix.toLowerCase()] ?? ''}${unit}`;
}

/** Of the litre both letters are official. */
const capitalLitre = (text: string) => text.replace(/^([kdcmn\u00b5]?)l$/, '$1L');

const symbolOf = (text: string) => capitalLitre(byU(microSign(symbol(text))));

/**
 * The units that a text names, by the first of these that fits any: the exact spelling; the same but for what cannot be seen;
 * where that is allowed, other upper and lower case; another spelling of the same symbol (`ul`, `millilitre`).
 * @param anyCase mM and MM are two units, but not every list has both
 */
export function unitsNamed<U>(
	text: string,
	units: readonly U[],
	nameOf: (unit: U) => string,
	{ anyCase }: { anyCase: boolean },
): readonly U[] {
	const by = (form: (name: string) => string) => units.filter((unit) => sameSpelling(form(nameOf(unit)), form(text)));
	const steps = [
		() => units.filter((unit) => nameOf(unit) === text),
		() => by((name) => name),
		() => by((name) => microSign(name.trim())),
		() => (anyCase ? by((name) => microSign(name.trim()).toLowerCase()) : []),
		() => by((name) => symbolOf(name.trim())),
		() => (anyCase ? by((name) => symbolOf(name.trim()).toLowerCase()) : []),
	];
	for (const step of steps) {
		const found = step();
		if (found.length > 0) return found;
	}
	return [];
}
