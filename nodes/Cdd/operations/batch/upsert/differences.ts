import type { z } from 'zod';

import { parseNumber } from '../../../../shared/values/text';
import { batch } from '../../../contract/batch';
import type { batchUpdate } from '../../../contract/batch';

export type Update = z.output<typeof batchUpdate>;

/** Of a batch, what is compared. Without the rest, as n8n keeps it with the execution. */
export const compared = batch.pick({
	id: true,
	name: true,
	salt_name: true,
	solvent_of_crystallization_name: true,
	stoichiometry: true,
	batch_fields: true,
});
export type Compared = z.output<typeof compared>;

const plain = ['name', 'salt_name', 'solvent_of_crystallization_name'] as const;

/** Numbers may come as texts. */
const isSame = (actual: unknown, wanted: unknown): boolean =>
	typeof wanted === 'number' ? parseNumber(actual) === wanted : String(actual ?? '') === String(wanted ?? '');

function differing<V>(actual: Readonly<Record<string, unknown>> | null | undefined, wanted: Record<string, V> = {}) {
	const entries = Object.entries(wanted).filter(([name, value]) => !isSame(actual?.[name], value));
	return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** The part of an update that would change something. */
export function differences(present: Compared, wanted: Update): Update {
	const fields = differing(present.batch_fields, wanted.batch_fields);
	const stoichiometry = differing(present.stoichiometry, wanted.stoichiometry);
	return {
		...Object.fromEntries(
			plain.flatMap((key) =>
				wanted[key] === undefined || isSame(present[key], wanted[key]) ? [] : [[key, wanted[key]]],
			),
		),
		...(stoichiometry && { stoichiometry }),
		...(fields && { batch_fields: fields }),
	};
}

/** The names of what an update changes: own fields, and the service's names for the others. */
export const namesIn = ({ batch_fields: fields, stoichiometry, ...others }: Update): string[] => [
	...Object.keys(others),
	...Object.keys(stoichiometry ?? {}),
	...Object.keys(fields ?? {}),
];
