import { parseArgs } from 'node:util';
import type { z, ZodTypeAny } from 'zod';

import { cddSwitchSchema } from './cdd/switches';
import { chemInventorySwitchSchema } from './cheminventory/switches';
import { FaultSyntaxError, parseFault } from './faultGrammar';
import { startSandbox } from './index';
import type { SandboxOptions } from './index';

const usage = `Usage: sandbox [--port 8090] [--batches FILE] [--fault FAULT]… [--switch NAME=VALUE]…
               [--time-zone ZONE] [--export-polls N] [--slurp-polls N]
sandbox/README.md lists the faults and switches.`;

class UsageError extends Error {}

function wholeNumber(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text)) throw new UsageError(`--${name} needs a whole number, not "${text}"`);
	return Number(text);
}

const chemInventoryPrefix = 'chemInventory.';

function pairOf(text: string): [name: string, value: string] {
	const at = text.indexOf('=');
	if (at < 1) throw new UsageError(`--switch needs NAME=VALUE, not "${text}"`);
	return [text.slice(0, at), text.slice(at + 1)];
}

function read<Schema extends ZodTypeAny>(
	schema: Schema,
	pairs: Array<[name: string, value: string]>,
	prefix = '',
): z.output<Schema> {
	const parsed = schema.safeParse(Object.fromEntries(pairs));
	if (parsed.success) return parsed.data;
	throw new UsageError(
		parsed.error.issues.map((issue) => `--switch ${prefix}${issue.path.join('.')}: ${issue.message}`).join('\n'),
	);
}

/** Those of ChemInventory are written `chemInventory.NAME=VALUE`. */
function readSwitches(texts: string[]): Pick<SandboxOptions, 'chemInventory' | 'switches'> {
	const pairs = texts.map(pairOf);
	const isOfChemInventory = ([name]: [string, string]) => name.startsWith(chemInventoryPrefix);
	const ofChemInventory = pairs
		.filter(isOfChemInventory)
		.map(([name, value]): [string, string] => [name.slice(chemInventoryPrefix.length), value]);
	return {
		switches: read(
			cddSwitchSchema,
			pairs.filter((pair) => !isOfChemInventory(pair)),
		),
		chemInventory: read(chemInventorySwitchSchema, ofChemInventory, chemInventoryPrefix),
	};
}

function readOptions(): SandboxOptions {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			batches: { type: 'string' },
			fault: { type: 'string', multiple: true },
			switch: { type: 'string', multiple: true },
			'time-zone': { type: 'string' },
			'export-polls': { type: 'string' },
			'slurp-polls': { type: 'string' },
		},
	});
	return {
		port: wholeNumber('port', values.port) ?? 8090,
		batchesFile: values.batches,
		faults: (values.fault ?? []).map(parseFault),
		...readSwitches(values.switch ?? []),
		ownerTimeZone: values['time-zone'],
		exportPolls: wholeNumber('export-polls', values['export-polls']),
		slurpPolls: wholeNumber('slurp-polls', values['slurp-polls']),
	};
}

const isMistyped = (error: unknown): error is Error =>
	error instanceof UsageError || error instanceof FaultSyntaxError || (error instanceof TypeError && 'code' in error);

async function main(): Promise<void> {
	const options = readOptions();
	if (options.batchesFile !== undefined) process.stderr.write(`Loading ${options.batchesFile} …\n`);
	const sandbox = await startSandbox(options);
	const stop = () => {
		sandbox.close().then(
			() => process.exit(0),
			(error: unknown) => {
				process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
				process.exit(1);
			},
		);
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	const { url, vaultId, otherVaultId, token, readOnlyToken, storageOrigin, elsewhereOrigin, cdd, chemInventory } =
		sandbox;
	process.stderr.write(
		`CDD Vault sandbox: ${cdd.batches.size} batches, ${cdd.samples.size} samples in vault ${vaultId}.\n` +
			`ChemInventory sandbox: ${chemInventory.lab.liveContainers().length} containers. Stop it with Ctrl+C.\n`,
	);
	const { url: chemUrl, inventoryId, otherInventoryId, token: chemToken, tokens } = chemInventory;
	process.stdout.write(
		`${JSON.stringify({ ready: true, url, vaultId, otherVaultId, token, readOnlyToken, storageUrl: storageOrigin, elsewhereUrl: elsewhereOrigin, chemInventory: { url: chemUrl, inventoryId, otherInventoryId, token: chemToken, tokens } })}\n`,
	);
}

main().catch((error: unknown) => {
	process.stderr.write(
		isMistyped(error) ? `${error.message}\n${usage}\n` : `${error instanceof Error ? error.message : String(error)}\n`,
	);
	process.exit(isMistyped(error) ? 2 : 1);
});
