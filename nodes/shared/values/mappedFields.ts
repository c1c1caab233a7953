import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { checked } from './badInput';
import { isEmptyValue } from './fieldValues';
import { dataObject } from './json';

/** What n8n stores for a form that grows from the lab's own fields. Without a value nothing was mapped yet. */
const mapping = z.object({
	mappingMode: z.enum(['autoMapInputData', 'defineBelow']),
	value: z.record(z.unknown()).nullish(),
});

const nothingMapped = { mappingMode: 'defineBelow', value: null };

/**
 * The fields that the user mapped, by the id that the form gave them. Empty ones are left out, so that an expression
 * that finds nothing clears nothing. With "Map Automatically" they are the fields of the item that have a known name.
 *
 * Values come as they were given, for the caller to check: n8n would convert them only under the path `<name>.value`,
 * where it makes 0 of an empty text, drops the time zone that a date was written in, and has messages of its own.
 * @param knownNames asked for only where fields are mapped automatically
 * @throws Fault `badInput`
 */
export async function readMappedFields(
	functions: IExecuteFunctions,
	name: string,
	label: string,
	itemIndex: number,
	knownNames: () => Promise<readonly string[]>,
): Promise<IDataObject> {
	const { mappingMode, value } = checked(mapping, functions.getNodeParameter(name, itemIndex, nothingMapped), label);
	const given =
		mappingMode === 'autoMapInputData'
			? await known(functions.getInputData()[itemIndex]?.json ?? {}, knownNames)
			: (value ?? {});
	return dataObject(Object.fromEntries(Object.entries(given).filter(([, one]) => !isEmptyValue(one))));
}

async function known(json: IDataObject, knownNames: () => Promise<readonly string[]>): Promise<IDataObject> {
	const names = new Set(await knownNames());
	return Object.fromEntries(Object.entries(json).filter(([key]) => names.has(key)));
}
