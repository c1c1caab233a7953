import nock from 'nock';

import { ChemInventoryOrder } from '../../../nodes/ChemInventory/ChemInventoryOrder.node';
import { searchOrders } from '../../../nodes/ChemInventory/records/order/picker';
import { chemOrigin, onChemSandbox } from '../../support/chemInventory';
import {
	bodiesOf,
	chemRunOnNock,
	chemSandboxForEachTest,
	aLostAnswer,
	anUndoneWrite,
	pathsAsked,
	retrying,
	rl,
} from '../../support/chemRuns';
import { dropdownFunctions } from '../../support/dropdown';
import { mapped } from '../../support/mapped';
import { agents, callTool, fromAi } from '../../support/tool';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryOrder());
const runOnNock = chemRunOnNock(new ChemInventoryOrder());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const open = () => live().openOrders();
const orderFieldName = () =>
	[...live().lab.customFields.values()].find(({ isShownForOrders, type }) => isShownForOrders && type === 'text');
const otherField = () =>
	[...live().lab.customFields.values()].find(
		({ isShownForOrders, kind, type }) => !isShownForOrders && kind === 'container' && type === 'multilinetext',
	);

const getAll = { operation: 'getAll', returnAll: true, output: 'simplified' };
const setOrdered = {
	operation: 'setOrdered',
	order: rl('={{ $json.id }}'),
	status: '={{ $json.status }}',
	output: 'simplified',
};
const remove = { operation: 'delete', order: rl('={{ $json.id }}') };
const update = {
	operation: 'update',
	order: rl('={{ $json.id }}'),
	updateFields: { size: '={{ $json.size }}' },
	output: 'simplified',
};

describe('listing orders', () => {
	it('shows a status word, no date for what is not ordered, and custom fields under their names', async () => {
		const { json, items } = await run([{}], getAll);
		expect(json.map(({ id }) => id)).toEqual(open().map(({ id }) => id));
		for (const [at, { dateordered }] of open().entries()) {
			expect(json[at]).toMatchObject(
				dateordered === '0'
					? { status: 'requested', dateOrdered: null }
					: { status: 'ordered', dateOrdered: dateordered },
			);
		}
		expect(Object.keys(json[0] ?? {})).not.toContain('name-value');
		expect(json[0]).toMatchObject({ [orderFieldName()?.name ?? '']: 'ORD-0' });
		expect(json[0]).not.toHaveProperty([`cf-${orderFieldName()?.id}`]);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('gives raw ones as they come', async () => {
		const { json } = await run([{}], { ...getAll, output: 'raw' });
		expect(json[1]).toMatchObject({ dateordered: '0', 'dateordered-value': '0' });
	});

	it.each(['ordered', 'requested'])('filters by the status %s', async (status) => {
		const { json } = await run([{}], { ...getAll, filters: { status } });
		expect(json.length).toBeGreaterThan(0);
		for (const order of json) expect(order.status).toBe(status);
	});

	it.each([
		['Ordered', 'ordered'],
		['REQUESTED', 'requested'],
	])('takes the label %s for the filter', async (label, status) => {
		const { json } = await run([{ status: label }], { ...getAll, filters: { status: '={{ $json.status }}' } });
		expect(new Set(json.map((order) => order.status))).toEqual(new Set([status]));
	});

	it('gives all where the filter says any', async () => {
		const { json } = await run([{}], { ...getAll, filters: { status: 'any' } });
		expect(json).toHaveLength(open().length);
	});

	it.each([undefined, null, '', 'arrived', true])('does not drop a filter that is %j', async (status) => {
		const { error } = await run([{ status }], { ...getAll, filters: { status: '={{ $json.status }}' } });
		expect(error?.message).toMatch(/^'Status' is (empty|not one of the choices) \[row 1\]$/);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('gives all orders for the text "true" of Return All', async () => {
		const { json } = await run([{ all: 'true' }], { ...getAll, returnAll: '={{ $json.all }}', limit: 1 });
		expect(json).toHaveLength(open().length);
	});

	it('says so when an answer is not what is documented', async () => {
		nock(chemOrigin).post('/api/order/load').reply(200, '<html>Log in</html>');
		const { error } = await runOnNock([{}], getAll);
		expect(error?.message).toContain('its documentation does not describe');
	});

	it('reads custom fields also from a text, from bare ids, and from an empty list', async () => {
		const data = [
			{ id: 1, customfields: '{"425":"A"}' },
			{ id: 2, customfields: [] },
			{ id: 3, customfields: '{}' },
		];
		nock(chemOrigin).post('/api/order/load').reply(200, { status: 'success', data });
		nock(chemOrigin)
			.post('/api/customfields/get')
			.reply(200, { status: 'success', data: { container: [{ id: 425, name: 'Code', type: 'text' }], substance: [] } });
		const { json } = await runOnNock([{}], getAll);
		expect(json.map(({ Code }) => Code)).toEqual(['A', undefined, undefined]);
	});

	it('offers orders in a list, by name, supplier and status', async () => {
		const functions = dropdownFunctions(onChemSandbox(new ChemInventoryOrder(), sandbox()));
		const [first] = open();
		const { results } = await searchOrders.call(functions, first?.name);
		expect(results).toContainEqual({
			name: expect.stringContaining(`${first?.name}, ${first?.size} ${first?.unit}`),
			value: first?.id,
		});
		expect((await searchOrders.call(functions, 'no such order')).results).toEqual([]);
	});
});

describe('marking an order', () => {
	const requested = () => open().filter(({ dateordered }) => dateordered === '0');
	const ordered = () => open().filter(({ dateordered }) => dateordered !== '0');

	it('sets what each item asks for', async () => {
		const [a, b] = [requested()[0], ordered()[0]];
		const { json, items } = await run(
			[
				{ id: a?.id, status: 'ordered' },
				{ id: b?.id, status: 'notOrdered' },
			],
			setOrdered,
		);
		expect(json).toMatchObject([
			{ id: a?.id, status: 'ordered', changed: true },
			{ id: b?.id, status: 'requested', dateOrdered: null, changed: true },
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('sends nothing when it is so already, so that hitting it twice flips nothing', async () => {
		const id = requested()[0]?.id;
		await run([{ id, status: 'ordered' }], setOrdered);
		const { json } = await run(
			[
				{ id, status: 'ordered' },
				{ id, status: 'ordered' },
			],
			setOrdered,
		);
		expect(json).toMatchObject([{ changed: false }, { changed: false }]);
		expect(bodiesOf(sandbox(), '/order/toggleordered')).toEqual([{ orderid: id }]);
	});

	it.each(['Ordered', 'ORDERED', ' ordered '])('takes %j for the choice with that label', async (status) => {
		const [placed, open] = [ordered()[0], requested()[0]];
		const { json } = await run(
			[
				{ id: placed?.id, status },
				{ id: open?.id, status },
			],
			setOrdered,
		);
		expect(json.map(({ status: now, changed }) => [now, changed])).toEqual([
			['ordered', false],
			['ordered', true],
		]);
	});

	it.each(['Not Ordered', 'not ordered', 'NOTORDERED'])('takes %j for the other one', async (status) => {
		const { json } = await run([{ id: ordered()[0]?.id, status }], setOrdered);
		expect(json).toMatchObject([{ status: 'requested', changed: true }]);
	});

	it.each([undefined, null, '', ' ', true, false, 'true', 1, 'requested', ['ordered']])(
		'leaves a placed order alone for the status %j, which is none of the two',
		async (status) => {
			const [placed] = ordered();
			const { error } = await run([{ id: placed?.id, status }], setOrdered);
			expect(error?.message).toMatch(/^'Status' is (empty|not one of the choices) \[row 1\]$/);
			expect(error?.description).toContain('Choose one of "Not Ordered", "Ordered".');
			expect(ordered().map(({ id }) => id)).toContain(placed?.id);
			expect(pathsAsked(sandbox())).toEqual([]);
		},
	);

	it.each(agents)('takes the label from %s', async (agent) => {
		const [placed] = ordered();
		const { answers } = await callTool(
			onChemSandbox(new ChemInventoryOrder(), sandbox()),
			{ operation: 'setOrdered', order: rl(fromAi('order')) as never, status: fromAi('status') },
			[
				{ order: String(placed?.id), status: 'Ordered' },
				{ order: String(placed?.id), status: 'placed' },
			],
			{ agent },
		);
		expect(answers[0]).toContain('"changed":false');
		expect(answers[1]).toContain("'Status' is not one of the choices");
		expect(ordered().map(({ id }) => id)).toContain(placed?.id);
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const id = requested()[0]?.id;
		sandbox().faults.add({ when: { path: '/order/toggleordered' }, do: fault });
		const { json } = await run([{ id, status: 'ordered' }], setOrdered, { settings: retrying });
		expect(json).toMatchObject([{ status: 'ordered', changed: true }]);
		expect(bodiesOf(sandbox(), '/order/toggleordered')).toHaveLength(1);
	});

	it.each(anUndoneWrite)('is unknown and never flipped again when nothing happened (%s)', async (_what, fault) => {
		const id = requested()[0]?.id;
		sandbox().faults.add({ when: { path: '/order/toggleordered' }, do: fault });
		const { error } = await run([{ id, status: 'ordered' }], setOrdered, { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(bodiesOf(sandbox(), '/order/toggleordered')).toHaveLength(1);
	});

	it('tells a user without the role what it takes', async () => {
		const secrets = { apiToken: sandbox().chemInventory.tokens.user };
		const { error } = await run([{ id: requested()[0]?.id, status: 'ordered' }], setOrdered, { secrets });
		expect(error?.description).toContain('This needs the API token of an order handler or a group administrator.');
	});

	it('says so when somebody flips it back at the same moment', async () => {
		const order = { id: 817, dateordered: '0' };
		nock(chemOrigin)
			.post('/api/order/load')
			.thrice()
			.reply(200, { status: 'success', data: [order] });
		nock(chemOrigin).post('/api/order/toggleordered').reply(200, { status: 'success', data: '2026-01-01 00:00:00' });
		const { error } = await runOnNock([{ id: 817, status: 'ordered' }], setOrdered);
		expect(error?.message).toBe('The order does not have the status that was set [row 1]');
	});
});

describe('deleting an order', () => {
	it('deletes that of each item and tells what it was', async () => {
		const [first, second] = open();
		const { json } = await run([{ id: first?.id }, { id: second?.id }], remove);
		expect(json).toMatchObject([
			{ deleted: true, id: first?.id, name: first?.name },
			{ deleted: true, id: second?.id, name: second?.name },
		]);
		expect(open().map(({ id }) => id)).not.toContain(first?.id);
	});

	it('says that there is no such open order', async () => {
		const { error } = await run([{ id: 1 }], remove);
		expect(error?.message).toBe('ChemInventory has no such open order request [row 1]');
		expect(bodiesOf(sandbox(), '/order/delete')).toEqual([]);
	});

	it.each([undefined, null, '', 0, '12a', [1, 2]])('refuses the ID %j before anything is sent', async (id) => {
		const { error } = await run([{ id }], remove);
		expect(error?.message).toMatch(/^'Order' is (empty|not an ID) \[row 1\]$/);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const [first] = open();
		sandbox().faults.add({ when: { path: '/order/delete' }, do: fault });
		const { json } = await run([{ id: first?.id }], remove, { settings: retrying });
		expect(json).toMatchObject([{ deleted: true, id: first?.id, name: first?.name }]);
		expect(bodiesOf(sandbox(), '/order/delete')).toHaveLength(1);
	});

	it('does not fail over an order that its first try deleted, when another item is at fault', async () => {
		const [first, second] = open();
		sandbox().faults.add({
			when: { path: '/order/delete', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { executions, json } = await run([{ id: first?.id }, { id: second?.id }], remove, { settings: retrying });
		expect(executions).toBe(2);
		expect(json.map(({ id }) => id)).toEqual([first?.id, second?.id]);
		expect(bodiesOf(sandbox(), '/order/delete')).toHaveLength(3);
	});

	it('is refused to an AI agent unless the node allows it', async () => {
		const { error } = await run([{ id: open()[0]?.id }], remove, { asTool: true });
		expect(error?.message).toContain('switched off for AI agents');
	});
});

describe('updating an order', () => {
	it('changes what is given and keeps the rest, custom fields included', async () => {
		const [order] = open();
		const { json } = await run([{ id: order?.id, size: '750' }], update);
		expect(json[0]).toMatchObject({
			id: order?.id,
			size: 750,
			unitId: order?.unitid,
			supplier: order?.suppliername,
			comments: order?.comments,
			destinationId: order?.destinationlocation || null,
			[orderFieldName()?.name ?? '']: 'ORD-0',
		});
		expect(open()[0]).toMatchObject({ size: '750', comments: order?.comments, customfields: order?.customfields });
	});

	it('sets all that the form has', async () => {
		const field = orderFieldName();
		const { json } = await run([{ id: open()[1]?.id }], {
			...update,
			updateFields: {
				comments: 'Urgent',
				destination: rl('Cupboards > Cupboard 3', 'path'),
				size: '2',
				supplier: 'VWR',
				unit: rl('kg', 'name'),
			},
			customFields: mapped({ [String(field?.name)]: 'X-1' }),
		});
		expect(json[0]).toMatchObject({
			comments: 'Urgent',
			destinationId: live().location('Cupboards > Cupboard 3').id,
			size: 2,
			supplier: 'VWR',
			unit: 'kg',
			[field?.name ?? '']: 'X-1',
		});
	});

	it('clears what is to be cleared, and nothing else', async () => {
		const order = open().find(({ comments }) => comments !== '');
		const { json } = await run([{ id: order?.id }], { ...update, updateFields: { clear: ['comments'] } });
		expect(json[0]).toMatchObject({
			comments: null,
			destinationId: order?.destinationlocation || null,
			size: Number(order?.size),
		});
	});

	it('leaves a field alone whose expression finds nothing, and refuses when nothing is left to change', async () => {
		const { error } = await run([{ id: open()[0]?.id }], update);
		expect(error?.message).toBe("'Update Fields' contains no changes [row 1]");
		expect(bodiesOf(sandbox(), '/order/edit')).toEqual([]);
	});

	it.each([
		[{ unit: rl('furlong', 'name') }, "'Unit' does not exist in this inventory"],
		[{ unit: rl('ML', 'name') }, "'Unit' matches several units"],
		[{ destination: rl('Cupboards > Nowhere', 'path') }, "'Destination' does not exist in this inventory"],
		[{ size: '0x10' }, "'Size' is not written as a decimal number"],
		[{ comments: 'x', clear: ['comments'] }, "'Clear Field Names or IDs' clears a field that is also set"],
	])('refuses %j before anything is changed', async (updateFields, message) => {
		const { error } = await run([{ id: open()[0]?.id }], { ...update, updateFields });
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(bodiesOf(sandbox(), '/order/edit')).toEqual([]);
	});

	it.each([
		['size', ['500'], 'Size'],
		['size', true, 'Size'],
		['comments', { text: 'Urgent' }, 'Comments'],
	])('refuses as %s what is no text (%j), in words that are true', async (key, value, label) => {
		const { error } = await run([{ id: open()[0]?.id, value }], {
			...update,
			updateFields: { [key]: '={{ $json.value }}' },
		});
		expect(error?.message).toBe(`'${label}' does not contain a text [row 1]`);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('looks for a unit by name among names alone', async () => {
		const { error } = await run([{ id: open()[0]?.id }], {
			...update,
			updateFields: { unit: rl(String(live().unitId('g')), 'name') },
		});
		expect(error?.message).toBe("'Unit' does not exist in this inventory [row 1]");
		expect(bodiesOf(sandbox(), '/order/edit')).toEqual([]);
	});

	it('refuses a custom field that orders do not have, and one of another inventory', async () => {
		const change = (field: unknown) => ({
			...update,
			updateFields: {},
			customFields: mapped({ [String(field)]: 'x' }),
		});
		const hidden = await run([{ id: open()[0]?.id }], change(`cf-${otherField()?.id}`));
		expect(hidden.error?.message).toBe("'Custom Fields' names a field that orders do not have [row 1]");
		const foreign = await run([{ id: open()[0]?.id }], change('cf-999999'));
		expect(foreign.error?.message).toBe("'Custom Fields' names a field that this inventory does not have [row 1]");
		expect(bodiesOf(sandbox(), '/order/edit')).toEqual([]);
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		sandbox().faults.add({ when: { path: '/order/edit' }, do: fault });
		const { json } = await run([{ id: open()[0]?.id, size: '750' }], update, { settings: retrying });
		expect(json[0]).toMatchObject({ size: 750 });
		expect(bodiesOf(sandbox(), '/order/edit')).toHaveLength(1);
	});

	it.each(anUndoneWrite)('is unknown and not sent again when nothing changed (%s)', async (_what, fault) => {
		sandbox().faults.add({ when: { path: '/order/edit' }, do: fault });
		const { error } = await run([{ id: open()[0]?.id, size: '750' }], update, { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain('does not show the new values of Size');
		expect(bodiesOf(sandbox(), '/order/edit')).toHaveLength(1);
	});
});
