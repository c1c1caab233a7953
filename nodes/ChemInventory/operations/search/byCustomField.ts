import { filledFrom } from '../../../shared/dropdown';
import { badInput, quote } from '../../../shared/values/badInput';
import { didYouMean } from '../../../shared/values/nearest';
import { readText } from '../../../shared/values/text';
import type { CustomField } from '../../contract/customField';
import { allCustomFields, findField, optionsOfBothKinds, prefixOf } from '../../records/customField/definitions';
import type { CustomFields, FieldKind } from '../../records/customField/definitions';
import { storedValue } from '../../records/customField/value';
import { connectChemInventory } from '../../service/api';
import { searchOperation } from './searchOperation';

/** Fields of containers and of substances. */
export const getCustomFields = filledFrom(connectChemInventory, optionsOfBothKinds);

const kinds = ['container', 'substance'] as const satisfies readonly FieldKind[];

/** @throws Fault `badInput` */
function findAnyField(fields: CustomFields, value: unknown): { kind: FieldKind; field: CustomField } {
	const text = readText(value, 'Field').trim();
	const byKey = kinds.find((kind) => text.startsWith(`${prefixOf(kind)}-`));
	if (byKey) return { kind: byKey, field: findField(fields, byKey, text) };
	const matches = kinds.flatMap((kind) =>
		fields[kind].filter(({ name, id }) => name === text || String(id) === text).map((field) => ({ kind, field })),
	);
	const [match] = matches;
	if (match && matches.length === 1) return match;
	if (match)
		throw badInput(
			'Field',
			'fits several fields',
			`${quote(text)} fits ${matches.map(({ kind, field }) => `${prefixOf(kind)}-${field.id}`).join(' and ')}. Give one of these.`,
		);
	throw badInput(
		'Field',
		'is not a field of this inventory',
		`There is no custom field ${quote(text)}.${didYouMean(
			text,
			kinds.flatMap((kind) => fields[kind].map(({ name }) => name)),
		)}`,
	);
}

export const byCustomField = searchOperation({
	option: {
		name: 'Search by Custom Field',
		value: 'byCustomField',
		action: 'Search containers by custom field',
		description: 'Find containers by a field that the inventory has added. For ranges of dates use Advanced Search.',
	},
	fields: [
		{
			displayName: 'Field Name or ID',
			name: 'customField',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getCustomFields' },
			required: true,
			default: '',
			description:
				'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		{
			displayName: 'Value',
			name: 'customFieldValue',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. UPG159-05',
			description: 'The value to look for. Dates as 2026-11-30, numbers with a decimal point.',
		},
	],
	/** The type names the data type as well: `cf-date-363`. */
	async query({ functions, api, hint }, itemIndex) {
		const { kind, field } = findAnyField(
			await allCustomFields(api),
			functions.getNodeParameter('customField', itemIndex),
		);
		const value = readText(functions.getNodeParameter('customFieldValue', itemIndex), 'Value').trim();
		if (field.type === 'date')
			hint(
				'How ChemInventory wants dates in this search is not documented. If nothing is found, use Advanced Search, where it is.',
			);
		const isExact = field.type === 'date' || field.type === 'number';
		return {
			type: `${prefixOf(kind)}-${field.type}-${field.id}`,
			contents: isExact ? storedValue(field, value) : value,
		};
	},
});
