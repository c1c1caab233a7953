import { DateTime } from 'luxon';
import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { oncePerRun } from '../../shared/oncePerRun';
import { badInput, quote } from '../../shared/values/badInput';
import { nearest } from '../../shared/values/nearest';
import { connectChemInventory } from '../api';
import type { ChemInventoryApi } from '../api';
import { listCustomFields } from '../customField/schema';
import type { CustomField } from '../customField/schema';

export type FieldKind = 'container' | 'substance';

/** One field of the kind that the field `fieldKind` of the form names. */
export const customFieldField: INodeProperties = {
	displayName: 'Custom Field',
	name: 'customField',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The field by its name or number in this inventory',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchCustomFields', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Stockchecked' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 363' },
	],
	typeOptions: { loadOptionsDependsOn: ['fieldKind'] },
};

export interface CustomFields {
	container: CustomField[];
	substance: CustomField[];
}

export const allCustomFields = oncePerRun(
	async (api: ChemInventoryApi): Promise<CustomFields> => await api.call(listCustomFields, {}),
);

export const prefixOf = (kind: FieldKind) => (kind === 'container' ? 'cf' : 'sf');
/** `cf-362` for a field of containers, `sf-870` for one of substances. */
export const keyOf = (kind: FieldKind, field: Pick<CustomField, 'id'>) => `${prefixOf(kind)}-${field.id}`;

const visible = (fields: CustomField[]) => fields.filter(({ hidden }) => !hidden);

async function optionsOf(context: ILoadOptionsFunctions, kind: FieldKind): Promise<INodePropertyOptions[]> {
	const fields = await allCustomFields(await connectChemInventory(context));
	return visible(fields[kind]).map((field) => ({ name: field.name, value: keyOf(kind, field), description: field.type }));
}

export async function getContainerFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, 'container');
}

export async function getSubstanceFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, 'substance');
}

export async function searchCustomFields(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const kind: FieldKind = this.getCurrentNodeParameter('fieldKind') === 'substance' ? 'substance' : 'container';
	const fields = await allCustomFields(await connectChemInventory(this));
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: visible(fields[kind])
			.filter(({ name }) => name.toLowerCase().includes(wanted))
			.map((field) => ({ name: `${field.name} (${keyOf(kind, field)})`, value: field.id })),
	};
}

/**
 * A custom field as it is now, by name, by `cf-362`, or by id.
 * @throws Fault `badInput` naming the nearest fields
 */
export async function resolveField(api: ChemInventoryApi, kind: FieldKind, value: unknown): Promise<CustomField> {
	if (String(value ?? '').trim() === '') throw badInput('Custom Field', 'is empty', 'Choose a field from the list, or give its name.');
	return findField(await api.call(listCustomFields, {}), kind, value);
}

/**
 * A custom field by name, by `cf-362`, or by id.
 * @throws Fault `badInput` naming the nearest fields
 */
export function findField(fields: CustomFields, kind: FieldKind, value: unknown): CustomField {
	const text = String(value ?? '').trim();
	const own = fields[kind];
	const key = text.replace(new RegExp(`^${prefixOf(kind)}-`), '');
	const match = own.find(({ name }) => name === text) ?? own.find(({ id }) => String(id) === key);
	if (match) return match;
	const near = nearest(text, own.map(({ name }) => name));
	throw badInput('Custom Fields', 'names a field that this inventory does not have', `There is no ${kind} field ${quote(text)}.${near.length > 0 ? ` Did you mean ${near.map(quote).join(', ')}?` : ''} A key such as cf-362 holds in one inventory only.`);
}

/**
 * A value as the service stores it: always text; numbers with a decimal point, dates as YYYY-MM-DD, tags as `|a|b|`.
 * An empty value clears the field.
 * @throws Fault `badInput`
 */
export function storedValue(field: CustomField, value: unknown): string {
	if (value === null || value === undefined || value === '') return '';
	switch (field.type) {
		case 'number':
			return storedNumber(field, value);
		case 'date':
			return storedDate(field, value);
		case 'dropdown':
			return oneOf(field, String(value).trim());
		case 'tags':
			return storedTags(field, value);
		default:
			return String(value);
	}
}

function storedNumber(field: CustomField, value: unknown): string {
	const number = Number(String(value).trim());
	if (Number.isFinite(number)) return String(value).trim();
	throw badInput('Custom Fields', 'has a value that is not a number', `"${field.name}" takes a number, and got ${quote(value)}. Write it with a decimal point, such as 12.5.`);
}

function storedDate(field: CustomField, value: unknown): string {
	const date = DateTime.isDateTime(value) ? value : value instanceof Date ? DateTime.fromJSDate(value) : DateTime.fromISO(String(value).trim(), { setZone: true });
	const day = date.isValid ? date.toISODate() : null;
	if (day !== null) return day;
	throw badInput('Custom Fields', 'has a value that is not a date', `"${field.name}" takes a date, and got ${quote(value)}. Write it as 2026-11-30.`);
}

function oneOf(field: CustomField, text: string): string {
	const allowed = field.allowedvalues ?? [];
	if (allowed.length === 0 || allowed.includes(text)) return text;
	throw badInput('Custom Fields', 'holds a value that is not allowed', `"${field.name}" takes one of ${allowed.map(quote).join(', ')}, and got ${quote(text)}.`);
}

function storedTags(field: CustomField, value: unknown): string {
	const given = Array.isArray(value) ? value.map(String) : String(value).split(/[|,]/);
	const tags = given.map((tag) => tag.trim()).filter((tag) => tag !== '');
	for (const tag of tags) {
		if (tag.includes('|')) throw badInput('Custom Fields', 'holds a tag with a bar in it', `"${field.name}": ${quote(tag)}.`);
		oneOf(field, tag);
	}
	return tags.length === 0 ? '' : `|${tags.join('|')}|`;
}

/** Turns names and values into `cf-<id>` keys and stored texts. @throws Fault `badInput` */
export async function readCustomFields(api: ChemInventoryApi, kind: FieldKind, values: IDataObject): Promise<Record<string, string>> {
	if (Object.keys(values).length === 0) return {};
	const fields = await allCustomFields(api);
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => {
			const field = findField(fields, kind, name);
			return [keyOf(kind, field), storedValue(field, value)];
		}),
	);
}
