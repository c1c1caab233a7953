import type { ServiceReply } from '../service';
import { errorReply, outOfService } from './errors';
import type { LabSettings } from './lab';

/** A41: with the switch on, more than so many requests within one second are refused. */
export class RateLimit {
	private recent: number[] = [];

	constructor(private readonly settings: LabSettings) {}

	refusal(): ServiceReply | undefined {
		const { rateLimit, rateLimitRequests, rateLimitStatus, errorBody } = this.settings.switches;
		if (rateLimit === 'off') return undefined;
		const now = this.settings.now().getTime();
		this.recent = this.recent.filter((moment) => now - moment < 1000);
		if (this.recent.length < rateLimitRequests) {
			this.recent.push(now);
			return undefined;
		}
		const reply = errorReply(outOfService(Number(rateLimitStatus)), errorBody);
		return rateLimit === 'with Retry-After' ? { ...reply, headers: { 'retry-after': '1' } } : reply;
	}
}
