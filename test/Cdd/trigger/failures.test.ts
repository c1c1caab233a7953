import '../../support/waits';

import { inspect } from 'node:util';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { CddVaultTrigger } from '../../../nodes/Cdd/CddVaultTrigger.node';
import type * as scalars from '../../../nodes/Cdd/contract/scalars';
import { momentOf } from '../../../nodes/Cdd/trigger/moments';
import { onSandbox } from '../../support/cdd';
import { PolledTrigger } from '../../support/poll';
import { asked } from '../../support/sampleNode';
import { idsOf, sandboxWithClock, triggerOn } from './onTrigger';

/** A page is small here, so that little is needed for a long reading. */
vi.mock('../../../nodes/Cdd/contract/scalars', async (importOriginal) => ({
	...(await importOriginal<typeof scalars>()),
	maxPageSize: 60,
}));
afterAll(() => void vi.doUnmock('../../../nodes/Cdd/contract/scalars'));

const { running, clock, pass, hand } = sandboxWithClock();
const event = { event: 'sampleCreated', output: 'simplified' };

async function active(parameters = {}) {
	const trigger = triggerOn(running(), { ...event, ...parameters });
	await trigger.activate();
	return trigger;
}

beforeEach(() => pass(3_600_000));

describe('a poll that fails', () => {
	it.each([
		[429, '429', 'rate-limited'],
		[503, '429', 'rate-limited'],
		[500, '500', 'temporarily-unavailable'],
	])('with status %i reaches n8n with its code, and the next one makes up for it', async (status, httpCode, cause) => {
		const trigger = await active();
		pass(1_000);
		const { id } = hand().makeSample();
		running().faults.add({ do: { kind: 'status', status } });
		const polled = trigger.poll();
		await expect(polled).rejects.toBeInstanceOf(NodeApiError);
		await expect(polled).rejects.toMatchObject({ httpCode, failure: { cause } });
		running().faults.clear();
		expect(idsOf(await trigger.poll())).toEqual([id]);
	});

	it('for want of a valid token says so, with the code that n8n looks for, and never shows the token', async () => {
		const trigger = new PolledTrigger(
			onSandbox(new CddVaultTrigger(), running(), { apiToken: 'sandbox-token-revoked' }),
			event,
		);
		const error: unknown = await trigger.activate().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({ httpCode: '401', message: expect.any(String), description: expect.any(String) });
		expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('sandbox-token-revoked');
	});

	it('for want of rights says so, with the code that n8n looks for', async () => {
		const trigger = await active();
		running().faults.add({ do: { kind: 'status', status: 403 } });
		await expect(trigger.poll()).rejects.toMatchObject({
			httpCode: '403',
			message: expect.not.stringContaining('[object'),
		});
	});

	it.each([1, 2, 3, 4, 5])('at request %i of a long reading loses and doubles nothing', async (nth) => {
		const trigger = await active();
		pass(60_000);
		const made = hand().importSamples(130, (n) => clock.now + n * 400);
		pass(100_000);
		running().clearRequests();
		running().faults.add({ when: { nth }, times: 4, do: { kind: 'cut-json' } });
		await expect(trigger.poll()).rejects.toBeInstanceOf(NodeApiError);
		expect(asked(running())).toHaveLength(nth);
		running().faults.clear();
		expect(idsOf(await trigger.poll()).slice(1)).toEqual(made);
		expect(await trigger.poll()).toEqual([]);
		for (const id of made) running().cdd.deleteSample(id);
	});

	it('because a list never fits together says so, and the next one makes up for it', async () => {
		const trigger = await active();
		pass(60_000);
		const made = hand().importSamples(90, () => clock.now);
		running().faults.add({ do: { kind: 'repeat-page' } });
		await expect(trigger.poll()).rejects.toMatchObject({
			message: expect.stringContaining('The list changed while it was read'),
			description: expect.stringContaining('60 different ones'),
		});
		running().faults.clear();
		expect(await trigger.poll()).toHaveLength(made.length + 1);
		for (const id of made) running().cdd.deleteSample(id);
	});
});

it('a record that tells no time is an answer that cannot be right', () => {
	expect(() => momentOf('soon')).toThrow('without a readable time');
	expect(() => momentOf(null)).toThrow('without a readable time');
	expect(momentOf('2021-12-23T17:59:22.000-06:00')).toBe(Date.UTC(2021, 11, 23, 23, 59, 22));
});

describe('settings that cannot work', () => {
	it('are named: an empty project filter', async () => {
		const activated = triggerOn(running(), { ...event, filters: { projects: '={{ undefined }}' } }).activate();
		await expect(activated).rejects.toBeInstanceOf(NodeOperationError);
		await expect(activated).rejects.toMatchObject({ message: expect.stringContaining("'Project Names or IDs'") });
	});

	it.each([
		['sampleCreated', { output: '={{ undefined }}' }, "'Output' is empty"],
		['sampleCreated', { output: 'selectedFields', selectedFields: [] }, "'Fields to Return' is empty"],
		['batchChanged', { filters: { projects: '={{ true }}' } }, "'Project Names or IDs' contains something"],
		['slurpSettled', { findBySamples: '={{ "yes" }}' }, "'Find Imports by Their Samples' is neither true nor false"],
		['slurpSettled', { slurpIds: '={{ 12.5 }}' }, "'Slurp IDs' contains something that is not an ID"],
	])('are named before anything is asked: %s with %j', async (name, parameters, message) => {
		running().clearRequests();
		const trigger = triggerOn(running(), { event: name, ...parameters });
		for (const run of [() => trigger.activate(), () => trigger.poll(), () => trigger.fetchTestEvent()])
			await expect(run()).rejects.toMatchObject({ message: expect.stringContaining(message) });
		expect(asked(running())).toEqual([]);
		expect(trigger.memory).toEqual({});
	});

	it('are named: a project that the vault does not have', async () => {
		await expect(active({ filters: { projects: '={{ "Kinases" }}' } })).rejects.toMatchObject({
			message: expect.stringContaining("'Project Names or IDs' names a project that this vault does not have"),
		});
	});

	it('are named in the words of the service: a project that does not exist', async () => {
		await expect(active({ filters: { projects: [999_999] } })).rejects.toMatchObject({
			httpCode: '404',
			description: expect.stringContaining('999999'),
		});
	});
});

it('nothing to show is explained, where no record fits', async () => {
	const { cdd } = running();
	const project = { id: 900_001, name: 'Empty Project' };
	cdd.projects.set(project.id, project);
	const trigger = await active({ filters: { projects: [project.id] } });
	await expect(trigger.fetchTestEvent()).rejects.toMatchObject({ message: 'There is nothing to show yet' });
	expect(await trigger.poll()).toEqual([]);
});

it('the trigger writes nothing', async () => {
	const trigger = await active();
	await trigger.poll();
	await trigger.fetchTestEvent();
	expect(running().requests.every(({ method }) => method === 'GET')).toBe(true);
});
