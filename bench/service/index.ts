import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

import { root } from '../../scripts/lib/paths';
import { PlainProblem } from '../../scripts/lib/progress';
import { startServer } from '../../scripts/lib/servers';
import { factsSchema, sentRequestSchema } from './facts';
import type { Facts, Needs, SentRequest } from './facts';

const readySchema = z.object({
	control: z.string(),
	cdd: z.object({ url: z.string(), vaultId: z.string(), token: z.string() }),
	chemInventory: z.object({ url: z.string(), token: z.string() }),
});
type Ready = z.output<typeof readySchema>;

/** A million records stand in its memory. */
const heapMegabytes = 8_000;

/** The sandbox that all ways of a run work on. */
export class Service {
	private constructor(
		private readonly control: string,
		readonly credentials: Omit<Ready, 'control'>,
	) {}

	/** Ends with `stopAllServers`. */
	static async start(logFile: string): Promise<Service> {
		const args = [`--max-old-space-size=${heapMegabytes}`, '--import', 'tsx', join(root, 'bench/service/main.ts')];
		const options = { cwd: root, env: process.env, logFile, readStdout: true };
		const { stdout } = startServer(process.execPath, args, options).process;
		if (stdout) {
			for await (const line of createInterface({ input: stdout })) {
				const { control, ...credentials } = readySchema.parse(JSON.parse(line));
				return new Service(control, credentials);
			}
		}
		throw new PlainProblem(`The sandbox did not start. Its log: ${logFile}`);
	}

	/** Makes it as new, with what a case needs. */
	async prepare(needs: Needs): Promise<Facts> {
		return factsSchema.parse(await this.call('/prepare', needs));
	}

	async clearRequests(): Promise<void> {
		await this.call('/clear');
	}

	/** What came in since it was cleared. */
	async requests(): Promise<SentRequest[]> {
		return z.array(sentRequestSchema).parse(await this.call('/requests'));
	}

	/** The most requests that were under way at a moment since it was cleared. */
	async underWay(): Promise<number> {
		return z.number().parse(await this.call('/under-way'));
	}

	private async call(path: string, body: unknown = {}): Promise<unknown> {
		const response = await fetch(`${this.control}${path}`, { method: 'POST', body: JSON.stringify(body) });
		if (!response.ok) throw new PlainProblem(`The sandbox of the benchmark failed: ${await response.text()}`);
		return await response.json();
	}
}
