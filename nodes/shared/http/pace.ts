/** So many requests of one run are under way at once, unless the step says otherwise. */
export const usualPace = 10;

/**
 * How fast the requests of one run follow each other: so many at a time, in the order in which they come. When the service asks
 * to slow down, all of them wait, and then go fewer at a time, until it has answered enough of them.
 */
export class Pace {
	private allowed: number;

	private underWay = 0;

	private readonly waiting: Array<() => void> = [];

	/** While there is one, nothing is sent. */
	private readonly rests = new Set<Promise<void>>();

	/** Counts the times that the service asked to slow down. */
	private slowdowns = 0;

	private answeredSince = 0;

	private stoppedBy: Error | undefined;

	constructor(private limit = usualPace) {
		this.allowed = limit;
	}

	/** Requests at a time, where the service has nothing against it. */
	get most(): number {
		return this.limit;
	}

	limitTo(most: number): void {
		this.limit = most;
		this.allowed = most;
	}

	/**
	 * So many items are worked on at once that as many requests as allowed are under way: another one is ready to leave when
	 * an answer comes. One after the other where the step says so.
	 */
	get worksAtOnce(): number {
		return this.limit === 1 ? 1 : 2 * this.limit;
	}

	/**
	 * Sends one request.
	 * @param work gets what it has to wait for right before the request leaves: until then it is in nobody's way
	 */
	async turn<T>(work: (depart: () => Promise<void>) => Promise<T>): Promise<T> {
		let departure: Promise<void> | undefined;
		try {
			return await work(async () => await (departure ??= this.depart()));
		} finally {
			void departure?.then(
				() => this.leave(),
				() => undefined,
			);
		}
	}

	/** What the next request belongs to; `slowDown` counts those that were under way together as one. */
	get period(): number {
		return this.slowdowns;
	}

	/** A request was answered. */
	speedUp(): void {
		this.answeredSince += 1;
		if (this.allowed >= this.limit || this.answeredSince < this.allowed) return;
		this.allowed += 1;
		this.answeredSince = 0;
		this.letIn();
	}

	/**
	 * The service asked to slow down.
	 * @param period in which the request was sent
	 * @param rest lasts until the service may be asked again
	 */
	async slowDown(period: number, rest: Promise<void>): Promise<void> {
		this.answeredSince = 0;
		if (period === this.slowdowns) {
			this.slowdowns += 1;
			this.allowed = Math.max(1, Math.floor(this.allowed / 2));
		}
		this.rests.add(rest);
		try {
			await rest;
		} finally {
			this.rests.delete(rest);
		}
	}

	/** No further request leaves. @param reason is thrown for those that wait */
	stop(reason: Error): void {
		this.stoppedBy ??= reason;
	}

	/** @throws what the pace was stopped by */
	private async depart(): Promise<void> {
		await this.enter();
		while (this.rests.size > 0) await Promise.allSettled(this.rests);
		if (!this.stoppedBy) return;
		this.leave();
		throw this.stoppedBy;
	}

	private leave(): void {
		this.underWay -= 1;
		this.letIn();
	}

	private async enter(): Promise<void> {
		if (this.underWay >= this.allowed || this.waiting.length > 0) {
			await new Promise<void>((resolve) => this.waiting.push(resolve));
		} else {
			this.underWay += 1;
		}
	}

	private letIn(): void {
		while (this.underWay < this.allowed) {
			const next = this.waiting.shift();
			if (!next) return;
			this.underWay += 1;
			next();
		}
	}
}
