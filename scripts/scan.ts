/**
 * n8n's own scanner for community packages, run locally on both of its legs. It is called from code
 * because its command line needs a published package and ends well even where it found errors.
 */
import { join } from 'node:path';
import { z } from 'zod';

import { buildIfChanged, packInto } from './lib/package-build';
import { folderOf, packages } from './lib/packages';
import type { LabPackage } from './lib/packages';
import { labFolder } from './lib/paths';
import { runMain, say } from './lib/progress';

const scannerModule: string = '@n8n/scan-community-package/scanner/scanner.mjs';
const scannerSchema = z.object({
	analyzePackage: z.function(),
	SOURCE_FILE_PATTERNS: z.array(z.string()),
});
const verdictSchema = z
	.object({ passed: z.boolean(), message: z.string().optional(), details: z.string().optional() })
	.passthrough();

export interface Verdict {
	passed: boolean;
	details: string;
}

async function analyze(folder: string, patterns?: string[]): Promise<Verdict> {
	const loaded: unknown = await import(scannerModule);
	const { analyzePackage, SOURCE_FILE_PATTERNS } = scannerSchema.parse(loaded);
	const answer: unknown = await analyzePackage(folder, patterns ?? SOURCE_FILE_PATTERNS);
	const { passed, message, details } = verdictSchema.parse(answer);
	return { passed, details: [message, details].filter(Boolean).join('\n') };
}

/** First leg: package.json and what of `nodes` and `credentials` is the package's, as they stand in the repository. */
export async function scanSources(one: LabPackage): Promise<Verdict> {
	return await analyze(folderOf(one));
}

/** Second leg: what `npm pack` packs, unpacked. `dist` must be built. */
export async function scanPackedPackage(one: LabPackage): Promise<Verdict> {
	const { unpacked } = await packInto(join(labFolder, 'packed-for-scan', one.name), one);
	return await analyze(unpacked, ['**/*.js', 'package.json']);
}

async function main(): Promise<number> {
	await buildIfChanged();
	const verdicts: Verdict[] = [];
	for (const one of packages) {
		for (const scan of [scanSources, scanPackedPackage]) {
			const verdict = await scan(one);
			say(`${one.name}: ${verdict.passed ? 'No errors.' : verdict.details}`);
			verdicts.push(verdict);
		}
	}
	return verdicts.every(({ passed }) => passed) ? 0 : 1;
}

if (require.main === module) runMain(main);
