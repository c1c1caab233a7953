import { Fault } from '../../../shared/fault';
import { gathered, longestList } from '../../../shared/gathered';
import { timeLimits } from '../../../shared/http/send';
import { sideBySide } from '../../../shared/queue';
import { exportContainersById } from '../../contract/container';
import type { Table } from '../../contract/scalars';
import type { ChemInventoryApi } from '../../service/api';

const idsPerRequest = 100;

export interface FoundRows {
	/** One row for each container that was found, in the order of the ids. */
	table: Table;
	missing: number[];
}

/**
 * Full rows of containers by their ids (POST /general/exportbyid). Deleted ones, and those of other inventories, have none.
 * @param timeLimit milliseconds for each request
 * @throws Fault
 */
export async function rowsByIds(api: ChemInventoryApi, ids: readonly number[], timeLimit: number): Promise<FoundRows> {
	const requests: Array<[number, ...number[]]> = [];
	for (let from = 0; from < ids.length; from += idsPerRequest) {
		const [first, ...others] = ids.slice(from, from + idsPerRequest);
		if (first !== undefined) requests.push([first, ...others]);
	}
	const tables = await sideBySide(
		requests,
		api.service.pace.worksAtOnce,
		async (containerids) => await api.call(exportContainersById, { containerids }, timeLimit),
	);
	const byId = new Map(tables.flatMap(({ rows }) => rows).map((row) => [Number(row.id), row]));
	return {
		table: {
			columns: tables[0]?.columns ?? [],
			rows: ids.flatMap((id) => {
				const row = byId.get(id);
				return row ? [row] : [];
			}),
		},
		missing: ids.filter((id) => !byId.has(id)),
	};
}

export type ContainerRow = Table['rows'][number];

/** In tables the service writes the word None where there is no comment. */
export const withoutWordForNone = (row: ContainerRow): ContainerRow =>
	row.comments === 'None' ? { ...row, comments: null } : row;

/** What the answer that has, or lacks, a container says. */
const answerAbout = gathered<ChemInventoryApi, number, { id: number; row?: ContainerRow; columns: Table['columns'] }>(
	async (api, ids) => {
		const { table } = await rowsByIds(api, ids, timeLimits.list);
		const byId = new Map(table.rows.map((row) => [Number(row.id), row]));
		return ids.map((id) => ({ id, row: byId.get(id), columns: table.columns }));
	},
);

/** The full row of one container. What several items of a run ask for goes out as lists. @throws Fault where it is gone */
export async function rowById(api: ChemInventoryApi, id: number): Promise<ContainerRow> {
	const { row } = await answerAbout(api, id);
	if (row) return row;
	throw new Fault('incomplete', 'ChemInventory did not return a container that it had just listed', {
		description: `It is the container with the ID ${id}. Look at it in ChemInventory.`,
	});
}

/**
 * The same as `rowsByIds`; a few go out together with what other items of the run ask for.
 * @param timeLimit of the item's own requests, where the item says so
 * @throws Fault
 */
export async function rowsTogether(
	api: ChemInventoryApi,
	ids: readonly number[],
	timeLimit?: number,
): Promise<FoundRows> {
	if (timeLimit !== undefined || ids.length > longestList)
		return await rowsByIds(api, ids, timeLimit ?? timeLimits.list);
	const answers = await Promise.all(ids.map(async (id) => await answerAbout(api, id)));
	return {
		table: { columns: answers[0]?.columns ?? [], rows: answers.flatMap(({ row }) => (row ? [row] : [])) },
		missing: answers.flatMap(({ id, row }) => (row ? [] : [id])),
	};
}
