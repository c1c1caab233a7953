import { getDetails } from '../../../nodes/ChemInventory/contract/inventory';
import { listContainersOfLocation } from '../../../nodes/ChemInventory/contract/location';
import { executeSearch, listAdvancedFilters } from '../../../nodes/ChemInventory/contract/search';
import type { ContainerRecord } from '../../../sandbox/cheminventory/state';
import { present } from '../../support/present';
import { ids, refused, success, withLab } from './client';
import type { ChemInventoryClient } from './client';

interface Search {
	inventory?: number | string;
	type: string;
	contents: unknown;
}

async function found(client: ChemInventoryClient, search: Search): Promise<number[]> {
	const { containers, orders } = await client.ask(executeSearch, { inventory: client.inventory, ...search });
	expect(orders).toEqual([]);
	return ids(containers);
}

const where = ({ lab }: ChemInventoryClient, fits: (container: ContainerRecord) => boolean): number[] =>
	ids(lab.liveContainers().filter(fits));

const rule = (id: string, operator: string, value?: unknown) => ({
	id,
	field: 'date',
	type: 'date',
	input: 'text',
	operator,
	value,
});
const advanced = (...rules: object[]) => ({ type: 'advanced', contents: { condition: 'AND', rules } }) as const;

describe('a search by name', () => {
	it('looks at synonyms too, and pays no heed to case (trap 10)', async () => {
		await withLab(async (client) => {
			const expected = where(client, ({ substance }) => substance === client.lab.substance('7087-68-5').id);
			expect(expected.length).toBeGreaterThan(0);
			expect(await found(client, { type: 'name', contents: 'dipea' })).toEqual(expected);
		});
	});

	it('needs the whole name or a part of it, as the user prefers', async () => {
		await withLab(async (client) => {
			expect(await found(client, { type: 'name', contents: 'dipe' })).toEqual([]);
			client.lab.user('admin').nameSearch = 'partial';
			expect((await found(client, { type: 'name', contents: 'dipe' })).length).toBeGreaterThan(0);
		});
	});

	it('takes % for anything', async () => {
		await withLab(async (client) => {
			expect(await found(client, { type: 'name', contents: '%' })).toEqual(ids(client.lab.liveContainers()));
			expect(await found(client, { type: 'name', contents: 'ACET%trile%' })).toEqual(
				where(client, ({ substance }) => substance === client.lab.substance('75-05-8').id),
			);
		});
	});
});

describe('a search', () => {
	it('by barcode is exact, with case, and finds both holders of one barcode (trap 7)', async () => {
		await withLab(async (client) => {
			expect(await found(client, { type: 'barcode', contents: 'AA00040' })).toHaveLength(2);
			expect(await found(client, { type: 'barcode', contents: 'aa00040' })).toEqual([]);
		});
	});

	it('by CAS, hazard, substance and container finds those', async () => {
		await withLab(async (client) => {
			const { id } = client.lab.substance('60-29-7');
			const ether = where(client, ({ substance }) => substance === id);
			expect(await found(client, { type: 'cas', contents: '60-29-7' })).toEqual(ether);
			expect(await found(client, { type: 'substanceid', contents: String(id) })).toEqual(ether);
			expect(await found(client, { type: 'containerid', contents: String(ether[0]) })).toEqual([ether[0]]);
			expect(await found(client, { type: 'ghs', contents: { searchtype: 'or', items: ['H224', 'H999'] } })).toEqual(
				ether,
			);
		});
	});

	it('by hazard knows no other searchtype than "or" (trap 15)', async () => {
		await withLab(async (client) => {
			const body = { inventory: client.inventory, type: 'ghs', contents: { searchtype: 'and', items: ['H224'] } };
			expect(await client.post(executeSearch.path, body)).toEqual(refused(/not valid/));
		});
	});

	it('by structure takes SMILES, or a molfile (trap 16)', async () => {
		await withLab(async (client) => {
			const iodomethane = where(client, ({ substance }) => substance === client.lab.substance('74-88-4').id);
			const molfile = [
				'',
				'  drawn',
				'',
				'  2  1  0  0  0  0  0  0  0  0999 V2000',
				'    0.0000    0.0000    0.0000 C   0  0',
				'    1.0000    0.0000    0.0000 I   0  0',
				'  1  2  1  0',
				'M  END',
			].join('\n');
			expect(await found(client, { type: 'exactstructure', contents: 'CI' })).toEqual(iodomethane);
			expect(await found(client, { type: 'exactstructure', contents: molfile })).toEqual(iodomethane);
			expect(await found(client, { type: 'substructure', contents: 'c1ccncc1' })).toEqual(
				expect.arrayContaining(where(client, ({ substance }) => substance === client.lab.substance('110-86-1').id)),
			);
		});
	});

	it('by custom field names its data type (trap 12)', async () => {
		await withLab(async (client) => {
			const { id } = client.lab.addContainer({
				fields: new Map([
					[363, '2031-02-03'],
					[368, '|Light sensitive|'],
				]),
			});
			expect(await found(client, { type: 'cf-date-363', contents: '3 Feb 2031' })).toEqual([id]);
			expect(await found(client, { type: 'cf-tags-368', contents: 'light sensitive' })).toEqual([id]);
			for (const [type, words] of [
				['cf-text-363', /is a field of type date/],
				['cf-363', /must be a search type/],
				['cf-date-1363', /no custom field/],
			] as const) {
				expect(await client.post(executeSearch.path, { inventory: client.inventory, type, contents: 'x' })).toEqual(
					refused(words),
				);
			}
		});
	});

	it('reaches the other inventory, the site and what is in recycling', async () => {
		await withLab(async (client) => {
			const { containers } = client.lab;
			const inRecycling = where(client, ({ isInRecycling }) => isInRecycling);
			const ofSite = [...containers.values()].filter(({ deleted }) => deleted === undefined);
			expect(await found(client, { inventory: 'site', type: 'name', contents: '%' })).toHaveLength(ofSite.length);
			expect(await found(client, { inventory: 2101, type: 'name', contents: '%' })).toEqual(
				ids(ofSite.filter(({ inventory }) => inventory === 2101)),
			);
			expect(inRecycling.length).toBeGreaterThan(0);
			expect(await found(client, { inventory: 'recycling', type: 'name', contents: '%' })).toEqual(inRecycling);
		});
	});

	it('reaches an inventory that is shared with the own one, without a role in it', async () => {
		const ask = { inventory: 2101, type: 'name', contents: 'Acetone' };
		await withLab(async (client) => {
			const user = client.as('user');
			const { inventory } = await user.ask(getDetails, {});
			expect(inventory.sharing).toEqual([{ inventory: 2101, name: 'Teaching Group' }]);
			expect(await found(user, ask)).toHaveLength(1);
		});
		await withLab(
			async (client) => {
				expect((await client.ask(getDetails, {})).inventory.sharing).toEqual([]);
				expect(await client.as('user').post(executeSearch.path, ask)).toEqual(refused(/no access to inventory 2101/));
			},
			{ chemInventory: { sharing: 'none' } },
		);
	});

	it('keeps the order of keys of the vendor, with the path as number 19 (trap 17)', async () => {
		await withLab(async (client) => {
			const body = {
				inventory: client.inventory,
				type: 'containerid',
				contents: String(ids(client.lab.liveContainers())[0]),
			};
			const answer = await client.post(executeSearch.path, body);
			const row = /"containers":\[(\{.*?\})\]/s.exec(answer.text)?.[1] ?? '';
			const keys = [...row.matchAll(/"(\w+)":/g)].map(([, key]) => key);
			expect(keys.slice(0, 8)).toEqual(['id', 'name', 'location', 'size', 'unitid', 'unit', 'substance', 'cas']);
			expect(keys[19]).toBe('locationtext');
		});
	});
});

describe('"limit search to"', () => {
	it('takes hits away from searches without a sign, and from nothing else (trap 9)', async () => {
		await withLab(async (client) => {
			const user = client.as('user');
			const seen = await found(user, { type: 'name', contents: '%' });
			expect(seen.length).toBeGreaterThan(0);
			expect(seen.length).toBeLessThan(client.lab.liveContainers().length);
			const { user: details } = await user.ask(getDetails, {});
			expect(details.preferences?.limitlocations).toEqual({ 2100: [client.lab.location('Lab 1.01').id] });
			const outside = client.lab.location('Cupboards > Cupboard 1').id;
			expect((await user.ask(listContainersOfLocation, { locationid: outside })).containers.length).toBeGreaterThan(0);
			client.lab.limitSearchTo('user', []);
			expect(await found(user, { type: 'name', contents: '%' })).toHaveLength(client.lab.liveContainers().length);
		});
	});

	it('holds for every user, or for nobody, by switch', async () => {
		await withLab(
			async (client) =>
				expect((await found(client, { type: 'name', contents: '%' })).length).toBeLessThan(
					client.lab.liveContainers().length,
				),
			{ chemInventory: { limitSearchTo: 'every user' } },
		);
		await withLab(
			async (client) =>
				expect(await found(client.as('user'), { type: 'name', contents: '%' })).toHaveLength(
					client.lab.liveContainers().length,
				),
			{ chemInventory: { limitSearchTo: 'nobody' } },
		);
	});
});

describe('an advanced search', () => {
	const isInMonth = ({ fields }: ContainerRecord) => fields.get(363)?.startsWith('2025-06') === true;
	const now = () => new Date('2025-06-15T10:00:00Z');

	it('finds what expires within a month, both ends included, by the date format of the user (trap 13)', async () => {
		await withLab(
			async (client) => {
				client.lab.addContainer({ fields: new Map([[363, '2025-06-01']]) });
				client.lab.addContainer({ fields: new Map([[363, '2025-06-30']]) });
				const expected = where(client, isInMonth);
				expect(expected.length).toBeGreaterThan(10);
				expect(await found(client, advanced(rule('cf-363', 'between', ['1 Jun 2025', '30 Jun 2025'])))).toEqual(
					expected,
				);
				expect(await found(client, advanced(rule('cf-363', 'between', ['2025-06-01', '2025-06-30'])))).toEqual([]);
			},
			{ now },
		);
	});

	it.each([
		['YYYY-MM-DD', '2025-06-01', '2025-06-30'],
		['DD/MM/YYYY', '01/06/2025', '30/06/2025'],
		['MM/DD/YYYY', '06/01/2025', '06/30/2025'],
	] as const)('reads dates as %s, by switch', async (dateFormat, from, to) => {
		await withLab(
			async (client) => {
				expect((await client.ask(getDetails, {})).user.dateformat?.momentformat).toBe(dateFormat);
				expect(await found(client, advanced(rule('cf-363', 'between', [from, to])))).toEqual(where(client, isInMonth));
			},
			{ now, chemInventory: { dateFormat } },
		);
	});

	it('knows its operators, groups with AND and OR, and groups within groups (trap 14)', async () => {
		await withLab(async (client) => {
			const remaining = ({ fields }: ContainerRecord) => Number(fields.get(365) ?? Number.NaN);
			const isBetween = (value: number) => value >= 5 && value <= 10;
			const cases: Array<[object, (container: ContainerRecord) => boolean]> = [
				[rule('cf-365', 'less', '10'), (container) => remaining(container) < 10],
				[rule('cf-365', 'greater', 10), (container) => remaining(container) > 10],
				[rule('barcode', 'equal', 'AA00001'), ({ barcode }) => barcode === 'AA00001'],
				[rule('barcode', 'not_equal', 'AA00001'), ({ barcode }) => barcode !== 'AA00001'],
				[rule('barcode', 'begins_with', 'aa0000'), ({ barcode }) => barcode.startsWith('AA0000')],
				[rule('name', 'contains', 'anhydrous'), ({ name }) => name.includes('anhydrous')],
				[rule('cf-363', 'is_empty'), ({ fields }) => !fields.has(363)],
				[rule('cf-363', 'is_not_empty'), ({ fields }) => fields.has(363)],
				[rule('cf-363', 'is_null'), ({ fields }) => !fields.has(363)],
				[rule('cf-363', 'is_not_null'), ({ fields }) => fields.has(363)],
				[rule('cf-365', 'less_or_equal', '10'), (container) => remaining(container) <= 10],
				[rule('cf-365', 'greater_or_equal', '10'), (container) => remaining(container) >= 10],
				[rule('cf-365', 'not_between', ['5', '10']), (container) => !isBetween(remaining(container))],
				[rule('barcode', 'in', ['AA00001', 'aa00002']), ({ barcode }) => /^AA0000[12]$/.test(barcode)],
				[rule('barcode', 'not_in', ['AA00001', 'AA00002']), ({ barcode }) => !/^AA0000[12]$/.test(barcode)],
				[rule('barcode', 'not_begins_with', 'AA0000'), ({ barcode }) => !barcode.startsWith('AA0000')],
				[rule('barcode', 'ends_with', '7'), ({ barcode }) => barcode.endsWith('7')],
				[rule('barcode', 'not_ends_with', '7'), ({ barcode }) => !barcode.endsWith('7')],
				[rule('name', 'not_contains', 'anhydrous'), ({ name }) => !name.includes('anhydrous')],
			];
			for (const [asked, fits] of cases) expect(await found(client, advanced(asked))).toEqual(where(client, fits));
			const turned = { condition: 'AND', not: true, rules: [rule('barcode', 'equal', 'AA00001')] };
			expect(await found(client, { type: 'advanced', contents: turned })).toEqual(
				where(client, ({ barcode }) => barcode !== 'AA00001'),
			);
			const nested = {
				condition: 'OR',
				rules: [
					rule('barcode', 'equal', 'AA00001'),
					{ condition: 'AND', rules: [rule('barcode', 'begins_with', 'AA'), rule('cf-365', 'equal', '2.5')] },
				],
			} as const;
			expect(await found(client, { type: 'advanced', contents: { ...nested, rules: [...nested.rules] } })).toEqual(
				where(
					client,
					(container) =>
						container.barcode === 'AA00001' || (container.barcode.startsWith('AA') && remaining(container) === 2.5),
				),
			);
		});
	});

	it('is refused for other operators and fields, a missing end of a range, and rules that are none', async () => {
		await withLab(async (client) => {
			const ask = async (contents: unknown) =>
				await client.post(executeSearch.path, { inventory: client.inventory, type: 'advanced', contents });
			const group = (...rules: object[]) => ({ condition: 'AND', rules });
			expect(await ask(group(rule('cf-363', 'like', '1 Jun 2025')))).toEqual(refused('There is no operator like.'));
			expect(await ask(group(rule('barcode', 'in', [])))).toEqual(refused(/takes another number of values: several/));
			expect(await ask(group(rule('cf-1363', 'is_empty')))).toEqual(refused('There is no search field cf-1363.'));
			expect(await ask(group(rule('cf-363', 'between', '1 Jun 2025')))).toEqual(
				refused(/takes another number of values: two/),
			);
			expect(await ask({ rules: [rule('name', 'equal', 'x')] })).toEqual(refused(/not valid/));
			expect(await ask('name = x')).toEqual(refused(/QueryBuilder/));
			expect(await ask({ condition: 'NOT', rules: [] })).toEqual(refused(/not valid/));
		});
	});

	it('has a list of its fields, without operators', async () => {
		await withLab(async (client) => {
			expect(await client.post(listAdvancedFilters.path)).toEqual(
				success(
					expect.arrayContaining([
						{ id: 'name', label: 'Name', type: 'string' },
						{
							id: 'cf-363',
							field: 'date',
							label: 'Expiry Date',
							type: 'date',
							plugin: 'datepicker',
							plugin_config: { dateFormat: 'd M yy' },
						},
					]),
				),
			);
			expect(
				present(await client.ask(listAdvancedFilters, {})).filter(({ id }) => id.startsWith('sf-')).length,
			).toBeGreaterThan(3);
		});
	});
});
