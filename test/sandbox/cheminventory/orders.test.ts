import { loadContainer } from '../../../nodes/ChemInventory/contract/container';
import {
	editOrder,
	deleteOrder,
	listOrders,
	receiveOrder,
	requestOrder,
	toggleOrdered,
} from '../../../nodes/ChemInventory/contract/order';
import { present } from '../../support/present';
import { ids, refused, success, withLab } from './client';
import type { ChemInventoryClient } from './client';

const now = () => new Date('2025-06-15T10:20:30Z');

const wanted = ({ lab }: ChemInventoryClient) => ({
	substanceid: lab.substance('67-64-1').id,
	supplier: 'TCI',
	name: 'Acetone for cleaning',
	containersize: '2.5',
	units: lab.unitId('L'),
});

const newest = async (client: ChemInventoryClient) => present((await client.ask(listOrders, {})).at(-1));

describe('an order request', () => {
	it('tells no id and makes as many orders as its quantity says (trap 31)', async () => {
		await withLab(
			async (client) => {
				const before = ids(await client.ask(listOrders, {}));
				expect(
					await client.as('user').post(requestOrder.path, { ...wanted(client), quantity: 3, 'cf-362': 'P9' }),
				).toEqual(success([]));
				const added = (await client.ask(listOrders, {})).filter(({ id }) => !before.includes(id));
				expect(added).toHaveLength(3);
				expect(added[0]).toMatchObject({
					name: 'Acetone for cleaning',
					size: '2.5',
					unit: 'L',
					suppliername: 'TCI',
					dateordered: '0',
					datesubmitted: '2025-06-15 10:20:30',
					destinationlocation: 0,
					customfields: { 'cf-362': 'P9' },
					user: 'Lab User One',
				});
			},
			{ now },
		);
	});

	it('is refused for a quantity below 1, unknown things, and fields that are not shown for orders', async () => {
		await withLab(async (client) => {
			const before = client.lab.orders.size;
			for (const wrong of [
				{ quantity: 0 },
				{ units: 999 },
				{ substanceid: 1 },
				{ destinationlocation: 1 },
				{ 'cf-363': '2025-01-01' },
			]) {
				expect(await client.post(requestOrder.path, { ...wanted(client), ...wrong })).toEqual(refused(/./));
			}
			expect(client.lab.orders.size).toBe(before);
		});
	});

	it('loses what an edit leaves out, and the reply writes numbers as text (trap 28)', async () => {
		await withLab(async (client) => {
			await client.ask(requestOrder, {
				...wanted(client),
				comments: 'Urgent',
				destinationlocation: client.lab.location('Missing').id,
			});
			const { id: orderid } = await newest(client);
			const reply = await client.post(editOrder.path, {
				orderid,
				containersize: '1000',
				units: client.lab.unitId('g'),
				supplier: 'New Supplier',
			});
			expect(reply).toEqual(
				success({
					suppliername: 'New Supplier',
					supplierid: expect.any(Number),
					size: '1000',
					containersize: '1000',
					unitid: '5',
					units: '5',
					customfield1: '',
					customfields: '{}',
					comments: '',
					destinationlocation: 0,
				}),
			);
			expect(await newest(client)).toMatchObject({ comments: '', destinationlocation: 0, size: '1000', unitid: 5 });
		});
	});

	it('is placed and taken back by the same call: a time, then the number 0, shown as the text "0" (trap 19)', async () => {
		await withLab(
			async (client) => {
				const orders = client.as('orders');
				await orders.ask(requestOrder, wanted(client));
				const { id: orderid } = await newest(client);
				expect(await orders.post(toggleOrdered.path, { orderid })).toEqual(success('2025-06-15 10:20:30'));
				expect((await newest(client)).dateordered).toBe('2025-06-15 10:20:30');
				expect(await orders.post(toggleOrdered.path, { orderid })).toEqual(success(0));
				expect((await newest(client)).dateordered).toBe('0');
			},
			{ now },
		);
	});

	it('sends mail only where that was asked for (trap 33)', async () => {
		await withLab(async (client) => {
			await client.ask(requestOrder, wanted(client));
			await client.ask(toggleOrdered, { orderid: (await newest(client)).id });
			expect(client.lab.lab.mails).toEqual([]);
			await client.ask(requestOrder, { ...wanted(client), statuschangeemail: true });
			await client.ask(toggleOrdered, { orderid: (await newest(client)).id });
			expect(client.lab.lab.mails).toEqual([
				{ to: 'admin@sandbox-lab.example', about: 'Acetone for cleaning: ordered' },
			]);
		});
	});

	it('turns into a container once, without a barcode, and its comments stay with the order (trap 32)', async () => {
		await withLab(async (client) => {
			await client.ask(requestOrder, { ...wanted(client), 'cf-362': 'P9' });
			const { id: orderid } = await newest(client);
			const locationid = client.lab.location('Missing').id;
			const body = { orderid, name: 'Acetone', comments: 'Box was wet', locationid, 'cf-363': '2030-01-01' };
			expect(await client.as('orders').post(receiveOrder.path, body)).toEqual(success([]));
			expect(ids(await client.ask(listOrders, {}))).not.toContain(orderid);
			const order = present(client.lab.orders.get(orderid));
			expect(order.comments).toBe('Box was wet');
			const container = await client.ask(loadContainer, { containerid: present(order.container) });
			expect(container).toMatchObject({
				containername: 'Acetone',
				barcode: '',
				comments: null,
				size: '2.5',
				unit: 'L',
				supplier: 'TCI',
				location: locationid,
				'cf-362': 'P9',
				'cf-363': '2030-01-01',
			});
			expect(await client.post(receiveOrder.path, body)).toEqual(refused(`There is no open order ${orderid}.`));
		});
	});

	it('can be deleted once', async () => {
		await withLab(async (client) => {
			const { id: orderid } = await newest(client);
			expect(await client.ask(deleteOrder, { orderid })).toEqual([]);
			expect(await client.post(deleteOrder.path, { orderid })).toEqual(refused(/There is no open order/));
		});
	});
});

it('holds a dozen orders, some of them placed', async () => {
	await withLab(async (client) => {
		const orders = await client.ask(listOrders, {});
		expect(orders).toHaveLength(12);
		const placed = orders.filter(({ dateordered }) => dateordered !== '0');
		expect(placed.length).toBeGreaterThan(2);
		expect(placed.length).toBeLessThan(8);
	});
});
