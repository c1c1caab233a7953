import { mapped, texts } from '../../../shared/form';
import type { Declared, Field } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';

/** H302, H360D, H360Fd, H350i, EUH066, EUH201A. */
const hazardCode = /^(H\d{3}[FDfdiA]{0,2}|EUH\d{3}A?)$/;

/** "h302" is written H302; the small letters at the end mean something and stay. */
const tidy = (text: string) =>
	text
		.trim()
		.replace(/^eu/i, 'EU')
		.replace(/^((?:EU)?)h/i, '$1H');

/** @throws Fault `badInput` */
function readCodes(given: readonly string[], label: string): [string, ...string[]] {
	const codes = given
		.flatMap((part) => part.split(/[\s,;|]+/))
		.map(tidy)
		.filter((code) => code !== '');
	const wrong = codes.filter((code) => !hazardCode.test(code));
	if (wrong.length > 0) {
		throw badInput(
			label,
			'holds something that is not a hazard code',
			`Not a hazard code: ${wrong.slice(0, 5).map(quote).join(', ')}. They look like H302, H360D or EUH066; P codes are none.`,
		);
	}
	const [first, ...others] = new Set(codes);
	if (first !== undefined) return [first, ...others];
	throw badInput(label, 'is empty', 'Give at least one hazard code, such as H302.');
}

/** Hazard codes as a list, or as text separated by commas, blanks, bars or line breaks; doubles are dropped. At least one. */
export const hazardCodes = (declaration: Declared<'string'>): Field<[string, ...string[]]> =>
	mapped(texts(declaration), (given) => readCodes(given, declaration.displayName));

export const sameCodes = (a: readonly string[], b: readonly string[]) =>
	[...a].sort().join('|') === [...b].sort().join('|');
