import type { IDataObject } from 'n8n-workflow';

import { badInput, quote } from '../values/badInput';
import { fieldNumber, fieldText, isEmptyValue } from '../values/fieldValues';
import type { FieldEntry } from '../values/fieldValues';
import { checkSendable } from '../values/json';
import { cell } from './cell';
import { choice } from './choice';
import { list } from './collection';
import { exactName } from './exactName';
import { mapped } from './field';
import type { Declared, Field, Values } from './field';

const form = {
	name: exactName({
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Barcode',
		description: 'The exact name of the field, upper and lower case included',
	}),
	type: choice({
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Clear the Field', value: 'clear' },
			{ name: 'Number', value: 'number' },
			{ name: 'Text or Date', value: 'text' },
			{ name: 'True or False', value: 'boolean' },
		],
		default: 'text',
		description: 'How the value is stored. Dates are text: 2026-11-30.',
	}),
	value: cell({
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		description: 'The value to store. An empty value is left out.',
	}),
};
type Entry = Values<typeof form>;

function readTruthOf({ name, value }: FieldEntry, label: string): boolean {
	const text = String(value).trim().toLowerCase();
	if (text === 'true' || text === 'false') return text === 'true';
	throw badInput(
		label,
		'has a value that is neither true nor false',
		`The field is "${name}", its value ${quote(value)}. Write true or false.`,
	);
}

function valueOf(type: Entry['type'], entry: FieldEntry, label: string): IDataObject[string] {
	switch (type) {
		case 'number':
			return fieldNumber(entry, label);
		case 'boolean':
			return readTruthOf(entry, label);
		case 'clear':
			return null;
		case 'text':
			return fieldText(entry, label);
	}
}

/** @throws Fault `badInput` for a missing or doubled name, or a value that does not fit its type */
function toObject(entries: readonly Entry[], label: string): IDataObject {
	const result: IDataObject = {};
	for (const { name, type, value } of entries) {
		if (name === undefined)
			throw badInput(label, 'has an entry without a name', 'Enter the exact name that the field has in the vault.');
		checkSendable({ [name]: value }, label);
		if (Object.hasOwn(result, name))
			throw badInput(label, 'names a field twice', `The field is "${name}". Keep one of the two entries.`);
		if (type === 'clear' && !isEmptyValue(value))
			throw badInput(
				label,
				'clears a field and gives it a value',
				`The field is "${name}", its value ${quote(value)}. Empty the value, or choose another type.`,
			);
		if (type === 'clear' || !isEmptyValue(value)) result[name] = valueOf(type, { name, value }, label);
	}
	return result;
}

/**
 * User-defined fields by name, type and value, as an object: names to the letter, entries without a value left out.
 * @param name where the name may be picked from a list
 */
export const fieldEntries = (
	declaration: Declared<'fixedCollection'>,
	name: Field<string | undefined> = form.name,
): Field<IDataObject> =>
	mapped(list(declaration, { displayName: 'Field', name: 'field' }, { ...form, name }), (entries) =>
		toObject(entries, declaration.displayName),
	);
