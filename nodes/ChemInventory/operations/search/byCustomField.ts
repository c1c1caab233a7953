import { filledFrom } from '../../../shared/dropdown';
import { cell, mapped, onceConnected, oneListed } from '../../../shared/form';
import type { Declared } from '../../../shared/form';
import type { ItemCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { didYouMean } from '../../../shared/values/nearest';
import { isNothing, readCleanText, readNumber, readText, sameSpelling } from '../../../shared/values/text';
import type { CustomField } from '../../contract/customField';
import { allCustomFields, findField, keyOf, optionsOfBothKinds, prefixOf } from '../../records/customField/definitions';
import type { CustomFields, FieldKind } from '../../records/customField/definitions';
import { connectChemInventory } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';
import { searchOperation } from './searchOperation';
import { dateForSearch } from './userDates';

/** Fields of containers and of substances. */
export const getCustomFields = filledFrom(connectChemInventory, optionsOfBothKinds);

const fieldLabel = 'Field Name or ID';

const kinds = ['container', 'substance'] as const satisfies readonly FieldKind[];

/** @throws Fault `badInput` */
function findAnyField(fields: CustomFields, text: string): { kind: FieldKind; field: CustomField } {
	const byKey = kinds.find((kind) => text.startsWith(`${prefixOf(kind)}-`));
	if (byKey) return { kind: byKey, field: findField(fields, byKey, text, fieldLabel) };
	const matches = kinds.flatMap((kind) =>
		fields[kind]
			.filter(({ name, id }) => sameSpelling(name, text) || String(id) === text)
			.map((field) => ({ kind, field })),
	);
	const [match] = matches;
	if (match && matches.length === 1) return match;
	if (match)
		throw badInput(
			fieldLabel,
			'matches several fields',
			`${quote(text)} matches ${matches.map(({ kind, field }) => `${prefixOf(kind)}-${field.id}`).join(' and ')}. Use one of these.`,
		);
	throw badInput(
		fieldLabel,
		'is not a field of this inventory',
		`There is no custom field ${quote(text)}.${didYouMean(
			text,
			kinds.flatMap((kind) => fields[kind].map(({ name }) => name)),
		)}`,
	);
}

const valueDeclaration: Declared<'string'> = {
	displayName: 'Value',
	name: 'value',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. UPG159-05',
	description:
		'The value to look for. Write numbers with a decimal point, and dates as 2026-11-30 or as in ChemInventory; time and time zone are ignored.',
};

/** What it may be is up to the type of the field, but it must be given. */
const value = mapped(cell(valueDeclaration), (given) =>
	isNothing(given) ? readText(given, valueDeclaration.displayName) : given,
);

/** @throws Fault `badInput` */
async function contentsOf(call: ItemCall<ChemInventoryApi>, { type }: CustomField, given: unknown): Promise<string> {
	const label = valueDeclaration.displayName;
	if (type === 'date') return await dateForSearch(call, given, label);
	if (type === 'number') readNumber(given, label);
	return readCleanText(given, label, 'several');
}

export const byCustomField = searchOperation({
	option: {
		name: 'Search by Custom Field',
		value: 'byCustomField',
		action: 'Search containers by custom field',
		description: 'Find containers by one of your custom fields. For ranges of dates use Advanced Search.',
	},
	form: {
		field: onceConnected(
			oneListed({
				displayName: 'Field Name or ID',
				name: 'field',
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getCustomFields' },
				required: true,
				default: '',
				description:
					'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			}),
			'Choose a credential above. The custom fields of your inventory then appear here.',
		),
		value,
	},
	/** The type names the data type as well: `cf-date-363`. */
	async query(call, form) {
		const { kind, field } = findAnyField(await allCustomFields(call.api), form.field);
		const contents = await contentsOf(call, field, form.value);
		if (field.type === 'date')
			call.hint(
				`ChemInventory does not document how this search reads dates, so ${quote(contents)} was sent, in the date format of the token's user. If nothing is found, use Advanced Search.`,
			);
		return {
			type: `${prefixOf(kind)}-${field.type}-${field.id}`,
			contents,
			asked: [{ key: keyOf(kind, field), label: field.name }],
		};
	},
});
