import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

export type FileFormat = 'csv' | 'json' | 'ndjson';

/** What a file turned out to hold, once it was read to its end. */
export interface FileFacts {
	readonly format: FileFormat;
	readonly bytes: number;
	/** In hex. */
	readonly sha256: string;
	readonly records: number;
	readonly distinctIds: number;
	/** The service's own count, where the file has it. */
	readonly count?: number;
}

/** A file of records that n8n keeps. */
export interface RecordFile {
	readonly name: string;
	/**
	 * Reads it from its beginning, as often as is asked; memory holds one piece. Numbers that a JavaScript number cannot hold come as the
	 * text of their digits; in CSV every value is a text.
	 * @throws Fault `badInput` with the place where it breaks
	 */
	pieces(): AsyncGenerator<readonly IDataObject[], FileFacts>;
}

/**
 * @param given the file, or the name of the field of the item that holds it
 * @throws Fault `badInput` if it is empty, or n8n's own error where the item has no such file
 */
export type OpenRecordFile = (
	functions: IExecuteFunctions,
	given: IBinaryData | string,
	itemIndex: number,
	label: string,
) => Promise<RecordFile>;
