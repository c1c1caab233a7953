import type { IDataObject, INodeType } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';
import { matchContainers } from '../../nodes/ChemInventory/records/container/compare';
import { seededRandom } from '../../sandbox/cheminventory/seed/random';
import { chemOrigin, onChemSandbox } from '../support/chemInventory';
import { bodiesOf, chemRunOnNock, pathsAsked, rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import { mapped } from '../support/mapped';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);
const live = () => sandbox().chemInventory.lab;
const run = async (node: INodeType, inputs: IDataObject[], parameters: IDataObject, secrets: IDataObject = {}) =>
	await runNode(onChemSandbox(node, sandbox(), secrets), inputs, parameters as never);

const shelf = 'Cupboards > Cupboard 1';
const creation = {
	operation: 'create',
	specifyData: 'fields',
	name: '={{ $json.name }}',
	substance: rl('67-64-1', 'cas'),
	createSubstance: false,
	location: rl(shelf, 'path'),
	size: '5',
	unit: rl('mL', 'name'),
	barcodeCheck: 'none',
	barcode: '={{ $json.barcode }}',
	additionalFields: {},
	customFields: mapped({}),
	output: 'raw',
	options: {},
};

describe('each item gets its own container', () => {
	it.each([
		['barcodes that differ in zeros', ['006574', '6574', '06574'].map((barcode) => ({ name: 'A', barcode }))],
		[
			'barcodes of 18 digits',
			['376104250021234560', '376104250021234561', '376104250021234562'].map((barcode) => ({ name: 'A', barcode })),
		],
		['barcodes that differ in case', ['aa1', 'AA1', 'Aa1'].map((barcode) => ({ name: 'A', barcode }))],
		['barcodes with an exponent', ['1e3', '1000', '1E3'].map((barcode) => ({ name: 'A', barcode }))],
		['names that look like numbers', ['1.10', '1.1', '01.1'].map((name) => ({ name, barcode: '' }))],
	])('%s', async (_what, inputs) => {
		const { json, error } = await run(new ChemInventoryContainer(), inputs, creation);
		expect(error).toBeUndefined();
		expect(json.map(({ name, barcode }) => ({ name, barcode }))).toEqual(inputs);
	});

	it('or nobody can tell: random entries, in any order of the new ids', () => {
		const random = seededRandom(31);
		const pick = (from: readonly string[]) => from[random(from.length)] ?? '';
		let told = 0;
		for (let round = 0; round < 3_000; round++) {
			const entries = Array.from({ length: 2 + random(4) }, () => ({
				name: pick(['1.10', '1.1', 'A', 'a', 'A ', '01']),
				...(random(2) === 0
					? { barcode: pick(['006574', '6574', '376104250021234560', '376104250021234561', 'aa', 'AA']) }
					: {}),
				...(random(2) === 0 ? { containersize: pick(['5', '5.0', '05', '~5', '0,5', '']) } : {}),
				...(random(3) === 0 ? { comments: pick(['1', '1.0', 'x']) } : {}),
			}));
			const order = entries.map((_entry, at) => at);
			for (let at = order.length - 1; at > 0; at--) {
				const other = random(at + 1);
				[order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
			}
			const shown = order.map((at) => {
				const {
					name,
					barcode = '',
					containersize = '',
					comments = '',
				} = { barcode: undefined, containersize: undefined, comments: undefined, ...entries[at] };
				return { containername: name, barcode, size: containersize, comments };
			});
			const matches = matchContainers(entries, shown);
			if (matches === undefined) continue;
			told++;
			expect(new Set(matches).size).toBe(entries.length);
			for (const [at, entry] of entries.entries()) {
				const own = shown[matches[at] ?? -1];
				expect([own?.containername?.trim(), own?.barcode]).toEqual([entry.name.trim(), entry.barcode ?? '']);
			}
		}
		expect(told).toBeGreaterThan(2_500);
	});
});

describe('suppliers', () => {
	const orderOf = (name: string) => {
		const { lab } = live();
		const [order] = [...lab.orders.values()].filter(({ container }) => container === undefined);
		const known = [...lab.suppliers.values()].find((one) => one.name === name);
		const supplier = known ?? { id: 9_900, name, inventory: sandbox().chemInventory.inventoryId };
		lab.suppliers.set(supplier.id, supplier);
		if (!order) throw new Error('no order');
		Object.assign(order, { supplier: supplier.id, size: ' 5 ' });
		return { order, supplier };
	};

	it.each(['Sigma Aldrich ', 'SIGMA  ALDRICH', 'Sigma\u200bAldrich', ' VWR'])(
		'of an order go back as they were when something else changes: %j',
		async (name) => {
			const { order, supplier } = orderOf(name);
			const known = live().lab.suppliers.size;
			const { error } = await run(new ChemInventoryOrder(), [{}], {
				operation: 'update',
				order: rl(order.id),
				updateFields: { comments: 'Call them' },
				customFields: mapped({}),
				output: 'simplified',
			});
			expect(error).toBeUndefined();
			expect(bodiesOf(sandbox(), '/order/edit')).toMatchObject([{ supplier: name, containersize: ' 5 ' }]);
			expect(order).toMatchObject({ supplier: supplier.id, comments: 'Call them' });
			expect(live().lab.suppliers.size).toBe(known);
		},
	);

	const createdFrom = async (supplier: string, ...known: string[]) => {
		for (const [at, name] of known.entries())
			live().lab.suppliers.set(9_901 + at, {
				id: 9_901 + at,
				name,
				inventory: sandbox().chemInventory.inventoryId,
			});
		return await run(new ChemInventoryContainer(), [{ name: 'A', barcode: '' }], {
			...creation,
			additionalFields: { supplier: rl(supplier, 'name') },
		});
	};

	it.each([
		['Acros', ['ACROS', 'Acros'], 'Acros'],
		['ACROS', ['ACROS', 'Acros'], 'ACROS'],
		['acros', ['ACROS', ' ACROS', 'ACROS '], 'ACROS'],
		['acros', [' ACROS'], ' ACROS'],
		['Acros', ['Acros '], 'Acros '],
		['Acros', ['Acros Organics', 'Acro_', 'Acro%'], 'Acros'],
	])('%j is sent as it stands in the list %j', async (given, known, sent) => {
		const { error } = await createdFrom(given, ...known);
		expect(error).toBeUndefined();
		expect(bodiesOf(sandbox(), '/container/add')).toMatchObject([{ data: [{ supplier: sent }] }]);
	});

	it('that only differ in upper and lower case from what was given are named, and none is taken', async () => {
		const { error } = await createdFrom('acros', 'ACROS', 'Acros');
		expect(error?.message).toBe("'Supplier' matches several suppliers [row 1]");
		expect(error?.description).toBe('"acros" matches "ACROS", "Acros". Write it as one of these.');
		expect(bodiesOf(sandbox(), '/container/add')).toEqual([]);
	});
});

describe('barcodes', () => {
	const tooLong = Number('376104250021234569');
	const fields: Array<[string, INodeType, IDataObject]> = [
		['a new container', new ChemInventoryContainer(), { ...creation, name: 'A' }],
		[
			'a container',
			new ChemInventoryContainer(),
			{ operation: 'get', container: rl('={{ $json.barcode }}', 'barcode'), output: 'simplified', options: {} },
		],
		[
			'several containers',
			new ChemInventoryContainer(),
			{ operation: 'delete', containersBy: 'barcode', containers: '={{ $json.barcode }}' },
		],
		[
			'a list of containers',
			new ChemInventoryContainer(),
			{ operation: 'delete', containersBy: 'barcode', containers: '={{ [$json.barcode] }}' },
		],
		[
			'My Collection',
			new ChemInventory(),
			{ resource: 'myCollection', operation: 'addByBarcode', barcodes: '={{ $json.barcode }}', whenNotAdded: 'fail' },
		],
		[
			'a check',
			new ChemInventory(),
			{ resource: 'barcode', operation: 'check', barcode: '={{ $json.barcode }}', output: 'simplified' },
		],
		[
			'a search',
			new ChemInventorySearch(),
			{
				operation: 'byBarcode',
				barcode: '={{ $json.barcode }}',
				scope: 'active',
				fullRows: false,
				output: 'simplified',
				options: {},
			},
		],
	];

	it.each(fields)(
		'that are numbers with more digits than a number holds are refused for %s',
		async (_what, node, parameters) => {
			const { error } = await run(node, [{ barcode: tooLong }], parameters);
			expect(error?.message).toMatch(
				/^'(Barcodes?|Containers?)' (contains a number that is not exact|is not a list of texts)/,
			);
			expect(pathsAsked(sandbox()).filter((path) => !/load|units|details|customfields/.test(path))).toEqual([]);
		},
	);

	const get = { operation: 'get', container: rl('={{ $json.barcode }}', 'barcode'), output: 'simplified', options: {} };

	it.each([
		['without a limit', 'admin', false],
		['with one', 'user', true],
	] as const)(
		'that are not found: upper and lower case matter, and "limit search to" is named %s',
		async (_what, who, told) => {
			live().addContainer({ barcode: 'ZZ00001' });
			const { error } = await run(new ChemInventoryContainer(), [{ barcode: 'zz00001' }], get, {
				apiToken: sandbox().chemInventory.tokens[who],
			});
			expect(error?.message).toBe("'Container' was not found [row 1]");
			expect(error?.description).toContain('has the barcode "zz00001". Upper and lower case matter.');
			expect(error?.description).toContain('or deleted');
			expect(error?.description?.includes('limit search to')).toBe(told);
		},
	);

	it.each([
		['zz00001', 'ZZ00001', '"ZZ00001" is on the container Near one (ID'],
		['006574', '6574', 'So do zeros in front, which spreadsheets drop. "6574" is on the container Near one (ID'],
		['6574', 'other', 'So do zeros in front, which spreadsheets drop. The container may also be in another inventory'],
	])('that are not found name a near one: %s', async (barcode, own, words) => {
		live().addContainer({ barcode: own, name: 'Near one' });
		const { error } = await run(new ChemInventoryContainer(), [{ barcode }], get);
		expect(error?.description).toContain(words);
		const search = {
			operation: 'byBarcode',
			barcode,
			scope: 'active',
			fullRows: false,
			output: 'simplified',
			options: {},
		};
		const { json, hints } = await run(new ChemInventorySearch(), [{}], search);
		expect(json).toEqual([]);
		expect(hints.join()).toContain(words);
	});

	it('that are on something else say on what', async () => {
		const [user] = [...live().lab.users.values()].filter(({ barcode }) => barcode);
		const { error } = await run(new ChemInventoryContainer(), [{ barcode: user?.barcode ?? '' }], get);
		expect(error?.description).toContain('It is on the user ');
		expect(error?.description).not.toContain('or deleted');
	});

	it('that a restored container shares by now are told', async () => {
		const deleted = live().addContainer({
			barcode: 'TWICE',
			deleted: { at: '2026-01-01 00:00:00', userId: live().user('admin').id },
		});
		const alone = live().addContainer({
			barcode: 'ONCE',
			deleted: { at: '2026-01-01 00:00:00', userId: live().user('admin').id },
		});
		const present = live().addContainer({ barcode: 'TWICE', name: 'Newcomer' });
		const restore = {
			resource: 'inventory',
			operation: 'restore',
			deletedContainer: rl('={{ $json.id }}'),
			output: 'simplified',
		};
		const { json, hints } = await run(new ChemInventory(), [{ id: deleted.id }, { id: alone.id }], restore);
		expect(json).toMatchObject([
			{ id: deleted.id, barcodeAlsoOn: [{ id: present.id, name: 'Newcomer' }] },
			{ id: alone.id },
		]);
		expect(json[1]).not.toHaveProperty('barcodeAlsoOn');
		expect(hints.filter((hint) => hint.includes('"TWICE"') && hint.includes(`ID ${present.id}`))).toHaveLength(1);
	});
});

it.each(['\n', '\r\n', ' \t', '\ufeff'])('a token that was pasted with %j at its end is taken', async (end) => {
	const apiToken = `${sandbox().chemInventory.token}${end}`;
	const { error } = await run(
		new ChemInventory(),
		[{}],
		{ resource: 'inventory', operation: 'getUnits' },
		{ apiToken },
	);
	expect(error).toBeUndefined();
});

describe('a custom field', () => {
	const runOnNock = chemRunOnNock(new ChemInventory());
	const ok = (data: unknown) => ({ status: 'success', data });

	it.each([
		['of the inventory', { inventory: 9, site: 0 }, 'inventory'],
		['of an inventory that does not say so', {}, 'inventory'],
		['of the site', { inventory: 0, site: 29 }, undefined],
		['of the enterprise', { inventory: '0', site: '0', enterprise: '4' }, undefined],
	])('%s is saved with the scope that the vendor documents for it', async (_what, place, scope) => {
		const bodies: IDataObject[] = [];
		const field = { id: 5, name: 'Lot', type: 'text', searchable: 1, showfororders: 0, allowedvalues: '', ...place };
		nock(chemOrigin)
			.persist()
			.post('/api/customfields/get')
			.reply(200, () => ok({ container: [{ ...field, name: bodies.length > 0 ? 'Batch' : 'Lot' }], substance: [] }))
			.post('/api/customfields/save')
			.reply(200, (_uri, body) => {
				bodies.push(body as IDataObject);
				return ok(5);
			});
		const { error } = await runOnNock([{}], {
			resource: 'customField',
			operation: 'update',
			fieldOf: 'container',
			customField: rl(5),
			updateFields: { name: 'Batch' },
		});
		expect(error).toBeUndefined();
		expect(bodies.map((body) => body.scope)).toEqual([scope]);
	});
});

describe('structures', () => {
	const molfile =
		'\n  test\n\n  1  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 Xe  0  0\nM  END\n';
	const forms: Array<[string, INodeType, IDataObject, string]> = [
		[
			'Update Structure',
			new ChemInventory(),
			{ resource: 'substance', operation: 'updateStructure', substance: rl('67-64-1', 'cas') },
			'/general/updatestructure',
		],
		[
			'a search',
			new ChemInventorySearch(),
			{ operation: 'byExactStructure', scope: 'active', fullRows: false, output: 'simplified', options: {} },
			'/search/execute',
		],
	];

	describe.each(forms)('for %s', (_what, node, parameters, path) => {
		const give = async (structure: string) =>
			await run(node, [{ structure }], { ...parameters, structure: '={{ $json.structure }}' });
		const sent = () =>
			bodiesOf(sandbox(), path).filter(
				(body) => 'newmolfile' in Object(body) || Object(body).type === 'exactstructure',
			);

		it.each([
			['an SD file of two records', `${molfile}$$$$\n${molfile}$$$$\n`, 'contains more than one molfile'],
			['two molfiles', molfile + molfile, 'contains more than one molfile'],
			['an SD file with data', `${molfile}> <Name>\nXenon\n\n$$$$\n`, 'contains more than one molfile'],
			['an InChI', 'InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H3', 'is neither SMILES nor a whole molfile'],
			['an InChIKey', 'LFQSCWFLJHTTHZ-UHFFFAOYSA-N', 'is neither SMILES nor a whole molfile'],
			['a word', 'ethanol', 'is neither SMILES nor a whole molfile'],
			['a formula', 'C2H6O', 'is neither SMILES nor a whole molfile'],
			['a CAS number', '64-17-5', 'is neither SMILES nor a whole molfile'],
			['half a molfile', molfile.replace('M  END', ''), 'is neither SMILES nor a whole molfile'],
			['two SMILES', 'CCO\nCCC', 'is neither SMILES nor a whole molfile'],
		])('refuses %s', async (_kind, structure, problem) => {
			const { error } = await give(structure);
			expect(error?.message).toContain(`'Structure' ${problem}`);
			expect(sent()).toEqual([]);
		});

		it.each([
			['SMILES', ' CC(C)=O\n', 'CC(C)=O'],
			['SMILES with charges and stereo centres', 'C[C@H](N)C(=O)[O-].[Na+]', 'C[C@H](N)C(=O)[O-].[Na+]'],
			['aromatic SMILES', 'c1ccc2c(c1)Br%12', 'c1ccc2c(c1)Br%12'],
			['a molfile', molfile, molfile],
			['an SD file of one record', `${molfile}$$$$\n`, molfile.trimEnd()],
		])('takes %s', async (_kind, structure, text) => {
			await give(structure);
			expect(sent()).toHaveLength(1);
			expect(JSON.stringify(sent()[0])).toContain(JSON.stringify(text));
		});
	});
});

it('a container given as JSON goes out as the vendor documents it, empty texts too', async () => {
	const entry = {
		name: 'Acetone ACS grade',
		locationid: live().location(shelf).id,
		substanceid: live().substance('67-64-1').id,
		supplier: 'Sigma Aldrich',
		barcode: 'ABC123',
		containersize: '250',
		units: live().unitId('mL'),
		comments: '',
		dateacquired: '2022-04-25',
		'cf-362': 'Sigma: 179124',
		'cf-363': '2024-04-25',
	};
	const { error } = await run(new ChemInventoryContainer(), [{}], {
		operation: 'create',
		specifyData: 'json',
		containerJson: JSON.stringify(entry),
		barcodeCheck: 'refuse',
		output: 'simplified',
		options: {},
	});
	expect(error).toBeUndefined();
	expect(bodiesOf(sandbox(), '/container/add')).toEqual([{ data: [entry] }]);
});
