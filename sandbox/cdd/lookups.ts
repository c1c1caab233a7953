import type { z } from 'zod';

import type { endpoints } from '../../nodes/Cdd/contract';
import type { DataFault } from '../faults';
import { json } from '../service';
import type { ServiceReply } from '../service';
import { checkAlone, listReply, ofIdsWithPaging, scopeOf } from './batches';
import type { ListCall } from './batches';
import { datedFilter } from './dates';
import { notFound } from './errors';
import { startExport } from './exports';
import type { Lab } from './lab';
import { pageOf, requireKnown, underOrder } from './lists';
import { renderLocations } from './locations';
import { renderMolecule } from './render';
import type { BatchRecord, Vault } from './state';

type QueryOf<Name extends keyof typeof endpoints> = z.output<NonNullable<(typeof endpoints)[Name]['query']>>;

/** A bare array, page by page, without a count. */
export function listLocations(
	lab: Lab,
	vault: Vault,
	query: QueryOf<'listInventoryLocations'>,
	faults: DataFault[],
): ServiceReply {
	const found = underOrder(lab, vault.locations, faults);
	if (query.async === true) return startExport(lab, vault, found.length, () => renderLocations(vault, found), faults);
	return json([...renderLocations(vault, pageOf(found, query, faults).records)]);
}

function batchesByMolecule(vault: Vault): Map<number, BatchRecord[]> {
	const grouped = new Map<number, BatchRecord[]>();
	for (const batch of vault.batches.values()) {
		grouped.set(batch.moleculeId, [...(grouped.get(batch.moleculeId) ?? []), batch]);
	}
	return grouped;
}

const wantedNames = (names: string[] | string) =>
	typeof names === 'string' ? names.split(',').map((name) => name.trim()) : names;

export function listMolecules(lab: Lab, vault: Vault, query: QueryOf<'listMolecules'>, call: ListCall): ServiceReply {
	checkAlone('molecules', query, ofIdsWithPaging(lab, call));
	requireKnown(query.molecules, vault.molecules);
	const wanted = query.molecules && new Set(query.molecules);
	const names = query.names === undefined ? undefined : new Set(wantedNames(query.names));
	const dated = datedFilter(query, lab.settings);
	const inScope = scopeOf(vault, query);
	const batches = batchesByMolecule(vault);
	const found = underOrder(lab, vault.molecules, call.faults).filter((molecule) => {
		const dataSetIds = (batches.get(molecule.id) ?? []).flatMap((batch) => batch.dataSetIds);
		return (
			(wanted === undefined ? inScope({ projectIds: molecule.projectIds, dataSetIds }) : wanted.has(molecule.id)) &&
			(names === undefined || names.has(molecule.name) || molecule.synonyms.some((synonym) => names.has(synonym))) &&
			dated(molecule)
		);
	});
	return listReply(lab, vault, found, query, call.faults, (molecule) =>
		renderMolecule(vault, molecule, batches.get(molecule.id) ?? [], query),
	);
}

export function getMolecule(vault: Vault, id: number): ServiceReply {
	const molecule = vault.molecules.get(id);
	if (molecule === undefined) throw notFound([id]);
	return json(renderMolecule(vault, molecule, batchesByMolecule(vault).get(id) ?? []));
}

/** The list tells the name; the header and the file of a template are told one by one. */
export function listMappingTemplates(vault: Vault): ServiceReply {
	const templates = [...vault.mappingTemplates.values()];
	return json(
		templates.map(({ id, name, created_at, modified_at, owner }) => ({ id, name, created_at, modified_at, owner })),
	);
}

export function getMappingTemplate(vault: Vault, id: number): ServiceReply {
	const template = vault.mappingTemplates.get(id);
	if (template === undefined) throw notFound([id]);
	return json(template);
}

/** Sample and event fields exist in the vault, but the vendor shows no group for them. */
export function listFields({ fields: { internal, batch, molecule, protocol } }: Vault): ServiceReply {
	return json({ internal, batch, molecule, protocol });
}
