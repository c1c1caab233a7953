import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { seenWindow } from '../../shared/polling/seenWindow';
import type { TriggerEvent } from '../../shared/polling/triggerEvent';
import { readFlag } from '../../shared/values/flag';
import type { ChemInventoryApi } from '../service/api';
import { activeInventory, inventoryEvent } from './activeInventory';
import { latestInLog, logFromNow, newInLog, shownRow } from './auditLog';
import type { LogRow } from './auditLog';
import { actionWordsField, isContainerRow } from './auditWords';
import type { ContainerAction } from './auditWords';
import { includeContainerField, presentContainers } from './containerRecords';
import { readContainer } from './containerText';
import type { NamedContainer } from './containerText';
import { readActionWords, readOptions } from './options';
import type { ChemPoll } from './options';

/** What one event of a container's life adds to what all have in common. */
export interface ContainerEventDefinition {
	option: TriggerEvent<ChemInventoryApi>['option'];
	action: ContainerAction;
	/** Options beside those of all events of containers. */
	options?: INodeProperties[];
	/** What the text tells beside name and barcode. */
	read?(text: string): IDataObject;
	/** Leaves out rows that the user does not want. @throws Fault */
	wanted?(call: ChemPoll, rows: readonly LogRow[]): Promise<readonly LogRow[]>;
	/** The containers, in the order of the given; without it they are looked up among the present ones. @throws Fault */
	containers?(
		api: ChemInventoryApi,
		wanted: ReadonlyArray<NamedContainer & { time: string }>,
	): Promise<Array<IDataObject | null>>;
}

const mostExamples = 3;

async function toItems(
	call: ChemPoll,
	{ read, containers = presentContainers }: ContainerEventDefinition,
	rows: readonly LogRow[],
): Promise<IDataObject[]> {
	const named = rows.map((row) => ({ time: row.time, ...readContainer(row.text) }));
	const isIncluded = readFlag(readOptions(call).includeContainer ?? false, 'Include Container');
	const found = isIncluded ? await containers(call.api, named) : [];
	return rows.map((row, index) => ({
		...shownRow(row),
		name: named[index]?.name ?? null,
		barcode: named[index]?.barcode ?? null,
		...read?.(row.text),
		...(isIncluded ? { container: found[index] ?? null } : {}),
	}));
}

/** An event that the audit log tells: one item for each of its rows. */
export function containerEvent(definition: ContainerEventDefinition): TriggerEvent<ChemInventoryApi> {
	const counts = (call: ChemPoll) => isContainerRow(definition.action, readActionWords(call));
	const wanted = async (call: ChemPoll, rows: readonly LogRow[]) => (await definition.wanted?.(call, rows)) ?? rows;
	return inventoryEvent({
		option: definition.option,
		fields: [
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [includeContainerField, ...(definition.options ?? []), actionWordsField],
			},
		],
		cursor: z.object({ inventory: z.number(), window: seenWindow }),
		async start(call) {
			const inventory = await activeInventory(call.api);
			return { inventory, window: await logFromNow(call.api, counts(call)) };
		},
		async poll(call, { inventory, window: before }) {
			const { rows, window } = await newInLog(call.api, before, counts(call));
			return { records: await toItems(call, definition, await wanted(call, rows)), cursor: { inventory, window } };
		},
		async examples(call) {
			const rows = await wanted(call, await latestInLog(call.api, counts(call)));
			return await toItems(call, definition, rows.slice(0, mostExamples));
		},
	});
}
