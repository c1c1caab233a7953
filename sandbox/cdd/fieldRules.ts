import { isCalendarDate } from './dates';
import { unprocessable } from './errors';
import type { FieldDefinition, FieldValue, FieldValues } from './state';
import type { CddSwitches } from './switches';

function checkValue(definition: FieldDefinition, value: FieldValue, switches: CddSwitches): void {
	const { name, data_type_name: type, pick_list_values: choices } = definition;
	if (value === null) return;
	if (type === 'Number') {
		const numeric = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
		if (typeof value !== 'number' && !(numeric && switches.numbersAsText === 'accept')) {
			throw unprocessable(`${name} must be a number, not ${JSON.stringify(value)}`);
		}
	} else if (type === 'Date') {
		if (typeof value !== 'string' || !isCalendarDate(value)) {
			throw unprocessable(`${name} must be a date (YYYY-MM-DD), not ${JSON.stringify(value)}`);
		}
	} else if (typeof value !== 'string') {
		throw unprocessable(`${name} must be text, not ${JSON.stringify(value)}`);
	} else if (choices?.some((choice) => choice.value === value && !choice.hidden) === false) {
		throw unprocessable(`${name} has no value ${JSON.stringify(value)}`);
	}
}

/** Refuses fields that the vault does not define, and values that do not fit their type. Names match exactly. */
export function checkFields(
	kind: 'batch' | 'inventory event' | 'molecule' | 'sample',
	definitions: FieldDefinition[],
	values: FieldValues,
	switches: CddSwitches,
): void {
	for (const [name, value] of Object.entries(values)) {
		const definition = definitions.find((field) => field.name === name);
		if (definition === undefined) throw unprocessable(`There is no ${kind} field "${name}" in this vault`);
		checkValue(definition, value, switches);
	}
}

/** Refuses a new record without a value in each group of required fields. */
export function checkRequired(kind: 'batch' | 'molecule', definitions: FieldDefinition[], values: FieldValues): void {
	const groups = new Set(definitions.flatMap((field) => field.required_group_number ?? []));
	for (const group of groups) {
		const names = definitions.filter((field) => field.required_group_number === group).map(({ name }) => name);
		if (names.some((name) => (values[name] ?? null) !== null)) continue;
		throw unprocessable(`The ${kind} needs a value for ${names.join(' or ')}`);
	}
}

/** Empty fields are left out of every reply, never null (A30). */
export const withoutNulls = (values: FieldValues): FieldValues =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
