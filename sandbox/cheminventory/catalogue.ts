import { substanceList } from './seed/substances';
import type { ListedSubstance } from './seed/substances';

/** Atomic weight and mass of the most common isotope, g/mol. */
const elements: Record<string, readonly [weight: number, mass: number]> = {
	H: [1.008, 1.007825],
	Li: [6.94, 7.016003],
	B: [10.81, 11.009305],
	C: [12.011, 12],
	N: [14.007, 14.003074],
	O: [15.999, 15.994915],
	F: [18.998, 18.998403],
	Na: [22.99, 22.98977],
	Mg: [24.305, 23.985042],
	Al: [26.982, 26.981539],
	Si: [28.085, 27.976927],
	P: [30.974, 30.973762],
	S: [32.06, 31.972071],
	Cl: [35.45, 34.968853],
	K: [39.098, 38.963706],
	Ca: [40.078, 39.962591],
	Cr: [51.996, 51.940506],
	Mn: [54.938, 54.938044],
	Fe: [55.845, 55.934936],
	Co: [58.933, 58.933194],
	Cu: [63.546, 62.929598],
	Zn: [65.38, 63.929142],
	Br: [79.904, 78.918338],
	Pd: [106.42, 105.90348],
	Ag: [107.868, 106.905092],
	I: [126.904, 126.904472],
	Hg: [200.592, 201.970643],
};

function massOf(formula: string, column: 0 | 1): string {
	let sum = 0;
	for (const [, symbol = '', number] of formula.matchAll(/([A-Z][a-z]?)(\d*)/g)) {
		sum += (elements[symbol]?.[column] ?? 0) * Number(number === '' ? 1 : number);
	}
	return column === 0 ? sum.toFixed(3) : sum.toFixed(5);
}

export interface CatalogueEntry extends ListedSubstance {
	/** Text, as the service has it. */
	molecularWeight: string;
	exactMass: string;
}

const described = (listed: ListedSubstance): CatalogueEntry => ({
	...listed,
	molecularWeight: massOf(listed.formula, 0),
	exactMass: massOf(listed.formula, 1),
});

/** What the service's own databank knows: more substances than the lab has. */
export const catalogue: readonly CatalogueEntry[] = substanceList.map(described);

const byCas = new Map(catalogue.map((entry) => [entry.cas, entry]));

export const catalogueEntry = (cas: string): CatalogueEntry | undefined => byCas.get(cas);
