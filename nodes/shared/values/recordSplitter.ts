const quoteCode = 34;
const backslash = 92;
const opening = new Set([91, 123]);
const closing = new Set([93, 125]);

/** The array is the whole document, or stands at the top under one of these keys. */
const beforeRecords = /"(?:objects|records)"\s*:\s*$/;

/**
 * Cuts an export (`{"count":N,"objects":[{…},{…}]}`, the same with `records`, or a bare array of records) into the texts of
 * its records while it streams by, so that it is never held whole. What stands around the records is kept as the envelope.
 */
export class RecordSplitter {
	private phase: 'head' | 'records' | 'tail' = 'head';

	private head = '';

	private tail = '';

	/** The beginning of a record that the last piece of text left open. */
	private openRecord = '';

	/** Brackets that are open: in all for the envelope, within the array for the records. */
	private depth = 0;

	private recordDepth = 0;

	private inString = false;

	private escaped = false;

	/** What stands before the next record, or before the end of the array. */
	private between = '';

	private isFirst = true;

	/** @param isStrict refuses anything but commas between records, as in files that somebody may have damaged */
	constructor(private readonly isStrict = false) {}

	/** Where records, or parts of them, begin in the last text pushed; the first may have begun in an earlier text. */
	readonly starts: number[] = [];

	/** Where they end, one behind their last character; the last one may be open, and have no end here. */
	readonly ends: number[] = [];

	/**
	 * Takes the next text and gives the JSON texts of the records that are now complete.
	 * @throws Error if it is strict, and something else stands between two records
	 */
	push(text: string): string[] {
		this.starts.length = 0;
		this.ends.length = 0;
		if (this.recordDepth > 0) this.starts.push(0);
		const records: string[] = [];
		let from = 0;
		for (let at = 0; at < text.length; at++) {
			if (this.inString) at = this.endOfString(text, at);
			const code = text.charCodeAt(at);
			if (code === quoteCode) {
				this.inString = !this.inString;
			} else if (opening.has(code)) {
				if (this.phase === 'head' && code === 91 && this.opensRecords(text.slice(from, at))) {
					this.head += text.slice(from, at + 1);
					this.phase = 'records';
					this.depth++;
					from = at + 1;
				} else if (this.phase === 'records') {
					if (this.recordDepth === 0) {
						this.checkBetween(text.slice(from, at), this.isFirst ? '' : ',');
						from = at;
						this.starts.push(at);
					}
					this.recordDepth++;
				} else {
					this.depth++;
				}
			} else if (closing.has(code)) {
				if (this.phase !== 'records') {
					this.depth--;
				} else if (this.recordDepth === 0) {
					this.checkBetween(text.slice(from, at), '');
					this.phase = 'tail';
					this.depth--;
					from = at;
				} else if (--this.recordDepth === 0) {
					records.push(this.openRecord + text.slice(from, at + 1));
					this.openRecord = '';
					this.isFirst = false;
					from = at + 1;
					this.ends.push(from);
				}
			}
		}
		this.keepRest(text, from);
		return records;
	}

	/**
	 * Ends the stream.
	 * @returns the server's own count, where it gave one
	 * @throws Error if the export was cut off, or is no export
	 */
	finish(): { count?: number } {
		if (this.phase !== 'tail') throw new Error('the data ends in the middle');
		const envelope: unknown = JSON.parse(this.envelope);
		const count = typeof envelope === 'object' && envelope !== null && 'count' in envelope ? envelope.count : undefined;
		return { count: typeof count === 'number' ? count : undefined };
	}

	/** Everything but the records. */
	get envelope(): string {
		return this.head + this.tail;
	}

	private checkBetween(rest: string, expected: string): void {
		const found = (this.between + rest).trim();
		this.between = '';
		if (this.isStrict && found !== expected)
			throw new Error('there is something other than a comma between two records');
	}

	/** Where the quote is that ends the string; the length of the text if the string goes on beyond it. */
	private endOfString(text: string, from: number): number {
		let start = this.escaped ? from + 1 : from;
		for (;;) {
			const quote = text.indexOf('"', start);
			const end = quote === -1 ? text.length : quote;
			let backslashes = 0;
			while (end - backslashes > start && text.charCodeAt(end - backslashes - 1) === backslash) backslashes++;
			this.escaped = quote === -1 && backslashes % 2 === 1;
			if (quote === -1 || backslashes % 2 === 0) return end;
			start = quote + 1;
		}
	}

	private opensRecords(textBefore: string): boolean {
		return this.depth === 0 || (this.depth === 1 && beforeRecords.test(this.head + textBefore));
	}

	private keepRest(text: string, from: number): void {
		if (this.phase === 'head') this.head += text.slice(from);
		else if (this.phase === 'tail') this.tail += text.slice(from);
		else if (this.recordDepth > 0) this.openRecord += text.slice(from);
		else this.between += text.slice(from);
	}
}
