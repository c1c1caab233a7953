import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { badInput, checked, quote } from './badInput';
import { fieldNumber, fieldText, isEmptyValue } from './fieldValues';
import type { FieldEntry } from './fieldValues';
import { heldValue } from './locator';

/**
 * What the "Name, Type, Value" form of user-defined fields gives: see `fieldEntryValues` in `shared/fields.ts`. The name
 * may be picked from a list: then it arrives as a stored locator.
 */
const entries = z
	.object({
		field: z
			.array(
				z.object({
					name: z.preprocess((name) => heldValue(name) ?? '', z.string()),
					type: z.enum(['boolean', 'clear', 'number', 'text']).default('text'),
					value: z.unknown().default(''),
				}),
			)
			.default([]),
	})
	.default({});

interface Entry extends FieldEntry {
	type: string;
}

function readTruthOf({ name, value }: Entry, label: string): boolean {
	const text = String(value).trim().toLowerCase();
	if (text === 'true' || text === 'false') return text === 'true';
	throw badInput(
		label,
		'has a value that is neither true nor false',
		`The field is "${name}", its value ${quote(value)}. Write true or false.`,
	);
}

function valueOf(entry: Entry, label: string): IDataObject[string] {
	switch (entry.type) {
		case 'number':
			return fieldNumber(entry, label);
		case 'boolean':
			return readTruthOf(entry, label);
		case 'clear':
			return null;
		default:
			return fieldText(entry, label);
	}
}

/**
 * Turns the form of user-defined fields into an object. Names are kept to the letter: administrators choose
 * them, case and blanks included. Entries without a value are left out.
 * @throws Fault `badInput` for a missing or doubled name, or a value that does not fit its type
 */
export function readFieldEntries(value: unknown, label: string): IDataObject {
	const result: IDataObject = {};
	for (const entry of checked(entries, value, label).field) {
		if (entry.name.trim() === '') {
			throw badInput(label, 'has an entry without a name', 'Give each field the exact name it has in the vault.');
		}
		if (Object.hasOwn(result, entry.name)) {
			throw badInput(label, 'names a field twice', `The field is "${entry.name}". Keep one of the two entries.`);
		}
		if (entry.type === 'clear' || !isEmptyValue(entry.value)) result[entry.name] = valueOf(entry, label);
	}
	return result;
}
