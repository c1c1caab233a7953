import type { IDataObject } from 'n8n-workflow';

import type { Detail } from '../../../shared/form';
import { dataObject } from '../../../shared/values/json';
import { asReceived } from '../../../shared/values/received';
import { batch as batchSchema } from '../../contract/batch';
import type { Batch } from '../../contract/batch';
import { inDetail } from '../output';
import { underOwnNames } from '../ownNames';

/** What a batch has in items, in this order; the vault's own batch fields follow. */
export const batchWords = [
	...['id', 'molecule_batch_identifier', 'name', 'molecule_id', 'molecule_name', 'smiles', 'projects'],
	...['formula_weight', 'modified_at'],
];

/** What AI agents get. */
export const shortBatch = batchWords;

/** What operations add to a batch. */
const added = [
	'answer',
	'before',
	'changedFields',
	'deleted',
	'error',
	'matchingMoleculeIds',
	'message',
	'outcome',
	'reason',
	'registered',
	'whatToDo',
];

const taken = new Set([...batchWords, ...Object.keys(batchSchema.shape), ...added]);

/** A name made of digits would be taken for the ID of another project when it is given back. */
export const shownProject = ({ name, id }: NonNullable<Batch['projects']>[number]) =>
	typeof name === 'string' && !/^\s*\d+\s*$/.test(name) ? name : (id ?? name ?? null);

/** The vault's own batch fields under their names. */
export const shownFields = (fields: object): IDataObject =>
	dataObject(Object.fromEntries(underOwnNames(Object.entries(fields), (name) => taken.has(name), 'batch field')));

/** A batch as items show it. */
function simplified(batch: Batch): IDataObject {
	const { molecule } = batch;
	return {
		id: batch.id,
		molecule_batch_identifier: batch.molecule_batch_identifier ?? null,
		name: batch.name ?? null,
		molecule_id: molecule?.id ?? null,
		molecule_name: molecule?.name ?? null,
		smiles: molecule?.smiles ?? null,
		projects: (batch.projects ?? []).map(shownProject),
		formula_weight: batch.formula_weight ?? null,
		modified_at: batch.modified_at ?? null,
		...shownFields(batch.batch_fields ?? {}),
	};
}

const raw = (batch: Batch) => dataObject(asReceived(batch));

export const shownBatch = (batch: Batch, detail: Detail): IDataObject =>
	inDetail(batch, detail, () => simplified(batch));

/** A batch with all that it has: what items show, and the rest as CDD Vault sent it. */
export function wholeBatch(batch: Batch): IDataObject {
	const shown = simplified(batch);
	const rest = Object.entries(raw(batch)).filter(([key]) => !(key in shown) && key !== 'batch_fields');
	return { ...shown, ...Object.fromEntries(rest) };
}
