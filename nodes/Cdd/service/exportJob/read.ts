import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { breather } from '../../../shared/breather';
import { asError, Fault, faultWith } from '../../../shared/fault';
import { store, withinTime } from '../../../shared/http/download';
import { timeLimits } from '../../../shared/http/send';
import { ByteSplitter } from '../../../shared/values/byteSplitter';
import { DistinctNumbers } from '../../../shared/values/distinctNumbers';
import type { ExportId } from '../../contract/scalars';
import type { CddApi, Download } from '../api';
import { isPendingStatus, openExport, parseOr } from './download';
import { pauseBeforeRetry } from './job';
import type { ExportPatience } from './job';
import { Lines } from './lines';
import type { Parts } from './lines';

/** What a whole export turned out to hold. */
export interface ExportTally {
	/** Records in the data. */
	records: number;
	distinctIds: number;
	/** The server's own count, where it gave one. */
	count?: number;
	/** Every record that the server counted is there, once. */
	complete: boolean;
}

export type FileFormat = 'json' | 'ndjson';

export interface SavedExport extends ExportTally {
	file: IBinaryData;
	bytes: number;
	/** Of the file as it was saved, in hex. */
	sha256: string;
}

export interface DownloadOptions {
	/** See `ListResource`. */
	isOwn: (record: object) => boolean;
	/** The download may take as long as was waited for the export; where nobody waits, the time of a download. */
	patience: Pick<ExportPatience, 'signal' | 'timeLimit'>;
}

const mostDownloads = 3;

/** Counts the records that pass by. */
class Tally {
	private readonly splitter = new ByteSplitter();

	private readonly ids = new DistinctNumbers();

	private records = 0;

	constructor(private readonly isOwn: (record: object) => boolean) {}

	/**
	 * Each record goes straight to `take`: V8 comes to make objects that hold records where it cleans seldom, and keeps the
	 * records with them.
	 * @param take is given each record that is now complete
	 * @throws Fault `badInput` if the export holds records of another kind
	 */
	push(chunk: Uint8Array, take: (record: unknown) => void = () => undefined): void {
		for (const text of this.splitter.pushBytes(chunk)) {
			const record: unknown = JSON.parse(text);
			this.records++;
			if (typeof record === 'object' && record !== null) this.count(record);
			take(record);
		}
	}

	/** Where the records lie in the last piece pushed. */
	get parts(): Parts {
		return this.splitter;
	}

	private count(record: object): void {
		if (!this.isOwn(record)) {
			throw new Fault('badInput', "'Export ID' names an export of other records", {
				description:
					'Nothing was saved. Use the node that started the export, or leave the field empty to start a new one.',
			});
		}
		if ('id' in record) this.ids.add(Number(record.id));
	}

	/** @throws Error if the data was cut off */
	finish(): ExportTally {
		const { count } = this.splitter.finish();
		const distinctIds = this.ids.size;
		return {
			records: this.records,
			distinctIds,
			count,
			complete: count === distinctIds && this.records === distinctIds,
		};
	}

	/** Some servers answer with the job's status where the data should be. */
	get isStatusDocument(): boolean {
		return isPendingStatus(parseOr(this.splitter.envelope));
	}
}

/** The export stays where it is, whatever became of the download. */
const withPickUp = (id: ExportId, thrown: unknown): Error =>
	faultWith(thrown, ({ kind, description, facts }) =>
		kind === 'timedOut' || kind === 'unsuccessful'
			? {
					description: `${description ?? ''} Enter ${id} as 'Export ID' to download it again.`.trim(),
					facts: { ...facts, exportId: id },
				}
			: {},
	);

/** All tries of a download have one time limit together. @throws Fault `incomplete`, `timedOut`, `canceled` */
async function downloadWhole<T>(
	id: ExportId,
	{ isOwn, patience }: DownloadOptions,
	download: (tally: Tally, limits: Download) => Promise<T>,
): Promise<T & ExportTally> {
	const timeLimit = patience.timeLimit || timeLimits.download;
	return await withinTime(
		timeLimit,
		patience.signal,
		async (signal) => await withRetries(id, isOwn, { timeLimit, signal }, download),
	).catch((thrown: unknown) => Promise.reject(withPickUp(id, thrown)));
}

/** Downloads again when the data was cut off; a download changes nothing. @throws Fault `incomplete` */
async function withRetries<T>(
	id: ExportId,
	isOwn: DownloadOptions['isOwn'],
	limits: Download,
	download: (tally: Tally, limits: Download) => Promise<T>,
): Promise<T & ExportTally> {
	let reason = '';
	for (let tries = 0; tries < mostDownloads; tries++) {
		if (tries > 0) await pauseBeforeRetry(tries, limits.signal);
		const tally = new Tally(isOwn);
		try {
			const result = await download(tally, limits);
			return { ...result, ...tally.finish() };
		} catch (thrown) {
			if (thrown instanceof Fault) throw asError(thrown);
			reason = tally.isStatusDocument
				? 'the server is still preparing the data'
				: thrown instanceof Error
					? thrown.message
					: '';
		}
	}
	throw new Fault('incomplete', 'The export could not be downloaded completely', {
		description: `Export ${id} was cut off ${mostDownloads} times (${reason}). Enter ${id} as 'Export ID' to download it again.`,
		facts: { exportId: id },
	});
}

/**
 * Reads all records of an export.
 * @param toObject what is kept of each, while the others still come
 * @throws Fault
 */
export async function readExport<T>(
	api: CddApi,
	id: ExportId,
	options: DownloadOptions,
	toObject: (record: unknown) => T,
): Promise<ExportTally & { objects: T[] }> {
	return await downloadWhole(id, options, async (tally, limits) => {
		const objects: T[] = [];
		const inTurn = breather();
		const take = (record: unknown) => {
			objects.push(toObject(record));
		};
		// What is there already of a stream comes without a turn for others.
		for await (const chunk of await openExport(api, id, limits))
			await inTurn(() => tally.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk, take));
		return { objects };
	});
}

/**
 * Saves an export as a file while it streams by; memory holds one piece and the ids. JSON is kept to the byte,
 * NDJSON has one record a line, as the server wrote it but for line breaks: long numbers keep their digits.
 * @throws Fault
 */
export async function saveExport(
	functions: IExecuteFunctions,
	api: CddApi,
	id: ExportId,
	{ format, fileName, ...options }: DownloadOptions & { format: FileFormat; fileName: string },
): Promise<SavedExport> {
	return await downloadWhole(id, options, async (tally, limits) => {
		const hash = createHash('sha256');
		const lines = format === 'ndjson' ? new Lines() : undefined;
		let bytes = 0;
		const measured = (chunk: Uint8Array) => {
			hash.update(chunk);
			bytes += chunk.length;
			return chunk;
		};
		const pass = (chunk: Uint8Array): Uint8Array[] => {
			tally.push(chunk);
			const content = lines ? lines.next(chunk, tally.parts) : chunk;
			return content.length > 0 ? [measured(content)] : [];
		};
		const mimeType = format === 'json' ? 'application/json' : 'application/x-ndjson';
		const file = await store(functions, await openExport(api, id, limits), pass, { fileName, mimeType });
		return { file, bytes, sha256: hash.digest('hex') };
	});
}
