import type { HeaderCredential } from '../scripts/lib/n8n-commands';
import type { Step } from '../test/e2e/workflowOf';
import type { Plan } from './case';
import type { Facts, SentRequest } from './service/facts';

// Steps that many cases have.

/** An item for each row. */
export const items = (rows: readonly object[]): Step[] => [
	{
		name: 'Rows',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		// not for each item of a step before it
		executeOnce: true,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ rows }), options: {} },
	},
	{ name: 'Split', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'rows', options: {} } },
];

/** A step of ours over rows. */
export const ours = (rows: readonly object[], type: string, parameters: Step['parameters']): Plan => ({
	steps: [...items(rows), { name: 'Ours', type, parameters }],
	counted: ['Ours'],
});

export const tokenCredential = (token: string): HeaderCredential => ({
	id: 'cddVaultToken',
	name: 'CDD Vault token',
	type: 'httpHeaderAuth',
	data: { name: 'X-CDD-Token', value: token },
});

const { id, name: title, type } = tokenCredential('');

/** As n8n has it: a token in a step is there for all who see the workflow. */
const withToken = {
	credentials: { [type]: { id, name: title } },
	parameters: { authentication: 'genericCredentialType', genericAuthType: type },
};

/** HTTP Request as a lab would fill it in. CDD Vault takes the token in a header, ChemInventory in the body. */
export function httpRequest(
	name: string,
	service: 'CDD Vault' | 'ChemInventory',
	parameters: Step['parameters'],
): Step {
	const step = {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: { options: {}, ...parameters },
	};
	if (service === 'ChemInventory') return step;
	return { ...step, ...withToken, parameters: { ...withToken.parameters, ...step.parameters } };
}

/** "Batching" of HTTP Request waits between batches, not for their answers: at this pace ten are under way. */
export const tenAtATime = { batching: { batch: { batchSize: 10, batchInterval: 50 } } };

/** @param title what tells the steps from others of the plan */
function sendAll(title: string, facts: Facts, requests: readonly SentRequest[]): Step[] {
	const [rows, split] = items(requests).map((one) => ({ ...one, name: `${one.name} ${title}` }));
	const isToVault = requests.every(({ url }) => url.startsWith(facts.cdd.url));
	const step = httpRequest(title, isToVault ? 'CDD Vault' : 'ChemInventory', {
		method: '={{ $json.method }}',
		url: '={{ $json.url }}',
		// no expression: n8n then takes the body for hidden
		sendBody: requests.some(({ body }) => body !== ''),
		specifyBody: 'json',
		jsonBody: '={{ $json.body }}',
		options: tenAtATime,
	});
	return [rows, split, step].flatMap((one) => one ?? []);
}

/** HTTP Request sends the same requests; those with a body in a step of their own, as CDD Vault takes none with a read. */
export function sentByHand(facts: Facts, requests: readonly SentRequest[]): Plan {
	const kinds: Array<[string, readonly SentRequest[]]> = [
		['By hand, without a body', requests.filter(({ body }) => body === '')],
		['By hand, with a body', requests.filter(({ body }) => body !== '')],
	];
	const sent = kinds.filter(([, { length }]) => length > 0);
	return {
		steps: sent.flatMap(([title, some]) => sendAll(title, facts, some)),
		counted: sent.map(([title]) => title),
	};
}

export const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });
