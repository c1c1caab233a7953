import { statementsIn } from './hazardStatements';
import { combinedStatements, hazardTable } from './hazardTable';
import type { LabelElements, Pictogram, Sign, SignalWord } from './hazardTable';

const statementOf = (code: string): string | undefined => hazardTable[code]?.statement;

/** The sentence of a code; of a combination that has none of its own, the sentences of all its parts. */
function sentence(code: string): string | undefined {
	const [own, parts] = [combinedStatements[code], statementsIn(code)];
	if (own !== undefined) return own;
	const sentences = parts.map((part) => statementOf(part));
	return sentences.includes(undefined) ? undefined : sentences.join('. ');
}

/** A code with its official statement, such as `H225: Highly flammable liquid and vapour`; a code that has none stands alone. */
export function hazardStatement(code: string): string {
	const said = sentence(code);
	return said === undefined ? code : `${code}: ${said}`;
}

/** What the signal word and the pictograms of a label must be; left out where codes leave it open, or ask for none. */
export interface HazardLabel {
	signalWord?: SignalWord;
	/** In the order of their numbers. */
	pictograms?: Pictogram[];
}

/** The one value in the list, if it is one. */
const agreed = <T>(values: readonly T[]): T | undefined =>
	values.every((value) => value === values[0]) ? values[0] : undefined;

const strongest = (words: ReadonlyArray<SignalWord | undefined>): SignalWord | undefined =>
	words.includes('Danger') ? 'Danger' : words.find((word) => word !== undefined);

const pictogramOf = (sign: Sign): string => sign.slice(0, 'GHS00'.length);

/**
 * What must not appear beside others: CLP, article 26 (1) (b) to (d). What (a) and (e) make optional stays: GHS02 and GHS03
 * beside GHS01, GHS04 beside GHS02 or GHS06.
 */
function allowed(sign: Sign, all: ReadonlySet<Sign>): boolean {
	const applies = (pictogram: Pictogram) => [...all].some((one) => pictogramOf(one) === pictogram);
	if (pictogramOf(sign) !== 'GHS07') return true;
	if (applies('GHS06')) return false;
	if (sign === 'GHS07 for irritation') return !applies('GHS05') && !all.has('GHS08 for asthma');
	return sign !== 'GHS07 for sensitisation' || !all.has('GHS08 for asthma');
}

/** As one text: sets are compared. */
const shownSigns = (all: ReadonlySet<Sign>): string =>
	[...new Set([...all].filter((sign) => allowed(sign, all)).map(pictogramOf))].sort().join(' ');

/** All ways in which the codes may be meant; ways with the same signs are one. */
function waysOf(categories: ReadonlyArray<readonly LabelElements[]>): Array<ReadonlySet<Sign>> {
	let ways = new Map<string, ReadonlySet<Sign>>([['', new Set()]]);
	for (const choices of categories) {
		const next = new Map<string, ReadonlySet<Sign>>();
		for (const way of ways.values())
			for (const { signs } of choices) {
				const all = new Set([...way, ...signs]);
				next.set([...all].sort().join('|'), all);
			}
		ways = next;
	}
	return [...ways.values()];
}

const isPictogram = (text: string): text is Pictogram => /^GHS0[1-9]$/.test(text);

/**
 * What follows from the codes for a label: a code of several categories (H228 is Danger or Warning) or one that nobody knows decides
 * nothing, so that word or pictograms are only there where every category gives the same ones.
 */
export function hazardLabel(codes: readonly string[]): HazardLabel {
	const parts = [...new Set(codes.flatMap(statementsIn))];
	const known = parts.flatMap((code) => hazardTable[code] ?? []).map(({ categories }) => categories);
	const isWhole = known.length === parts.length;
	const certain = strongest(known.map((choices) => agreed(choices.map(({ word }) => word))));
	const possible = strongest(known.flatMap((choices) => choices.map(({ word }) => word)));
	const signalWord = certain === 'Danger' || (isWhole && certain === possible) ? certain : undefined;
	const shown = isWhole ? agreed(waysOf(known).map(shownSigns)) : undefined;
	const pictograms = shown?.split(' ').filter(isPictogram) ?? [];
	return { ...(signalWord && { signalWord }), ...(pictograms.length > 0 && { pictograms }) };
}
