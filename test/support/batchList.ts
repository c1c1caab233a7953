import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

import { seededRandom } from '../../sandbox/cheminventory/seed/random';

const columns = [
	'external_ID',
	'CDD_name',
	'molecule_ID',
	'batch_ID',
	'canonical_CID',
	'virtual_project',
	'for_synthesis_project',
	'made_project',
] as const;

const listedBatch = z.object({
	external_ID: z.string(),
	CDD_name: z.string(),
	molecule_ID: z.string(),
	batch_ID: z.string(),
	canonical_CID: z.string(),
	virtual_project: z.string(),
	for_synthesis_project: z.string(),
	made_project: z.string(),
});

/** One line of a vault's list, as text: the columns that `--batches` of the sandbox takes. */
export type ListedBatch = z.output<typeof listedBatch>;

/** A list of a vault's batches in a CSV file. */
export interface BatchList {
	file: string;
	/** In the order of the file; a molecule may have several. */
	rows: ListedBatch[];
	/** Removes the file, if it was written for this list. */
	remove(): void;
}

/** What people put into the field for a supplier's name of a batch. */
const oddNames: ReadonlyArray<(code: string) => string> = [
	(code) => `N,N-Dimethyl-${code}`,
	(code) => `4-"tert"-Butyl ${code}`,
	(code) => `β-${code} (5 µM)`,
	(code) => `化合物 ${code}`,
	(code) => `${code} 🧪`,
	(code) => `${code}\nsecond line`,
	(code) => `=${code}`,
	() => 'unknown',
	() => 'N/A',
];

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** As many batches as a vault of some years has, with the data that real ones have: the same for the same seed. */
export function generatedBatches(count: number, seed = 20_260): ListedBatch[] {
	const random = seededRandom(seed);
	const oneIn = (chances: number) => random(chances) === 0;
	const flag = (isSet: boolean) => (isSet ? 'True' : 'False');
	const molecules: Array<Pick<ListedBatch, 'CDD_name' | 'molecule_ID'>> = [];
	let id = 75_000_000;
	const nextId = () => String((id += 1 + random(5)));
	const molecule = () => {
		const earlier = molecules.length > 0 && oneIn(18) ? molecules[random(molecules.length)] : undefined;
		if (earlier) return earlier;
		const added = { CDD_name: `GEN-${String(molecules.length + 1).padStart(7, '0')}`, molecule_ID: nextId() };
		molecules.push(added);
		return added;
	};
	return Array.from({ length: count }, (_empty, index) => {
		const supplier = Array.from({ length: 3 }, () => letters[random(letters.length)]).join('');
		const code = `${supplier}-${String(index).padStart(6, '0')}-${1 + random(40)}`;
		const isMade = oneIn(8);
		const odd = index > 0 && oneIn(60) ? oddNames[random(oddNames.length)] : undefined;
		return {
			external_ID: odd?.(code) ?? code,
			...molecule(),
			batch_ID: nextId(),
			canonical_CID: oneIn(500) ? '' : code,
			// Each batch is in a project: one that is in none is deleted.
			virtual_project: flag(!isMade || oneIn(2)),
			for_synthesis_project: flag(oneIn(5)),
			made_project: flag(isMade),
		};
	});
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (lines: ReadonlyArray<readonly string[]>) => lines.map((line) => `${line.map(cell).join(',')}\n`).join('');

/** A chain of atoms, a different one for each batch: real ones have about as many characters. */
const structureOf = (index: number) => `C${'CNO'.charAt(index % 3)}C(=O)${'C'.repeat(10 + (index % 30))}`;

function written(rows: ListedBatch[]): BatchList {
	const folder = mkdtempSync(join(tmpdir(), 'lab-inventory-batches-'));
	const file = join(folder, 'batches.csv');
	writeFileSync(file, csv([columns, ...rows.map((row) => columns.map((column) => row[column]))]));
	// The sandbox looks for structures in a file of this name beside the list; as in real vaults, some batches have none.
	const structures = rows.flatMap(({ external_ID: name }, index) =>
		index % 40 === 7 ? [] : [[structureOf(index), name]],
	);
	writeFileSync(join(folder, 'covid_moonshot_ids.csv'), csv([['SMILES', 'CID'], ...structures]));
	return { file, rows, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * The batches of a large vault: a list that is made here, or the one that N8N_LAB_BATCHES names.
 * Call `remove` in the end.
 */
export function largeBatchList(): BatchList {
	const named = process.env.N8N_LAB_BATCHES;
	if (!named) return written(generatedBatches(21_500));
	const rows: unknown = parse(readFileSync(named), { columns: true, bom: true, skip_empty_lines: true });
	return { file: named, rows: z.array(listedBatch).parse(rows), remove: () => undefined };
}

/** The same for the tests of one file. */
export function largeBatchListForTests(): BatchList {
	const list = largeBatchList();
	afterAll(() => list.remove());
	return list;
}
