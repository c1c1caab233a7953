import { Fault } from '../../../shared/fault';
import { isByteStream, streamIn } from '../../../shared/http/download';
import type { ByteStream } from '../../../shared/http/download';
import type { ServiceAnswer } from '../../../shared/http/send';
import { getDownloadAddress } from '../../contract/file';
import type { ChemInventoryApi } from '../../service/api';

export interface OpenFile {
	content: ByteStream;
	mimeType: string;
	/**
	 * Whether the storage said how many bytes it sends, so that n8n has noticed if some are missing. The number itself is
	 * of no use: where the storage compresses, it counts other bytes than those that arrive here.
	 */
	isCounted: boolean;
}

/**
 * The address comes from the service; it must be as safe as the service's own. It opens the file to anyone for
 * 30 minutes, so no text shows more of it than the host.
 */
function checkAddress(api: ChemInventoryApi, address: string): URL {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url?.protocol === 'https:' || (url?.protocol === 'http:' && !api.isEncrypted)) return url;
	throw new Fault('malformedAnswer', 'ChemInventory gave an address that cannot be used', {
		description: `The address of the file is ${url ? 'not encrypted (https)' : 'not a web address'}. Nothing was downloaded.`,
	});
}

/** What a storage answers to an address that is too old. */
const expiredStatuses = new Set([401, 403, 404, 410]);

function openFileOf(answer: ServiceAnswer): OpenFile | undefined {
	const content = streamIn(answer);
	if (!content) return undefined;
	const { headers } = answer;
	const [type = ''] = String(headers['content-type'] ?? '')
		.trim()
		.split(/\s*;/, 1);
	return {
		content,
		mimeType: type === '' ? 'application/octet-stream' : type,
		isCounted: headers['content-length'] !== undefined,
	};
}

/**
 * Opens a file: gets its temporary address and fetches that at once, with GET and without the token. Where the
 * address is too old already, a new one is asked for, once.
 * @throws Fault
 */
export async function openFile(api: ChemInventoryApi, fileid: number, signal: AbortSignal): Promise<OpenFile> {
	for (let tries = 1; ; tries++) {
		const url = checkAddress(api, await api.call(getDownloadAddress, { fileid }));
		const answer = await api.openElsewhere(url.href, signal);
		const open = answer.statusCode === 200 ? openFileOf(answer) : undefined;
		if (open) return open;
		if (isByteStream(answer.body)) answer.body.destroy();
		if (tries === 1 && expiredStatuses.has(answer.statusCode)) continue;
		throw new Fault('refused', 'The storage of ChemInventory did not provide the file', {
			description: `Its host ${url.host} answered with HTTP status ${answer.statusCode} for file ${fileid}. Such addresses are valid for 30 minutes, and this one was new: check the clock of the server, then run this step again.`,
			httpCode: String(answer.statusCode),
		});
	}
}
