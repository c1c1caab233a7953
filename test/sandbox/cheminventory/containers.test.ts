import {
	addContainers,
	exportContainersById,
	getContainerHistory,
	listRecentlyAdded,
	loadContainer,
	moveContainers,
	saveContainerField,
	toggleRecycling,
} from '../../../nodes/ChemInventory/contract/container';
import { listContainersOfLocation, moveAllOfLocation } from '../../../nodes/ChemInventory/contract/location';
import type { ContainerRecord } from '../../../sandbox/cheminventory/state';
import { present } from '../../support/present';
import { ids, refused, success, withLab } from './client';
import type { ChemInventoryClient } from './client';

const now = () => new Date('2025-06-15T10:20:30Z');

const some = ({ lab }: ChemInventoryClient, count: number): ContainerRecord[] => lab.liveContainers().slice(0, count);
const one = (client: ChemInventoryClient): ContainerRecord => present(some(client, 1)[0]);

describe('new containers', () => {
	it('all get the location and the substance of the first entry (trap 1)', async () => {
		await withLab(async (client) => {
			const { lab } = client;
			const here = lab.location('Cupboards > Cupboard 1').id;
			const entries = [
				{ name: 'First', locationid: here, substanceid: lab.substance('67-64-1').id, barcode: 'N1' },
				{
					name: 'Second',
					locationid: lab.location('Missing').id,
					substanceid: lab.substance('67-56-1').id,
					barcode: 'N2',
				},
			] as const;
			const added = await client.ask(addContainers, { data: [...entries] });
			for (const id of added)
				expect(lab.container(id)).toMatchObject({ location: here, substance: lab.substance('67-64-1').id });
			expect(added.map((id) => lab.container(id).name)).toEqual(['Second', 'First']);
		});
	});

	it('come back in the order in which they were sent, by switch', async () => {
		await withLab(
			async (client) => {
				const entry = {
					locationid: client.lab.location('Missing').id,
					substanceid: client.lab.substance('67-64-1').id,
				};
				const added = await client.ask(addContainers, {
					data: [
						{ ...entry, name: 'First' },
						{ ...entry, name: 'Second' },
					],
				});
				expect(added.map((id) => client.lab.container(id).name)).toEqual(['First', 'Second']);
			},
			{ chemInventory: { addedIds: 'as sent' } },
		);
	});

	it('are all refused when one entry is not valid', async () => {
		await withLab(async (client) => {
			const { lab } = client;
			const good = { name: 'Good', locationid: lab.location('Missing').id, substanceid: lab.substance('67-64-1').id };
			const before = lab.containers.size;
			for (const wrong of [
				{ units: 999 },
				{ dateacquired: '2024-02-30' },
				{ 'cf-1363': '2024-01-01' },
				{ 'cf-365': 'much' },
				{ 'cf-367': 'Radioactive' },
				{ 'cf-368': 'Light sensitive' },
				{ 'cf-363': '1 Apr 2022' },
			]) {
				expect(await client.post('/container/add', { data: [good, { ...good, ...wrong }] })).toEqual(refused(/./));
			}
			expect(await client.post('/container/add', { data: [{ ...good, locationid: 1 }] })).toEqual(
				refused('There is no location 1.'),
			);
			expect(await client.post('/container/add', { data: [{ ...good, substanceid: 1 }] })).toEqual(
				refused('There is no substance 1.'),
			);
			expect(lab.containers.size).toBe(before);
		});
	});

	it('may carry a barcode that is in use (trap 7)', async () => {
		await withLab(async (client) => {
			const entry = {
				name: 'Twin',
				locationid: client.lab.location('Missing').id,
				substanceid: client.lab.substance('67-64-1').id,
				barcode: one(client).barcode,
			};
			expect(await client.ask(addContainers, { data: [entry] })).toHaveLength(1);
		});
	});

	it('are listed among those of the last 30 days', async () => {
		await withLab(
			async (client) => {
				const entry = {
					name: 'Fresh',
					locationid: client.lab.location('Missing').id,
					substanceid: client.lab.substance('67-64-1').id,
				};
				const [id] = await client.ask(addContainers, { data: [entry] });
				const { rows } = await client.ask(listRecentlyAdded, {});
				expect(rows).toContainEqual(
					expect.objectContaining({ id, dateadded: '2025-06-15 10:20:30', location: 'Sandbox Group > Missing' }),
				);
				expect(rows.length).toBeLessThan(client.lab.liveContainers().length / 4);
			},
			{ now },
		);
	});
});

describe('one container', () => {
	it('shows a custom field only where it has a value', async () => {
		await withLab(async (client) => {
			const container = one(client);
			container.fields.clear();
			container.fields.set(362, 'P7');
			const loaded = await client.ask(loadContainer, { containerid: container.id });
			expect(Object.keys(loaded).filter((key) => key.startsWith('cf-'))).toEqual(['cf-362']);
			const { rows } = await client.ask(exportContainersById, { containerids: [container.id] });
			expect(rows).toEqual([expect.objectContaining({ 'cf-362': 'P7', 'cf-363': '' })]);
		});
	});

	it('gets one field per call, and each is written down once', async () => {
		await withLab(async (client) => {
			const { id, barcode } = one(client);
			const values: Array<[string, string | { size: number; unit: string }]> = [
				['containername', 'Renamed'],
				['containersize', { size: 250, unit: 'mL' }],
				['barcode', 'B1'],
				['supplier', 'New Supplier'],
				['dateacquired', '2024-02-29'],
				['comments', 'Opened'],
				['cf-368', '|Light sensitive|Under argon|'],
				['cf-363', ''],
			];
			const before = client.lab.audit.length;
			for (const [field, newvalue] of values)
				await client.ask(saveContainerField, { containerid: id, field, newvalue });
			expect(client.lab.audit).toHaveLength(before + values.length);
			const loaded = await client.ask(loadContainer, { containerid: id });
			expect(loaded).toMatchObject({
				containername: 'Renamed',
				size: '250',
				unit: 'mL',
				barcode: 'B1',
				supplier: 'New Supplier',
				dateacquired: '2024-02-29',
				comments: 'Opened',
				'cf-368': '|Light sensitive|Under argon|',
			});
			expect(loaded).not.toHaveProperty('cf-363');
			const history = await client.ask(getContainerHistory, { containerid: id });
			expect(history).toContainEqual([
				expect.any(String),
				'Administrator, Lab',
				'Edit',
				`Barcode changed from "${barcode}" to "B1"`,
			]);
		});
	});

	it('refuses an unknown unit name, a size as text, and its location as a field (trap 25)', async () => {
		await withLab(async (client) => {
			const containerid = one(client).id;
			const save = async (field: string, newvalue: unknown) =>
				await client.post(saveContainerField.path, { containerid, field, newvalue });
			expect(await save('containersize', { size: 5, unit: 'millilitre' })).toEqual(
				refused('There is no unit "millilitre".'),
			);
			expect(await save('containersize', '5 mL')).toEqual(refused(/takes an object/));
			expect(await save('comments', { size: 5, unit: 'g' })).toEqual(refused(/takes text/));
			expect(await save('location', '5')).toEqual(refused(/is not a field that can be set/));
			expect(await save('dateacquired', '1 Apr 2022')).toEqual(refused(/is not a day/));
			expect(await save('cf-1363', '2024-01-01')).toEqual(refused('There is no custom field cf-1363.'));
			expect(
				client.lab
					.container(containerid)
					.history.filter(({ action, at }) => action === 'Edit' && at > client.lab.lab.timestamp()),
			).toEqual([]);
		});
	});

	it('shares cas and sf- fields with every container of its substance', async () => {
		await withLab(async (client) => {
			const [first, second] = client.lab
				.liveContainers()
				.filter(({ substance }) => substance === client.lab.substance('67-64-1').id);
			await client.ask(saveContainerField, { containerid: present(first).id, field: 'cas', newvalue: '67-64-2' });
			await client.ask(saveContainerField, { containerid: present(first).id, field: 'sf-870', newvalue: 'VAL2' });
			expect(await client.ask(loadContainer, { containerid: present(second).id })).toMatchObject({
				cas: '67-64-2',
				'sf-870': 'VAL2',
			});
		});
	});

	it('lets only administrators edit an admin-only substance field', async () => {
		await withLab(async (client) => {
			const body = { containerid: one(client).id, field: 'sf-872', newvalue: 'Fine' };
			expect(await client.as('user').post(saveContainerField.path, body)).toEqual(
				refused('Only administrators may edit Assessment.'),
			);
			expect(await client.post(saveContainerField.path, body)).toEqual(success([]));
		});
	});

	it('goes into recycling and out of it by the same call, whose answer does not say which (trap 19)', async () => {
		await withLab(async (client) => {
			const { id } = one(client);
			for (const state of [1, 0]) {
				expect(await client.post(toggleRecycling.path, { containerid: id })).toEqual(success([]));
				expect(await client.post(loadContainer.path, { containerid: id })).toEqual(
					success(expect.objectContaining({ inrecycling: state })),
				);
			}
		});
	});

	it('cannot be put into recycling where the site has none, by switch', async () => {
		await withLab(
			async (client) => {
				expect(await client.post(toggleRecycling.path, { containerid: one(client).id })).toEqual(
					refused(/Recycling is not enabled/),
				);
			},
			{ chemInventory: { recycling: 'disabled' } },
		);
	});
});

describe('moving', () => {
	it('answers with those that moved, and leaves unknown ids out (trap 24)', async () => {
		await withLab(async (client) => {
			const [first, second] = ids(some(client, 2));
			const destinationid = client.lab.location('Cold Room > Rack 1').id;
			expect(
				await client.ask(moveContainers, { containerid: [present(first), 1, present(second)], destinationid }),
			).toEqual([first, second]);
			const { containers } = await client.ask(listContainersOfLocation, { locationid: destinationid });
			expect(ids(containers)).toEqual(expect.arrayContaining([first, second]));
			expect(client.lab.auditOf('Container', 'Movement').at(-1)?.text).toMatch(
				/ moved from "Sandbox Group > .*" to "Sandbox Group > Cold Room > Rack 1"$/,
			);
		});
	});

	it('is refused for an unknown destination', async () => {
		await withLab(async (client) => {
			expect(await client.post(moveContainers.path, { containerid: ids(some(client, 1)), destinationid: 1 })).toEqual(
				refused('There is no location 1.'),
			);
		});
	});

	it('of a whole location takes along what is there, without its sub-locations (trap 23)', async () => {
		await withLab(async (client) => {
			const { lab } = client;
			const moved = lab.addContainer({ location: lab.location('Cupboards').id });
			const inside = lab.containersIn('Cupboards > Cupboard 1').length;
			expect(
				await client.ask(moveAllOfLocation, {
					origin: lab.location('Cupboards').id,
					destination: lab.location('Missing').id,
				}),
			).toEqual([]);
			expect(lab.container(moved.id).location).toBe(lab.location('Missing').id);
			expect(lab.containersIn('Cupboards > Cupboard 1')).toHaveLength(inside);
		});
	});
});
