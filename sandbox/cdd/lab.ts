import { IdSource } from './state';
import type { ExportRecord, ImportFindings, Vault } from './state';
import type { CddSwitches } from './switches';

/** How long states last: each at least this many polls, and at least this many milliseconds (A34). */
export interface Pace {
	polls: number;
	milliseconds: Record<string, number>;
}

export interface LabSettings {
	switches: CddSwitches;
	ownerTimeZone: string;
	now: () => Date;
	exportPace: Pace;
	slurpPace: Pace;
}

export interface TokenRights {
	token: string;
	mayWrite: boolean;
	vaultIds: ReadonlySet<number>;
	/** The full name in its owner's profile: a role, as the sandbox has no people. */
	owner: string;
}

/** Everything that the played vendor holds: its vaults, the tokens, the jobs. */
export class Lab {
	private readonly seeded = new Map<number, Vault>();

	readonly tokens = new Map<string, TokenRights>();

	readonly exports = new Map<number, ExportRecord>();

	/** Addresses of finished files: the signature, and what lies there until when (milliseconds). */
	readonly storedFiles = new Map<string, { exportId: number; validUntil: number }>();

	readonly ids = new IdSource();

	/** Findings for the next uploads, in place of what their files would give. */
	readonly plannedFindings: Array<Partial<ImportFindings>> = [];

	/** @param seed is called when somebody looks for the first time: whoever asks ChemInventory alone needs none of it */
	constructor(
		readonly settings: LabSettings,
		private seed: ((lab: Lab) => void) | undefined,
	) {}

	get vaults(): Map<number, Vault> {
		const { seed } = this;
		this.seed = undefined;
		seed?.(this);
		return this.seeded;
	}

	timestamp(): string {
		return this.settings.now().toISOString();
	}
}
