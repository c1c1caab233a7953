import nock from 'nock';

import { chemBase, chemOrigin } from '../../support/chemInventory';
import { bodiesOf, pathsAsked, rl } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';
import { chemSandboxForChanges, editorOf } from './lookUps';

const sandbox = chemSandboxForChanges();
const editor = editorOf(sandbox);
const live = () => sandbox().chemInventory.lab;

beforeEach(forgetWaits);

const namesOf = ({ results }: { results: Array<{ name: string }> }) => results.map(({ name }) => name);
const valuesOf = ({ results }: { results: Array<{ value: unknown }> }) => results.map(({ value }) => value);
const searches = () => bodiesOf(sandbox(), '/search/execute');

describe('the list of containers', () => {
	it('asks for nothing at all without a text, for the service gives everything it finds at once', async () => {
		for (const filter of [undefined, '', '  ', 'a', '%', '%%%', '% %'])
			expect(await editor.list('searchContainers', { filter })).toEqual({ results: [] });
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('searches on the server for the exact barcode and for a part of the name', async () => {
		await editor.list('searchContainers', { filter: ' aceto ' });
		const { inventoryId: inventory } = sandbox().chemInventory;
		expect(searches()).toEqual([
			{ inventory, type: 'barcode', contents: 'aceto' },
			{ inventory, type: 'name', contents: '%aceto%' },
		]);
	});

	it('finds a container by what is printed on it, before those with that text in the name', async () => {
		const scanned = live().addContainer({
			name: 'Zinc dust',
			barcode: 'BOX-7',
			location: live().location('Cupboards > Cupboard 1').id,
		});
		const named = live().addContainer({ name: 'Rest of BOX-7', barcode: 'OTHER' });
		const found = await editor.list('searchContainers', { filter: 'BOX-7' });
		expect(valuesOf(found)).toEqual([scanned.id, named.id]);
		expect(namesOf(found)[0]).toBe('BOX-7 · Zinc dust · Cupboard 1 · Cupboards');
	});

	it('shows the ID of a container that has no barcode, before a name that others have as well', async () => {
		const twins = [1, 2].map(() => live().addContainer({ name: 'Twin in a long list', barcode: undefined }).id);
		const found = await editor.list('searchContainers', { filter: 'twin in a' });
		expect(namesOf(found).map((name) => name.slice(0, 30))).toEqual(
			twins.map((id) => `ID ${id} · Twin in a long list`.slice(0, 30)),
		);
	});

	it('lists a container once where barcode and name both fit', async () => {
		const { id } = live().addContainer({ name: 'Drum D-17', barcode: 'D-17' });
		expect(valuesOf(await editor.list('searchContainers', { filter: 'D-17' }))).toEqual([id]);
	});

	it('finds by a part of the name whatever the user of the token prefers for searches', async () => {
		const { id } = live().addContainer({ name: 'Cyclohexanone, dry' });
		live().limitSearchTo('user', []);
		expect([live().user('admin').nameSearch, live().user('user').nameSearch]).toEqual(['exact', 'partial']);
		for (const apiToken of [sandbox().chemInventory.tokens.admin, sandbox().chemInventory.tokens.user]) {
			expect(valuesOf(await editor.list('searchContainers', { filter: 'hexanone, d', secrets: { apiToken } }))).toEqual(
				[id],
			);
		}
	});

	it('leads through hundreds of hits a page at a time, each once and in order of the names', async () => {
		for (let count = 0; count < 230; count++) live().addContainer({ name: `Vial ${String(count).padStart(3, '0')}` });
		const pages = await editor.wholeList('searchContainers', { filter: 'Vial ' });
		expect(pages.map(({ results }) => results.length)).toEqual([100, 100, 30]);
		expect(pages.flatMap(namesOf).map((name) => name.split(' · ')[1])).toEqual(
			Array.from({ length: 230 }, (_, at) => `Vial ${String(at).padStart(3, '0')}`),
		);
	});

	it('lets a % within the text stand for any text, as the service does', async () => {
		const { id } = live().addContainer({ name: 'Nickel(II) acetate tetrahydrate' });
		expect(valuesOf(await editor.list('searchContainers', { filter: 'nickel%tetra' }))).toEqual([id]);
	});
});

describe('the list of substances', () => {
	it('shows each substance once, with CAS number and ID, however many containers hold it', async () => {
		const { id } = live().substance('67-64-1');
		live().addContainer({ name: 'Acetone for rinsing, HPLC grade', substance: id });
		live().addContainer({ name: 'Acetone', substance: id });
		const { results } = await editor.list('searchSubstances', { filter: 'acetone' });
		expect(results.filter(({ value }) => value === id)).toEqual([{ name: `Acetone · 67-64-1 (ID ${id})`, value: id }]);
	});

	it('searches by CAS number where the text is one, else by a part of the name; never both', async () => {
		const { id } = live().substance('67-64-1');
		expect(valuesOf(await editor.list('searchSubstances', { filter: '67-64-1' }))).toEqual([id]);
		await editor.list('searchSubstances', { filter: '67-64' });
		expect(searches()).toMatchObject([
			{ type: 'cas', contents: '67-64-1' },
			{ type: 'name', contents: '%67-64%' },
		]);
	});

	it('tells two substances of one name apart by their IDs', async () => {
		const found = await editor.list('searchSubstances', { filter: 'Compound LX-1' });
		expect(new Set(namesOf(found)).size).toBe(2);
		expect(namesOf(found).every((name) => /^Compound LX-1 · N\/A \(ID \d+\)$/.test(name))).toBe(true);
	});

	it('asks for nothing without a text', async () => {
		for (const filter of [undefined, ' ', 'a', '%'])
			expect(await editor.list('searchSubstances', { filter })).toEqual({ results: [] });
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});

describe('the list of suppliers', () => {
	it('shows one of each in the order of the alphabet, and no words for "none"', async () => {
		const found = await editor.list('searchSuppliers');
		expect(namesOf(found)).toEqual(['Alfa Aesar', 'Fisher Scientific', 'Sigma Aldrich', 'Sigma-Aldrich', 'TCI', 'VWR']);
		expect(valuesOf(found)).toEqual(namesOf(found));
	});

	it('takes the spelling without blanks around it, wherever it stands in the list', async () => {
		for (const [id, name] of [
			[900, 'Merck '],
			[901, 'Merck'],
			[902, ' MERCK'],
		] as const)
			live().lab.suppliers.set(id, { id, name, inventory: sandbox().chemInventory.inventoryId });
		expect((await editor.list('searchSuppliers', { filter: 'merck' })).results).toEqual([
			{ name: 'Merck', value: 'Merck' },
		]);
	});

	it('keeps the only spelling there is, blanks included, so that no second supplier comes into being', async () => {
		live().lab.suppliers.set(900, { id: 900, name: 'Acros ', inventory: sandbox().chemInventory.inventoryId });
		expect((await editor.list('searchSuppliers', { filter: 'acros' })).results).toEqual([
			{ name: 'Acros', value: 'Acros ' },
		]);
	});

	it('pages, and is read with one request', async () => {
		for (let id = 1000; id < 1150; id++)
			live().lab.suppliers.set(id, { id, name: `Company ${id}`, inventory: sandbox().chemInventory.inventoryId });
		const pages = await editor.wholeList('searchSuppliers', { filter: 'company' });
		expect(pages.map(({ results }) => results.length)).toEqual([100, 50]);
		expect(pathsAsked(sandbox())).toEqual(['/general/getdetails', '/general/getdetails']);
	});
});

describe('the list of inventories', () => {
	it('shows the active one first, then the others of the user', async () => {
		const { inventoryId, otherInventoryId } = sandbox().chemInventory;
		expect((await editor.list('searchInventories')).results).toEqual([
			{ name: `Sandbox Group (ID ${inventoryId}, active)`, value: inventoryId },
			{ name: `Teaching Group (ID ${otherInventoryId})`, value: otherInventoryId },
		]);
	});

	it.each([
		['inventory and name', [{ inventory: 77, name: 'Glass Store' }], 'Glass Store (ID 77)'],
		['id and name', [{ id: '77', name: 'Glass Store' }], 'Glass Store (ID 77)'],
		['inventoryname', [{ inventory: 77, inventoryname: 'Glass Store' }], 'Glass Store (ID 77)'],
		['no name', [{ inventory: 77 }], 'Inventory (ID 77)'],
	])('offers a search those that are shared with the active one (%s), each once', async (_what, sharing, name) => {
		const user = { id: 1, inventory: 9, inventoryname: 'Demo', accounttype: 2 };
		const data = { user: { ...user, otherInventories: [{ inventory: 5, name: 'B' }] }, inventory: { id: 9, sharing } };
		nock(chemOrigin).persist().post('/api/general/getdetails').reply(200, { status: 'success', data });
		const secrets = { baseUrl: chemBase };
		const entries = async (method: string) => (await editor.list(method, { secrets })).results.map((one) => one.name);
		expect(await entries('searchSearchedInventories')).toEqual(['Demo (ID 9, active)', 'B (ID 5)', name]);
		expect(await entries('searchInventories')).toEqual(['Demo (ID 9, active)', 'B (ID 5)']);
	});

	it('finds by a part of the name', async () => {
		expect(valuesOf(await editor.list('searchInventories', { filter: 'TEACH' }))).toEqual([
			sandbox().chemInventory.otherInventoryId,
		]);
	});
});

describe('the list of locations', () => {
	it('shows the innermost place first, in the order of the paths, a page at a time, and finds by any part of them', async () => {
		const first = live().location('Cupboards');
		for (let id = 5000; id < 5120; id++)
			live().locations.set(id, { ...first, id, name: `Rack ${id}`, parent: first.id, barcode: null });
		const pages = await editor.wholeList('searchLocations', { filter: 'cupboards > rack' });
		expect(pages.map(({ results }) => results.length)).toEqual([100, 20]);
		expect(await editor.wholeList('searchLocations', { filter: 'RACK > cupb' })).toEqual(pages);
		const names = pages.flatMap(namesOf);
		expect(names).toEqual(Array.from({ length: 120 }, (_, at) => `Rack ${5000 + at} · Cupboards`));
	});
});

describe('the lists of units, orders, files, categories and watchlists', () => {
	it('keep spellings of one unit apart by their IDs', async () => {
		const names = namesOf(await editor.list('searchUnits', { filter: 'ml' }));
		expect(names).toEqual([`mL (ID ${live().unitId('mL')})`, `ml (ID ${live().unitId('ml')})`]);
	});

	it('show of an order what it is, from whom, and how far', async () => {
		const [order] = live().openOrders();
		const { results } = await editor.list('searchOrders', { filter: `ID ${order?.id}` });
		expect(results).toEqual([
			{
				name: expect.stringMatching(new RegExp(`^${order?.name}, .+, (ordered|requested), ID ${order?.id}$`)),
				value: order?.id,
			},
		]);
	});

	it('find files, categories and watchlists by a part of the name', async () => {
		expect(namesOf(await editor.list('searchFileCategories', { filter: 'cert' }))).toEqual(['Certificates']);
		expect(namesOf(await editor.list('searchWatchlists', { filter: 'PEROXIDE' }))).toEqual([
			'Peroxide formers (inventory)',
		]);
		const files = await editor.list('searchFiles', { filter: '.csv' });
		expect(files.results.length).toBeGreaterThan(0);
		expect(namesOf(files).every((name) => name.includes('.csv'))).toBe(true);
	});

	it('show files and categories of the site as well, with one request', async () => {
		expect(namesOf(await editor.list('searchFileCategories'))).toEqual([
			'(M)SDS',
			'Certificates',
			'Risk Assessments',
			'Site Procedures',
		]);
		expect(pathsAsked(sandbox())).toEqual(['/filestore/load']);
		expect(namesOf(await editor.list('searchFiles', { filter: 'procedure 3' }))).toEqual([
			expect.stringMatching(/^Procedure 3\.pdf \(ID \d+\)$/),
		]);
	});

	it('page through long lists of files', async () => {
		const [file] = [...live().lab.files.values()];
		if (!file) throw new Error('no file');
		for (let id = 9000; id < 9140; id++) live().lab.files.set(id, { ...file, id, name: `Sheet ${id}.pdf` });
		const pages = await editor.wholeList('searchFiles', { filter: 'sheet' });
		expect(pages.map(({ results }) => results.length)).toEqual([100, 40]);
	});
});

describe('the list of deleted containers', () => {
	it('shows the last deleted first, with its barcode, its day and its ID', async () => {
		const { id } = live().addContainer({
			name: 'Gone',
			barcode: 'GONE-1',
			deleted: { at: '2099-12-31 10:00:00', userId: 178 },
		});
		const { results } = await editor.list('searchDeletedContainers');
		expect(results[0]).toEqual({ name: `GONE-1 · Gone · deleted 2099-12-31 · ID ${id}`, value: id });
		expect(results.length).toBeGreaterThan(5);
		expect(valuesOf(await editor.list('searchDeletedContainers', { filter: 'gone-1' }))).toEqual([id]);
	});
});

describe('a list without an entry', () => {
	it.each([
		['searchLocations', 'locations', 'Add one in ChemInventory'],
		['searchOrders', 'orders', 'operation Create'],
		['searchWatchlists', 'watchlists', 'operation Create'],
		['searchSuppliers', 'suppliers', 'Choose By Name'],
		['searchCustomFields', 'customFields', "in 'Field Of'"],
		['searchFiles', 'files', 'Add one in ChemInventory'],
		['searchDeletedContainers', 'containers', 'nothing to bring back'],
	] as const)('says what to do: %s', async (method, emptied, whatToDo) => {
		live().lab[emptied].clear();
		await expect(editor.list(method)).rejects.toMatchObject({
			message: 'There is nothing to choose from',
			description: expect.stringContaining(whatToDo),
		});
	});

	it('is not meant where there are some, and none fits what was typed', async () => {
		expect(await editor.list('searchLocations', { filter: 'no such place' })).toEqual({ results: [] });
	});
});

describe('the list of custom fields', () => {
	it('shows those of the kind that the form names, and none that ChemInventory hides', async () => {
		const fields = namesOf(await editor.list('searchCustomFields', { parameters: { fieldOf: 'substance' } }));
		expect(fields).toContain('Register (sf-870)');
		expect(fields.every((name) => name.includes('(sf-'))).toBe(true);
		expect(
			namesOf(await editor.list('searchCustomFields', { parameters: { fieldOf: 'container' }, filter: 'expiry' })),
		).toEqual(['Expiry Date (cf-363)']);
	});
});

describe('the list of users', () => {
	const failureOf = async (list: Promise<unknown>): Promise<Error & { description?: string }> =>
		await list.then(
			() => new Error('it did not fail'),
			(thrown: Error) => thrown,
		);

	it('shows those of the active inventory', async () => {
		const { otherInventoryId } = sandbox().chemInventory;
		const names = namesOf(await editor.list('searchUsers'));
		expect(names).toContain('Lab Reader (reader@sandbox-lab.example)');
		expect(names.some((name) => name.startsWith('Teaching'))).toBe(false);
		expect(bodiesOf(sandbox(), '/inventorymanagement/users/list')).not.toContainEqual({ inventory: otherInventoryId });
	});

	it.each([[rl(2101, 'list')], [rl('2101')], ['2101'], [2101]])(
		'shows those of the inventory that the options name (%j)',
		async (inventory) => {
			live().user('admin').roles.set(2101, 2);
			const names = namesOf(await editor.list('searchUsers', { parameters: { options: { inventory } } }));
			expect(names).toContain('Teaching Administrator (teacher@sandbox-lab.example)');
		},
	);

	it.each(['={{ $json.inventory }}', rl('={{ $json.inventory }}'), rl('={{ $json.inventory }}', 'list')])(
		'says that it is not known yet whose they are where the options hold an expression (%j)',
		async (inventory) => {
			const error = await failureOf(editor.list('searchUsers', { parameters: { options: { inventory } } }));
			expect(error.message).toBe('This list depends on a field that is given by an expression');
			expect(error.description).toContain('Until then this list cannot show the users of that inventory.');
			expect(bodiesOf(sandbox(), '/inventorymanagement/users/list')).toEqual([]);
		},
	);

	it('asks for the inventory where the options hold none', async () => {
		const error = await failureOf(
			editor.list('searchUsers', { parameters: { options: { inventory: rl('', 'list') } } }),
		);
		expect(error.message).toBe("'Inventory' is empty");
	});

	it.each(['orders', 'user', 'reader'] as const)(
		'says whose token it needs when that of %s may not read it',
		async (role) => {
			const apiToken = sandbox().chemInventory.tokens[role];
			const error = await failureOf(editor.list('searchUsers', { secrets: { apiToken } }));
			expect(error.message).toBe('ChemInventory refused the request');
			expect(error.description).toContain('This needs the API token of a group administrator.');
		},
	);
});
