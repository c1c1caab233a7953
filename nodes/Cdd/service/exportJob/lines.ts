/** Where records, or parts of them, lie in a piece of an export, as `RecordSplitter` gives it. */
export interface Parts {
	readonly starts: readonly number[];
	/** The last record may be open, and have no end here. */
	readonly ends: readonly number[];
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const lineEnd = Buffer.from('\n');

/**
 * Writes the records of an export in lines while it streams by, in the buffers it came in. Copying each piece triggers garbage
 * collection so often that NDJSON took a sixth longer than JSON.
 */
export class Lines {
	/** The last record ended exactly where its piece did; its line break is still to be written. */
	private isLineOpen = false;

	/** The record that is open was cut in the blanks behind a line break. */
	private isInBreak = false;

	/**
	 * @param piece the next one of the export; it is written over
	 * @returns what comes next in the file: a view of the piece; a copy where it contains line breaks, or where records are not
	 * exactly one byte apart
	 */
	next(piece: Uint8Array, parts: Parts): Uint8Array {
		const { starts, ends } = parts;
		const wasLineOpen = this.isLineOpen;
		const lineEnds = wasLineOpen ? [0, ...ends] : ends;
		const last = lineEnds.at(-1);
		const isRecordOpen = starts.length > ends.length;
		this.isLineOpen = last === piece.length;

		const next = wasLineOpen ? starts : starts.slice(1);
		const areClose = next.every((start, at) => start - 1 === lineEnds[at]);
		if (!areClose || this.isInBreak || piece.includes(lineFeed) || piece.includes(carriageReturn)) {
			const lines = this.copied(piece, parts);
			return Buffer.concat(wasLineOpen ? [lineEnd, ...lines] : lines);
		}
		for (const at of lineEnds) if (at < piece.length) piece[at] = lineFeed;
		const begin = wasLineOpen ? 0 : (starts[0] ?? piece.length);
		return piece.subarray(begin, isRecordOpen || last === undefined ? piece.length : last + 1);
	}

	private copied(piece: Uint8Array, { starts, ends }: Parts): Uint8Array[] {
		return starts.flatMap((start, at) => [
			this.inOneLine(piece.subarray(start, ends[at])),
			...((ends[at] ?? piece.length) < piece.length ? [lineEnd] : []),
		]);
	}

	/** JSON may have line breaks between tokens, never inside strings. */
	private inOneLine(part: Uint8Array): Uint8Array {
		const text = Buffer.from(part).toString('latin1');
		const rest = this.isInBreak ? text.replace(/^[ \t\r\n]+/, '') : text;
		if (rest !== '') this.isInBreak = /[\r\n][ \t]*$/.test(rest);
		return Buffer.from(rest.replace(/[\r\n][ \t\r\n]*/g, ''), 'latin1');
	}
}
