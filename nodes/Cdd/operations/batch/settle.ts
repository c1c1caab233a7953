import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import type { OperationCall } from '../../../shared/operation';
import { dataObject } from '../../../shared/values/json';
import type { Sighting } from '../../../shared/writing/applyOnce';
import { idsIn } from '../../../shared/writing/noted';
import { getBatch } from '../../contract/batch';
import type { Batch, batchCreation, batchUpdate } from '../../contract/batch';
import { oursAmong } from '../../records/apiUser';
import { batchIds, batches } from '../../records/batch/resource';
import type { CddApi } from '../../service/api';
import { readByIds } from '../../service/list/byIds';
import { readWhole } from '../../service/list/readAll';
import { structureKeys } from './molecule';

/** Wide enough for any difference between our clock and the server's. */
const hoursBack = 24;
const mostBatchesToCompare = 50;

/** Ids of all batches of the last day: one small request (`only_ids`), unless the answer is cut. @throws Fault */
export async function idsOfRecentBatches(api: CddApi, signal?: AbortSignal): Promise<number[]> {
	const since = DateTime.utc().minus({ hours: hoursBack }).toISO({ suppressMilliseconds: true });
	const recent = await readWhole(api, batchIds, { created_after: since, only_ids: true }, signal);
	return recent.map(({ id }) => id);
}

function hasFields(
	actual: Record<string, unknown> | null | undefined,
	sent: Record<string, unknown> | undefined,
): boolean {
	return Object.entries(sent ?? {}).every(([name, value]) =>
		value === null ? actual?.[name] === undefined || actual[name] === null : String(actual?.[name]) === String(value),
	);
}

type Creation = z.output<typeof batchCreation>;

function hasProjects(found: Batch, wanted: Creation['projects']): boolean {
	const known = found.projects ?? [];
	return wanted.every((project) => known.some(({ id, name }) => (typeof project === 'number' ? id : name) === project));
}

/** CDD Vault rewrites structures: an equal text says much, another one nothing. */
function hasSameStructure({ molecule: known }: Batch, molecule: Creation['molecule']): boolean {
	const texts = structureKeys.flatMap((key) => molecule[key] ?? []);
	return texts.some((text) => Object.values(known ?? {}).includes(text.trim()));
}

/** Without anything to know it by, a new batch may as well be one that somebody else made at that moment. */
function isRecognizable(found: Batch, { molecule, name, batch_fields: fields }: Creation): boolean {
	const isNamed = name !== undefined || molecule.id !== undefined || molecule.name !== undefined;
	return isNamed || Object.keys(fields ?? {}).length > 0 || hasSameStructure(found, molecule);
}

function answersTo(found: Batch, creation: Creation): boolean {
	const { molecule, name, batch_fields: fields, projects } = creation;
	const known = found.molecule;
	return (
		isRecognizable(found, creation) &&
		(molecule.id === undefined || known?.id === molecule.id) &&
		(molecule.name === undefined ||
			known?.name === molecule.name ||
			known?.synonyms?.includes(molecule.name) === true) &&
		(molecule.registration_type === undefined ||
			(known?.registration_type ?? molecule.registration_type) === molecule.registration_type) &&
		(name === undefined || found.name === name) &&
		hasProjects(found, projects) &&
		hasFields(found.batch_fields, fields)
	);
}

/** Looks for a batch that was not there before the answer to its creation was lost. */
export async function lookForBatch(
	call: OperationCall<CddApi>,
	creation: Creation,
	before: IDataObject | undefined,
	signal?: AbortSignal,
): Promise<Sighting> {
	const { api } = call;
	const idsBefore = new Set(idsIn(before, 'batchIds'));
	const fresh = (await idsOfRecentBatches(api, signal)).filter((id) => !idsBefore.has(id));
	if (fresh.length === 0) return { applied: false, seen: 'No new batch was seen.' };
	const { records } = await readByIds(api, batches, 'batches', fresh.slice(0, mostBatchesToCompare), {
		parameters: {},
		skipMissing: true,
	});
	const fitting = records.filter((found) => answersTo(found, creation));
	const { ours, remark, unclear } = oursAmong(call, fitting, 1, 'batch');
	const [match] = ours;
	if (match && fresh.length <= mostBatchesToCompare) {
		return { applied: true, answer: { record: { class: 'batch', ...dataObject(match) }, remark } };
	}
	return {
		applied: false,
		seen: `New batches were seen (${fresh.slice(0, 10).join(', ')}), and it is not clear whether this step made one of them. ${unclear ?? ''}`.trim(),
	};
}

/** An update sets values, so the record itself shows whether it took effect. */
export async function lookForUpdate(api: CddApi, id: number, update: z.output<typeof batchUpdate>): Promise<Sighting> {
	const found = await api.call(getBatch, { path: { id } });
	const applied =
		(update.projects === undefined ||
			(hasProjects(found, update.projects) && found.projects?.length === update.projects.length)) &&
		(update.name === undefined || found.name === update.name) &&
		(update.salt_name === undefined || found.salt_name === update.salt_name) &&
		(update.solvent_of_crystallization_name === undefined ||
			found.solvent_of_crystallization_name === update.solvent_of_crystallization_name) &&
		hasFields(found.stoichiometry, update.stoichiometry) &&
		hasFields(found.batch_fields, update.batch_fields);
	return applied
		? { applied: true, answer: dataObject(found) }
		: { applied: false, seen: `Batch ${id} does not have all of the new values.` };
}
