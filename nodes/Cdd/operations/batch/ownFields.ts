import { mappedValues } from '../../../shared/form';
import type { Mapped } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';
import { fieldDay, fieldNumber, fieldText } from '../../../shared/values/fieldValues';
import { checkSendable } from '../../../shared/values/json';
import { nearest } from '../../../shared/values/nearest';
import { sameSpelling } from '../../../shared/values/text';
import type { FieldDefinition } from '../../contract/vault';
import { choicesOf, fieldNamed, requiredGroups, vaultFields } from '../../records/vaultField';
import type { CddApi } from '../../service/api';

/** What a form of the vault's own fields is checked against. */
interface FieldForm {
	label: string;
	group: 'batch' | 'molecule';
	/** Whether the record is new, so that required fields must be there. */
	isNew: boolean;
}

/** In the spelling of the vault, whose blanks at the ends nobody sees. */
function readChoice(name: string, given: unknown, text: string, choices: readonly string[], label: string): string {
	const choice = choices.find((one) => one === given) ?? choices.find((one) => sameSpelling(one, text));
	if (choice !== undefined) return choice;
	const near = nearest(text, choices).map((choice) => `"${choice}"`);
	const advice =
		near.length > 0
			? `The closest values are ${near.join(', ')}.`
			: `Its values are ${choices
					.slice(0, 10)
					.map((choice) => `"${choice}"`)
					.join(', ')}.`;
	throw badInput(
		label,
		'has a value that is not in the pick list',
		`The field is "${name}", its value ${quote(text)}. ${advice}`,
	);
}

/** The value of one field, as a record holds it. @throws Fault `badInput` for one that does not fit the field's type */
export function readValue(field: FieldDefinition, value: unknown, label: string): number | string {
	const entry = { name: field.name, value };
	if (field.data_type_name === 'Number') return fieldNumber(entry, label);
	if (field.data_type_name === 'Date') return fieldDay(entry, label);
	const text = fieldText(entry, label);
	const choices = choicesOf(field);
	return choices ? readChoice(field.name, value, text, choices, label) : text;
}

/** Values by field name: numbers, text, dates as `YYYY-MM-DD`. */
export type OwnFields = Record<string, number | string>;

function refuseMissing(fields: readonly FieldDefinition[], given: OwnFields, label: string): void {
	for (const names of requiredGroups(fields)) {
		if (names.some((name) => Object.hasOwn(given, name))) continue;
		const wanted = names.map((name) => `"${name}"`).join(', ');
		throw badInput(
			label,
			'lacks a field that this vault requires',
			names.length === 1 ? `Enter a value for ${wanted}.` : `Enter a value for at least one of these: ${wanted}.`,
		);
	}
}

/**
 * The vault's own fields of a record, checked against their definitions, which are fetched once per run.
 * @param known values that are given elsewhere in the form
 * @throws Fault `badInput`
 */
export async function ownFields(
	api: CddApi,
	mapped: Mapped,
	{ label, group, isNew }: FieldForm,
	known: OwnFields = {},
): Promise<OwnFields> {
	const given = await mappedValues(mapped, async () => (await vaultFields(api, group)).map(({ name }) => name), label);
	if (!isNew && Object.keys(given).length === 0) return {};
	const fields = await vaultFields(api, group);
	const values: OwnFields = { ...known };
	for (const [key, value] of Object.entries(given))
		values[key] = readValue(fieldNamed(fields, key, label), value, label);
	if (isNew) refuseMissing(fields, values, label);
	return values;
}

/**
 * Batch fields that are to lose their value: CDD Vault clears what is sent as null.
 * @param given names of fields, or their ids
 * @throws Fault `badInput`
 */
export async function fieldsToClear(
	api: CddApi,
	given: readonly string[],
	label: string,
): Promise<Record<string, null>> {
	if (given.length === 0) return {};
	const fields = await vaultFields(api, 'batch');
	const names = given.map((one) =>
		fields.some(({ name }) => name === one)
			? one
			: (fields.find(({ id }) => String(id) === one)?.name ?? fieldNamed(fields, one, label).name),
	);
	const cleared = Object.fromEntries(names.map((name) => [name, null]));
	checkSendable(cleared, label);
	return cleared;
}
