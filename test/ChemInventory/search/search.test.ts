import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventorySearch } from '../../../nodes/ChemInventory/ChemInventorySearch.node';
import { chemOrigin, onChemSandbox } from '../../support/chemInventory';
import { bodiesOf, chemRunOnNock, chemSandboxForEachTest, pathsAsked } from '../../support/chemRuns';
import { dropdownFunctions } from '../../support/dropdown';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventorySearch());
const runOnNock = chemRunOnNock(new ChemInventorySearch());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const inventory = () => sandbox().chemInventory.inventoryId;
const searches = () => bodiesOf(sandbox(), '/search/execute');
const common: IDataObject = { scope: 'active', fullRows: false, output: 'simplified', options: {} };
const byBarcode = (more: IDataObject = {}): IDataObject => ({
	operation: 'byBarcode',
	barcode: '={{ $json.barcode }}',
	...common,
	...more,
});
const molfile = '\n  Mrv\n\n  0  0  0  0  0  0  0  0  0  0999 V2000\nM  END\n';

describe('each kind of search', () => {
	it.each([
		['byName', { name: ' acetone ' }, 'name', 'acetone'],
		['byCas', { casNumber: '67-64-1' }, 'cas', '67-64-1'],
		['byCas', { casNumber: 'n/a' }, 'cas', 'N/A'],
		['byBarcode', { barcode: 'AA00001' }, 'barcode', 'AA00001'],
		[
			'byGhs',
			{ hazardCodes: 'h225, H360FD EUH066;h350i' },
			'ghs',
			{ searchtype: 'or', items: ['H225', 'H360FD', 'EUH066', 'H350i'] },
		],
		['byExactStructure', { structure: 'CC(C)=O' }, 'exactstructure', 'CC(C)=O'],
		['byExactStructure', { structure: molfile }, 'exactstructure', molfile],
		['bySubstructure', { structure: 'C=O' }, 'substructure', 'C=O'],
		['bySubstanceId', { substance: 459193 }, 'substanceid', '459193'],
		['byContainerId', { containerId: '371902' }, 'containerid', '371902'],
		['byCustomField', { field: 'cf-362', value: 'P1000-0' }, 'cf-text-362', 'P1000-0'],
		['byCustomField', { field: 'Register', value: 'VAL1' }, 'sf-dropdown-870', 'VAL1'],
		['byCustomField', { field: 'Remaining', value: '7.5' }, 'cf-number-365', '7.5'],
	])('sends what is documented (%s %j)', async (operation, fields, type, contents) => {
		const { error } = await run([{}], { operation, ...fields, ...common });
		expect(error).toBeUndefined();
		expect(searches()).toEqual([{ inventory: inventory(), type, contents }]);
	});

	it.each([
		['byName', { name: '={{ $json.nothing }}' }, "'Name' is empty"],
		['byCas', { casNumber: '67-64-2' }, "'CAS Number' is not a CAS number"],
		['byCas', { casNumber: '={{ $json.nothing }}' }, "'CAS Number' is empty"],
		['byBarcode', { barcode: ' ' }, "'Barcode' is empty"],
		['byGhs', { hazardCodes: 'H225, P102' }, "'Hazard Codes' contains something that is not a hazard code"],
		['byGhs', { hazardCodes: '={{ $json.nothing }}' }, "'Hazard Codes' is empty"],
		['byExactStructure', { structure: '={{ $json.nothing }}' }, "'Structure' is empty"],
		['bySubstanceId', { substance: 'acetone' }, "'Substance' is not an ID"],
		['byContainerId', { containerId: '={{ $json.nothing }}' }, "'Container ID' is empty"],
		['byCustomField', { field: 'Expiry Dat', value: 'x' }, "'Field Name or ID' is not a field of this inventory"],
		[
			'byCustomField',
			{ field: 'cf-1363', value: 'x' },
			"'Field Name or ID' names a field that this inventory does not have",
		],
		['byCustomField', { field: 'Expiry Date', value: 'soon' }, "'Value' is not a date"],
		['byName', { name: 'a', scope: 'other', inventory: '={{ $json.nothing }}' }, "'Inventory' is empty"],
		['byName', { name: 'a', options: { timeLimitMinutes: 0 } }, "'Time Limit (Minutes)' is not above 0"],
		['byName', { name: 'a', options: { timeLimitMinutes: 35_001 } }, "'Time Limit (Minutes)' is too long"],
		['byCustomField', { field: 'Remaining', value: '0x10' }, "'Value' is not a number"],
		['byCustomField', { field: 'Remaining', value: '={{ $json.nothing }}' }, "'Value' is empty"],
		['byCustomField', { field: 'cf-362', value: '={{ ["P1000"] }}' }, "'Value' does not contain a text"],
		['byCustomField', { field: '={{ $json.nothing }}', value: 'x' }, "'Field Name or ID' is empty"],
		['byName', { name: '={{ ["acetone"] }}' }, "'Name' does not contain a text"],
		['byName', { name: '={{ $now }}' }, "'Name' does not contain a text"],
		['byBarcode', { barcode: '={{ ["AA00040"] }}' }, "'Barcode' does not contain a text"],
		['byBarcode', { barcode: '={{ true }}' }, "'Barcode' does not contain a text"],
		['byContainerId', { containerId: '0x10' }, "'Container ID' is not an ID"],
		['byName', { name: 'a', scope: 'here' }, "'Scope' is not one of the choices"],
		['byName', { name: 'a', scope: '={{ $json.nothing }}' }, "'Scope' is empty"],
		['byName', { name: 'a', fullRows: '={{ "yes" }}' }, "'Full Rows' is neither true nor false"],
		[
			'byName',
			{ name: 'a', options: { lookUpMissingStructures: '={{ $json.nothing }}' } },
			"'Look Up Missing Structures' is neither true nor false",
		],
	])('refuses what cannot be searched (%s %j)', async (operation, fields, message) => {
		const { error } = await run([{}], { operation, ...common, ...fields });
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(searches()).toEqual([]);
	});
});

describe('searching by barcode', () => {
	it('finds the container of each item, linked to it', async () => {
		const [a, b] = [live().addContainer({ barcode: 'S-1' }), live().addContainer({ barcode: 'S-2' })];
		const { json, items } = await run([{ barcode: 'S-2' }, { barcode: 'none' }, { barcode: 'S-1' }], byBarcode());
		expect(json.map(({ id }) => id)).toEqual([b.id, a.id]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	});

	it('says so when several containers have it', async () => {
		const { json, hints } = await run([{ barcode: 'AA00040' }], byBarcode());
		expect(json).toHaveLength(2);
		expect(hints.join()).toContain('is on 2 containers');
	});

	it('mends flags and numbers, and leaves raw data alone', async () => {
		live().addContainer({ barcode: 'S-1', size: '2.5', substance: live().substance('67-64-1').id });
		const { json } = await run([{ barcode: 'S-1' }], byBarcode());
		expect(json[0]).toMatchObject({ size: 2.5, needsRetrieval: false, molecularWeight: expect.any(Number) });
		const raw = await run([{ barcode: 'S-1' }], byBarcode({ output: 'raw' }));
		expect(raw.json[0]).toMatchObject({ size: '2.5' });
	});
});

describe('hints about what a search cannot show', () => {
	it('tell of "limit search to" for the inventory that is searched', async () => {
		const secrets = { apiToken: sandbox().chemInventory.tokens.user };
		expect((await run([{ barcode: 'x' }], byBarcode(), { secrets })).hints.join()).toContain('limit search to');
		expect((await run([{ barcode: 'x' }], byBarcode({ scope: 'site' }), { secrets })).hints.join()).toContain(
			'limit search to',
		);
		expect((await run([{ barcode: 'x' }], byBarcode())).hints.join()).not.toContain('limit search to');
	});

	it('warn of % in a name', async () => {
		const { hints } = await run([{}], { operation: 'byName', name: 'ace%', ...common });
		expect(hints.join()).toContain('stands for any text');
	});

	it('warn of stereo centres where a structure is given as SMILES', async () => {
		const smiles = await run([{}], { operation: 'bySubstructure', structure: 'C[C@H](N)C(=O)O', ...common });
		expect(smiles.hints.join()).toContain('Stereo centres may be lost');
		const mol = await run([{}], { operation: 'bySubstructure', structure: molfile, ...common });
		expect(mol.hints).toEqual([]);
	});

	it.each(['2026-11-30', '2026-11-30T23:30:00Z', '30 Nov 2026', ' 30 Nov 2026 '])(
		'take a date as %j, say how it was sent, and point to the advanced search',
		async (value) => {
			const { hints } = await run([{}], { operation: 'byCustomField', field: 'Expiry Date', value, ...common });
			expect(searches()).toEqual([{ inventory: inventory(), type: 'cf-date-363', contents: '30 Nov 2026' }]);
			expect(hints.join()).toContain('so "30 Nov 2026" was sent');
			expect(hints.join()).toContain('Advanced Search');
		},
	);

	it.each(['30/11/2026', 'Nov 30, 2026', '10', '2026'])('refuse the date %j', async (value) => {
		const { error } = await run([{}], { operation: 'byCustomField', field: 'Expiry Date', value, ...common });
		expect(error?.message).toBe("'Value' is not a date [row 1]");
		expect(searches()).toEqual([]);
	});
});

describe('the scope of a search', () => {
	it.each(['site', 'enterprise', 'recycling'])('can be the %s', async (scope) => {
		await run([{ barcode: 'x' }], byBarcode({ scope }));
		expect(searches()).toMatchObject([{ inventory: scope }]);
	});

	it.each(['active', 'Active Inventory', 'Site', 'enterprise'])(
		'can be given by expression, and asks for no inventory then (%s)',
		async (scope) => {
			const { error } = await run([{ scope }], {
				operation: 'byName',
				name: 'acetone',
				...common,
				scope: '={{ $json.scope }}',
			});
			expect(error).toBeUndefined();
			expect(searches()).toHaveLength(1);
		},
	);

	it('asks for the inventory in the step where it is another one', async () => {
		const scope = '={{ "other" }}';
		const { error } = await run([{ barcode: 'x' }], byBarcode({ scope }));
		expect(error?.message).toBe("'Inventory' is empty [row 1]");
		const inventoryId = sandbox().chemInventory.otherInventoryId;
		await run([{ barcode: 'x' }], byBarcode({ scope, inventory: `={{ ${inventoryId} }}` }));
		expect(searches()).toMatchObject([{ inventory: inventoryId }]);
	});

	it('can be another inventory by its ID', async () => {
		const other = sandbox().chemInventory.otherInventoryId;
		await run([{ barcode: 'x' }], byBarcode({ scope: 'other', inventory: String(other) }));
		expect(searches()).toMatchObject([{ inventory: other }]);
	});

	it('is refused in the words of the service where the user may not search it', async () => {
		const { error } = await run([{ barcode: 'x' }], byBarcode({ scope: 'other', inventory: '5' }));
		expect(error?.description).toContain('ChemInventory says: "');
	});

	it('asks for the active inventory once, however many items are searched', async () => {
		await run([{ barcode: 'a' }, { barcode: 'b' }, { barcode: 'c' }], byBarcode());
		expect(pathsAsked(sandbox()).filter((path) => path === '/general/getdetails')).toHaveLength(1);
	});
});

describe('full rows', () => {
	it('bring everything that is saved, under keys or titles', async () => {
		const { id } = live().addContainer({ barcode: 'S-1', fields: new Map([[363, '2027-01-02']]) });
		const { json } = await run([{ barcode: 'S-1' }], byBarcode({ fullRows: true, columnNames: 'keys' }));
		expect(json[0]).toMatchObject({ id, 'Expiry Date': '2027-01-02', hazards: expect.anything() });
		const titled = await run([{ barcode: 'S-1' }], byBarcode({ fullRows: true, columnNames: 'titles' }));
		expect(titled.json[0]).toMatchObject({ 'Container ID': id });
	});

	it('ask for nothing when nothing was found', async () => {
		const { json, error } = await run([{ barcode: 'none' }], byBarcode({ fullRows: true, columnNames: 'keys' }));
		expect([json, error]).toEqual([[], undefined]);
		expect(bodiesOf(sandbox(), '/general/exportbyid')).toEqual([]);
	});

	it('drop no container that has none, and say so', async () => {
		const { json, hints } = await run([{}], {
			operation: 'byName',
			name: '%',
			...common,
			fullRows: true,
			columnNames: 'keys',
			scope: 'site',
		});
		const inventories = new Set(json.map((record) => record.inventoryId));
		expect(inventories).toEqual(new Set([inventory(), sandbox().chemInventory.otherInventoryId]));
		expect(hints.join()).toContain('returned no full rows');
	});
});

describe('missing structures', () => {
	it('are looked up once for each substance where that is chosen', async () => {
		const acetone = live().substance('67-64-1');
		Object.assign(acetone, { needsRetrieval: true, smiles: '' });
		const { json } = await run([{}, {}], {
			operation: 'byCas',
			casNumber: '67-64-1',
			...common,
			options: { lookUpMissingStructures: true },
		});
		expect(json.length).toBeGreaterThan(2);
		expect(new Set(json.map(({ smiles }) => smiles))).toEqual(new Set(['CC(C)=O']));
		expect(bodiesOf(sandbox(), '/general/retrievesubstanceinfo')).toEqual([{ substance: acetone.id }]);
	});

	it('are settled by looking when the answer is lost', async () => {
		const acetone = live().substance('67-64-1');
		acetone.needsRetrieval = true;
		sandbox().faults.add({ when: { path: '/general/retrievesubstanceinfo' }, do: { kind: 'drop', moment: 'before' } });
		const { json, hints } = await run([{}], {
			operation: 'byCas',
			casNumber: '67-64-1',
			...common,
			options: { lookUpMissingStructures: true },
		});
		expect(json.length).toBeGreaterThan(0);
		expect(hints.join()).toContain('still has no structure');
		expect(bodiesOf(sandbox(), '/general/retrievesubstanceinfo')).toHaveLength(1);
	});
});

describe('answers that are not what was asked for', () => {
	const ok = (data: unknown) => ({ status: 'success', data });
	const details = () =>
		nock(chemOrigin)
			.post('/api/general/getdetails')
			.reply(
				200,
				ok({
					user: { id: 1, inventory: 9, accounttype: 2, preferences: { limitlocations: [] } },
					inventory: { id: 9 },
				}),
			);

	it('are told apart from no hits', async () => {
		details();
		nock(chemOrigin)
			.post('/api/search/execute')
			.reply(200, ok({ orders: [] }));
		const { error } = await runOnNock([{ barcode: 'x' }], byBarcode());
		expect(error?.message).toBe('ChemInventory sent an answer that its documentation does not describe [row 1]');
	});

	it('carry on to the error output with a refusal under HTTP 200', async () => {
		details();
		nock(chemOrigin).post('/api/search/execute').reply(200, { status: 'error', data: 'No such search.' });
		const { outputs } = await runOnNock([{ barcode: 'x' }], byBarcode(), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]?.[0]?.json).toMatchObject({
			barcode: 'x',
			message: 'ChemInventory refused the request',
			details: { description: expect.stringContaining('No such search.') },
		});
	});

	it.each(['simplified', 'raw'])('hold the orders that were found, each under its own name (%s)', async (output) => {
		details();
		const request = { id: 817, name: 'Acetone', size: '500', dateordered: '0', more: [1, '2', null] };
		nock(chemOrigin)
			.post('/api/search/execute')
			.reply(200, ok({ orders: [request, { odd: '1' }], containers: [{ id: '817', size: '500' }] }));
		const { json, hints } = await runOnNock([{ barcode: 'x' }], byBarcode({ output }));
		expect(json).toEqual(
			output === 'raw'
				? [{ id: '817', size: '500' }, { order: request }, { order: { odd: '1' } }]
				: [
						{ id: 817, size: 500 },
						{
							order: {
								id: 817,
								name: 'Acetone',
								status: 'requested',
								size: 500,
								dateOrdered: null,
								more: [1, '2', null],
							},
						},
						{ order: { odd: '1' } },
					],
		);
		expect(hints.join()).toContain('2 order requests as well');
	});
});

describe('the list of custom fields', () => {
	it('says that it waits until a credential is chosen', () => {
		const shown = new ChemInventorySearch().description.properties.filter(({ name }) => name === 'field');
		expect(shown.map(({ type, displayOptions }) => [type, displayOptions?.show?.authentication])).toEqual([
			['notice', ['notChosen']],
			['options', ['apiToken']],
		]);
	});

	it('holds those of containers and of substances, and tells them apart', async () => {
		const node = new ChemInventorySearch();
		const options = await node.methods.loadOptions.getCustomFields.call(
			dropdownFunctions(onChemSandbox(node, sandbox())),
		);
		expect(options).toContainEqual({ name: 'Expiry Date', value: 'cf-363', description: 'date' });
		expect(options).toContainEqual({ name: 'Register (substance)', value: 'sf-870', description: 'dropdown' });
	});
});
