import type { IDataObject } from 'n8n-workflow';

import { containerRecords } from '../../../nodes/ChemInventory/records/container/output';
import { ChemInventoryApi } from '../../../nodes/ChemInventory/service/api';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';

const answers: Readonly<Record<string, unknown>> = {
	'/general/getdetails': {
		user: { id: 1, inventory: 9, inventoryname: 'Demo', otherInventories: [{ id: 10, name: 'Other' }] },
		inventory: { id: 9, name: 'Demo' },
	},
	'/customfields/get': {
		container: [
			{ id: 1, name: 'Expiry', type: 'date' },
			{ id: 2, name: 'Labels', type: 'tags' },
		],
		substance: [],
	},
};

/** As in a new run of a node. */
function newRun(): ChemInventoryApi {
	const call = async ({ path }: { path: string }) => answers[path];
	const api: ChemInventoryApi = Object.create(ChemInventoryApi.prototype, { call: { value: call } });
	return api;
}

type Random = (below: number) => number;

/** A part of a container in one of the ways in which the service shows it, or none. */
const parts: ReadonlyArray<ReadonlyArray<IDataObject>> = [
	[{}, { location: 'Demo > Lab' }, { location: 'Other > Lab' }, { location: 7, locationString: 'Lab' }],
	[{}, { inventoryname: 'Demo' }, { inventoryname: 'Third' }],
	[{}, { hcodes: 'H225, H319' }, { hcodes: '' }, { hcodes: 'H225, H319', ghs: [{ hazardstatements: 'H300' }] }],
	[{}, { 'cf-1': '2026-01-02' }, { 'cf-2': '|a|b|' }, { 'cf-3': 'gone' }],
	[{}, { comments: 'None' }, { files: [] }],
];

const container = (random: Random): IDataObject =>
	Object.assign({ id: 1 + random(5) }, ...parts.map((ways) => ways[random(ways.length)]));

/** All objects and lists in a value, itself included. */
const within = (value: unknown): object[] =>
	typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(within)] : [];

describe('containers of several items of a run', () => {
	it('are shown as each would be alone, whatever was shown before', async () => {
		const random = seededRandom(7);
		for (let round = 0; round < 100; round++) {
			const run = newRun();
			const lists = Array.from({ length: 6 }, () => Array.from({ length: random(4) }, () => container(random)));
			for (const list of lists)
				expect(await containerRecords(run, list, false)).toEqual(await containerRecords(newRun(), list, false));
		}
	});

	it('share no list that a later step might change', async () => {
		const [run, random] = [newRun(), seededRandom(8)];
		const shown: IDataObject[] = [];
		for (let item = 0; item < 60; item++) shown.push(...(await containerRecords(run, [container(random)], false)));
		const objects = within(shown);
		expect(objects.length).toBeGreaterThan(100);
		expect(new Set(objects).size).toBe(objects.length);
	});
});
