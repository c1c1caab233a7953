import {
	checkBarcode,
	generateBarcodes,
	listAssignedBarcodes,
	listDuplicateBarcodes,
} from '../../../nodes/ChemInventory/contract/barcode';
import { loadContainer } from '../../../nodes/ChemInventory/contract/container';
import { getDetails } from '../../../nodes/ChemInventory/contract/inventory';
import {
	addToCollection,
	addToCollectionByBarcode,
	deleteCollection,
	emptyCollection,
	loadCollection,
	moveCollection,
	removeFromCollection,
} from '../../../nodes/ChemInventory/contract/myCollection';
import {
	checkSubstance,
	deleteWatchlist,
	listWatchlists,
	reportWatchlist,
	saveWatchlist,
} from '../../../nodes/ChemInventory/contract/watchlist';
import { present } from '../../support/present';
import { ids, refused, success, withLab } from './client';

describe('My Collection', () => {
	it('takes one or many, and no container twice', async () => {
		await withLab(async (client) => {
			const [first = 0, second = 0] = ids(client.lab.liveContainers().slice(10, 12));
			const user = client.as('user');
			await user.ask(addToCollection, { containerid: first });
			await user.ask(addToCollection, { containerid: [first, second] });
			const entries = await user.ask(loadCollection, {});
			expect(ids(entries)).toEqual([first, second]);
			expect(await user.post(loadCollection.path)).toEqual(
				success(
					expect.arrayContaining([
						expect.objectContaining({ sid: client.lab.container(first).substance, disposed: '0' }),
					]),
				),
			);
		});
	});

	it('finds barcodes in any case, and names those that it does not find (trap 24)', async () => {
		await withLab(async (client) => {
			const user = client.as('user');
			expect(await user.ask(addToCollectionByBarcode, { barcode: ['aa00001', 'ZZ1'] })).toEqual({
				errorBarcodes: ['ZZ1'],
			});
			expect(await user.ask(loadCollection, {})).toMatchObject([{ barcode: 'AA00001' }]);
		});
	});

	it('is emptied by "removeall", and "deleteall" deletes the containers (trap 18)', async () => {
		await withLab(async (client) => {
			const listed = ids(await client.ask(loadCollection, {}));
			expect(listed).toHaveLength(3);
			await client.ask(emptyCollection, {});
			for (const containerid of listed) await client.ask(loadContainer, { containerid });
			await client.ask(addToCollection, { containerid: listed });
			await client.ask(deleteCollection, {});
			for (const containerid of listed)
				expect(await client.post(loadContainer.path, { containerid })).toEqual(refused(/There is no container/));
			expect(await client.ask(loadCollection, {})).toEqual([]);
		});
	});

	it('moves as one, and lets go of one', async () => {
		await withLab(async (client) => {
			const [first = 0] = ids(await client.ask(loadCollection, {}));
			const destinationid = client.lab.location('Missing').id;
			await client.ask(moveCollection, { destinationid });
			for (const entry of await client.ask(loadCollection, {})) expect(entry.location).toBe(destinationid);
			await client.ask(removeFromCollection, { containerid: first });
			expect(ids(await client.ask(loadCollection, {}))).not.toContain(first);
		});
	});
});

describe('barcodes', () => {
	it('have holders inside the inventory, described by a number, and outside, described by text', async () => {
		await withLab(async (client) => {
			expect(await client.ask(checkBarcode, { barcode: 'AA00020' })).toMatchObject({
				AA00020: [
					{ type: 'container', description: expect.any(Number) },
					{ type: 'container', description: 'Teaching Group' },
				],
			});
			expect(await client.ask(checkBarcode, { barcode: 'USR-180' })).toMatchObject({
				'USR-180': [{ type: 'user', name: 'Lab User One' }],
			});
		});
	});

	it('that nobody holds give an empty array, or an empty object by switch', async () => {
		await withLab(async (client) =>
			expect(await client.post(checkBarcode.path, { barcode: 'free' })).toEqual(success([])),
		);
		await withLab(
			async (client) => expect(await client.post(checkBarcode.path, { barcode: 'free' })).toEqual(success({})),
			{
				chemInventory: { noDuplicates: 'empty object' },
			},
		);
	});

	it('that are used twice are listed', async () => {
		await withLab(async (client) => {
			expect(Object.keys(await client.ask(listDuplicateBarcodes, {})).sort()).toEqual(['AA00020', 'AA00040']);
			const { rows } = await client.ask(listAssignedBarcodes, {});
			expect(rows).toContainEqual(expect.objectContaining({ barcode: 'AA00040', type: 'container' }));
			expect(rows).toContainEqual(expect.objectContaining({ type: 'location' }));
		});
	});

	it('are proposed where they are free, are reserved for nobody, and the prefix is kept (trap 8)', async () => {
		await withLab(async (client) => {
			const body = { prefix: 'AA', count: 2, startingnumber: 298, duplicatecheck: true } as const;
			const free = await client.ask(generateBarcodes, body);
			expect(free).toEqual(['AA00299', 'AA00300']);
			expect(await client.ask(generateBarcodes, body)).toEqual(free);
			expect(await client.ask(generateBarcodes, { ...body, prefix: 'QQ', count: 1 })).toEqual(['QQ00298']);
			expect((await client.ask(getDetails, {})).inventory.barcodeprefix).toBe('QQ');
			expect(await client.post(generateBarcodes.path, { ...body, prefix: 'LONG' })).toEqual(refused(/prefix/));
		});
	});
});

describe('watchlists', () => {
	it('replace all their terms when they are saved, and tell no id', async () => {
		await withLab(async (client) => {
			expect(
				await client.ask(saveWatchlist, {
					id: 0,
					scope: 'inventory',
					name: 'Acids',
					terms: ['64-19-7', 'Formic acid'],
				}),
			).toEqual([]);
			const list = present((await client.ask(listWatchlists, {})).inventory.find(({ name }) => name === 'Acids'));
			await client.ask(saveWatchlist, { id: list.id, scope: 'inventory', name: 'Acids', terms: ['64-18-6'] });
			expect((await client.ask(listWatchlists, {})).inventory).toContainEqual({
				id: list.id,
				name: 'Acids',
				terms: ['64-18-6'],
				emailalert: [],
			});
		});
	});

	it('report the containers of the inventory, or of the site for its administrator', async () => {
		await withLab(async (client) => {
			const { inventory, global } = await client.ask(listWatchlists, {});
			const { id } = present(inventory[0]);
			const { rows } = await client.ask(reportWatchlist, { id, scope: 'inventory' });
			expect(new Set(rows.map(({ cas }) => cas))).toEqual(new Set(['60-29-7', '109-99-9', '123-91-1']));
			const { id: globalId } = present(global[0]);
			const own = await client.ask(reportWatchlist, { id: globalId, scope: 'inventory' });
			expect((await client.ask(reportWatchlist, { id: globalId, scope: 'site' })).rows.length).toBeGreaterThan(
				own.rows.length,
			);
			expect(await client.as('user').post(reportWatchlist.path, { id, scope: 'site' })).toEqual(
				refused('You are not an administrator of the site.'),
			);
			expect(await client.post(deleteWatchlist.path, { id: globalId })).toEqual(refused(/managed by the service/));
		});
	});

	it('name those that a substance is on, by CAS or name', async () => {
		await withLab(async (client) => {
			const on = await client.ask(checkSubstance, { substanceid: client.lab.substance('Diethyl ether').id });
			expect(on).toMatchObject([{ watchlistname: 'Peroxide formers', hassubstance: true }]);
			expect(await client.ask(checkSubstance, { substanceid: client.lab.substance('Sucrose').id })).toEqual([]);
		});
	});
});
