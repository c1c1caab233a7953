import { mapped, texts } from '../../../shared/form';
import type { Declared, Field } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';
import { hazardCodesIn, isHazardCode, statementsIn } from '../../../shared/values/hazardStatements';

type Codes = [string, ...string[]];

/** @throws Fault `badInput` */
function readCodes(given: readonly string[], label: string): Codes {
	const codes = given.flatMap(hazardCodesIn);
	const wrong = codes.filter((code) => !isHazardCode(code));
	if (wrong.length > 0) {
		throw badInput(
			label,
			'contains something that is not a hazard code',
			`Not a hazard code: ${wrong.slice(0, 5).map(quote).join(', ')}. They look like H302, H300+H310, H360FD or EUH066; lower-case letters after the number matter, and P codes are not allowed.`,
		);
	}
	const [first, ...others] = new Set(codes);
	if (first !== undefined) return [first, ...others];
	throw badInput(label, 'is empty', 'Enter at least one hazard code, such as H302.');
}

/** Hazard codes as a list, or as text separated by commas, blanks, bars or line breaks; doubles are dropped. At least one. */
export const hazardCodes = (declaration: Declared<'string'>): Field<Codes> =>
	mapped(texts(declaration), (given) => readCodes(given, declaration.displayName));

/** What a search is for: a combined code as it is saved, and each statement in it, as others save them one by one. */
export const searchedCodes = ([first, ...others]: Codes): Codes => {
	const [one = first, ...rest] = new Set([first, ...others].flatMap((code) => [code, ...statementsIn(code)]));
	return [one, ...rest];
};

export const sameCodes = (a: readonly string[], b: readonly string[]) =>
	[...a].sort().join('|') === [...b].sort().join('|');
