import type { IDataObject } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { atRequest, bodiesOf, chemSandboxForEachTest, pathsAsked, retrying, rl } from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const shelf = 'Cupboards > Cupboard 1';
const other = 'Cupboards > Cupboard 2';
const add = '/container/add';
const save = '/container/information/save';
const move = '/container/move';
const sent = () => pathsAsked(sandbox()).filter((path) => [add, save, move].includes(path));
const carrying = (barcode: string) =>
	live()
		.liveContainers()
		.filter((one) => one.barcode === barcode);

const upserting = (more: IDataObject = {}): IDataObject => ({
	operation: 'upsert',
	barcode: '={{ $json.barcode }}',
	name: '={{ $json.name ?? "" }}',
	substance: rl('={{ $json.cas ?? "" }}', 'cas'),
	createSubstance: false,
	location: rl('={{ $json.place ?? "" }}', 'path'),
	size: '={{ $json.size ?? "" }}',
	unit: rl('={{ $json.unit ?? "" }}', 'name'),
	additionalFields: {
		supplier: rl('={{ $json.supplier ?? "" }}', 'name'),
		comments: '={{ $json.comments ?? "" }}',
		dateAcquired: '={{ $json.acquired ?? "" }}',
	},
	customFields: mapped({ 'Expiry Date': '={{ $json.expiry }}', Remaining: '={{ $json.left }}' }),
	output: 'simplified',
	...more,
});

const row = (barcode: string, changes: IDataObject = {}): IDataObject => ({
	barcode,
	name: `Acetone ${barcode}`,
	cas: '67-64-1',
	place: shelf,
	size: '500',
	unit: 'mL',
	supplier: 'VWR',
	comments: 'From the sheet',
	acquired: '2026-01-02',
	expiry: '2027-03-04',
	left: '250',
	...changes,
});

/** A container as a row describes it. */
const aContainer = (barcode: string, changes: Parameters<ReturnType<typeof live>['addContainer']>[0] = {}) =>
	live().addContainer({
		name: `Acetone ${barcode}`,
		barcode,
		substance: live().substance('67-64-1').id,
		location: live().location(shelf).id,
		size: '500',
		unit: live().unitId('mL'),
		supplier: 'VWR',
		comments: 'From the sheet',
		dateAcquired: '2026-01-02',
		fields: new Map([
			[363, '2027-03-04'],
			[365, '250'],
		]),
		...changes,
	});

const outcomes = (json: readonly IDataObject[]) =>
	json.map(({ barcode, outcome, changedFields }) => [barcode, outcome, changedFields]);

describe('a spreadsheet that is sent again and again', () => {
	const sheet = [row('UP-1'), row('UP-2', { cas: '64-17-5', name: 'Ethanol', place: other }), row('UP-3')];

	it('is created, is the same, and is changed in exactly what changed', async () => {
		const first = await run(sheet, upserting());
		expect(first.error).toBeUndefined();
		expect(outcomes(first.json)).toEqual(sheet.map(({ barcode }) => [barcode, 'created', undefined]));
		expect(first.json[0]).toMatchObject({
			name: 'Acetone UP-1',
			cas: '67-64-1',
			size: 500,
			unit: 'mL',
			comments: 'From the sheet',
			'Expiry Date': '2027-03-04',
		});
		expect(first.json[0]).not.toHaveProperty('before');
		// Two of them are of one substance and location.
		expect(sent()).toEqual([add, add]);

		const second = await run(sheet, upserting());
		expect(outcomes(second.json)).toEqual(sheet.map(({ barcode }) => [barcode, 'same', undefined]));
		expect(second.json.map(({ id }) => id)).toEqual(first.json.map(({ id }) => id));
		expect(sent()).toEqual([add, add]);

		const id = first.json[1]?.id;
		const edited = [row('UP-1'), { ...sheet[1], comments: 'Half empty' }, row('UP-3'), row('UP-4')];
		const third = await run(edited, upserting());
		expect(outcomes(third.json)).toEqual([
			['UP-1', 'same', undefined],
			['UP-2', 'changed', ['comments']],
			['UP-3', 'same', undefined],
			['UP-4', 'created', undefined],
		]);
		expect(third.items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(third.json[1]).toMatchObject({ comments: 'Half empty' });
		expect(third.json[1]?.before).toEqual({ id, comments: 'From the sheet' });
		expect(Object.keys(third.json[1] ?? {}).slice(0, 5)).toEqual(['id', 'name', 'barcode', 'outcome', 'changedFields']);
		expect(bodiesOf(sandbox(), save)).toEqual([{ containerid: id, field: 'comments', newvalue: 'Half empty' }]);
		for (const barcode of ['UP-1', 'UP-2', 'UP-3', 'UP-4']) expect(carrying(barcode)).toHaveLength(1);
	});

	it('is the same where a new container has no unit, and a size in words', async () => {
		const rows = [row('UP-1', { unit: '' }), row('UP-2', { size: '50x 5 g tablets', unit: '' })];
		await run(rows, upserting());
		const { json, error } = await run(rows, upserting());
		expect(error).toBeUndefined();
		expect(outcomes(json)).toEqual([
			['UP-1', 'same', undefined],
			['UP-2', 'same', undefined],
		]);
	});
});

describe('a container that is there', () => {
	it('without a comment is not the same as one whose comment is the word None, which rows show for both', async () => {
		aContainer('UP-1', { comments: null });
		const rows = [row('UP-1', { comments: 'None' })];
		const { json } = await run(rows, upserting());
		expect(outcomes(json)).toEqual([['UP-1', 'changed', ['comments']]]);
		expect(json[0]?.before).toMatchObject({ comments: null });
		expect(outcomes((await run(rows, upserting())).json)).toEqual([['UP-1', 'same', undefined]]);
		expect(sent()).toEqual([save]);
	});

	it('shows everything that was changed in the words of items, and with Raw Data in those of ChemInventory', async () => {
		const { id, location } = aContainer('UP-1', { location: live().location(other).id });
		const news = { name: 'New', size: '1', unit: 'L', supplier: 'TCI', comments: 'New', left: '7' };
		const rows = [row('UP-1', { ...news, acquired: '2026-02-03', expiry: '2028-01-01' })];
		const before = {
			...{ name: 'Acetone UP-1', size: 500, unit: 'mL', location: other, locationId: location, supplier: 'VWR' },
			...{ comments: 'From the sheet', dateAcquired: '2026-01-02', 'Expiry Date': '2027-03-04', Remaining: 250 },
		};
		const { json } = await run(rows, upserting());
		expect(json[0]?.before).toEqual({ id, ...before });
		expect(json[0]?.changedFields).toEqual(Object.keys(before).filter((key) => key !== 'locationId'));

		const again = await run([row('UP-1', { place: other, left: '' })], upserting({ output: 'raw' }));
		expect(again.json[0]).toMatchObject({ id, outcome: 'changed', 'cf-363': '2027-03-04', name: 'Acetone UP-1' });
		expect(new Set(again.json[0]?.changedFields as string[])).toEqual(
			new Set(['name', 'size', 'unit', 'supplier', 'comments', 'dateacquired', 'cf-363', 'location']),
		);
		expect(again.json[0]?.before).toMatchObject({ id, dateacquired: '2026-02-03', 'cf-363': '2028-01-01' });
	});

	const saved = (field: string, newvalue: unknown) => [save, { field, newvalue }] as const;

	it.each([
		['name', { name: 'Acetone, new' }, { name: 'Acetone UP-1' }, saved('containername', 'Acetone, new')],
		['supplier', { supplier: 'TCI' }, { supplier: 'VWR' }, saved('supplier', 'TCI')],
		['dateAcquired', { acquired: '2026-02-03' }, { dateAcquired: '2026-01-02' }, saved('dateacquired', '2026-02-03')],
		['size', { size: '250' }, { size: 500 }, saved('containersize', { size: 250, unit: 'mL' })],
		['size alone', { size: '250', unit: '' }, { size: 500 }, saved('containersize', { size: 250, unit: 'mL' })],
		['unit', { unit: 'L' }, { unit: 'mL' }, saved('containersize', { size: 500, unit: 'L' })],
		['unit alone', { unit: 'L', size: '' }, { unit: 'mL' }, saved('containersize', { size: 500, unit: 'L' })],
		[
			'size and unit',
			{ size: '0.25', unit: 'L' },
			{ size: 500, unit: 'mL' },
			saved('containersize', { size: 0.25, unit: 'L' }),
		],
		['a field of the lab', { left: '100' }, { Remaining: 250 }, saved('cf-365', '100')],
	])('gets another %s, and nothing else: %j', async (_what, changes, before, [path, body]) => {
		const { id } = aContainer('UP-1');
		const { json, error } = await run([row('UP-1', changes)], upserting());
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ id, outcome: 'changed', changedFields: Object.keys(before), before }]);
		expect(sent()).toEqual([path]);
		expect(bodiesOf(sandbox(), path)).toEqual([{ containerid: id, ...body }]);
	});

	it('is moved where it stands elsewhere, as Move does it', async () => {
		const { id } = aContainer('UP-1', { location: live().location(other).id });
		const { json } = await run([row('UP-1')], upserting());
		expect(json[0]).toMatchObject({ id, outcome: 'changed', changedFields: ['location'], location: shelf });
		expect(json[0]?.before).toEqual({ id, location: other, locationId: live().location(other).id });
		expect(bodiesOf(sandbox(), move)).toEqual([{ containerid: [id], destinationid: live().location(shelf).id }]);
		expect(sent()).toEqual([move]);
	});

	it('keeps what the item leaves empty, down to a bare barcode', async () => {
		aContainer('UP-1');
		const { json, error } = await run([{ barcode: 'UP-1' }], upserting());
		expect(error).toBeUndefined();
		expect(outcomes(json)).toEqual([['UP-1', 'same', undefined]]);
		expect(sent()).toEqual([]);
	});

	it('is found by what a scanner gives, and where "limit search to" hides it', async () => {
		aContainer('UP-1', { location: live().location(other).id });
		live().limitSearchTo('admin', [shelf]);
		const { json } = await run([row('UP-1\n', { place: '' })], upserting());
		expect(outcomes(json)).toEqual([['UP-1', 'same', undefined]]);
	});

	it.each([
		['its CAS number', rl('67-64-1', 'cas')],
		['its name', rl('Acetone', 'name')],
		['its name in another spelling', rl('ACETONE', 'name')],
		['a synonym', rl('propan-2-one', 'name')],
	])('holds the substance that is named by %s', async (_how, substance) => {
		live().substance('67-64-1').synonyms = ['propan-2-one'];
		aContainer('UP-1');
		const { json, error } = await run([row('UP-1')], upserting({ substance }));
		expect(error).toBeUndefined();
		expect(outcomes(json)).toEqual([['UP-1', 'same', undefined]]);
	});

	it.each([
		['a CAS number', () => rl('64-17-5', 'cas'), 'the CAS number "64-17-5"'],
		['a name', () => rl('Ethanol', 'name'), '"Ethanol"'],
		['a name that nothing has yet', () => rl('House blend 7', 'name'), '"House blend 7"'],
		['an ID', () => rl(live().substance('64-17-5').id, 'id'), 'the substance with the ID'],
	])('never becomes one of another substance, named by %s', async (_how, substance, named) => {
		const { id } = aContainer('UP-1');
		const { error } = await run([row('UP-1')], upserting({ substance: substance(), createSubstance: true }));
		expect(error?.message).toBe("'Substance' is not the one in the container [row 1]");
		expect(error?.description).toContain(`Container ${id} with the barcode "UP-1" contains "Acetone" (CAS 67-64-1`);
		expect(error?.description).toContain(named);
		expect(pathsAsked(sandbox()).filter((path) => path === add || path === save)).toEqual([]);
	});
});

describe('what is refused before anything is sent', () => {
	const good = () => row('UP-NEW');

	it.each([
		['an empty barcode', () => row(''), "'Barcode' is empty", 'Fill it in'],
		[
			'a barcode on two containers',
			() => {
				aContainer('UP-1');
				aContainer('UP-1');
				return row('UP-1');
			},
			"'Barcode' is on several things",
			'container Acetone UP-1 (ID',
		],
		[
			'a barcode on a container and a shelf',
			() => {
				aContainer('UP-1');
				live().location(other).barcode = 'UP-1';
				return row('UP-1');
			},
			"'Barcode' is on several things",
			'location Cupboard 2 (ID',
		],
		[
			'the barcode of a shelf',
			() => {
				live().location(other).barcode = 'UP-1';
				return row('UP-1');
			},
			"'Barcode' is not on a container",
			'location Cupboard 2 (ID',
		],
		['the barcode of a person', () => row('USR-180'), "'Barcode' is not on a container", 'user'],
		[
			'a barcode of another inventory',
			() => row('TG00001'),
			"'Barcode' is on a container of another inventory",
			'container ',
		],
		[
			'a new container without a substance and a location',
			() => row('UP-1', { cas: '', place: '' }),
			"'Substance' is empty, and a new container needs it",
			'Nothing has the barcode "UP-1", so a container would be created. Enter Substance, Location',
		],
		[
			'a new container without a name',
			() => row('UP-1', { name: '' }),
			"'Name' is empty, and a new container needs it",
			'Enter Name',
		],
		[
			'a location that does not exist',
			() => aContainer('UP-1') && row('UP-1', { place: 'Nowhere' }),
			"'Location' does not exist in this inventory",
			'Nowhere',
		],
		[
			'a size in words for a container that shows another',
			() => aContainer('UP-1') && row('UP-1', { size: '50x 5 g tablets', unit: '' }),
			"'Size' is not a number",
			'"500 mL"',
		],
		[
			'a size without a unit for a container without one',
			() => aContainer('UP-1', { unit: 0 }) && row('UP-1', { size: '5', unit: '' }),
			"'Unit' is empty",
			'Enter the unit together with the size',
		],
	])('%s', async (_what, bad, message, words) => {
		const inputs = [good(), bad()];
		const { error } = await run(inputs, upserting());
		expect(error?.message).toBe(`${message} [row 2]`);
		expect(error?.description).toContain(words);
		expect(sent()).toEqual([]);
		const { outputs } = await run(inputs, upserting(), { settings: { onError: 'continueErrorOutput' } });
		expect(outputs[0]?.map(({ json }) => json.barcode)).toEqual(['UP-NEW']);
		expect(outputs[1]?.map(({ json, pairedItem }) => [json.message, pairedItem])).toEqual([[message, { item: 1 }]]);
		expect(sent()).toEqual([add]);
	});

	it('a barcode that several items give, for all of them', async () => {
		aContainer('UP-1');
		const inputs = [row('UP-1', { comments: 'A' }), row('UP-2'), row('UP-1', { comments: 'B' })];
		const { error } = await run(inputs, upserting());
		expect(error?.message).toBe("'Barcode' is used by several items [row 1]");
		expect(error?.description).toContain('Row 3 failed as well');
		expect(sent()).toEqual([]);
		const { outputs } = await run(inputs, upserting(), { settings: { onError: 'continueErrorOutput' } });
		expect(outputs.map((items) => items?.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 1 }],
			[{ item: 0 }, { item: 2 }],
		]);
		expect(sent()).toEqual([add]);
	});

	it('a new barcode in upper case and in lower case, as the next look-up would find both', async () => {
		const { error } = await run([row('UP-1'), row('up-1')], upserting());
		expect(error?.message).toBe("'Barcode' is used by several items [row 1]");
		expect(sent()).toEqual([]);
	});

	it('a barcode that the container has in another spelling', async () => {
		const container = aContainer('UP-1');
		atRequest(sandbox(), '/general/exportbyid', () => (container.barcode = 'up-1'));
		const { error } = await run([row('UP-1')], upserting());
		expect(error?.message).toBe("'Barcode' is written differently on the container [row 1]");
		expect(error?.description).toContain('"up-1"');
	});
});

describe('when an answer is lost and n8n runs the node again', () => {
	const lost = (path: string, moment: 'after' | 'before') =>
		sandbox().faults.add({ when: { path }, times: 1, do: { kind: 'drop', moment } });
	const refuseSecond = (path: string) =>
		sandbox().faults.add({
			when: { path, nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
	/** One that is created, one that is changed and moved, one that stays. */
	const mixed = () => {
		aContainer('UP-2', { comments: 'Old', location: live().location(other).id });
		aContainer('UP-3');
		return [row('UP-1'), row('UP-2'), row('UP-3')];
	};
	const all = [
		['UP-1', 'created'],
		['UP-2', 'changed'],
		['UP-3', 'same'],
	];
	const ended = (json: readonly IDataObject[]) => json.map(({ barcode, outcome }) => [barcode, outcome]);

	it.each([add, save, move])('of %s, it is found, told for what it was, and nothing is done twice', async (path) => {
		const inputs = mixed();
		lost(path, 'after');
		const { json, error } = await run(inputs, upserting(), { settings: retrying });
		expect(error).toBeUndefined();
		expect(ended(json)).toEqual(all);
		expect(json[1]?.changedFields).toEqual(expect.arrayContaining(['comments', 'location']));
		expect([...sent()].sort()).toEqual([add, save, move].sort());
		expect(carrying('UP-1')).toHaveLength(1);
	});

	it.each([add, save, move])('of %s, which was not done, it is unknown and not sent again', async (path) => {
		const inputs = mixed();
		lost(path, 'before');
		const { error, executions } = await run(inputs, upserting(), { settings: retrying });
		expect(executions).toBe(3);
		expect(error?.message).toContain('Outcome unknown');
		expect(sent().filter((each) => each === path)).toHaveLength(1);
		expect(carrying('UP-1')).toHaveLength(path === add ? 0 : 1);
	});

	it('and what was created or changed in the first try is told as such in the second, whatever $now says', async () => {
		const inputs = [...mixed(), row('UP-4', { place: other })];
		refuseSecond(add);
		const { json, executions, error } = await run(
			inputs,
			upserting({ size: '={{ $json.barcode === "UP-3" ? 500 : 1 + Math.floor(Math.random() * 400) }}' }),
			{ settings: retrying },
		);
		expect(error).toBeUndefined();
		expect(executions).toBe(2);
		expect(ended(json)).toEqual([...all, ['UP-4', 'created']]);
		expect(json[1]?.before).toMatchObject({ size: 500, comments: 'Old' });
		for (const { barcode } of inputs) expect(carrying(String(barcode))).toHaveLength(1);
		expect(bodiesOf(sandbox(), save)).toHaveLength(2);
		expect(bodiesOf(sandbox(), move)).toHaveLength(1);
	});

	it('does not create a container whose barcode somebody else took since the first try', async () => {
		sandbox().faults.add({ when: { path: add }, times: 1, do: { kind: 'status', status: 400 } });
		atRequest(sandbox(), add, () => aContainer('UP-1', { name: 'Of somebody else' }));
		const { error } = await run(
			[row('UP-1', { cas: '62-56-6', name: 'Thiourea' })],
			upserting({ createSubstance: true }),
			{
				settings: retrying,
			},
		);
		expect(error?.description).toContain('The barcode "UP-1" is on');
		expect(sent()).toEqual([add]);
		expect(carrying('UP-1').map(({ name }) => name)).toEqual(['Of somebody else']);
	});

	it('of a creation that the first try could not look up, it is told as created by the second', async () => {
		lost(add, 'after');
		sandbox().faults.add({
			when: { path: '/location/containers/get', nth: 2 },
			times: 15,
			do: { kind: 'status', status: 500 },
		});
		const { json, executions, error } = await run([row('UP-1')], upserting(), { settings: retrying });
		expect(error).toBeUndefined();
		expect(executions).toBeGreaterThan(1);
		expect(ended(json)).toEqual([['UP-1', 'created']]);
		expect(carrying('UP-1')).toHaveLength(1);
	});

	it('of a creation, into a place to which another item moves its container meanwhile', async () => {
		aContainer('UP-2', { location: live().location(other).id, name: 'Acetone UP-1' });
		lost(add, 'before');
		const { error } = await run([row('UP-1'), row('UP-2', { name: '' })], upserting(), { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`${shelf} has no new container.`);
	});

	it('names the fields that were saved where the move is refused', async () => {
		aContainer('UP-1', { comments: 'Old', location: live().location(other).id });
		sandbox().faults.add({ when: { path: move }, times: 1, do: { kind: 'status', status: 400, moment: 'before' } });
		const { outputs } = await run([row('UP-1')], upserting(), { settings: { onError: 'continueErrorOutput' } });
		expect(outputs[1]?.[0]?.json).toMatchObject({
			details: { savedFields: ['comments'], notSavedFields: ['location'] },
		});
	});
});
