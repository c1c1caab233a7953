import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { savedFiles } from '../../scripts/lib/backup';
import { present } from '../support/present';
import type { RealLab } from './realLab';
import { withStep } from './workflowOf';

// A night of CDD Vault's backup, for the tests that run one.

const backupSchema = z.object({ objects: z.array(z.object({ id: z.number() }).passthrough()) });
const lastCompleteSchema = z
	.object({
		night: z.string(),
		slot: z.string(),
		parts: z.array(z.object({ fileName: z.string(), records: z.number() })),
	})
	.passthrough();

export const idsInFile = (path: string) =>
	backupSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).objects.map(({ id }) => id);

/** Runs a night, and finds every record of the vault in its files. */
export async function expectBackupOf(lab: RealLab) {
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
export function claiming(lab: RealLab, name: string, changes: object) {
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

/** What lies in the folder of the backup. */
export function nightsOf(lab: () => RealLab) {
	const prefix = () => `cdd-${lab().sandbox.vaultId}`;
	const pathOf = (name: string) => join(lab().backupFolder, name);
	return {
		prefix,
		pathOf,
		lastComplete: () =>
			lastCompleteSchema.parse(JSON.parse(readFileSync(pathOf(`${prefix()}-last-complete.json`), 'utf8'))),
	};
}

/** Workflows whose file on the disk is another one than the step has saved. */
export const readingInstead = (lab: RealLab, path: string) =>
	withStep(lab.nightlyBackup(), {
		name: 'Read files back',
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1.1,
		parameters: { operation: 'read', fileSelector: path, options: {} },
	});
