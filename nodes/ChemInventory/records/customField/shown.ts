import { oncePerRun } from '../../../shared/oncePerRun';
import type { LabField } from '../../../shared/recordFields';
import { sameSpelling } from '../../../shared/values/text';
import type { CustomField } from '../../contract/customField';
import { customFieldKey } from '../../contract/scalars';
import type { ChemInventoryApi } from '../../service/api';
import { isTaken } from '../vocabulary';
import type { OwnField, OwnFields } from '../vocabulary';
import { allCustomFields, keyOf } from './definitions';
import type { CustomFields, FieldKind } from './definitions';

const kinds: readonly FieldKind[] = ['container', 'substance'];

/**
 * What a field is called in items: its name, so that a workflow fits other inventories that have it; its key where two
 * fields share the name, or something else has it. A field that ChemInventory hides gives way to one that it shows.
 */
export function shownName(kind: FieldKind, field: CustomField, fields: CustomFields): string {
	const others = kinds
		.flatMap((one) => fields[one].map((other) => ({ ...other, key: keyOf(one, other) })))
		.filter(({ key, name }) => key !== keyOf(kind, field) && sameSpelling(name, field.name));
	const isDoubled = others.some(({ hidden }) => !hidden || field.hidden === true);
	return isDoubled || isTaken(field.name) ? keyOf(kind, field) : field.name;
}

const isNumeric = (text: string) => /^-?\d+(\.\d+)?$/.test(text.trim());

/** One text with bars at both ends. */
const tagsOf = (text: string) => text.split('|').filter((tag) => tag !== '');

function mended({ type }: CustomField, value: unknown): unknown {
	if (value === '') return null;
	if (typeof value !== 'string') return value;
	if (type === 'tags') {
		const tags = tagsOf(value);
		return tags.length > 0 ? tags : null;
	}
	return type === 'number' && isNumeric(value) ? Number(value) : value;
}

const ofAll = (fields: CustomFields): OwnFields =>
	new Map(
		kinds.flatMap((kind) =>
			fields[kind].map((field): [string, OwnField] => [
				keyOf(kind, field),
				{ name: shownName(kind, field, fields), mend: (value) => mended(field, value) },
			]),
		),
	);

const ofInventory = oncePerRun(async (api: ChemInventoryApi) => ofAll(await allCustomFields(api)));

const none: OwnFields = new Map();

/** The fields of the records, asked for only where they have some. @throws Fault when their definitions cannot be read */
export async function ownFieldsOf(api: ChemInventoryApi, records: readonly object[]): Promise<OwnFields> {
	const hasOwn = records.some((record) => Object.keys(record).some((key) => customFieldKey.test(key)));
	return hasOwn ? await ofInventory(api) : none;
}

/** Asks for the definitions while records are read that probably have such fields. What goes wrong is met by `ownFieldsOf`. */
export async function expectOwnFields(api: ChemInventoryApi): Promise<void> {
	await allCustomFields(api).catch(() => undefined);
}

/** What the lab's own fields are called in items, those first that ChemInventory shows. */
export const ownFieldNames = (fields: CustomFields): LabField[] =>
	[false, true].flatMap((isHidden) =>
		kinds.flatMap((kind) =>
			fields[kind]
				.filter(({ hidden }) => (hidden === true) === isHidden)
				.map((field) => ({ name: shownName(kind, field, fields), key: keyOf(kind, field) })),
		),
	);
