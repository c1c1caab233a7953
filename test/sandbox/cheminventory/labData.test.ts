import { addContainers, saveContainerField } from '../../../nodes/ChemInventory/contract/container';
import { listCustomFields, saveCustomField } from '../../../nodes/ChemInventory/contract/customField';
import {
	getDetails,
	listDeletedContainers,
	loadAuditHistory,
	restoreContainer,
} from '../../../nodes/ChemInventory/contract/inventory';
import { listContainersOfLocation, listLocations } from '../../../nodes/ChemInventory/contract/location';
import { executeSearch } from '../../../nodes/ChemInventory/contract/search';
import type { ChemInventorySwitches } from '../../../sandbox';
import { present } from '../../support/present';
import { ids, refused, withLab } from './client';
import type { ChemInventoryClient } from './client';

const now = () => new Date('2026-05-04T10:00:00Z');

describe('getdetails', () => {
	it.each<[ChemInventorySwitches['limitToldIn'], boolean, boolean]>([
		['both places', true, true],
		['limitlocations', true, false],
		['ll', false, true],
	])('tells "limit search to" in %s', async (limitToldIn, inOld, inNew) => {
		await withLab(
			async (client) => {
				const told = async () => (await client.as('user').ask(getDetails, {})).user.preferences;
				const limit = [client.lab.location('Lab 1.01').id];
				expect(await told()).toMatchObject({
					limitlocations: { 2100: inOld ? limit : [] },
					ll: inNew ? { 2100: limit } : {},
				});
				client.lab.limitSearchTo('user', []);
				expect(await told()).toMatchObject({ limitlocations: { 2100: [] }, ll: {} });
			},
			{ chemInventory: { limitToldIn } },
		);
	});

	it('tells which fields are shown for orders, and that an order can have a destination', async () => {
		await withLab(async (client) => {
			const { inventory } = await client.ask(getDetails, {});
			expect(inventory).toMatchObject({
				orderdestinationlocation: true,
				customfields: {
					container: expect.arrayContaining([
						expect.objectContaining({ id: 362, showfororders: 1 }),
						expect.objectContaining({ id: 363, showfororders: 0 }),
					]),
				},
			});
		});
	});
});

describe('orders', () => {
	it('are found beside containers where the switch says so, and listed at their destination', async () => {
		const ask = async (client: ChemInventoryClient) => {
			const [order] = client.lab.openOrders().filter(({ destinationlocation }) => destinationlocation !== 0);
			const { substanceid, destinationlocation, id } = present(order);
			const search = { inventory: client.inventory, type: 'substanceid', contents: String(substanceid) };
			const found = await client.ask(executeSearch, search);
			const there = await client.ask(listContainersOfLocation, { locationid: destinationlocation });
			return { id, orders: [found.orders, there.orders] };
		};
		await withLab(
			async (client) => {
				const { id, orders } = await ask(client);
				for (const list of orders)
					expect(list).toContainEqual(expect.objectContaining({ id, dateordered: expect.anything() }));
			},
			{ chemInventory: { foundOrders: 'those that fit' } },
		);
		await withLab(async (client) => expect((await ask(client)).orders).toEqual([[], []]));
	});
});

describe('a field of the site', () => {
	it('is there in each inventory, and is saved without a scope', async () => {
		await withLab(async (client) => {
			const { id } = client.lab.addField({ name: 'Radioactive', inventory: 0, type: 'text' });
			const { container } = await client.ask(listCustomFields, {});
			expect(container).toContainEqual(expect.objectContaining({ id, inventory: 0, site: 29 }));
			const changed = { id, fieldtype: 'container', name: 'Radioactive (site)', type: 'text' };
			expect(await client.ask(saveCustomField, changed)).toBe(id);
			expect(client.lab.lab.customFields.get(id)).toMatchObject({ name: 'Radioactive (site)', inventory: 0 });
			expect(await client.post(saveCustomField.path, { ...changed, scope: 'inventory' })).toEqual(
				refused(/belongs to the site/),
			);
			const own = { id: 0, fieldtype: 'container', name: 'Own', type: 'text' };
			expect(await client.post(saveCustomField.path, own)).toEqual(refused('scope: Required'));
		});
	});
});

describe('what is in a lab', () => {
	it('has bottles, substances, units and places of any name', async () => {
		await withLab(async (client) => {
			const { lab } = client;
			const chloroform = lab.substance('67-66-3');
			const bottle = lab.addContainer({ name: 'Acetone', substance: chloroform.id });
			const search = { inventory: client.inventory, type: 'name', contents: 'Acetone' };
			expect(ids((await client.ask(executeSearch, search)).containers)).toContain(bottle.id);

			const odd = lab.addSubstance({ name: 'Tol% (mixed)', synonyms: ['Toluene, 50%'] });
			const mixed = lab.addContainer({ name: 'T1', substance: odd.id });
			expect(ids((await client.ask(executeSearch, { ...search, contents: 'Tol% (mixed)' })).containers)).toEqual([
				mixed.id,
			]);
			lab.user('admin').nameSearch = 'partial';
			expect(ids((await client.ask(executeSearch, { ...search, contents: 'ol% (mix' })).containers)).toEqual([
				mixed.id,
			]);

			const unit = lab.addUnit('Vial');
			expect(unit.id).toBe(lab.unitId('Vial'));
			const shelf = lab.addLocation('Sandbox Group', 'Stores');
			expect(await client.ask(listLocations, {})).toContainEqual(
				expect.objectContaining({ id: shelf.id, parent: lab.location('Stores').id }),
			);
		});
	});

	it.each(['Tris (1 M): pH 8.0', 'Tube "large" 50 mL', 'Acetone (AA1) deleted from "Stores"', 'Two\nlines'])(
		'has its names in the audit log as they are: %j',
		async (name) => {
			await withLab(
				async (client) => {
					const locationid = client.lab.location('Missing').id;
					const entry = { name, locationid, substanceid: client.lab.substance('67-64-1').id, barcode: 'BC 1 (x)' };
					const [containerid] = await client.ask(addContainers, { data: [entry] });
					await client.ask(saveContainerField, { containerid, field: 'comments', newvalue: 'moved from "A" to "B"' });
					const rows = await client.ask(loadAuditHistory, { startdate: '2026-05-04', enddate: '2026-05-04' });
					const texts = rows.map((row) => String(row[4])).filter((text) => text.startsWith(`${name} (BC 1 (x))`));
					expect(texts.length).toBe(2);
				},
				{ now },
			);
		},
	);

	it('has deleted bottles whose barcode is another one’s by now, and gives them back with it', async () => {
		await withLab(async (client) => {
			const { lab } = client;
			const gone = lab.deleteContainer(lab.addContainer({ barcode: 'AGAIN' }).id);
			const follower = lab.addContainer({ barcode: 'AGAIN' });
			expect(await client.ask(listDeletedContainers, {})).toContainEqual(
				expect.objectContaining({ id: gone.id, barcode: 'AGAIN' }),
			);
			await client.ask(restoreContainer, { id: gone.id });
			const holders = lab.liveContainers().filter(({ barcode }) => barcode === 'AGAIN');
			expect(ids(holders)).toEqual([gone.id, follower.id]);
		});
	});
});
