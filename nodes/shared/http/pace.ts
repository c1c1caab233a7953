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

	/** Sends one request when it is its turn. */
	async turn<T>(work: () => Promise<T>): Promise<T> {
		await this.enter();
		try {
			while (this.rests.size > 0) await Promise.allSettled(this.rests);
			return await work();
		} finally {
			this.underWay -= 1;
			this.letIn();
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
