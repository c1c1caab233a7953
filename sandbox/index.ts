import { CddLive } from './cdd/live';
import { startChemInventory, type ChemInventorySandbox, type ChemInventorySwitches } from './cheminventory';
import { Lab, type Pace } from './cdd/lab';
import { loadBatches } from './cdd/loadBatches';
import { roles, seedMainVault, seedOtherVault, seedSamples, vaultIds } from './cdd/seed/vaults';
import { openApiOfChemInventory } from './cheminventory/openapi';
import { cddService } from './cdd/service';
import { cddSwitchSchema, type CddSwitches } from './cdd/switches';
import { FaultBoard, type Fault } from './faults';
import { openApiDescription } from './openapi';
import { RequestLog, type RecordedRequest } from './requestLog';
import { startServers } from './server';

export type { ChemInventorySandbox, ChemInventorySwitches } from './cheminventory';
export type { CddSwitches } from './cdd/switches';
export type { Fault, FaultAction, FaultCondition } from './faults';
export type { RecordedPart, RecordedRequest } from './requestLog';

export interface SandboxOptions {
	/** 0, the default: a free one. */
	port?: number;
	host?: '127.0.0.1';
	/** A CSV list of batches, which replaces those of the seed. */
	batchesFile?: string;
	switches?: Partial<CddSwitches>;
	/** Those of ChemInventory. */
	chemInventory?: Partial<ChemInventorySwitches>;
	faults?: Fault[];
	/** Default America/Los_Angeles. */
	ownerTimeZone?: string;
	now?: () => Date;
	/** How many polls show each state at least. Default 1. */
	exportPolls?: number;
	slurpPolls?: number;
	/** How many milliseconds a state lasts at least, by its name. Default 0. */
	exportDelays?: Record<string, number>;
	slurpDelays?: Record<string, number>;
}

export interface Sandbox {
	/** The base address of the API: `http://127.0.0.1:PORT/api/v1`. */
	url: string;
	origin: string;
	/** Where finished exports lie; it refuses whoever shows it the token. */
	storageOrigin: string;
	/** Where the redirect fault leads. */
	elsewhereOrigin: string;
	vaultId: number;
	otherVaultId: number;
	token: string;
	/** Reads the main vault, and no other. */
	readOnlyToken: string;
	requests: RecordedRequest[];
	/** Requests that carried a token to a host that must not see it. */
	leaks: RecordedRequest[];
	clearRequests(): void;
	cdd: CddLive;
	/** The second service, on the same port. */
	chemInventory: ChemInventorySandbox;
	faults: { add(fault: Fault): void; clear(): void };
	/** Stops all ports; throws afterwards where a token has leaked. */
	close(): Promise<void>;
}

const tokens = { readWrite: 'sandbox-token-read-write', readOnly: 'sandbox-token-read-only' };

const pace = (polls = 1, milliseconds: Record<string, number> = {}): Pace => ({ polls, milliseconds });

function newLab(options: SandboxOptions): Lab {
	const lab = new Lab({
		switches: cddSwitchSchema.parse(options.switches ?? {}),
		ownerTimeZone: options.ownerTimeZone ?? 'America/Los_Angeles',
		now: options.now ?? (() => new Date()),
		exportPace: pace(options.exportPolls, options.exportDelays),
		slurpPace: pace(options.slurpPolls, options.slurpDelays),
	});
	const { main, other } = vaultIds;
	lab.tokens.set(tokens.readWrite, {
		token: tokens.readWrite,
		mayWrite: true,
		vaultIds: new Set([main, other]),
		owner: roles.robot,
	});
	lab.tokens.set(tokens.readOnly, {
		token: tokens.readOnly,
		mayWrite: false,
		vaultIds: new Set([main]),
		owner: roles.robot,
	});

	const { batchesFile } = options;
	const { vault, locations } = seedMainVault(lab, batchesFile === undefined);
	if (batchesFile !== undefined) seedSamples(lab, vault, loadBatches(lab, vault, batchesFile).slice(0, 60), locations);
	seedOtherVault(lab);
	return lab;
}

/** Starts the sandbox in this process, on loopback only. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const lab = newLab(options);
	const mainVault = lab.vaults.get(vaultIds.main);
	if (mainVault === undefined) throw new Error('The main vault was not seeded');
	const cdd = new CddLive(lab, mainVault);
	const chemInventory = startChemInventory({ switches: options.chemInventory ?? {}, now: lab.settings.now });
	const log = new RequestLog('x-cdd-token', [...Object.values(tokens), ...chemInventory.secrets]);

	const faults = new FaultBoard();
	for (const fault of options.faults ?? []) faults.add(fault);
	const servers = await startServers({
		host: options.host ?? '127.0.0.1',
		port: options.port ?? 0,
		services: [cddService(lab), chemInventory.service],
		log,
		faults,
		controls: {
			faults,
			log,
			openApi: { 'openapi.json': openApiDescription, 'openapi-cheminventory.json': openApiOfChemInventory },
			actions: cdd.actions(),
		},
		now: lab.settings.now,
	});

	return {
		url: `${servers.origin}/api/v1`,
		origin: servers.origin,
		storageOrigin: servers.storageOrigin,
		elsewhereOrigin: servers.elsewhereOrigin,
		vaultId: vaultIds.main,
		otherVaultId: vaultIds.other,
		token: tokens.readWrite,
		readOnlyToken: tokens.readOnly,
		requests: log.requests,
		leaks: log.leaks,
		clearRequests: () => log.clear(),
		cdd,
		chemInventory: chemInventory.playedAt(servers.origin),
		faults,
		async close() {
			await servers.close();
			const leaked = log.leaks.map(({ port, path }) => `${port} ${path}`);
			if (leaked.length > 0) throw new Error(`The API token was sent to another host: ${leaked.join('; ')}`);
		},
	};
}
