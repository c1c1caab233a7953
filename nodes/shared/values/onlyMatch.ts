import { badInput } from './badInput';

/** What is wrong with a field, and how to put it right: see `badInput`. */
export type Complaint = readonly [problem: string, fix: string];

/**
 * The one record that a field names.
 * @param several what to say where more than one fits
 * @param none what to say where none does
 * @throws Fault `badInput`
 */
export function onlyMatch<R>(
	label: string,
	matches: readonly R[],
	several: (matches: readonly R[]) => Complaint,
	none: () => Complaint,
): R {
	const [match] = matches;
	if (match !== undefined && matches.length === 1) return match;
	throw badInput(label, ...(match === undefined ? none() : several(matches)));
}
