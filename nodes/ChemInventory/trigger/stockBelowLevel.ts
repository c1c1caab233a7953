import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { inPieces } from '../../shared/breather';
import { collection, flag, number, onceConnected, oneListed } from '../../shared/form';
import type { Values } from '../../shared/form';
import { parseNumber } from '../../shared/values/text';
import { containerRecords, withNews } from '../records/container/output';
import { output } from '../records/output';
import { activeInventory, inventoryEvent } from './activeInventory';
import { optionsDeclaration } from './options';
import type { ChemPoll } from './options';
import { keptByContainer, readStock } from './stock';
import type { StockRow } from './stock';
import { fieldOfType, waitingForFields } from './stockFields';

/** `true` for each container that was below the level when it was seen last; the others are not named. */
const below = z.record(z.string(), z.literal(true));
type Below = z.output<typeof below>;

const cursor = z.object({
	inventory: z.number(),
	/** How many containers the last export had. */
	containers: z.number(),
	below,
});

interface Level {
	stock: StockRow;
	amount: number;
}

const form = {
	numberField: onceConnected(
		oneListed({
			displayName: 'Number Field Name or ID',
			name: 'numberField',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getNumberFields' },
			required: true,
			default: '',
			description:
				'The custom field with the amount that is left. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
		waitingForFields,
	),
	level: number({
		displayName: 'Level',
		name: 'level',
		type: 'number',
		typeOptions: { numberPrecision: 4 },
		default: 0,
		description: 'A container is reported when its number falls below this. Containers without a number are left out.',
	}),
	raw: output('containers'),
	options: collection(optionsDeclaration, {
		includeAlreadyBelow: flag({
			displayName: 'Include Already Below',
			name: 'includeAlreadyBelow',
			type: 'boolean',
			default: false,
			description: 'Whether to report containers that are already below the level when the workflow is activated',
		}),
	}),
};
type StockPoll = ChemPoll<Values<typeof form>>;

const includesBelow = (call: StockPoll) => call.form.options.includeAlreadyBelow ?? false;

interface Levels {
	stock: StockRow[];
	low: Level[];
	/** Containers that are at the level or above: they may be reported again. */
	refilled: Set<string>;
}

/** A blank, or a text that is no number, says nothing about the stock: it neither reports nor ends a report. @throws Fault */
async function readLevels(call: StockPoll, known?: number): Promise<Levels> {
	const { level, numberField } = call.form;
	const { key } = await fieldOfType(call.api, numberField, 'Number Field Name or ID', 'number');
	const stock = await readStock(call.api, known);
	const levels = await inPieces(stock, (each): Level[] => {
		const amount = parseNumber(each.row[key]);
		return amount === undefined ? [] : [{ stock: each, amount }];
	});
	const counted = levels.flat();
	return {
		stock,
		low: counted.filter(({ amount }) => amount < level),
		refilled: new Set(counted.filter(({ amount }) => amount >= level).map(({ stock: { id } }) => String(id))),
	};
}

async function toItems(call: StockPoll, low: readonly Level[]): Promise<IDataObject[]> {
	const records = await containerRecords(
		call.api,
		low.map(({ stock }) => stock.row),
		call.form.raw,
	);
	return records.map((record, index) => withNews(record, { amount: low[index]?.amount, level: call.form.level }));
}

const noted = (low: readonly Level[]): Below =>
	Object.fromEntries(low.map(({ stock: { id } }) => [String(id), true as const]));

export const stockBelowLevel = inventoryEvent({
	option: {
		name: 'Stock Below Level',
		value: 'stockBelowLevel',
		description:
			"The number in a custom field falls below a level. Reported once until it is refilled. Needs a group administrator's token.",
	},
	cost: {
		displayName:
			'Each poll reads the whole inventory in one large request: for 100,000 containers, several seconds in our measurements. Once an hour is enough for most labs: set it in Poll Times.',
		name: 'pollCost',
		type: 'notice',
		default: '',
	},
	form,
	cursor,
	settings: (call) => [call.form.numberField, call.form.level, includesBelow(call)].join(' '),
	async start(call) {
		const inventory = await activeInventory(call.api);
		const { stock, low } = await readLevels(call);
		return { inventory, containers: stock.length, below: includesBelow(call) ? {} : noted(low) };
	},
	async poll(call, { inventory, containers, below: before }) {
		const { stock, low, refilled } = await readLevels(call, containers);
		const news = low.filter(({ stock: { id } }) => !before[String(id)]);
		const still = Object.fromEntries(
			Object.entries(keptByContainer(before, stock)).filter(([id]) => !refilled.has(id)),
		);
		return {
			records: await toItems(call, news),
			cursor: { inventory, containers: stock.length, below: { ...still, ...noted(news) } },
		};
	},
	async examples(call) {
		const { low } = await readLevels(call);
		return await toItems(call, [...low].sort((a, b) => b.stock.id - a.stock.id).slice(0, 3));
	},
});
