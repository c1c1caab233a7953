import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { badInput, checked, quote } from './badInput';
import { parseNumber } from './text';

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

interface Entry {
	name: string;
	type: string;
	value?: unknown;
}

/** The field's name is free text, so it goes into the description: n8n replaces messages that hold certain words. */
function readNumberOf({ name, value }: Entry, label: string): number {
	const number = parseNumber(value);
	if (number !== undefined) return number;
	throw badInput(label, 'has a value that is not a number', `The field is "${name}", its value ${quote(value)}. Write it with a decimal point, such as 12.5, and without a unit.`);
}

function readTruthOf({ name, value }: Entry, label: string): boolean {
	const text = String(value).trim().toLowerCase();
	if (text === 'true' || text === 'false') return text === 'true';
	throw badInput(label, 'has a value that is neither true nor false', `The field is "${name}", its value ${quote(value)}. Write true or false.`);
}

function valueOf(entry: Entry, label: string): IDataObject[string] {
	switch (entry.type) {
		case 'number':
			return readNumberOf(entry, label);
		case 'boolean':
			return readTruthOf(entry, label);
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
		if (Object.hasOwn(result, entry.name)) {
			throw badInput(label, 'names a field twice', `The field is "${entry.name}". Keep one of the two entries.`);
		}
		const isEmpty = entry.type !== 'clear' && (entry.value === '' || entry.value === null || entry.value === undefined);
		if (!isEmpty) result[entry.name] = valueOf(entry, label);
	}
	return result;
}
