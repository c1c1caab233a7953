/** Ends a try when its time is up, which begins when it leaves: n8n's own `timeout` begins anew with each byte. */
export class TryLimit {
	private readonly controller = new AbortController();

	readonly signal = this.controller.signal;

	private expiry: AbortSignal | undefined;

	private readonly expire = () => this.controller.abort();

	start(milliseconds: number): void {
		this.expiry = AbortSignal.timeout(milliseconds);
		this.expiry.addEventListener('abort', this.expire);
	}

	get hasBegun(): boolean {
		return this.expiry !== undefined;
	}

	/** So that nothing is kept until then. */
	stop(): void {
		this.expiry?.removeEventListener('abort', this.expire);
	}
}
