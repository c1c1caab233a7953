import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { runCommand } from './commands';
import type { CommandResult } from './commands';
import { writeJsonFile } from './json-file';
import { n8nEnvironment } from './n8n-home';
import type { N8nHome } from './n8n-home';
import type { N8nRuntime } from './n8n-runtime';
import { PlainProblem } from './progress';
import { anyFreePort } from './servers';

interface CredentialOf<Type extends string, Data> {
	id: string;
	name: string;
	type: Type;
	data: Data;
}

export type CddVaultCredential = CredentialOf<
	'cddVaultApi',
	{
		server: 'us' | 'eu' | 'custom';
		url: string;
		vaultId: string;
		apiToken: string;
		readOnly: boolean;
	}
>;

export type ChemInventoryCredential = CredentialOf<
	'chemInventoryApi',
	{
		baseUrl: string;
		apiToken: string;
		inventoryId: string;
		readOnly: boolean;
	}
>;

/** For n8n's own HTTP Request. */
export interface HeaderCredential {
	id: string;
	name: string;
	type: 'httpHeaderAuth';
	/** Name and value of the header. */
	data: { name: string; value: string };
}

export type CredentialRecord = CddVaultCredential | ChemInventoryCredential | HeaderCredential;

const nodeRunSchema = z.object({
	executionStatus: z.string().optional(),
	data: z
		.object({
			main: z.array(z.array(z.object({ json: z.record(z.unknown()) }).passthrough()).nullable()),
		})
		.optional(),
	hints: z.array(z.object({ message: z.string() })).optional(),
});
const errorSchema = z.object({
	message: z.string(),
	description: z.string().nullish(),
	node: z.object({ name: z.string() }).passthrough().optional(),
});
const executionSchema = z.object({
	status: z.string().optional(),
	data: z.object({
		resultData: z.object({
			error: errorSchema.optional(),
			runData: z.record(z.array(nodeRunSchema)),
		}),
	}),
});
const logLineSchema = z.object({ message: z.string() });

/** The workflow is not in this n8n, for instance because the user has deleted it. */
export class WorkflowMissing extends PlainProblem {}

/** What n8n tells of one run of a workflow. */
export interface RunReport {
	error?: z.infer<typeof errorSchema>;
	/** JSON of the items that a node gave in its last run, all outputs in order. */
	itemsOf(nodeName: string): Array<Record<string, unknown>>;
	/** What stands above the output of a node, of all its runs. */
	hintsOf(nodeName: string): string[];
}

/** What one headless run left behind. */
export interface Execution extends RunReport {
	succeeded: boolean;
	/** Everything that n8n printed, logs included. */
	output: string;
}

async function n8n(runtime: N8nRuntime, home: N8nHome, args: string[]): Promise<CommandResult> {
	const ports = { editor: await anyFreePort(), runnersBroker: await anyFreePort() };
	const env = n8nEnvironment(runtime, home, ports);
	return await runCommand(runtime.node, [runtime.cli, ...args], { cwd: home.userFolder, env });
}

function messages(output: string): string[] {
	return output.split('\n').flatMap((line) => {
		if (!line.startsWith('{')) return [];
		try {
			const parsed = logLineSchema.safeParse(JSON.parse(line));
			return parsed.success ? [parsed.data.message] : [];
		} catch {
			return [];
		}
	});
}

async function importRecords(
	runtime: N8nRuntime,
	home: N8nHome,
	kind: 'credentials' | 'workflow',
	records: unknown[],
): Promise<void> {
	// may hold a token in clear: readable by this user only, and gone afterwards, also after Ctrl+C
	const file = join(home.userFolder, `import-${kind}-${process.pid}.json`);
	const removeFile = () => rmSync(file, { force: true });
	process.once('exit', removeFile);
	try {
		writeJsonFile(file, records, 0o600);
		const { exitCode, stdout } = await n8n(runtime, home, [`import:${kind}`, `--input=${file}`]);
		const said = messages(stdout);
		const imported = said.some((text) => text.startsWith(`Successfully imported ${records.length} `));
		if (exitCode === 0 && imported) return;
		throw new PlainProblem(`n8n did not import the ${kind}:\n${said.slice(-5).join('\n')}`);
	} finally {
		removeFile();
		process.off('exit', removeFile);
	}
}

/** Creates the credentials, or replaces those with the same id. Creates n8n's database where there is none. */
export async function importCredentials(
	runtime: N8nRuntime,
	home: N8nHome,
	records: CredentialRecord[],
): Promise<void> {
	await importRecords(runtime, home, 'credentials', records);
}

/** Creates the workflows, or replaces those with the same id. They are imported as not published. */
export async function importWorkflows(runtime: N8nRuntime, home: N8nHome, workflows: unknown[]): Promise<void> {
	await importRecords(runtime, home, 'workflow', workflows);
}

/** Reads a run as n8n's command line prints it and its server answers a retry. */
export function reportOf(run: unknown): RunReport {
	const { error, runData } = executionSchema.parse(run).data.resultData;
	return {
		error,
		itemsOf: (nodeName) =>
			(runData[nodeName]?.at(-1)?.data?.main ?? []).flatMap((output) => output ?? []).map(({ json }) => json),
		hintsOf: (nodeName) => (runData[nodeName] ?? []).flatMap(({ hints }) => hints ?? []).map(({ message }) => message),
	};
}

/**
 * Runs a workflow once, without the editor. A run that ends as failed is a result, not a throw.
 *
 * @throws WorkflowMissing
 * @throws PlainProblem when n8n gave no result at all
 */
export async function executeWorkflow(runtime: N8nRuntime, home: N8nHome, workflowId: string): Promise<Execution> {
	const result = await n8n(runtime, home, ['execute', `--id=${workflowId}`, '--rawOutput']);
	const said = messages(result.stdout);
	const report = said.find((text) => text.startsWith('{') && text.includes('"resultData"'));
	if (said.includes(`The workflow with the id "${workflowId}" does not exist.`)) {
		throw new WorkflowMissing(`There is no workflow '${workflowId}' in this n8n.`);
	}
	if (report === undefined) {
		const text = [...said.slice(-5), result.stderr.trim()].join('\n');
		throw new PlainProblem(`n8n did not run the workflow '${workflowId}':\n${text}`);
	}
	const told = reportOf(JSON.parse(report));
	return {
		...told,
		succeeded: result.exitCode === 0 && told.error === undefined,
		output: `${result.stdout}\n${result.stderr}`,
	};
}
