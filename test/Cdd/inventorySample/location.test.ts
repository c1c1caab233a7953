import type { INode } from 'n8n-workflow';
import nock from 'nock';

import { cddBase } from '../../support/cdd';
import { asked, locator, runSamples, runSamplesOnNock } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

interface Place {
	id?: number;
	position?: number;
}

const locationId = (name: string) => [...sandbox().cdd.locations.values()].find(({ value }) => value === name)?.id;
const move = (event: INode['parameters']) => ({
	operation: 'update',
	sample: locator('={{ $json.id }}'),
	specifyData: 'fields',
	events: { event: [event] },
	output: 'raw',
});
const asJson = (location: unknown) => ({
	...move({}),
	specifyData: 'json',
	eventsJson: JSON.stringify({ inventory_events: [{ fields: { Location: location } }] }),
});
const puts = () => asked(sandbox()).filter((request) => request.startsWith('PUT'));
const locationReads = () => asked(sandbox()).filter((request) => request === 'GET /inventory_locations');

describe('the place of a sample', () => {
	it('is a position of a box, or a location without positions', async () => {
		const { id } = sandbox().cdd.addSample();
		const inBox = await runSamples(
			sandbox(),
			[{ id }],
			move({ location: locator(locationId('Box 3'), 'list'), position: 7 }),
		);
		expect(inBox.json[0]).toMatchObject({ inventory_location_id: locationId('Box 3'), inventory_location_position: 7 });
		const onShelf = await runSamples(
			sandbox(),
			[{ id }],
			move({ location: locator(String(locationId('Shelf 2'))), position: 0 }),
		);
		expect(onShelf.json[0]).toMatchObject({
			inventory_location_id: locationId('Shelf 2'),
			inventory_location_position: null,
		});
	});

	it.each([
		[
			'a location that does not exist',
			(): Place => ({ id: 999_999_999 }),
			"'Location' does not exist in this vault",
			'999999999',
		],
		[
			'a position in a location that is no box',
			(): Place => ({ id: locationId('Shelf 2'), position: 3 }),
			"'Position' is given for a location that is not a box",
			'Building 1 > Compound Store > Freezer A > Shelf 2',
		],
		[
			'a box without a position',
			(): Place => ({ id: locationId('Box 1') }),
			"'Position' is missing",
			'is a box with 64 positions',
		],
		[
			'a position outside its box',
			(): Place => ({ id: locationId('Box 1'), position: 65 }),
			"'Position' is outside the box",
			'has the positions 1 to 64',
		],
	])('is refused before the sample is changed: %s', async (_what, place, message, explanation) => {
		const { id } = sandbox().cdd.addSample();
		const { id: location, position } = place();
		for (const parameters of [move({ location: locator(location), position: position ?? 0 }), asJson(place())]) {
			const { error } = await runSamples(sandbox(), [{ id }], parameters);
			expect(error?.message).toBe(`${message} [row 1]`);
			expect(error?.description).toContain(explanation);
		}
		expect(puts()).toEqual([]);
	});

	it.each([-1, 1.5, '0x10', '0b11', 'A0', 'third'])('is refused with the position %p', async (position) => {
		const { id } = sandbox().cdd.addSample();
		const { error } = await runSamples(
			sandbox(),
			[{ id }],
			move({ location: locator(locationId('Box 1')), position: `={{ ${JSON.stringify(position)} }}` }),
		);
		expect(error?.message).toBe("'Position' is not a place in a box [row 1]");
		expect(error?.description).toContain('Enter its number, counted from 1 row by row, or its name, such as A3.');
		expect(asked(sandbox())).toEqual([]);
	});

	it.each([
		['A1', 1],
		['A01', 1],
		['b7', 17],
		[' J10 ', 100],
		['7', 7],
	])('may be named as the box shows it: %p', async (position, number) => {
		const { id } = sandbox().cdd.addSample();
		const { json } = await runSamples(
			sandbox(),
			[{ id, position }],
			move({ location: locator(locationId('Box 3')), position: '={{ $json.position }}' }),
		);
		expect(json[0]).toMatchObject({ inventory_location_id: locationId('Box 3'), inventory_location_position: number });
		sandbox().cdd.deleteSample(id);
	});

	it.each(['H12', 'I1'])('is refused where the box has no such place: %p', async (position) => {
		const { id } = sandbox().cdd.addSample();
		const { error } = await runSamples(sandbox(), [{ id }], move({ location: locator(locationId('Box 1')), position }));
		expect(error?.message).toBe("'Position' is outside the box [row 1]");
		expect(error?.description).toContain(`It is ${position};`);
		expect(error?.description).toContain('has the positions 1 to 64, A1 to H8.');
		expect(puts()).toEqual([]);
	});

	it('is refused when a position comes without a location', async () => {
		const { id } = sandbox().cdd.addSample();
		const { error } = await runSamples(sandbox(), [{ id }], move({ position: 3 }));
		expect(error?.message).toBe("'Location' is empty, although a position is entered [row 1]");
		expect(asked(sandbox())).toEqual([]);
	});

	it('that is taken is refused in the words of the vault', async () => {
		const { id } = sandbox().cdd.addSample();
		const { error } = await runSamples(
			sandbox(),
			[{ id }],
			move({ location: locator(locationId('Box 1')), position: 1 }),
		);
		expect(error?.message).toBe('CDD Vault refused the data [row 1]');
	});
});

describe('the locations of a vault', () => {
	it('are read once, however many items need them', async () => {
		const samples = [1, 2, 3].map(() => sandbox().cdd.addSample());
		await runSamples(
			sandbox(),
			samples.map(({ id }) => ({ id })),
			move({ location: locator(locationId('Shelf 2')), position: 0 }),
		);
		expect(locationReads()).toHaveLength(1);
		expect(puts()).toHaveLength(3);
	});

	it('are read again in the next run', async () => {
		const { id } = sandbox().cdd.addSample();
		const parameters = move({ location: locator(locationId('Shelf 2')), position: 0 });
		await runSamples(sandbox(), [{ id }], parameters);
		await runSamples(sandbox(), [{ id }], parameters);
		expect(locationReads()).toHaveLength(2);
	});

	it.each([
		['for one sample that stands nowhere', 1, 'simplified'],
		['for several that are shown raw', 2, 'raw'],
	])('are not asked for %s', async (_what, count, output) => {
		const samples = Array.from({ length: count }, () => sandbox().cdd.addSample());
		const { json, error } = await runSamples(
			sandbox(),
			samples.map(({ id }) => ({ id })),
			{ resource: 'inventorySample', operation: 'get', sample: locator('={{ $json.id }}'), output },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual(samples.map(({ id }) => id));
		expect(locationReads()).toEqual([]);
	});

	it('are asked for again by the items that come later when they could not be read', async () => {
		const samples = Array.from({ length: 2 }, () => sandbox().cdd.addSample());
		sandbox().faults.add({
			when: { endpoint: 'listInventoryLocations' },
			times: 1,
			do: { kind: 'status', status: 404 },
		});
		const { json } = await runSamples(
			sandbox(),
			samples.map(({ id }) => ({ id })),
			{ ...move({ location: locator(locationId('Shelf 2')), position: 0 }), options: { requestsAtOnce: 1 } },
			{
				settings: { onError: 'continueRegularOutput' },
			},
		);
		expect(json.map(({ id, message }) => id ?? message)).toEqual(['CDD Vault did not find the record', samples[1]?.id]);
	});

	const sample = { id: 5, units: 'mg', current_amount: 100, inventory_events: [] };
	const locations = (from: number, length: number) =>
		Array.from({ length }, (_empty, at) => ({ id: from + at, value: `Rack ${from + at}`, position_limit: 0 }));
	const toRack = (id: number) => move({ location: locator(id), position: 0 });
	const service = () => nock(cddBase);

	it('are read page by page until a page is short', async () => {
		const pages = [locations(1, 1000), locations(1000, 1000), locations(1999, 5)];
		for (const [at, page] of pages.entries()) {
			service()
				.get('/vaults/4598/inventory_locations')
				.query({ offset: String(at * 999), page_size: '1000' })
				.reply(200, page);
		}
		service().get('/vaults/4598/inventory_samples/5').reply(200, sample);
		service()
			.put('/vaults/4598/inventory_samples/5', { inventory_events: [{ fields: { Location: { id: 2003 } } }] })
			.reply(200, sample);
		expect((await runSamplesOnNock([{ id: 5 }], toRack(2003))).error).toBeUndefined();
	});

	it('are not read for ever from a server that always sends the same page, nor taken for all of them', async () => {
		service().get('/vaults/4598/inventory_locations').query(true).times(6).reply(200, locations(1, 1000));
		const { error } = await runSamplesOnNock([{ id: 5 }], toRack(2003));
		expect(error?.message).toBe('The list changed while it was read, so it is not complete [row 1]');
		expect(error?.description).toContain('The list of locations kept changing in 3 tries');
	});

	it('are read again when one of the first page was deleted before the second', async () => {
		const all = locations(1, 1200);
		let asks = 0;
		service()
			.get('/vaults/4598/inventory_locations')
			.query(true)
			.times(4)
			.reply((uri) => {
				const offset = Number(new URL(uri, cddBase).searchParams.get('offset'));
				if (++asks === 2) all.shift();
				return [200, all.slice(offset, offset + 1000)];
			});
		service().get('/vaults/4598/inventory_samples/5').reply(200, sample);
		service().put('/vaults/4598/inventory_samples/5').reply(200, sample);
		// The one that stood at the seam.
		expect((await runSamplesOnNock([{ id: 5 }], toRack(1001))).error).toBeUndefined();
	});
});
