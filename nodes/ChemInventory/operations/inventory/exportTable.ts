import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { OperationCall } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import type { exportDeletedContainers, exportInventory } from '../../contract/inventory';
import { columnNamesField, rawDataField, tableRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { readTimeLimit, timeLimitOptions } from '../fields';

export const exportFields: INodeProperties[] = [columnNamesField, rawDataField, timeLimitOptions];

/**
 * Everything, in one reply. An empty table may be an empty inventory, or a reply that went wrong: a backup must not be
 * replaced by it unseen, so `emptyHint` is shown.
 * @throws Fault
 */
export async function exportTable(
	{ functions, api, hint }: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	endpoint: typeof exportDeletedContainers | typeof exportInventory,
	emptyHint: string,
): Promise<IDataObject[]> {
	const timeLimit = readTimeLimit(readCollection(functions, 'options', itemIndex));
	const table = await api.call(endpoint, {}, timeLimit);
	if (table.rows.length === 0) hint(emptyHint);
	return await tableRecords(api, table, {
		raw: wantsRaw(functions, itemIndex),
		columnNames: functions.getNodeParameter('columnNames', itemIndex),
	});
}
