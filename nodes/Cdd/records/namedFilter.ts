import type { Declared, Field } from '../../shared/form';
import { field } from '../../shared/form/field';
import { badInput, quote } from '../../shared/values/badInput';
import { readIds } from '../../shared/values/ids';
import { readNamesOrIds } from '../../shared/values/namesOrIds';
import { didYouMean } from '../../shared/values/nearest';
import { onlyMatch } from '../../shared/values/onlyMatch';
import { spelledBest } from '../../shared/values/spelling';

export type NamesOrIds = ReadonlyArray<number | string>;

/** IDs alone may stand between blanks and in brackets as well. */
const onlyIds = /^[\s\d,;]*$|^\s*\[[\s\d,;]*\]\s*$/;

/** What a list is narrowed to. Empty, it is refused: to the service it would be the same as no filter. */
export const namedFilter = (declaration: Declared<'multiOptions'>): Field<NamesOrIds> =>
	field('namesOrIds', declaration, (value, label) => {
		const given =
			typeof value === 'string' && onlyIds.test(value) ? readIds(value, label) : readNamesOrIds(value, label);
		if (given.length > 0) return given;
		throw badInput(
			label,
			'is empty',
			'Enter at least one name or ID, or remove the field. An empty list would mean all records.',
		);
	});

interface Named {
	readonly id: number;
	readonly name: string;
}

/**
 * The IDs of what a list is narrowed to. Where two names differ by upper and lower case alone, these count.
 * @param known asked for only where there is a name among them
 * @param kind what the records are: `project`
 * @throws Fault `badInput`
 */
export async function idsNamed(
	given: NamesOrIds,
	label: string,
	kind: string,
	known: () => Promise<readonly Named[]>,
): Promise<number[]> {
	const records = given.some((one) => typeof one === 'string') ? await known() : [];
	const ids = given.map((one) => (typeof one === 'number' ? one : recordNamed(records, one, label, kind).id));
	return [...new Set(ids)];
}

function recordNamed(records: readonly Named[], text: string, label: string, kind: string): Named {
	return onlyMatch(
		label,
		spelledBest(text, records, ({ name }) => [name]),
		(all) => [
			`names a ${kind} that exists more than once`,
			`${quote(text)} matches ${all.map(({ id, name }) => `${name} (ID ${id})`).join(', ')}. Enter the ID.`,
		],
		() => [
			`names a ${kind} that this vault does not have`,
			`There is no ${kind} ${quote(text)}.${didYouMean(
				text,
				records.map(({ name }) => name),
			)}`,
		],
	);
}
