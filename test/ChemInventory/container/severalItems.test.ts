import type { IDataObject } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { bodiesOf, chemSandboxForEachTest, retrying, rl } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const shelf = 'Cupboards > Cupboard 1';
const other = 'Cupboards > Cupboard 2';
const bodies = (path: string) => bodiesOf(sandbox(), path) as IDataObject[];
const inPlace = (path: string) => live().containersIn(path).length;
const aContainer = (barcode: string, changes = {}) => live().addContainer({ barcode, ...changes });
const refuseSecond = (path: string, nth = 2) =>
	sandbox().faults.add({ when: { path, nth }, times: 1, do: { kind: 'status', status: 400, moment: 'before' } });

const creation = (changes: IDataObject = {}): IDataObject => ({
	operation: 'create',
	specifyData: 'fields',
	name: '={{ $json.name }}',
	substance: rl('={{ $json.cas ?? "67-64-1" }}', 'cas'),
	createSubstance: false,
	location: rl('={{ $json.place }}', 'path'),
	size: '250',
	unit: rl('mL', 'name'),
	barcodeCheck: 'refuse',
	barcode: '={{ $json.barcode ?? "" }}',
	...changes,
});

describe('creating containers for several items, when a later one is refused and n8n runs the node again', () => {
	it('creates each once although a text is another one in each try', async () => {
		const before = inPlace(shelf) + inPlace(other);
		refuseSecond('/container/add');
		const { json, executions } = await run(
			[
				{ name: 'A', place: shelf },
				{ name: 'B', place: other },
			],
			creation({ additionalFields: { comments: '={{ $now.toMillis() }} {{ Math.random() }}' } }),
			{ settings: retrying },
		);
		expect(executions).toBe(2);
		expect(json.map(({ name }) => name)).toEqual(['A', 'B']);
		expect(inPlace(shelf) + inPlace(other)).toBe(before + 2);
	});

	it('creates each once, and one supplier, although the first try brings the supplier into being', async () => {
		const before = inPlace(shelf) + inPlace(other) + inPlace('Stores');
		refuseSecond('/container/add', 3);
		const { json, executions } = await run(
			[
				{ name: 'A', place: shelf, supplier: 'Foo Inc' },
				{ name: 'B', place: other, supplier: 'foo inc' },
				{ name: 'C', place: 'Stores', supplier: 'FOO  INC' },
			],
			creation({ additionalFields: { supplier: rl('={{ $json.supplier }}', 'name'), comments: '={{ $now }}' } }),
			{ settings: retrying },
		);
		expect(executions).toBe(2);
		expect(json.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
		expect(inPlace(shelf) + inPlace(other) + inPlace('Stores')).toBe(before + 3);
		const suppliers = [...live().lab.suppliers.values()].filter(({ name }) => /foo/i.test(name));
		expect(suppliers.map(({ name }) => name)).toEqual(['Foo Inc']);
	});
});

describe('a new substance for two locations', () => {
	const byName = { substance: rl('House blend 7', 'name'), createSubstance: true };
	const inputs = [
		{ name: 'A', place: shelf },
		{ name: 'B', place: other },
	];

	it('is created once', async () => {
		const { json } = await run(inputs, creation(byName));
		expect(new Set(json.map(({ substance }) => substance)).size).toBe(1);
		expect(bodies('/container/getsubstance')).toHaveLength(1);
	});

	it.each(['after', 'before'] as const)(
		'is asked for once where its answer is lost, over all tries (dropped %s)',
		async (moment) => {
			sandbox().faults.add({ when: { path: '/container/getsubstance' }, times: 1, do: { kind: 'drop', moment } });
			const { error, executions } = await run(inputs, creation(byName), { settings: retrying });
			expect(executions).toBe(3);
			expect(error?.message).toContain('Outcome unknown');
			expect(error?.description).toContain('could create the substance a second time');
			expect(bodies('/container/getsubstance')).toHaveLength(1);
			expect(bodies('/container/add')).toEqual([]);
		},
	);
});

describe('two groups into one location, the answer of one lost', () => {
	it.each([1, 2])('go side by side, and each is told right (answer %d)', async (nth) => {
		const before = inPlace(shelf);
		sandbox().faults.add({ when: { path: '/container/add', nth }, times: 1, do: { kind: 'drop', moment: 'after' } });
		const { json, error } = await run(
			[
				{ name: 'Same', place: shelf, cas: '67-64-1' },
				{ name: 'Same', place: shelf, cas: '64-17-5' },
			],
			creation(),
			{ settings: retrying },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ cas }) => cas)).toEqual(['67-64-1', '64-17-5']);
		expect(inPlace(shelf)).toBe(before + 2);
	});
});

describe('two items and one bottle, by ID and by its barcode', () => {
	const byBoth: IDataObject = {
		containersBy: '={{ $json.by }}',
		containers: '={{ $json.by === "id" ? $json.id : $json.barcode }}',
	};

	it('is moved one after the other: the second finds it where the first has put it', async () => {
		const { id, barcode } = aContainer('ONE-1', { location: live().location('Stores').id });
		const { json } = await run(
			[
				{ by: 'id', id, barcode, place: shelf },
				{ by: 'barcode', id, barcode, place: other },
			],
			{ operation: 'move', ...byBoth, location: rl('={{ $json.place }}', 'path'), ifSomeDoNotMove: 'fail' },
		);
		expect(json.map(({ moved, before }) => [moved, (before as { containers: IDataObject[] }).containers[0]])).toEqual([
			[[id], expect.objectContaining({ locationId: live().location('Stores').id })],
			[[id], expect.objectContaining({ locationId: live().location(shelf).id })],
		]);
		expect(live().container(id).location).toBe(live().location(other).id);
	});

	it('is told to be there already where the second says the same', async () => {
		const { id, barcode } = aContainer('ONE-1', { location: live().location('Stores').id });
		const { json } = await run(
			[
				{ by: 'id', id, barcode },
				{ by: 'barcode', id, barcode },
			],
			{ operation: 'move', ...byBoth, location: rl(shelf, 'path'), ifSomeDoNotMove: 'fail' },
		);
		expect(json).toMatchObject([{ moved: [id] }, { alreadyThere: [id] }]);
	});

	it('is not deleted twice: the second item is refused before the first is deleted', async () => {
		const { id, barcode } = aContainer('ONE-1');
		const inputs = [
			{ by: 'id', id, barcode },
			{ by: 'barcode', id, barcode },
		];
		const { error } = await run(inputs, { operation: 'delete', ...byBoth });
		expect(error?.message).toBe("'Containers' names what an earlier row already names [row 2]");
		expect(error?.description).toContain(`The ID ${id} is in row 1 already.`);
		expect(bodies('/container/delete')).toEqual([]);
		const { outputs } = await run(
			inputs,
			{ operation: 'delete', ...byBoth },
			{ settings: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[0]?.map(({ json }) => json.id)).toEqual([id]);
		expect(outputs[1]).toHaveLength(1);
	});

	it('is updated in the order of the items', async () => {
		const { id, barcode } = aContainer('ONE-1', { comments: 'old' });
		const { json } = await run(
			[
				{ id, barcode, comments: 'first' },
				{ id, barcode, comments: 'second' },
			],
			{
				operation: 'update',
				container: rl('={{ $json.barcode }}', 'barcode'),
				updateFields: { comments: '={{ $json.comments }}' },
				barcodeCheck: 'refuse',
				output: 'simplified',
			},
		);
		expect(json.map(({ before }) => before)).toEqual([
			{ id, comments: 'old' },
			{ id, comments: 'first' },
		]);
	});
});

describe('a container that does not exist', () => {
	it('is known before the first is deleted', async () => {
		const { id } = aContainer('ONE-1');
		const { error } = await run([{ ids: id }, { ids: 999_999 }], {
			operation: 'delete',
			containersBy: 'id',
			containers: '={{ $json.ids }}',
		});
		expect(error?.message).toBe("'Containers' names containers that do not exist, so nothing was sent [row 2]");
		expect(bodies('/container/delete')).toEqual([]);
	});
});

describe('a new barcode that several items give', () => {
	const updating = (barcodeCheck: string) => ({
		operation: 'update',
		container: rl('={{ $json.id }}'),
		updateFields: { barcode: '={{ $json.barcode }}' },
		barcodeCheck,
		output: 'simplified',
	});
	const two = () => [
		{ id: aContainer('ONE-1').id, barcode: 'TWICE-1' },
		{ id: aContainer('TWO-1').id, barcode: 'TWICE-1' },
	];

	it('is refused before the first container is changed', async () => {
		const { error } = await run(two(), updating('refuse'));
		expect(error?.message).toBe("'Barcode' is used by several rows [row 1]");
		expect(bodies('/container/information/save')).toEqual([]);
	});

	it('is set where it is not to be checked', async () => {
		const { json } = await run(two(), updating('none'));
		expect(json.map(({ barcode }) => barcode)).toEqual(['TWICE-1', 'TWICE-1']);
	});

	it('is no matter where it is for the same container', async () => {
		const { id } = aContainer('ONE-1');
		const { json, error } = await run(
			[
				{ id, barcode: 'ONE-2' },
				{ id, barcode: 'ONE-2' },
			],
			updating('refuse'),
		);
		expect(error).toBeUndefined();
		expect(json.map(({ savedFields }) => savedFields)).toEqual([['barcode'], undefined]);
	});

	it('is not refused when n8n runs the node again, although its own first try has set it', async () => {
		const [first, second] = [aContainer('ONE-1'), aContainer('TWO-1')];
		refuseSecond('/container/information/save');
		const { json, executions } = await run(
			[
				{ id: first.id, barcode: 'NEW-1' },
				{ id: second.id, barcode: 'NEW-2' },
			],
			updating('refuse'),
			{ settings: retrying },
		);
		expect(executions).toBe(2);
		expect(json.map(({ barcode }) => barcode)).toEqual(['NEW-1', 'NEW-2']);
	});

	it('is taken on a container that has it already, whatever else has it', async () => {
		const { id } = aContainer('DOUBLE-1');
		aContainer('DOUBLE-1');
		const { json } = await run([{ id, barcode: 'DOUBLE-1' }], updating('refuse'));
		expect(json[0]).toMatchObject({ unchangedFields: ['barcode'] });
		expect(json[0]).not.toHaveProperty('savedFields');
	});
});
