import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { collection } from '../../shared/form';
import type { Field, Value } from '../../shared/form';
import type { TriggerEvent } from '../../shared/polling/triggerEvent';
import { inventoryNames } from '../records/inventory';
import { output } from '../records/output';
import type { ChemInventoryApi } from '../service/api';
import { activeInventory, inventoryEvent } from './activeInventory';
import { latestInLog, logFromNow, logWindow, newInLog, shownRow } from './auditLog';
import type { LogRow } from './auditLog';
import { isContainerRow, wordsInAuditLog } from './auditWords';
import type { ContainerAction } from './auditWords';
import { includeContainer, presentContainers } from './containerRecords';
import { readContainer } from './containerText';
import type { NamedContainer } from './containerText';
import { optionsDeclaration } from './options';
import type { ChemPoll } from './options';

const usualOptions = collection(optionsDeclaration, { includeContainer, wordsInAuditLog });
type UsualOptions = Value<typeof usualOptions>;

type ContainerPoll<Options> = ChemPoll<{ readonly raw: boolean; readonly options: Options }>;

/** What one event of a container's life adds to what all have in common. */
export interface ContainerEventDefinition<Options extends UsualOptions> {
	option: TriggerEvent<ChemInventoryApi>['option'];
	action: ContainerAction;
	/** What the text tells beside name and barcode. @param inventories the names that may stand in front of a path */
	read?(text: string, inventories: readonly string[]): IDataObject;
	/** Leaves out rows that the user does not want. @throws Fault */
	wanted?(call: ContainerPoll<Options>, rows: readonly LogRow[]): Promise<readonly LogRow[]>;
	/** The containers, in the order of the given; without it they are looked up among the present ones. @throws Fault */
	containers?(
		api: ChemInventoryApi,
		wanted: ReadonlyArray<NamedContainer & { time: string }>,
		raw: boolean,
	): Promise<Array<IDataObject | null>>;
}

const mostExamples = 3;

async function toItems<Options extends UsualOptions>(
	call: ContainerPoll<Options>,
	{ action, read, containers = presentContainers }: ContainerEventDefinition<Options>,
	rows: readonly LogRow[],
): Promise<IDataObject[]> {
	const { raw, options } = call.form;
	const named = rows.map((row) => ({ time: row.time, ...readContainer(row.text, action) }));
	const inventories = read && !raw && rows.length > 0 ? await inventoryNames(call.api) : [];
	const isIncluded = options.includeContainer ?? false;
	const found = isIncluded ? await containers(call.api, named, raw) : [];
	return rows.map((row, index) => ({
		...(raw ? {} : { name: named[index]?.name ?? null, barcode: named[index]?.barcode ?? null }),
		...(raw ? {} : read?.(row.text, inventories)),
		...shownRow(row, raw),
		...(isIncluded ? { container: found[index] ?? null } : {}),
	}));
}

/** An event that the audit log tells: one item for each of its rows. */
export const containerEvent = (definition: ContainerEventDefinition<UsualOptions>) =>
	containerEventWith(usualOptions, definition);

/** The same with options of its own beside the usual ones. */
export function containerEventWith<Options extends UsualOptions>(
	options: Field<Options>,
	definition: ContainerEventDefinition<Options>,
): TriggerEvent<ChemInventoryApi> {
	type Call = ContainerPoll<Options>;
	const counts = ({ form }: Call) => isContainerRow(definition.action, form.options.wordsInAuditLog);
	const wanted = async (call: Call, rows: readonly LogRow[]) => (await definition.wanted?.(call, rows)) ?? rows;
	return inventoryEvent({
		option: definition.option,
		cost: {
			displayName:
				'Each poll takes a few requests, whatever the size of the inventory. Every five minutes is often enough: set it in Poll Times.',
			name: 'pollCost',
			type: 'notice',
			default: '',
		},
		form: { raw: output('containerEvents'), options },
		cursor: z.object({ inventory: z.number(), window: logWindow }),
		async start(call) {
			const inventory = await activeInventory(call.api);
			return { inventory, window: await logFromNow(call.api, counts(call)) };
		},
		async poll(call, { inventory, window: before }) {
			const { rows, window } = await newInLog(call, before, counts(call));
			return { records: await toItems(call, definition, await wanted(call, rows)), cursor: { inventory, window } };
		},
		async examples(call) {
			const rows = await wanted(call, await latestInLog(call.api, counts(call)));
			return await toItems(call, definition, rows.slice(0, mostExamples));
		},
	});
}
