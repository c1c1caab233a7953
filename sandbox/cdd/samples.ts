import type { z } from 'zod';

import type { inventorySampleQuery } from '../../nodes/Cdd/contract/sample';
import type { DataFault } from '../faults';
import { json } from '../service';
import type { ServiceReply } from '../service';
import { datedFilter } from './dates';
import { notFound, unprocessable } from './errors';
import { startExport } from './exports';
import { checkFields, withoutNulls } from './fieldRules';
import type { Lab } from './lab';
import { pageOf, requireKnown, underOrder } from './lists';
import { withEvents } from './sampleEvents';
import type { Author, EventRequest } from './sampleEvents';
import type { FieldValues, SampleRecord, Vault } from './state';

export const sampleIdentifier = 'Sample ID';

type Query = z.output<typeof inventorySampleQuery>;

export interface SampleRequest {
	batch_id: number;
	units: string;
	fields?: FieldValues;
	inventory_events: EventRequest[];
}

function matchingSamples(lab: Lab, vault: Vault, query: Query, faults: DataFault[]): SampleRecord[] {
	requireKnown(query.batch_ids, vault.batches);
	requireKnown(query.inventory_sample_ids, vault.samples);
	requireKnown(query.projects, vault.projects);
	const batchIds = query.batch_ids && new Set(query.batch_ids);
	const sampleIds = query.inventory_sample_ids && new Set(query.inventory_sample_ids);
	const dated = datedFilter(query, lab.settings);
	const inScope = (sample: SampleRecord) => {
		if (query.projects === undefined) return true;
		const projectIds = vault.batches.get(sample.batch)?.projectIds ?? [];
		return query.projects.some((id) => projectIds.includes(id));
	};
	return underOrder(lab, vault.samples, faults).filter(
		(sample) =>
			!vault.hiddenSampleIds.has(sample.id) &&
			(batchIds === undefined || batchIds.has(sample.batch)) &&
			(sampleIds === undefined || sampleIds.has(sample.id)) &&
			dated(sample) &&
			inScope(sample),
	);
}

export function listSamples(lab: Lab, vault: Vault, query: Query, faults: DataFault[]): ServiceReply {
	const found = matchingSamples(lab, vault, query, faults);
	if (query.async === true) return startExport(lab, vault, found.length, () => found, faults);
	const { records } = pageOf(found, query, faults);
	const envelope = { count: found.length, objects: records };
	return json(lab.settings.switches.sampleListReply === 'array around it' ? [envelope] : envelope);
}

export function requireSample(vault: Vault, id: number): SampleRecord {
	const sample = vault.samples.get(id);
	if (sample === undefined || vault.hiddenSampleIds.has(id)) throw notFound([id]);
	return sample;
}

export function sampleReply(lab: Lab, sample: SampleRecord, status = 200): ServiceReply {
	const enveloped = lab.settings.switches.singleSampleReply === 'list envelope';
	return json(enveloped ? { count: 1, objects: [sample] } : sample, status);
}

/** Several samples of one batch are told apart by the vault's "Sample Identifier" field (A22). */
function checkIdentifier(lab: Lab, vault: Vault, batchId: number, fields: Record<string, unknown>): void {
	const siblings = [...vault.samples.values()].filter((sample) => sample.batch === batchId);
	if (siblings.length === 0) return;
	if (lab.settings.switches.sampleIdentifierField === 'missing') {
		throw unprocessable(`Batch ${batchId} already has a sample, and this vault has no Sample Identifier field`);
	}
	const identifier = fields[sampleIdentifier];
	if (identifier === undefined || identifier === null) {
		throw unprocessable(`${sampleIdentifier} is required: batch ${batchId} already has a sample`);
	}
	if (siblings.some((sample) => sample.fields[sampleIdentifier] === identifier)) {
		throw unprocessable(`${sampleIdentifier} must be unique within batch ${batchId}`);
	}
}

/** Adds a sample with its first events to the vault, or throws and leaves the vault as it was. */
export function createSample(lab: Lab, vault: Vault, request: SampleRequest, author: Author): SampleRecord {
	const batch = vault.batches.get(request.batch_id);
	if (batch === undefined) throw unprocessable(`Batch ${request.batch_id} not found`);
	const fields = request.fields ?? {};
	checkFields('sample', vault.fields.sample, fields, lab.settings.switches);
	checkIdentifier(lab, vault, batch.id, fields);
	const [first] = request.inventory_events;
	if (first?.fields.Credit === undefined) throw unprocessable('The first event of a sample needs a Credit');

	const identifier = fields[sampleIdentifier];
	const batchName = batch.molecule_batch_identifier ?? batch.name ?? String(batch.id);
	const empty: SampleRecord = {
		id: lab.ids.next(),
		units: request.units,
		created_at: author.at,
		inventory_location_id: null,
		inventory_location_position: null,
		slurp_id: author.slurpId ?? null,
		current_amount: 0,
		depleted: false,
		batch_name: batch.name ?? '',
		modified_at: author.at,
		name: typeof identifier === 'string' ? `${batchName}-${identifier}` : batchName,
		modified_user: null,
		inventory_events: [],
		owner: author.owner,
		fields: withoutNulls(fields),
		location: null,
		batch: batch.id,
	};
	const sample = withEvents(lab, vault, empty, request.inventory_events, author);
	vault.samples.set(sample.id, sample);
	return sample;
}

/** Appends events; nothing else of a sample changes (A20). */
export function updateSample(
	lab: Lab,
	vault: Vault,
	id: number,
	request: Pick<SampleRequest, 'inventory_events'>,
	author: Author,
): SampleRecord {
	const changed = withEvents(lab, vault, requireSample(vault, id), request.inventory_events, author);
	changed.modified_user = author.owner;
	vault.samples.set(id, changed);
	return changed;
}

export function deleteSample(vault: Vault, id: number): ServiceReply {
	requireSample(vault, id);
	if (vault.sampleIdsOnPlates.has(id)) throw unprocessable(`Inventory sample ${id} is associated with a plate well`);
	if (vault.sampleIdsInReadoutRows.has(id))
		throw unprocessable(`Inventory sample ${id} is associated with a readout row`);
	vault.samples.delete(id);
	return json({ message: `Inventory sample with ID ${id} has been destroyed` });
}
