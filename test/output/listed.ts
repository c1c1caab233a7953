import { z } from 'zod';

import { dropdownFunctions } from '../support/dropdown';
import type { Subject } from '../support/engine';

const entries = z.array(z.object({ name: z.string(), value: z.string(), description: z.string().optional() }));

/** What a list that a node loads offers. */
export async function listed(subject: Subject, method: string): Promise<z.output<typeof entries>> {
	const look: unknown = Object(subject.node.methods?.loadOptions)[method];
	if (typeof look !== 'function') throw new Error(`${subject.node.description.name} has no ${method}`);
	return entries.parse(await Reflect.apply(look, dropdownFunctions(subject), []));
}
