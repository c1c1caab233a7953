import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { RequestContext } from './http/send';
import { refuseOlderN8n } from './n8nVersion';

/**
 * What a credential holds. Every use of a node comes by here before anything is sent: steps, polls, lists and forms. A
 * credential's test comes by `verdict`.
 * @throws Fault `unsupported` in an n8n that is too old
 */
export async function readCredential(context: RequestContext, name: string): Promise<ICredentialDataDecryptedObject> {
	refuseOlderN8n();
	return await context.getCredentials(name);
}
