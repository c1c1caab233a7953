import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { badInput, checked } from './badInput';
import { readNumber } from './text';

/** What the "Name, Type, Value" form of user-defined fields gives: see `fieldEntryValues` in `shared/fields.ts`. */
const entries = z
	.object({
		field: z
			.array(
				z.object({
					name: z.string().default(''),
					type: z.enum(['boolean', 'clear', 'number', 'text']).default('text'),
					value: z.unknown().default(''),
				}),
			)
			.default([]),
	})
	.default({});

function valueOf(entry: { name: string; type: string; value?: unknown }, label: string): IDataObject[string] {
	switch (entry.type) {
		case 'number':
			return readNumber(entry.value, `${label}: ${entry.name}`);
		case 'boolean':
			return entry.value === true || String(entry.value).trim().toLowerCase() === 'true';
		case 'clear':
			return null;
		default:
			return typeof entry.value === 'string' ? entry.value : String(entry.value ?? '');
	}
}

/**
 * Turns the form of user-defined fields into an object. Names are kept to the letter: administrators choose
 * them, case and blanks included. Entries without a value are left out.
 * @throws Fault `badInput` for a missing or doubled name, or a number that is none
 */
export function readFieldEntries(value: unknown, label: string): IDataObject {
	const result: IDataObject = {};
	for (const entry of checked(entries, value, label).field) {
		if (entry.name.trim() === '') {
			throw badInput(label, 'has an entry without a name', 'Give each field the exact name it has in the vault.');
		}
		if (entry.name in result) {
			throw badInput(label, 'names a field twice', `The field is "${entry.name}". Keep one of the two entries.`);
		}
		const isEmpty = entry.type !== 'clear' && (entry.value === '' || entry.value === null || entry.value === undefined);
		if (!isEmpty) result[entry.name] = valueOf(entry, label);
	}
	return result;
}
