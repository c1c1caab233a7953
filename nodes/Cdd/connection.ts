import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

import { badInput } from '../shared/values/badInput';
import { readId } from '../shared/values/ids';

export const cddCredential = 'cddVaultApi';

/** What the credential says, ready to use. */
export interface CddConnection {
	/** The service's base address, ending in `/api/v1`. */
	readonly base: string;
	readonly vaultId: number;
	readonly readOnly: boolean;
	/** Texts that no error may show. */
	readonly secrets: readonly string[];
}

const servers: Record<string, string> = {
	us: 'https://app.collaborativedrug.com/api/v1',
	eu: 'https://eu.collaborativedrug.com/api/v1',
};

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Plain HTTP would show the token to the network, so it is for a test server on the same machine alone.
 * @throws Fault `badInput`
 */
function customBase(value: unknown): string {
	const text = typeof value === 'string' ? value.trim().replace(/\/+$/, '') : '';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw badInput('URL', 'of the credential is not a web address', 'Write it in full, such as https://app.collaborativedrug.com/api/v1.');
	}
	if (url.protocol === 'http:' && !loopback.test(url.hostname)) {
		throw badInput('URL', 'of the credential must start with https://', 'Plain http is allowed for a test server on the same machine only, because it shows the API token to the network.');
	}
	return text;
}

/** Reads the credential. @throws Fault `badInput` naming the field of the credential */
export async function readConnection(
	context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
): Promise<CddConnection> {
	const credential = await context.getCredentials(cddCredential);
	return {
		base: servers[String(credential.server)] ?? customBase(credential.url),
		vaultId: readId(credential.vaultId, 'Vault ID'),
		readOnly: credential.readOnly === true,
		secrets: [String(credential.apiToken ?? '')],
	};
}
