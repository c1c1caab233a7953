import type { z } from 'zod';

import type { batchQueryBody, fieldSearch } from '../../nodes/Cdd/contract/batch';
import type { DataFault } from '../faults';
import { json } from '../service';
import type { IncomingCall, ServiceReply } from '../service';
import { datedFilter, withinBounds } from './dates';
import { notFound, unprocessable, VaultError } from './errors';
import { startExport } from './exports';
import type { Lab } from './lab';
import { pageOf, requireKnown, underOrder } from './lists';
import { renderBatch } from './render';
import type { BatchRecord, Vault } from './state';
import { letPass } from './tolerance';
import type { Leniency } from './tolerance';

export type BatchQuery = z.output<typeof batchQueryBody>;

const allowedBesideIds: ReadonlySet<string> = new Set([
	'async',
	'no_structures',
	'include_original_structures',
	'only_ids',
	'only_molecule_ids',
	'only_batch_ids',
	'molecule_fields',
	'batch_fields',
]);

const paging: ReadonlySet<string> = new Set(['offset', 'page_size']);

/**
 * `batches` and `molecules` "cannot be used with other parameters": presentation is allowed and filters are not. Clients page
 * through what they ask for by ids (A10).
 */
export function checkAlone(idsParameter: string, query: object, leniency: Leniency): void {
	const given = Object.entries(query).filter(([, value]) => value !== undefined);
	if (!given.some(([name]) => name === idsParameter)) return;
	const others = given.map(([name]) => name).filter((name) => name !== idsParameter && !allowedBesideIds.has(name));
	if (others.length === 0) return;
	const what = `${idsParameter} cannot be used with ${others.join(', ')}`;
	const refusal = new VaultError(400, what);
	if (!others.every((name) => paging.has(name))) throw refusal;
	letPass(leniency, `${idsParameter} with ${others.join(', ')}`, refusal);
}

/** What a list knows of its call, apart from the parameters. */
export type ListCall = Pick<IncomingCall, 'faults' | 'tolerate'>;

export const ofIdsWithPaging = ({ settings }: Lab, { tolerate }: ListCall): Leniency => ({
	tolerance: settings.switches.idsWithPaging,
	tolerate,
});

/** What a list shows without `projects` and `data_sets` is all that is in the vault's own projects. */
export function scopeOf(vault: Vault, query: { projects?: number[]; data_sets?: number[] }) {
	requireKnown(query.projects, vault.projects);
	requireKnown(query.data_sets, vault.dataSets);
	const projectIds = query.projects ?? (query.data_sets === undefined ? [...vault.projects.keys()] : []);
	const dataSetIds = query.data_sets ?? [];
	return (record: { projectIds: number[]; dataSetIds: number[] }) =>
		record.projectIds.some((id) => projectIds.includes(id)) || record.dataSetIds.some((id) => dataSetIds.includes(id));
}

/** Conditions on user-defined batch fields, all of which must hold (A12). */
function fieldFilter(vault: Vault, searches: Array<z.output<typeof fieldSearch>>): (batch: BatchRecord) => boolean {
	for (const { name } of searches) {
		if (!vault.fields.batch.some((field) => field.name === name)) {
			throw new VaultError(400, `fields_search: there is no batch field "${name}"`);
		}
	}
	return (batch) =>
		searches.every(({ name, text_value: text, float_value: number, date_value: date }) => {
			const value = batch.batch_fields[name];
			return value !== undefined && value !== null && value === (text ?? number ?? date);
		});
}

function matchingBatches(lab: Lab, vault: Vault, query: BatchQuery, call: ListCall): BatchRecord[] {
	checkAlone('batches', query, ofIdsWithPaging(lab, call));
	requireKnown(query.batches, vault.batches);
	const inScope = scopeOf(vault, query);
	const wanted = query.batches && new Set(query.batches);
	const dated = datedFilter(query, lab.settings);
	const moleculeDated = withinBounds(
		lab.settings,
		{ before: 'molecule_created_before', after: 'molecule_created_after' },
		query.molecule_created_before,
		query.molecule_created_after,
	);
	const hasFields = fieldFilter(vault, query.fields_search ?? []);
	const identifier = query.molecule_batch_identifier;
	return underOrder(lab, vault.batches, call.faults).filter((batch) => {
		const molecule = vault.molecules.get(batch.moleculeId);
		return (
			(wanted === undefined ? inScope(batch) : wanted.has(batch.id)) &&
			dated(batch) &&
			(molecule === undefined || moleculeDated(molecule.created_at)) &&
			(identifier === undefined || batch.molecule_batch_identifier === identifier) &&
			hasFields(batch)
		);
	});
}

/** The envelope of batches and molecules: page by page, ids only (never paged), or an export. */
export function listReply<Item extends { id: number }>(
	lab: Lab,
	vault: Vault,
	found: Item[],
	query: { async?: boolean; only_ids?: boolean; offset?: number; page_size?: number },
	faults: DataFault[],
	render: (item: Item) => unknown,
): ServiceReply {
	const shown = (items: Item[]) => (query.only_ids === true ? items.map(({ id }) => id) : items.map(render));
	if (query.async === true) {
		const objects = function* () {
			for (const item of found) yield query.only_ids === true ? item.id : render(item);
		};
		return startExport(lab, vault, found.length, objects, faults);
	}
	if (query.only_ids === true) return json({ count: found.length, objects: shown(found) });
	const { records, ...page } = pageOf(found, query, faults);
	return json({ count: found.length, ...page, objects: shown(records) });
}

export function listBatches(lab: Lab, vault: Vault, query: BatchQuery, call: ListCall): ServiceReply {
	const found = matchingBatches(lab, vault, query, call);
	return listReply(lab, vault, found, query, call.faults, (batch) => renderBatch(vault, batch, query));
}

export function requireBatch(vault: Vault, id: number): BatchRecord {
	const batch = vault.batches.get(id);
	if (batch === undefined) throw notFound([id]);
	return batch;
}

/** A29. The sample check keeps the sandbox's own records consistent. */
export function deleteBatch(vault: Vault, id: number): ServiceReply {
	requireBatch(vault, id);
	if (vault.batchIdsInReadoutRows.has(id)) throw unprocessable(`Batch ${id} has readout rows and cannot be deleted`);
	if ([...vault.samples.values()].some((sample) => sample.batch === id)) {
		throw unprocessable(`Batch ${id} has inventory samples and cannot be deleted`);
	}
	vault.batches.delete(id);
	return json({ message: 'Object has been removed from all projects, so it has been deleted' });
}
