export type Separator = '\t' | ',' | ';' | '|';

const separators: readonly Separator[] = [',', ';', '\t', '|'];

/** What spreadsheet programs put before the header to say how the columns are separated. */
const separatorLine = /^sep=(.)(?:\r\n|\r|\n|$)/i;

/** How the columns of a file are separated, and how long the line is that says so. */
export function separatorOf(start: string): { separator: Separator; line: number } {
	const said = separatorLine.exec(start);
	const named = separators.find((each) => each === said?.[1]);
	if (said && named) return { separator: named, line: said[0].length };
	const [header = ''] = start.replace(/"(?:[^"]|"")*"/g, '').split(/[\r\n]/, 1);
	const [best] = separators
		.map((separator) => ({ separator, count: header.split(separator).length }))
		.sort((a, b) => b.count - a.count);
	return { separator: best && best.count > 1 ? best.separator : ',', line: 0 };
}

/** Parts a text that comes in pieces into rows of cells. A quoted cell may hold separators, line breaks and empty lines. */
export class RowReader {
	private cell = '';

	private cells: string[] = [];

	private quoted = false;

	/** The last character was a quotation mark within a quoted cell: the end of it, or the first of two. */
	private quoteBefore = false;

	/** The last character was a carriage return, which a line feed may follow. */
	private returnBefore = false;

	constructor(private readonly separator: Separator) {}

	/** The rows that end within the piece. */
	push(piece: string): string[][] {
		const rows: string[][] = [];
		for (const character of piece) {
			const follows = this.returnBefore && character === '\n';
			this.returnBefore = false;
			if (!follows) this.take(character, rows);
		}
		return rows;
	}

	/** The last row, if no line break ends it; and whether a quotation mark was never closed. */
	end(): { row: string[] | undefined; open: boolean } {
		const open = this.quoted && !this.quoteBefore;
		const isEmpty = this.cells.length === 0 && this.cell === '' && !this.quoted;
		return { row: isEmpty ? undefined : [...this.cells, this.cell], open };
	}

	private take(character: string, rows: string[][]): void {
		if (this.quoted && !this.quoteBefore) {
			if (character === '"') this.quoteBefore = true;
			else this.cell += character;
			return;
		}
		if (this.quoted && character === '"') {
			this.quoteBefore = false;
			this.cell += '"';
			return;
		}
		if (character === '"' && this.cell === '' && !this.quoted) {
			this.quoted = true;
		} else if (character === this.separator) {
			this.endCell();
		} else if (character === '\n' || character === '\r') {
			this.returnBefore = character === '\r';
			this.endCell();
			rows.push(this.cells);
			this.cells = [];
		} else {
			this.cell += character;
		}
	}

	private endCell(): void {
		this.cells.push(this.cell);
		this.cell = '';
		this.quoted = false;
		this.quoteBefore = false;
	}
}

const needsQuotes = /[",\r\n]|^\s|\s$/;

/** A row as a line with commas. */
export const lineOf = (row: readonly string[]): string =>
	`${row.map((cell) => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
