import {
	addContainers,
	deleteContainers,
	exportContainersById,
	getContainerHistory,
	loadContainer,
	moveContainers,
	saveContainerField,
} from '../../../nodes/ChemInventory/contract/container';
import {
	exportDeletedContainers,
	exportInventory,
	listDeletedContainers,
	loadAuditHistory,
	restoreContainer,
} from '../../../nodes/ChemInventory/contract/inventory';
import { deleteAllOfLocation, listLocations } from '../../../nodes/ChemInventory/contract/location';
import type { ContainerRecord } from '../../../sandbox/cheminventory/state';
import { present } from '../../support/present';
import { ids, refused, withLab } from './client';
import type { ChemInventoryClient } from './client';

const now = () => new Date('2025-06-15T10:20:30Z');

const one = ({ lab }: ChemInventoryClient): ContainerRecord => present(lab.liveContainers()[0]);

describe('deleted containers', () => {
	it('leave lists, exports and load, and stay in the list of the deleted', async () => {
		await withLab(
			async (client) => {
				const { id, name, barcode } = one(client);
				expect(await client.ask(deleteContainers, { containerid: [id] })).toEqual([]);
				expect(await client.post(loadContainer.path, { containerid: id })).toEqual(
					refused(`There is no container ${id}.`),
				);
				expect((await client.ask(exportInventory, {})).rows.map((row) => row.id)).not.toContain(id);
				expect((await client.ask(exportContainersById, { containerids: [id] })).rows).toEqual([]);
				expect(await client.ask(listDeletedContainers, {})).toContainEqual({
					id,
					datedeleted: '2025-06-15 10:20:30',
					containername: name,
					barcode,
					user: 'Lab Administrator (Sandbox Group)',
				});
				expect((await client.ask(exportDeletedContainers, {})).rows).toContainEqual(
					expect.objectContaining({ id, disposed: '1' }),
				);
			},
			{ now },
		);
	});

	it('are not deleted at all when one id is unknown', async () => {
		await withLab(async (client) => {
			const { id } = one(client);
			expect(await client.post(deleteContainers.path, { containerid: [id, 1] })).toEqual(
				refused('There is no container 1.'),
			);
			expect(client.lab.container(id).deleted).toBeUndefined();
			await client.ask(deleteContainers, { containerid: [id] });
			expect(await client.post(deleteContainers.path, { containerid: [id] })).toEqual(
				refused(`There is no container ${id}.`),
			);
		});
	});

	it('can be restored one by one, however they were deleted (trap 21)', async () => {
		await withLab(async (client) => {
			const { lab } = client;
			const before = ids(lab.containersIn('Cupboards > Cupboard 2'));
			await client.ask(deleteAllOfLocation, { locationid: lab.location('Cupboards > Cupboard 2').id });
			expect(lab.containersIn('Cupboards > Cupboard 2')).toEqual([]);
			for (const id of before) await client.ask(restoreContainer, { id });
			expect(ids(lab.containersIn('Cupboards > Cupboard 2'))).toEqual(before);
			expect(await client.post(restoreContainer.path, { id: before[0] })).toEqual(
				refused(/There is no deleted container/),
			);
		});
	});

	it('bring their removed locations back with them (trap 22)', async () => {
		await withLab(async (client) => {
			expect((await client.ask(listLocations, {})).map(({ name }) => name)).not.toContain('Old Annex');
			const deleted = await client.ask(listDeletedContainers, {});
			for (const { id } of deleted) await client.ask(restoreContainer, { id });
			const names = (await client.ask(listLocations, {})).map(({ name }) => name);
			expect(names).toEqual(expect.arrayContaining(['Old Annex', 'Back Shelf']));
		});
	});
});

describe('the audit history', () => {
	it('shows each step in the life of a container once', async () => {
		await withLab(
			async (client) => {
				const { lab } = client;
				const entry = {
					name: 'Traced',
					locationid: lab.location('Missing').id,
					substanceid: lab.substance('67-64-1').id,
					barcode: 'TRACE',
				};
				const [id = 0] = await client.ask(addContainers, { data: [entry] });
				await client.ask(moveContainers, { containerid: [id], destinationid: lab.location('On order').id });
				await client.ask(saveContainerField, { containerid: id, field: 'comments', newvalue: 'Opened' });
				await client.ask(deleteContainers, { containerid: [id] });
				await client.ask(restoreContainer, { id });
				const rows = await client.ask(loadAuditHistory, { startdate: '2025-06-15', enddate: '2025-06-15' });
				const traced = rows.filter((row) => String(row[4]).startsWith('Traced (TRACE)'));
				expect(traced.map(([, , , action]) => action).sort()).toEqual([
					'Creation',
					'Deletion',
					'Edit',
					'Movement',
					'Restoration',
				]);
				for (const row of traced)
					expect(row.slice(0, 3)).toEqual(['2025-06-15 10:20:30', 'Administrator, Lab', 'Container']);
				expect(await client.ask(getContainerHistory, { containerid: id })).toHaveLength(5);
			},
			{ now },
		);
	});

	it('covers whole UTC days with both ends, without any order', async () => {
		await withLab(async (client) => {
			const all = await client.ask(loadAuditHistory, { startdate: '2000-01-01', enddate: '2090-01-01' });
			const times = all.map(([time]) => String(time));
			expect(times).not.toEqual([...times].sort());
			const day = present(times[0]).slice(0, 10);
			const ofDay = await client.ask(loadAuditHistory, { startdate: day, enddate: day });
			expect(ofDay).toHaveLength(times.filter((time) => time.startsWith(day)).length);
			expect(await client.post(loadAuditHistory.path, { startdate: '2024-02-30', enddate: '2024-03-01' })).toEqual(
				refused(/is not a day/),
			);
		});
	});
});

it('exports weights as numbers, locations as text behind the inventory, and flags as text', async () => {
	await withLab(async (client) => {
		const { columns, rows } = await client.ask(exportInventory, {});
		expect(columns).toContainEqual({ header: 'Expiry Date', key: 'cf-363' });
		const acetone = rows.find(({ cas }) => cas === '67-64-1');
		expect(acetone).toMatchObject({
			molecularweight: 58.08,
			hcodes: expect.stringMatching(/^H225\|H319/),
			disposed: '0',
			location: expect.stringMatching(/^Sandbox Group > /),
			inventoryname: 'Sandbox Group',
		});
		for (const row of rows) expect(Object.keys(row)).toEqual(columns.map(({ key }) => key));
	});
});

it('keeps the columns of a table that has no rows', async () => {
	await withLab(async (client) => {
		for (const { id } of await client.ask(listDeletedContainers, {})) await client.ask(restoreContainer, { id });
		const { columns, rows } = await client.ask(exportDeletedContainers, {});
		expect(rows).toEqual([]);
		expect(columns.length).toBeGreaterThan(20);
	});
});
