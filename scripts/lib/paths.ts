import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout. */
export const root = resolve(__dirname, '../..');

/** Git-ignored folder for everything that the commands leave behind in the checkout. */
export const labFolder = join(root, '.lab');

export const logsFolder = join(labFolder, 'logs');
export const workflowsFolder = join(root, 'workflows');

/**
 * Folder for what several checkouts can share (the real n8n, about 3 GB).
 * N8N_LAB_CACHE wins over the desktop standard XDG_CACHE_HOME.
 */
export function cacheFolder(): string {
	const base = process.env.N8N_LAB_CACHE ?? process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
	return resolve(base, 'n8n-nodes-lab-inventory');
}
