import { get } from 'node:http';
import { z } from 'zod';

import { PlainProblem } from '../scripts/lib/progress';

const beginSchema = z.object({ idle: z.number() });
const holds = z.array(z.object({ until: z.number(), milliseconds: z.number() }));
const endSchema = z.object({ holds, peak: z.number() });
const profileSchema = z.object({
	nodes: z.array(
		z.object({
			id: z.number(),
			callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
			children: z.array(z.number()).optional(),
		}),
	),
	samples: z.array(z.number()),
	timeDeltas: z.array(z.number()),
	/** When it began, by the clock. */
	from: z.number(),
	holds,
});
export type Profile = z.output<typeof profileSchema>;

/** When n8n's event loop, or an answer to a question from outside, was held, by the clock. */
export interface Hold {
	until: number;
	milliseconds: number;
}

/** What n8n's process says of itself (bench/n8n/probe.mjs). Memory is in bytes. */
export class Probe {
	constructor(private readonly port: number) {}

	/** @returns the memory of n8n at rest */
	async begin(): Promise<number> {
		return beginSchema.parse(await this.ask('/begin')).idle;
	}

	async end(): Promise<{ holds: Hold[]; peak: number }> {
		return endSchema.parse(await this.ask('/end'));
	}

	async beginProfile(): Promise<void> {
		await this.ask('/profile/begin');
	}

	async endProfile(): Promise<Profile> {
		return profileSchema.parse(await this.ask('/profile/end'));
	}

	private async ask(path: string): Promise<unknown> {
		const response = await fetch(`http://127.0.0.1:${this.port}${path}`);
		if (!response.ok) throw new PlainProblem(`The probe in n8n failed: ${await response.text()}`);
		return await response.json();
	}
}

const everyMs = 25;

/** Asks n8n whether it is well, every 25 ms, without waiting for the last answer. */
export class HealthWatch {
	private readonly asked: Hold[] = [];

	private readonly timer: NodeJS.Timeout;

	constructor(address: string) {
		this.timer = setInterval(() => this.ask(`${address}/healthz`), everyMs);
	}

	/** Over a connection of its own: n8n closes those that it could not look after in time. */
	private ask(url: string): void {
		const since = Date.now();
		const note = () => this.asked.push({ until: Date.now(), milliseconds: Date.now() - since });
		get(url, { agent: false }, (answer) => answer.resume().on('end', note)).on('error', note);
	}

	stop(): Hold[] {
		clearInterval(this.timer);
		return this.asked;
	}
}

/** The longest that falls into a time, wholly or in part. */
export const longestWithin = (holds: readonly Hold[], from: number, to: number): number =>
	Math.max(
		0,
		...holds
			.filter(({ until, milliseconds }) => until > from && until - milliseconds < to)
			.map(({ milliseconds }) => milliseconds),
	);
