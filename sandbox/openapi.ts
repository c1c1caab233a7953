import { ZodType } from 'zod';
import type { ZodTypeAny } from 'zod';
import { ignoreOverride, zodToJsonSchema } from 'zod-to-json-schema';
import type { Options } from 'zod-to-json-schema';

import { endpoints } from '../nodes/Cdd/contract';
import type { Endpoint } from '../nodes/Cdd/contract/endpoint';

export type Json = Record<string, unknown>;

/** Rules within rules (QueryBuilder) have no end when they are written out: from the second level on they are anything. */
const override: Options['override'] = (definition, _references, seen) =>
	'getter' in definition && seen !== undefined ? {} : ignoreOverride;

const schemaOptions: Partial<Options<'jsonSchema2019-09'>> = {
	target: 'jsonSchema2019-09',
	$refStrategy: 'none',
	override,
};

type Convertible = Parameters<typeof zodToJsonSchema>[0];

/** The converter's declarations name another copy of zod's types, too deep for the compiler to compare with ours. */
const isConvertible = (schema: unknown): schema is Convertible => schema instanceof ZodType;

/** OpenAPI 3.1 uses JSON Schema as it is; shared parts are written out in place. */
export function schemaOf(schema: ZodTypeAny): Json {
	const candidate: unknown = schema;
	if (!isConvertible(candidate)) throw new TypeError('Not a zod schema');
	const description: Json = { ...zodToJsonSchema(candidate, schemaOptions) };
	delete description.$schema;
	return description;
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function queryParameters(query: ZodTypeAny | undefined): Json[] {
	if (query === undefined) return [];
	const { properties } = schemaOf(query);
	return Object.entries(isJson(properties) ? properties : {}).map(([name, schema]) => ({
		name,
		in: 'query',
		required: false,
		schema,
	}));
}

const pathParameter = (name: string): Json => ({ name, in: 'path', required: true, schema: { type: 'integer' } });

/** An upload is two parts in a fixed order; every other body is JSON. */
function requestBody(endpoint: Endpoint): Json {
	if (endpoint.body === undefined) return {};
	const schema = schemaOf(endpoint.body);
	const isUpload = endpoint === endpoints.startSlurp;
	const upload = {
		schema: {
			type: 'object',
			properties: { json: schema, file: { type: 'string', format: 'binary' } },
			required: ['json', 'file'],
		},
		encoding: { json: { contentType: 'application/json' } },
	};
	return {
		requestBody: {
			required: true,
			content: isUpload ? { 'multipart/form-data': upload } : { 'application/json': { schema } },
		},
	};
}

function operation(name: string, endpoint: Endpoint): Json {
	const holes = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, hole = '']) => hole);
	return {
		operationId: name,
		summary: endpoint.summary,
		'x-access': endpoint.access,
		parameters: [
			...[...(endpoint.scope === 'vault' ? ['vault_id'] : []), ...holes].map(pathParameter),
			...queryParameters(endpoint.query),
		],
		...requestBody(endpoint),
		responses: { '200': { description: 'OK', content: { 'application/json': { schema: schemaOf(endpoint.reply) } } } },
	};
}

/** Two endpoints may share method and path (updating and deleting a batch): the description then offers either body. */
function merged(first: Json, second: Json): Json {
	const bodyOf = (from: Json): Json => {
		let at: unknown = from;
		for (const key of ['requestBody', 'content', 'application/json', 'schema']) at = isJson(at) ? at[key] : undefined;
		return isJson(at) ? at : {};
	};
	return {
		...first,
		summary: `${String(first.summary)}, or: ${String(second.summary)}`,
		requestBody: {
			required: true,
			content: { 'application/json': { schema: { anyOf: [bodyOf(first), bodyOf(second)] } } },
		},
	};
}

/** The OpenAPI 3.1 description of the contract, for tools that read one. */
export function openApiDescription(): Json {
	const paths: Record<string, Json> = {};
	for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
		const path = `${endpoint.scope === 'vault' ? '/vaults/{vault_id}' : ''}${endpoint.path}`;
		const method = endpoint.method.toLowerCase();
		const described = operation(name, endpoint);
		const known = paths[path]?.[method];
		paths[path] = { ...paths[path], [method]: isJson(known) ? merged(known, described) : described };
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'CDD Vault API, the part in scope',
			version: '1',
			description: 'Generated from the contract of this package; not a document of the vendor.',
		},
		servers: [{ url: 'https://app.collaborativedrug.com/api/v1' }, { url: 'https://eu.collaborativedrug.com/api/v1' }],
		security: [{ token: [] }],
		components: { securitySchemes: { token: { type: 'apiKey', in: 'header', name: 'X-CDD-Token' } } },
		paths,
	};
}
