import type { CddLive } from './cdd/live';
import { vaultIds } from './cdd/seed/vaults';
import type { ChemInventoryLive } from './cheminventory/live';
import { openApiOfChemInventory } from './cheminventory/openapi';
import { inventoryIds, tokens as chemInventoryTokens } from './cheminventory/seed';
import { chemInventoryBase } from './cheminventory/service';
import type { Fault } from './faults';
import { openApiDescription } from './openapi';
import type { RecordedRequest, Tolerated } from './requestLog';
import { startServers } from './server';
import { tokens, World } from './world';
import type { WorldOptions } from './world';

export type { ChemInventorySwitches } from './cheminventory';
export type { CddSwitches } from './cdd/switches';
export type { Fault, FaultAction, FaultCondition } from './faults';
export type { RecordedPart, RecordedRequest, Tolerated } from './requestLog';
export type { WorldOptions } from './world';

export interface SandboxOptions extends WorldOptions {
	/** 0, the default: a free one. */
	port?: number;
	host?: '127.0.0.1';
}

export interface ChemInventorySandbox {
	/** The base address of the API, with its `/api`. */
	url: string;
	/** Of the group administrator, who sees both inventories. */
	token: string;
	tokens: typeof chemInventoryTokens;
	inventoryId: number;
	otherInventoryId: number;
	/** The live state. */
	lab: ChemInventoryLive;
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
	readonly requests: RecordedRequest[];
	/** Requests that carried a token to a host that must not see it. */
	readonly leaks: RecordedRequest[];
	/**
	 * What requests did that the vendors' pages do not say, and that was let pass because live services let it pass. Our own
	 * nodes do nothing of the kind: `reset` and `close` throw unless this has been forgiven.
	 */
	readonly tolerated: readonly Tolerated[];
	/** Forgets `tolerated`: for a client that is not our own. */
	forgive(): void;
	clearRequests(): void;
	readonly cdd: CddLive;
	/** The second service, on the same port. */
	readonly chemInventory: ChemInventorySandbox;
	readonly faults: { add(fault: Fault): void; clear(): void };
	/**
	 * Makes everything as it was at the start, or as these options want it; the ports stay the same. Requests under way are
	 * cut off. What was read from the sandbox before belongs to the past. Throws afterwards where a token has leaked, or where
	 * something was tolerated.
	 */
	reset(options?: WorldOptions): void;
	/** Stops all ports; throws afterwards as `reset` does. */
	close(): Promise<void>;
}

/** Starts the sandbox in this process, on loopback only. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	let world = new World(options);
	const servers = await startServers({
		host: options.host ?? '127.0.0.1',
		port: options.port ?? 0,
		world: () => world,
		openApi: { 'openapi.json': openApiDescription, 'openapi-cheminventory.json': openApiOfChemInventory },
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
		get requests() {
			return world.log.requests;
		},
		get leaks() {
			return world.log.leaks;
		},
		get tolerated() {
			return world.log.tolerated;
		},
		forgive: () => {
			world.log.tolerated.length = 0;
		},
		clearRequests: () => world.log.clear(),
		get cdd() {
			return world.cdd;
		},
		chemInventory: {
			url: `${servers.origin}${chemInventoryBase}`,
			token: chemInventoryTokens.admin,
			tokens: chemInventoryTokens,
			inventoryId: inventoryIds.main,
			otherInventoryId: inventoryIds.other,
			get lab() {
				return world.chemInventory.live;
			},
		},
		faults: { add: (fault) => world.faults.add(fault), clear: () => world.faults.clear() },
		reset(next = options) {
			const past = world;
			world = new World(next);
			servers.cutOff();
			past.requireGoodConduct();
		},
		async close() {
			await servers.close();
			world.requireGoodConduct();
		},
	};
}
