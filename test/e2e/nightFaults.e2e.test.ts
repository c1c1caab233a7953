import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';

import { cddVaultPackage } from '../../scripts/lib/packages';
import { present } from '../support/present';
import { claiming, expectBackupOf, idsInFile, nightsOf, readingInstead } from './night';
import { useRealLab } from './realLab';
import { withStep } from './workflowOf';

describe('a night of the backup in which something goes wrong', () => {
	const lab = useRealLab({ install: [cddVaultPackage] });
	const { prefix, pathOf, lastComplete } = nightsOf(lab);

	beforeAll(async () => {
		await expectBackupOf(lab());
		await expectBackupOf(lab());
	});

	afterEach(() => lab().sandbox.faults.clear());

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
		const execution = await lab().run(readingInstead(lab(), damaged));
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
});
