import type { IDataObject, INodeType } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { seededRandom } from '../../sandbox/cheminventory/seed/random';
import { chemOrigin, onChemSandbox } from '../support/chemInventory';
import { chemRunOnNock, rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import { mapped } from '../support/mapped';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);
const live = () => sandbox().chemInventory.lab;
const inventory = () => sandbox().chemInventory.inventoryId;

/** What people, scanners and imports have left in records. */
const oddTexts = [
	'Sigma Aldrich ',
	' VWR',
	'A\u200bB',
	'Cafe\u0301',
	'a  b',
	'tab\there',
	'1.10',
	'007',
	'1e3',
	'0',
	'None',
	'N/A',
	'|a|b|',
	'"quoted"',
	'two\nlines',
	'scanned\r',
	'=1+1',
	'{{ $json.x }}',
	'\ufeffX',
	'<b>&amp;</b>',
	'true',
	'~5',
	'0,5',
];

const first = <T>(values: Iterable<T>): T => {
	for (const value of values) return value;
	throw new Error('the sandbox has none');
};

type State = Record<string, Record<string, unknown>>;

const plain = (value: unknown): unknown =>
	JSON.parse(
		JSON.stringify(value, (_key, part: unknown) =>
			part instanceof Map ? Object.fromEntries(part) : part instanceof Set ? [...part] : part,
		),
	);

/** Every record of the played service but for what it writes down about changes. */
function stateNow(): State {
	const { lab } = live();
	const kept = {
		containers: lab.containers,
		customFields: lab.customFields,
		fileCategories: lab.fileCategories,
		hazards: lab.hazards,
		locations: lab.locations,
		orders: lab.orders,
		substances: lab.substances,
		suppliers: lab.suppliers,
		units: lab.units,
		users: lab.users,
		watchlists: lab.watchlists,
	};
	const files = new Map([...lab.files].map(([id, file]) => [id, { ...file, bytes: file.bytes.length }]));
	return plain({ ...kept, files }) as State;
}

/** Each value that is another one than before, as `orders 817 comments`. */
function changed(before: State, after: State): string[] {
	const changes: string[] = [];
	for (const [table, records] of Object.entries(after))
		for (const id of new Set([...Object.keys(records), ...Object.keys(before[table] ?? {})])) {
			const [was, is] = [Object(before[table]?.[id] ?? {}), Object(records[id] ?? {})];
			for (const key of new Set([...Object.keys(was), ...Object.keys(is)]))
				if (key !== 'history' && JSON.stringify(was[key]) !== JSON.stringify(is[key])) changes.push(`${table} ${key}`);
		}
	return [...new Set(changes)];
}

/** A record with odd values in all that an update does not change, and the update. */
interface Update {
	node: INodeType;
	/** Puts texts into the record. */
	prepare: (text: () => string) => void;
	parameters: () => IDataObject;
	changes: string;
}

const order = () => first([...live().orders.values()].filter(({ container }) => container === undefined));
const orderFields = () =>
	[...live().lab.customFields.values()].filter((field) => field.isShownForOrders && field.inventory === inventory());
const oddOrder = (text: () => string) => {
	const name = text();
	const known = [...live().lab.suppliers.values()].find((one) => one.name === name && one.inventory === inventory());
	const { id } = known ?? { id: live().lab.ids.supplier.next() };
	live().lab.suppliers.set(id, { id, name, inventory: inventory() });
	Object.assign(order(), { supplier: id, size: text(), comments: text(), name: text() });
	order().destination = live().location('Cupboards > Cupboard 1').id;
	for (const { id: field, type } of orderFields()) if (type === 'text') order().fields.set(field, text());
};
const updateOrder = (updateFields: IDataObject): Pick<Update, 'node' | 'parameters' | 'prepare'> => ({
	node: new ChemInventoryOrder(),
	prepare: oddOrder,
	parameters: () => ({
		operation: 'update',
		order: rl(order().id),
		updateFields,
		customFields: mapped({}),
		output: 'simplified',
	}),
});

const container = () => first(live().containersIn('Cupboards > Cupboard 1'));
const oddContainer = (text: () => string) => {
	Object.assign(container(), { name: text(), barcode: text(), comments: text(), supplier: text(), size: '5' });
	Object.assign(first([...live().substances.values()].filter(({ id }) => id === container().substance)), {
		name: text(),
		synonyms: [text(), text()],
	});
	for (const { id, kind, type } of live().lab.customFields.values())
		if (kind === 'container' && type === 'text') container().fields.set(id, text());
};
const updateContainer = (updateFields: IDataObject): Pick<Update, 'node' | 'parameters' | 'prepare'> => ({
	node: new ChemInventoryContainer(),
	prepare: oddContainer,
	parameters: () => ({
		operation: 'update',
		container: rl(container().id),
		updateFields,
		containerFields: mapped({}),
		substanceFields: mapped({}),
		barcodeCheck: 'none',
		output: 'simplified',
	}),
});
const onContainer = (parameters: () => IDataObject): Pick<Update, 'node' | 'parameters' | 'prepare'> => ({
	node: new ChemInventoryContainer(),
	prepare: oddContainer,
	parameters,
});

const user = () => live().user('reader');
const updateUser = (updateFields: IDataObject): Pick<Update, 'node' | 'parameters' | 'prepare'> => ({
	node: new ChemInventory(),
	prepare: (text) => Object.assign(user(), { firstName: text(), lastName: text(), email: ' Odd.User@example.com ' }),
	parameters: () => ({ resource: 'user', operation: 'update', user: rl(user().id), updateFields, options: {} }),
});

const ownField = (kind: 'container' | 'substance', type = 'dropdown') =>
	first(
		[...live().lab.customFields.values()].filter(
			(field) => field.inventory === inventory() && field.kind === kind && field.type === type,
		),
	);
const updateField = (
	kind: 'container' | 'substance',
	updateFields: IDataObject,
	type?: string,
): Pick<Update, 'node' | 'parameters' | 'prepare'> => ({
	node: new ChemInventory(),
	prepare: (text) =>
		Object.assign(ownField(kind, type), {
			name: text(),
			isSearchable: false,
			...(type === undefined ? { allowedValues: [...new Set([text(), text(), text()])] } : {}),
		}),
	parameters: () => ({
		resource: 'customField',
		operation: 'update',
		fieldOf: kind,
		customField: rl(ownField(kind, type).id),
		updateFields,
	}),
});

const list = () => first([...live().lab.watchlists.values()].filter(({ scope }) => scope === 'inventory'));
const updateWatchlist = (updateFields: IDataObject): Pick<Update, 'node' | 'parameters' | 'prepare'> => ({
	node: new ChemInventory(),
	prepare: (text) => Object.assign(list(), { name: text(), terms: [...new Set([text(), text(), 'Toluene'])] }),
	parameters: () => ({ resource: 'watchlist', operation: 'update', watchlist: rl(list().id), updateFields }),
});

const file = () => first([...live().lab.files.values()].filter((one) => one.inventory === inventory()));
const onFile = (parameters: () => IDataObject): Pick<Update, 'node' | 'parameters' | 'prepare'> => ({
	node: new ChemInventory(),
	prepare: (text) => Object.assign(file(), { name: text(), mimeType: text() }),
	parameters: () => ({ resource: 'file', file: rl(file().id), ...parameters() }),
});

const updates: Array<[string, Update]> = [
	['the comments of an order', { ...updateOrder({ comments: 'New' }), changes: 'orders comments' }],
	['the size of an order', { ...updateOrder({ size: '77' }), changes: 'orders size' }],
	['the unit of an order', { ...updateOrder({ unit: rl('kg', 'name') }), changes: 'orders unit' }],
	[
		'the destination of an order',
		{ ...updateOrder({ destination: rl('Cupboards > Cupboard 2', 'path') }), changes: 'orders destination' },
	],
	['the supplier of an order', { ...updateOrder({ supplier: rl('VWR', 'name') }), changes: 'orders supplier' }],
	['the cleared comments of an order', { ...updateOrder({ clear: ['comments'] }), changes: 'orders comments' }],
	['the comments of a container', { ...updateContainer({ comments: 'New' }), changes: 'containers comments' }],
	['the name of a container', { ...updateContainer({ name: 'New' }), changes: 'containers name' }],
	['the barcode of a container', { ...updateContainer({ barcode: 'NEW-1' }), changes: 'containers barcode' }],
	['the size of a container', { ...updateContainer({ size: '77' }), changes: 'containers size' }],
	[
		'the day of a container',
		{ ...updateContainer({ dateAcquired: '2026-11-30' }), changes: 'containers dateAcquired' },
	],
	[
		'the place of a container',
		{
			...onContainer(() => ({
				operation: 'move',
				containersBy: 'id',
				containers: String(container().id),
				location: rl('Cupboards > Cupboard 2', 'path'),
				toLocation: rl('Cupboards > Cupboard 2', 'path'),
			})),
			changes: 'containers location',
		},
	],
	['the e-mail address of a user', { ...updateUser({ email: 'new@example.com' }), changes: 'users email' }],
	['the first name of a user', { ...updateUser({ firstName: 'New' }), changes: 'users firstName' }],
	['the role of a user', { ...updateUser({ role: '4' }), changes: 'users roles' }],
	[
		'whether a field can be searched',
		{ ...updateField('substance', { searchable: true }), changes: 'customFields isSearchable' },
	],
	['the name of a field', { ...updateField('substance', { name: 'New' }), changes: 'customFields name' }],
	[
		'whether a text field can be searched',
		{ ...updateField('container', { searchable: true }, 'text'), changes: 'customFields isSearchable' },
	],
	['the name of a watchlist', { ...updateWatchlist({ name: 'New' }), changes: 'watchlists name' }],
	['the terms of a watchlist', { ...updateWatchlist({ addTerms: 'Xenon' }), changes: 'watchlists terms' }],
	['the name of a file', { ...onFile(() => ({ operation: 'rename', newName: 'new.pdf' })), changes: 'files name' }],
];

describe('an update changes what it names alone:', () => {
	it.each(updates)('%s', async (_what, { node, prepare, parameters, changes }) => {
		for (let seed = 1; seed <= 6; seed++) {
			const random = seededRandom(seed * 101);
			prepare(() => oddTexts[random(oddTexts.length)] ?? '');
			const before = stateNow();
			const { error } = await runNode(onChemSandbox(node, sandbox()), [{}], parameters() as never);
			expect(error).toBeUndefined();
			expect(changed(before, stateNow()).filter((change) => change !== changes)).toEqual([]);
			if (seed === 1) expect(changed(before, stateNow())).toEqual([changes]);
		}
	});

	it('terms that a watchlist has already stay as they are', async () => {
		list().terms = ['Sigma ', ' 1.10', 'Cafe\u0301'];
		const { error } = await runNode(
			onChemSandbox(new ChemInventory(), sandbox()),
			[{}],
			updateWatchlist({ addTerms: 'Xenon' }).parameters() as never,
		);
		expect(error).toBeUndefined();
		expect(list().terms).toEqual(['Sigma ', ' 1.10', 'Cafe\u0301', 'Xenon']);
	});
});

describe('custom fields of an order, of which one alone changes,', () => {
	const run = chemRunOnNock(new ChemInventoryOrder());
	const ok = (data: unknown) => ({ status: 'success', data });

	async function edited(customfields: unknown) {
		const bodies: IDataObject[] = [];
		const present = { id: 5, name: 'A', size: '5', unitid: 3, suppliername: 'VWR', customfields };
		nock(chemOrigin)
			.persist()
			.post('/api/order/load')
			.reply(200, () => ok([{ ...present, comments: bodies.length > 0 ? 'New' : '' }]))
			.post('/api/customfields/get')
			.optionally()
			.reply(200, ok({ container: [], substance: [] }))
			.post('/api/order/edit')
			.optionally()
			.reply(200, (_uri, body) => {
				bodies.push(body as IDataObject);
				return ok({});
			});
		const { error } = await run([{}], {
			operation: 'update',
			order: rl(5),
			updateFields: { comments: 'New' },
			customFields: mapped({}),
			output: 'raw',
		});
		const [body = {}] = bodies;
		const kept = Object.entries(body).filter(([key]) => key.startsWith('cf-'));
		return error?.message ?? Object.fromEntries(kept);
	}

	it.each([
		['{"425":"A ","426":7}', { 'cf-425': 'A ', 'cf-426': '7' }],
		[{ 'cf-425': ' 1.10', 'cf-426': null }, { 'cf-425': ' 1.10' }],
		[{ 425: 1.5, other: [1] }, { 'cf-425': '1.5' }],
		[[], {}],
		['[]', {}],
		['', {}],
		[null, {}],
		[undefined, {}],
	])('go back as they were: %j', async (customfields, sent) => {
		expect(await edited(customfields)).toEqual(sent);
	});

	it.each([['not JSON'], [['A']], [{ 'cf-425': ['A'] }], [{ 'cf-425': { value: 'A' } }], ['"A"'], [7]])(
		'are not emptied where nobody knows their form: %j',
		async (customfields) => {
			expect(await edited(customfields)).toBe(
				"'Order' has custom fields in a form that this node does not know, so nothing was sent [row 1]",
			);
		},
	);
});
