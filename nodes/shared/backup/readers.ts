import type { IDataObject } from 'n8n-workflow';

import { RecordSplitter } from '../values/recordSplitter';
import { CsvReader } from './csv';
import { parseRecord } from './exactJson';

export type FileFormat = 'csv' | 'json' | 'ndjson';

/** Reads the records of a file while its text streams by. What it throws says what is wrong, in the middle of a sentence. */
export interface RecordReader {
	/** Records that were read so far. */
	readonly records: number;
	push(text: string): IDataObject[];
	/** @returns what was still open, and the service's own count, where the file has it */
	finish(): { rest: IDataObject[]; count?: number };
}

/** A record beyond this is no record: a bracket or a quotation mark is lost. */
const longestRecord = 64 * 1024 * 1024;

class JsonReader implements RecordReader {
	private readonly splitter = new RecordSplitter(true);

	private open = 0;

	records = 0;

	push(text: string): IDataObject[] {
		const records = this.splitter.push(text).map((one) => this.parsed(one));
		this.open = records.length > 0 ? 0 : this.open + text.length;
		if (this.open > longestRecord) throw new Error('a record does not end');
		return records;
	}

	finish(): { rest: IDataObject[]; count?: number } {
		return { rest: [], ...this.splitter.finish() };
	}

	private parsed(text: string): IDataObject {
		const record = parseRecord(text);
		this.records += 1;
		return record;
	}
}

class LineReader implements RecordReader {
	private line = '';

	records = 0;

	push(text: string): IDataObject[] {
		const [first = '', ...others] = text.split('\n');
		this.line += first;
		if (this.line.length > longestRecord) throw new Error('a line does not end');
		return others.flatMap((next) => {
			const { line } = this;
			this.line = next;
			return this.parsed(line);
		});
	}

	finish(): { rest: IDataObject[] } {
		return { rest: this.parsed(this.line) };
	}

	private parsed(line: string): IDataObject[] {
		if (line.trim() === '') return [];
		const record = parseRecord(line);
		this.records += 1;
		return [record];
	}
}

class TableReader implements RecordReader {
	private readonly csv = new CsvReader();

	records = 0;

	push(text: string): IDataObject[] {
		return this.counted(this.csv.push(text));
	}

	finish(): { rest: IDataObject[] } {
		this.csv.finish();
		return { rest: [] };
	}

	private counted(records: IDataObject[]): IDataObject[] {
		this.records += records.length;
		return records;
	}
}

/** An object with an array of records at the top; what stands before it is short. */
const jsonHead =
	/^\{(?:\s*"(?:[^"\\]|\\.)*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+.\deE]+|true|false|null)\s*,)*\s*"(?:objects|records)"\s*:\s*\[/;

/** By what the file begins with: names of files are changed by people and programs. */
export function formatOf(beginning: string): FileFormat {
	const text = beginning.trimStart();
	if (text.startsWith('[')) return 'json';
	if (!text.startsWith('{')) return 'csv';
	return jsonHead.test(text) ? 'json' : 'ndjson';
}

const readers = { json: JsonReader, ndjson: LineReader, csv: TableReader };

export const readerFor = (format: FileFormat): RecordReader => new readers[format]();
