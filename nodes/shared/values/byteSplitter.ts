import { RecordSplitter } from './recordSplitter';

const decodedRecord = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8');

/**
 * Cuts an export into its records before its UTF-8 is decoded: every delimiter is a single byte. As Latin-1 each byte
 * is a character, so that places in the text are places in the bytes. Takes bytes by `pushBytes` alone.
 */
export class ByteSplitter extends RecordSplitter {
	/** Whether the open record may contain multi-byte characters. */
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
		// TextDecoder drops a byte order mark
		return new TextDecoder().decode(Buffer.from(super.envelope, 'latin1'));
	}
}
