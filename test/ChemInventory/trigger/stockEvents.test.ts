import type { IDataObject } from 'n8n-workflow';

import { deleteContainers, saveContainerField } from '../../../nodes/ChemInventory/contract/container';
import { restoreContainer, switchInventory } from '../../../nodes/ChemInventory/contract/inventory';
import { fieldIds } from '../../../sandbox/cheminventory/seed';
import type { ContainerRecord } from '../../../sandbox/cheminventory/state';
import { pathsAsked } from '../../support/chemRuns';
import { present } from '../../support/present';
import { forgetWaits } from '../../support/waits';
import { watchedForEachTest } from './watching';

const lab = watchedForEachTest();
beforeEach(forgetWaits);
afterEach(() => void vi.restoreAllMocks());

const exportPath = '/inventorymanagement/export';
const expiring = { event: 'containerExpiring', dateField: 'cf-363', daysAhead: 30, options: {} };
const low = { event: 'stockBelowLevel', numberField: 'cf-365', level: 10, options: {} };

/** A day from now in the time zone of the workflows of these tests. */
const dayFromNow = (days: number) => {
	const parts = new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });
	return parts;
};

/** A container whose date and stock are known; all others of the lab have neither. */
function bottle(fields: { date?: string; stock?: string } = {}): ContainerRecord {
	const values = new Map<number, string>();
	if (fields.date !== undefined) values.set(fieldIds.expiryDate, fields.date);
	if (fields.stock !== undefined) values.set(fieldIds.remaining, fields.stock);
	return lab().client.lab.addContainer({ fields: values });
}

const set = async ({ id }: ContainerRecord, field: string, newvalue: string) =>
	void (await lab().client.ask(saveContainerField, { containerid: id, field, newvalue }));

const idsOf = (items: IDataObject[]) => items.map(({ id }) => id);

beforeEach(() => {
	for (const { fields } of lab().client.lab.containers.values()) {
		fields.delete(fieldIds.expiryDate);
		fields.delete(fieldIds.remaining);
	}
});

describe('Container Expiring', () => {
	it('reports a container once when its date comes near, with its fields and the days that are left', async () => {
		const container = bottle({ date: dayFromNow(31) });
		const trigger = lab().trigger(expiring);
		expect(await trigger.activate()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 86_400_000);
		expect(await trigger.poll()).toMatchObject([
			{
				id: container.id,
				barcode: container.barcode,
				'Expiry Date': dayFromNow(30),
				expiresOn: dayFromNow(30),
				daysLeft: 30,
			},
		]);
		vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 86_400_000);
		expect(await trigger.poll()).toEqual([]);
		trigger.restart();
		expect(await trigger.poll()).toEqual([]);
	});

	it('leaves out what is due or expired already when it begins, unless it is asked for', async () => {
		const due = bottle({ date: dayFromNow(30) });
		const expired = bottle({ date: dayFromNow(-400) });
		bottle({ date: dayFromNow(31) });
		const quiet = lab().trigger(expiring);
		const asked = lab().trigger({ ...expiring, options: { includeAlreadyDue: '={{ "true" }}' } });
		expect(await quiet.activate()).toEqual([]);
		expect(await asked.activate()).toEqual([]);
		expect(await quiet.poll()).toEqual([]);
		expect(idsOf(await asked.poll())).toEqual([expired.id, due.id]);
		expect(await asked.poll()).toEqual([]);
	});

	it('reports a container again when its date was moved and comes near, and not when it was moved back', async () => {
		const container = bottle({ date: dayFromNow(5) });
		const trigger = lab().trigger(expiring);
		await trigger.activate();
		await set(container, 'cf-363', dayFromNow(60));
		expect(await trigger.poll()).toEqual([]);
		await set(container, 'cf-363', dayFromNow(20));
		expect(await trigger.poll()).toMatchObject([{ id: container.id, daysLeft: 20 }]);
		await set(container, 'cf-363', dayFromNow(5));
		expect(await trigger.poll()).toEqual([]);
	});

	it('reports a new container that is due from the start, and one that has no date yet when it gets one', async () => {
		const without = bottle();
		const trigger = lab().trigger(expiring);
		await trigger.activate();
		const fresh = bottle({ date: dayFromNow(-1) });
		await set(without, 'cf-363', dayFromNow(0));
		expect((await trigger.poll()).map(({ id, daysLeft }) => [id, daysLeft])).toEqual([
			[fresh.id, -1],
			[without.id, 0],
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('does not report a container again that was deleted and restored', async () => {
		const container = bottle({ date: dayFromNow(31) });
		const trigger = lab().trigger({ ...expiring, daysAhead: 40 });
		await trigger.activate();
		await lab().client.ask(deleteContainers, { containerid: [container.id] });
		expect(await trigger.poll()).toEqual([]);
		await lab().client.ask(restoreContainer, { id: container.id });
		expect(await trigger.poll()).toEqual([]);
	});

	it('goes by the day in the time zone of the workflow', async () => {
		// 21:30 in UTC: in Auckland the next day has begun.
		vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-12-10T21:30:00Z'));
		const container = bottle({ date: '2026-12-11' });
		const fetched = async (timezone: string) =>
			(
				await lab()
					.trigger({ ...expiring, daysAhead: 1 }, { timezone })
					.fetchTestEvent()
			).map(({ id, daysLeft }) => [id, daysLeft]);
		expect(await fetched('Pacific/Auckland')).toEqual([[container.id, 0]]);
		expect(await fetched('Europe/London')).toEqual([[container.id, 1]]);
	});

	it('counts days over the change to summer time', async () => {
		vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-28T12:00:00Z'));
		const container = bottle({ date: '2026-03-30' });
		expect(
			await lab()
				.trigger({ ...expiring, daysAhead: 2 })
				.fetchTestEvent(),
		).toMatchObject([{ id: container.id, daysLeft: 2 }]);
	});

	it.each([
		[{ dateField: '' }, "'Date Field Name or ID' is empty"],
		[{ dateField: 'cf-365' }, "'Date Field Name or ID' names a field of another type"],
		[{ dateField: 'Expiri Date' }, "'Date Field Name or ID' names a field that this inventory does not have"],
		[{ daysAhead: 1.5 }, "'Days Ahead' is not a whole number in the allowed range"],
		[{ daysAhead: 'soon' }, "'Days Ahead' is not a number"],
		[{ daysAhead: '0x1e' }, "'Days Ahead' is not a number"],
		[{ daysAhead: '={{ null }}' }, "'Days Ahead' is empty"],
		[{ options: { includeAlreadyDue: '={{ 1 }}' } }, "'Include Already Due' is neither true nor false"],
		[
			{ event: 'stockBelowLevel', numberField: 'cf-363', level: 1 },
			"'Number Field Name or ID' names a field of another type",
		],
		[{ event: 'stockBelowLevel', numberField: 'cf-365', level: '0x10' }, "'Level' is not a number"],
		[{ event: 'stockBelowLevel', numberField: 'cf-365', level: '={{ null }}' }, "'Level' is empty"],
	])('refuses %j in words', async (wrong, message) => {
		await expect(
			lab()
				.trigger({ ...expiring, ...wrong })
				.activate(),
		).rejects.toMatchObject({ message });
	});

	it('takes the field by its name too', async () => {
		const trigger = lab().trigger({ ...expiring, dateField: 'Expiry Date' });
		await trigger.activate();
		const container = bottle({ date: dayFromNow(3) });
		expect(idsOf(await trigger.poll())).toEqual([container.id]);
	});

	it('shows as a test event what is due next', async () => {
		const [past, second, first] = [-3, 9, 2].map((days) => bottle({ date: dayFromNow(days) }));
		expect(idsOf(await lab().trigger(expiring).fetchTestEvent())).toEqual([present(first).id, present(second).id]);
		expect(present(past).id).toBeGreaterThan(0);
	});
});

describe('Stock Below Level', () => {
	it('reports a container when its number falls below the level, and again only after it was refilled', async () => {
		const container = bottle({ stock: '10' });
		const trigger = lab().trigger(low);
		expect(await trigger.activate()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		await set(container, 'cf-365', '9.99');
		expect(await trigger.poll()).toMatchObject([{ id: container.id, Remaining: 9.99, amount: 9.99, level: 10 }]);
		await set(container, 'cf-365', '3');
		expect(await trigger.poll()).toEqual([]);
		await set(container, 'cf-365', '10');
		expect(await trigger.poll()).toEqual([]);
		await set(container, 'cf-365', '0');
		expect(await trigger.poll()).toMatchObject([{ id: container.id, amount: 0 }]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('only notes what is below when it begins, unless it is asked for', async () => {
		const container = bottle({ stock: '2' });
		const quiet = lab().trigger(low);
		const asked = lab().trigger({ ...low, options: { includeAlreadyBelow: true } });
		await quiet.activate();
		await asked.activate();
		expect(await quiet.poll()).toEqual([]);
		expect(idsOf(await asked.poll())).toEqual([container.id]);
		expect(await asked.poll()).toEqual([]);
	});

	it('reports a new container that begins below', async () => {
		const trigger = lab().trigger(low);
		await trigger.activate();
		const container = bottle({ stock: '1' });
		expect(idsOf(await trigger.poll())).toEqual([container.id]);
	});

	it('takes a number that is the level itself for enough, and for refilled', async () => {
		const container = bottle({ stock: '10' });
		const trigger = lab().trigger({ ...low, level: 10, options: { includeAlreadyBelow: true } });
		await trigger.activate();
		const reported = async (stock: string) => {
			await set(container, 'cf-365', stock);
			return idsOf(await trigger.poll()).includes(container.id);
		};
		expect(idsOf(await trigger.poll())).not.toContain(container.id);
		expect(await reported('9.99')).toBe(true);
		expect(await reported('10')).toBe(false);
		expect(await reported('9.99')).toBe(true);
	});

	it('takes blanks and texts for no amount at all', async () => {
		const [blank, text, emptied] = [bottle({ stock: '' }), bottle({ stock: 'half' }), bottle({ stock: '4' })];
		const trigger = lab().trigger({ ...low, options: { includeAlreadyBelow: true } });
		await trigger.activate();
		expect(idsOf(await trigger.poll())).toEqual([emptied.id]);
		await set(emptied, 'cf-365', '');
		expect(await trigger.poll()).toEqual([]);
		await set(emptied, 'cf-365', '4');
		expect(await trigger.poll()).toEqual([]);
		expect([blank.id, text.id]).not.toContain(emptied.id);
	});

	it('does not report again what was deleted and restored meanwhile', async () => {
		const container = bottle({ stock: '1' });
		const trigger = lab().trigger(low);
		await trigger.activate();
		await lab().client.ask(deleteContainers, { containerid: [container.id] });
		expect(await trigger.poll()).toEqual([]);
		await lab().client.ask(restoreContainer, { id: container.id });
		expect(await trigger.poll()).toEqual([]);
	});

	it('begins anew with another level', async () => {
		const container = bottle({ stock: '50' });
		const trigger = lab().trigger(low);
		await trigger.activate();
		trigger.change({ ...low, level: 60 });
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		await set(container, 'cf-365', '60');
		await trigger.poll();
		await set(container, 'cf-365', '59');
		expect(idsOf(await trigger.poll())).toEqual([container.id]);
	});
});

describe.each([
	[expiring, () => bottle({ date: dayFromNow(3) })],
	[low, () => bottle({ stock: '3' })],
])('an event that goes by the export: $event', (parameters, fresh) => {
	it('refuses an export without a single container, and remembers what it knew', async () => {
		const known = fresh();
		const trigger = lab().trigger(parameters);
		await trigger.activate();
		const { containers } = lab().client.lab;
		const all = [...containers];
		const before = trigger.memory;
		containers.clear();
		await expect(trigger.poll()).rejects.toMatchObject({
			message: 'The export of the inventory came back without any container',
			description: expect.stringMatching(/The previous poll saw \d+\./),
		});
		expect(trigger.memory).toEqual(before);
		for (const [id, container] of all) containers.set(id, container);
		expect(await trigger.poll()).toEqual([]);
		const next = fresh();
		expect(idsOf(await trigger.poll())).toEqual([next.id]);
		expect(known.id).not.toBe(next.id);
	});

	it('makes no news of an export that lacks most containers once', async () => {
		const known = [fresh(), fresh(), fresh()];
		const trigger = lab().trigger(parameters);
		await trigger.activate();
		const { containers } = lab().client.lab;
		for (const { id } of known) containers.delete(id);
		expect(await trigger.poll()).toEqual([]);
		for (const container of known) containers.set(container.id, container);
		expect(await trigger.poll()).toEqual([]);
	});

	it('asks the same three questions in an inventory of 300 containers and in one of 3,000', async () => {
		const counts = [];
		for (const containers of [0, 2700]) {
			for (let count = 0; count < containers; count++) lab().client.lab.addContainer();
			const trigger = lab().trigger(parameters);
			await trigger.activate();
			fresh();
			lab().sandbox.clearRequests();
			expect(await trigger.poll()).toHaveLength(1);
			counts.push(pathsAsked(lab().sandbox));
		}
		expect(counts[1]).toEqual(counts[0]);
		expect(counts[0]).toEqual(['/general/getdetails', '/customfields/get', exportPath]);
	});

	it('is made again by the next poll where any of its requests goes wrong', async () => {
		const trigger = lab().trigger(parameters);
		await trigger.activate();
		const container = fresh();
		for (const path of ['/general/getdetails', '/customfields/get', exportPath]) {
			lab().sandbox.faults.add({ when: { path }, do: { kind: 'cut-json' } });
			await expect(trigger.poll()).rejects.toMatchObject({
				message: 'ChemInventory sent an answer that its documentation does not describe',
			});
			lab().sandbox.faults.clear();
		}
		expect(idsOf(await trigger.poll())).toEqual([container.id]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('loses nothing while another inventory is the active one', async () => {
		const { client, sandbox } = lab();
		const trigger = lab().trigger(parameters);
		await trigger.activate();
		const container = fresh();
		await client.ask(switchInventory, { newinventory: sandbox.chemInventory.otherInventoryId });
		await expect(trigger.poll()).rejects.toMatchObject({
			message: 'A different inventory is active, so nothing was read',
		});
		await client.ask(switchInventory, { newinventory: sandbox.chemInventory.inventoryId });
		expect(idsOf(await trigger.poll())).toEqual([container.id]);
	});

	it('says who may do it when the token may not export', async () => {
		const trigger = lab().trigger(parameters, { secrets: { apiToken: lab().sandbox.chemInventory.tokens.reader } });
		await expect(trigger.activate()).rejects.toMatchObject({
			description: expect.stringContaining('This needs the API token of a group administrator.'),
		});
	});
});
