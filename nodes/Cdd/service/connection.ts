import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

import { readBaseUrl } from '../../shared/values/baseUrl';
import { readId } from '../../shared/values/ids';

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

const usServer = 'https://app.collaborativedrug.com/api/v1';
const servers: Record<string, string> = {
	us: usServer,
	eu: 'https://eu.collaborativedrug.com/api/v1',
};

/** Reads the credential. @throws Fault `badInput` naming the field of the credential */
export async function readConnection(
	context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
): Promise<CddConnection> {
	const credential = await context.getCredentials(cddCredential);
	return {
		base: servers[String(credential.server)] ?? readBaseUrl(credential.url, 'URL', usServer),
		vaultId: readId(credential.vaultId, 'Vault ID'),
		readOnly: credential.readOnly === true,
		secrets: [String(credential.apiToken ?? '')],
	};
}
