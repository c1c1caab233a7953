import type { INodeType } from 'n8n-workflow';

import { CddVaultApi } from '../../credentials/CddVaultApi.credentials';
import type { Subject } from './engine';

/** Obviously fake, and unlike a real one. */
export const fakeToken = 'fake-token-for-tests';
export const cddBase = 'https://app.collaborativedrug.com/api/v1';

/** A CDD node with a credential for the public US server (answers come from nock). */
export function onPublicServer(node: INodeType, secrets: Subject['secrets'] = {}): Subject {
	return {
		node,
		credential: new CddVaultApi(),
		secrets: { server: 'us', vaultId: '4598', apiToken: fakeToken, readOnly: false, ...secrets },
	};
}

/** A CDD node with a credential for a sandbox that runs in this process. */
export function onSandbox(
	node: INodeType,
	sandbox: { url: string; vaultId: number; token: string },
	secrets: Subject['secrets'] = {},
): Subject {
	return {
		node,
		credential: new CddVaultApi(),
		secrets: {
			server: 'custom',
			url: sandbox.url,
			vaultId: String(sandbox.vaultId),
			apiToken: sandbox.token,
			readOnly: false,
			...secrets,
		},
	};
}
