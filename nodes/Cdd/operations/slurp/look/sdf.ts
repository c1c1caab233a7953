const recordEnd = '$$$$';
const dataItem = /^>.*<([^>]+)>/;

/** Parts an SD file that comes in pieces into its records: their data items by name. */
export class SdfReader {
	private rest = '';

	private record = new Map<string, string>();

	/** The data item whose value stands on the next line. */
	private item: string | undefined;

	private hasContent = false;

	/** Names that one record has twice. */
	readonly doubled = new Set<string>();

	push(piece: string): Array<Map<string, string>> {
		const lines = `${this.rest}${piece}`.split('\n');
		this.rest = lines.pop() ?? '';
		return lines.flatMap((line) => this.take(line.replace(/\r$/, '')));
	}

	/** The last record, if nothing ends it. */
	end(): { last: Map<string, string> | undefined; open: boolean } {
		const [ended] = this.take(this.rest.replace(/\r$/, ''));
		if (ended) return { last: ended, open: false };
		return { last: this.hasContent ? this.record : undefined, open: this.hasContent };
	}

	private take(line: string): Array<Map<string, string>> {
		if (line.startsWith(recordEnd)) {
			const { record } = this;
			this.record = new Map();
			this.item = undefined;
			this.hasContent = false;
			return [record];
		}
		if (line.trim() !== '') this.hasContent = true;
		const name = dataItem.exec(line)?.[1];
		if (name !== undefined) {
			if (this.record.has(name)) this.doubled.add(name);
			this.record.set(name, '');
			this.item = name;
		} else if (this.item !== undefined) {
			this.record.set(this.item, line);
			this.item = undefined;
		}
		return [];
	}
}
