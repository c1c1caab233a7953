import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';

import { runCommand } from './commands';
import { root } from './paths';
import { PlainProblem } from './progress';

/** The rules, each with its reason. */
export const rulesFile = join(root, '.dependency-cruiser.cjs');
const ruled = ['nodes', 'credentials', 'sandbox'];
const vendorRooms = ['faces', 'operations', 'trigger', 'records', 'service', 'contract'];

function roomOf(file: string): string {
	const [place = '', vendor = '', first = '', ...rest] = file.split('/');
	if (place !== 'nodes') return place;
	if (vendor === 'shared') return 'nodes/shared';
	return `nodes/${vendor} ${rest.length === 0 && first.endsWith('.node.ts') ? 'faces' : first}`;
}

function sourcesIn(place: string): string[] {
	return readdirSync(join(root, place), { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

export interface Room {
	name: string;
	files: number;
	lines: number;
}

/** Each room with its size, from a vendor's faces down to its contract, and the places around them. */
export function listRooms(): Room[] {
	const vendors = readdirSync(join(root, 'nodes')).filter((name) => name !== 'shared');
	const inNodes = vendors.flatMap((vendor) => vendorRooms.map((room) => `nodes/${vendor} ${room}`));
	const sources = [...ruled, 'scripts', 'test', 'bench'].flatMap(sourcesIn);
	return [...inNodes, 'nodes/shared', 'credentials', 'sandbox', 'scripts', 'test', 'bench'].map((name) => {
		const own = sources.filter((file) => roomOf(file) === name);
		const lines = own.map((file) => readFileSync(join(root, file), 'utf8').split('\n').length - 1);
		return { name, files: own.length, lines: lines.reduce((sum, count) => sum + count, 0) };
	});
}

const reportSchema = z.object({
	summary: z.object({
		totalCruised: z.number(),
		violations: z.array(
			z.object({
				from: z.string(),
				to: z.string(),
				rule: z.object({ name: z.string() }),
				cycle: z.array(z.object({ name: z.string() })).optional(),
				via: z.array(z.object({ name: z.string() })).optional(),
			}),
		),
	}),
});

export interface Violation {
	rule: string;
	from: string;
	to: string;
	/** The way there, where it is longer than one import. */
	way: string[];
}

/** Imports that a rule forbids, in this checkout or in a folder that is laid out like it. */
export async function forbiddenImports(folder = root): Promise<Violation[]> {
	const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
	const args = [cruiser, '--config', rulesFile, '--output-type', 'json', ...ruled];
	const { stdout, stderr } = await runCommand(process.execPath, args, { cwd: folder });
	if (!stdout.startsWith('{')) throw new PlainProblem(`The rooms could not be checked.\n${stdout}${stderr}`);
	const { summary } = reportSchema.parse(JSON.parse(stdout));
	if (summary.totalCruised === 0) throw new PlainProblem('The check of the rooms found no file.');
	return summary.violations.map(({ rule, from, to, cycle, via }) => ({
		rule: rule.name,
		from,
		to,
		way: (cycle ?? via ?? []).map(({ name }) => name),
	}));
}
