const atom = String.raw`\[\d*(?:[A-Z][a-z]?|[bcnops]|se|as|\*)[^[\]\s]*\]|Br|Cl|[BCNOPSFI]|[bcnops]|\*`;
const tokens = new RegExp(String.raw`(?<atom>${atom})|(?<ring>%\d\d|\d)|(?<bond>[-=#$:/\\.~])|(?<branch>[()])`, 'gy');

const isAromatic = (symbol: string) => /^[a-z]/.test(symbol);

/**
 * Whether a text reads as SMILES: atoms, bonds, closed rings and branches, and aromatic atoms in rings alone. What the atoms
 * are like, the sandbox does not ask.
 */
export function isSmiles(text: string): boolean {
	const openRings = new Set<string>();
	let [read, depth, atoms, rings, aromatic] = [0, 0, 0, 0, false];
	for (const { 0: token, groups } of text.matchAll(tokens)) {
		read += token.length;
		if (groups?.atom !== undefined) {
			atoms += 1;
			aromatic ||= isAromatic(token);
		} else if (atoms === 0) {
			return false;
		} else if (groups?.ring !== undefined) {
			rings += 1;
			if (!openRings.delete(token)) openRings.add(token);
		} else if (groups?.branch !== undefined) {
			depth += token === '(' ? 1 : -1;
			if (depth < 0) return false;
		}
	}
	return read === text.length && atoms > 0 && depth === 0 && openRings.size === 0 && (rings > 0 || !aromatic);
}

/** SMILES, and behind a blank what CXSMILES add between bars. */
function isCxsmiles(text: string): boolean {
	const [smiles = '', ...extension] = text.split(' ');
	return isSmiles(smiles) && (extension.length === 0 || /^\|.*\|$/.test(extension.join(' ')));
}

const isMolfile = (text: string) => /\bV[23]000\b/.test(text) && /^M {2}END\s*$/m.test(text);

const readers: Record<string, (text: string) => boolean> = {
	smiles: isCxsmiles,
	cxsmiles: isCxsmiles,
	molfile: isMolfile,
	structure: (text) => isCxsmiles(text) || isMolfile(text),
	amino_acid: (text) => /^[A-Z]+$/.test(text),
	nucleotide: (text) => /^[ACGTUN]+$/.test(text),
};

/** Whether the text under this key of a molecule can be read as what the key says. */
export const isReadable = (key: string, text: string): boolean => readers[key]?.(text) ?? true;
