import { z } from 'zod';

const envelope = z.object({ count: z.number(), objects: z.array(z.unknown()) });
const job = z.object({ id: z.number(), status: z.string() });
const slurp = z.object({ id: z.number(), state: z.string() }).passthrough();

export type Parameters = Record<string, number | string>;

export interface Dress {
	fileFirst?: boolean;
	/** How the json part is sent: as a plain field, as a field of its own type, or as a file. */
	json?: 'application/json' | 'file' | 'plain';
}

const boundary = 'part-of-an-upload';

/** As a library writes it that lets its caller say order, type and name of each part. */
function multipart(json: string, file: { name: string; text: string }, { fileFirst = false, json: as }: Dress): string {
	const head = (name: string, more = '', type = '') =>
		`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n${type}\r\n`;
	const type = as === undefined || as === 'plain' ? '' : 'Content-Type: application/json\r\n';
	const jsonPart = `${head('json', as === 'file' ? '; filename="parameters.json"' : '', type)}${json}\r\n`;
	const filePart = `${head('file', `; filename="${file.name}"`, 'Content-Type: text/csv\r\n')}${file.text}\r\n`;
	return `${fileFirst ? filePart + jsonPart : jsonPart + filePart}--${boundary}--\r\n`;
}

/**
 * A small library for scripts, in the manner of those that labs write for CDD Vault: one header for every request, whatever
 * it leads to, plain loops, and an exception for every status but 2xx. It knows nothing of the sandbox.
 */
export class VaultScripts {
	constructor(
		private readonly vault: string,
		private readonly token: string,
	) {}

	private async ask(path: string, options: RequestInit = {}): Promise<unknown> {
		const { headers } = options;
		const response = await fetch(`${this.vault}${path}`, {
			...options,
			headers: { 'X-CDD-Token': this.token, ...Object.fromEntries(new Headers(headers)) },
		});
		if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
		return await response.json();
	}

	async get(path: string, parameters: Parameters = {}): Promise<unknown> {
		const query = Object.entries(parameters)
			.map(([name, value]) => `${name}=${value}`)
			.join('&');
		return await this.ask(query === '' ? path : `${path}?${query}`);
	}

	/** Page after page until one is not full. */
	async pages(path: string, parameters: Parameters = {}, pageSize = 20): Promise<unknown[]> {
		const all: unknown[] = [];
		for (let offset = 0; ; offset += pageSize) {
			const { objects } = envelope.parse(await this.get(path, { ...parameters, offset, page_size: pageSize }));
			all.push(...objects);
			if (objects.length < pageSize) return all;
		}
	}

	/** Starts an export, asks until it is finished, and follows to wherever it lies. */
	async exported(path: string, parameters: Parameters = {}): Promise<unknown[]> {
		const { id } = job.parse(await this.get(path, { ...parameters, async: 'true' }));
		for (;;) {
			const { status } = job.parse(await this.get(`/export_progress/${id}`));
			if (status === 'finished') break;
			if (status !== 'new' && status !== 'started') throw new Error(`The export is ${status}`);
		}
		return envelope.parse(await this.get(`/exports/${id}`)).objects;
	}

	/** At once where it is little, else as an export. */
	async all(path: string, parameters: Parameters = {}, most = 1000): Promise<unknown[]> {
		const { count, objects } = envelope.parse(await this.get(path, { ...parameters, page_size: most }));
		return count >= most - 1 ? await this.exported(path, { ...parameters, page_size: most }) : objects;
	}

	/** Without a content type: many scripts send the text of their JSON and no more. */
	async post(path: string, body: object): Promise<unknown> {
		return await this.ask(path, { method: 'POST', body: JSON.stringify(body) });
	}

	/** Imports a file, and waits until it has come to an end. */
	async upload(parameters: object, file: { name: string; text: string }, dress: Dress = {}): Promise<string> {
		const started = await this.ask('/slurps', {
			method: 'POST',
			headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
			body: multipart(JSON.stringify(parameters), file, dress),
		});
		const { id } = slurp.parse(started);
		for (;;) {
			const { state } = slurp.parse(await this.get(`/slurps/${id}`));
			if (['committed', 'canceled', 'rejected', 'invalid'].includes(state)) return state;
		}
	}
}
