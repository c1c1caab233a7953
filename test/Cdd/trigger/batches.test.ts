import '../../support/waits';

import { asked } from '../../support/sampleNode';
import { idsOf, sandboxWithClock, triggerOn } from './onTrigger';

const { running, clock, pass, hand } = sandboxWithClock();

async function active(event: string, parameters = {}) {
	const trigger = triggerOn(running(), { event, output: 'simplified', ...parameters });
	await trigger.activate();
	return trigger;
}

beforeEach(() => pass(3_600_000));

describe('Batch Created', () => {
	it('reports a new batch once, simplified or whole, and no change of a batch', async () => {
		const old = await hand().createBatch();
		const [simple, raw] = [await active('batchCreated'), await active('batchCreated', { output: 'raw' })];
		pass(1_000);
		await hand().updateBatch(old, { Place: 'Annex' });
		const id = await hand().createBatch();
		const [brief, ...others] = await simple.poll();
		expect(others).toEqual([]);
		expect(brief).toMatchObject({ id, molecule_name: expect.any(String) });
		expect(await raw.poll()).toEqual([expect.objectContaining({ id, class: 'batch' })]);
		expect(await simple.poll()).toEqual([]);
	});

	it('takes projects by their names, and asks for them in each poll', async () => {
		const [project] = running().cdd.projects.values();
		const trigger = await active('batchCreated', { filters: { projects: [project?.name.toLowerCase()] } });
		pass(1_000);
		const id = await hand().createBatch();
		running().clearRequests();
		expect(idsOf(await trigger.poll())).toEqual([id]);
		expect(asked(running())).toEqual(['GET /projects', 'GET /batches']);
	});

	it('shows recent batches as test events', async () => {
		const trigger = await active('batchCreated');
		pass(1_000);
		const id = await hand().createBatch();
		expect((await trigger.fetchTestEvent())[0]).toMatchObject({ id });
		expect(idsOf(await trigger.poll())).toEqual([id]);
	});

	it('reads a date without a time, as older batches have it', async () => {
		const trigger = await active('batchCreated');
		pass(86_400_000);
		const id = await hand().createBatch();
		const made = running().cdd.batches.get(id);
		if (made) made.created_at = new Date(clock.now).toISOString().slice(0, 10);
		expect(idsOf(await trigger.poll())).toEqual([id]);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('Batch Changed', () => {
	it('reports a changed batch once per change, and no creation', async () => {
		const id = await hand().createBatch();
		const trigger = await active('batchChanged');
		pass(1_000);
		await hand().createBatch();
		expect(await trigger.poll()).toEqual([]);
		await hand().updateBatch(id, { Place: 'Annex' });
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id, Place: 'Annex' })]);
		expect(await trigger.poll()).toEqual([]);
		pass(1_000);
		await hand().updateBatch(id, { Place: 'Annex 2' });
		expect(idsOf(await trigger.poll())).toEqual([id]);
	});

	it('reports two changes at one moment, if a poll lies between them', async () => {
		const trigger = await active('batchChanged');
		pass(1_000);
		const id = await hand().createBatch();
		expect(await trigger.poll()).toEqual([]);
		await hand().updateBatch(id, { Place: 'Annex' });
		expect(idsOf(await trigger.poll())).toEqual([id]);
		await hand().updateBatch(id, { Place: 'Cellar' });
		expect(idsOf(await trigger.poll())).toEqual([id]);
	});

	it('takes no change of the molecule for one of the batch', async () => {
		const trigger = await active('batchChanged');
		pass(1_000);
		const id = await hand().createBatch();
		pass(1_000);
		await hand().updateBatch(id, { Place: 'Annex' });
		expect(await trigger.poll()).toHaveLength(1);
		for (const molecule of running().cdd.molecules.values()) molecule.synonyms.push(`Alias of ${molecule.name}`);
		expect(await trigger.poll()).toEqual([]);
	});

	it('asks once per poll when nothing is new', async () => {
		const trigger = await active('batchChanged');
		await trigger.poll();
		running().clearRequests();
		await trigger.poll();
		expect(asked(running())).toEqual(['GET /batches']);
	});
});
