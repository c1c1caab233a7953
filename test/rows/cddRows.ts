import { barcodeWays } from './barcodes';
import { Chance } from './chance';
import { block, dealBlock, fine, wrong } from './deal';
import type { Decks, Row, Way } from './deal';
import type { Labels } from './refusals';
import { asItIs, commentWays, dayWays, fromScanner, inBlanks, inPieces, ownTextWays, withUnseen } from './texts';

const blocks = 3;
export const batchOfSamples = block * blocks;

/** A box of ten rows and ten columns. */
export const side = 10;

const amountWays: readonly Way[] = [
	fine('plain', 5, (chance) => asItIs(chance.pick(['0.3', '12.5', '100', '1.1']))),
	fine('number typed', 4, (chance) => {
		const given = chance.pick([0.3, 12.5, 250, 0.7]);
		return { given, stored: String(given) };
	}),
	fine('sum with a tail', 3, () => ({ given: 0.1 + 0.2 + 0.4, stored: '0.7' })),
	fine('amount 1e3', 2, () => ({ given: '1e3', stored: '1000' })),
	fine('blanks around', 2, (chance) => inBlanks(chance.pick(['250', '2.5']), chance)),
	wrong('amount 0,5', 1, (chance) => chance.pick(['0,5', '1.250,5', '1 000'])),
	wrong('amount with its unit', 1, (chance) => chance.pick(['500mg', '2.5 g', '0x10'])),
	wrong('amount ~5', 1, (chance) => chance.pick(['~5', '-3', '0', 'full'])),
	wrong('empty cell in a number', 1, (chance) => chance.pick(['', undefined, null, ' '])),
];

const unitWays: readonly Way[] = [
	fine('plain', 6, (chance) => asItIs(chance.pick(['mg', 'g', 'mL', '\u00b5g']))),
	fine('Greek mu', 3, (chance) => ({ given: chance.pick(['\u03bcg', ' \u03bcg']), stored: '\u00b5g' })),
	fine('u for micro', 3, (chance) => ({ given: chance.pick(['ug', 'mcg', 'micrograms']), stored: '\u00b5g' })),
	fine('unit ml', 2, () => ({ given: 'ml', stored: 'mL' })),
	fine('unit in words', 2, (chance) => ({ given: chance.pick(['millilitres', 'milliliter']), stored: 'mL' })),
	fine('zero-width', 2, (chance) => withUnseen('mg', chance)),
	wrong('unit in other case', 1, (chance) => chance.pick(['MG', 'Ug', 'ML'])),
	wrong('unit unknown to the vault', 1, (chance) => chance.pick(['lb', 'vial', '250 mg'])),
];

const idWays: readonly Way[] = [
	fine('plain', 3, (chance) => asItIs(`S-${chance.next()}`)),
	fine('numbers as text', 3, (chance) =>
		asItIs(chance.pick(['.10', '.1', 'e3', '.100']).replace(/^/, String(chance.next()))),
	),
	fine('zeros in front', 2, (chance) => asItIs(`00${10_000 + chance.next()}`)),
	fine('Greek', 2, (chance) => asItIs(`β-${chance.next()}/Δ²`)),
	fine('quotes', 2, (chance) => asItIs(`Tube "${chance.next()}" 5′`)),
	fine('colons', 2, (chance) => asItIs(`Tris (1 M): ${chance.next()} [x]`)),
	fine('accents in pieces', 2, (chance) => inPieces(`Zöllner ${chance.next()}`)),
	fine('zero-width', 2, (chance) => withUnseen(`S-${chance.next()}`, chance)),
	fine('line end of a scanner', 2, (chance) => fromScanner(`S-${chance.next()}`, chance)),
];

/** Each place of the box once: as a number, row by row, and as a name. */
function placeWays(): readonly Way[] {
	let taken = 0;
	const place = (write: (number: number, letter: string, column: number) => unknown) => () => {
		const at = taken++;
		const number = at + 1;
		const letter = String.fromCharCode(65 + Math.floor(at / side));
		return { given: write(number, letter, (at % side) + 1), stored: String(number) };
	};
	return [
		fine(
			'plain',
			5,
			place((number) => String(number)),
		),
		fine(
			'number typed',
			3,
			place((number) => number),
		),
		fine(
			'place by name',
			4,
			place((_number, letter, column) => `${letter}${column}`),
		),
		fine(
			'place by name, padded',
			4,
			place((_number, letter, column) => ` ${letter.toLowerCase()}0${column}`),
		),
		fine(
			'place by both',
			3,
			place((number, letter, column) => `${number}/${letter}${column}`),
		),
		wrong('place outside the box', 1, (chance) => chance.pick(['101', 'Z1', 'A11', '3/B7', '0'])),
	];
}

/** The fields of samples are listed nowhere, so no day is refused before it is sent. */
const expiryWays: readonly Way[] = [
	...dayWays.filter(({ refused }) => refused === undefined),
	fine('plain', 2, () => asItIs('2027-06-30')),
];

export const labels: Labels = {
	sampleId: ['Sample Fields'],
	destination: ['Sample Fields'],
	barcode: ['Event Fields'],
	reason: ['Event Fields'],
	amount: ['Amount'],
	units: ['Units'],
	position: ['Position'],
};

export function cddRows(seed: number): Row[] {
	const chance = new Chance(seed);
	const decks: Decks = {
		sampleId: idWays,
		destination: ownTextWays,
		expiry: expiryWays,
		// CDD Vault does not look who has a barcode.
		barcode: barcodeWays(false, () => '0104\u001d21'),
		reason: commentWays,
		amount: amountWays,
		units: unitWays,
		position: placeWays(),
	};
	return Array.from({ length: blocks }, (_empty, at) => dealBlock(decks, chance, seed * blocks + at)).flat();
}
