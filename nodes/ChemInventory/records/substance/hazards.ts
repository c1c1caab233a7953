import type { IDataObject } from 'n8n-workflow';

import { shownHazardCodes } from '../../../shared/values/hazardStatements';

const isEuropean = (code: string) => code.startsWith('EUH');

/** Codes, each once, in one order: that of entries is not promised. Null for none. */
export function hazardList(codes: readonly string[]): string[] | null {
	const sorted = [...new Set(codes)].sort(
		(a, b) => Number(isEuropean(a)) - Number(isEuropean(b)) || (a < b ? -1 : Number(a > b)),
	);
	return sorted.length > 0 ? sorted : null;
}

/** The codes in a text of the service; whatever else it sends holds none. */
const codesIn = (text: unknown): string[] => (typeof text === 'string' ? shownHazardCodes(text) : []);

/** As one text, or as entries of the substance; undefined where a record shows neither. */
export function hazardsIn({ hcodes, ghs }: Readonly<Record<string, unknown>>): string[] | null | undefined {
	if (Array.isArray(ghs)) return hazardList(ghs.flatMap((entry: unknown) => codesIn(Object(entry).hazardstatements)));
	return hcodes === undefined ? undefined : hazardList(codesIn(hcodes));
}

/** Entries of a substance as items show them: one can be replaced or deleted by its ID. Null for none. */
export function ghsIn({ ghs }: Readonly<Record<string, unknown>>): IDataObject[] | null | undefined {
	if (!Array.isArray(ghs)) return undefined;
	const entries = ghs.map((entry: unknown): IDataObject => {
		const { id, source = null, dateset: dateSet = null, hazardstatements } = Object(entry);
		return { id, source, dateSet, hazards: hazardList(codesIn(hazardstatements)) };
	});
	return entries.length > 0 ? entries : null;
}
