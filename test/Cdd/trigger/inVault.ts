import type { IDataObject } from 'n8n-workflow';

import type { CddSwitches } from '../../../sandbox';
import type { PolledTrigger, PollOptions } from '../../support/poll';
import { freshSandbox } from '../../support/sandbox';
import { clockAt, Hand, triggerOn, withClock } from './onTrigger';
import type { Clock } from './onTrigger';

/** Polls until nothing more comes. */
export async function drained(trigger: PolledTrigger): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	for (let polls = 0; polls < 200; polls++) {
		const more = await trigger.poll();
		if (more.length === 0) return records;
		records.push(...more);
	}
	throw new Error('there is no end of it');
}

export const sorted = (ids: unknown[]) => ids.map(Number).sort((a, b) => a - b);

/** A vault with one sample, and a trigger that waits for new ones. */
export async function inVault(
	switches: Partial<CddSwitches>,
	test: (given: { hand: Hand; clock: Clock; trigger: PolledTrigger }) => Promise<void>,
	options: PollOptions = {},
): Promise<void> {
	const clock = clockAt(Date.now());
	const sandbox = await freshSandbox(withClock(clock, { switches }));
	const hand = new Hand(sandbox, clock);
	hand.makeSample();
	const trigger = triggerOn(sandbox, { event: 'sampleCreated', output: 'simplified' }, options);
	await trigger.activate();
	clock.now += 60_000;
	await test({ hand, clock, trigger });
}
