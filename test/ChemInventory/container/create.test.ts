import type { IDataObject } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { usualPace } from '../../../nodes/shared/http/pace';
import { bodiesOf, chemSandboxForEachTest, pathsAsked, rl } from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const acetone = '67-64-1';
const methanol = '67-56-1';
const shelf = 'Cupboards > Cupboard 1';
const other = 'Cupboards > Cupboard 2';
const adds = () => bodiesOf(sandbox(), '/container/add') as Array<{ data: IDataObject[] }>;

const creation = (changes: IDataObject = {}): IDataObject => ({
	operation: 'create',
	specifyData: 'fields',
	name: '={{ $json.name }}',
	substance: rl('={{ $json.cas }}', 'cas'),
	createSubstance: false,
	location: rl('={{ $json.place }}', 'path'),
	size: '={{ $json.size }}',
	unit: rl('={{ $json.unit }}', 'name'),
	barcodeCheck: 'refuse',
	barcode: '={{ $json.barcode }}',
	additionalFields: {},
	customFields: mapped({}),
	output: 'simplified',
	options: {},
	...changes,
});

const bottle = (changes: IDataObject = {}): IDataObject => ({
	name: 'Bottle',
	cas: acetone,
	place: shelf,
	size: '250',
	unit: 'mL',
	barcode: '',
	...changes,
});

describe('creating containers', () => {
	it('sends one call for each location and substance, and gives each item its own container', async () => {
		const inputs = [
			bottle({ name: 'A', barcode: 'NEW-A', size: '100' }),
			bottle({ name: 'B', barcode: 'NEW-B', cas: methanol }),
			bottle({ name: 'C', barcode: 'NEW-C' }),
			bottle({ name: 'D', barcode: 'NEW-D', place: other, unit: 'L', size: '1' }),
			bottle({ name: 'E', barcode: 'NEW-E', cas: methanol }),
		];
		const { json, items } = await run(inputs, creation());
		expect(json.map(({ name, barcode, cas, locationId }) => [name, barcode, cas, locationId])).toEqual([
			['A', 'NEW-A', acetone, live().location(shelf).id],
			['B', 'NEW-B', methanol, live().location(shelf).id],
			['C', 'NEW-C', acetone, live().location(shelf).id],
			['D', 'NEW-D', acetone, live().location(other).id],
			['E', 'NEW-E', methanol, live().location(shelf).id],
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(inputs.map((_input, item) => ({ item })));
		expect(adds().map(({ data }) => data.map(({ name }) => name))).toEqual([['A', 'C'], ['B', 'E'], ['D']]);
	});

	it('gives equal entries an ID each', async () => {
		const { json } = await run([bottle(), bottle(), bottle()], creation());
		expect(new Set(json.map(({ id }) => id)).size).toBe(3);
		expect(adds()).toHaveLength(1);
	});

	it.each([
		['all of them', ['None', 'None']],
		['one of them', ['', 'None', '']],
		['the first', ['None', '', 'None', 'Red label']],
	])('tells containers whose comment is the word None from those without one: %s', async (_what, comments) => {
		const { json, error } = await run(
			comments.map((comment) => bottle({ comment })),
			creation({ additionalFields: { comments: '={{ $json.comment }}' } }),
		);
		expect(error).toBeUndefined();
		const saved = json.map(({ id }) => live().containers.get(Number(id))?.comments ?? '');
		expect(saved).toEqual(comments);
		expect(new Set(json.map(({ id }) => id)).size).toBe(comments.length);
	});

	const unitsOf = (records: IDataObject[]) => records.map(({ id }) => live().containers.get(Number(id))?.unit);

	it('tells containers with a unit from those without one', async () => {
		const { json, error } = await run(
			['mL', '', ''].map((unit) => bottle({ unit, size: '5' })),
			creation(),
		);
		expect(error).toBeUndefined();
		const mL = live().unitId('mL');
		expect(unitsOf(json)).toEqual([mL, 0, 0]);
	});

	it('tells two units of one name apart', async () => {
		const mL = live().unitId('mL');
		live().lab.units.set(9_999, { id: 9_999, unit: 'mL' });
		const given = [mL, 9_999, 9_999];
		const { json, error } = await run(
			given.map((unit) => bottle({ unit })),
			creation({ unit: rl('={{ $json.unit }}') }),
		);
		expect(error).toBeUndefined();
		expect(unitsOf(json)).toEqual(given);
	});

	it('sends exactly the documented keys, and leaves out what is empty', async () => {
		await run([bottle({ name: 'Plain', size: '', unit: '' })], creation());
		await run(
			[bottle({ barcode: 'NEW-1' })],
			creation({
				additionalFields: { supplier: 'Sigma Aldrich', comments: 'Red label', dateAcquired: '2026-04-25T00:00:00' },
				customFields: mapped({
					'Expiry Date': '2028-04-25',
					'cf-365': 12.5,
					Handling: 'Under argon, Light sensitive',
					'Product Code': '',
				}),
			}),
		);
		const locationid = live().location(shelf).id;
		const substanceid = live().substance(acetone).id;
		expect(adds()).toEqual([
			{ data: [{ name: 'Plain', locationid, substanceid }] },
			{
				data: [
					{
						name: 'Bottle',
						locationid,
						substanceid,
						containersize: '250',
						units: live().unitId('mL'),
						barcode: 'NEW-1',
						supplier: 'Sigma Aldrich',
						comments: 'Red label',
						dateacquired: '2026-04-25',
						'cf-363': '2028-04-25',
						'cf-365': '12.5',
						'cf-368': '|Under argon|Light sensitive|',
					},
				],
			},
		]);
	});

	it('shows custom fields under their names alone', async () => {
		const { json } = await run([bottle()], creation({ customFields: mapped({ Handling: 'Under argon' }) }));
		expect(json[0]).toMatchObject({ Handling: ['Under argon'], size: 250 });
		expect(json[0]).not.toHaveProperty('cf-368');
	});

	it('takes the whole entry as JSON', async () => {
		const entry = {
			name: 'From JSON',
			locationid: live().location(other).id,
			substanceid: live().substance(methanol).id,
			containersize: '5',
			units: live().unitId('L'),
			'cf-363': '2028-01-02',
		};
		const { json } = await run([{}], creation({ specifyData: 'json', containerJson: JSON.stringify(entry) }));
		expect(adds()).toEqual([{ data: [entry] }]);
		expect(json[0]).toMatchObject({ name: 'From JSON', 'Expiry Date': '2028-01-02' });
	});

	it('looks a substance up once for all bottles of it', async () => {
		await run([bottle(), bottle(), bottle()], creation());
		expect(pathsAsked(sandbox()).filter((path) => path === '/search/execute')).toHaveLength(1);
	});

	it('generates barcodes in the same step, different ones for the items', async () => {
		const { json } = await run(
			[bottle(), bottle(), bottle({ place: other })],
			creation({ barcodeCheck: 'generate', barcodePrefix: '', startingNumber: 39 }),
		);
		const barcodes = json.map(({ barcode }) => barcode);
		expect(new Set(barcodes).size).toBe(3);
		for (const barcode of barcodes) expect(barcode).toMatch(/^AA\d{5}$/);
		expect(bodiesOf(sandbox(), '/barcodes/generator/createvalues')[0]).toEqual({
			prefix: 'AA',
			count: 2,
			startingnumber: 39,
			duplicatecheck: true,
		});
	});
});

describe('what is wrong with one item', () => {
	const wrong: Array<[what: string, changes: IDataObject, message: string, explanation: string]> = [
		[
			'a location that does not exist',
			{ place: 'Cupboards > Cupbord 1' },
			"'Location' does not exist in this inventory",
			'"Cupboards > Cupboard 1"',
		],
		['a unit that does not exist', { unit: 'pints' }, "'Unit' does not exist in this inventory", 'mL'],
		['a CAS number whose check digit is wrong', { cas: '67-64-2' }, "'Substance' is not a CAS number", '67-64-2'],
		[
			'a CAS number that no container has',
			{ cas: '62-56-6' },
			"'Substance' was not found in this inventory",
			'Create Substance If Missing',
		],
		['no name', { name: '' }, "'Name' is empty", 'Fill it in'],
		['a size as programs write it', { size: '0x10' }, "'Size' is not written as a decimal number", 'such as 16'],
		['a unit without a size', { size: '' }, "'Size' is empty, although a unit is entered", 'Enter the size'],
		['a barcode that is in use', { barcode: 'AA00000' }, "'Barcode' is in use already", 'AA00000'],
	];

	it.each(wrong)('keeps all items from being sent: %s', async (_what, changes, message, explanation) => {
		const { error } = await run([bottle({ name: 'Fine' }), bottle(changes)], creation());
		expect(error?.message).toBe(`${message} [row 2]`);
		expect(error?.description).toContain(explanation);
		expect(adds()).toEqual([]);
	});

	it.each(wrong)('leaves the others alone where the node continues: %s', async (_what, changes, message) => {
		const { outputs } = await run([bottle({ name: 'Fine' }), bottle(changes)], creation(), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0]?.map(({ json }) => json.name)).toEqual(['Fine']);
		expect(outputs[1]?.map(({ json }) => json.message)).toEqual([message]);
		expect(adds()).toHaveLength(1);
	});

	it.each([
		['a date that is none', { additionalFields: { dateAcquired: '30.02.2026' } }, "'Date Acquired' is not a date"],
		[
			'a custom field that is none',
			{ customFields: mapped({ 'Expiry Dat': '2027-01-01' }) },
			"'Custom Fields' names a field that this inventory does not have",
		],
		[
			'a custom field of another inventory',
			{ customFields: mapped({ 'cf-1363': '2027-01-01' }) },
			"'Custom Fields' names a field that this inventory does not have",
		],
		[
			'a custom date that is none',
			{ customFields: mapped({ 'Expiry Date': 'soon' }) },
			"'Custom Fields' has a value that is not a date",
		],
		[
			'a value that the drop-down does not have',
			{ customFields: mapped({ 'Storage Class': 'Cold' }) },
			"'Custom Fields' contains a value that is not allowed",
		],
		[
			'a field given twice',
			{ customFields: mapped({ Remaining: '1', 'cf-365': '2' }) },
			"'Custom Fields' names a field twice",
		],
		[
			'a prefix that is too long',
			{ barcodeCheck: 'generate', barcodePrefix: 'ABCD' },
			"'Barcode Prefix' is longer than 3 characters",
		],
		['JSON that is none', { specifyData: 'json', containerJson: '{' }, "'Container (JSON)' is not valid JSON"],
		[
			'JSON with a key that is not documented',
			{ specifyData: 'json', containerJson: '{ "name": "A", "locationid": 1, "substanceid": 2, "colour": "red" }' },
			"'Container (JSON)' does not have the expected form",
		],
		[
			'JSON with a location that does not exist',
			{ specifyData: 'json', containerJson: '{ "name": "A", "locationid": 1, "substanceid": 2 }' },
			"'Container (JSON)' does not exist in this inventory",
		],
	])('is said before anything is sent: %s', async (_what, changes, message) => {
		const { error } = await run([bottle()], creation(changes));
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(adds()).toEqual([]);
	});

	it.each(['NEW-X', 'new-x'])('includes a barcode that two items have: NEW-X and %s', async (barcode) => {
		const { error } = await run([bottle({ barcode: 'NEW-X' }), bottle({ barcode })], creation());
		expect(error?.message).toBe("'Barcode' is used by several rows [row 1]");
		expect(adds()).toEqual([]);
	});

	it('does not include it when barcodes are not to be checked', async () => {
		const { json } = await run([bottle({ barcode: 'AA00000' })], creation({ barcodeCheck: 'none' }));
		expect(json[0]).toMatchObject({ barcode: 'AA00000' });
		expect(bodiesOf(sandbox(), '/barcodes/duplicates/check')).toEqual([]);
	});
});

describe('200 rows', () => {
	it.each([
		[429, 'ChemInventory received too many requests'],
		[500, 'ChemInventory is not working at the moment'],
		[401, 'ChemInventory did not accept the API token'],
	])(
		'end with the first rows where each is refused with %i, and nothing is under way then',
		async (status, message) => {
			sandbox().faults.add({ when: { path: '/barcodes/duplicates/check' }, do: { kind: 'status', status } });
			sandbox().faults.add({ when: { path: '/location/load' }, do: { kind: 'latency', milliseconds: 500 } });
			const rows = Array.from({ length: 200 }, (_none, at) => bottle({ barcode: `NEW-${at}` }));
			const { error } = await run(rows, creation());
			expect(error?.message).toContain(message);
			expect(error?.description).not.toContain('failed as well');
			const asked = bodiesOf(sandbox(), '/barcodes/duplicates/check').map((body) => JSON.stringify(body));
			expect(new Set(asked).size).toBeLessThanOrEqual(2 * usualPace);
			expect(sandbox().requests.filter(({ statusCode }) => statusCode === undefined)).toEqual([]);
		},
	);
});

describe('the substance of a new container', () => {
	it('is never created unless the form says so', async () => {
		await run([bottle({ cas: '62-56-6' })], creation());
		expect(bodiesOf(sandbox(), '/container/getsubstance')).toEqual([]);
	});

	it('is created once for all items that want it, where the form says so', async () => {
		const inputs = [bottle({ cas: '62-56-6', name: 'Thiourea 1' }), bottle({ cas: '62-56-6', name: 'Thiourea 2' })];
		const { json, hints } = await run(inputs, creation({ createSubstance: true, substanceName: 'Thiocarbamide' }));
		expect(bodiesOf(sandbox(), '/container/getsubstance')).toEqual([{ name: 'Thiocarbamide', cas: '62-56-6' }]);
		expect(adds()).toHaveLength(1);
		expect(json.map(({ name, cas }) => [name, cas])).toEqual([
			['Thiourea 1', '62-56-6'],
			['Thiourea 2', '62-56-6'],
		]);
		expect(hints.join()).toContain('found or created the substance');
	});

	it('is not created when another item is wrong', async () => {
		const { error } = await run(
			[bottle({ cas: '62-56-6' }), bottle({ place: 'Nowhere' })],
			creation({ createSubstance: true }),
		);
		expect(error?.message).toContain('[row 2]');
		expect(bodiesOf(sandbox(), '/container/getsubstance')).toEqual([]);
	});

	it('is not guessed among several with the same name and no CAS number', async () => {
		const [first] = live().substances.values();
		if (!first) throw new Error('the sandbox has no substances');
		for (const id of [990_001, 990_002])
			live().substances.set(id, { ...first, id, name: 'House blend', cas: 'N/A', synonyms: [], needsRetrieval: false });
		const { error } = await run(
			[bottle({ cas: 'House blend' })],
			creation({ substance: rl('={{ $json.cas }}', 'name'), createSubstance: true }),
		);
		expect(error?.message).toBe("'Substance' matches several substances [row 1]");
		expect(error?.description).toContain('ID 990001');
		expect(error?.description).toContain('ID 990002');
		expect(adds()).toEqual([]);
	});

	it('is not looked for by a name with a % sign', async () => {
		const { error } = await run([bottle({ cas: 'ace%' })], creation({ substance: rl('={{ $json.cas }}', 'name') }));
		expect(error?.message).toBe("'Substance' contains a % sign [row 1]");
	});

	it('gets its structure looked up once, where the form says so', async () => {
		const inputs = [bottle({ cas: '62-56-6', name: 'A' }), bottle({ cas: '62-56-6', name: 'B', place: other })];
		const { json } = await run(inputs, creation({ createSubstance: true, options: { lookUpMissingStructures: true } }));
		expect(bodiesOf(sandbox(), '/general/retrievesubstanceinfo')).toEqual([
			{ substance: live().substance('62-56-6').id },
		]);
		expect(json.map(({ smiles }) => smiles)).toEqual(['NC(N)=S', 'NC(N)=S']);
	});
});

describe('a container that was created and cannot be looked at', () => {
	it('is named, where its structure was to be looked up', async () => {
		sandbox().faults.add({
			when: { path: '/container/information/load' },
			times: 4,
			do: { kind: 'status', status: 500 },
		});
		const { outputs } = await run([bottle()], creation({ options: { lookUpMissingStructures: true } }), {
			settings: { onError: 'continueErrorOutput' },
		});
		const [created] = [...live().containers.keys()].slice(-1);
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'The change was sent and accepted, but its result could not be read',
			details: { containerIds: [created] },
		});
	});
});

describe('refusals', () => {
	it('come in the words of the service, and nothing is sent again', async () => {
		const { outputs } = await run([bottle({ name: 'A' }), bottle({ name: 'B' })], creation(), {
			secrets: { apiToken: sandbox().chemInventory.tokens.reader },
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]).toHaveLength(2);
		expect(outputs[1]?.[1]?.json).toMatchObject({
			message: 'ChemInventory refused the request',
			details: { kind: 'refused' },
		});
		expect(adds()).toHaveLength(1);
	});

	it('are made here where the credential is read-only', async () => {
		const { error } = await run([bottle()], creation(), { secrets: { readOnly: true } });
		expect(error?.message).toContain('Read Only');
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});
