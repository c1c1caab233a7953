import { containerIdsIn } from '../../../records/location';
import type { ChemInventoryApi } from '../../../service/api';

/**
 * One location that calls of a run add containers to, side by side. Whoever compares what is there has to know which of the
 * new containers are another call's: so a look waits for the answers that are still out, and keeps others from being sent.
 */
export class Place {
	private before: Promise<number[]> | undefined;

	private readonly underWay = new Set<object>();

	private looks = 0;

	private waiting: Array<() => void> = [];

	constructor(
		readonly id: number,
		readonly path: string,
	) {}

	/** What was there before the first call of this try. @throws Fault */
	async idsBefore(api: ChemInventoryApi): Promise<number[]> {
		const before = (this.before ??= containerIdsIn(api, this.id));
		before.catch(() => (this.before = undefined));
		return await before;
	}

	/** A call is about to be sent. Whatever comes of it, `leave` has to follow. */
	async enter(call: object): Promise<void> {
		await this.until(() => this.looks === 0);
		this.underWay.add(call);
	}

	/** The call was answered or refused, or its answer is lost. */
	leave(call: object): void {
		this.underWay.delete(call);
		this.goOn();
	}

	/** Looks while no answer is out. */
	async look<T>(work: () => Promise<T>): Promise<T> {
		this.looks += 1;
		try {
			await this.until(() => this.underWay.size === 0);
			return await work();
		} finally {
			this.looks -= 1;
			this.goOn();
		}
	}

	private async until(holds: () => boolean): Promise<void> {
		while (!holds()) await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	private goOn(): void {
		const waiting = this.waiting;
		this.waiting = [];
		for (const resolve of waiting) resolve();
	}
}
