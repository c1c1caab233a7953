import { NodeConnectionTypes } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, IHttpRequestMethods, INodeType } from 'n8n-workflow';

/** How nodes that are not ours ask with a credential; n8n's HTTP Request node does the latter two. */
export const waysToAsk = ['httpRequest', 'request', 'requestPaginated'] as const;
export type WayToAsk = (typeof waysToAsk)[number];

interface Asked {
	method: IHttpRequestMethods;
	url: string;
	body: IDataObject;
}

async function ask(context: IExecuteFunctions, way: WayToAsk, credentialType: string, asked: Asked): Promise<unknown> {
	const { helpers } = context;
	const { url, ...request } = asked;
	const legacy = { ...request, uri: url, json: true, headers: { 'x-note': 'mine' } };
	if (way === 'httpRequest') return await helpers.httpRequestWithAuthentication.call(context, credentialType, asked);
	if (way === 'request') return await helpers.requestWithAuthentication.call(context, credentialType, legacy);
	const pagination = { continue: false, request: { qs: { page: '1' } }, requestInterval: 0 };
	return await helpers.requestWithAuthenticationPaginated.call(context, legacy, 0, pagination, credentialType);
}

/** A node of another package that has been given our credential, and sends one request with it. */
export function askingNode(way: WayToAsk, credentialType: string, asked: Asked): INodeType {
	return {
		description: {
			displayName: 'Asking',
			name: 'asking',
			group: ['transform'],
			version: 1,
			description: 'A node of another package',
			defaults: { name: 'Asking' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: credentialType, required: true }],
			properties: [],
		},
		async execute() {
			await ask(this, way, credentialType, asked);
			return [[]];
		},
	};
}
