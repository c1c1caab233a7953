import { request } from 'undici';
import type { FormData } from 'undici';
import { z } from 'zod';

import type { CddSwitches, Sandbox, SandboxOptions } from '../../sandbox';
import { freshSandbox } from '../support/sandbox';

export interface Answer {
	status: number;
	headers: Record<string, string[] | string | undefined>;
	text: string;
	/** Undefined where the text is not JSON. */
	body: unknown;
}

export interface Sending {
	token?: string | null;
	vaultId?: number;
	query?: Record<string, string>;
	headers?: Record<string, string>;
	json?: unknown;
	/** Sent as it is. */
	text?: string;
	form?: FormData;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export async function fetchFrom(url: string, options: Parameters<typeof request>[1] = {}): Promise<Answer> {
	const { statusCode, headers, body } = await request(url, options);
	const text = await body.text();
	return { status: statusCode, headers, text, body: parsed(text) };
}

/** Speaks to a running sandbox as a client of the vendor would, below the vault's address. */
export class Client {
	constructor(readonly sandbox: Sandbox) {}

	async send(method: 'DELETE' | 'GET' | 'POST' | 'PUT', path: string, sending: Sending = {}): Promise<Answer> {
		const { token = this.sandbox.token, vaultId = this.sandbox.vaultId, query = {}, json, text, form } = sending;
		const search = new URLSearchParams(query).toString();
		const content = json === undefined ? text : JSON.stringify(json);
		return await fetchFrom(`${this.sandbox.url}/vaults/${vaultId}${path}${search === '' ? '' : `?${search}`}`, {
			method,
			headers: {
				...(token === null ? {} : { 'x-cdd-token': token }),
				...(content === undefined ? {} : { 'content-type': 'application/json' }),
				...sending.headers,
			},
			body: form ?? content,
		});
	}

	async get(path: string, query: Record<string, string> = {}): Promise<Answer> {
		return await this.send('GET', path, { query });
	}

	async post(path: string, json: unknown): Promise<Answer> {
		return await this.send('POST', path, { json });
	}

	async put(path: string, json: unknown): Promise<Answer> {
		return await this.send('PUT', path, { json });
	}

	async delete(path: string): Promise<Answer> {
		return await this.send('DELETE', path);
	}
}

/** Takes the sandbox of the test file, as new and with these options. The token may have been anywhere, and anything may have been tolerated. */
export async function withSandbox(
	options: SandboxOptions,
	run: (client: Client, sandbox: Sandbox) => Promise<void>,
): Promise<void> {
	const sandbox = await freshSandbox(options);
	try {
		await run(new Client(sandbox), sandbox);
	} finally {
		sandbox.clearRequests();
		sandbox.forgive();
	}
}

/** Nothing is tolerated that the vendor's pages do not say. */
export const strict = {
	idsWithPaging: 'refuse',
	registrationSpelling: 'refuse',
	slurpForm: 'refuse',
	slurpIdsAsText: 'refuse',
	tokenAtStorage: 'refuse',
} as const satisfies Partial<CddSwitches>;

/** What the vendor says when it refuses. */
export const refusal = (status: number, words: RegExp | string) =>
	expect.objectContaining({
		status,
		body: { error: typeof words === 'string' ? words : expect.stringMatching(words), code: status },
	});

/** The id of the first record of a map. */
export function firstId(records: ReadonlyMap<number, unknown>): number {
	const [id] = records.keys();
	if (id === undefined) throw new Error('There is no record');
	return id;
}

const identified = z.object({ id: z.number() });

export const idOf = ({ body }: Answer): number => identified.parse(body).id;

/** The ids of a page, in its order: of records, or of a list of ids. */
export const idsOf = ({ body }: Answer): number[] =>
	z.object({ objects: z.array(z.union([z.number(), identified.transform(({ id }) => id)])) }).parse(body).objects;

/** What `status` or `state` says in each of several polls of one path. */
export async function polled(client: Client, path: string, key: 'state' | 'status', polls: number): Promise<string[]> {
	const seen: string[] = [];
	for (let poll = 0; poll < polls; poll += 1) {
		const { body } = await client.get(path);
		seen.push(String(z.record(z.unknown()).parse(body)[key]));
	}
	return seen;
}
