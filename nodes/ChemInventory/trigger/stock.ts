import { inPieces } from '../../shared/breather';
import { Fault } from '../../shared/fault';
import { exportInventory } from '../contract/inventory';
import type { ChemInventoryApi } from '../service/api';
import { exportTimeLimit } from './containerRecords';

/** A row of the export, by its container. */
export interface StockRow {
	readonly id: number;
	readonly row: Record<string, unknown>;
}

/** Containers that the export does not show any more are remembered all the same, so many of them: the newest ids. */
const mostAbsent = 5000;

/**
 * All containers of the active inventory, one request. A search would leave out what "limit search to" leaves out, and
 * find nothing at all with a date in a format that is not the user's: both without a sign.
 * @param known how many containers the poll before saw
 * @throws Fault, also for an export without a row where there were some
 */
export async function readStock(api: ChemInventoryApi, known = 0): Promise<StockRow[]> {
	const { rows } = await api.call(exportInventory, {}, exportTimeLimit);
	if (rows.length === 0 && known > 0) {
		throw new Fault('incomplete', 'The export of the inventory came back without any container', {
			description: `The previous poll saw ${known}. The trigger keeps what it knew, and continues as soon as the export shows containers again.`,
		});
	}
	const stock = await inPieces(rows, (row) => ({ id: Number(row.id), row }));
	return stock.filter(({ id }) => Number.isInteger(id));
}

/**
 * What is to be remembered by container: of those that the export shows, and of those that it lacks, such as deleted
 * ones, which can be restored.
 */
export function keptByContainer<T>(memory: Readonly<Record<string, T>>, stock: readonly StockRow[]): Record<string, T> {
	const present = new Set(stock.map(({ id }) => String(id)));
	const entries = Object.entries(memory);
	const absent = entries.filter(([id]) => !present.has(id)).sort(([a], [b]) => Number(a) - Number(b));
	return Object.fromEntries([...entries.filter(([id]) => present.has(id)), ...absent.slice(-mostAbsent)]);
}
