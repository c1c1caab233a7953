import nock from 'nock';

import { cddBase } from '../../support/cdd';
import { onRealNetwork } from '../../support/realNetwork';
import { locator, runSamplesOnNock } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { Boxes, goingOn, placeIn, positions } from './boxes';

const sandbox = sandboxForTests();
const boxes = new Boxes(sandbox);

beforeEach(forgetWaits);
afterEach(() => boxes.clear());

describe('the next free position of a box', () => {
	it('is the lowest that no sample stands on, and another for each item of a run', async () => {
		const box = boxes.add(1, 3);
		const { json, error } = await boxes.run([boxes.item(box), boxes.item(box)], boxes.creation());
		expect(error).toBeUndefined();
		expect(positions(json)).toEqual([2, 4]);
		expect(boxes.standing(box)).toEqual([1, 2, 3, 4]);
		expect(boxes.writes()).toHaveLength(2);
	});

	it('is counted for each box on its own', async () => {
		const [one, other] = [boxes.add(1), boxes.add(2)];
		const { json } = await boxes.run(
			[one, other, one, other].map((box) => boxes.item(box)),
			boxes.creation(),
		);
		expect(positions(json)).toEqual([2, 1, 3, 3]);
	});

	it('is found with one reading of all samples, however many items ask for it', async () => {
		const box = boxes.add();
		await boxes.run([boxes.item(box), boxes.item(box), boxes.item(box)], boxes.creation());
		expect(boxes.wholeLists()).toBe(1);
	});

	it('is found in a vault of very many samples, by one export', async () => {
		const box = boxes.add();
		const [sample] = sandbox().cdd.samples.values();
		const ids = Array.from({ length: 5_000 }, (_empty, index) => 9_000_000 + index);
		for (const [index, id] of ids.entries())
			if (sample) sandbox().cdd.samples.set(id, { ...sample, id, ...(index < 2 ? placeIn(box, index + 1) : {}) });
		const { json, error } = await onRealNetwork(
			async () => await boxes.run([boxes.item(box), boxes.item(box)], boxes.creation()),
		);
		for (const id of ids) sandbox().cdd.samples.delete(id);
		expect(error).toBeUndefined();
		expect(positions(json)).toEqual([3, 4]);
		expect(sandbox().requests.filter(({ query }) => JSON.stringify(query).includes('async'))).toHaveLength(1);
	});

	it('is not asked for where the position is given', async () => {
		const box = boxes.add();
		const { json } = await boxes.run([boxes.item(box)], boxes.creation({ placeInBox: 'given', position: 3 }));
		expect(positions(json)).toEqual([3]);
		expect(boxes.wholeLists()).toBe(0);
	});

	it('passes by a position that another item of the run was given by hand', async () => {
		const box = boxes.add();
		const inputs = [boxes.item(box), boxes.item(box, { by: 'given', at: 2 }), boxes.item(box)];
		const { json } = await boxes.run(
			inputs,
			boxes.creation({ placeInBox: '={{ $json.by ?? "Next Free Position" }}', position: '={{ $json.at ?? 0 }}' }),
		);
		expect(positions(json)).toEqual([1, 2, 3]);
		expect(boxes.writes()).toHaveLength(3);
	});

	it('includes the place of a sample that is used up', async () => {
		const box = boxes.add(1, 2);
		const [first] = [...sandbox().cdd.samples.values()].filter(({ inventory_location_id: at }) => at === box);
		if (first)
			sandbox().cdd.samples.set(first.id, {
				...first,
				depleted: true,
				inventory_location_id: null,
				inventory_location_position: null,
				location: null,
			});
		const { json } = await boxes.run([boxes.item(box)], boxes.creation());
		expect(positions(json)).toEqual([1]);
	});

	it('includes it although the vault still tells where the sample was', async () => {
		const service = nock(cddBase);
		const usedUp = { id: 7, depleted: true, inventory_location_id: 31, inventory_location_position: 1 };
		service
			.get('/vaults/4598/inventory_locations')
			.query(true)
			.reply(200, [{ id: 31, value: 'Box', position_limit: 4, filled_position_count: 0 }]);
		service.get('/vaults/4598/inventory_samples/5').reply(200, { id: 5, units: 'mg', current_amount: 100 });
		service
			.get('/vaults/4598/inventory_samples')
			.query(true)
			.reply(200, { count: 1, objects: [usedUp] });
		const event = { fields: { Location: { id: 31, position: 1 } } };
		service.put('/vaults/4598/inventory_samples/5', { inventory_events: [event] }).reply(200, { id: 5 });
		expect((await runSamplesOnNock([{ id: 5, box: 31 }], boxes.move())).error).toBeUndefined();
	});

	it('is chosen for each event that moves a sample, too', async () => {
		const box = boxes.add(1);
		const samples = [sandbox().cdd.addSample(), sandbox().cdd.addSample()];
		const { json } = await boxes.run(
			samples.map(({ id }) => ({ id, box })),
			boxes.move({ debit: '10' }),
		);
		expect(positions(json)).toEqual([2, 3]);
		expect(json.map(({ current_amount: amount }) => amount)).toEqual([90, 90]);
	});

	it('stays taken until the run ends where an event moves a sample out of it', async () => {
		const [box, other] = [boxes.add(1), boxes.add()];
		const inBox = [...sandbox().cdd.samples.values()].find(({ inventory_location_id: at }) => at === box);
		const fresh = sandbox().cdd.addSample();
		const { json } = await boxes.run(
			[
				{ id: inBox?.id, box: other },
				{ id: fresh.id, box },
			],
			boxes.move(),
		);
		expect(positions(json)).toEqual([1, 2]);
	});

	it('is chosen for an AI agent as well', async () => {
		const box = boxes.add(1);
		const { json, error } = await boxes.run([boxes.item(box)], boxes.creation(), { asTool: true });
		expect(error).toBeUndefined();
		expect(boxes.standing(box)).toEqual([1, 2]);
		expect(json[0]).not.toHaveProperty('before');
	});
});

describe('a box without a free position', () => {
	it('is refused in words before anything is sent', async () => {
		const box = boxes.add(1, 2, 3, 4);
		for (const [inputs, parameters] of [
			[[boxes.item(box)], boxes.creation()],
			[[{ id: sandbox().cdd.addSample().id, box }], boxes.move()],
		] as const) {
			const { error } = await boxes.run([...inputs], parameters);
			expect(error?.message).toBe("'Location' is a box without a free position, so nothing was sent [row 1]");
			expect(error?.description).toMatch(/^All 4 positions of "Building 1 > .* > Mini Box \d+" are taken/);
		}
		expect(boxes.writes()).toEqual([]);
	});

	it('is told from one in which this run only changes what stands there', async () => {
		const box = boxes.add(1, 2, 3);
		const inBox = [...sandbox().cdd.samples.values()].filter(({ inventory_location_id: at }) => at === box);
		const inputs = [
			...inBox.map(({ id }) => ({ id, box, choice: 'given', take: '1' })),
			{ id: sandbox().cdd.addSample().id, box, choice: 'nextFree', take: '2' },
		];
		const { json, error } = await boxes.run(
			inputs,
			boxes.move({
				location: locator('={{ $json.choice === "nextFree" ? $json.box : "" }}'),
				placeInBox: '={{ $json.choice }}',
				debit: '={{ $json.take }}',
			}),
		);
		expect(error).toBeUndefined();
		expect(positions(json)).toEqual([1, 2, 3, 4]);
	});

	it('that fills up during the run is refused to the items that come too late, and to no other', async () => {
		const [box, other] = [boxes.add(1, 2, 3), boxes.add()];
		const { outputs } = await boxes.run([boxes.item(box), boxes.item(box), boxes.item(other)], boxes.creation(), {
			settings: goingOn,
		});
		expect(positions((outputs[0] ?? []).map(({ json }) => json))).toEqual([4, 1]);
		expect(outputs[1]?.map(({ json }) => json.message)).toEqual([
			"'Location' is a box without a free position, so nothing was sent",
		]);
		expect(boxes.writes()).toHaveLength(2);
	});

	it.each([
		['no location', () => ({ box: '' }), "'Location' is empty, although the next free position was chosen"],
		[
			'a location that is no box',
			() => ({ box: [...sandbox().cdd.locations.values()].find(({ value }) => value === 'Shelf 2')?.id }),
			"'Place in the Box' asks for a position in a location that is not a box",
		],
		['an unknown location', () => ({ box: 999_999_999 }), "'Location' does not exist in this vault"],
	])('is not looked for in %s', async (_what, place, message) => {
		const { id } = sandbox().cdd.addSample();
		for (const parameters of [boxes.creation(), boxes.move()]) {
			const { error } = await boxes.run([{ id, name: 'x', ...place() }], parameters);
			expect(error?.message).toBe(`${message} [row 1]`);
		}
		expect(boxes.writes()).toEqual([]);
	});

	it('is not looked for where the choice is none', async () => {
		const { error } = await boxes.run([boxes.item(boxes.add())], boxes.creation({ placeInBox: '={{ "somewhere" }}' }));
		expect(error?.message).toBe("'Place in the Box' is not one of the choices [row 1]");
		expect(error?.description).toContain('It is "somewhere". Choose one of "At This Position", "Next Free Position".');
	});
});

describe('a position that is taken by a sample which the token cannot see', () => {
	it('is refused by the vault once, and the next one is taken', async () => {
		const box = boxes.addHidden(1, 2);
		const { json, error } = await boxes.run([boxes.item(box), boxes.item(box)], boxes.creation());
		expect(error).toBeUndefined();
		expect(positions(json)).toEqual([3, 4]);
		expect(boxes.writes()).toHaveLength(4);
	});

	it('is found out for an event in the same way, which is recorded once', async () => {
		const box = boxes.addHidden(1);
		const { id } = sandbox().cdd.addSample();
		const { json } = await boxes.run([{ id, box }], boxes.move({ debit: '10' }));
		expect(positions(json)).toEqual([2]);
		expect(json[0]?.current_amount).toBe(90);
		expect(sandbox().cdd.samples.get(id)?.inventory_events).toHaveLength(2);
	});

	it('counts as taken, so that a box full of them is refused before anything is sent', async () => {
		const { error } = await boxes.run([boxes.item(boxes.addHidden(1, 2, 3, 4))], boxes.creation());
		expect(error?.message).toContain('is a box without a free position');
		expect(boxes.writes()).toEqual([]);
	});

	it('counts as taken, too, when the run has filled the others', async () => {
		const box = boxes.addHidden(4);
		const { outputs } = await boxes.run(
			[1, 2, 3, 4].map(() => boxes.item(box)),
			boxes.creation(),
			{ settings: goingOn },
		);
		expect(positions((outputs[0] ?? []).map(({ json }) => json))).toEqual([1, 2, 3]);
		expect(outputs[1]).toHaveLength(1);
		expect(boxes.writes()).toHaveLength(3);
	});

	it('is not guessed where one request goes to several places', async () => {
		const box = boxes.addHidden(1, 2);
		const { id } = sandbox().cdd.addSample();
		const event = { location: locator('={{ $json.box }}', 'list'), placeInBox: 'nextFree' };
		const { error } = await boxes.run([{ id, box }], { ...boxes.move(), events: { event: [event, event] } });
		expect(error?.message).toBe('CDD Vault refused the data [row 1]');
		expect(boxes.writes()).toHaveLength(1);
	});

	it('does not make another refusal of the vault go round', async () => {
		const box = boxes.add();
		const { error } = await boxes.run(
			[boxes.item(box, { name: 'TWICE' }), boxes.item(box, { name: 'TWICE' })],
			boxes.creation(),
		);
		expect(error?.message).toBe('CDD Vault refused the data [row 2]');
		expect(error?.description).toContain('must be unique');
		expect(boxes.writes()).toHaveLength(2);
	});

	it('is given to the next item where the vault refused the item for another reason', async () => {
		const box = boxes.add(1, 2, 3);
		await boxes.run([boxes.item(boxes.add(), { name: 'AGAIN' })], boxes.creation());
		const { outputs } = await boxes.run([boxes.item(box, { name: 'AGAIN' }), boxes.item(box)], boxes.creation(), {
			settings: goingOn,
		});
		expect(outputs[1]?.map(({ json }) => json.message)).toEqual(['CDD Vault refused the data']);
		expect(positions((outputs[0] ?? []).map(({ json }) => json))).toEqual([4]);
	});
});
