import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { savedFiles } from '../../scripts/lib/backup';
import { cddVaultPackage } from '../../scripts/lib/packages';
import { largeBatchListForTests } from '../support/batchList';
import { present } from '../support/present';
import { useRealLab } from './realLab';
import type { RealLab } from './realLab';
import { withStep } from './workflowOf';

const backupSchema = z.object({ objects: z.array(z.object({ id: z.number() }).passthrough()) });
const lastCompleteSchema = z
	.object({
		night: z.string(),
		slot: z.string(),
		parts: z.array(z.object({ fileName: z.string(), records: z.number() })),
	})
	.passthrough();

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
	return { samples, batches, execution };
}

/** The workflow with an export that says this of itself, whatever is in its file. */
function claiming(lab: RealLab, name: string, changes: object) {
	const { vaultId, url } = lab.sandbox;
	const now = new Date().toISOString();
	const json = {
		part: name.split(' ').at(-1),
		vaultId,
		server: new URL(url).hostname,
		...{ fileName: 'half.json', format: 'json', bytes: 2, sha256: '0'.repeat(64) },
		...{ records: 2, distinctIds: 2, count: 2, complete: true, startedAt: now, finishedAt: now },
		...changes,
	};
	const binary = { data: { data: 'W10=', mimeType: 'application/json', fileName: 'half.json' } };
	const nothing = { type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
	const claimed = withStep(lab.nightlyBackup(), {
		name,
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		parameters: { jsCode: `return [${JSON.stringify({ json, binary })}];` },
	});
	return withStep(withStep(claimed, { name: 'Verify', ...nothing }), { name: 'Compare', ...nothing });
}

describe('the nightly backup over the small lab, with the package of CDD Vault alone', () => {
	const lab = useRealLab({ install: [cddVaultPackage] });
	const prefix = () => `cdd-${lab().sandbox.vaultId}`;
	const pathOf = (name: string) => join(lab().backupFolder, name);
	const lastComplete = () =>
		lastCompleteSchema.parse(JSON.parse(readFileSync(pathOf(`${prefix()}-last-complete.json`), 'utf8')));

	afterEach(() => lab().sandbox.faults.clear());

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

	it.each([
		['is not complete', 'Export batches', { complete: false, count: 3 }, /"batches" is not complete.* 2 .* counted 3/],
		['has shrunk', 'Export batches', {}, /"batches" has shrunk from \d+ to 2 records/],
		['is empty', 'Export samples', { records: 0, distinctIds: 0, count: 0 }, /"samples" is empty/],
	])('ends as failed, with its own names, when an export %s', async (_case, step, changes, words) => {
		const before = lastComplete();
		const execution = await lab().run(claiming(lab(), step, changes));
		expect(execution.succeeded).toBe(false);
		expect(execution.error?.message).toMatch(words);
		expect(lastComplete()).toEqual(before);
		const marked = lab()
			.savedFileNames()
			.filter((name) => name.includes('INCOMPLETE'));
		expect(marked).toHaveLength(3);
	});

	it('ends as failed when an export gives nothing at all', async () => {
		const before = lastComplete();
		const execution = await lab().run(
			withStep(lab().nightlyBackup(), {
				name: 'Export batches',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				parameters: { jsCode: 'return [];' },
			}),
		);
		expect(execution.error?.message).toMatch(/"batches" is missing\./);
		expect(lastComplete()).toEqual(before);
	});

	it.each([
		['fails', {}, 'failed-export'],
		['fails, the second of the two', { endpoint: 'queryBatches' }, 'failed-export'],
		['arrives cut off', { port: 'storage' }, 'cut-json'],
	] as const)('ends as failed, and writes nothing, when an export %s', async (_case, when, kind) => {
		if ('endpoint' in when) lab().sandbox.faults.add({ when: { endpoint: 'listBatches' }, do: { kind } });
		lab().sandbox.faults.add({ when, do: { kind } });
		const before = lab().savedFileNames();
		const execution = await lab().run(lab().nightlyBackup());
		expect(execution.succeeded).toBe(false);
		expect(execution.itemsOf('Backup finished')).toEqual([]);
		expect(lab().savedFileNames()).toEqual(before);
	});

	it.each([
		['a byte flipped', (good: Buffer) => Buffer.concat([good.subarray(0, 99), Buffer.from([255]), good.subarray(100)])],
		['its end cut off', (good: Buffer) => good.subarray(0, -30)],
		['a digit changed', (good: Buffer) => Buffer.from(good.toString('utf8').replace(/"id":\d/, '"id":9'))],
	])('does not call the night complete when a file is on the disk with %s', async (_case, damage) => {
		const before = lastComplete();
		const good = readFileSync(pathOf(present(before.parts[0], 'A part').fileName));
		const damaged = pathOf('damaged.json');
		writeFileSync(damaged, damage(good));
		const execution = await lab().run(
			withStep(lab().nightlyBackup(), {
				name: 'Read files back',
				type: 'n8n-nodes-base.readWriteFile',
				typeVersion: 1.1,
				parameters: { operation: 'read', fileSelector: damaged, options: {} },
			}),
		);
		rmSync(damaged);
		expect(execution.succeeded).toBe(false);
		expect(execution.error?.message).toMatch(/^The file is (damaged or cut off|not the one that was saved)/);
		expect(lastComplete()).toEqual(before);
	});

	it('stops at a damaged file of the last complete night, and says what to do', async () => {
		const path = pathOf(`${prefix()}-last-complete.json`);
		const good = readFileSync(path);
		const before = lab().savedFileNames();
		truncateSync(path, 100);
		const execution = await lab().run(lab().nightlyBackup());
		expect(execution.error?.message).toMatch(/^The file of the last complete night is damaged/);
		expect(lab().savedFileNames()).toEqual(before);
		writeFileSync(path, good);
	});

	it.each([
		['is damaged', 'Compare', (path: string) => truncateSync(path, 100)],
		['was deleted', 'Read earlier files', (path: string) => rmSync(path)],
	])('records the night before it compares, and recovers, when an earlier file %s', async (_case, step, harm) => {
		const before = lastComplete();
		harm(pathOf(present(before.parts[0], 'A part').fileName));
		const execution = await lab().run(lab().nightlyBackup());
		expect([execution.succeeded, execution.error?.node?.name]).toEqual([false, step]);
		const recorded = lastComplete();
		expect(recorded.slot).not.toBe(before.slot);
		for (const { fileName, records } of recorded.parts) expect(idsInFile(pathOf(fileName))).toHaveLength(records);
		const morning = await lab().run(lab().shippedWorkflow('morningCddCheck'));
		expect(morning.error).toBeUndefined();
		const { execution: next } = await expectBackupOf(lab());
		expect(next.itemsOf('Compare')).toHaveLength(2);
	});

	it('records the night before it mails, and does not record an incomplete one', async () => {
		const noMail = (workflow: ReturnType<typeof claiming>) =>
			withStep(workflow, {
				name: 'Report',
				type: 'n8n-nodes-base.stopAndError',
				typeVersion: 1,
				parameters: { errorType: 'errorMessage', errorMessage: 'The mail server is away' },
			});
		const before = lastComplete();
		const incomplete = await lab().run(noMail(claiming(lab(), 'Export batches', { complete: false, count: 3 })));
		expect(incomplete.error?.message).toMatch(/mail server/);
		expect(lastComplete()).toEqual(before);
		const complete = await lab().run(noMail(lab().nightlyBackup()));
		expect(complete.error?.message).toMatch(/mail server/);
		expect(lastComplete().slot).not.toBe(before.slot);
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
