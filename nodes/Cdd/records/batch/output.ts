import type { IDataObject } from 'n8n-workflow';

import type { Detail } from '../../../shared/form';
import { dataObject } from '../../../shared/values/json';
import type { Batch } from '../../contract/batch';
import { inDetail } from '../output';

/** A name made of digits would be taken for the ID of another project when it is given back. */
const shownProject = ({ name, id }: NonNullable<Batch['projects']>[number]) =>
	typeof name === 'string' && !/^\s*\d+\s*$/.test(name) ? name : (id ?? name ?? null);

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
		projects: (batch.projects ?? []).map(shownProject),
		batch_fields: batch.batch_fields ? dataObject(batch.batch_fields) : {},
		formula_weight: batch.formula_weight ?? null,
		modified_at: batch.modified_at ?? null,
	};
}

export const toRecord = (batch: Batch, detail: Detail): IDataObject =>
	inDetail(batch, detail, { simplified: simplifyBatch(batch), own: () => batch.batch_fields ?? {} });
