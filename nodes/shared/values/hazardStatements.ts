import { cleanText } from './cleaning';

/**
 * Hazard statements by their codes: H200 to H499 of the United Nations' GHS (annex 3, section 1), some of them with letters
 * that say more, several combined with a plus sign for one sentence (H300+H310); and the supplemental ones of the European
 * Union, EUH. Source of the latter and of the letters: Regulation (EC) No 1272/2008 (CLP), annex III.
 */
const letters: Readonly<Record<string, readonly string[]>> = {
	H350: ['i'],
	H360: ['F', 'D', 'FD', 'Fd', 'Df'],
	H361: ['f', 'd', 'fd'],
	EUH201: ['A'],
	EUH209: ['A'],
};

const oneStatement = /^(H[234]\d{2}|EUH\d{3})([A-Za-z]{0,2})$/;

function isStatement(code: string): boolean {
	const [, number = '', behind = ''] = oneStatement.exec(code) ?? [];
	return number !== '' && (behind === '' || (letters[number] ?? []).includes(behind));
}

/** The statements that a code stands for: `H300+H310` is two. */
export const statementsIn = (code: string): string[] => code.split('+');

export const isHazardCode = (code: string): boolean => statementsIn(code).every(isStatement);

/** Small letters in front of the number are a matter of taste, those behind it are not. */
const capitals = (code: string) => code.replace(/(?:eu)?h(?=\d)/gi, (prefix) => prefix.toUpperCase());

/** Without the blanks that people write within a code: `EUH 066`, `H302 + H312`, also `H302+312`. */
const joined = (text: string) =>
	cleanText(text)
		.replace(/\b((?:EU)?H|P)\s+(?=\d{3})/gi, '$1')
		.replace(/\s*\+\s*/g, '+')
		.replace(/\+(?=\d{3})/g, '+H');

/** The codes that a text holds, each still to be checked. */
export const hazardCodesIn = (text: string): string[] =>
	joined(text)
		.split(/[\s,;|/]+/)
		.map(capitals)
		.filter((code) => code !== '');

/** The codes in what a service shows, among whatever words. */
export const shownHazardCodes = (text: string): string[] =>
	joined(text).match(/(?:EU)?H\d{3}[FDfdiA]{0,2}(?:\+H\d{3}[FDfdiA]{0,2})*/g) ?? [];
