import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { dataObject } from '../../shared/values/json';
import type { Batch } from './schema';

export const batchIdField: INodeProperties = {
	displayName: 'Batch',
	name: 'batchId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	required: true,
	description: 'The batch, by its internal ID (a number), not its Molecule-Batch ID. Get Many of CDD Batch finds it by the Molecule-Batch ID.',
	modes: [{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 136660530' }],
};

/** At most ten fields, most used first. */
export function simplifyBatch(batch: Batch): IDataObject {
	const { molecule } = batch;
	return {
		id: batch.id,
		molecule_batch_identifier: batch.molecule_batch_identifier ?? null,
		name: batch.name ?? null,
		molecule_id: molecule?.id ?? null,
		molecule_name: molecule?.name ?? null,
		smiles: molecule?.smiles ?? null,
		projects: (batch.projects ?? []).map(({ name, id }) => name ?? id ?? null),
		batch_fields: batch.batch_fields ? dataObject(batch.batch_fields) : {},
		formula_weight: batch.formula_weight ?? null,
		modified_at: batch.modified_at ?? null,
	};
}

export function toRecord(batch: Batch, simplify: unknown): IDataObject {
	return simplify === true ? simplifyBatch(batch) : dataObject(batch);
}
