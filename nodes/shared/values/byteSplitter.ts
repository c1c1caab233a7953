import { RecordSplitter } from './recordSplitter';

const decodedRecord = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8');

/**
 * Cuts an export into its records before its UTF-8 is decoded: whatever cuts is a character of one byte. As Latin-1 each byte
 * is a character, so that places in the text are places in the bytes.
 */
export class ByteSplitter extends RecordSplitter {
	/** Whether there may be a character of several bytes in the record that is open. */
	private isOpenLong = false;

	/** Takes the next bytes and gives the JSON texts of the records that are now complete. */
	pushBytes(chunk: Uint8Array): string[] {
		const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
		const isLong = Buffer.byteLength(bytes) > bytes.length;
		const records = this.push(bytes);
		const texts = isLong || this.isOpenLong ? records.map(decodedRecord) : records;
		this.isOpenLong = isLong || (this.isOpenLong && records.length === 0);
		return texts;
	}

	override get envelope(): string {
		// takes away the mark that may stand at the beginning of UTF-8
		return new TextDecoder().decode(Buffer.from(super.envelope, 'latin1'));
	}
}
