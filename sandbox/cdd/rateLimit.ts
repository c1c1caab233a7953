import type { ServiceReply } from '../service';
import { errorReply, VaultError } from './errors';
import type { LabSettings } from './lab';

/** A41: with the switch on, more than so many requests within one second are refused. */
export class RateLimit {
	private recent: number[] = [];

	constructor(private readonly settings: LabSettings) {}

	refusal(): ServiceReply | undefined {
		const { rateLimit, rateLimitRequests, errorBody } = this.settings.switches;
		if (rateLimit === 'off') return undefined;
		const now = this.settings.now().getTime();
		this.recent = this.recent.filter((moment) => now - moment < 1000);
		if (this.recent.length < rateLimitRequests) {
			this.recent.push(now);
			return undefined;
		}
		const reply = errorReply(new VaultError(429, 'Too Many Requests'), errorBody);
		return rateLimit === 'with Retry-After' ? { ...reply, headers: { 'retry-after': '1' } } : reply;
	}
}
