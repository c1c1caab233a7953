import { ChemInventoryOrder } from '../../../nodes/ChemInventory/ChemInventoryOrder.node';
import {
	atRequest,
	bodiesOf,
	chemSandboxForEachTest,
	aLostAnswer,
	anUndoneWrite,
	retrying,
	rl,
} from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryOrder());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const open = () => live().openOrders();
const arrivals = () => bodiesOf(sandbox(), '/order/addcontainer');
const saves = () => bodiesOf(sandbox(), '/container/information/save');
const place = 'Cupboards > Cupboard 3';

const receive = {
	operation: 'receive',
	order: rl('={{ $json.id }}'),
	location: rl(place, 'path'),
	barcode: '={{ $json.barcode ?? "" }}',
	barcodeCheck: 'refuse',
	output: 'simplified',
};

describe('receiving an order', () => {
	it('creates the container of each item in its location, with barcode and comments', async () => {
		const [first, second] = open();
		const { json, items } = await run(
			[
				{ id: first?.id, barcode: 'NEW-1' },
				{ id: second?.id, barcode: 'NEW-2' },
			],
			{
				...receive,
				additionalFields: { containerComments: 'Keep cold' },
			},
		);
		expect(json).toMatchObject([
			{
				orderId: first?.id,
				name: first?.name,
				barcode: 'NEW-1',
				comments: 'Keep cold',
				location: place,
				substanceId: first?.substanceid,
			},
			{
				orderId: second?.id,
				name: second?.name,
				barcode: 'NEW-2',
				comments: 'Keep cold',
				location: place,
			},
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(live().orders.get(first?.id ?? 0)?.container).toBe(json[0]?.id);
	});

	it('sends comments on the order to the order, and those on the container to the container', async () => {
		const [first] = open();
		const { json } = await run([{ id: first?.id }], {
			...receive,
			additionalFields: { containerComments: 'Keep cold', containerName: 'Bottle 7', orderComments: 'Box was open' },
		});
		expect(arrivals()).toEqual([
			{ orderid: first?.id, name: 'Bottle 7', locationid: live().location(place).id, comments: 'Box was open' },
		]);
		expect(live().orders.get(first?.id ?? 0)?.comments).toBe('Box was open');
		expect(json[0]).toMatchObject({ name: 'Bottle 7', comments: 'Keep cold' });
	});

	it('takes the destination of the order when no location is chosen', async () => {
		const order = open().find(({ destinationlocation }) => destinationlocation !== 0);
		const { json } = await run([{ id: order?.id }], { ...receive, location: rl('', 'list') });
		expect(json[0]?.locationId).toBe(order?.destinationlocation);
	});

	it('refuses an order without a destination when no location is chosen', async () => {
		const order = open().find(({ destinationlocation }) => destinationlocation === 0);
		const { error } = await run([{ id: order?.id }], { ...receive, location: rl('', 'list') });
		expect(error?.message).toBe("'Location' is empty [row 1]");
		expect(arrivals()).toEqual([]);
	});

	it('sends custom fields of the container along', async () => {
		const field = [...live().lab.customFields.values()].find(
			({ name, kind }) => kind === 'container' && name === 'Expiry Date',
		);
		const { json } = await run([{ id: open()[0]?.id }], {
			...receive,
			customFields: mapped({ [String(field?.name)]: '2027-01-31' }),
		});
		expect(json[0]?.['Expiry Date']).toBe('2027-01-31');
		expect(arrivals()[0]).toMatchObject({ [`cf-${field?.id}`]: '2027-01-31' });
	});

	it('refuses a barcode that an expression did not find before the order is touched', async () => {
		const { error } = await run([{ id: open()[0]?.id }], { ...receive, barcode: '={{ $json.barcode }}' });
		expect(error?.message).toBe("'Barcode' is empty [row 1]");
		expect(open()).not.toEqual([]);
		expect(sandbox().requests).toEqual([]);
	});

	it('refuses a barcode that is in use before the order is touched, unless the user does not want the check', async () => {
		const [order, barcode] = [open()[0], live().liveContainers()[0]?.barcode];
		const { error } = await run([{ id: order?.id, barcode }], receive);
		expect(error?.message).toBe("'Barcode' is in use already [row 1]");
		expect(arrivals()).toEqual([]);
		const { json } = await run([{ id: order?.id, barcode }], { ...receive, barcodeCheck: 'none' });
		expect(json[0]?.barcode).toBe(barcode);
	});

	it('says that there is no such open order, also for one that has arrived', async () => {
		const id = open()[0]?.id;
		await run([{ id }], receive);
		const { error } = await run([{ id }], receive);
		expect(error?.message).toBe('ChemInventory has no such open order request [row 1]');
		expect(arrivals()).toHaveLength(1);
	});

	it('tells a user without the role what it takes', async () => {
		const { error } = await run([{ id: open()[0]?.id }], receive, {
			secrets: { apiToken: sandbox().chemInventory.tokens.user },
		});
		expect(error?.description).toContain('This needs the API token of an order handler or a group administrator.');
	});

	it('tells the ID of the container when its barcode could not be set', async () => {
		sandbox().faults.add({
			when: { path: '/container/information/save' },
			do: { kind: 'status', status: 403, moment: 'before' },
		});
		const { outputs } = await run(
			[{ id: open()[0]?.id, barcode: 'NEW-1' }],
			{ ...receive, additionalFields: { containerComments: 'x' } },
			{ settings: { onError: 'continueErrorOutput' } },
		);
		const [container] = live().containersIn(place).slice(-1);
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'The order has arrived, but its container could not be completed',
			details: { containerId: container?.id, notSetFields: ['barcode', 'comments'] },
		});
	});

	it('tells apart what was not set on the container and what may have been', async () => {
		sandbox().faults.add({
			when: { path: '/container/information/save' },
			do: { kind: 'drop', moment: 'before' },
		});
		const { outputs } = await run(
			[{ id: open()[0]?.id, barcode: 'NEW-1' }],
			{ ...receive, additionalFields: { containerComments: 'x' } },
			{ settings: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[1]?.[0]?.json).toMatchObject({
			details: {
				unknownFields: ['barcode'],
				notSetFields: ['comments'],
				description: expect.stringContaining(
					'It is unknown whether this was set on it: barcode. Not set on it: comments.',
				),
			},
		});
	});

	/** A container that looks like the one that an order becomes. */
	function addTwin(order: ReturnType<typeof open>[number] | undefined, by: 'admin' | 'user' = 'admin') {
		return live().addContainer({
			createdBy: live().user(by).id,
			location: live().location(place).id,
			substance: order?.substanceid,
			name: order?.name,
			size: order?.size,
			barcode: '',
		});
	}

	it('is not misled by a container like it that stood there before', async () => {
		const [order] = open();
		const twin = addTwin(order);
		const { json } = await run([{ id: order?.id, barcode: 'NEW-1' }], receive);
		expect(json[0]?.id).toBe(live().orders.get(order?.id ?? 0)?.container);
		expect(live().container(twin.id).barcode).toBe('');
	});

	it('says that it cannot tell when another container like it comes to the location at the same moment', async () => {
		const [order] = open();
		let twin: ReturnType<typeof addTwin> | undefined;
		atRequest(sandbox(), '/order/addcontainer', () => (twin = addTwin(order)));
		const { error } = await run([{ id: order?.id, barcode: 'NEW-1' }], receive);
		expect(error?.message).toBe('The order has arrived, but it is not clear which container belongs to it [row 1]');
		expect(error?.description).toContain(String(twin?.id));
		expect(error?.description).toContain('The barcode was not set.');
		expect(saves()).toEqual([]);
	});

	it('takes its own where the other one was added by somebody else', async () => {
		const [order] = open();
		atRequest(sandbox(), '/order/addcontainer', () => addTwin(order, 'user'));
		const { json } = await run([{ id: order?.id, barcode: 'NEW-1' }], receive);
		expect(json[0]).toMatchObject({ id: live().orders.get(order?.id ?? 0)?.container, barcode: 'NEW-1' });
	});

	it('is unknown where the answer is lost, and somebody else received the order', async () => {
		const [order] = open();
		sandbox().faults.add({ when: { path: '/order/addcontainer' }, do: { kind: 'drop', moment: 'before' } });
		atRequest(sandbox(), '/order/addcontainer', () => {
			const record = live().orders.get(order?.id ?? 0);
			if (record) record.container = addTwin(order, 'user').id;
		});
		const { error } = await run([{ id: order?.id, barcode: 'NEW-1' }], receive, { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(saves()).toEqual([]);
	});

	it.each([
		['the same barcode', () => open().map(({ id }) => ({ id, barcode: 'NEW-1' })), "'Barcode' is used by several rows"],
		['the same order', () => [open()[0], open()[0]].map((order) => ({ id: order?.id })), "'Order' names what an"],
		['an order that is not open', () => [{ id: open()[0]?.id }, { id: 1 }], 'ChemInventory has no such open order'],
	])('receives nothing where several items name %s', async (_what, inputs, message) => {
		const { error } = await run(inputs().slice(0, 2), receive);
		expect(error?.message).toContain(message);
		expect(arrivals()).toEqual([]);
	});
});

describe('an arrival whose answer is lost', () => {
	it.each(aLostAnswer)('makes one container, which is found and completed (%s)', async (_what, fault) => {
		const [order] = open();
		sandbox().faults.add({ when: { path: '/order/addcontainer' }, do: fault });
		const { json } = await run([{ id: order?.id, barcode: 'NEW-1' }], receive, { settings: retrying });
		expect(json[0]).toMatchObject({ orderId: order?.id, barcode: 'NEW-1' });
		expect(arrivals()).toHaveLength(1);
		expect(saves()).toHaveLength(1);
	});

	it.each(aLostAnswer)('sets the barcode once when the answer to that is lost (%s)', async (_what, fault) => {
		sandbox().faults.add({ when: { path: '/container/information/save' }, do: fault });
		const { json } = await run([{ id: open()[0]?.id, barcode: 'NEW-1' }], receive, { settings: retrying });
		expect(json[0]?.barcode).toBe('NEW-1');
		expect(saves()).toHaveLength(1);
	});

	it.each(anUndoneWrite)('is unknown and not sent again while the order is open (%s)', async (_what, fault) => {
		const [order] = open();
		sandbox().faults.add({ when: { path: '/order/addcontainer' }, do: fault });
		const { error } = await run([{ id: order?.id }], receive, { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`Order request ${order?.id} is still open.`);
		expect(arrivals()).toHaveLength(1);
	});

	it('is not sent again by Retry On Fail because of another item', async () => {
		const [first, second] = open();
		sandbox().faults.add({
			when: { path: '/order/addcontainer', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const inputs = [{ id: first?.id, barcode: 'NEW-1' }, { id: second?.id }];
		const { executions, json } = await run(inputs, receive, { settings: retrying });
		expect(executions).toBe(2);
		expect(json.map(({ orderId }) => orderId)).toEqual([first?.id, second?.id]);
		expect(arrivals()).toHaveLength(3);
		expect(saves()).toHaveLength(1);
	});
});
