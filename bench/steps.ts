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
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ rows }), options: {} },
	},
	{ name: 'Split', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'rows', options: {} } },
];

/** A step of ours over rows. */
export const ours = (rows: readonly object[], type: string, parameters: Step['parameters']): Plan => ({
	steps: [...items(rows), { name: 'Ours', type, parameters }],
	counted: ['Ours'],
});

/** HTTP Request as a lab would fill it in, with the header of CDD Vault. */
export const httpRequest = (name: string, facts: Facts, parameters: Step['parameters']): Step => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		sendHeaders: true,
		headerParameters: { parameters: [{ name: 'X-CDD-Token', value: facts.cdd.token }] },
		options: {},
		...parameters,
	},
});

/** "Batching" of HTTP Request waits between batches, not for their answers: at this pace ten are under way. */
const tenAtATime = { batching: { batch: { batchSize: 10, batchInterval: 50 } } };

/** HTTP Request sends the same requests. */
export function sentByHand(facts: Facts, requests: readonly SentRequest[]): Plan {
	const bodies = requests.filter(({ body }) => body !== '').length;
	// As JSON, a body goes out with reads as well, and the service refuses those.
	const body =
		bodies === requests.length
			? { specifyBody: 'json', jsonBody: '={{ $json.body }}' }
			: { contentType: 'raw', rawContentType: 'application/json', body: '={{ $json.body }}' };
	const step = httpRequest('By hand', facts, {
		method: '={{ $json.method }}',
		url: '={{ $json.url }}',
		// no expression: n8n then takes the body for hidden
		sendBody: bodies > 0,
		...body,
		options: tenAtATime,
	});
	return { steps: [...items(requests), step], counted: ['By hand'] };
}

export const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });
