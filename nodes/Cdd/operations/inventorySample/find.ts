import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { asError, Fault } from '../../../shared/fault';
import { cell, exactName, limit, list, mapped } from '../../../shared/form';
import { oncePerRun } from '../../../shared/oncePerRun';
import { AskedRecords } from '../../../shared/operation';
import type { ItemCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { isEmptyValue } from '../../../shared/values/fieldValues';
import { readTextOrNothing } from '../../../shared/values/text';
import type { InventorySample } from '../../contract/sample';
import { output } from '../../records/output';
import { samplesThatMeet } from '../../records/sample/byFields';
import type { Condition, FoundSamples } from '../../records/sample/byFields';
import { keyOf } from '../../records/sample/findable';
import { tellOfReading } from '../../records/sample/inVault';
import { askedFirst, shortSample, shownSamples } from '../../records/sample/output';
import type { CddApi } from '../../service/api';
import { operation } from '../operation';
import { sampleById } from './get';

const label = 'Conditions';

/** The value of a condition as text, a date as n8n shows it. @throws Fault `badInput` */
function readValue(field: string, value: unknown): string {
	if (isEmptyValue(value))
		throw badInput(
			label,
			'contains a field without a value',
			`The field is ${quote(field)}. Enter a value; an expression that finds nothing leaves it empty.`,
		);
	if (typeof value === 'boolean') return String(value);
	if (value instanceof Date || DateTime.isDateTime(value)) return value.toJSON() ?? '';
	return readTextOrNothing(value, label) ?? '';
}

const conditions = mapped(
	list(
		{
			displayName: label,
			name: 'conditions',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Condition',
			default: { condition: [{}] },
			description: 'What the samples must have. A sample is found if it meets all conditions.',
		},
		{ displayName: 'Condition', name: 'condition' },
		{
			field: exactName({
				displayName: 'Field',
				name: 'field',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				description:
					'A sample field or an event field of your vault. The list shows the fields that recent samples have; enter any other by its name.',
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: { searchListMethod: 'searchSampleFields', searchable: true },
					},
					{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Physical Form' },
				],
			}),
			value: cell({
				displayName: 'Value',
				name: 'value',
				type: 'string',
				default: '',
				placeholder: 'e.g. Powder',
				description:
					'The whole value that the sample has today. Numbers are compared by value, dates by day; write true or false for a checkbox.',
			}),
		},
	),
	(entries) =>
		entries.map(({ field, value }): Condition => {
			if (field !== undefined) return { field, value: readValue(field, value) };
			throw badInput(label, 'contains a condition without a field', 'Choose a field, or enter its name.');
		}),
);

/** At least one: without a condition every sample would be found. */
const someConditions = mapped(conditions, (given) => {
	if (given.length > 0) return given;
	throw badInput(label, 'is empty', 'Add at least one condition.');
});

/** A sample that was deleted since the vault was read is not found. */
async function readIfThere(api: CddApi, id: number): Promise<InventorySample | undefined> {
	try {
		return await sampleById(api, id);
	} catch (thrown) {
		if (thrown instanceof Fault && thrown.kind === 'refused' && thrown.httpCode === '404') return undefined;
		throw asError(thrown);
	}
}

/** The samples as they are now. */
async function readFound({ api, hint }: ItemCall<CddApi>, { fits }: FoundSamples, ids: readonly number[]) {
	const read = await Promise.all(ids.map(async (id) => await readIfThere(api, id)));
	const samples = read.flatMap((sample) => (sample && fits(sample) ? [sample] : []));
	if (samples.length < ids.length)
		hint('Some samples were changed or deleted while this step read them, so they are left out.');
	return samples;
}

/** What is said where nothing was found: with the values where there is one item, else once for all. */
function nothingFound(given: readonly Condition[], { unmet }: FoundSamples, items: number): string {
	if (items > 1) return 'For some items no sample meets all conditions, so they have no output.';
	if (!unmet)
		return `No sample has ${given.map(({ field, value }) => `${quote(value)} in ${quote(field)}`).join(' and ')}.`;
	const { field, value, near } = unmet;
	return `No sample has ${quote(value)} in ${quote(field)}.${near.length > 0 ? ` Did you mean ${near.map(quote).join(', ')}?` : ''}`;
}

const isInexact =
	'For some values no sample has exactly this spelling. The samples found differ in upper and lower case, in spaces, or in how a number is written.';

/** The fields that the items of a run ask about. */
const fieldsAsked = oncePerRun(async (forms: ReadonlyMap<number, { readonly conditions: readonly Condition[] }>) => [
	...new Set([...forms.values()].flatMap((form) => form.conditions.map(({ field }) => field))),
]);

export const find = operation({
	option: {
		name: 'Find',
		value: 'find',
		action: 'Find inventory samples',
		description: 'Find inventory samples by the values of their sample fields and newest event fields',
	},
	kind: 'read',
	short: shortSample,
	atOnce: 'lists',
	form: { conditions: someConditions, limit, detail: output('samples') },
	async run(call, form, forms) {
		const { api, hint } = call;
		const found = await samplesThatMeet(api, form.conditions, await fieldsAsked(forms));
		tellOfReading(call, found.reading);
		if (found.ids.length === 0) hint(nothingFound(form.conditions, found, forms.size));
		if (!found.isExact) hint(isInexact);
		const samples = await readFound(call, found, found.ids.slice(0, form.limit));
		const records = await shownSamples(api, samples, form.detail);
		if (form.detail === 'raw') return records;
		const keysIn = (record: IDataObject) => found.fields.map((field) => keyOf(record, field));
		return new AskedRecords(
			records.map((record) => askedFirst(record, keysIn(record))),
			[...new Set(records.flatMap(keysIn))],
		);
	},
});
