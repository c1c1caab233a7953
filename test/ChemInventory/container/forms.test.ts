import type { IDataObject } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { bodiesOf, chemSandboxForEachTest, pathsAsked, rl } from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const bodies = (path: string) => bodiesOf(sandbox(), path) as IDataObject[];
let serial = 0;
const aContainer = (changes = {}) => live().addContainer({ barcode: `F-${++serial}`, ...changes });
const shelf = 'Cupboards > Cupboard 2';

const deleting = {
	operation: 'delete',
	containersBy: '={{ $json.by }}',
	containers: '={{ $json.containers }}',
};
const moving = {
	...deleting,
	operation: 'move',
	location: rl(shelf, 'path'),
	ifSomeDoNotMove: '={{ $json.ifSomeDoNotMove }}',
};
const updating = (updateFields: IDataObject, more: IDataObject = {}): IDataObject => ({
	operation: 'update',
	container: rl('={{ $json.id }}'),
	updateFields,
	customFields: mapped({}),
	substanceFields: mapped({}),
	barcodeCheck: 'refuse',
	output: 'simplified',
	...more,
});
const creating = (more: IDataObject = {}): IDataObject => ({
	operation: 'create',
	specifyData: 'fields',
	name: 'Bottle',
	substance: rl('67-64-1', 'cas'),
	createSubstance: false,
	location: rl(shelf, 'path'),
	size: '',
	unit: rl('', 'name'),
	barcodeCheck: 'refuse',
	barcode: '',
	additionalFields: {},
	customFields: mapped({}),
	output: 'simplified',
	options: {},
	...more,
});
const saved = () => bodies('/container/information/save').map(({ field, newvalue }) => [field, newvalue]);
const created = () => bodies('/container/add').flatMap(({ data }) => data as IDataObject[]);

describe('how containers are named', () => {
	/** Two containers: the barcode of the second is the ID of the first. */
	const lookAlikes = () => {
		const meant = aContainer();
		return { meant, other: aContainer({ barcode: String(meant.id) }) };
	};

	it.each(['id', 'ID', 'Id'])('is by ID where an expression says %j, whatever the barcodes are', async (by) => {
		const { meant, other } = lookAlikes();
		const { error } = await run([{ by, containers: String(meant.id) }], deleting);
		expect(error).toBeUndefined();
		expect(bodies('/container/delete')).toEqual([{ containerid: [meant.id] }]);
		expect(live().container(other.id).deleted).toBeUndefined();
		const second = lookAlikes();
		await run([{ by, containers: String(second.meant.id), ifSomeDoNotMove: 'fail' }], moving);
		expect(bodies('/container/move').map(({ containerid }) => containerid)).toEqual([[second.meant.id]]);
	});

	it.each(['barcode', 'Barcode'])('is by barcode where an expression says %j', async (by) => {
		const { meant, other } = lookAlikes();
		await run([{ by, containers: String(meant.id) }], deleting);
		expect(bodies('/container/delete')).toEqual([{ containerid: [other.id] }]);
	});

	it.each([undefined, null, '', 'Ids', true])('is refused where an expression gives %j', async (by) => {
		const { meant } = lookAlikes();
		for (const parameters of [deleting, moving]) {
			const { error } = await run([{ by, containers: String(meant.id), ifSomeDoNotMove: 'fail' }], parameters);
			expect(error?.message).toMatch(/^'Containers By' is (empty|not one of the choices) \[row 1\]$/);
			expect(error?.description).toContain('Choose one of "Barcode", "ID".');
		}
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it.each([undefined, 'maybe'])(
		'goes with what to do about those that do not move, which may not be %j',
		async (value) => {
			const { id } = aContainer();
			const { error } = await run([{ by: 'id', containers: id, ifSomeDoNotMove: value }], moving);
			expect(error?.message).toContain("'If Some Do Not Move' is ");
			expect(pathsAsked(sandbox())).toEqual([]);
		},
	);
});

describe('whether a container is to be in recycling', () => {
	const recycling = {
		operation: 'setRecycling',
		container: rl('={{ $json.id }}'),
		inRecycling: '={{ $json.value }}',
		output: 'simplified',
	};

	it.each([
		['true', false, true],
		['TRUE', false, true],
		['false', true, false],
	])('may come as the text %j', async (value, isInRecycling, expected) => {
		const { id } = aContainer({ isInRecycling });
		const { json } = await run([{ id, value }], recycling);
		expect(json[0]).toMatchObject({ inRecycling: expected, changed: true });
	});

	it.each([undefined, null, '', 1, 0, 'yes', 'on'])('is refused where an expression gives %j', async (value) => {
		const { id } = aContainer({ isInRecycling: true });
		const { error } = await run([{ id, value }], recycling);
		expect(error?.message).toBe("'In Recycling' is neither true nor false [row 1]");
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});

describe('the day on which a container arrived', () => {
	const onCreate = () => creating({ additionalFields: { dateAcquired: '={{ $json.day }}' } });
	const onUpdate = () => updating({ dateAcquired: '={{ $json.day }}' });

	it.each(['10', '12:30', '2026', '1130', '2026-W48', '2026-11', '202611', 10, true, ['2026-11-30']])(
		'is not %j',
		async (day) => {
			const { id } = aContainer();
			for (const parameters of [onCreate(), onUpdate()]) {
				const { error } = await run([{ id, day }], parameters);
				expect(error?.message).toBe("'Date Acquired' is not a date [row 1]");
				expect(error?.description).toContain('Write it as 2026-11-30.');
			}
			expect(pathsAsked(sandbox())).toEqual([]);
		},
	);

	it('is the day that is written, as text and as a date object, and a hint tells where the workflow has another', async () => {
		const day = '2024-01-01T23:00:00.000Z';
		const texts = await run([{ id: aContainer().id, day }], onUpdate());
		const objects = await run(
			[{ id: aContainer().id, day }],
			updating({ dateAcquired: "={{ DateTime.fromISO($json.day, { zone: 'utc' }) }}" }),
		);
		expect(saved()).toEqual([
			['dateacquired', '2024-01-01'],
			['dateacquired', '2024-01-01'],
		]);
		for (const { hints } of [texts, objects])
			expect(hints).toEqual([
				"'Date Acquired' was read as the day that is written, 2024-01-01. In the time zone of the workflow, Europe/Berlin, that moment is on 2024-01-02.",
			]);
	});

	it('has no hint where both are the same', async () => {
		const days = ['2024-01-01', '2024-01-01T23:00:00', '2024-01-01T22:59:00Z', '2024-01-01T00:00:00+01:00'];
		const { hints } = await run(
			days.map((day) => ({ id: aContainer().id, day })),
			onUpdate(),
		);
		expect(saved().map(([, day]) => day)).toEqual(days.map(() => '2024-01-01'));
		expect(hints).toEqual([]);
	});

	it.each(['', null, undefined])('stays where an expression gives %j', async (day) => {
		await run([{ id: aContainer().id, day }], updating({ dateAcquired: '={{ $json.day }}', comments: 'New' }));
		expect(saved()).toEqual([['comments', 'New']]);
		await run([{ day }], onCreate());
		expect(created()[0]).not.toHaveProperty('dateacquired');
	});
});

describe('texts', () => {
	const parameters: Array<[label: string, parameters: IDataObject]> = [
		['Name', creating({ name: '={{ $json.value }}' })],
		['Barcode', creating({ barcode: '={{ $json.value }}' })],
		['Size', creating({ size: '={{ $json.value }}' })],
		['Comments', creating({ additionalFields: { comments: '={{ $json.value }}' } })],
		['Name', updating({ name: '={{ $json.value }}' })],
		['Barcode', updating({ barcode: '={{ $json.value }}' })],
		['CAS Number', updating({ cas: '={{ $json.value }}' })],
	];
	const wrong: Array<[words: string, value: unknown]> = [
		['a list', ['AA00040']],
		['"true"', true],
		['an object', { barcode: 'AA00040' }],
	];

	it.each(wrong)('may not be %s, and the words for it are true', async (words, value) => {
		const { id } = aContainer();
		for (const [label, given] of parameters) {
			const { error } = await run([{ id, value } as IDataObject], given);
			expect(error?.message).toBe(`'${label}' does not contain a text [row 1]`);
			expect(error?.description).toContain(`It contains ${words}.`);
		}
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('may not be a date object either', async () => {
		const { error } = await run([{}], creating({ barcode: '={{ $now }}' }));
		expect(error?.description).toContain('It contains a date object.');
	});

	it('may be numbers', async () => {
		const { id } = aContainer();
		await run([{ id, value: 12_345 }], updating({ barcode: '={{ $json.value }}' }));
		expect(saved()).toEqual([['barcode', '12345']]);
	});
});

describe('the size of an update', () => {
	it.each(['0x10', '0b11', '1,000', 'Infinity', '5 mL', true])('is not %j', async (size) => {
		const { error } = await run([{ id: aContainer().id, size }], updating({ size: '={{ $json.size }}' }));
		expect(error?.message).toBe("'Size' is not a number [row 1]");
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('is not nothing where an expression was to give it', async () => {
		const { id } = aContainer();
		const { error } = await run([{ id }], updating({ size: '={{ $json.size }}', unit: rl('L', 'name') }));
		expect(error?.message).toBe("'Size' is empty [row 1]");
	});
});

describe('units, locations and substances', () => {
	it.each([
		['Unit', { size: '5', unit: rl('5', 'name') }],
		['Location', { location: rl('214', 'path') }],
	])('are looked up by their mode alone: %s', async (label, more) => {
		live().locations.set(214, { ...live().location(shelf), id: 214, name: 'By its ID' });
		const { error } = await run([{}], creating(more));
		expect(error?.message).toBe(`'${label}' does not exist in this inventory [row 1]`);
		expect(bodies('/container/add')).toEqual([]);
	});
});

describe('where a barcode comes from', () => {
	it.each(['Refuse If in Use', 'REFUSE'])('may be said by its label: %s', async (barcodeCheck) => {
		const { error } = await run(
			[{ barcodeCheck }],
			creating({ barcode: 'AA00000', barcodeCheck: '={{ $json.barcodeCheck }}' }),
		);
		expect(error?.message).toBe("'Barcode' is in use already [row 1]");
	});

	it.each([undefined, '', 'check'])('is not %j, on create as on update', async (barcodeCheck) => {
		const { id } = aContainer();
		for (const parameters of [
			creating({ barcode: 'AA00000', barcodeCheck: '={{ $json.barcodeCheck }}' }),
			updating({ barcode: 'AA00000' }, { barcodeCheck: '={{ $json.barcodeCheck }}' }),
		]) {
			const { error } = await run([{ id, barcodeCheck }], parameters);
			expect(error?.message).toMatch(/^'Barcode Check' is (empty|not one of the choices) \[row 1\]$/);
		}
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('asks for a prefix and a number where it is generated, for the form as for JSON', () => {
		const { properties } = new ChemInventoryContainer().description;
		const shown = properties.filter(({ name }) => ['barcodePrefix', 'startingNumber'].includes(name));
		expect(shown.map(({ name, displayOptions }) => [name, displayOptions?.show])).toEqual(
			['barcodePrefix', 'startingNumber'].map((name) => [
				name,
				{ resource: ['container'], operation: ['create'], barcodeCheck: ['generate'] },
			]),
		);
	});

	it('is generated for JSON, too', async () => {
		const entry = { name: 'J', locationid: live().location(shelf).id, substanceid: live().substance('67-64-1').id };
		const { json, error } = await run(
			[{ how: 'Using JSON' }],
			creating({
				specifyData: '={{ $json.how }}',
				containerJson: JSON.stringify({ ...entry, barcode: 'IGNORED' }),
				barcodeCheck: 'generate',
				barcodePrefix: 'AB',
				startingNumber: 7,
			}),
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ name: 'J', barcode: 'AB00007' });
	});
});

describe('a form by expression', () => {
	it('needs nothing of the other form: the workflow starts', async () => {
		const entry = { name: 'J', locationid: live().location(shelf).id, substanceid: live().substance('67-64-1').id };
		const { json, error } = await run([{}], {
			operation: 'create',
			specifyData: '={{ "json" }}',
			containerJson: JSON.stringify(entry),
			barcodeCheck: 'none',
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ name: 'J' });
	});
});

describe('forms of several items', () => {
	it('are all read before the first container is created', async () => {
		const { error } = await run([{ name: 'A' }, { name: '' }], creating({ name: '={{ $json.name }}' }));
		expect(error?.message).toBe("'Name' is empty [row 2]");
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});
