import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { checked } from '../values/badInput';
import { isEmptyValue } from '../values/fieldValues';
import { checkSendable, dataObject } from '../values/json';
import { isNothing } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';
import { onceConnected } from './onceConnected';

/** What n8n stores for a form that grows from the lab's own fields. Without a value nothing was mapped yet. */
const stored = z.object({
	mappingMode: z.enum(['autoMapInputData', 'defineBelow']),
	value: z.record(z.unknown()).nullish(),
});

/** A form of the lab's own fields as it was filled in; each value is still to be checked against its field. */
export interface Mapped {
	/** Whether the fields of the input item were taken, so that only those count whose names the form knows. */
	readonly automatic: boolean;
	/** Values by the id that the form gave them. Empty ones are left out, so that an empty cell clears nothing. */
	readonly values: IDataObject;
}

/**
 * A form of fields that the lab has defined.
 *
 * Values come as they were given: n8n would convert them only under the path `<name>.value`, where it makes 0 of an empty
 * text, drops the time zone that a date was written in, and has messages of its own.
 */
export function mapper(declaration: Declared<'resourceMapper'>, waiting: string): Field<Mapped> {
	const inner = field('mapper', declaration, (value, label, { item }): Mapped => {
		// Before zod sees it, which drops names of its own.
		if (typeof value === 'object' && value !== null && 'value' in value) checkSendable(value.value, label);
		const mapping = isNothing(value) ? undefined : checked(stored, value, label);
		const automatic = mapping?.mappingMode === 'autoMapInputData';
		const given = Object.entries((automatic ? item : mapping?.value) ?? {}).filter(([, one]) => !isEmptyValue(one));
		return { automatic, values: dataObject(Object.fromEntries(given)) };
	});
	return onceConnected(inner, waiting, declaration.displayName);
}

/**
 * The values that count.
 * @param knownNames asked for only where fields are mapped automatically
 * @throws Fault `badInput` for what cannot be sent
 */
export async function mappedValues(
	{ automatic, values }: Mapped,
	knownNames: () => Promise<readonly string[]>,
	label: string,
): Promise<IDataObject> {
	if (!automatic) return values;
	const names = new Set(await knownNames());
	const counting = dataObject(Object.fromEntries(Object.entries(values).filter(([key]) => names.has(key))));
	checkSendable(counting, label);
	return counting;
}
