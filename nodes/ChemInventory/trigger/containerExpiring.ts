import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { inPieces } from '../../shared/breather';
import { collection, flag, onceConnected, oneListed, wholeNumber } from '../../shared/form';
import type { Values } from '../../shared/form';
import { containerRecords, withNews } from '../records/container/output';
import { output } from '../records/output';
import { activeInventory, inventoryEvent } from './activeInventory';
import { optionsDeclaration } from './options';
import type { ChemPoll } from './options';
import { keptByContainer, readStock } from './stock';
import type { StockRow } from './stock';
import { fieldOfType, waitingForFields } from './stockFields';

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

const form = {
	dateField: onceConnected(
		oneListed({
			displayName: 'Date Field Name or ID',
			name: 'dateField',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getDateFields' },
			required: true,
			default: '',
			description:
				'The custom field with the date. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
		waitingForFields,
	),
	daysAhead: wholeNumber({
		displayName: 'Days Ahead',
		name: 'daysAhead',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		description: 'How many days before the date a container is reported; 0 is on the day itself',
	}),
	raw: output('containers'),
	options: collection(optionsDeclaration, {
		includeAlreadyDue: flag({
			displayName: 'Include Already Due',
			name: 'includeAlreadyDue',
			type: 'boolean',
			default: false,
			description: 'Whether to report containers that are already due or expired when the workflow is activated',
		}),
	}),
};
type ExpiryPoll = ChemPoll<Values<typeof form>>;

const includesDue = (call: ExpiryPoll) => call.form.options.includeAlreadyDue ?? false;

/** Those whose date is reached within the days ahead, in the time zone of the workflow; the one that is due first comes first. @throws Fault */
async function readDue(call: ExpiryPoll, known?: number): Promise<{ stock: StockRow[]; due: Due[] }> {
	const { daysAhead, dateField } = call.form;
	const { key } = await fieldOfType(call.api, dateField, 'Date Field Name or ID', 'date');
	const stock = await readStock(call.api, known);
	const zone = call.functions.getTimezone();
	const today = DateTime.now().setZone(zone).startOf('day');
	const last = today.plus({ days: daysAhead }).toFormat('yyyy-MM-dd');
	const due = await inPieces(stock, (each): Due[] => {
		const text = String(each.row[key] ?? '')
			.trim()
			.slice(0, 10);
		// Such dates sort as texts do. To read the dates of a whole inventory would hold up n8n for seconds.
		if (text === '' || text > last) return [];
		const date = DateTime.fromFormat(text, 'yyyy-MM-dd', { zone });
		const daysLeft = Math.round(date.diff(today, 'days').days);
		return date.isValid && daysLeft <= daysAhead ? [{ stock: each, date: text, daysLeft }] : [];
	});
	return { stock, due: due.flat().sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date))) };
}

async function toItems({ api, form }: ExpiryPoll, due: readonly Due[]): Promise<IDataObject[]> {
	const records = await containerRecords(
		api,
		due.map(({ stock }) => stock.row),
		form.raw,
	);
	return records.map((record, index) =>
		withNews(record, { expiresOn: due[index]?.date, daysLeft: due[index]?.daysLeft }),
	);
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
			"The date in a custom field is near. Reported once for each container and date. Needs a group administrator's token.",
	},
	cost: {
		displayName:
			'Each poll reads the whole inventory in one large request: for 100,000 containers, several seconds in our measurements. Once a day is enough for dates: set it in Poll Times.',
		name: 'pollCost',
		type: 'notice',
		default: '',
	},
	form,
	cursor,
	settings: (call) => [call.form.dateField, call.form.daysAhead, includesDue(call)].join(' '),
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
