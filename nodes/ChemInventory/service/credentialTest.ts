import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { askOnce, verdict } from '../../shared/credentialTest';
import { Fault } from '../../shared/fault';
import { readToken } from '../../shared/http/ownRequest';
import { getDetails } from '../contract/inventory';
import type { Details } from '../contract/inventory';
import { toConnection } from './connection';
import type { ChemInventoryConnection } from './connection';
import { dataOf } from './envelope';
import { roleNames } from './refusal';

const service = 'ChemInventory';
const roles = new Map(Object.entries(roleNames));

/** "Connected to Main Laboratory as group administrator" */
function connectedTo({ user, inventory }: Details): string {
	const name = inventory.name ?? user.inventoryname ?? `inventory ${user.inventory}`;
	return `Connected to ${name} as ${roles.get(String(user.accounttype)) ?? `account type ${user.accounttype}`}`;
}

function checkInventory({ user, inventory }: Details, { inventoryId }: ChemInventoryConnection): void {
	if (inventoryId === undefined || inventoryId === user.inventory) return;
	throw new Fault('refused', 'The API token works, but a different inventory is active', {
		description: `The credential names the inventory ${inventoryId}; the active one is ${user.inventory} (${inventory.name ?? user.inventoryname ?? 'without a name'}). Correct the Inventory ID, or switch the inventory in ChemInventory.`,
	});
}

/** Asks who the token is. */
async function test(context: ICredentialTestFunctions, credential: ICredentialDataDecryptedObject): Promise<string> {
	const connection = toConnection(credential);
	const answer = await askOnce(context, service, {
		method: 'POST',
		url: `${connection.base}${getDetails.path}`,
		body: { authtoken: readToken(credential) },
	});
	const details = dataOf(getDetails, answer, connection.secrets);
	checkInventory(details, connection);
	return connectedTo(details);
}

/**
 * The credential's test. Under HTTP 200 the service may say no in its own words, which n8n's declarative test
 * cannot show.
 */
export async function chemInventoryApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await verdict(service, async () => await test(this, credential.data ?? {}));
}
