import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, request } from 'undici';
import { z } from 'zod';

import { sideBySide } from '../nodes/shared/queue';
import { PlainProblem } from '../scripts/lib/progress';
import type { Facts, SentRequest } from './service/facts';

// What a script does outside of n8n, with undici: a figure to compare with.

const connections = 10;
const startedSchema = z.object({ id: z.number() }).passthrough();
const statusSchema = z.object({ status: z.string() }).passthrough();
const pollMs = 100;

const headersOf = ({ cdd }: Facts) => ({ 'content-type': 'application/json', 'x-cdd-token': cdd.token });

/** The same requests over ten connections. */
export async function sentOutside(facts: Facts, requests: readonly SentRequest[]): Promise<void> {
	const { origin } = new URL(facts.cdd.url);
	const pool = new Pool(origin, { connections });
	try {
		await sideBySide(requests, connections, async ({ method, url, body }) => {
			const { pathname, search } = new URL(url);
			const answer = await pool.request({
				method,
				path: `${pathname}${search}`,
				headers: headersOf(facts),
				body: body === '' ? null : body,
			});
			await answer.body.json();
		});
	} finally {
		await pool.close();
	}
}

export async function getJson(facts: Facts, url: string): Promise<unknown> {
	const { body } = await request(url, { headers: headersOf(facts) });
	return await body.json();
}

/** The address of a finished file: the storage must not see the token. */
async function exportedFile(facts: Facts, list: string): Promise<string> {
	const { id } = startedSchema.parse(await getJson(facts, `${facts.cdd.url}/${list}?async=true`));
	for (;;) {
		const { status } = statusSchema.parse(await getJson(facts, `${facts.cdd.url}/export_progress/${id}`));
		if (status === 'finished') break;
		await sleep(pollMs);
	}
	const { headers, body } = await request(`${facts.cdd.url}/exports/${id}`, { headers: headersOf(facts) });
	await body.dump();
	if (typeof headers.location !== 'string') throw new PlainProblem('The sandbox gave no address of the export.');
	return headers.location;
}

/** An export, as records. */
export async function readExport(facts: Facts, list: string): Promise<void> {
	const { body } = await request(await exportedFile(facts, list));
	await body.json();
}

/** An export, as bytes that go nowhere. */
export async function drainExport(facts: Facts, list: string): Promise<void> {
	const { body } = await request(await exportedFile(facts, list));
	for await (const piece of body) Buffer.from(piece);
}

/** A list by its pages, ten at a time. */
export async function readPages(facts: Facts, list: string, count: number, pageSize: number): Promise<void> {
	const offsets = Array.from({ length: Math.ceil(count / pageSize) }, (_none, index) => index * pageSize);
	await sideBySide(offsets, connections, async (offset) => {
		await getJson(facts, `${facts.cdd.url}/${list}?offset=${offset}&page_size=${pageSize}`);
	});
}
