import { deleteOrder, receiveOrder, requestOrder, toggleOrdered } from '../../../nodes/ChemInventory/contract/order';
import { pathsAsked } from '../../support/chemRuns';
import { present } from '../../support/present';
import { forgetWaits } from '../../support/waits';
import { watchedForEachTest } from './watching';

const lab = watchedForEachTest();
beforeEach(forgetWaits);

const requested = { event: 'orderRequested', options: {} };
const placed = { event: 'orderPlaced', options: {} };
const arrived = { event: 'orderArrived', options: {} };

async function request(name: string, more: object = {}): Promise<number> {
	const { client } = lab();
	await client.ask(requestOrder, {
		substanceid: client.lab.substance('67-64-1').id,
		supplier: 'VWR',
		name,
		containersize: '500',
		units: client.lab.unitId('mL'),
		...more,
	});
	return present(
		client.lab
			.openOrders()
			.filter((order) => order.name === name)
			.at(-1),
	).id;
}

const toggle = async (orderid: number) => void (await lab().client.ask(toggleOrdered, { orderid }));
const withdraw = async (orderid: number) => void (await lab().client.ask(deleteOrder, { orderid }));
const receive = async (orderid: number) => {
	const { client } = lab();
	await client.ask(receiveOrder, { orderid, name: 'Arrived', locationid: client.lab.location('Stores > Shelf A').id });
};

describe('Order Requested', () => {
	it('reports each new request with its fields, and none that was there', async () => {
		const trigger = lab().trigger(requested);
		expect(await trigger.activate()).toEqual([]);
		const id = await request('Acetone', { 'cf-362': 'A-1' });
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({
				id,
				name: 'Acetone',
				size: 500,
				unit: 'mL',
				supplier: 'VWR',
				status: 'requested',
				dateOrdered: null,
				'Product Code': 'A-1',
				logged: {
					time: expect.stringMatching(/Z$/),
					user: 'Administrator, Lab',
					action: 'Request',
					text: 'Acetone requested from VWR',
				},
			}),
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('reports each of several equal requests', async () => {
		const trigger = lab().trigger(requested);
		await trigger.activate();
		await request('Acetone', { quantity: 3 });
		const items = await trigger.poll();
		expect(new Set(items.map(({ id }) => id)).size).toBe(3);
		expect(items).toHaveLength(3);
		expect(await trigger.poll()).toEqual([]);
	});

	it('reports from the log what came and went between two polls', async () => {
		const trigger = lab().trigger(requested);
		await trigger.activate();
		await request('Acetone');
		await withdraw(await request('Ethanol'));
		await withdraw(await request('Acetone'));
		const items = await trigger.poll();
		expect(items.map(({ name, id }) => [name, id === null]).sort()).toEqual([
			['Acetone', false],
			['Acetone', true],
			['Ethanol', true],
		]);
		for (const { logged } of items) expect(logged).toMatchObject({ action: 'Request' });
	});

	it('reports once what the list shows before the log does', async () => {
		const trigger = lab().trigger(requested);
		await trigger.activate();
		await request('Acetone');
		const { audit } = lab().client.lab;
		const row = present(audit.pop());
		expect(await trigger.poll()).toMatchObject([{ name: 'Acetone', logged: null }]);
		audit.push(row);
		expect(await trigger.poll()).toEqual([]);
		await request('Acetone');
		expect(await trigger.poll()).toMatchObject([{ name: 'Acetone', logged: { action: 'Request' } }]);
	});

	it('makes no news of a list that lacks orders once', async () => {
		const trigger = lab().trigger(requested);
		await trigger.activate();
		const { orders } = lab().client.lab;
		const all = [...orders];
		orders.clear();
		expect(await trigger.poll()).toEqual([]);
		for (const [id, order] of all) orders.set(id, order);
		expect(await trigger.poll()).toEqual([]);
	});

	it('goes by the list alone where the log calls things otherwise', async () => {
		const trigger = lab().trigger(requested);
		await trigger.activate();
		const id = await request('Acetone');
		const { audit } = lab().client.lab;
		Object.assign(present(audit.at(-1)), { action: 'Wunsch' });
		expect(await trigger.poll()).toMatchObject([{ id, logged: null }]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('reports nothing twice where the texts of the log name no orders', async () => {
		const trigger = lab().trigger(requested);
		await trigger.activate();
		const ids = [await request('Acetone'), await request('Ethanol')];
		await withdraw(await request('Gone'));
		for (const row of lab().client.lab.auditOf('Order', 'Request')) row.text = 'A request was made';
		const items = await trigger.poll();
		expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids, null]));
		expect(items).toHaveLength(3);
		expect(await trigger.poll()).toEqual([]);
	});

	it('tells names apart that hold one another', async () => {
		const trigger = lab().trigger(requested);
		await trigger.activate();
		await request('Ethanol');
		await withdraw(await request('Ethanol absolute'));
		const items = await trigger.poll();
		expect(items.map(({ name, id }) => [name, id === null])).toEqual(
			expect.arrayContaining([
				['Ethanol', false],
				['Ethanol absolute', true],
			]),
		);
		expect(items).toHaveLength(2);
	});
});

describe('Order Placed', () => {
	it('reports an order when it is marked as ordered, and again after it was taken back', async () => {
		const id = await request('Acetone');
		const trigger = lab().trigger(placed);
		await trigger.activate();
		await toggle(id);
		expect(await trigger.poll()).toMatchObject([
			{ id, status: 'ordered', dateOrdered: expect.any(String), logged: { action: 'Ordered' } },
		]);
		await toggle(id);
		expect(await trigger.poll()).toEqual([]);
		await toggle(id);
		expect(await trigger.poll()).toMatchObject([{ id }]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('reports what was placed and taken back between two polls, however often in one second', async () => {
		const id = await request('Special');
		const trigger = lab().trigger(placed);
		await trigger.activate();
		for (let count = 0; count < 6; count++) await toggle(id);
		expect(await trigger.poll()).toMatchObject([{ id }, { id }, { id }]);
		for (let count = 0; count < 3; count++) await toggle(id);
		expect(await trigger.poll()).toMatchObject([{ id }, { id }]);
	});

	it('reports what was requested and placed between two polls, and what has arrived since', async () => {
		const known = await request('Known');
		const trigger = lab().trigger(placed);
		await trigger.activate();
		await toggle(await request('New'));
		await toggle(known);
		await receive(known);
		const gone = await request('Gone');
		await toggle(gone);
		await receive(gone);
		expect((await trigger.poll()).map(({ name, id }) => [name, typeof id])).toEqual(
			expect.arrayContaining([
				['New', 'number'],
				['Known', 'number'],
				['Gone', 'object'],
			]),
		);
	});
});

describe('Order Arrived', () => {
	it('reports the order as it was when the list showed it last', async () => {
		const id = await request('Acetone');
		const trigger = lab().trigger(arrived);
		await trigger.activate();
		await receive(id);
		expect(await trigger.poll()).toMatchObject([
			{ id, name: 'Acetone', size: 500, supplier: 'VWR', logged: { action: 'Arrival' } },
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('reports no order that was deleted', async () => {
		const id = await request('Acetone');
		const trigger = lab().trigger(arrived);
		await trigger.activate();
		await withdraw(id);
		expect(await trigger.poll()).toEqual([]);
	});

	it('says nothing about which of two of the same name it was, where one arrived and one was deleted', async () => {
		const [first, second] = [await request('Acetone'), await request('Acetone')];
		const third = await request('Ethanol');
		const trigger = lab().trigger(arrived);
		await trigger.activate();
		await receive(first);
		await withdraw(second);
		await receive(third);
		const items = await trigger.poll();
		expect(items.map(({ id, name }) => [name, id]).sort()).toEqual([
			['Acetone', null],
			['Ethanol', third],
		]);
		// Those two are done with: the next one of that name is clear again.
		const next = await request('Acetone');
		await trigger.poll();
		await receive(next);
		expect(await trigger.poll()).toMatchObject([{ id: next, name: 'Acetone' }]);
	});

	it('reports what was requested and arrived between two polls, by the log alone', async () => {
		const trigger = lab().trigger(arrived);
		await trigger.activate();
		await receive(await request('Acetone'));
		expect(await trigger.poll()).toMatchObject([
			{ id: null, name: 'Acetone', logged: { text: 'Request for Acetone arrived' } },
		]);
	});

	it('finds the order again whose row comes after it has left the list', async () => {
		const id = await request('Acetone');
		const trigger = lab().trigger(arrived);
		await trigger.activate();
		await receive(id);
		const { audit } = lab().client.lab;
		const row = present(audit.pop());
		expect(await trigger.poll()).toEqual([]);
		audit.push(row);
		expect(await trigger.poll()).toMatchObject([{ id }]);
	});
});

describe('all events of orders', () => {
	it.each([requested, placed, arrived])(
		'ask the same few questions however many orders there are: $event',
		async (parameters) => {
			const counts = [];
			for (const orders of [1, 200]) {
				await request('Many', { quantity: orders });
				const trigger = lab().trigger(parameters);
				await trigger.activate();
				lab().sandbox.clearRequests();
				await trigger.poll();
				counts.push(pathsAsked(lab().sandbox));
			}
			expect(counts[1]).toEqual(counts[0]);
			expect(counts[0]).toEqual(['/general/getdetails', '/inventorymanagement/audithistory/load', '/order/load']);
		},
	);

	it.each([
		[requested, ['Newer', 'Older']],
		[placed, ['Newer', 'Older']],
		[arrived, ['Newer', 'Older']],
	])('show the newest as a test event, and move nothing: $event', async (parameters, names) => {
		for (const name of [...names].reverse()) {
			lab().clock.pass(60);
			const id = await request(name);
			await toggle(id);
			if (parameters === arrived) await receive(id);
		}
		const trigger = lab().trigger(parameters);
		await trigger.activate();
		const before = trigger.memory;
		expect((await trigger.fetchTestEvent()).map(({ name }) => name).slice(0, 2)).toEqual(names);
		expect(trigger.memory).toEqual(before);
	});

	it.each([requested, placed, arrived])(
		'forget orders that have left the list long ago: $event',
		async (parameters) => {
			const trigger = lab().trigger(parameters);
			await trigger.activate();
			await request('Many', { quantity: 700 });
			await trigger.poll();
			for (const order of lab().client.lab.openOrders()) lab().client.lab.orders.delete(order.id);
			await trigger.poll();
			await trigger.poll();
			const { cursor } = trigger.memory as { cursor: { orders: object } };
			expect(Object.keys(cursor.orders).length).toBeLessThanOrEqual(500);
		},
	);
});
