import type { IDataObject } from 'n8n-workflow';

import { asError, Fault } from '../../../shared/fault';
import { sideBySide } from '../../../shared/queue';
import type { CddApi } from '../api';
import { readPage } from './listResource';
import type { ListResource } from './listResource';

/**
 * `batches` may not be combined with paging, and an unpaged list brings 50 records at most, so ids are asked for
 * in lists that fit one page (GET batches).
 */
const idsPerList = 50;
export interface FoundByIds<R> {
	records: R[];
	/** Ids that the server does not know; only if missing ones were to be skipped. */
	missing: number[];
}

/** The ids that an "unknown id" refusal names, such as "2, and 3 not found". */
function idsNamedIn(fault: Fault, asked: readonly number[]): number[] {
	const words = /^(.*)not found/i.exec(fault.words ?? '')?.[1] ?? '';
	const named = new Set((words.match(/\d+/g) ?? []).map(Number));
	return asked.filter((id) => named.has(id));
}

/**
 * Reads the records with the given ids. One unknown id makes the vendor refuse the whole list.
 * @param skipMissing ask again without the ids that the refusal names, and report them
 * @throws Fault `refused` naming the unknown ids, `incomplete` if a known id did not come back
 */
export async function readByIds<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	parameter: string,
	ids: readonly number[],
	options: { parameters: IDataObject; skipMissing: boolean },
): Promise<FoundByIds<R>> {
	const lists: number[][] = [];
	for (let from = 0; from < ids.length; from += idsPerList) lists.push(ids.slice(from, from + idsPerList));
	const found = await sideBySide(
		lists,
		api.service.pace.worksAtOnce,
		async (list) => await readOneList(api, resource, parameter, list, options),
	);
	return { records: found.flatMap(({ records }) => records), missing: found.flatMap(({ missing }) => missing) };
}

async function readOneList<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	parameter: string,
	ids: number[],
	options: { parameters: IDataObject; skipMissing: boolean },
): Promise<FoundByIds<R>> {
	const missing: number[] = [];
	let asked = ids;
	while (asked.length > 0) {
		try {
			const { records } = await readPage(api, resource, { ...options.parameters, [parameter]: asked });
			return { records: inAskedOrder(resource, asked, records), missing };
		} catch (thrown) {
			const unknown = thrown instanceof Fault && thrown.kind === 'refused' ? idsNamedIn(thrown, asked) : [];
			if (unknown.length === 0) throw asError(thrown);
			if (!options.skipMissing) throw notFound(resource, unknown, asError(thrown));
			missing.push(...unknown);
			asked = asked.filter((id) => !unknown.includes(id));
		}
	}
	return { records: [], missing };
}

function notFound<R extends { id: number }>(resource: ListResource<R>, unknown: number[], cause: Error): Fault {
	const words = cause instanceof Fault ? cause.description : '';
	return new Fault('refused', 'Some IDs do not exist, so CDD Vault returned nothing', {
		description: `Not found among the ${resource.plural}: ${unknown.join(', ')}. Remove them, or set 'If IDs Are Missing' to skip them. ${words ?? ''}`,
		httpCode: '404',
		facts: { missingIds: unknown },
	});
}

function inAskedOrder<R extends { id: number }>(resource: ListResource<R>, asked: number[], records: R[]): R[] {
	const byId = new Map(records.map((record) => [record.id, record]));
	const absent = asked.filter((id) => !byId.has(id));
	if (absent.length > 0) {
		throw new Fault('incomplete', 'CDD Vault left out records without saying why', {
			description: `Asked for but not returned (${resource.plural}): ${absent.join(', ')}. Check that the user of the API token can see them.`,
			facts: { missingIds: absent },
		});
	}
	return asked.flatMap((id) => byId.get(id) ?? []);
}
