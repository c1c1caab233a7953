/** So many requests of one run are under way at once, unless the step says otherwise. */
export const usualPace = 10;

/**
 * Sends something when it is its turn.
 * @param send gets what it has to wait for right before the request leaves: until then it is in nobody's way
 */
export type Turn = <T>(send: (depart: () => Promise<void>) => Promise<T>) => Promise<T>;

interface Request {
	hasLeft: boolean;
	readonly despiteStop: boolean;
}

/**
 * How fast the requests of one run follow each other: so many at a time, in the order in which they come. When the service asks
 * to slow down, all of them wait, and then go fewer at a time, until it has answered enough of them.
 */
export class Pace {
	private allowed: number;

	private underWay = 0;

	/** Requests that have left once and are not done: under way, or to be tried again. */
	private begun = 0;

	/** All requests that are not done, those included that wait. */
	private readonly open = new Set<Promise<unknown>>();

	private readonly waiting: Array<() => void> = [];

	/** Those among them that were tried before. */
	private readonly returning: Array<() => void> = [];

	/** While there is one, nothing is sent. */
	private readonly rests = new Set<Promise<void>>();

	/** Counts the times that the service asked to slow down. */
	private slowdowns = 0;

	private answeredSince = 0;

	/** Since when the service has said nothing but that it gets too many requests; epoch milliseconds. */
	private refusedSince: number | undefined;

	private stoppedBy: Error | undefined;

	private halt: () => void = () => undefined;

	private readonly halted = new Promise<void>((resolve) => {
		this.halt = resolve;
	});

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
	 * Sends one request, with all its tries. While as many as allowed were tried and are not done, no other one begins: else
	 * each row of a step would spend its patience on a service that refuses all of them.
	 * @param work gets what sends a try when it is its turn
	 * @param despiteStop whether it leaves although the pace was stopped
	 */
	async turns<T>(work: (turn: Turn) => Promise<T>, despiteStop = false): Promise<T> {
		const request: Request = { hasLeft: false, despiteStop };
		const done = work(async (send) => await this.try(request, send));
		this.open.add(done);
		try {
			return await done;
		} finally {
			this.open.delete(done);
			if (request.hasLeft) this.begun -= 1;
			this.letIn();
		}
	}

	/** Waits until no request is left: a run is not over before. */
	async settled(): Promise<void> {
		while (this.open.size > 0) await Promise.allSettled(this.open);
	}

	/** Sends one request, once. */
	readonly turn: Turn = async (send) => await this.turns(async (turn) => await turn(send));

	/** What the next request belongs to; `slowDown` counts those that were under way together as one. */
	get period(): number {
		return this.slowdowns;
	}

	/** For how long the service has refused all requests, in milliseconds. */
	get refusedFor(): number {
		return this.refusedSince === undefined ? 0 : Date.now() - this.refusedSince;
	}

	/** @param isRefusal whether the service said that it gets too many requests */
	noteAnswer(isRefusal: boolean): void {
		this.refusedSince = isRefusal ? (this.refusedSince ?? Date.now()) : undefined;
	}

	/** A request was answered. */
	speedUp(): void {
		this.noteAnswer(false);
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
			await Promise.race([rest, this.halted]);
		} finally {
			this.rests.delete(rest);
		}
	}

	/** No further request leaves. @param reason is thrown at once for those that wait */
	stop(reason: Error): void {
		this.stoppedBy ??= reason;
		this.halt();
	}

	private async try<T>(request: Request, send: (depart: () => Promise<void>) => Promise<T>): Promise<T> {
		let departure: Promise<void> | undefined;
		try {
			return await send(async () => await (departure ??= this.depart(request)));
		} finally {
			void departure?.then(
				() => this.leave(),
				() => undefined,
			);
		}
	}

	/** @throws what the pace was stopped by */
	private async depart(request: Request): Promise<void> {
		await this.enter(request.hasLeft);
		request.hasLeft = true;
		while (this.rests.size > 0 && !this.stoppedBy) await Promise.race([Promise.allSettled(this.rests), this.halted]);
		if (!this.stoppedBy || request.despiteStop) return;
		this.leave();
		throw this.stoppedBy;
	}

	private leave(): void {
		this.underWay -= 1;
		this.letIn();
	}

	private async enter(isReturning: boolean): Promise<void> {
		const entered = new Promise<void>((resolve) => {
			if (isReturning) this.returning.push(resolve);
			else
				this.waiting.push(() => {
					this.begun += 1;
					resolve();
				});
		});
		this.letIn();
		await entered;
	}

	private letIn(): void {
		while (this.underWay < this.allowed) {
			const next = this.returning.shift() ?? (this.begun < this.limit ? this.waiting.shift() : undefined);
			if (!next) return;
			this.underWay += 1;
			next();
		}
	}
}
