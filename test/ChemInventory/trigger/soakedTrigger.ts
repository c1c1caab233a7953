import type { IDataObject } from 'n8n-workflow';

import type { FaultAction } from '../../../sandbox';
import type { PolledTrigger } from '../../support/poll';
import { modelOf } from './soakModels';
import type { SoakModel } from './soakModels';
import type { Watched } from './watching';

const kinds: readonly FaultAction[] = [
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 429 },
	{ kind: 'drop' },
	{ kind: 'drop', moment: 'midway' },
	{ kind: 'cut-json' },
	{ kind: 'login-page' },
];

/** A trigger to which everything happens that happens in a year, and what it delivered. */
export class SoakedTrigger {
	readonly delivered: string[] = [];

	readonly adventures = { polls: 0, failed: 0, inVain: 0, restarts: 0 };

	private readonly trigger: PolledTrigger;

	private readonly model: SoakModel;

	private readonly cursors: 'live' | 'staged';

	constructor(
		private readonly lab: Watched,
		readonly event: string,
		parameters: IDataObject,
		private readonly random: (limit: number) => number,
	) {
		this.cursors = random(2) === 0 ? 'live' : 'staged';
		this.trigger = lab.trigger({ event, ...parameters }, { cursors: this.cursors, timezone: 'Europe/Berlin' });
		this.model = modelOf(event, lab.sandbox);
	}

	/** What had to be delivered so far. */
	expected = (): string[] => this.model.expected();

	async activate(): Promise<void> {
		expect(await this.trigger.activate()).toEqual([]);
		this.model.start();
		this.model.save();
	}

	/** A poll, a failing one, a lost one, a restart of n8n, or nothing. */
	async goOn(): Promise<void> {
		const chance = this.random(10);
		if (chance === 0) return;
		if (chance === 1) return this.restart();
		if (chance === 2) {
			await this.trigger.pollInVain();
			this.model.restart();
			this.adventures.inVain += 1;
			return;
		}
		const { faults } = this.lab.sandbox;
		const fails = chance < 6;
		// From the n-th request on, so that the tries of one request fail together.
		if (fails) faults.add({ when: { path: /cheminventory/, nth: 1 + this.random(5) }, times: 1000, do: this.fault() });
		await this.poll(fails);
		faults.clear();
	}

	private fault(): FaultAction {
		return kinds[this.random(kinds.length)] ?? { kind: 'drop' };
	}

	async finish(): Promise<void> {
		await this.poll();
		await this.poll();
		this.restart();
		await this.poll();
	}

	private async poll(mayFail = false): Promise<void> {
		const items = await this.trigger.poll().catch((thrown: unknown) => {
			if (mayFail) return undefined;
			throw thrown;
		});
		this.adventures[items ? 'polls' : 'failed'] += 1;
		if (!items) return;
		this.model.polled();
		if (items.length > 0 || this.cursors === 'staged') this.model.save();
		for (const item of items) this.delivered.push(this.model.nameOf(item));
	}

	private restart(): void {
		this.trigger.restart();
		this.model.restart();
		this.adventures.restarts += 1;
	}
}
