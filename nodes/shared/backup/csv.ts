import type { IDataObject } from 'n8n-workflow';

/** What a spreadsheet takes for a formula, behind any number of the signs that keep it from doing so. Some take the wide signs, too. */
const likeFormula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** What a program that opens the file must not carry out is shown behind an apostrophe; `fromCell` takes it away. */
const harmless = (text: string) => (likeFormula.test(text) ? `'${text}` : text);

/** Dates are a text in JSON. */
const textOfJson = (json: string) => (json.startsWith('"') ? String(JSON.parse(json)) : json);

/** A value as the text of a cell: nothing for what is not there, JSON for what has parts. */
export function cellText(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'object') return textOfJson(JSON.stringify(value));
	return String(value);
}

function quoted(text: string): string {
	return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** A number is never carried out, so its sign stays bare. */
const cell = (value: unknown) => quoted(typeof value === 'number' ? cellText(value) : harmless(cellText(value)));

/** One line of a CSV file, as spreadsheets and `CsvReader` read it. One empty cell alone is in quotation marks, as empty lines are left out. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(cell).join(',') || '""'}\r\n`;

const fromCell = (text: string) => (text.startsWith("'") && likeFormula.test(text) ? text.slice(1) : text);

/** Reads CSV with commas and a line of names, as `csvLine` writes it, while it streams by. Every value is a text. */
export class CsvReader {
	private names: string[] | undefined;

	private row: string[] = [];

	private cell = '';

	/** `closed`: behind the quotation mark that ends a cell, or stands before a second one that belongs to it. */
	private place: 'bare' | 'closed' | 'quoted' | 'start' = 'start';

	private afterReturn = false;

	private rows = 0;

	/** @returns the records that are now complete @throws Error if a row does not fit the names */
	push(text: string): IDataObject[] {
		const records: IDataObject[] = [];
		for (let at = 0; at < text.length; at++) {
			const end = this.endOfRun(text, at);
			if (end > at) {
				this.takeText(text.slice(at, end));
				at = end;
			}
			if (at < text.length) this.takeSign(text.charAt(at), records);
		}
		return records;
	}

	/** @throws Error if it ends within a row: half a number is a number, too */
	finish(): void {
		if (this.place === 'quoted') throw new Error('it ends within a cell in quotation marks');
		if (this.place !== 'start' || this.row.length > 0) throw new Error('its last row does not end');
		if (this.names === undefined) throw new Error('it has no line with the names of the columns');
	}

	/** Where the text ends that is no sign of the format. */
	private endOfRun(text: string, from: number): number {
		const sign = this.place === 'quoted' ? /"/g : /[",\r\n]/g;
		sign.lastIndex = from;
		return sign.exec(text)?.index ?? text.length;
	}

	private takeText(text: string): void {
		if (this.place === 'closed') throw this.misplaced();
		if (this.place === 'start') this.place = 'bare';
		this.afterReturn = false;
		this.cell += text;
	}

	private takeSign(sign: string, records: IDataObject[]): void {
		const follows = this.afterReturn;
		this.afterReturn = false;
		if (sign === '"') this.takeQuote();
		else if (sign === ',') this.endCell();
		else if (sign === '\r' || !follows) {
			this.afterReturn = sign === '\r';
			this.endRow(records);
		}
	}

	private takeQuote(): void {
		if (this.place === 'bare') throw this.misplaced();
		if (this.place === 'closed') this.cell += '"';
		this.place = this.place === 'quoted' ? 'closed' : 'quoted';
	}

	private misplaced(): Error {
		return new Error(`row ${this.rows + 1} has a quotation mark out of place`);
	}

	private endCell(): void {
		this.row.push(fromCell(this.cell));
		this.cell = '';
		this.place = 'start';
	}

	private endRow(records: IDataObject[]): void {
		const isBlank = this.place === 'start' && this.row.length === 0;
		if (isBlank) return;
		this.endCell();
		const { row, names } = this;
		this.row = [];
		if (names === undefined) {
			if (new Set(row).size < row.length) throw new Error('two columns have the same name');
			this.names = row;
			return;
		}
		this.rows += 1;
		if (row.length !== names.length)
			throw new Error(`row ${this.rows} has ${row.length} cells, and there are ${names.length} columns`);
		records.push(Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
	}
}
