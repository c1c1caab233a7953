import { readFileSync } from 'node:fs';
import { z } from 'zod';

import { savedFiles } from '../../scripts/lib/backup';
import { cddVaultPackage } from '../../scripts/lib/packages';
import { largeBatchListForTests } from '../support/batchList';
import { present } from '../support/present';
import { useRealLab } from './realLab';
import type { RealLab } from './realLab';
import { withStep } from './workflowOf';

const backupSchema = z.object({ objects: z.array(z.object({ id: z.number() }).passthrough()) });

const idsInFile = (path: string) =>
	backupSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).objects.map(({ id }) => id);

async function expectBackupOf(lab: RealLab) {
	const execution = await lab.run(lab.nightlyBackup());
	expect(execution.error).toBeUndefined();
	const saved = savedFiles(execution);
	const samples = present(saved[0], 'The file of the samples');
	const batches = present(saved[1], 'The file of the batches');
	for (const [file, kind] of [
		[samples, 'inventory_samples'],
		[batches, 'batches'],
	] as const) {
		const wanted = await lab.idsInVault(kind);
		expect(file).toMatchObject({ complete: true, records: wanted.length, distinctIds: wanted.length });
		expect(idsInFile(file.path).sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b));
	}
	return { samples, batches, finished: execution.itemsOf('Backup finished') };
}

describe('the nightly backup over the small lab, with the package of CDD Vault alone', () => {
	const lab = useRealLab({ install: [cddVaultPackage] });

	afterEach(() => lab().sandbox.faults.clear());

	it('saves every sample and every batch of the vault, with the date in the file names', async () => {
		const { samples, batches, finished } = await expectBackupOf(lab());
		const today = new Date().getFullYear();
		expect(samples.path).toMatch(new RegExp(`/cdd-samples-${today}-\\d\\d-\\d\\d-\\d{6}\\.json$`));
		expect(batches.path).toMatch(new RegExp(`/cdd-batches-${today}-\\d\\d-\\d\\d-\\d{6}\\.json$`));
		expect(finished).toEqual([
			{
				samplesFile: samples.path,
				samples: samples.distinctIds,
				batchesFile: batches.path,
				batches: batches.distinctIds,
			},
		]);
	});

	it('ends as failed, with the reason, when an export fails', async () => {
		lab().sandbox.faults.add({ do: { kind: 'failed-export' } });
		const before = lab().savedFileNames();
		const execution = await lab().run(lab().nightlyBackup());
		expect(execution.succeeded).toBe(false);
		expect(execution.error?.message).toMatch(/export/i);
		expect(lab().savedFileNames()).toEqual(before);
	});

	it('ends as failed when only the second of the two exports fails', async () => {
		lab().sandbox.faults.add({ when: { endpoint: 'listBatches' }, do: { kind: 'failed-export' } });
		lab().sandbox.faults.add({ when: { endpoint: 'queryBatches' }, do: { kind: 'failed-export' } });
		const execution = await lab().run(lab().nightlyBackup());
		expect(execution.succeeded).toBe(false);
		expect(execution.itemsOf('Save samples')).toHaveLength(1);
		expect(execution.itemsOf('Backup finished')).toEqual([]);
	});

	it('ends as failed when the file arrives cut off', async () => {
		lab().sandbox.faults.add({ when: { port: 'storage' }, do: { kind: 'cut-json' } });
		const execution = await lab().run(lab().nightlyBackup());
		expect(execution.succeeded).toBe(false);
		expect(execution.itemsOf('Backup finished')).toEqual([]);
	});

	it('ends as failed, and marks the file, when an export is not complete', async () => {
		const incomplete = withStep(lab().nightlyBackup(), {
			name: 'Export batches',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: {
				jsCode: `return [{
					json: { format: 'json', complete: false, records: 2, distinctIds: 2, count: 3 },
					binary: { data: { data: 'W10=', mimeType: 'application/json', fileName: 'half.json' } },
				}];`,
			},
		});
		const execution = await lab().run(incomplete);
		expect(execution.succeeded).toBe(false);
		expect(execution.error?.message).toContain('Inventory samples: complete. Batches: INCOMPLETE, 2 of 3 saved.');
		expect(execution.itemsOf('Backup finished')).toEqual([]);
		expect(lab().savedFileNames().at(-1)).toMatch(/cdd-samples/);
		expect(
			lab()
				.savedFileNames()
				.filter((name) => name.includes('INCOMPLETE')),
		).toEqual([expect.stringMatching(/^cdd-batches-.*-INCOMPLETE\.json$/)]);
	});

	it('ends as failed when an export gives nothing at all', async () => {
		const silent = withStep(lab().nightlyBackup(), {
			name: 'Export samples',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: 'return [];' },
		});
		const execution = await lab().run(silent);
		expect(execution.succeeded).toBe(false);
		expect(execution.itemsOf('Backup finished')).toEqual([]);
	});

	it('has no step that goes on after a failure', () => {
		for (const node of lab().nightlyBackup().nodes) {
			expect(node).not.toHaveProperty('onError');
			expect(node).not.toHaveProperty('continueOnFail');
			expect(node).not.toHaveProperty('retryOnFail');
		}
	});
});

describe('the nightly backup over a large vault', () => {
	const { file: batchesFile, rows } = largeBatchListForTests();
	const lab = useRealLab({ batchesFile });

	it('saves a file with every batch, once', async () => {
		const { batches } = await expectBackupOf(lab());
		expect(new Set(idsInFile(batches.path)).size).toBe(rows.length);
		expect(batches).toMatchObject({ records: rows.length, distinctIds: rows.length });
	});
});
