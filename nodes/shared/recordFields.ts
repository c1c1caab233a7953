import type { INodePropertyOptions } from 'n8n-workflow';

import { badInput, quote } from './values/badInput';
import { cleanText } from './values/cleaning';
import { didYouMean } from './values/nearest';

/** One of the lab's own fields, as items call it. */
export interface LabField {
	readonly name: string;
	/** What the service calls it, such as `cf-363`. */
	readonly key?: string;
}

/** What records of a kind may show. */
export interface RecordFields<Api> {
	/** What the records of every operation may show, known without asking. */
	readonly words: readonly string[];
	/** What single operations and events add: it can be named, and is not in the list. */
	readonly added?: readonly string[];
	/** Where the service does not list all of the lab's own fields: what is not known may be there. */
	readonly isOpen?: boolean;
	/** The lab's own fields, where such records have some. @throws Fault */
	own?(api: Api): Promise<readonly LabField[]>;
}

/** By the kinds of records of a vendor. */
export type RecordKinds<Api> = Readonly<Record<string, RecordFields<Api>>>;

/** For a list to choose from: the words, then the lab's own fields. @throws Fault */
export async function selectableFields<Api>(fields: RecordFields<Api>, api: Api): Promise<INodePropertyOptions[]> {
	const ofTheLab = ((await fields.own?.(api)) ?? []).map(({ name, key }): INodePropertyOptions => ({
		name,
		value: name,
		...(key === undefined || key === name ? {} : { description: key }),
	}));
	return [...fields.words.map((word) => ({ name: word, value: word })), ...ofTheLab];
}

/** A dot leads to a field within a field. */
const headOf = (path: string) => path.split('.')[0] ?? path;

const knownWith = ({ words, added = [] }: RecordFields<never>): ((name: string) => boolean) => {
	const known = new Set([...words, ...added]);
	return (name) => known.has(name) || known.has(headOf(name));
};

/**
 * The names of fields to return as items call them. The service is asked only where one of them is not a word.
 * @throws Fault `badInput` naming the nearest fields
 */
export async function knownNames<Api>(
	given: readonly string[],
	fields: RecordFields<Api>,
	api: Api,
	label: string,
): Promise<string[]> {
	const isWord = knownWith(fields);
	if (fields.isOpen === true || given.every(isWord)) return [...given];
	const ofTheLab = (await fields.own?.(api)) ?? [];
	const resolved = given.map((text) => {
		const found = ofTheLab.find(({ name, key }) => name === text || cleanText(name) === text || key === text);
		if (found) return found.name;
		if (isWord(text)) return text;
		throw badInput(
			label,
			'names a field that these records do not have',
			`It is ${quote(text)}.${didYouMean(text, [...fields.words, ...ofTheLab.map(({ name }) => name)])} Choose fields from the list; upper and lower case matter.`,
		);
	});
	return [...new Set(resolved)];
}

/**
 * What to say of selected fields that may be misspelled: where the service does not list the lab's own fields, it shows only once the
 * records are there, as none of them has the field.
 * @param keys what the records have
 */
export function remarksOnMissing(
	names: readonly string[],
	fields: RecordFields<never>,
	keys: ReadonlySet<string>,
): string[] {
	if (fields.isOpen !== true || keys.size === 0) return [];
	const isWord = knownWith(fields);
	return names
		.filter((name) => !isWord(name) && !keys.has(name) && !keys.has(headOf(name)))
		.map(
			(name) =>
				`None of these records has the field ${quote(name)}, so its column is empty.${didYouMean(name, [...keys])}`,
		);
}
