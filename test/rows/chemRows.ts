import type { ChemInventoryLive } from '../../sandbox/cheminventory/live';
import { barcodeWays } from './barcodes';
import { Chance } from './chance';
import { block, dealBlock, fine, wrong } from './deal';
import type { Decks, Row, Way } from './deal';
import { ownWays } from './ownRows';
import type { Labels } from './refusals';
import { asItIs, commentWays, dayWays, inBlanks, inPieces, nameWays, withUnseen } from './texts';

/** How the rows of a run name their substance. */
export const substanceModes = ['cas', 'create', 'name'] as const;
export type SubstanceMode = (typeof substanceModes)[number];

const sizeWays: readonly Way[] = [
	fine('plain', 5, (chance) => asItIs(String(1 + chance.below(2_500)))),
	fine('number typed', 2, (chance) => {
		const given = chance.pick([250, 0.5, 2.5, 1000]);
		return { given, stored: String(given) };
	}),
	fine('size 1e3', 2, (chance) =>
		chance.pick([
			{ given: '1e3', stored: '1000' },
			{ given: '2.5E2', stored: '250' },
			{ given: '5e-1', stored: '0.5' },
		]),
	),
	fine('size in words', 2, (chance) => asItIs(chance.pick(['50x 5g tablets', '2 x 100', 'one drum', '96-well plate']))),
	fine('numbers as text', 2, (chance) => asItIs(chance.pick(['1.10', '1.1', '0.50', '007']))),
	fine('blanks around', 2, (chance) => inBlanks(chance.pick(['250', '2.5', '0.1']), chance)),
	wrong('size 0,5', 1, (chance) => chance.pick(['0,5', '12,75', '1 000'])),
	wrong('size with its unit', 1, (chance) => chance.pick(['500mL', '2.5 L', '100 g', '5µL'])),
	wrong('size ~5', 1, (chance) => chance.pick(['~5', 'ca. 5', '<10', '-3', '≈ 2'])),
	wrong('size 1.250,5', 1, (chance) => chance.pick(['1.250,5', '1,250.5', "1'000"])),
	wrong('no size beside a unit', 1, (chance) => chance.pick(['', undefined, null])),
];

const spelled = (given: readonly string[], stored: string) => given.map((one) => ({ given: one, stored }));

const unitWays: readonly Way[] = [
	fine('plain', 3, (chance) => asItIs(chance.pick(['mL', 'g', 'kg', 'vial']))),
	fine('unit ml', 2, (chance) => asItIs(chance.pick(['ml', 'l']))),
	fine('micro sign', 2, () => asItIs('\u00b5L')),
	fine('Greek mu', 2, (chance) =>
		chance.pick([...spelled(['\u03bcL'], '\u03bcL'), ...spelled(['\u03bcg'], '\u00b5g')]),
	),
	fine('u for micro', 2, (chance) => chance.pick(spelled(['ug', 'mcg', 'micrograms'], '\u00b5g'))),
	fine('unit in other case', 2, (chance) =>
		chance.pick([...spelled(['KG', 'Kg'], 'kg'), ...spelled(['Vial', 'VIAL'], 'vial')]),
	),
	fine('unit in words', 2, (chance) =>
		chance.pick([...spelled(['milligrams', 'Milligram'], 'mg'), ...spelled(['kilogramme'], 'kg')]),
	),
	fine('blanks around', 2, (chance) => inBlanks(chance.pick(['mL', 'g', '\u00b5L']), chance)),
	fine('zero-width', 1, (chance) => withUnseen(chance.pick(['mL', 'g', 'kg']), chance)),
	wrong('unit that matches several', 1, (chance) => chance.pick(['uL', 'ML', 'litre', 'grams'])),
	wrong('unknown to the inventory', 1, (chance) => chance.pick(['lb', 'bottle', '250 mL'])),
];

const supplierWays: readonly Way[] = [
	fine('plain', 3, (chance) => asItIs(chance.pick(['VWR', 'TCI', 'Sigma-Aldrich', 'Fisher Scientific']))),
	fine('supplier with blanks', 3, (chance) => inBlanks(chance.pick(['Sigma Aldrich', 'VWR', 'Alfa Aesar']), chance)),
	fine('supplier in other case', 3, (chance) =>
		chance.pick([...spelled(['ALFA AESAR', 'alfa  aesar'], 'Alfa Aesar'), ...spelled(['tci', 'Tci'], 'TCI')]),
	),
	fine('zero-width', 2, (chance) => withUnseen(chance.pick(['VWR', 'Fisher Scientific']), chance)),
	fine('accents in pieces', 4, (chance) =>
		inPieces(chance.pick(['Müller & Söhne', 'Københavns Kemi', 'Labo Français'])),
	),
	fine('colons', 4, (chance) => asItIs(chance.pick(['Roth: Karlsruhe', 'Gift of "AG Klein"', 'β-Chem (UK)']))),
	wrong('empty cell in a record', 1, (chance) => chance.pick([undefined, null, ' '])),
];

const places = [
	'Cupboards > Cupboard 1',
	'Cupboards > Cupboard 2',
	'Lab 1.02 > Bench > Left',
	'Cold Room > Rack 1',
	'Stores',
];
const withArrow = 'Lab 1.02 > Solvents > 1 L';
export const withAccent = 'Kühlraum > Gestell é';

export const locationWays: readonly Way[] = [
	fine('plain', 5, (chance) => asItIs(chance.pick(places))),
	fine('inventory in front', 4, (chance) => {
		const stored = chance.pick([...places, withArrow]);
		return { given: `Sandbox Group > ${stored}`, stored };
	}),
	fine('location in other case or blanks', 4, (chance) => {
		const stored = chance.pick([...places, withArrow]);
		return {
			given: chance.pick([stored.toUpperCase(), stored.replaceAll(' > ', '>'), ` ${stored.toLowerCase()} `]),
			stored,
		};
	}),
	fine('location with an arrow in its name', 3, () => asItIs(withArrow)),
	fine('accents in pieces', 3, (chance) => {
		const { given, stored } = inPieces(withAccent);
		return { given: chance.pick([given, `Sandbox Group > ${String(given)}`]), stored };
	}),
	wrong('unknown to the inventory', 1, (chance) =>
		chance.pick(['Cupboards > Cupboard 9', 'Cupboard 1', '', 'Old Annex']),
	),
];

const substances = [
	['67-64-1', 'Acetone'],
	['67-56-1', 'Methanol'],
	['109-99-9', 'Tetrahydrofuran'],
	['7087-68-5', 'N-Ethyl-N-propan-2-ylpropan-2-amine'],
	['123-91-1', '1,4-Dioxane'],
] as const;

/** CAS numbers that no substance of the lab has; each once. */
const newCas = (chance: Chance) => {
	const digits =
		String(9_000_000 + ((chance.next() * 10_007) % 1_000_000) + (chance.seed % 7)) + String(10 + chance.below(90));
	const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at + 1), 0);
	return `${digits.slice(0, -2)}-${digits.slice(-2)}-${sum % 10}`;
};
const dressed = (cas: string, chance: Chance) =>
	chance.pick([
		`[${cas}]`,
		`(${cas})`,
		cas.replaceAll('-', '\u2011'),
		cas.replaceAll('-', ' - '),
		cas.replaceAll('-', '\u2013'),
	]);
const wrongDigit = (cas: string) => `${cas.slice(0, -1)}${(Number(cas.slice(-1)) + 3) % 10}`;

/** @param none what comes of the word for none */
function casWays(cas: (chance: Chance) => string, none: Way): readonly Way[] {
	const typed = (kind: string, share: number, type: (stored: string, chance: Chance) => string) =>
		fine(kind, share, (chance) => {
			const stored = cas(chance);
			return { given: type(stored, chance), stored };
		});
	return [
		typed('plain', 8, (stored) => stored),
		typed('CAS padded', 3, (stored, chance) => `${chance.pick(['0', '0000', '000'])}${stored}`),
		typed(
			'CAS with a word in front',
			3,
			(stored, chance) => `${chance.pick(['CAS: ', 'CAS ', 'CAS-No. ', 'cas no: 00'])}${stored}`,
		),
		typed('CAS in other signs', 2, dressed),
		wrong('CAS with a wrong check digit', 2, (chance) => wrongDigit(cas(chance))),
		none,
	];
}

const loose = (name: string, chance: Chance) => ({
	given: chance.pick([name.toUpperCase(), ` ${name.toLowerCase()}`, `${name}  `]),
	stored: name,
});

const substanceDecks: Readonly<Record<SubstanceMode, () => Decks>> = {
	cas: () => ({
		cas: casWays(
			(chance) => chance.pick(substances)[0],
			wrong('no CAS', 2, (chance) => chance.pick(['N/A', '', undefined, 'none', '-'])),
		),
	}),
	create: () => ({
		substance: [
			fine('plain', 5, (chance) => asItIs(`Compound ${chance.seed}-${chance.next()}`)),
			fine('Greek', 4, (chance) => asItIs(`β-Lactam ${chance.seed}-${chance.next()}`)),
			fine('brackets', 3, (chance) => asItIs(`(±)-[${chance.seed}.${chance.next()}]paracyclophane`)),
			fine('primes', 3, (chance) => asItIs(`2′,3'-anhydro ${chance.seed}-${chance.next()}`)),
			fine('accents in pieces', 3, (chance) => inPieces(`Hünig ${chance.seed}-${chance.next()}`)),
			wrong('percent sign in a look-up', 2, (chance) => `Compound % ${chance.next()}`),
		],
		cas: casWays(
			newCas,
			fine('no CAS', 2, (chance) => ({ given: chance.pick(['N/A', '', undefined, 'n/a ']), stored: 'N/A' })),
		),
	}),
	name: () => ({
		substance: [
			fine('plain', 7, (chance) => asItIs(chance.pick(substances)[1])),
			fine('substance in other case or blanks', 7, (chance) => loose(chance.pick(substances)[1], chance)),
			fine('zero-width', 3, (chance) => withUnseen(chance.pick(substances)[1], chance)),
			wrong('unknown to the inventory', 2, (chance) => chance.pick(['Aceton', 'Methanol, dry', 'Dioxane 99'])),
			wrong('percent sign in a look-up', 1, () => 'Ace%'),
		],
	}),
};

/** Fields whose fault names another one; the lab's own fields are one form. */
export const labels: Labels = {
	name: ['Name'],
	barcode: ['Barcode'],
	size: ['Size'],
	unit: ['Unit'],
	supplier: ['Supplier'],
	location: ['Location'],
	dateAcquired: ['Date Acquired'],
	substance: ['Substance'],
	cas: ['Substance', 'CAS of the Substance'],
	code: ['Custom Fields'],
	remaining: ['Custom Fields'],
	expiry: ['Custom Fields'],
	storageClass: ['Custom Fields'],
	notes: ['Custom Fields'],
	datasheet: ['Custom Fields'],
	handling: ['Custom Fields'],
};

export interface ModeRows {
	mode: SubstanceMode;
	rows: Row[];
}

const blocksOf: Readonly<Record<SubstanceMode, number>> = { cas: 2, create: 2, name: 1 };
export const batchOfRows = block * Object.values(blocksOf).reduce((all, blocks) => all + blocks, 0);

/** A batch of rows for one lab, by the way in which they name their substance. @param inUse barcodes that somebody has */
export function chemRows(seed: number, inUse: readonly string[]): ModeRows[] {
	const chance = new Chance(seed);
	const common: Decks = {
		name: nameWays,
		barcode: barcodeWays(true, () => chance.pick(inUse)),
		size: sizeWays,
		unit: unitWays,
		supplier: supplierWays,
		location: locationWays,
		comments: commentWays,
		dateAcquired: dayWays,
		...ownWays,
	};
	return substanceModes.map((mode) => {
		const decks = { ...common, ...substanceDecks[mode]() };
		const nth = (at: number) => seed * blocksOf[mode] + at;
		return {
			mode,
			rows: Array.from({ length: blocksOf[mode] }, (_empty, at) => dealBlock(decks, chance, nth(at))).flat(),
		};
	});
}

/** What the rows take for granted of their lab. */
export function furnish(lab: ChemInventoryLive): void {
	lab.addUnit('\u00b5g');
	const [room = '', shelf = ''] = withAccent.split(' > ');
	lab.addLocation(room);
	lab.addLocation(shelf, room);
}
