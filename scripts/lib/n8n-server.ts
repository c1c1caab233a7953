import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { n8nEnvironment } from './n8n-home';
import type { N8nHome, N8nPorts } from './n8n-home';
import type { N8nRuntime } from './n8n-runtime';
import { PlainProblem } from './progress';
import { startServer } from './servers';
import type { Server } from './servers';

export interface N8nServer {
	/** Address of the editor. */
	url: string;
	/** The same by number: `localhost` may stand for an address that n8n does not listen on. */
	address: string;
	server: Server;
}

export interface Login {
	email: string;
	password: string;
}

/** One answer of n8n's own interface: the unwrapped `data`, or the whole body where there is none. */
export interface N8nAnswer {
	status: number;
	data: unknown;
}

const startTimeoutMs = 120_000;
const pollMs = 250;
const linesToShow = 10;
const settingsSchema = z.object({
	userManagement: z.object({ showSetupOnFirstLoad: z.boolean() }),
});

async function isReady(address: string): Promise<boolean> {
	try {
		const [database, settings] = await Promise.all([
			fetch(`${address}/healthz/readiness`),
			fetch(`${address}/rest/settings`),
		]);
		return database.ok && settings.ok;
	} catch {
		return false;
	}
}

/** The place of a log and its last lines: the log of a test is gone with its folder. */
function endOf(logFile: string): string {
	const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
	return `Its log: ${logFile}\n${lines.slice(-linesToShow).join('\n')}`;
}

/**
 * Starts the editor and waits until it answers.
 *
 * @param more what its environment holds beside that of every n8n
 */
export async function startN8n(
	runtime: N8nRuntime,
	home: N8nHome,
	ports: N8nPorts,
	logFile: string,
	more: NodeJS.ProcessEnv = {},
): Promise<N8nServer> {
	const server = startServer(runtime.node, [runtime.cli, 'start'], {
		cwd: home.userFolder,
		env: { ...n8nEnvironment(runtime, home, ports), ...more },
		logFile,
	});
	const address = `http://127.0.0.1:${ports.editor}`;
	const deadline = Date.now() + startTimeoutMs;
	while (!(await isReady(address))) {
		if (server.hasEnded()) throw new PlainProblem(`n8n did not start. ${endOf(logFile)}`);
		if (Date.now() > deadline) {
			await server.stop();
			throw new PlainProblem(`n8n did not answer within two minutes. ${endOf(logFile)}`);
		}
		await sleep(pollMs);
	}
	return { url: `http://localhost:${ports.editor}`, address, server };
}

async function answerOf(response: Response): Promise<N8nAnswer> {
	const text = await response.text();
	const answer: unknown = /^[[{]/.test(text) ? JSON.parse(text) : text;
	const wrapped = z.object({ data: z.unknown() }).strict().safeParse(answer);
	return { status: response.status, data: wrapped.success ? wrapped.data.data : answer };
}

/** A signed-in caller of n8n's own interface, the one that the editor uses. */
export class N8nSession {
	private cookie = '';

	constructor(readonly address: string) {}

	async call(method: 'DELETE' | 'GET' | 'POST', path: string, body?: unknown): Promise<N8nAnswer> {
		const response = await fetch(`${this.address}${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const cookies = response.headers.getSetCookie().map((text) => text.split(';')[0]);
		if (cookies.length > 0) this.cookie = cookies.join('; ');
		return await answerOf(response);
	}

	/** Fills in a form that a published workflow serves, as a browser does. */
	async submitForm(path: string, fields: Record<string, string>): Promise<N8nAnswer> {
		const body = new FormData();
		for (const [name, value] of Object.entries(fields)) body.append(name, value);
		return await answerOf(await fetch(`${this.address}${path}`, { method: 'POST', body }));
	}

	/**
	 * Makes the owner of a fresh instance, or signs in on one that has an owner.
	 *
	 * @returns false when the login is refused, because the user has changed it
	 */
	async signIn(login: Login): Promise<boolean> {
		const settings = settingsSchema.parse((await this.call('GET', '/rest/settings')).data);
		const { status } = settings.userManagement.showSetupOnFirstLoad
			? await this.call('POST', '/rest/owner/setup', { ...login, firstName: 'Lab', lastName: 'Owner' })
			: await this.call('POST', '/rest/login', {
					emailOrLdapLoginId: login.email,
					password: login.password,
				});
		return status === 200;
	}
}
