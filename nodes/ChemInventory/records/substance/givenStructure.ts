import { exactText, mapped } from '../../../shared/form';
import type { Declared, Field } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';

export interface GivenStructure {
	text: string;
	isMolfile: boolean;
}

/** Atoms, bonds, brackets, ring numbers and dots, an atom first: hardly a word of a language is made of them alone, and no InChI. */
const smiles = /^(?=[[A-Za-z*])(?:\[[^[\]\s]+\]|Br|Cl|[BCNOPSFI]|[bcnops*]|%\d{2}|\d|[-=#$:/\\.()])+$/;

const end = /^M {2}END[^\S\n]*$/m;
const endOfRecord = /^\s*(?:\$\$\$\$\s*)?$/;

function structureIn(given: string, label: string): GivenStructure {
	const oneWord = given.trim();
	if (!/\s/.test(oneWord) && smiles.test(oneWord)) return { text: oneWord, isMolfile: false };
	const found = end.exec(given);
	if (found === null)
		throw badInput(
			label,
			'is neither SMILES nor a whole molfile',
			`It begins: ${quote(given.trim().slice(0, 40))}. SMILES are one word such as CC(C)=O; a molfile has several lines, the last of them "M  END". Names and InChI are not understood.`,
		);
	// The blank first line of a molfile is part of it.
	const molfile = given.slice(0, found.index + found[0].length);
	const rest = given.slice(molfile.length);
	if (endOfRecord.test(rest)) return { text: rest.includes('$') ? molfile : given, isMolfile: true };
	throw badInput(
		label,
		'contains more than one molfile',
		`After the first "M  END" there is: ${quote(rest.trim().slice(0, 40))}. From an SD file, use one record, up to that line.`,
	);
}

/** One molfile with all its line breaks, or one SMILES. */
export const givenStructure = (declaration: Declared<'string'>): Field<GivenStructure> =>
	mapped(exactText(declaration), (given) => structureIn(given, declaration.displayName));
