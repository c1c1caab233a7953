import { Chance } from './chance';
import { block, dealBlock, fine, wrong } from './deal';
import type { Row, Way } from './deal';
import { asItIs, dayWays, inBlanks, nothing, ownTextWays, withUnseen } from './texts';

const blocks = 2;
export const batchOfBatches = block * blocks;

/** Values of a pick list, as the vault holds them: one has a blank at its end, and one is not offered any more. */
export const vendors = [
	{ value: 'In-house', hidden: false },
	{ value: 'Contract Lab North ', hidden: false },
	{ value: 'Zöllner & Söhne', hidden: false },
	{ value: 'mM Chemicals', hidden: false },
	{ value: 'Gone Ltd', hidden: true },
];

const purityWays: readonly Way[] = [
	fine('empty cell', 4, nothing),
	fine('plain', 5, (chance) => asItIs(chance.pick(['97.5', '100', '0']))),
	fine('number typed', 4, (chance) => {
		const given = chance.pick([99.1, 0, 45]);
		return { given, stored: String(given) };
	}),
	fine('amount 1e3', 3, () => ({ given: '9.9e1', stored: '99' })),
	fine('blanks around', 3, (chance) => inBlanks('98.5', chance)),
	wrong('number as people type it', 1, (chance) => chance.pick(['97,5', '97 %', '>95', 'pure'])),
];

const vendorWays: readonly Way[] = [
	fine('empty cell', 4, nothing),
	fine('plain', 5, (chance) => asItIs(chance.pick(['In-house', 'Zöllner & Söhne', 'mM Chemicals']))),
	fine('blank of the list left out', 3, () => ({ given: 'Contract Lab North', stored: 'Contract Lab North ' })),
	fine('blanks around', 3, (chance) => inBlanks('In-house', chance)),
	fine('accents in pieces', 2, () => ({ given: 'Zöllner & Söhne'.normalize('NFD'), stored: 'Zöllner & Söhne' })),
	fine('zero-width', 2, (chance) => withUnseen('mM Chemicals', chance)),
	wrong('unknown to the list', 1, (chance) => chance.pick(['in-house', 'MM Chemicals', 'Gone Ltd', 'Inhouse'])),
];

/** The batch fields of the rows, by what the vault calls them. */
export const batchFields: Readonly<Record<string, string>> = {
	date: 'Date',
	purity: 'Purity',
	vendor: 'Vendor',
	note: 'Note',
	appearance: 'Appearance, visual',
};

/** Empty cells change nothing, and so a row of them is refused. */
const isEmpty = ({ stored, refused }: Row) =>
	refused.length === 0 && Object.values(stored).every((text) => text === undefined);

export function batchRows(seed: number): Row[] {
	const chance = new Chance(seed);
	const decks = {
		date: dayWays,
		purity: purityWays,
		vendor: vendorWays,
		note: ownTextWays,
		appearance: ownTextWays,
	};
	return Array.from({ length: blocks }, (_empty, at) => dealBlock(decks, chance, seed * blocks + at))
		.flat()
		.map((row) => (isEmpty(row) ? { ...row, refused: ['everything'] } : row));
}
