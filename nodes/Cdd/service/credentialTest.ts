import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { askOnce, verdict } from '../../shared/credentialTest';
import { Fault } from '../../shared/fault';
import type { FaultFacts } from '../../shared/fault';
import { readToken } from '../../shared/http/ownRequest';
import type { ServiceAnswer } from '../../shared/http/send';
import { listProjects } from '../contract/vault';
import { addressOf } from './api';
import { toConnection } from './connection';
import type { CddConnection } from './connection';
import { aboutAddress, isApi, isOfAnotherServer, noSuchAddress, replyOf } from './refusal';

const service = 'CDD Vault';

/** What the three refusals mean that a credential's test meets; all others mean here what they mean to a node. */
const meanings = new Map([
	[
		401,
		'CDD Vault does not know this API token. Check the token, and the server: a token for one region does not work in the other.',
	],
	[
		403,
		'The API token is right, but its user may not use this vault. Check the vault ID, and that API access is switched on for the vault.',
	],
	[404, 'The API token is right, but there is no vault with this vault ID for it. Check the vault ID and the server.'],
]);

/** Another server refuses with the same statuses, and its words say nothing about token and vault. */
function wordsFor(answer: ServiceAnswer, connection: CddConnection, meaning: string): [string, FaultFacts?] {
	return isOfAnotherServer(answer) || !isApi(connection)
		? [noSuchAddress, { description: aboutAddress(connection) }]
		: [meaning];
}

/** One request proves both: a wrong token is refused with 401, a vault that the token cannot see with 404. */
async function test(context: ICredentialTestFunctions, credential: ICredentialDataDecryptedObject): Promise<string> {
	const connection = toConnection(credential);
	const answer = await askOnce(context, service, {
		method: 'GET',
		url: addressOf(connection, listProjects),
		headers: { 'X-CDD-Token': readToken(credential) },
	});
	const meaning = meanings.get(answer.statusCode);
	if (meaning !== undefined) throw new Fault('refused', ...wordsFor(answer, connection, meaning));
	replyOf(listProjects, answer, connection);
	return `Connected to vault ${connection.vaultId}`;
}

/**
 * The credential's test. A declarative one would go through `authenticate`, as a request that our code has not made,
 * and could read no answer: a login page under HTTP 200 would pass.
 */
export async function cddVaultApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await verdict(service, async () => await test(this, credential.data ?? {}));
}
