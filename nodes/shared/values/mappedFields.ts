import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { checked } from './badInput';
import { dataObject } from './json';

/** What n8n stores for a form that grows from the lab's own fields. Without a value nothing was mapped yet. */
const mapping = z.object({
	mappingMode: z.enum(['autoMapInputData', 'defineBelow']).default('defineBelow'),
	value: z.record(z.unknown()).nullish(),
});

const isEmpty = (value: unknown) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * The fields that the user mapped, by the id that the form gave them. Empty ones are left out, so that an expression
 * that finds nothing clears nothing. With "Map Automatically" they are the fields of the item that have a known name.
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
	const { mappingMode, value } = checked(mapping, functions.getNodeParameter(name, itemIndex, {}), label);
	const given = mappingMode === 'autoMapInputData' ? await known(functions.getInputData()[itemIndex]?.json ?? {}, knownNames) : (value ?? {});
	return dataObject(Object.fromEntries(Object.entries(given).filter(([, one]) => !isEmpty(one))));
}

async function known(json: IDataObject, knownNames: () => Promise<readonly string[]>): Promise<IDataObject> {
	const names = new Set(await knownNames());
	return Object.fromEntries(Object.entries(json).filter(([key]) => names.has(key)));
}
