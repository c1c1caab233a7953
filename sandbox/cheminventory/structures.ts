/**
 * The sandbox computes no chemistry. SMILES are compared as text, and a molfile is compared with SMILES by the number of its
 * heavy atoms of each element: enough to see that a structure arrived, and no more.
 */

type AtomCounts = ReadonlyMap<string, number>;

function count(symbols: string[]): AtomCounts {
	const counts = new Map<string, number>();
	for (const symbol of symbols.filter((each) => each !== 'H')) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
	return counts;
}

const capitalised = (symbol: string) => symbol.charAt(0).toUpperCase() + symbol.slice(1);

function atomsOfSmiles(smiles: string): AtomCounts {
	const atoms = smiles.matchAll(/\[\d*([A-Z][a-z]?|[a-z])[^\]]*\]|(Cl|Br|[BCNOPSFI]|[bcnops])/g);
	return count([...atoms].map(([, bracketed, bare]) => capitalised(bracketed ?? bare ?? '')));
}

/** The atom lines of a V2000 molfile: three coordinates, then the element. */
function atomsOfMolfile(molfile: string): AtomCounts {
	return count(
		[...molfile.matchAll(/^\s*-?\d+\.\d+\s+-?\d+\.\d+\s+-?\d+\.\d+\s+([A-Z][a-z]?)\s/gm)].map(
			([, symbol = '']) => symbol,
		),
	);
}

const isMolfile = (structure: string) => structure.includes('\n');

const hasAll = (larger: AtomCounts, smaller: AtomCounts) =>
	[...smaller].every(([symbol, number]) => (larger.get(symbol) ?? 0) >= number);

export function sameStructure(asked: string, smiles: string): boolean {
	if (!isMolfile(asked)) return asked.trim() === smiles;
	const [left, right] = [atomsOfMolfile(asked), atomsOfSmiles(smiles)];
	return left.size > 0 && hasAll(left, right) && hasAll(right, left);
}

export function hasSubstructure(asked: string, smiles: string): boolean {
	if (!isMolfile(asked)) return smiles.includes(asked.trim());
	const part = atomsOfMolfile(asked);
	return part.size > 0 && hasAll(atomsOfSmiles(smiles), part);
}
