import type { Chance } from './chance';
import { fine, wrong } from './deal';
import type { Typed, Way } from './deal';

/** What scanners, spreadsheets and copying put around a text or into it: the field takes it away again. */
const unseen = ['\u200b', '\ufeff', '\u00ad', '\u200e', '\u2060'] as const;
const ends = ['\r\n', '\n', '\r', '\t', '\u0003'] as const;

export const withUnseen = (stored: string, chance: Chance): Typed => {
	const at = chance.below(stored.length + 1);
	return { given: stored.slice(0, at) + chance.pick(unseen) + stored.slice(at), stored };
};
export const fromScanner = (stored: string, chance: Chance): Typed => ({ given: stored + chance.pick(ends), stored });
export const inBlanks = (stored: string, chance: Chance): Typed => ({
	given: chance.pick([` ${stored}`, `${stored}  `, `\u00a0${stored} `, `\t${stored}`]),
	stored,
});
/** As some systems write letters with accents. */
export const inPieces = (stored: string): Typed => ({ given: stored.normalize('NFD'), stored });
export const asItIs = (stored: string): Typed => ({ given: stored, stored });
export const nothing = (chance: Chance): Typed => ({ given: chance.pick(['', undefined, null, ' ', '\u200b']) });

const plain = ['Acetone, HPLC grade', 'Buffer', 'Old stock', 'Silica gel 60', 'Ethanol abs.', 'Gold'];
const greek = [
	'β-Alanine',
	'α,β-dimethylstyrene',
	'N,N′-Δ²-thiazoline',
	'γ-Valerolacton',
	'λ-Carrageenan',
	'Ωmega-3 μ-oxo',
];
const primes = ["3',5'-cAMP", '5″-phosphate', "2'-deoxyadenosine 5′-triphosphate", "Hunig's base", '4,4′-bipyridine'];
const quotes = ['Tube "large" 50 mL', '“Premium” grade', '"', "the 'good' one", '„alt“ 2" stopper', '`raw`'];
const colons = ['Tris (1 M): pH 8.0', 'THF:water 9:1', ': leading', 'Lot: 7; Exp: 2027', 'DMF::dry'];
const brackets = ['[13C]-Glucose', '(R)-(+)-BINAP', '{mixed} (x', 'Cu(I) [CuBr]', '((x))', '(AA00001)', '<dry>'];
const accents = [
	'Zöllner reagent',
	'Sørensen buffer, pâte',
	'Citrát pufr',
	'Ångström sieve 4 Å',
	'Kühlmittel für Büchi',
	'Việt',
];
export const numeric = ['1.10', '1.1', '01.1', '1.100', '1e3', '1000', '007', '-5', '0x10', '1,5'];
const formulas = [
	'=1+1',
	'=HYPERLINK("http://x.test")',
	'@SUM(A1)',
	'+49 30',
	'-2+3',
	'{{ $json.name }}',
	'${x}',
	'%41 %',
];
const html = ['<b>toxic</b> &amp; old', '<script>alert(1)</script>', 'a < b > c & d', '<!-- x --> &lt;'];
const several = ['one\ntwo', 'first\r\n\r\nthird', 'a\tb\nc', 'Lot 1\rLot 2'];

/** Half of the texts get something behind them, so that most are of their own. */
const of = (from: readonly string[], chance: Chance) =>
	chance.below(3) === 0
		? chance.pick(from)
		: `${chance.pick(from)} ${chance.pick(['lot', 'no.', '#'])}${chance.next()}`;

/** Names of things: one line. */
export const nameWays: readonly Way[] = [
	fine('Greek', 2, (chance) => asItIs(of(greek, chance))),
	fine('primes', 2, (chance) => asItIs(of(primes, chance))),
	fine('quotes', 2, (chance) => asItIs(of(quotes, chance))),
	fine('colons', 2, (chance) => asItIs(of(colons, chance))),
	fine('brackets', 2, (chance) => asItIs(of(brackets, chance))),
	fine('line end of a scanner', 2, (chance) => fromScanner(of(plain, chance), chance)),
	fine('zero-width', 2, (chance) => withUnseen(of([...greek, ...quotes, ...plain], chance), chance)),
	fine('accents in pieces', 2, (chance) => inPieces(of(accents, chance))),
	fine('numbers as text', 2, (chance) => asItIs(chance.pick(numeric))),
	fine('formula', 1, (chance) => asItIs(chance.pick(formulas))),
	wrong('line break in one line', 1, (chance) => `${of(plain, chance)}\n${chance.pick(brackets)}`),
];

/** Comments: several lines, and none is an empty cell. */
export const commentWays: readonly Way[] = [
	fine('empty cell', 4, nothing),
	fine('plain', 3, (chance) => asItIs(of(plain, chance))),
	fine('several lines', 3, (chance) => asItIs(of(several, chance))),
	fine('HTML', 3, (chance) => asItIs(of(html, chance))),
	fine('formula', 3, (chance) => asItIs(chance.pick(formulas))),
	fine('quotes', 2, (chance) => asItIs(of(quotes, chance))),
	fine('line end of a scanner', 2, (chance) => fromScanner(of([...several, ...greek], chance), chance)),
];

/** A text among the lab's own fields: blanks at its ends are there to the letter. */
export const ownTextWays: readonly Way[] = [
	fine('empty cell', 3, (chance) => ({ given: chance.pick(['', undefined, null]) })),
	fine('plain', 3, (chance) => asItIs(of(plain, chance))),
	fine('numbers as text', 3, (chance) => asItIs(chance.pick(numeric))),
	fine('zeros in front', 3, (chance) => asItIs(`00${chance.below(10_000)}`)),
	fine('blanks in an own field', 3, (chance) => asItIs(` ${of(plain, chance)} `)),
	fine('accents in pieces', 2, (chance) => inPieces(of(accents, chance))),
	fine('line end of a scanner', 2, (chance) => fromScanner(of(greek, chance), chance)),
	wrong('control character within', 1, (chance) => `P-${chance.next()}\u001dP-2`),
];

/** The same in several lines. */
export const ownLinesWays: readonly Way[] = [
	fine('empty cell', 4, nothing),
	fine('plain', 3, (chance) => asItIs(of(plain, chance))),
	fine('several lines', 4, (chance) => asItIs(of(several, chance))),
	fine('blanks in an own field', 3, (chance) => asItIs(`  ${of(several, chance)} `)),
	fine('HTML', 2, (chance) => asItIs(of(html, chance))),
	fine('line end of a scanner', 3, (chance) => fromScanner(of(several, chance), chance)),
	wrong('control character within', 1, (chance) => `P-${chance.next()}\u001d\nP-2`),
];

const days = ['2026-11-30', '2024-02-29', '1999-12-31', '2031-01-01'];
const wrongDays = ['30.11.2026', '11/30/2026', 'Nov 30, 2026', '30-Nov-26', '2026-13-01', '2026-02-30', 'soon'];

/** Days; what is written counts, whatever the time zone. */
export const dayWays: readonly Way[] = [
	fine('plain', 5, (chance) => asItIs(chance.pick(days))),
	fine('date with a time', 3, (chance) => {
		const stored = chance.pick(days);
		return { given: `${stored}${chance.pick([' 14:05', 'T00:00:00', 'T23:59:59.999'])}`, stored };
	}),
	fine('date with a time zone', 3, (chance) => {
		const stored = chance.pick(days);
		return { given: `${stored}T${chance.pick(['23:30:00Z', '00:10:00+14:00', '22:00:00-11:00'])}`, stored };
	}),
	fine('empty cell', 4, nothing),
	fine('blanks around', 3, (chance) => inBlanks(chance.pick(days), chance)),
	wrong('date as people type it', 1, (chance) => chance.pick(wrongDays)),
	wrong('date of a spreadsheet', 1, (chance) => chance.pick([46_356, '46356', 2026, '2026', '202611', '12:30'])),
];
