import '../../support/waits';

import { asked } from '../../support/sampleNode';
import { inVault } from './inVault';
import { idsOf } from './onTrigger';

it('20,000 new samples come in time order, each once, with some fifty requests, and leave a short memory; a late one comes after them', async () => {
	await inVault({}, async ({ hand, clock, trigger }) => {
		const made = hand.importSamples(20_000, (n) => clock.now + n * 11);
		hand.sandbox.clearRequests();
		const ids = idsOf(await trigger.poll()).map(Number);
		expect(ids).toHaveLength(20_001);
		expect(ids.slice(1)).toEqual(made);
		expect(asked(hand.sandbox).length).toBeLessThan(70);
		expect(JSON.stringify(trigger.memory).length).toBeLessThan(40_000);
		clock.now += 5_000;
		const late = hand.makeSample();
		hand.sandbox.clearRequests();
		expect(idsOf(await trigger.poll())).toEqual([late.id]);
		expect(asked(hand.sandbox).length).toBeLessThan(70);
	});
}, 300_000);
