import type { INodePropertyOptions } from 'n8n-workflow';

import { filledFrom } from '../../../shared/dropdown';
import { listed } from '../../../shared/form';
import type { Declared } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';
import { sameText } from '../../../shared/values/text';
import { connectChemInventory } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';
import { fieldsOfForm, kindOf } from './columns';
import type { FieldForm } from './columns';
import { allCustomFields, findField, keyOf } from './definitions';
import type { CustomFields } from './definitions';

/** A field that every record has. */
interface OwnField extends INodePropertyOptions {
	/** What the service calls it. */
	key: string;
}

/** What can be emptied: fields that every record has, and custom fields of these forms. */
interface Clearable {
	own: OwnField[];
	forms: FieldForm[];
}

export const clearableOfContainer: Clearable = {
	own: [
		{ name: 'Barcode', value: 'barcode', key: 'barcode' },
		{ name: 'Comments', value: 'comments', key: 'comments' },
		{ name: 'Date Acquired', value: 'dateAcquired', key: 'dateacquired' },
		{ name: 'Supplier', value: 'supplier', key: 'supplier' },
	],
	forms: ['container', 'substance'],
};

export const clearableOfOrder: Clearable = {
	own: [
		{ name: 'Comments', value: 'comments', key: 'comments' },
		{ name: 'Destination', value: 'destination', key: 'destinationlocation' },
	],
	forms: ['order'],
};

export const clearedContainerFields = listed({
	displayName: 'Clear Field Names or IDs',
	name: 'clear',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getClearableContainerFields' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
});

const clearedOfOrder: Declared<'multiOptions'> = {
	displayName: 'Clear Field Names or IDs',
	name: 'clear',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getClearableOrderFields' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

export const clearedOrderFields = listed(clearedOfOrder);

/** Every field of the forms as key and name. */
function customOf(
	forms: readonly FieldForm[],
	fields: CustomFields,
): Array<{ form: FieldForm; key: string; name: string }> {
	return forms.flatMap((form) =>
		fieldsOfForm(form, fields).map((field) => ({ form, key: keyOf(kindOf(form), field), name: field.name.trim() })),
	);
}

/** What every record has, by its key or by the label that people see, in any case. */
const ownNamed = (own: readonly OwnField[], text: string) =>
	own.find(({ name, value }) => sameText(value, text) || sameText(name, text));

/** Custom fields go by their names, which other inventories may have as well; by their keys where a name is taken. */
async function optionsOf(api: ChemInventoryApi, { own, forms }: Clearable): Promise<INodePropertyOptions[]> {
	const custom = customOf(forms, await allCustomFields(api));
	const isOnly = (name: string) =>
		custom.filter((other) => other.name === name).length === 1 && ownNamed(own, name) === undefined;
	return [
		...own.map(({ name, value }) => ({ name, value })),
		...custom.map(({ form, key, name }) => ({
			name: form === 'substance' ? `${name} (of the Substance)` : name,
			value: isOnly(name) ? name : key,
			description: key,
		})),
	];
}

export const getClearableContainerFields = filledFrom(
	connectChemInventory,
	async (api) => await optionsOf(api, clearableOfContainer),
);

export const getClearableOrderFields = filledFrom(
	connectChemInventory,
	async (api) => await optionsOf(api, clearableOfOrder),
);

const label = 'Clear Field Names or IDs';

const fitsSeveral = (text: string, keys: readonly string[]) =>
	badInput(
		label,
		'names a field that exists more than once',
		`${quote(text)} matches ${keys.join(' and ')}. Use one of these.`,
	);

/** The key of a custom field by name, or by a key such as `sf-870`. @throws Fault `badInput` */
function keyOfCustom(forms: readonly FieldForm[], fields: CustomFields, text: string): string {
	const custom = customOf(forms, fields);
	const named = custom.filter(({ name, key }) => name === text || key === text);
	const [match] = named;
	if (match && named.length === 1) return match.key;
	if (match)
		throw fitsSeveral(
			text,
			named.map(({ key }) => key),
		);
	const kind = kindOf(forms[0] ?? 'container');
	const hiddenOrUnknown = findField(fields, kind, text, label);
	throw badInput(
		label,
		'names a field that cannot be cleared here',
		`${quote(hiddenOrUnknown.name)} is not in the list of this form.`,
	);
}

/** The key of a field by its label or value. A value that every record has is meant to the letter. @throws Fault `badInput` */
async function keyNamed(api: ChemInventoryApi, { own, forms }: Clearable, text: string): Promise<string> {
	const given = own.find(({ value }) => value === text);
	if (given) return given.key;
	const fields = await allCustomFields(api);
	const custom = customOf(forms, fields);
	const isExactly = own.some(({ name }) => name === text);
	const key = !isExactly && custom.some(({ name }) => name === text) ? undefined : ownNamed(own, text)?.key;
	if (key === undefined) return keyOfCustom(forms, fields, text);
	const alike = custom.filter(({ name }) => (isExactly ? name === text : sameText(name, text)));
	if (alike.length > 0) throw fitsSeveral(text, [String(ownNamed(own, text)?.value), ...alike.map((one) => one.key)]);
	return key;
}

/**
 * The fields to empty, as keys of the service: `comments`, `cf-363`.
 * @param set keys that the form sets, which cannot be cleared as well
 * @throws Fault `badInput`
 */
export async function clearedKeys(
	api: ChemInventoryApi,
	given: readonly string[],
	clearable: Clearable,
	set: ReadonlySet<string>,
): Promise<string[]> {
	const keys = new Set<string>();
	for (const text of given) {
		const key = await keyNamed(api, clearable, text);
		if (set.has(key))
			throw badInput(label, 'clears a field that is also set', `The field is ${quote(text)}. Keep one of the two.`);
		keys.add(key);
	}
	return [...keys];
}
