import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import { dataObject } from '../../../shared/values/json';
import type { Batch, batchUpdate } from '../../contract/batch';
import { shownFields } from '../../records/batch/output';

type Update = z.output<typeof batchUpdate>;

const groups = ['batch_fields', 'stoichiometry'] as const;

/** The named fields of a group as they are; null for those without a value. */
function partBefore(present: Record<string, unknown> | null | undefined, changed: object): IDataObject {
	return dataObject(Object.fromEntries(Object.keys(changed).map((name) => [name, present?.[name] ?? null])));
}

/** Of a batch, what an update is about to change, with its ID. Fields have their names; projects have their IDs, by which they can be put back. */
export function fieldsBefore(present: Batch, changes: Update): IDataObject {
	const plain = Object.keys(changes).filter((key) => !['id', 'class', ...groups].includes(key));
	const { batch_fields: fields, stoichiometry } = changes;
	return {
		id: present.id,
		...partBefore(present, Object.fromEntries(plain.map((key) => [key, true]))),
		...(stoichiometry ? { stoichiometry: partBefore(present.stoichiometry, stoichiometry) } : {}),
		...(fields ? shownFields(partBefore(present.batch_fields, fields)) : {}),
	};
}

/** Whether an update takes the batch out of a project, and so away from those who work there. */
export function removesProjects({ projects }: Batch, { projects: wanted }: Update): boolean {
	if (wanted === undefined) return false;
	return (projects ?? []).some(({ id, name }) => !wanted.some((project) => project === id || project === name));
}
