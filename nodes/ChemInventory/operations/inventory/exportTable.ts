import type { Values } from '../../../shared/form';
import type { OperationCall, TitledRecords } from '../../../shared/operation';
import type { exportDeletedContainers, exportInventory } from '../../contract/inventory';
import { containerTable } from '../../records/container/output';
import { columnNames, output } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { onlyTimeLimit, usualTimeLimit } from '../fields';

export const exportForm = { columnNames, raw: output('containers'), options: onlyTimeLimit };

/**
 * Everything, in one reply. An empty table may be an empty inventory, or a reply that went wrong: a backup must not be
 * replaced by it unseen, so `emptyHint` is shown.
 * @throws Fault
 */
export async function exportTable(
	{ api, hint }: OperationCall<ChemInventoryApi>,
	form: Values<typeof exportForm>,
	endpoint: typeof exportDeletedContainers | typeof exportInventory,
	emptyHint: string,
): Promise<TitledRecords> {
	const { timeLimit = usualTimeLimit } = form.options;
	const table = await api.call(endpoint, {}, timeLimit);
	if (table.rows.length === 0) hint(emptyHint);
	return await containerTable(api, table, form);
}
