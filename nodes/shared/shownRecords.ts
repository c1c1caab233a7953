import type { INodeExecutionData } from 'n8n-workflow';

import { inPieces } from './breather';
import { inFewColumns, mostColumns } from './columns';
import type { Answers } from './form/answers';
import { AskedRecords, TitledRecords } from './operation';
import type { Result } from './operation';
import { readWanted, shapeOf } from './output';
import type { Given, Shape, WantedOfItem } from './output';
import { remarksOnMissing } from './recordFields';
import { resultItems } from './resultItems';
import { compactNames } from './values/compactNames';

/** So many characters of names of columns that are left out. */
const mostNamed = 400;

const leftOutHint = (columns: readonly string[]) =>
	`Simplified shows ${mostColumns} columns at most. Left out: ${compactNames(columns, mostNamed)}. To see them, set Output to Selected Fields or Raw.`;

/**
 * What the items of a run show of their records: the one place where fields are selected, and columns left out. Operations know
 * no more than whether they are to give what the service sent.
 */
export class ShownRecords<Api> {
	private readonly wanted = new Map<number, WantedOfItem>();

	private readonly shapes = new Map<number, Shape>();

	private readonly titles = new Map<number, TitledRecords['titles']>();

	private readonly shown = new Map<number, INodeExecutionData[]>();

	/** What the records have of which fields are selected. */
	private readonly keys = new Set<string>();

	constructor(private readonly given: Given<Api>) {}

	/** @throws Fault `badInput` */
	read(itemIndex: number, answers: Answers): void {
		this.wanted.set(itemIndex, readWanted(answers, this.given));
	}

	/** For an item that was read. @throws Fault `badInput` if it selects what is not there */
	async check(itemIndex: number, api: Api): Promise<void> {
		const wanted = this.wanted.get(itemIndex);
		if (wanted) this.shapes.set(itemIndex, await shapeOf(wanted, this.given, api));
	}

	/** The items for a result, under words still: see `finish`. */
	async items(itemIndex: number, result: Result): Promise<INodeExecutionData[]> {
		const shape: Shape = this.shapes.get(itemIndex) ?? ((record) => record);
		const isSelected = this.wanted.get(itemIndex)?.detail === 'selectedFields';
		if (result instanceof TitledRecords && result.titles.size > 0) this.titles.set(itemIndex, result.titles);
		const { records, asked } = result instanceof AskedRecords ? result : { records: result, asked: [] };
		const shown: Shape = (record) => {
			if (isSelected) for (const key of Object.keys(record)) this.keys.add(key);
			return shape(record, asked);
		};
		const items = await resultItems(records, shown, itemIndex);
		this.shown.set(itemIndex, items);
		return items;
	}

	/** Once all items are there, as the columns are those of all: leaves out what nobody reads, and puts titles on the rest. */
	async finish(hint: (message: string) => void): Promise<void> {
		this.tellOfMissing(hint);
		await this.leaveOut(hint);
		for (const [itemIndex, titles] of this.titles) {
			await inPieces(this.shown.get(itemIndex) ?? [], (item) => {
				item.json = Object.fromEntries(
					Object.entries(item.json).map(([key, value]) => [titles.get(key) ?? key, value]),
				);
			});
		}
	}

	private tellOfMissing(hint: (message: string) => void): void {
		const { records } = this.given;
		const names = new Set([...this.wanted.values()].flatMap((wanted) => wanted.names));
		if (records) for (const remark of remarksOnMissing([...names], records, this.keys)) hint(remark);
	}

	private async leaveOut(hint: (message: string) => void): Promise<void> {
		const { records } = this.given;
		if (!records) return;
		const items: INodeExecutionData[] = [];
		for (const [itemIndex, own] of this.shown) {
			const { detail, forAgent } = this.wanted.get(itemIndex) ?? {};
			if (detail === 'simplified' && forAgent === false) for (const item of own) items.push(item);
		}
		const { records: fewer, leftOut } = await inFewColumns(
			items.map(({ json }) => json),
			[...records.words, ...(records.added ?? [])],
		);
		for (const [at, item] of items.entries()) item.json = fewer[at] ?? item.json;
		if (leftOut.length > 0) hint(leftOutHint(leftOut));
	}
}
