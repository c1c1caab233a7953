import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Operation, OperationCall } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import type { ContainerSummary } from '../../contract/container';
import type { BodyOf } from '../../contract/endpoint';
import { executeSearch } from '../../contract/search';
import { rowsByIds } from '../../records/container/rows';
import { columnNamesField, rawDataField, shortContainer, tableRecords, toRecords } from '../../records/output';
import { followUpStructures, followUpStructuresField } from '../../records/substance/structure';
import type { ChemInventoryApi } from '../../service/api';
import { readTimeLimit, timeLimitField } from '../fields';
import { hintLimits, readScope, scopeFields } from './scope';

export type SearchQuery = Pick<BodyOf<typeof executeSearch>, 'contents' | 'type'>;

/** What one kind of search adds to what all have in common. */
export interface SearchDefinition {
	option: Operation<ChemInventoryApi>['option'];
	fields: INodeProperties[];
	/** @throws Fault `badInput` */
	query(call: OperationCall<ChemInventoryApi>, itemIndex: number): Promise<SearchQuery> | SearchQuery;
	/** Shows hints about what was found. */
	remark?(call: OperationCall<ChemInventoryApi>, found: readonly ContainerSummary[], query: SearchQuery): void;
}

const fullRowsField: INodeProperties = {
	displayName: 'Full Rows',
	name: 'fullRows',
	type: 'boolean',
	default: false,
	description:
		"Whether to read everything that is saved for each container, instead of the columns of the inventory's table layout",
};

/** Containers that another inventory owns, or that were deleted meanwhile, have no full row: they stay as the search showed them. */
async function fullRecords(
	{ functions, api, hint }: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	found: readonly ContainerSummary[],
	timeLimit: number,
): Promise<IDataObject[]> {
	const raw = wantsRaw(functions, itemIndex);
	const { table, missing } = await rowsByIds(
		api,
		found.map(({ id }) => id),
		timeLimit,
	);
	const rows = await tableRecords(api, table, {
		raw,
		columnNames: functions.getNodeParameter('columnNames', itemIndex),
	});
	if (missing.length === 0) return rows;
	hint(
		`ChemInventory gave no full rows for the containers ${missing.join(', ')}; they are shown as the search found them.`,
	);
	return [
		...rows,
		...(await toRecords(
			api,
			found.filter(({ id }) => missing.includes(id)),
			raw,
		)),
	];
}

async function runSearch(
	call: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	definition: SearchDefinition,
): Promise<IDataObject[]> {
	const { functions, api, hint } = call;
	const query = await definition.query(call, itemIndex);
	const options = readCollection(functions, 'options', itemIndex);
	const timeLimit = readTimeLimit(options);
	const inventory = await readScope(call, itemIndex);
	const { containers, orders } = await api.call(executeSearch, { inventory, ...query }, timeLimit);
	await hintLimits(call, inventory);
	if (orders.length > 0)
		hint('The search found orders too. They are not among the items: use the node ChemInventory Order.');
	definition.remark?.(call, containers, query);
	const found =
		options.followUpStructures === true ? await followUpStructures(call, itemIndex, containers) : containers;
	return functions.getNodeParameter('fullRows', itemIndex) === true
		? await fullRecords(call, itemIndex, found, timeLimit)
		: await toRecords(api, found, wantsRaw(functions, itemIndex));
}

/** Makes an operation of a kind of search: scope, output and hints are the same for all. */
export function searchOperation(definition: SearchDefinition): Operation<ChemInventoryApi> {
	return {
		option: definition.option,
		kind: 'read',
		short: shortContainer,
		fields: [
			...definition.fields,
			...scopeFields,
			fullRowsField,
			{ ...columnNamesField, displayOptions: { show: { fullRows: [true] } } },
			rawDataField,
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [followUpStructuresField, timeLimitField],
			},
		],
		run: async (call, itemIndex) => await runSearch(call, itemIndex, definition),
	};
}
