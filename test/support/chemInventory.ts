import type { INodeType } from 'n8n-workflow';

import { ChemInventoryApi } from '../../credentials/ChemInventoryApi.credentials';
import type { Sandbox } from '../../sandbox';
import type { Subject } from './engine';

/** Obviously fake, and unlike a real one. */
export const fakeChemToken = 'fake-chem-token-for-tests';
export const chemOrigin = 'https://app.cheminventory.net';
export const chemBase = `${chemOrigin}/api`;

/** A ChemInventory node with a credential for the public service (answers come from nock). */
export function onPublicChemInventory(node: INodeType, secrets: Subject['secrets'] = {}): Subject {
	return {
		node,
		credential: new ChemInventoryApi(),
		secrets: { baseUrl: chemBase, apiToken: fakeChemToken, inventoryId: '', readOnly: false, ...secrets },
	};
}

/** A ChemInventory node with a credential for a sandbox that runs in this process; the token is an administrator's. */
export function onChemSandbox(node: INodeType, { chemInventory }: Sandbox, secrets: Subject['secrets'] = {}): Subject {
	return {
		node,
		credential: new ChemInventoryApi(),
		secrets: {
			baseUrl: chemInventory.url,
			apiToken: chemInventory.token,
			inventoryId: '',
			readOnly: false,
			...secrets,
		},
	};
}
