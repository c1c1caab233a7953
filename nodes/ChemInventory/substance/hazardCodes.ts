import { badInput, quote } from '../../shared/values/badInput';

/** H302, H360D, H360Fd, H350i, EUH066. */
const hazardCode = /^(EUH|H)\d{3}(A|[FDfdi]{0,2})$/;

/** "h302" is written H302; the small letters at the end mean something and stay. */
const tidy = (text: string) => text.trim().replace(/^eu/i, 'EU').replace(/^((?:EU)?)h/i, '$1H');

/**
 * Hazard codes as a list, or as text separated by commas, blanks, bars or line breaks; doubles are dropped.
 * @throws Fault `badInput`
 */
export function readHazardCodes(value: unknown, label: string): string[] {
	const given: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(/[\s,;|]+/);
	const codes = given.map((part) => tidy(String(part ?? ''))).filter((code) => code !== '');
	const [wrong] = codes.filter((code) => !hazardCode.test(code));
	if (wrong !== undefined) throw badInput(label, 'holds something that is not a hazard code', `It is ${quote(wrong)}. Codes look like H302, H360D or EUH066.`);
	if (codes.length > 0) return [...new Set(codes)];
	throw badInput(label, 'is empty', "Give at least one code, such as H302. To remove an entry, use the operation 'Delete GHS'.");
}

export const sameCodes = (a: readonly string[], b: readonly string[]) => [...a].sort().join('|') === [...b].sort().join('|');
