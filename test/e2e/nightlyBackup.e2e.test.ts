import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

import { cddVaultPackage } from '../../scripts/lib/packages';
import { largeBatchListForTests } from '../support/batchList';
import { present } from '../support/present';
import { claiming, expectBackupOf, idsInFile, nightsOf, readingInstead } from './night';
import { useRealLab } from './realLab';

describe('the nightly backup over the small lab, with the package of CDD Vault alone', () => {
	const lab = useRealLab({ install: [cddVaultPackage] });
	const { prefix, pathOf, lastComplete } = nightsOf(lab);

	it('fails in the morning as long as there was no night', async () => {
		const { error } = await lab().run(lab().shippedWorkflow('morningCddCheck'));
		expect(error?.message).toMatch(/^There is no file of a last complete night/);
	});

	it('saves every sample and every batch of the vault, and calls the night complete at the very end', async () => {
		const { samples, batches, execution } = await expectBackupOf(lab());
		expect(samples.path).toMatch(new RegExp(`/${prefix()}-samples-(mon|tue|wed|thu|fri|sat|sun)\\.json$`));
		expect(batches.path).toMatch(new RegExp(`/${prefix()}-batches-(mon|tue|wed|thu|fri|sat|sun)\\.json$`));
		expect(execution.itemsOf('Backup finished')).toEqual([
			expect.objectContaining({ records: { samples: samples.records, batches: batches.records } }),
		]);
		expect(lastComplete().parts.map(({ fileName }) => pathOf(fileName))).toEqual([samples.path, batches.path]);
	});

	it('compares the next night with it, in another file, and the mail names what changed', async () => {
		const before = lastComplete();
		const gone = present([...lab().sandbox.cdd.samples.values()][0], 'A sample');
		lab().sandbox.cdd.samples.delete(gone.id);
		const { execution, samples } = await expectBackupOf(lab());
		expect(before.parts.map(({ fileName }) => pathOf(fileName))).not.toContain(samples.path);
		for (const { fileName } of before.parts) expect(existsSync(pathOf(fileName))).toBe(true);
		const [report] = execution.itemsOf('Report');
		expect(report?.subject).toMatch(/^CDD Vault backup complete/);
		expect(report?.html).toContain(String(gone.name ?? gone.id));
	});

	it('is found to be complete in the morning', async () => {
		const { error, itemsOf } = await lab().run(lab().shippedWorkflow('morningCddCheck'));
		expect(error).toBeUndefined();
		expect(itemsOf('Check last night')).toHaveLength(1);
	});

	it('ends as failed, with its own names, when an export is not complete', async () => {
		const before = lastComplete();
		const execution = await lab().run(claiming(lab(), 'Export batches', { complete: false, count: 3 }));
		expect(execution.error?.message).toMatch(/"batches" is not complete.* 2 .* counted 3/);
		expect(lastComplete()).toEqual(before);
		expect(lab().savedFileNames().join(' ')).toContain('INCOMPLETE');
	});

	it('does not call the night complete when a file is on the disk with its end cut off', async () => {
		const before = lastComplete();
		const damaged = pathOf('damaged.json');
		writeFileSync(damaged, readFileSync(pathOf(present(before.parts[0], 'A part').fileName)).subarray(0, -30));
		const execution = await lab().run(readingInstead(lab(), damaged));
		rmSync(damaged);
		expect(execution.error?.message).toMatch(/^The file is (damaged or cut off|not the one that was saved)/);
		expect(lastComplete()).toEqual(before);
	});

	it('has no step that goes on after a failure', () => {
		for (const id of ['nightlyCddBackup', 'morningCddCheck']) {
			for (const node of lab().shippedWorkflow(id).nodes) {
				expect(node).not.toHaveProperty('onError');
				expect(node).not.toHaveProperty('continueOnFail');
				expect(node).not.toHaveProperty('retryOnFail');
			}
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
