import { inventorySample } from '../../nodes/Cdd/contract/sample';
import { sampleUnits } from '../../nodes/Cdd/contract/scalars';
import type { Sandbox } from '../../sandbox';
import { freshSandbox } from '../support/sandbox';
import { Client, firstId, idOf, refusal, withSandbox } from './client';

let sandbox: Sandbox;
let client: Client;

beforeEach(async () => {
	sandbox = await freshSandbox();
	client = new Client(sandbox);
});

const box = (name: string) => {
	for (const location of sandbox.cdd.locations.values()) if (location.value === name) return location;
	throw new Error(`There is no ${name}`);
};

/** A batch that has no sample yet. */
async function newBatch(): Promise<number> {
	const answer = await client.post('/batches', { molecule: { name: 'Aspirin' }, projects: ['Internal Data'] });
	expect(answer.status).toBe(200);
	return idOf(answer);
}

async function create(more: Record<string, unknown> = {}, eventFields: Record<string, unknown> = { Credit: 100 }) {
	return await client.post('/inventory_samples', {
		batch_id: await newBatch(),
		units: 'mg',
		inventory_events: [{ fields: eventFields }],
		...more,
	});
}

async function newSample(eventFields?: Record<string, unknown>) {
	const answer = await create({}, eventFields);
	expect(answer.status).toBe(200);
	return inventorySample.parse(answer.body);
}

const append = async (id: number, ...events: Array<Record<string, unknown>>) =>
	await client.put(`/inventory_samples/${id}`, { inventory_events: events.map((fields) => ({ fields })) });

describe('a new inventory sample', () => {
	it('comes back whole, with its first event, its amount and its place', async () => {
		const place = { id: box('Box 3').id, position: 11 };
		const answer = await create({ fields: { 'Sample ID': 'A1' } }, { Credit: 12.5, Barcode: 'B1', Location: place });
		expect(answer).toMatchObject({
			status: 200,
			body: {
				units: 'mg',
				current_amount: 12.5,
				depleted: false,
				inventory_location_id: place.id,
				inventory_location_position: 11,
				location: 'Building 1 Compound Store Freezer A Box 3 11/B1',
				modified_user: null,
				fields: { 'Sample ID': 'A1' },
				inventory_events: [
					{ fields: { Credit: 12.5, Barcode: 'B1', Location: { ...place, value: expect.stringContaining('11/B1') } } },
				],
			},
		});
		expect(await client.get(`/inventory_samples/${idOf(answer)}`)).toMatchObject({ status: 200, body: answer.body });
	});

	it.each(sampleUnits)('may be measured in %s', async (units) => {
		expect((await create({ units })).body).toMatchObject({ units });
	});

	it.each(['\u03bcg', 'MG', 'ml', 'mm', ''])('is refused with the unit "%s" (A21)', async (units) => {
		expect(await create({ units })).toEqual(refusal(422, /^units: /));
	});

	it('is refused with a field that the vault does not define, and in other case (A21)', async () => {
		expect(await create({ fields: { Colour: 'red' } })).toEqual(
			refusal(422, 'There is no sample field "Colour" in this vault'),
		);
		expect(await create({ fields: { 'sample id': 'A1' } })).toEqual(refusal(422, /"sample id"/));
		expect(await create({}, { Credit: 1, barcode: 'x' })).toEqual(refusal(422, /inventory event field "barcode"/));
	});

	it('is refused with a value that does not fit its field', async () => {
		expect(await create({ fields: { 'Expiry Date': 'tomorrow' } })).toEqual(refusal(422, /Expiry Date must be a date/));
		expect(await create({}, { Credit: 1, 'Net Weight': '3' })).toEqual(refusal(422, /Net Weight must be a number/));
	});

	it.each([{ Barcode: 'x' }, { Debit: 5 }, { Credit: 0 }, { Credit: -1 }, { Credit: '10' }])(
		'is refused when its first event is %j (A15, A17)',
		async (fields) => {
			const before = sandbox.cdd.samples.size;
			expect((await create({}, fields)).status).toBe(422);
			expect(sandbox.cdd.samples.size).toBe(before);
		},
	);

	it('is refused for an unknown batch and without events', async () => {
		expect(await create({ batch_id: 7 })).toEqual(refusal(422, 'Batch 7 not found'));
		expect((await create({ inventory_events: [] })).status).toBe(422);
	});

	it('needs a Sample ID of its own where the batch already has a sample (A22)', async () => {
		const [sample] = [...sandbox.cdd.samples.values()];
		const batch_id = sample?.batch;
		expect(await create({ batch_id })).toEqual(refusal(422, /Sample ID is required/));
		expect(await create({ batch_id, fields: { 'Sample ID': sample?.fields['Sample ID'] } })).toEqual(
			refusal(422, /must be unique/),
		);
		expect((await create({ batch_id, fields: { 'Sample ID': 'another' } })).status).toBe(200);
	});

	it('is refused beside another one in a vault without such a field (A22)', async () => {
		await withSandbox({ switches: { sampleIdentifierField: 'missing' } }, async (poor, { cdd }) => {
			const body = {
				batch_id: firstId(cdd.batches),
				units: 'mg',
				fields: { State: 'Powder' },
				inventory_events: [{ fields: { Credit: 1 } }],
			};
			expect(cdd.samples.size).toBe(60);
			expect(await poor.post('/inventory_samples', body)).toEqual(refusal(422, /no Sample Identifier field/));
		});
	});

	it('answers 201 where the switch says so (A43)', async () => {
		await withSandbox({ switches: { postStatus: '201' } }, async (other, { cdd }) => {
			const body = {
				batch_id: firstId(cdd.batches),
				units: 'mg',
				fields: { 'Sample ID': 'n' },
				inventory_events: [{ fields: { Credit: 1 } }],
			};
			expect((await other.post('/inventory_samples', body)).status).toBe(201);
			expect((await other.post('/batches/query', {})).status).toBe(200);
		});
	});
});

describe('events', () => {
	it('are appended, and change the amount, the date and the user', async () => {
		const { id } = await newSample();
		await append(id, { Debit: 10 });
		const answer = await append(id, { Debit: 10, Reason: 'Assay' });
		expect(answer).toMatchObject({
			status: 200,
			body: {
				current_amount: 80,
				modified_user: 'API User',
				inventory_events: [
					{ fields: { Credit: 100 } },
					{ fields: { Debit: 10 } },
					{ fields: { Debit: 10, Reason: 'Assay' } },
				],
			},
		});
	});

	it('count twice when they are sent twice', async () => {
		const { id } = await newSample();
		await append(id, { Debit: 30 });
		await append(id, { Debit: 30 });
		expect(sandbox.cdd.samples.get(id)?.current_amount).toBe(40);
	});

	it.each([{ Debit: 100.5 }, { Debit: -1 }, { Debit: 0 }, { Debit: '5' }, { Credit: 5, Debit: 5 }])(
		'are refused as %j, and nothing is written (A15)',
		async (fields) => {
			const { id } = await newSample();
			expect((await append(id, fields)).status).toBe(422);
			expect(sandbox.cdd.samples.get(id)).toMatchObject({ current_amount: 100, inventory_events: [{}] });
		},
	);

	it('may overdraw where the switch allows it (A15)', async () => {
		await withSandbox({ switches: { overdraft: 'allow' } }, async (lax, { cdd }) => {
			const { id } = cdd.addSample();
			expect(
				(await lax.put(`/inventory_samples/${id}`, { inventory_events: [{ fields: { Debit: 130 } }] })).body,
			).toMatchObject({ current_amount: -30 });
		});
	});

	it('empty a sample at an amount of 0, which frees its place (A16)', async () => {
		const place = { id: box('Box 3').id, position: 1 };
		const { id } = await newSample({ Credit: 0.3, Location: place });
		await append(id, { Debit: 0.1 });
		expect((await append(id, { Debit: 0.2 })).body).toMatchObject({
			current_amount: 0,
			depleted: true,
			location: null,
			inventory_location_id: null,
			inventory_location_position: null,
		});
		expect((await create({}, { Credit: 1, Location: place })).status).toBe(200);
		expect((await append(id, { Credit: 5 })).body).toMatchObject({ depleted: false, current_amount: 5 });
	});

	it('need no amount and no place (A17)', async () => {
		const { id } = await newSample();
		expect((await append(id, { Barcode: 'B2' })).body).toMatchObject({ current_amount: 100 });
	});

	it('are applied in order, all or nothing (A18)', async () => {
		const { id } = await newSample();
		expect((await append(id, { Debit: 90 }, { Credit: 20 }, { Debit: 25 })).body).toMatchObject({ current_amount: 5 });
		expect((await append(id, { Debit: 2 }, { Debit: 20 })).status).toBe(422);
		expect(sandbox.cdd.samples.get(id)).toMatchObject({ current_amount: 5 });
		expect(sandbox.cdd.samples.get(id)?.inventory_events).toHaveLength(4);
	});

	it('are refused for a place that cannot be taken, and nothing is written (A19)', async () => {
		const { id } = await newSample();
		const { id: boxId } = box('Box 1');
		const { id: shelfId } = box('Shelf 2');
		const refused: Array<[Record<string, unknown>, RegExp]> = [
			[{ id: boxId, position: 1 }, /taken/],
			[{ id: boxId, position: 0 }, /position/],
			[{ id: boxId, position: 65 }, /outside/],
			[{ id: boxId }, /needs a position/],
			[{ id: shelfId, position: 1 }, /no positions/],
			[{ id: 7, position: 1 }, /Location 7 not found/],
		];
		for (const [Location, words] of refused) expect(await append(id, { Location })).toEqual(refusal(422, words));
		expect(sandbox.cdd.samples.get(id)?.inventory_events).toHaveLength(1);
	});

	it('move a sample, also to where it already stands, and change the count of filled positions', async () => {
		const { id } = await newSample();
		const target = { id: box('Box 3').id, position: 100 };
		await append(id, { Location: target });
		expect((await append(id, { Location: target, Debit: 1 })).body).toMatchObject({
			inventory_location_position: 100,
			location: expect.stringContaining('100/J10'),
		});
		const { body } = await client.get('/inventory_locations', { page_size: '1000' });
		expect(body).toContainEqual(
			expect.objectContaining({ id: target.id, filled_position_count: 1, position_limit: 100 }),
		);
	});

	it('are the only thing that PUT changes (A20)', async () => {
		const { id } = await newSample();
		for (const key of ['fields', 'units']) {
			const body = { [key]: key === 'units' ? 'g' : { State: 'Powder' }, inventory_events: [{ fields: { Debit: 1 } }] };
			expect(await client.put(`/inventory_samples/${id}`, body)).toEqual(refusal(422, new RegExp(key)));
		}
		expect(sandbox.cdd.samples.get(id)?.current_amount).toBe(100);
	});
});

describe('deleting an inventory sample', () => {
	it('answers in the words of the vendor, and the sample is gone', async () => {
		const { id } = await newSample();
		expect(await client.delete(`/inventory_samples/${id}`)).toMatchObject({
			status: 200,
			body: { message: `Inventory sample with ID ${id} has been destroyed` },
		});
		expect((await client.get(`/inventory_samples/${id}`)).status).toBe(404);
	});

	it('is refused while it is tied to a plate well or a readout row (A23)', async () => {
		const { sampleIdsInReadoutRows, sampleIdsOnPlates } = sandbox.cdd.vault;
		expect(await client.delete(`/inventory_samples/${[...sampleIdsOnPlates][0]}`)).toEqual(refusal(422, /plate well/));
		expect(await client.delete(`/inventory_samples/${[...sampleIdsInReadoutRows][0]}`)).toEqual(
			refusal(422, /readout row/),
		);
		expect(sandbox.cdd.samples.size).toBe(120);
	});
});
