import type { IDataObject, INodeType } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { endpoints } from '../../../nodes/ChemInventory/contract';
import { onChemSandbox } from '../../support/chemInventory';
import { pathsAsked, rl } from '../../support/chemRuns';
import { runNode } from '../../support/engine';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);
const live = () => sandbox().chemInventory.lab;
const own = () => sandbox().chemInventory.inventoryId;

/** Whatever is called by a name. */
interface ByName {
	node: INodeType;
	/** Puts records with these names into the lab. @returns their IDs */
	add: (names: string[]) => number[];
	parameters: (name: string) => IDataObject;
	/** A near spelling is taken where it is the only one. */
	takesNear: boolean;
	/** The IDs that the operation was about. */
	taken: (json: IDataObject) => unknown;
}

function copies<R extends { id: number }>(
	records: Map<number, R>,
	isModel: (record: R) => boolean,
	next: () => number,
) {
	const model = [...records.values()].find(isModel);
	if (!model) throw new Error('the sandbox has none');
	return (changes: Partial<R>): number => {
		const id = next();
		records.set(id, { ...model, ...changes, id });
		return id;
	};
}

const kinds: Array<[string, ByName]> = [
	[
		'a location',
		{
			node: new ChemInventory(),
			add: (names) =>
				names.map((name) => {
					const { id } = live().addLocation(name);
					live().addContainer({ location: id });
					return id;
				}),
			parameters: (name) => ({
				resource: 'location',
				operation: 'getContainers',
				location: rl(name, 'path'),
				returnAll: true,
				output: 'simplified',
			}),
			takesNear: true,
			taken: ({ locationId }) => locationId,
		},
	],
	[
		'a user',
		{
			node: new ChemInventory(),
			add: (names) => {
				const { users, ids } = live().lab;
				const add = copies(
					users,
					({ id }) => id === live().user('reader').id,
					() => ids.user.next(),
				);
				return names.map((name) => add({ email: `${name.replace(' ', '.')}@example.com` }));
			},
			parameters: (name) => ({
				resource: 'user',
				operation: 'disable',
				user: rl(`${name.replace(' ', '.')}@example.com`, 'email'),
				options: {},
			}),
			takesNear: true,
			taken: ({ id }) => id,
		},
	],
	[
		'a watchlist',
		{
			node: new ChemInventory(),
			add: (names) => {
				const { watchlists, ids } = live().lab;
				const add = copies(
					watchlists,
					({ scope }) => scope === 'inventory',
					() => ids.watchlist.next(),
				);
				return names.map((name) => add({ name }));
			},
			parameters: (name) => ({
				resource: 'watchlist',
				operation: 'update',
				watchlist: rl(name, 'name'),
				updateFields: { addTerms: 'Xenon' },
			}),
			takesNear: false,
			taken: ({ id }) => id,
		},
	],
	[
		'a custom field',
		{
			node: new ChemInventory(),
			add: (names) => names.map((name) => live().addField({ name }).id),
			parameters: (name) => ({
				resource: 'customField',
				operation: 'update',
				fieldOf: 'container',
				customField: rl(name, 'name'),
				updateFields: { searchable: false },
			}),
			takesNear: false,
			taken: ({ id }) => id,
		},
	],
	[
		'a category of files',
		{
			node: new ChemInventory(),
			add: (names) => {
				const { fileCategories, ids } = live().lab;
				const add = copies(
					fileCategories,
					({ inventory }) => inventory === own(),
					() => ids.category.next(),
				);
				return names.map((name) => add({ name }));
			},
			parameters: (name) => ({
				resource: 'file',
				operation: 'renameCategory',
				category: rl(name, 'name'),
				newName: 'Renamed',
			}),
			takesNear: false,
			taken: ({ id }) => id,
		},
	],
	[
		'a unit',
		{
			node: new ChemInventoryContainer(),
			add: (names) => names.map((name) => live().addUnit(name).id),
			parameters: (name) => ({
				operation: 'create',
				specifyData: 'fields',
				name: 'A',
				substance: rl('67-64-1', 'cas'),
				createSubstance: false,
				location: rl('Cupboards > Cupboard 1', 'path'),
				size: '5',
				unit: rl(name, 'name'),
				barcodeCheck: 'none',
				barcode: '',
				additionalFields: {},
				output: 'simplified',
				options: {},
			}),
			takesNear: true,
			taken: ({ unit }) => live().unitId(String(unit)),
		},
	],
];

const changed = () => pathsAsked(sandbox()).filter((path) => endpoints.get(path)?.access !== 'read');

describe.each(kinds)('%s by name', (_what, { node, add, parameters, takesNear, taken }) => {
	const ask = async (name: string) => await runNode(onChemSandbox(node, sandbox()), [{}], parameters(name) as never);

	it('is the one that is spelled so, whatever is near', async () => {
		const [, exact] = add(['QUARZ b', 'Quarz B', 'quarz B', 'Quarz B2']);
		const { json, error } = await ask('Quarz B');
		expect(error).toBeUndefined();
		expect(taken(json[0] ?? {})).toBe(exact);
	});

	it(`${takesNear ? 'may be' : 'is not'} the only one that differs in upper and lower case`, async () => {
		const [near] = add(['QUARZ b', 'Quarz B2']);
		const { json, error } = await ask('Quarz B');
		if (takesNear) {
			expect(error).toBeUndefined();
			expect(taken(json[0] ?? {})).toBe(near);
		} else {
			expect(error?.message).toMatch(/was not found|does not have/);
			expect(error?.description).toContain('QUARZ b');
			expect(changed()).toEqual([]);
		}
	});

	it('is none of two that differ in upper and lower case', async () => {
		add(['QUARZ b', 'quarz B']);
		const { error } = await ask('Quarz B');
		expect(error?.message).toMatch(takesNear ? /matches several/ : /was not found|does not have/);
		expect(changed()).toEqual([]);
	});

	it.each(['Quar%', 'Quar_ B', '%', '_______', 'Quarz*', 'Quarz'])('is none for %j', async (name) => {
		add(['Quarz B', 'Quarz C']);
		const { error } = await ask(name);
		expect(error?.message).toMatch(/was not found|does not exist|does not have/);
		expect(changed()).toEqual([]);
	});
});
