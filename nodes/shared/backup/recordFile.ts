import { createHash } from 'crypto';
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { breather } from '../breather';
import { Fault } from '../fault';
import { throwIfCanceled } from '../http/pause';
import { badInput } from '../values/badInput';
import { formatOf, readerFor } from './readers';
import type { FileFormat, RecordReader } from './readers';
import { refuseAgents } from './refuseAgents';

export type { FileFormat };

/** What a file turned out to hold, once it was read to its end. */
export interface FileFacts {
	readonly format: FileFormat;
	readonly bytes: number;
	/** In hex. */
	readonly sha256: string;
	readonly records: number;
	/** The service's own count, where the file has it. */
	readonly count?: number;
}

/** A file of records that n8n keeps. */
export interface RecordFile {
	readonly name: string;
	/** In bytes. */
	readonly size: number;
	/**
	 * Reads it from its beginning, as often as is asked; memory holds one piece. Whole numbers that a JavaScript number cannot hold
	 * come as the text of their digits; in CSV every value is a text.
	 * @throws Fault `incomplete` with the place where it breaks
	 */
	pieces(): AsyncGenerator<readonly IDataObject[], FileFacts>;
}

const pieceSize = 65_536;

/** Characters by which a format can be seen. */
const enoughToSee = 4_096;

async function* chunksOf({ helpers }: IExecuteFunctions, binary: IBinaryData): AsyncGenerator<Uint8Array> {
	if (binary.id) {
		for await (const chunk of await helpers.getBinaryStream(binary.id, pieceSize)) yield Buffer.from(chunk);
		return;
	}
	const bytes = Buffer.from(binary.data, 'base64');
	for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
}

const count = (number: number) => new Intl.NumberFormat('en').format(number);

function broken(name: string, records: number, bytes: number, thrown: unknown): Fault {
	const reason = thrown instanceof Error ? thrown.message : 'it cannot be read';
	return new Fault('incomplete', 'The file is damaged or cut off', {
		description: `"${name}" could be read up to record ${count(records)}, within the first ${count(bytes)} bytes. Then: ${reason}. Use another copy of the file.`,
		facts: { fileName: name, records, bytes },
	});
}

class Reading {
	private readonly decoder = new TextDecoder('utf-8', { fatal: true });

	private readonly hash = createHash('sha256');

	private reader: RecordReader | undefined;

	/** What came before the format could be seen. */
	private beginning = '';

	private format: FileFormat = 'json';

	private bytes = 0;

	constructor(private readonly name: string) {}

	/** @throws Fault `incomplete` */
	push(chunk: Uint8Array): IDataObject[] {
		this.hash.update(chunk);
		this.bytes += chunk.length;
		return this.attempt(() => this.read(this.decoder.decode(chunk, { stream: true })));
	}

	/** @throws Fault `badInput` if there was nothing, `incomplete` if it is cut off */
	finish(): { rest: IDataObject[]; facts: FileFacts } {
		const { rest, counted } = this.attempt(() => {
			const last = this.read(this.decoder.decode(), true);
			// Nothing but an empty line: no records, one on a line.
			if (!this.reader && this.beginning === '') throw new Error('it has no content');
			this.reader ??= readerFor((this.format = 'ndjson'));
			const end = this.reader.finish();
			return { rest: [...last, ...end.rest], counted: end.count };
		});
		const facts = {
			format: this.format,
			bytes: this.bytes,
			sha256: this.hash.digest('hex'),
			records: this.reader?.records ?? 0,
			...(counted === undefined ? {} : { count: counted }),
		};
		return { rest, facts };
	}

	private read(text: string, isLast = false): IDataObject[] {
		if (this.reader) return this.reader.push(text);
		this.beginning += text;
		if (this.beginning.trim() === '' || (this.beginning.length < enoughToSee && !isLast)) return [];
		this.format = formatOf(this.beginning);
		this.reader = readerFor(this.format);
		return this.reader.push(this.beginning);
	}

	private attempt<T>(work: () => T): T {
		try {
			return work();
		} catch (thrown) {
			throw broken(this.name, this.reader?.records ?? 0, this.bytes, thrown);
		}
	}
}

const empty = (label: string, name: string) =>
	badInput(label, 'points to an empty file', `"${name}" has no content. Use another copy of the file.`);

/**
 * @param given the file, or the name of the field of the item that holds it
 * @throws Fault `badInput` if it is empty, or n8n's own error where the item has no such file
 */
export async function openRecordFile(
	functions: IExecuteFunctions,
	given: IBinaryData | string,
	itemIndex: number,
	label: string,
): Promise<RecordFile> {
	refuseAgents(functions, label);
	const binary = functions.helpers.assertBinaryData(itemIndex, given);
	const size = binary.id
		? (await functions.helpers.getBinaryMetadata(binary.id)).fileSize
		: Buffer.byteLength(binary.data, 'base64');
	const name = binary.fileName ?? 'file';
	if (size === 0) throw empty(label, name);
	return {
		name,
		size,
		async *pieces() {
			const inPieces = breather();
			const reading = new Reading(name);
			for await (const chunk of chunksOf(functions, binary)) {
				throwIfCanceled(functions.getExecutionCancelSignal());
				yield await inPieces(() => reading.push(chunk));
			}
			const { rest, facts } = reading.finish();
			if (rest.length > 0) yield rest;
			return facts;
		},
	};
}
