import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { pathOf } from '../../../sandbox/cheminventory/history';
import { chemOrigin } from '../../support/chemInventory';
import {
	bodiesOf,
	chemRunOnNock,
	chemSandboxForEachTest,
	aLostAnswer,
	anUndoneWrite,
	retrying,
	rl,
} from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());
const runOnNock = chemRunOnNock(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const shelf = 'Cupboards > Cupboard 2';
let serial = 0;
const aContainer = (changes = {}) => live().addContainer({ barcode: `M-${++serial}`, ...changes });
const to = (place: string) => rl(place, 'path');
const moving = (more: IDataObject = {}): IDataObject => ({
	operation: 'move',
	containersBy: 'id',
	containers: '={{ $json.ids }}',
	location: to(shelf),
	ifSomeDoNotMove: 'fail',
	...more,
});
const moves = () => bodiesOf(sandbox(), '/container/move');

describe('moving containers', () => {
	it('moves those of each item to the location of that item', async () => {
		const [a, b, c] = [aContainer(), aContainer(), aContainer()];
		const place = 'Cold Room > Rack 1';
		const stood = [a, b, c].map(({ id, barcode, location }) =>
			expect.objectContaining({ id, barcode, locationId: location }),
		);
		const paths = new Map([a, b, c].map(({ id }) => [id, pathOf(live().lab, live().container(id).location)]));
		const pathWas = ({ id }: { id: number }) => paths.get(id);
		const { json, items } = await run(
			[
				{ ids: `${a.id}, ${b.id}`, place: shelf },
				{ ids: [c.id], place },
			],
			moving({ location: to('={{ $json.place }}') }),
		);
		expect(json).toEqual([
			{
				...(pathWas(a) === pathWas(b) ? { from: pathWas(a) } : {}),
				to: shelf,
				toLocationId: live().location(shelf).id,
				moved: [a.id, b.id],
				before: { containers: stood.slice(0, 2) },
			},
			{
				name: c.name,
				barcode: c.barcode,
				from: pathWas(c),
				to: place,
				toLocationId: live().location(place).id,
				moved: [c.id],
				before: { containers: stood.slice(2) },
			},
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(moves()[0]).toEqual({
			containerid: [a.id, b.id],
			destinationid: live().location(shelf).id,
		});
	});

	it('takes barcodes, doubles once', async () => {
		const [a, b] = [aContainer(), aContainer()];
		const { json } = await run(
			[{ ids: `${a.barcode}\n${b.barcode}; ${a.barcode}` }],
			moving({ containersBy: 'barcode' }),
		);
		expect(json[0]).toMatchObject({ moved: [a.id, b.id] });
	});

	it('lists those that did not move, where the form says so', async () => {
		const { id } = aContainer();
		const { json } = await run([{ ids: [id, 999_999] }], moving({ ifSomeDoNotMove: 'report' }));
		expect(json[0]).toMatchObject({ moved: [id], notMoved: [999_999] });
	});

	it.each([
		['no containers', { ids: '' }, {}, "'Containers' is empty"],
		['an empty list', { ids: [] }, {}, "'Containers' is empty"],
		['something that is no ID', { ids: 'AA1' }, {}, "'Containers' contains something that is not an ID"],
		['no barcodes', { ids: ' , ' }, { containersBy: 'barcode' }, "'Containers' is empty"],
		['a barcode that nothing has', { ids: 'NOPE' }, { containersBy: 'barcode' }, "'Containers' was not found"],
		[
			'a location that does not exist',
			{ ids: 1 },
			{ location: to('Nowhere') },
			"'Location' does not exist in this inventory",
		],
	])('refuses %s before anything is moved', async (_what, input, more, message) => {
		const { error } = await run([input], moving(more));
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(moves()).toEqual([]);
	});

	describe('by several items', () => {
		const place = 'Cold Room > Rack 1';
		const wrong: Array<[what: string, changes: IDataObject, message: string]> = [
			['a barcode that nothing has', { barcodes: 'NOPE' }, "'Containers' was not found"],
			['a barcode on two containers', { barcodes: 'AA00040' }, "'Containers' matches several containers"],
			['no barcode', { barcodes: '' }, "'Containers' is empty"],
			['a location that does not exist', { place: 'Nowhere' }, "'Location' does not exist in this inventory"],
			['no location', { place: null }, "'Location' is empty"],
		];
		const byBarcode = () =>
			moving({ containersBy: 'barcode', containers: '={{ $json.barcodes }}', location: to('={{ $json.place }}') });

		it.each(wrong)('moves nothing where a later one has %s', async (_what, changes, message) => {
			const [a, b] = [aContainer(), aContainer()];
			const { error } = await run(
				[
					{ barcodes: a.barcode, place },
					{ barcodes: b.barcode, place, ...changes },
				],
				byBarcode(),
			);
			expect(error?.message).toBe(`${message} [row 2]`);
			expect(moves()).toEqual([]);
		});

		it.each(wrong)('moves those of the others where the node continues: %s', async (_what, changes, message) => {
			const [a, b, c] = [aContainer(), aContainer(), aContainer()];
			const { outputs } = await run(
				[
					{ barcodes: a.barcode, place },
					{ barcodes: b.barcode, place, ...changes },
					{ barcodes: c.barcode, place },
				],
				byBarcode(),
				{ settings: { onError: 'continueErrorOutput' } },
			);
			expect(outputs[0]?.map(({ json, pairedItem }) => [json.moved, pairedItem])).toEqual([
				[[a.id], { item: 0 }],
				[[c.id], { item: 2 }],
			]);
			expect(outputs[1]?.map(({ json }) => json.message)).toEqual([message]);
		});

		it('moves nothing where a later one names an ID that does not exist', async () => {
			const { id } = aContainer();
			const { error } = await run([{ ids: [id] }, { ids: [id, 999_999] }], moving());
			expect(error?.message).toBe("'Containers' names containers that do not exist, so nothing was sent [row 2]");
			expect(error?.description).toContain('Not in the active inventory: 999999.');
			expect(moves()).toEqual([]);
		});

		it('tells the first item that is refused, in the order of the items', async () => {
			const { id } = aContainer();
			const { error } = await run([{ ids: id }, { ids: 999_998 }, { ids: 999_999 }], moving());
			expect(error?.description).toContain('999998');
		});

		it('moves one container in the order of the items, and ends with the first that fails', async () => {
			const { id } = aContainer();
			sandbox().faults.add({
				when: { path: '/container/move', nth: 2 },
				do: { kind: 'status', status: 400, moment: 'before' },
			});
			const { error } = await run(
				[shelf, place, shelf].map((where) => ({ ids: id, place: where })),
				moving({ location: to('={{ $json.place }}') }),
			);
			expect(error?.message).toBe('ChemInventory refused the request [row 2]');
			expect(moves()).toEqual(
				[shelf, place].map((where) => ({ containerid: [id], destinationid: live().location(where).id })),
			);
		});

		it('does not move finished items again when n8n runs the node again', async () => {
			const [a, b] = [aContainer(), aContainer()];
			sandbox().faults.add({
				when: { path: '/container/move', nth: 2 },
				times: 1,
				do: { kind: 'status', status: 400, moment: 'before' },
			});
			const { json, executions } = await run(
				[
					{ ids: a.id, place: shelf },
					{ ids: b.id, place },
				],
				moving({ location: to('={{ $json.place }}') }),
				{ settings: retrying },
			);
			expect(executions).toBe(2);
			expect(json.map(({ moved }) => moved)).toEqual([[a.id], [b.id]]);
			// The two go side by side: either may be the one that is refused, and sent again.
			const sent = moves().map((body) => (body as IDataObject).containerid);
			expect([sent.length, new Set(sent.flatMap(String)).size]).toEqual([3, 2]);
		});
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const [a, b] = [aContainer(), aContainer()];
		sandbox().faults.add({ when: { path: '/container/move' }, do: fault });
		const { json } = await run([{ ids: [a.id, b.id] }], moving(), { settings: retrying });
		expect(json[0]).toEqual({ ...json[0], moved: [a.id, b.id], notMoved: undefined });
		expect(moves()).toHaveLength(1);
	});

	it.each(anUndoneWrite)('is unknown when the containers are not there (%s)', async (_what, fault) => {
		const { id } = aContainer({ location: live().location('Stores').id });
		sandbox().faults.add({ when: { path: '/container/move' }, do: fault });
		const { error } = await run([{ ids: [id] }], moving(), { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`0 of 1 containers are at ${shelf}.`);
		expect(moves()).toHaveLength(1);
	});

	const found = (...ids: number[]) => ({
		columns: [{ key: 'id', header: 'ID' }],
		rows: ids.map((id) => ({ id, location: 'Lab > Bench', inventoryname: 'Lab' })),
	});
	/** Asked for to see that the containers exist, and for what was there before the move. */
	const exportOf = (...ids: number[]) =>
		nock(chemOrigin)
			.post('/api/general/exportbyid')
			.reply(200, { status: 'success', data: found(...ids) });

	it('never reports a part as all: it names those that did not move', async () => {
		exportOf(1, 2);
		nock(chemOrigin)
			.post('/api/location/load')
			.reply(200, { status: 'success', data: [{ id: 7, name: 'Shelf', parent: 0 }] });
		nock(chemOrigin)
			.post('/api/container/move')
			.reply(200, { status: 'success', data: [1] });
		nock(chemOrigin)
			.post('/api/location/containers/get')
			.reply(200, { status: 'success', data: { orders: [], containers: [{ id: 1 }] } });
		const { outputs } = await runOnNock([{ ids: [1, 2] }], moving({ location: to('Shelf') }), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'ChemInventory did not move all of the containers',
			details: { moved: [1], notMoved: [2] },
		});
	});

	it('takes a container that stood there already for what it is', async () => {
		exportOf(1, 2);
		nock(chemOrigin)
			.post('/api/location/load')
			.reply(200, { status: 'success', data: [{ id: 7, name: 'Shelf', parent: 0 }] });
		nock(chemOrigin)
			.post('/api/container/move')
			.reply(200, { status: 'success', data: [1] });
		nock(chemOrigin)
			.post('/api/location/containers/get')
			.reply(200, { status: 'success', data: { orders: [], containers: [{ id: 1 }, { id: 2 }] } });
		const { json } = await runOnNock([{ ids: '1, 2' }], moving({ location: to('Shelf') }));
		expect(json[0]).toMatchObject({
			moved: [1],
			alreadyThere: [2],
			before: {
				containers: [1, 2].map((id) => ({ id, location: 'Bench' })),
			},
		});
	});

	it('says so when the answer is not a list of IDs', async () => {
		exportOf(1);
		nock(chemOrigin)
			.post('/api/location/load')
			.reply(200, { status: 'success', data: [{ id: 7, name: 'Shelf', parent: 0 }] });
		nock(chemOrigin).post('/api/container/move').reply(200, { status: 'success', data: 'moved' });
		nock(chemOrigin)
			.post('/api/location/containers/get')
			.times(3)
			.reply(200, { status: 'success', data: { orders: [], containers: [] } });
		const { error } = await runOnNock([{ ids: '1' }], moving({ location: to('Shelf') }));
		expect(error?.description).toContain('ChemInventory sent an answer that its documentation does not describe');
	});
});
