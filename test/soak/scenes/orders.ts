import { rl } from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { present } from '../../support/present';
import { changingText, chemRequests, done, holds } from '../scenario';
import type { Scenery, Stage } from '../scenario';
import { doubled } from './containers';

/** An open order of its own. */
function newOrder(stage: Stage, isOrdered = false) {
	const { lab } = stage.lab;
	const model = present(lab.openOrders(stage.sandbox.chemInventory.inventoryId)[0]);
	const order = {
		...model,
		id: lab.ids.order.next(),
		name: stage.mark(),
		comments: '',
		size: '5',
		unit: stage.lab.unitId('g'),
		fields: new Map(),
		orderedAt: isOrdered ? lab.timestamp() : undefined,
	};
	lab.orders.set(order.id, order);
	return order;
}

const order = { order: rl('={{ $json.order }}') };

const create: Scenery = {
	operation: 'chemInventoryOrder order create',
	...chemRequests('/order/request'),
	build(stage, items) {
		const { lab } = stage.lab;
		const suppliers = [stage.mark(), stage.mark()] as const;
		return {
			parameters: {
				substance: rl('67-64-1', 'cas'),
				name: '={{ $json.mark }}',
				size: '={{ $json.size }}',
				unit: rl('g', 'name'),
				supplier: rl('={{ $json.supplier }}', 'name'),
				customFields: mapped({}),
				additionalFields: { comments: changingText },
				output: 'simplified',
			},
			wishes: Array.from({ length: items }, () => {
				const mark = stage.mark();
				const supplier = stage.pick(suppliers);
				return {
					json: {
						mark,
						size: stage.number(),
						supplier: stage.pick([supplier, supplier.toUpperCase(), ` ${supplier}`]),
					},
					effects: done('/order/request', ({ name }) => name === mark),
					shows: () => [...lab.orders.values()].filter(({ name }) => name === mark).length === 1,
				};
			}),
			besides: () =>
				doubled(
					'the supplier',
					[...lab.suppliers.values()].map(({ name }) => name),
					suppliers,
				),
		};
	},
};

const remove: Scenery = {
	operation: 'chemInventoryOrder order delete',
	...chemRequests('/order/delete'),
	build: (stage, items) => ({
		parameters: order,
		wishes: stage
			.records(items, () => newOrder(stage))
			.map(({ record: { id } }) => ({
				json: { order: id },
				aim: `${id}`,
				effects: done('/order/delete', ({ orderid }) => orderid === id),
				shows: () => !stage.lab.orders.has(id),
			})),
	}),
};

const receive: Scenery = {
	operation: 'chemInventoryOrder order receive',
	...chemRequests('/order/addcontainer', '/container/information/save'),
	build: (stage, items) => ({
		parameters: {
			...order,
			location: rl('Cupboards > Cupboard 2', 'path'),
			barcode: '={{ $json.mark }}-{{ Math.floor(Math.random() * 1000) }}',
			barcodeCheck: stage.pick(['refuse', 'none']),
			customFields: mapped({}),
			additionalFields: { orderComments: 'Came', containerComments: changingText },
			output: 'simplified',
		},
		wishes: stage
			.records(items, () => newOrder(stage, stage.chance(50)))
			.map(({ record: { id } }) => ({
				json: { order: id, mark: stage.mark() },
				aim: `${id}`,
				hasMore: true,
				effects: done('/order/addcontainer', ({ orderid }) => orderid === id),
				shows: () => stage.lab.orders.get(id)?.container !== undefined,
			})),
	}),
};

const setOrdered: Scenery = {
	operation: 'chemInventoryOrder order setOrdered',
	...chemRequests('/order/toggleordered'),
	build(stage, items) {
		const isOrdered = stage.chance(50);
		return {
			parameters: { ...order, status: isOrdered ? 'ordered' : 'notOrdered', output: 'simplified' },
			wishes: stage
				.records(items, () => newOrder(stage, stage.chance(20) ? isOrdered : !isOrdered))
				.map(({ record: { id } }) => ({
					json: { order: id },
					aim: `${id}`,
					effects: done('/order/toggleordered', ({ orderid }) => orderid === id),
					shows: () => (stage.lab.orders.get(id)?.orderedAt !== undefined) === isOrdered,
				})),
		};
	},
};

const update: Scenery = {
	operation: 'chemInventoryOrder order update',
	...chemRequests('/order/edit'),
	build: (stage, items) => ({
		parameters: {
			...order,
			updateFields: {
				comments: changingText,
				...(stage.chance(50) ? { supplier: rl(stage.mark(), 'name') } : {}),
				...(stage.chance(50) ? { destination: rl('Missing', 'path') } : {}),
			},
			customFields: mapped({}),
			output: 'simplified',
		},
		wishes: stage
			.records(items, () => newOrder(stage))
			.map(({ record: { id }, isOnly }) => {
				const mark = stage.mark();
				return {
					json: { order: id, mark },
					effects: done('/order/edit', ({ orderid, comments }) => orderid === id && holds(comments, mark)),
					shows: isOnly ? () => holds(stage.lab.orders.get(id)?.comments, mark) : undefined,
				};
			}),
	}),
};

export const orderScenes: Scenery[] = [create, remove, receive, setOrdered, update];
