import type { ChemInventoryCredential } from './n8n-commands';
import { PlainProblem } from './progress';

export const publicChemInventory = 'https://app.cheminventory.net/api';

/** Id of the credential that the shipped workflows name. */
const credentialId = 'chemInventoryLab';

/** The credential for the sandbox, which may be written to. */
export function sandboxChemInventoryCredential(sandbox: { url: string; token: string }): ChemInventoryCredential {
	return {
		id: credentialId,
		name: 'ChemInventory (sandbox)',
		type: 'chemInventoryApi',
		data: { baseUrl: sandbox.url, apiToken: sandbox.token, inventoryId: '', readOnly: false },
	};
}

/**
 * The credential for a real inventory, from CHEMINVENTORY_TOKEN and the optional CHEMINVENTORY_URL (default: the
 * public service) and CHEMINVENTORY_INVENTORY_ID. It is read only until the user switches that off in n8n.
 *
 * @returns undefined when no token is given, which means the sandbox
 */
export function realChemInventoryCredential(env: NodeJS.ProcessEnv): ChemInventoryCredential | undefined {
	const apiToken = env.CHEMINVENTORY_TOKEN?.trim();
	const address = env.CHEMINVENTORY_URL?.trim();
	const inventoryId = env.CHEMINVENTORY_INVENTORY_ID?.trim() ?? '';
	if (!apiToken) {
		if (address || inventoryId)
			throw new PlainProblem(
				'CHEMINVENTORY_URL or CHEMINVENTORY_INVENTORY_ID is set but CHEMINVENTORY_TOKEN is not. Set the token for the real ChemInventory, or none of them for the sandbox.',
			);
		return undefined;
	}
	if (inventoryId && !/^\d+$/.test(inventoryId)) {
		throw new PlainProblem(
			'CHEMINVENTORY_INVENTORY_ID must be the number of an inventory. Leave it out if the user of the token has one inventory.',
		);
	}
	return {
		id: credentialId,
		name: 'ChemInventory',
		type: 'chemInventoryApi',
		data: { baseUrl: address || publicChemInventory, apiToken, inventoryId, readOnly: true },
	};
}
