import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { asError, Fault } from '../fault';
import { throwIfCanceled } from './pause';
import type { ServiceAnswer } from './send';

/** n8n's own type of a readable stream: the `stream` module may not be imported. */
export type ByteStream = Exclude<Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0], Uint8Array>;

export function isByteStream(body: unknown): body is ByteStream {
	return typeof body === 'object' && body !== null && 'pipe' in body && Symbol.asyncIterator in body;
}

/** n8n unpacks what it can, and then takes the header away. */
const stillPacked = /gzip|compress|deflate|br|zstd/i;

/**
 * The body of an answer, unpacked.
 * @returns undefined if it is no stream
 * @throws Fault `malformedAnswer` for a compression that n8n does not know
 */
export function streamIn({ body, headers }: ServiceAnswer): ByteStream | undefined {
	if (!isByteStream(body)) return undefined;
	const packing = headers['content-encoding'];
	if (typeof packing !== 'string' || !stillPacked.test(packing)) return body;
	body.destroy();
	throw new Fault('malformedAnswer', 'The file is compressed in a way that n8n cannot read', {
		description: `Its storage sent it as "${packing}". Nothing was saved. Ask the support of the service to send it uncompressed.`,
	});
}

/**
 * Lets a download go on, all its tries included, until its time is up or the execution is stopped.
 * @param timeLimit milliseconds until the last byte
 * @param download is given the signal that ends its requests and their bodies
 * @throws Fault `canceled`, `timedOut`; what the download throws
 */
export async function withinTime<T>(
	timeLimit: number,
	signal: AbortSignal | undefined,
	download: (ends: AbortSignal) => Promise<T>,
): Promise<T> {
	const time = AbortSignal.timeout(timeLimit);
	try {
		return await download(signal ? AbortSignal.any([signal, time]) : time);
	} catch (thrown) {
		throwIfCanceled(signal);
		throw time.aborted ? timeIsUp(timeLimit) : asError(thrown);
	}
}

const timeIsUp = (timeLimit: number): Fault =>
	new Fault('timedOut', 'The download did not end within its time limit', {
		description: `It was stopped after ${Math.round(timeLimit / 1000)} seconds, and nothing was saved.`,
	});

/**
 * Puts a download into n8n's storage while it comes in; memory holds one piece.
 * @param pass is given each piece, which it may write over, and gives what is to be stored of it
 * @param fileName without one n8n would store the address of the download beside the file
 * @throws Fault `unsuccessful` if n8n cannot store it, which another download would not change; what the download or
 * `pass` fails with
 */
export async function store(
	{ helpers }: IExecuteFunctions,
	download: ByteStream,
	pass: (piece: Uint8Array) => Uint8Array[],
	{ fileName, mimeType }: { fileName: string; mimeType: string },
): Promise<IBinaryData> {
	let failed: Error | undefined;
	const noteFailure = (thrown: unknown): Error => (failed ??= asError(thrown));
	download.once('error', noteFailure);
	const content = download.flatMap((piece: Uint8Array) => {
		try {
			return pass(piece);
		} catch (thrown) {
			throw noteFailure(thrown);
		}
	});
	return await helpers
		.prepareBinaryData(content, fileName, mimeType)
		.catch((thrown: unknown) => Promise.reject(failed ?? notStored(asError(thrown))));
}

/** By its words: n8n exports this class to no node. */
const isTooLarge = ({ message }: Error) => message.includes('N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE');

function notStored(thrown: Error): Fault {
	const words = `n8n says: "${thrown.message}"`;
	if (!isTooLarge(thrown)) {
		return new Fault('unsuccessful', 'n8n could not store the file', {
			description: `${words} Ask the administrator of n8n to look at its storage of binary data (N8N_DEFAULT_BINARY_DATA_MODE).`,
		});
	}
	return new Fault('unsuccessful', 'The file is larger than n8n may store', {
		description: `Ask the administrator of n8n to raise N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE (in MB, at most 1024), or to keep files on disk with N8N_DEFAULT_BINARY_DATA_MODE=filesystem, or in S3. ${words}`,
	});
}
