import type { IDataObject } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { usualPace } from '../../../nodes/shared/http/pace';
import { chemSandboxForEachTest, pathsAsked, rl } from '../../support/chemRuns';
import { mapped } from '../../support/mapped';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());

const live = () => sandbox().chemInventory.lab;
const numbers = (count: number) => Array.from({ length: count }, (_none, at) => at);

function timesAsked(): Record<string, number> {
	const times: Record<string, number> = {};
	for (const path of pathsAsked(sandbox())) times[path] = (times[path] ?? 0) + 1;
	return times;
}

/** The most requests for a path that were under way at the same moment. */
function mostAtOnce(path: string): () => number {
	const { requests } = sandbox();
	const push = requests.push.bind(requests);
	let most = 0;
	requests.push = (...arrived) => {
		const length = push(...arrived);
		most = Math.max(
			most,
			requests.filter((request) => request.path.endsWith(path) && request.statusCode === undefined).length,
		);
		return length;
	};
	return () => most;
}

describe('200 new containers of 10 substances in 20 places', () => {
	it('take a request a group, one a barcode, one a place and one for each 50 containers, as many at once as may be', async () => {
		const places = numbers(20).map((at) => live().addLocation(`Shelf ${at}`));
		const substances = [...live().substances.keys()].slice(0, 10);
		const inputs = places.flatMap(({ id: place }) =>
			substances.map((substance): IDataObject => ({ place, substance, barcode: `N-${place}-${substance}` })),
		);
		const most = mostAtOnce('/container/add');
		sandbox().faults.add({ when: { path: '/container/add' }, times: 10, do: { kind: 'latency', milliseconds: 300 } });
		const { json, error } = await run(inputs, {
			operation: 'create',
			specifyData: 'fields',
			name: 'Bottle',
			substance: rl('={{ $json.substance }}'),
			location: rl('={{ $json.place }}'),
			barcodeCheck: 'refuse',
			barcode: '={{ $json.barcode }}',
		});
		expect(error).toBeUndefined();
		expect(
			json.map(({ barcode, locationId, substanceId }) => ({ place: locationId, substance: substanceId, barcode })),
		).toEqual(inputs);
		expect(timesAsked()).toEqual({
			'/location/load': 1,
			'/customfields/get': 1,
			'/barcodes/duplicates/check': 200,
			'/location/containers/get': 20,
			'/container/add': 200,
			'/general/exportbyid': 4,
		});
		expect(most()).toBeGreaterThan(1);
		expect(most()).toBeLessThanOrEqual(usualPace);
	});
});

describe('a spreadsheet of 200 containers by barcode', () => {
	const upserting = {
		operation: 'upsert',
		barcode: '={{ $json.barcode }}',
		name: '={{ $json.name }}',
		substance: rl('={{ $json.substance }}'),
		createSubstance: false,
		location: rl('={{ $json.place }}'),
		size: '250',
		unit: rl('mL', 'name'),
		additionalFields: {},
		customFields: mapped({ Remaining: '7' }),
		output: 'simplified',
	};
	const counted = (json: readonly IDataObject[]) => {
		const counts: Record<string, number> = {};
		for (const { outcome } of json) counts[String(outcome)] = (counts[String(outcome)] ?? 0) + 1;
		return counts;
	};

	it('takes one request for each barcode, four for each row that is renamed and moved, and lists for the rest', async () => {
		const [one, two] = [live().location('Cupboards > Cupboard 1').id, live().location('Cupboards > Cupboard 2').id];
		const substance = live().substance('67-64-1').id;
		const sheet = numbers(200).map((at) => ({ barcode: `S-${at}`, name: `Bottle ${at}`, substance, place: one }));
		const own = { '/location/load': 1, '/customfields/get': 1, '/general/units': 1 };

		const first = await run(sheet, upserting);
		expect(first.error).toBeUndefined();
		expect(counted(first.json)).toEqual({ created: 200 });
		expect(timesAsked()).toEqual({
			...own,
			'/barcodes/duplicates/check': 200,
			'/location/containers/get': 1,
			'/container/add': 1,
			'/general/exportbyid': 4,
		});

		sandbox().clearRequests();
		const second = await run(sheet, upserting);
		expect(counted(second.json)).toEqual({ same: 200 });
		expect(timesAsked()).toEqual({
			...own,
			'/barcodes/duplicates/check': 200,
			// Two to compare, and four to show them.
			'/general/exportbyid': 6,
		});

		sandbox().clearRequests();
		const third = await run(
			sheet.map((row, at) => (at % 20 === 0 ? { ...row, name: 'Another', place: two } : row)),
			upserting,
		);
		expect(counted(third.json)).toEqual({ same: 190, changed: 10 });
		expect(timesAsked()).toEqual({
			...own,
			'/barcodes/duplicates/check': 200,
			'/general/exportbyid': 6,
			'/container/information/load': 20,
			'/container/information/save': 10,
			'/container/move': 10,
		});
	});
});

describe('200 moves to 4 destinations by barcode', () => {
	it('take a request a destination, one a barcode, and two for all that is checked', async () => {
		const places = numbers(4).map((at) => live().addLocation(`Shelf ${at}`));
		const inputs = numbers(200).map((at) => {
			const { id, barcode } = live().addContainer({ barcode: `M-${at}` });
			return { id, barcode, place: places[at % 4]?.id };
		});
		const { json, error } = await run(inputs, {
			operation: 'move',
			containersBy: 'barcode',
			containers: '={{ $json.barcode }}',
			location: rl('={{ $json.place }}'),
			ifSomeDoNotMove: 'fail',
		});
		expect(error).toBeUndefined();
		expect(json.map(({ moved, toLocationId }) => [moved, toLocationId])).toEqual(
			inputs.map(({ id, place }) => [[id], place]),
		);
		expect(json.map(({ before }) => (before as { containers: IDataObject[] }).containers.map(({ id }) => id))).toEqual(
			inputs.map(({ id }) => [id]),
		);
		expect(timesAsked()).toEqual({
			'/location/load': 1,
			'/general/getdetails': 1,
			'/search/execute': 200,
			'/general/exportbyid': 2,
			'/container/move': 4,
		});
	});
});

describe('200 containers that the items name one by one', () => {
	it.each([
		['Get Many', { operation: 'getAll', containerIds: '={{ $json.id }}' }, { '/general/exportbyid': 4 }],
		[
			'Get Many with a time limit of its own',
			{ operation: 'getAll', containerIds: '={{ $json.id }}', options: { timeLimitMinutes: 1 } },
			{ '/general/exportbyid': 200 },
		],
	])('go out as lists, and each item gets its own: %s', async (_what, parameters: IDataObject, asked) => {
		const inputs = numbers(200).map(() => ({ id: live().addContainer({}).id }));
		const { json, items, error } = await run(inputs, parameters);
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => ({ id }))).toEqual(inputs);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(inputs.map((_input, item) => ({ item })));
		expect(timesAsked()).toMatchObject(asked);
	});

	it('fail for the item alone whose container is gone', async () => {
		const inputs = [{ id: live().addContainer({}).id }, { id: 999_999 }, { id: live().addContainer({}).id }];
		const { outputs } = await run(
			inputs,
			{ operation: 'getAll', containerIds: '={{ $json.id }}' },
			{ settings: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[0]?.map(({ json }) => json.id)).toEqual([inputs[0]?.id, inputs[2]?.id]);
		expect(outputs[1]).toMatchObject([{ json: { details: { missingIds: [999_999] } }, pairedItem: { item: 1 } }]);
	});
});
