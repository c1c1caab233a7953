import { join } from 'node:path';

import { publicChemInventory } from './chem-inventory-target';
import { sha256 } from './fingerprint';
import type { CddVaultCredential, ChemInventoryCredential } from './n8n-commands';
import { labFolder } from './paths';
import { PlainProblem } from './progress';

/** What the name in the step 'Where to save' of a shipped workflow may be. */
export const savedServices = ['cdd', 'cheminventory'] as const;
export type SavedService = (typeof savedServices)[number];

/** The real services that a start reaches; what is not given is played by the sandbox. */
export interface RealServices {
	vault?: CddVaultCredential;
	inventory?: ChemInventoryCredential;
}

/** The same, and the fingerprint of the batches that fill the sandbox, where they are not its own: another vault, as it were. */
export interface Reached extends RealServices {
	batches?: string;
}

/** Where the backups of a service go, and how their names begin. */
export interface BackupPlace {
	folder: string;
	name: string;
}

/** By what the shipped workflows call the service in the step 'Where to save'. */
export type BackupPlaces = Record<SavedService, BackupPlace>;

export interface LabPlaces {
	/** Folder of n8n with its workflows and credentials. */
	home: string;
	backups: BackupPlaces;
}

/** Readable by its host, and distinct for each address; what else an address holds may be secret. */
function addressName(address: string, setBy: string): string {
	if (!URL.canParse(address)) {
		throw new PlainProblem(`${setBy} must be a whole address, such as https://inventory.example/api.`);
	}
	const { hostname, href } = new URL(address);
	return `${hostname.replace(/[^a-z0-9.-]/g, '_')}-${sha256(href).slice(0, 8)}`;
}

function vaultName({ vault, batches }: Reached): string {
	if (!vault) return batches === undefined ? 'cdd-sandbox' : `cdd-sandbox-${batches.slice(0, 8)}`;
	const { server, url, vaultId } = vault.data;
	return `cdd-${server === 'custom' ? addressName(url, 'CDD_VAULT_URL') : server}-${vaultId}`;
}

function inventoryName(inventory: RealServices['inventory']): string {
	if (!inventory) return 'cheminventory-sandbox';
	const { baseUrl, inventoryId, apiToken } = inventory.data;
	const address = baseUrl.replace(/\/+$/, '');
	const server = address === publicChemInventory ? [] : [addressName(address, 'CHEMINVENTORY_URL')];
	// without an ID it is the inventory of the token's user: another token may reach another one
	const reached = inventoryId || `user-${sha256(apiToken).slice(0, 8)}`;
	return ['cheminventory', ...server, reached].join('-');
}

/**
 * Where a start keeps its n8n and its backups. The sandbox alone has places of its own; so has each combination of
 * what is reached, as a workflow that was published in one n8n must never run against another vault or inventory.
 */
export function labPlaces({ vault, inventory, batches }: Reached): LabPlaces {
	const names = { cdd: vaultName({ vault, batches }), cheminventory: inventoryName(inventory) };
	const onlySandbox = !vault && !inventory;
	const placeOf = (name: string): BackupPlace => ({
		folder: join(labFolder, onlySandbox ? 'backups' : `backups-${name}`),
		name,
	});
	return {
		home: join(labFolder, onlySandbox ? 'n8n-home' : `n8n-home-${names.cdd}-${names.cheminventory}`),
		backups: { cdd: placeOf(names.cdd), cheminventory: placeOf(names.cheminventory) },
	};
}
