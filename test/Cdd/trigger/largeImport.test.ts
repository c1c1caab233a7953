import '../../support/waits';

import { asked } from '../../support/sampleNode';
import { drained, inVault } from './inVault';
import { idsOf } from './onTrigger';

it('20,000 new samples come in time order, each once, with some fifty requests, and leave a short memory and one request per poll', async () => {
	await inVault({}, async ({ hand, clock, trigger }) => {
		const made = hand.importSamples(20_000, (n) => clock.now + n * 11);
		hand.sandbox.clearRequests();
		const ids = idsOf(await drained(trigger)).map(Number);
		expect(ids).toHaveLength(20_001);
		expect(ids.slice(1)).toEqual(made);
		expect(asked(hand.sandbox).length).toBeLessThan(70);
		expect(JSON.stringify(trigger.memory).length).toBeLessThan(40_000);
		hand.sandbox.clearRequests();
		expect(await trigger.poll()).toEqual([]);
		expect(asked(hand.sandbox)).toHaveLength(1);
	});
}, 300_000);
