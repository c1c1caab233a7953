import type { z, ZodIssue, ZodTypeAny } from 'zod';

import { endpoints } from '../../nodes/Cdd/contract';
import type { EndpointName } from '../../nodes/Cdd/contract';
import type { Endpoint } from '../../nodes/Cdd/contract/endpoint';
import { json } from '../service';
import type { IncomingBody, IncomingCall, ServiceReply } from '../service';
import { deleteBatch, listBatches, requireBatch } from './batches';
import { VaultError } from './errors';
import { cancelExport, downloadExport, exportProgress } from './exports';
import type { Lab, TokenRights } from './lab';
import {
	getMappingTemplate,
	getMolecule,
	listFields,
	listLocations,
	listMappingTemplates,
	listMolecules,
} from './lookups';
import { createBatch, updateBatch } from './registration';
import { changeAsDocumented, registrationAsDocumented } from './registrationSpelling';
import { renderBatch } from './render';
import { base } from './routes';
import type { Author } from './sampleEvents';
import { createSample, deleteSample, listSamples, requireSample, sampleReply, updateSample } from './samples';
import { pollSlurp, renderSlurp, startSlurp } from './slurps';
import type { SlurpRecord, Vault } from './state';
import type { Leniency } from './tolerance';
import { isObject, readRequest } from './validation';
import type { IssuePath } from './validation';

/** A call that has passed token, vault and schema. */
interface Call<Query, Body> {
	vault: Vault;
	rights: TokenRights;
	author: Author;
	id: number;
	query: Query;
	body: Body;
	incoming: IncomingCall;
}

export type Judged = Pick<Call<unknown, unknown>, 'author' | 'incoming' | 'rights' | 'vault'>;
export type Handler = (judged: Judged) => ServiceReply;

const isQueryCall = ({ path }: Endpoint) => path.endsWith('/query');

/** Reads as a query refuse with 400 and writes with 422; keys that nobody knows are always 400 (A6). */
function statusOfIssue(endpoint: Endpoint, path: IssuePath, issue: ZodIssue): number {
	if (endpoint.access === 'read' || isQueryCall(endpoint)) return 400;
	if (issue.code !== 'unrecognized_keys') return 422;
	const isSampleKey =
		endpoint === endpoints.updateInventorySample && path.length === 1 && ['fields', 'units'].includes(String(path[0]));
	return isSampleKey ? 422 : 400;
}

function bodyValue(body: IncomingBody): unknown {
	if (body.kind === 'json') return body.value;
	if (body.kind === 'none') return {};
	throw new VaultError(400, 'unexpected token: the body must be a JSON document');
}

/** With the switch of A7, a page that cannot be asked for becomes the nearest one that can. */
function clamped(query: Record<string, unknown>): Record<string, unknown> {
	const copy = { ...query };
	for (const [name, least, most] of [
		['offset', 0, Number.MAX_SAFE_INTEGER],
		['page_size', 1, 1000],
	] as const) {
		const value = Number(copy[name]);
		if (copy[name] !== undefined && Number.isInteger(value)) copy[name] = Math.min(Math.max(value, least), most);
	}
	return copy;
}

/** What each endpoint of the contract does with a judged call. The contract's schemas read every query and body. */
export function cddHandlers(lab: Lab): Record<EndpointName, Handler> {
	const { switches } = lab.settings;

	const read = <Schema extends ZodTypeAny>(endpoint: Endpoint, schema: Schema, value: unknown): z.output<Schema> =>
		readRequest(schema, switches.pageOutOfRange === 'clamp' && isObject(value) ? clamped(value) : value, {
			unknownParameters: switches.unknownParameters,
			statusOf: (path, issue) => statusOfIssue(endpoint, path, issue),
		});

	/** The query string of a call that takes none must be empty; GET takes no body (A5, A6). */
	function queryOf(endpoint: Endpoint, { query, body, method }: IncomingCall): Record<string, unknown> {
		const fromBody = method === 'GET' && body.kind !== 'none' ? bodyOfGet(body) : {};
		const given = { ...query, ...fromBody };
		const names = Object.keys(given);
		if (endpoint.query === undefined && names.length > 0 && switches.unknownParameters === 'refuse') {
			throw new VaultError(400, `Unknown parameter: ${names.join(', ')}`);
		}
		return given;
	}

	function bodyOfGet(body: IncomingBody): Record<string, unknown> {
		if (switches.getWithBody === 'refuse') throw new VaultError(400, 'GET requests with a body are not accepted');
		const value = bodyValue(body);
		return isObject(value) ? value : {};
	}

	function handler<Query extends ZodTypeAny, Body extends ZodTypeAny, Reply extends ZodTypeAny>(
		endpoint: Endpoint<Query, Body, Reply>,
		answer: (call: Call<z.output<Query>, z.output<Body>>) => ServiceReply,
		asDocumented: (body: unknown, leniency: Leniency) => unknown = (body) => body,
	): Handler {
		return (judged) => {
			const { incoming } = judged;
			const given = queryOf(endpoint, incoming);
			const leniency = { tolerance: switches.registrationSpelling, tolerate: incoming.tolerate };
			const sent = () => asDocumented(bodyValue(incoming.body), leniency);
			return answer({
				...judged,
				id: Number(incoming.params.id),
				query: endpoint.query === undefined ? undefined : read(endpoint, endpoint.query, given),
				body: endpoint.body === undefined ? undefined : read(endpoint, endpoint.body, sent()),
			});
		};
	}

	const posted = (value: unknown) => json(value, Number(switches.postStatus));
	const slurpReply = ({ vault, incoming }: Judged, slurp: SlurpRecord) =>
		renderSlurp(slurp, `${incoming.origin}${base}/vaults/${vault.id}`, webUrl(incoming, vault));

	return {
		listInventorySamples: handler(endpoints.listInventorySamples, ({ vault, query, incoming }) =>
			listSamples(lab, vault, query, incoming.faults),
		),
		queryInventorySamples: handler(endpoints.queryInventorySamples, ({ vault, body, incoming }) =>
			listSamples(lab, vault, body, incoming.faults),
		),
		getInventorySample: handler(endpoints.getInventorySample, ({ vault, id }) =>
			sampleReply(lab, requireSample(vault, id)),
		),
		createInventorySample: handler(endpoints.createInventorySample, ({ vault, body, author }) =>
			sampleReply(lab, createSample(lab, vault, body, author), Number(switches.postStatus)),
		),
		updateInventorySample: handler(endpoints.updateInventorySample, ({ vault, id, body, author }) =>
			sampleReply(lab, updateSample(lab, vault, id, body, author)),
		),
		deleteInventorySample: handler(endpoints.deleteInventorySample, ({ vault, id }) => deleteSample(vault, id)),
		listBatches: handler(endpoints.listBatches, ({ vault, query, incoming }) =>
			listBatches(lab, vault, query, incoming),
		),
		queryBatches: handler(endpoints.queryBatches, ({ vault, body, incoming }) =>
			listBatches(lab, vault, body, incoming),
		),
		getBatch: handler(endpoints.getBatch, ({ vault, id }) => json(renderBatch(vault, requireBatch(vault, id)))),
		createBatch: handler(
			endpoints.createBatch,
			({ vault, body, author }) => {
				const outcome = createBatch(lab, vault, body, author);
				if ('molecule_ids' in outcome) return json(outcome, Number(switches.promptReply));
				return posted(renderBatch(vault, outcome));
			},
			registrationAsDocumented,
		),
		updateBatch: handler(
			endpoints.updateBatch,
			({ vault, id, body, author }) => json(renderBatch(vault, updateBatch(lab, vault, id, body, author))),
			changeAsDocumented,
		),
		deleteBatch: handler(endpoints.deleteBatch, ({ vault, id }) => deleteBatch(vault, id)),
		startSlurp: (judged) => {
			const { vault, author, incoming } = judged;
			queryOf(endpoints.startSlurp, incoming);
			return posted(slurpReply(judged, startSlurp(lab, vault, incoming, author, webUrl(incoming, vault))));
		},
		getSlurp: handler(endpoints.getSlurp, (call) => json(slurpReply(call, pollSlurp(lab, call.vault, call.id)))),
		getExportProgress: handler(endpoints.getExportProgress, ({ vault, id }) => exportProgress(lab, vault, id)),
		downloadExport: handler(endpoints.downloadExport, ({ vault, id, incoming }) =>
			downloadExport(lab, vault, id, incoming.storageOrigin),
		),
		cancelExport: handler(endpoints.cancelExport, ({ vault, id }) => cancelExport(lab, vault, id)),
		listVaults: handler(endpoints.listVaults, ({ rights }) =>
			json([...lab.vaults.values()].filter(({ id }) => rights.vaultIds.has(id)).map(({ id, name }) => ({ id, name }))),
		),
		listProjects: handler(endpoints.listProjects, ({ vault }) => json([...vault.projects.values()])),
		listDataSets: handler(endpoints.listDataSets, ({ vault }) => json([...vault.dataSets.values()])),
		listMappingTemplates: handler(endpoints.listMappingTemplates, ({ vault }) => listMappingTemplates(vault)),
		getMappingTemplate: handler(endpoints.getMappingTemplate, ({ vault, id }) => getMappingTemplate(vault, id)),
		listFields: handler(endpoints.listFields, ({ vault }) => listFields(vault)),
		listInventoryLocations: handler(endpoints.listInventoryLocations, ({ vault, query, incoming }) =>
			listLocations(lab, vault, query, incoming.faults),
		),
		listMolecules: handler(endpoints.listMolecules, ({ vault, query, incoming }) =>
			listMolecules(lab, vault, query, incoming),
		),
		queryMolecules: handler(endpoints.queryMolecules, ({ vault, body, incoming }) =>
			listMolecules(lab, vault, body, incoming),
		),
		getMolecule: handler(endpoints.getMolecule, ({ vault, id }) => getMolecule(vault, id)),
	};
}

const webUrl = ({ origin }: IncomingCall, { id }: Vault) => `${origin}/vaults/${id}`;
