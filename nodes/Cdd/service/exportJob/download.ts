import { Fault } from '../../../shared/fault';
import { isByteStream, streamIn } from '../../../shared/http/download';
import type { ByteStream } from '../../../shared/http/download';
import type { ServiceAnswer } from '../../../shared/http/send';
import { downloadExport, exportStatus, pendingExportStatuses } from '../../contract/exportJob';
import type { ExportId } from '../../contract/scalars';
import type { CddApi, Download } from '../api';
import { pauseBeforeRetry } from './job';

const mostRedirects = 5;
/** A finished export may answer 403 for a moment longer; beyond this the status is believed. */
const mostTriesWhileNotReady = 8;
const longestRefusal = 10_000;

/**
 * Opens the data of a finished export. GET exports/{id} has three answers: the data (200); a redirect to a
 * pre-signed address on another host, which is fetched without the token; or 403 with the job's status while
 * it is not ready, which is no matter of permission.
 * @throws Fault
 */
export async function openExport(api: CddApi, id: ExportId, limits: Download): Promise<ByteStream> {
	for (let tries = 0; ; tries++) {
		const answer = await api.open(downloadExport, { id }, limits);
		if (answer.statusCode >= 300 && answer.statusCode < 400) {
			return await followWithoutToken(api, api.urlOf(downloadExport, { id }), answer, limits);
		}
		if (answer.statusCode === 200) return streamOf(answer);
		const body = await readRefusal(answer.body);
		if (!isPendingStatus(body) || tries >= mostTriesWhileNotReady) throw notReady(api, { ...answer, body });
		await pauseBeforeRetry(tries, limits.signal);
	}
}

/** Whether a document is the status of a job that still runs, instead of its data. */
export function isPendingStatus(body: unknown): boolean {
	const status = exportStatus.safeParse(body);
	return status.success && pendingExportStatuses.some((pending) => pending === status.data.status);
}

function notReady(api: CddApi, answer: ServiceAnswer): Fault {
	const status = exportStatus.safeParse(answer.body);
	if (!status.success) return api.refusalOf(downloadExport, answer);
	return new Fault('unsuccessful', 'The export cannot be downloaded', {
		description: `Export ${status.data.id} has the status "${status.data.status}". Run this step again.`,
		httpCode: String(answer.statusCode),
		facts: { exportId: status.data.id, status: status.data.status },
	});
}

async function readRefusal(body: unknown): Promise<unknown> {
	if (!isByteStream(body)) return body;
	const pieces: Buffer[] = [];
	let length = 0;
	for await (const piece of body) {
		const bytes = Buffer.from(piece);
		pieces.push(bytes);
		length += bytes.length;
		if (length > longestRefusal) break;
	}
	const text = Buffer.concat(pieces).toString('utf8');
	return parseOr(text);
}

export function parseOr(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function streamOf(answer: ServiceAnswer): ByteStream {
	const stream = streamIn(answer);
	if (stream) return stream;
	throw new Fault('malformedAnswer', 'CDD Vault gave no data for the export', {
		description: 'Run this step again. If this keeps happening, ask CDD Vault support.',
	});
}

function redirectTarget(answer: ServiceAnswer, from: string): URL {
	const location = answer.headers.location;
	if (typeof location !== 'string' || !URL.canParse(location, from)) {
		throw new Fault('malformedAnswer', 'CDD Vault redirected the download without saying where to', {
			description: 'Run this step again. If this keeps happening, ask CDD Vault support.',
		});
	}
	const target = new URL(location, from);
	// The address itself opens the data, so it must not go over the wire in the clear.
	if (target.protocol !== 'https:' && new URL(from).protocol === 'https:') {
		throw new Fault('refused', 'CDD Vault redirected the download to an address that is not encrypted', {
			description: `The host is ${target.host}. Nothing was downloaded.`,
		});
	}
	return target;
}

/** The address never goes into an error: it opens the data to whoever knows it. */
async function followWithoutToken(
	api: CddApi,
	start: string,
	redirect: ServiceAnswer,
	limits: Download,
): Promise<ByteStream> {
	let answer = redirect;
	let from = start;
	for (let hop = 0; hop < mostRedirects && answer.statusCode >= 300 && answer.statusCode < 400; hop++) {
		from = redirectTarget(answer, from).href;
		answer = await api.openElsewhere(from, limits);
		if (answer.statusCode === 200) return streamOf(answer);
	}
	throw new Fault('refused', 'The storage of CDD Vault did not provide the export', {
		description: `Its host ${new URL(from).host} answered with HTTP status ${answer.statusCode}. Such addresses are valid for a short time; run this step again.`,
		httpCode: String(answer.statusCode),
	});
}
