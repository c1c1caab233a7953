import type { CddVaultCredential } from './n8n-commands';
import { PlainProblem } from './progress';

const publicServers = {
	us: 'https://app.collaborativedrug.com/api/v1',
	eu: 'https://eu.collaborativedrug.com/api/v1',
};

/** Id of the credential that the shipped workflows name. */
const credentialId = 'cddVaultNightly';

/** The credential for the sandbox, which may be written to. */
export function sandboxCredential(sandbox: { url: string; vaultId: string; token: string }): CddVaultCredential {
	return {
		id: credentialId,
		name: 'CDD Vault (sandbox)',
		type: 'cddVaultApi',
		data: {
			server: 'custom',
			url: sandbox.url,
			vaultId: sandbox.vaultId,
			apiToken: sandbox.token,
			readOnly: false,
		},
	};
}

/**
 * The credential for a real vault, from CDD_VAULT_TOKEN, CDD_VAULT_ID and the optional CDD_VAULT_URL
 * (default: the US server). It is read only until the user switches that off in n8n.
 *
 * @returns undefined when no token is given, which means the sandbox
 */
export function realVaultCredential(env: NodeJS.ProcessEnv): CddVaultCredential | undefined {
	const apiToken = env.CDD_VAULT_TOKEN?.trim();
	const vaultId = env.CDD_VAULT_ID?.trim();
	if (!apiToken) {
		if (vaultId)
			throw new PlainProblem(
				'CDD_VAULT_ID is set but CDD_VAULT_TOKEN is not. Set both for a real vault, or none for the sandbox.',
			);
		return undefined;
	}
	if (!vaultId || !/^\d+$/.test(vaultId)) {
		throw new PlainProblem(
			'CDD_VAULT_TOKEN is set, so CDD_VAULT_ID must hold the number of your vault (it stands in the address of the vault in your browser, after /vaults/).',
		);
	}
	const address = (env.CDD_VAULT_URL?.trim() || publicServers.us).replace(/\/+$/, '');
	const server = address === publicServers.us ? 'us' : address === publicServers.eu ? 'eu' : 'custom';
	const url = server === 'custom' ? address : '';
	return {
		id: credentialId,
		name: 'CDD Vault',
		type: 'cddVaultApi',
		data: { server, url, vaultId, apiToken, readOnly: true },
	};
}
