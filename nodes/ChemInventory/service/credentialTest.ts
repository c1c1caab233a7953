import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { z } from 'zod';

import { Fault } from '../../shared/fault';
import { networkCodeOf, timeLimits } from '../../shared/http/send';
import type { ServiceAnswer } from '../../shared/http/send';
import { toConnection } from './connection';
import type { ChemInventoryConnection } from './connection';
import { dataOf } from './envelope';
import { getDetails } from '../contract/inventory';
import type { Details } from '../contract/inventory';
import { roleNames } from './refusal';

const httpAnswer = z.object({ statusCode: z.number(), headers: z.record(z.unknown()), body: z.unknown() });

/**
 * Asks who the token is. The context of a credential test has this one request function and no other, so it is used
 * although nodes have a newer one.
 */
async function askWho(context: ICredentialTestFunctions, base: string, token: unknown): Promise<ServiceAnswer> {
	const { helpers } = context;
	const answer: unknown = await helpers
		.request({
			method: 'POST',
			uri: `${base}${getDetails.path}`,
			body: { authtoken: token },
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			followAllRedirects: false,
			timeout: timeLimits.record,
		})
		.catch((thrown: unknown) => Promise.reject(noAnswer(base, networkCodeOf(thrown))));
	const { statusCode, headers, body } = httpAnswer.parse(answer);
	return { statusCode, headers, body };
}

function noAnswer(base: string, code: string): Fault {
	return new Fault('unreachable', 'ChemInventory could not be reached', {
		description: `${new URL(base).host} gave no answer (${code}). Check the Base URL and the network of the n8n server.`,
	});
}

const roles = new Map(Object.entries(roleNames));

/** "Connected to Main Laboratory as group administrator" */
function connectedTo({ user, inventory }: Details): string {
	const name = inventory.name ?? user.inventoryname ?? `inventory ${user.inventory}`;
	return `Connected to ${name} as ${roles.get(String(user.accounttype)) ?? `account type ${user.accounttype}`}`;
}

function checkInventory({ user, inventory }: Details, { inventoryId }: ChemInventoryConnection): void {
	if (inventoryId === undefined || inventoryId === user.inventory) return;
	throw new Fault('refused', 'The API token works, but another inventory is the active one', {
		description: `The credential names the inventory ${inventoryId}; the active one is ${user.inventory} (${inventory.name ?? user.inventoryname ?? 'without a name'}). Correct the Inventory ID, or switch the inventory in ChemInventory.`,
	});
}

async function test(context: ICredentialTestFunctions, credential: ICredentialDataDecryptedObject): Promise<string> {
	const connection = toConnection(credential);
	const answer = await askWho(context, connection.base, credential.apiToken);
	const details = dataOf(getDetails, answer, connection.secrets);
	checkInventory(details, connection);
	return connectedTo(details);
}

function wordsOf(thrown: unknown): string {
	if (!(thrown instanceof Fault)) return 'The test could not be made. Check the Base URL.';
	return thrown.description === undefined ? thrown.message : `${thrown.message}. ${thrown.description}`;
}

/**
 * The credential's test. Under HTTP 200 the service may say no in its own words, which n8n's declarative test
 * cannot show.
 */
export async function chemInventoryApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		return { status: 'OK', message: await test(this, credential.data ?? {}) };
	} catch (thrown) {
		return { status: 'Error', message: wordsOf(thrown) };
	}
}
