import type { IDataObject } from 'n8n-workflow';
import type { ZodType, ZodTypeDef } from 'zod';

import { Fault } from '../../../shared/fault';
import { timeLimits } from '../../../shared/http/send';
import type { Endpoint } from '../../contract/endpoint';
import { exportStarted } from '../../contract/exportJob';
import type { ExportId } from '../../contract/scalars';
import { queryText } from '../api';
import type { CddApi } from '../api';

export interface Page<R> {
	/** All that match, not only this page. */
	count: number;
	records: R[];
}

/** A kind of record that CDD Vault lists: inventory samples, batches. */
export interface ListResource<R extends { id: number }> {
	/** In words, for error texts: "inventory samples". */
	readonly plural: string;
	readonly list: Endpoint;
	readonly query: Endpoint;
	readonly page: ZodType<Page<R>, ZodTypeDef, unknown>;
	readonly record: ZodType<R, ZodTypeDef, unknown>;
	/** Tells a record of this kind from one of another kind, as an earlier export may hold. */
	readonly isOwn: (record: object) => boolean;
	/** Parameters that only the JSON form takes. */
	readonly jsonOnly: readonly string[];
	/** The same list with `only_ids`, where there is one; `without` are the parameters that only say what a record shows. */
	readonly idsAlone?: { readonly list: ListResource<{ id: number }>; readonly without: readonly string[] };
}

/** Beyond this a query string may be cut by a proxy, so the JSON form is used. */
const longestQuery = 1500;

function needsJson(resource: { jsonOnly: readonly string[] }, parameters: IDataObject): boolean {
	if (resource.jsonOnly.some((name) => parameters[name] !== undefined)) return true;
	return new URLSearchParams(queryText(parameters)).toString().length > longestQuery;
}

/** GET where the query string can say it, POST …/query otherwise; never a GET with a body. */
async function ask<R extends { id: number }>(api: CddApi, resource: ListResource<R>, parameters: IDataObject) {
	const timeLimit = timeLimits.list;
	return needsJson(resource, parameters)
		? { endpoint: resource.query, answer: await api.ask(resource.query, { body: parameters, timeLimit }) }
		: { endpoint: resource.list, answer: await api.ask(resource.list, { query: parameters, timeLimit }) };
}

/** Reads one page. @throws Fault */
export async function readPage<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	parameters: IDataObject,
): Promise<Page<R>> {
	const { endpoint, answer } = await ask(api, resource, parameters);
	const page = resource.page.safeParse(answer.body);
	if (page.success) return page.data;
	api.reply(endpoint, answer);
	throw new Fault('malformedAnswer', 'CDD Vault answered without a list', {
		description: `A list of ${resource.plural} was asked for. Run this step again. If this keeps happening, ask CDD Vault support.`,
	});
}

/** Starts an async export of all that match. @throws Fault */
export async function startExport<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
): Promise<ExportId> {
	const { endpoint, answer } = await ask(api, resource, { ...filters, async: true });
	const reply = exportStarted.safeParse(answer.body);
	if (reply.success) return reply.data.id;
	api.reply(endpoint, answer);
	throw new Fault('malformedAnswer', 'CDD Vault did not start the export', {
		description: `An export of ${resource.plural} was requested, but the answer contains no export ID. Run this step again.`,
	});
}
