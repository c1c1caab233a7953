import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

import type { Lab } from './lab';
import { roles } from './seed/vaults';
import type { BatchRecord, Vault } from './state';

const asId = z.string().regex(/^\d+$/).transform(Number);

const batchRow = z.object({
	external_ID: z.string().min(1),
	CDD_name: z.string().min(1),
	molecule_ID: asId,
	batch_ID: asId,
	canonical_CID: z.string(),
	virtual_project: z.enum(['True', 'False']),
	for_synthesis_project: z.enum(['True', 'False']),
	made_project: z.enum(['True', 'False']),
});

const structureRow = z.object({ SMILES: z.string(), CID: z.string() });

const projectColumns = {
	virtual_project: 'Virtual',
	for_synthesis_project: 'For Synthesis',
	made_project: 'Made',
} as const;

/** The list names no dates: batches are a minute apart, in the order of the file. */
const firstCreation = Date.UTC(2020, 2, 16, 12, 0, 0);
const minute = 60_000;

function readRows<Schema extends z.ZodTypeAny>(file: string, schema: Schema): Array<z.output<Schema>> {
	const rows: unknown[] = parse(readFileSync(file), { columns: true, bom: true, skip_empty_lines: true });
	return rows.map((row, index) => {
		const parsed = schema.safeParse(row);
		if (!parsed.success)
			throw new Error(
				`${file}, record ${index + 1}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
			);
		return parsed.data;
	});
}

/** SMILES per compound, from `covid_moonshot_ids.csv` beside the list of batches where that is present. */
function readStructures(batchesFile: string): Map<string, string> {
	const file = join(dirname(batchesFile), 'covid_moonshot_ids.csv');
	try {
		return new Map(readRows(file, structureRow).map(({ CID, SMILES }) => [CID, SMILES]));
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
		throw error;
	}
}

/** Fills a vault without batches from a CSV list; returns the batches in the order of the file. Throws on a bad row. */
export function loadBatches(lab: Lab, vault: Vault, file: string): BatchRecord[] {
	const structures = readStructures(file);
	const rows = readRows(file, batchRow);
	for (const { molecule_ID, batch_ID } of rows) {
		lab.ids.reserve(molecule_ID);
		lab.ids.reserve(batch_ID);
	}
	const projects = Object.entries(projectColumns).map(([column, name]) => {
		const project = { id: lab.ids.next(), name };
		vault.projects.set(project.id, project);
		return { column, id: project.id };
	});
	const numbers = new Map<number, number>();
	return rows.map((row, index) => {
		const createdAt = new Date(firstCreation + index * minute).toISOString();
		const flags = new Map<string, string>(Object.entries(row).map(([key, value]) => [key, String(value)]));
		const projectIds = projects.filter(({ column }) => flags.get(column) === 'True').map(({ id }) => id);
		const smiles = structures.get(row.external_ID);
		const known = vault.molecules.get(row.molecule_ID);
		vault.molecules.set(row.molecule_ID, {
			id: row.molecule_ID,
			name: row.CDD_name,
			synonyms: [...new Set([...(known?.synonyms ?? [row.CDD_name]), row.external_ID])],
			registration_type: 'CHEMICAL_STRUCTURE',
			projectIds: [...new Set([...(known?.projectIds ?? []), ...projectIds])],
			collections: [],
			owner: roles.registrar,
			created_at: known?.created_at ?? createdAt,
			modified_at: createdAt,
			structure: known?.structure.smiles === undefined && smiles !== undefined ? { smiles } : (known?.structure ?? {}),
			properties: {},
			udfs: {},
		});
		const number = (numbers.get(row.molecule_ID) ?? 0) + 1;
		numbers.set(row.molecule_ID, number);
		const name = String(number).padStart(3, '0');
		const batch: BatchRecord = {
			id: row.batch_ID,
			name,
			molecule_batch_identifier: `${row.CDD_name}-${name}`,
			owner: roles.registrar,
			created_at: createdAt,
			modified_at: createdAt,
			moleculeId: row.molecule_ID,
			projectIds,
			dataSetIds: [],
			batch_fields: { 'External Identifier': row.external_ID },
		};
		vault.batches.set(batch.id, batch);
		return batch;
	});
}
