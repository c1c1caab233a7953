import type { IDataObject, INodeType } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { mayBe, recogniseContainers } from '../../nodes/ChemInventory/records/container/compare';
import { shows } from '../../nodes/ChemInventory/records/container/saveField';
import { answersTo, mayBeContainerOf } from '../../nodes/ChemInventory/records/order/compare';
import { seededRandom } from '../../sandbox/cheminventory/seed/random';
import { onChemSandbox } from '../support/chemInventory';
import { atRequest, rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import { mapped } from '../support/mapped';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';

/** Ways in which a text is another one, although people may not see it. */
const variants: Array<[string, (text: string) => string]> = [
	['upper and lower case', (text) => text.replace('Tris', 'TRIS')],
	['a blank at the end', (text) => `${text} `],
	['a blank in front', (text) => ` ${text}`],
	['two blanks within', (text) => text.replace(' ', '  ')],
	['a zero less', (text) => text.replace('1.10', '1.1')],
	['a zero in front', (text) => text.replace('1.10', '01.10')],
	['an exponent', (text) => text.replace('1000', '1e3')],
];
const written = 'Tris 1.10 x 1000';

describe('what is read is what was written', () => {
	const wanted = { name: written, substanceid: 7, containersize: '5', units: 3, supplier: written };
	const order = { id: 1, name: written, substanceid: 7, size: '5', unitid: 3, suppliername: written };
	const container = { id: 9, containername: written, name: written, comments: written, supplier: written };

	it('to the letter', () => {
		expect(answersTo(order, wanted)).toBe(true);
		expect(mayBeContainerOf(container, { name: written })).toBe(true);
		expect(mayBe({ name: written, supplier: written, comments: written }, container)).toBe(true);
		expect(shows({ ...container, ghs: [] }, { field: 'containername', newvalue: written })).toBe(true);
	});

	it.each(variants)('and no other text: %s', (_what, change) => {
		const other = change(written);
		expect(other).not.toBe(written);
		expect(answersTo({ ...order, name: other }, wanted)).toBe(false);
		expect(answersTo({ ...order, suppliername: other }, wanted)).toBe(false);
		expect(mayBeContainerOf({ id: 9, name: other }, { name: written })).toBe(false);
		expect(shows({ ...container, supplier: other, ghs: [] }, { field: 'supplier', newvalue: written })).toBe(false);
		for (const key of ['name', 'supplier', 'comments', 'cf-9'])
			expect(mayBe({ [key]: written }, { ...container, containername: other, [key]: other })).toBe(false);
	});

	it('or nobody takes it for it: random entries, beside what others made', () => {
		const random = seededRandom(41);
		const pick = <T>(from: readonly T[]) => from[random(from.length)];
		const spellings = [written, ...variants.map(([, change]) => change(written))];
		let taken = 0;
		for (let round = 0; round < 2_000; round++) {
			const entries = Array.from({ length: 1 + random(3) }, () => ({
				name: pick(spellings) ?? '',
				supplier: pick(spellings) ?? '',
			}));
			const shown = entries
				.map((entry) => (random(3) > 0 ? entry : { ...entry, name: pick(spellings) ?? '' }))
				.reverse();
			const matches = recogniseContainers(entries, shown);
			const isWhole = entries.every(({ name, supplier }) => {
				const count = (list: typeof entries) =>
					list.filter((one) => one.name === name && one.supplier === supplier).length;
				return count(shown) === count(entries);
			});
			expect(matches !== undefined).toBe(isWhole);
			if (matches === undefined) continue;
			taken++;
			expect(matches.map((at) => shown[at])).toEqual(entries);
		}
		expect(taken).toBeGreaterThan(500);
	});
});

describe('a write that was lost on its way', () => {
	const sandbox = sandboxForTests();
	beforeEach(forgetWaits);
	const live = () => sandbox().chemInventory.lab;
	const shelf = 'Cupboards > Cupboard 1';
	const firstContainer = () => live().containersIn(shelf)[0]?.id ?? 0;
	const firstOrder = () => live().openOrders()[0]?.id ?? 0;

	/** A write, and what somebody else does at that moment who writes nearly the same. */
	interface Writing {
		node: INodeType;
		path: string;
		parameters: () => IDataObject;
		somebodyElse: (text: string) => void;
	}

	const newOrder = (name: string, supplier: string) => {
		const { lab } = live();
		const model = [...lab.orders.values()].at(-1);
		const known = [...lab.suppliers.values()].find((one) => one.name === supplier);
		const id = lab.ids.order.next();
		const supplierId = known?.id ?? lab.ids.supplier.next();
		const inventory = sandbox().chemInventory.inventoryId;
		lab.suppliers.set(supplierId, { id: supplierId, name: supplier, inventory });
		if (!model) throw new Error('no order');
		const substance = live().substance('67-64-1').id;
		const { id: userId } = live().user('admin');
		const made = { name, substance, size: '5', unit: live().unitId('mL'), supplier: supplierId, userId, inventory };
		lab.orders.set(id, { ...model, ...made, id, container: undefined });
	};
	const order: Writing = {
		node: new ChemInventoryOrder(),
		path: '/order/request',
		parameters: () => ({
			operation: 'create',
			substance: rl('67-64-1', 'cas'),
			name: written,
			size: '5',
			unit: rl('mL', 'name'),
			supplier: rl(written, 'name'),
			customFields: mapped({}),
			additionalFields: {},
			output: 'simplified',
		}),
		somebodyElse: (text) => newOrder(text, written),
	};
	const update = (field: string, key: 'comments' | 'name' | 'supplier'): Writing => ({
		node: new ChemInventoryContainer(),
		path: '/container/information/save',
		parameters: () => ({
			operation: 'update',
			container: rl(firstContainer()),
			updateFields: { [field]: field === 'supplier' ? rl(written, 'name') : written },
			containerFields: mapped({}),
			substanceFields: mapped({}),
			barcodeCheck: 'none',
			output: 'simplified',
		}),
		somebodyElse: (text) => Object.assign(live().container(firstContainer()), { [key]: text }),
	});
	const create: Writing = {
		node: new ChemInventoryContainer(),
		path: '/container/add',
		parameters: () => ({
			operation: 'create',
			specifyData: 'fields',
			name: written,
			substance: rl('67-64-1', 'cas'),
			createSubstance: false,
			location: rl(shelf, 'path'),
			size: '5',
			unit: rl('mL', 'name'),
			barcodeCheck: 'none',
			barcode: '',
			additionalFields: { comments: written },
			customFields: mapped({}),
			output: 'simplified',
			options: {},
		}),
		somebodyElse: (text) =>
			live().addContainer({
				name: text,
				comments: written,
				location: live().location(shelf).id,
				substance: live().substance('67-64-1').id,
				size: '5',
				unit: live().unitId('mL'),
				barcode: '',
				createdBy: live().user('admin').id,
			}),
	};
	const orderUpdate: Writing = {
		node: new ChemInventoryOrder(),
		path: '/order/edit',
		parameters: () => ({
			operation: 'update',
			order: rl(firstOrder()),
			updateFields: { comments: written },
			customFields: mapped({}),
			output: 'simplified',
		}),
		somebodyElse: (text) => Object.assign(live().orders.get(firstOrder()) ?? {}, { comments: text }),
	};
	const writings: Array<[string, Writing]> = [
		['the name of a new order', order],
		['the supplier of a new order', { ...order, somebodyElse: (text) => newOrder(written, text) }],
		['the name of a new container', create],
		['the comments of an order', orderUpdate],
		['the name of a container', update('name', 'name')],
		['the comments of a container', update('comments', 'comments')],
		['the supplier of a container', update('supplier', 'supplier')],
	];

	async function lost({ node, path, parameters, somebodyElse }: Writing, text: string) {
		sandbox().faults.add({ when: { path }, times: 1, do: { kind: 'drop', moment: 'before' } });
		atRequest(sandbox(), path, () => somebodyElse(text));
		return await runNode(onChemSandbox(node, sandbox()), [{}], parameters() as never);
	}

	describe.each(writings)('%s', (_field, writing) => {
		it.each(variants)('is not found in what somebody else wrote: %s', async (_what, change) => {
			const { error, json } = await lost(writing, change(written));
			expect(json).toEqual([]);
			expect(error?.message).toContain('Outcome unknown');
		});

		it('is found where it is the same to the letter', async () => {
			const { error } = await lost(writing, written);
			expect(error).toBeUndefined();
		});
	});
});
