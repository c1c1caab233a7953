import { DateTime } from 'luxon';

import { Fault } from '../../../shared/fault';
import { dayAsWritten } from '../../../shared/form/date';
import type { ItemCall } from '../../../shared/operation';
import { quote } from '../../../shared/values/badInput';
import { cleanText } from '../../../shared/values/cleaning';
import { fetchDetails } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';

/** Of moment.js, in which ChemInventory describes the user's format, to luxon. */
const luxonTokens: Record<string, string> = {
	D: 'd',
	DD: 'dd',
	M: 'M',
	MM: 'MM',
	MMM: 'LLL',
	MMMM: 'LLLL',
	YY: 'yy',
	YYYY: 'yyyy',
};

/** Letters that stand together, or what stands between them. */
const pieces = /[A-Za-z]+|[^A-Za-z]+/g;

/**
 * Turns `D MMM YYYY` into luxon's `d LLL yyyy`.
 * @returns undefined for a format that is not known to the letter
 */
export function toLuxonFormat(momentFormat: string): string | undefined {
	const parts = momentFormat.match(pieces) ?? [];
	const translated = parts.map((part) =>
		/[A-Za-z]/.test(part) ? luxonTokens[part] : /^[\s./,-]+$/.test(part) ? part : undefined,
	);
	const isWhole = ['d', 'M|L', 'y'].every((letters) =>
		translated.some((part) => part !== undefined && new RegExp(`^(${letters})`).test(part)),
	);
	return isWhole && translated.every((part) => part !== undefined) ? translated.join('') : undefined;
}

/**
 * The format in which advanced searches want dates: that of the token's user, read once per run. With a wrong one the
 * service may find nothing and say nothing, so an unknown format is refused.
 * @throws Fault
 */
async function userDateFormat(api: ChemInventoryApi): Promise<string> {
	const { user } = await fetchDetails(api);
	const given = user.dateformat?.momentformat ?? '';
	const format = toLuxonFormat(given);
	if (format !== undefined) return format;
	throw new Fault('refused', "The date format of the token's user is not known to this node, so nothing was searched", {
		description: `ChemInventory uses the format ${quote(given)}. Choose another date format for that user in ChemInventory, such as D MMM YYYY.`,
	});
}

/** The day, `YYYY-MM-DD`, that a text is in the format of the token's user; undefined if it is none. */
function dayIn(given: unknown, format: string): string | undefined {
	if (typeof given !== 'string') return undefined;
	const date = DateTime.fromFormat(cleanText(given), format, { zone: 'utc', locale: 'en-US' });
	return date.isValid ? date.toFormat('yyyy-MM-dd') : undefined;
}

/** A day, `YYYY-MM-DD`, as the token's user writes it: `2022-04-01` becomes `1 Apr 2022`. */
export const toUserDate = (day: string, format: string): string =>
	DateTime.fromISO(day, { zone: 'utc' }).setLocale('en-US').toFormat(format);

type Call = Pick<ItemCall<ChemInventoryApi>, 'api' | 'functions' | 'hint'>;

/**
 * A day as it goes out in a search. It is given in ISO form or as the token's user writes dates.
 * @throws Fault `badInput`
 */
export async function dateForSearch({ api, functions, hint }: Call, given: unknown, label: string): Promise<string> {
	const format = await userDateFormat(api);
	const day = dayIn(given, format) ?? dayAsWritten(given, label, { zone: functions.getTimezone(), hint });
	return toUserDate(day, format);
}
