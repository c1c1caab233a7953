import nock from 'nock';

import { ChemInventoryOrder } from '../../../nodes/ChemInventory/ChemInventoryOrder.node';
import { chemOrigin } from '../../support/chemInventory';
import {
	atRequest,
	bodiesOf,
	chemRunOnNock,
	chemSandboxForEachTest,
	aLostAnswer,
	anUndoneWrite,
	retrying,
	rl,
} from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryOrder());
const runOnNock = chemRunOnNock(new ChemInventoryOrder());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const requests = () => bodiesOf(sandbox(), '/order/request');

const form = {
	operation: 'create',
	substance: rl('67-64-1', 'cas'),
	name: '={{ $json.name ?? "Acetone, HPLC grade" }}',
	size: '={{ $json.size ?? "500" }}',
	unit: rl('mL', 'name'),
	supplier: 'VWR',
	output: 'simplified',
};

describe('requesting an order', () => {
	it('gives each item the order that it made, with its ID', async () => {
		const before = live().openOrders().length;
		const { json, items } = await run([{ size: '500' }, { size: '1.5' }], form);
		expect(json.map(({ size, status, supplier }) => [size, status, supplier])).toEqual([
			[500, 'requested', 'VWR'],
			[1.5, 'requested', 'VWR'],
		]);
		expect(json.map(({ id }) => id)).toEqual(
			live()
				.openOrders()
				.slice(before)
				.map(({ id }) => id),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('sends all documented keys, and asks for no mail unless the user does', async () => {
		const field = [...live().lab.customFields.values()].find(
			({ isShownForOrders, type }) => isShownForOrders && type === 'text',
		);
		await run([{}], {
			...form,
			customFields: mapped({ [String(field?.name)]: 'ABC-1' }),
			additionalFields: { comments: 'Urgent', destination: rl('Cupboards > Cupboard 2', 'path') },
		});
		expect(requests()).toEqual([
			{
				substanceid: live().substance('67-64-1').id,
				quantity: 1,
				supplier: 'VWR',
				name: 'Acetone, HPLC grade',
				containersize: '500',
				units: live().unitId('mL'),
				comments: 'Urgent',
				statuschangeemail: false,
				destinationlocation: live().location('Cupboards > Cupboard 2').id,
				[`cf-${field?.id}`]: 'ABC-1',
			},
		]);
	});

	it('makes as many as asked for in one request, and gives one item for each', async () => {
		const { json } = await run([{}], { ...form, additionalFields: { quantity: 3, emailOnStatusChange: true } });
		expect(new Set(json.map(({ id }) => id)).size).toBe(3);
		expect(requests()).toMatchObject([{ quantity: 3, statuschangeemail: true }]);
	});

	it.each([
		[{ name: '={{ $json.none }}' }, "'Name' is empty"],
		[{ size: ' ' }, "'Size' is empty"],
		[{ size: '0b11' }, "'Size' is not written as a decimal number"],
		[{ supplier: '={{ $json.none }}' }, "'Supplier' is empty"],
		[{ unit: rl('={{ $json.none }}', 'name') }, "'Unit' is empty"],
		[{ unit: rl('ML', 'name') }, "'Unit' matches several units"],
		[{ substance: rl('67-64-2', 'cas') }, "'Substance' is not a CAS number"],
		[{ substance: rl('9999-99-9', 'cas') }, "'Substance' was not found in this inventory"],
		[{ additionalFields: { quantity: 0 } }, "'Quantity' is not a whole number in the allowed range"],
		[{ additionalFields: { quantity: 1.5 } }, "'Quantity' is not a whole number in the allowed range"],
		[{ additionalFields: { destination: rl('Nowhere', 'path') } }, "'Destination' does not exist in this inventory"],
	])('refuses %j and orders nothing', async (changes, message) => {
		const { error } = await run([{}], { ...form, ...changes });
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(requests()).toEqual([]);
	});

	it.each([undefined, null, '', 'two', '0x10', 0, 2.5, true])(
		'does not order one piece for the quantity %j',
		async (quantity) => {
			const { error } = await run([{ quantity }], { ...form, additionalFields: { quantity: '={{ $json.quantity }}' } });
			expect(error?.message).toMatch(
				/^'Quantity' is (empty|not a number|not a whole number in the allowed range) \[row 1\]$/,
			);
			expect(requests()).toEqual([]);
		},
	);

	it('takes a quantity that is given as text', async () => {
		const { json } = await run([{ quantity: '2' }], {
			...form,
			additionalFields: { quantity: '={{ $json.quantity }}' },
		});
		expect(json).toHaveLength(2);
	});

	it.each([
		['true', true],
		['false', false],
	])('takes the text %s for the mail on a change of status', async (text, sent) => {
		await run([{ text }], { ...form, additionalFields: { emailOnStatusChange: '={{ $json.text }}' } });
		expect(requests()).toMatchObject([{ statuschangeemail: sent }]);
	});

	it.each([
		['a list', '={{ ["Acetone"] }}'],
		['"true"', '={{ true }}'],
		['a date object', '={{ $now }}'],
		['an object', '={{ ({ name: "Acetone" }) }}'],
	])('says of a name that is %s what it is', async (what, name) => {
		const { error } = await run([{}], { ...form, name });
		expect(error?.message).toBe("'Name' does not contain a text [row 1]");
		expect(error?.description).toContain(`It contains ${what}.`);
		expect(requests()).toEqual([]);
	});

	it('looks for a unit by name among names alone, digits or not', async () => {
		const id = String(live().unitId('g'));
		const { error } = await run([{}], { ...form, unit: rl(id, 'name') });
		expect(error?.message).toBe("'Unit' does not exist in this inventory [row 1]");
		expect(requests()).toEqual([]);
		const { json } = await run([{}], { ...form, unit: rl(id) });
		expect(json).toMatchObject([{ unit: 'g' }]);
	});

	it('shows the words of the service to a user whose role is too low', async () => {
		const { error } = await run([{}], form, { secrets: { apiToken: sandbox().chemInventory.tokens.reader } });
		expect(error?.message).toBe('ChemInventory refused the request [row 1]');
		expect(error?.description).toContain('Your account may not do this');
	});

	it('goes on with the next item where asked', async () => {
		const { outputs } = await run([{ size: ' ' }, {}], form, { settings: { onError: 'continueErrorOutput' } });
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: "'Size' is empty",
			details: { operation: 'create', row: 1 },
		});
		expect(outputs[0]).toHaveLength(1);
	});
});

describe('a request whose answer is lost', () => {
	it.each(aLostAnswer)('is made once and found (%s)', async (_what, fault) => {
		sandbox().faults.add({ when: { path: '/order/request' }, do: fault });
		const { json } = await run([{}], { ...form, additionalFields: { quantity: 2 } }, { settings: retrying });
		expect(json).toHaveLength(2);
		expect(requests()).toHaveLength(1);
	});

	it.each(anUndoneWrite)('is unknown and not made again when no order is there (%s)', async (_what, fault) => {
		sandbox().faults.add({ when: { path: '/order/request' }, do: fault });
		const { error } = await run([{}], form, { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain('There is no new request like it.');
		expect(requests()).toHaveLength(1);
	});

	it('is unknown where it did not take effect and somebody else made the same request', async () => {
		const [made] = (await run([{}], form)).json;
		const model = live().orders.get(Number(made?.id));
		if (!model) throw new Error('no order was made');
		sandbox().faults.add({ when: { path: '/order/request' }, do: { kind: 'drop', moment: 'before' } });
		atRequest(sandbox(), '/order/request', () => {
			live().orders.set(99_999, { ...model, id: 99_999, userId: live().user('user').id });
		});
		const { error } = await run([{}], form, { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain('There is no new request like it.');
	});

	it('is not made again by Retry On Fail because of another item', async () => {
		sandbox().faults.add({
			when: { path: '/order/request', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { executions } = await run(
			[{}, { unit: 'L' }],
			{ ...form, unit: rl('={{ $json.unit ?? "mL" }}', 'name') },
			{ settings: retrying },
		);
		expect(executions).toBe(2);
		expect(requests()).toHaveLength(3);
	});
});

describe('an order that cannot be told from others', () => {
	const order = (id: number, changes: object = {}) => ({
		id,
		name: 'Acetone',
		substanceid: 5,
		size: '500',
		unitid: 1,
		suppliername: 'VWR',
		dateordered: '0',
		...changes,
	});
	const answer = (data: unknown) => ({ status: 'success', data });
	const parameters = { ...form, substance: rl(5), name: 'Acetone' };

	function prepare(after: unknown[]) {
		nock(chemOrigin)
			.post('/api/general/getdetails')
			.reply(
				200,
				answer({ user: { id: 1, inventory: 7, accounttype: 2 }, inventory: { id: 7, suppliers: [{ name: 'VWR' }] } }),
			);
		nock(chemOrigin)
			.post('/api/general/units')
			.reply(200, answer([{ id: 1, unit: 'mL' }]));
		nock(chemOrigin)
			.post('/api/order/load')
			.reply(200, answer([order(1)]));
		nock(chemOrigin).post('/api/order/request').reply(200, answer([]));
		nock(chemOrigin)
			.post('/api/order/load')
			.reply(200, answer([order(1), ...after]));
	}

	it.each([
		['another substance', { substanceid: 6 }],
		['another size', { size: '50' }],
		['another supplier', { suppliername: 'TCI' }],
		['another name', { name: 'Acetone, dry' }],
		['another user', { userid: 2 }],
	])('is told from one that somebody else made at the same moment, of %s', async (_what, changes) => {
		prepare([order(2, changes), order(3)]);
		const { json } = await runOnNock([{}], parameters);
		expect(json.map(({ id }) => id)).toEqual([3]);
	});

	it.each([
		['two equal ones appeared', [2, 3]],
		['none appeared', []],
	])('is said to be unclear when %s', async (_what, ids) => {
		prepare(ids.map((id) => order(id)));
		const { outputs } = await runOnNock([{}], parameters, { settings: { onError: 'continueErrorOutput' } });
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'The order was requested, but it is not clear which one on the list it is',
			details: { kind: 'incomplete', candidateOrderIds: ids },
		});
	});
});
