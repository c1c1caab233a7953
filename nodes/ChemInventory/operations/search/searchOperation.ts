import { collection, flag, switched, together } from '../../../shared/form';
import type { Form, Value, Values } from '../../../shared/form';
import { TitledRecords } from '../../../shared/operation';
import type { Operation, ItemCall } from '../../../shared/operation';
import type { ContainerSummary } from '../../contract/container';
import type { BodyOf } from '../../contract/endpoint';
import { executeSearch } from '../../contract/search';
import { containerRecords, containerTable, shortContainer } from '../../records/container/output';
import { rowsTogether } from '../../records/container/rows';
import { foundOrders } from '../../records/order/found';
import { columnNames, output } from '../../records/output';
import { lookUpMissingStructures, missingStructures } from '../../records/substance/structure';
import type { ChemInventoryApi } from '../../service/api';
import { timeLimit, usualTimeLimit } from '../fields';
import { operation } from '../operation';
import { askedFirst, withAskedFields } from './askedFields';
import type { Asked } from './rules';
import { hintLimits, readScope, scope } from './scope';
import type { SearchScope } from './scope';

type Call = ItemCall<ChemInventoryApi>;

export type SearchQuery = Pick<BodyOf<typeof executeSearch>, 'contents' | 'type'>;

/** A search, and the fields that it asks about. */
type AskedQuery = SearchQuery & { asked?: readonly Asked[] };

/** What one kind of search adds to what all have in common. */
export interface SearchDefinition<F extends Form> {
	option: Operation<ChemInventoryApi>['option'];
	form: F;
	/** @throws Fault `badInput` */
	query(call: Call, form: Values<F>): AskedQuery | Promise<AskedQuery>;
	/** Shows hints about what was found. */
	remark?(call: Call, found: readonly ContainerSummary[], query: SearchQuery, scope: SearchScope): Promise<void> | void;
}

const common = {
	scope,
	fullRows: switched(
		flag({
			displayName: 'Full Rows',
			name: 'fullRows',
			type: 'boolean',
			default: false,
			description:
				"Whether to read everything that is saved for each container, instead of the columns of the inventory's table layout",
		}),
		{ on: { columnNames } },
	),
	raw: output('containers'),
	options: collection(
		{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
		{ missingStructures, timeLimit },
	),
};

/** Containers that another inventory owns, or that were deleted meanwhile, have no full row: they stay as the search showed them. */
async function fullRecords(
	{ api, hint }: Call,
	found: readonly ContainerSummary[],
	timeLimitOfItem: number | undefined,
	shown: { raw: boolean; columnNames: Value<typeof columnNames> },
): Promise<TitledRecords> {
	const { table, missing } = await rowsTogether(
		api,
		found.map(({ id }) => id),
		timeLimitOfItem,
	);
	const rows = await containerTable(api, table, shown);
	if (missing.length === 0) return rows;
	hint(
		`ChemInventory returned no full rows for the containers ${missing.join(', ')}; they are shown as the search found them.`,
	);
	const others = await containerRecords(
		api,
		found.filter(({ id }) => missing.includes(id)),
		shown.raw,
	);
	return new TitledRecords([...rows.records, ...others], rows.titles);
}

/** Makes an operation of a kind of search: scope, output and hints are the same for all. */
export function searchOperation<F extends Form>({
	option,
	form,
	query: queryOf,
	remark,
}: SearchDefinition<F>): Operation<ChemInventoryApi> {
	return operation({
		option,
		kind: 'read',
		short: [...shortContainer, 'order'],
		form: { query: together(form), ...common },
		async run(call, { query: asked, scope: chosen, fullRows, raw: isRaw, options }) {
			const { api } = call;
			const { asked: fields = [], ...query } = await queryOf(call, asked);
			const milliseconds = options.timeLimit ?? usualTimeLimit;
			const inventory = await readScope(api, chosen);
			const { containers, orders } = await api.call(executeSearch, { inventory, ...query }, milliseconds);
			await hintLimits(call, inventory);
			await remark?.(call, containers, query, inventory);
			const found = options.missingStructures ? await lookUpMissingStructures(call, containers) : containers;
			const whole = isRaw ? found : await withAskedFields(call, found, fields, options.timeLimit);
			const { records, titles } = fullRows.on
				? await fullRecords(call, found, options.timeLimit, { raw: isRaw, columnNames: fullRows.columnNames })
				: new TitledRecords(await containerRecords(api, whole, isRaw), new Map());
			const shown = await askedFirst(api, records, isRaw ? [] : fields);
			return new TitledRecords([...shown.records, ...(await foundOrders(call, orders, isRaw))], titles, shown.asked);
		},
	});
}
