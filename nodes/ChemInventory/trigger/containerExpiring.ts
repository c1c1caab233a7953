import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { badInput, quote } from '../../shared/values/badInput';
import { readFlag } from '../../shared/values/flag';
import { readNumber } from '../../shared/values/text';
import { toRecords } from '../records/output';
import { activeInventory, inventoryEvent } from './activeInventory';
import { readOptions } from './options';
import type { ChemPoll } from './options';
import { keptByContainer, readStock } from './stock';
import type { StockRow } from './stock';
import { readField } from './stockFields';

const cursor = z.object({
	inventory: z.number(),
	/** How many containers the last export had. */
	containers: z.number(),
	/** The dates that were reported, or were due at the start, by container. */
	dealtWith: z.record(z.string(), z.array(z.string())),
});

interface Due {
	stock: StockRow;
	date: string;
	daysLeft: number;
}

/** @throws Fault `badInput` */
function readDays({ functions }: ChemPoll): number {
	const days = readNumber(functions.getNodeParameter('days', 30), 'Days Ahead');
	if (Number.isInteger(days) && days >= 0) return days;
	throw badInput('Days Ahead', 'is not a whole number from 0 up', `It is ${quote(days)}.`);
}

const includesDue = (call: ChemPoll) => readFlag(readOptions(call).includeDue ?? false, 'Include Already Due');

/** Those whose date is reached within the days ahead, in the time zone of the workflow; the one that is due first comes first. @throws Fault */
async function readDue(call: ChemPoll, known?: number): Promise<{ stock: StockRow[]; due: Due[] }> {
	const days = readDays(call);
	const { key } = await readField(call, 'dateField', 'Date Field Name or ID', 'date');
	const stock = await readStock(call.api, known);
	const zone = call.functions.getTimezone();
	const today = DateTime.now().setZone(zone).startOf('day');
	const due = stock.flatMap((each): Due[] => {
		const text = String(each.row[key] ?? '')
			.trim()
			.slice(0, 10);
		const date = DateTime.fromFormat(text, 'yyyy-MM-dd', { zone });
		const daysLeft = Math.round(date.diff(today, 'days').days);
		return date.isValid && daysLeft <= days ? [{ stock: each, date: text, daysLeft }] : [];
	});
	return { stock, due: due.sort((a, b) => a.date.localeCompare(b.date)) };
}

async function toItems({ api }: ChemPoll, due: readonly Due[]): Promise<IDataObject[]> {
	const records = await toRecords(
		api,
		due.map(({ stock }) => stock.row),
		false,
	);
	return records.map((record, index) => ({ ...record, expiresOn: due[index]?.date, daysLeft: due[index]?.daysLeft }));
}

const withDates = (memory: Readonly<Record<string, string[]>>, due: readonly Due[]): Record<string, string[]> => ({
	...memory,
	...Object.fromEntries(due.map(({ stock, date }) => [String(stock.id), [...(memory[String(stock.id)] ?? []), date]])),
});

export const containerExpiring = inventoryEvent({
	option: {
		name: 'Container Expiring',
		value: 'containerExpiring',
		description:
			"The date in a custom field comes near: once for each container and date. Needs a group administrator's token.",
	},
	fields: [
		{
			displayName: 'Date Field Name or ID',
			name: 'dateField',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getDateFields' },
			required: true,
			default: '',
			description:
				'The custom field with the date. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Days Ahead',
			name: 'days',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 30,
			description: 'How many days before the date a container is reported; 0 is on the day itself',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Include Already Due',
					name: 'includeDue',
					type: 'boolean',
					default: false,
					description:
						'Whether to report, after the workflow is activated, all containers that are due or expired already',
				},
			],
		},
	],
	cursor,
	settings: (call) => [call.functions.getNodeParameter('dateField', ''), readDays(call), includesDue(call)].join(' '),
	async start(call) {
		const inventory = await activeInventory(call.api);
		const { stock, due } = await readDue(call);
		return { inventory, containers: stock.length, dealtWith: includesDue(call) ? {} : withDates({}, due) };
	},
	async poll(call, { inventory, containers, dealtWith }) {
		const { stock, due } = await readDue(call, containers);
		const news = due.filter(({ stock: { id }, date }) => !dealtWith[String(id)]?.includes(date));
		return {
			records: await toItems(call, news),
			cursor: { inventory, containers: stock.length, dealtWith: withDates(keptByContainer(dealtWith, stock), news) },
		};
	},
	async examples(call) {
		const { due } = await readDue(call);
		const ahead = due.filter(({ daysLeft }) => daysLeft >= 0);
		return await toItems(call, (ahead.length > 0 ? ahead : [...due].reverse()).slice(0, 3));
	},
});
