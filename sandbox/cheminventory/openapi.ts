import { endpoints } from '../../nodes/ChemInventory/contract';
import type { Endpoint } from '../../nodes/ChemInventory/contract/endpoint';
import { schemaOf } from '../openapi';
import type { Json } from '../openapi';

/** The token is a key of every body. */
function bodyWithToken(endpoint: Endpoint): Json {
	const body = { type: 'object', properties: { authtoken: { type: 'string' } }, required: ['authtoken'] };
	return { allOf: [body, { ...schemaOf(endpoint.body), additionalProperties: true }] };
}

function envelope(data: Json): Json {
	return {
		type: 'object',
		properties: { status: { type: 'string', enum: ['success', 'error'] }, data },
		required: ['status', 'data'],
	};
}

function operation(endpoint: Endpoint): Json {
	return {
		operationId: endpoint.path.slice(1).replaceAll('/', '_'),
		summary: endpoint.summary,
		'x-access': endpoint.access,
		...(endpoint.minRole === undefined ? {} : { 'x-minimum-role': endpoint.minRole }),
		requestBody: { required: true, content: { 'application/json': { schema: bodyWithToken(endpoint) } } },
		responses: {
			'200': {
				description: 'Success or error: see `status`',
				content: { 'application/json': { schema: envelope(schemaOf(endpoint.data)) } },
			},
		},
	};
}

/** The OpenAPI 3.1 description of the contract with ChemInventory. */
export const openApiOfChemInventory = (): Json => ({
	openapi: '3.1.0',
	info: {
		title: 'ChemInventory API',
		version: '1',
		description: 'Generated from the contract of this package; not a document of the vendor.',
	},
	servers: [{ url: 'https://app.cheminventory.net/api' }],
	paths: Object.fromEntries([...endpoints.values()].map((endpoint) => [endpoint.path, { post: operation(endpoint) }])),
});
