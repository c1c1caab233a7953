import { Lab } from './cdd/lab';
import type { Pace } from './cdd/lab';
import { CddLive } from './cdd/live';
import { loadBatches } from './cdd/loadBatches';
import { roles, seedMainVault, seedOtherVault, seedSamples, vaultIds } from './cdd/seed/vaults';
import { cddService } from './cdd/service';
import { cddSwitchSchema } from './cdd/switches';
import type { CddSwitches } from './cdd/switches';
import { playChemInventory } from './cheminventory';
import type { ChemInventorySwitches, PlayedChemInventory } from './cheminventory';
import { FaultBoard } from './faults';
import type { Fault } from './faults';
import { RequestLog } from './requestLog';
import type { Service, ServiceRoute } from './service';

/** What is played, apart from where it listens. */
export interface WorldOptions {
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

export const tokens = { readWrite: 'sandbox-token-read-write', readOnly: 'sandbox-token-read-only' };

const pace = (polls = 1, milliseconds: Record<string, number> = {}): Pace => ({ polls, milliseconds });

function seedLab(lab: Lab, batchesFile?: string): void {
	const { vault, locations } = seedMainVault(lab, batchesFile === undefined);
	if (batchesFile !== undefined) seedSamples(lab, vault, loadBatches(lab, vault, batchesFile).slice(0, 60), locations);
	seedOtherVault(lab);
}

function newLab(options: WorldOptions): Lab {
	const { batchesFile } = options;
	const lab = new Lab(
		{
			switches: cddSwitchSchema.parse(options.switches ?? {}),
			ownerTimeZone: options.ownerTimeZone ?? 'America/Los_Angeles',
			now: options.now ?? (() => new Date()),
			exportPace: pace(options.exportPolls, options.exportDelays),
			slurpPace: pace(options.slurpPolls, options.slurpDelays),
		},
		batchesFile === undefined ? seedLab : undefined,
	);
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
	// A file that cannot be read shows at once.
	if (batchesFile !== undefined) seedLab(lab, batchesFile);
	return lab;
}

/**
 * Everything that a sandbox holds: what both services have stored and how they behave, the faults, the log of
 * requests. The ports know nothing of it, so that a new world is as good as a new sandbox.
 */
export class World {
	readonly now: () => Date;

	readonly faults = new FaultBoard();

	readonly log: RequestLog;

	readonly cdd: CddLive;

	readonly chemInventory: PlayedChemInventory;

	/** A path belongs to the one whose prefix it has, else to the first. */
	readonly services: readonly [Service, ...Service[]];

	/** The same ones in the same order in every world. */
	readonly routes: ServiceRoute[];

	constructor(options: WorldOptions) {
		this.now = options.now ?? (() => new Date());
		for (const fault of options.faults ?? []) this.faults.add(fault);
		const lab = newLab(options);
		this.cdd = new CddLive(lab);
		this.chemInventory = playChemInventory({ switches: options.chemInventory ?? {}, now: this.now });
		this.log = new RequestLog({
			secretHeader: 'x-cdd-token',
			secrets: [...Object.values(tokens), ...this.chemInventory.secrets],
			mayShowHeaderAtStorage: lab.settings.switches.tokenAtStorage === 'tolerate',
		});
		this.services = [cddService(lab), this.chemInventory.service];
		this.routes = this.services.flatMap(({ routes }) => routes);
	}

	serviceOf(path: string): Service {
		return this.services.find(({ prefix }) => path.startsWith(`${prefix}/`)) ?? this.services[0];
	}

	/** @throws where a token has been seen on a host that must not see it, or where something was tolerated. */
	requireGoodConduct(): void {
		const leaked = this.log.leaks.map(({ port, path }) => `${port} ${path}`);
		if (leaked.length > 0) throw new Error(`The API token was sent to another host: ${leaked.join('; ')}`);
		const tolerated = new Set(this.log.tolerated.map(({ request, what }) => `${request}: ${what}`));
		if (tolerated.size > 0) throw new Error(`Sent as no page of the vendor says: ${[...tolerated].join('; ')}`);
	}
}
