import {
	deleteCustomField,
	listCustomFields,
	saveCustomField,
} from '../../../nodes/ChemInventory/contract/customField';
import {
	exportInventory,
	getDetails,
	listUnits,
	switchInventory,
} from '../../../nodes/ChemInventory/contract/inventory';
import { listLocations } from '../../../nodes/ChemInventory/contract/location';
import {
	addUser,
	disableUser,
	listUsers,
	resetUserPassword,
	updateUser,
} from '../../../nodes/ChemInventory/contract/user';
import { present } from '../../support/present';
import { ids, refused, success, withLab } from './client';

describe('custom fields', () => {
	it('exist in every type, for containers and for substances', async () => {
		await withLab(async (client) => {
			const { container, substance } = await client.ask(listCustomFields, {});
			const types = ['date', 'dropdown', 'multilinetext', 'number', 'tags', 'text', 'url'];
			for (const fields of [container, substance])
				expect([...new Set(fields.map(({ type }) => type))].sort()).toEqual(types);
			expect(await client.post(listCustomFields.path)).toEqual(
				success(
					expect.objectContaining({
						container: expect.arrayContaining([
							{
								id: 363,
								name: 'Expiry Date',
								type: 'date',
								inventory: 2100,
								site: 0,
								enterprise: 0,
								hidden: '0',
								searchable: 1,
								allowedvalues: '',
								showfororders: 0,
							},
						]),
					}),
				),
			);
		});
	});

	it('cannot be saved without a scope (trap 29)', async () => {
		await withLab(async (client) => {
			const body = { id: 0, fieldtype: 'container', name: 'Lot', type: 'text' };
			expect(await client.post(saveCustomField.path, body)).toEqual(refused(/scope/));
			const id = await client.ask(saveCustomField, { ...body, scope: 'inventory' });
			expect((await client.ask(listCustomFields, {})).container).toContainEqual(
				expect.objectContaining({ id, name: 'Lot' }),
			);
		});
	});

	it('lose what an update leaves out, and take their values along when they go', async () => {
		await withLab(async (client) => {
			const body = { id: 362, fieldtype: 'container', name: 'Product Code', type: 'text', scope: 'inventory' };
			expect(await client.ask(saveCustomField, body)).toBe(362);
			expect((await client.ask(listCustomFields, {})).container).toContainEqual(
				expect.objectContaining({ id: 362, searchable: false, showfororders: false }),
			);
			expect(await client.post(saveCustomField.path, { ...body, type: 'number' })).toEqual(refused(/type of a field/));
			expect(await client.post(deleteCustomField.path, { id: 362, fieldtype: 'substance' })).toEqual(
				refused(/There is no custom field/),
			);
			await client.ask(deleteCustomField, { id: 362, fieldtype: 'container' });
			for (const { fields } of client.lab.liveContainers()) expect(fields.has(362)).toBe(false);
			expect((await client.ask(exportInventory, {})).columns.map(({ key }) => key)).not.toContain('cf-362');
		});
	});
});

describe('users', () => {
	it('are created, updated with all that is sent, and lose their access', async () => {
		await withLab(async (client) => {
			const { inventory } = client;
			const person = {
				email: 'new@sandbox-lab.example',
				firstname: 'Lab',
				lastname: 'Newcomer',
				accounttype: 4,
			} as const;
			const id = await client.ask(addUser, { ...person, inventory });
			await client.ask(updateUser, { ...person, id, accounttype: 2 });
			expect(await client.ask(listUsers, { inventory })).toContainEqual({
				id,
				email: person.email,
				accounttype: 2,
				firstname: 'Lab',
				lastname: 'Newcomer',
				barcode: null,
				sso: false,
			});
			await client.ask(disableUser, { id, inventory });
			expect(ids(await client.ask(listUsers, { inventory }))).not.toContain(id);
			expect(await client.post(addUser.path, { ...person, email: 'admin@sandbox-lab.example', inventory })).toEqual(
				refused(/is in use/),
			);
		});
	});

	it('who lose their access are refused from then on', async () => {
		await withLab(async (client) => {
			const user = client.as('user');
			await user.ask(listUnits, {});
			await client.ask(disableUser, { id: client.lab.user('user').id, inventory: client.inventory });
			expect(await user.post(listUnits.path)).toEqual(refused(/token/));
		});
	});

	it('with SSO have no password to set', async () => {
		await withLab(async (client) => {
			const users = await client.ask(listUsers, { inventory: client.inventory });
			const single = present(users.find(({ sso }) => sso));
			expect(await client.post(resetUserPassword.path, { id: single.id, password: 'not-a-secret' })).toEqual(
				refused(/SSO/),
			);
			expect(await client.post(resetUserPassword.path, { id: client.lab.user('user').id, password: 'short' })).toEqual(
				refused(/password/),
			);
			expect(client.lab.user('user').passwordResets).toBe(0);
		});
	});

	it('are listed only for an inventory that one administers', async () => {
		await withLab(async (client) => {
			expect(await client.post(listUsers.path, { inventory: client.sandbox.chemInventory.otherInventoryId })).toEqual(
				refused(/not an administrator of inventory 2101/),
			);
		});
	});
});

describe('switching the inventory', () => {
	it('holds for every token of the user, with the role there (trap 36)', async () => {
		await withLab(async (client) => {
			const second = client.as('adminSecond');
			await client.ask(switchInventory, { newinventory: 2101 });
			const { user, inventory } = await second.ask(getDetails, {});
			expect([user.inventory, user.accounttype, inventory.id]).toEqual([2101, 4, 2101]);
			expect(await second.post(exportInventory.path)).toEqual(refused(/group administrator/));
			expect((await second.ask(listLocations, {})).map(({ name }) => name)).toContain('Teaching Lab');
			await client.ask(switchInventory, { newinventory: 2100 });
			expect((await second.ask(exportInventory, {})).rows.length).toBeGreaterThan(200);
		});
	});

	it('is refused without access', async () => {
		await withLab(async (client) => {
			expect(await client.as('user').post(switchInventory.path, { newinventory: 2101 })).toEqual(
				refused('You have no access to inventory 2101.'),
			);
		});
	});
});

describe('the seeded lab', () => {
	it('is dirty, as real ones are', async () => {
		await withLab(async (client) => {
			const { rows } = await client.ask(exportInventory, {});
			const values = (key: string) => new Set(rows.map((row) => row[key]));
			expect([...values('comments')]).toEqual(expect.arrayContaining(['', 'None', 'N/A']));
			expect([...values('size')]).toEqual(expect.arrayContaining(['N/A', '250g', '500 & 250', '2 ', null]));
			expect([...values('cas')]).toEqual(expect.arrayContaining(['N/A', '123-45-6']));
			expect([...values('smiles')]).toEqual(expect.arrayContaining(['Unknown', '']));
			expect([...values('supplier')]).toEqual(
				expect.arrayContaining(['Sigma Aldrich', 'Sigma-Aldrich', 'Sigma Aldrich ', 'NA', 'N/A', null]),
			);
			const units = (await client.ask(listUnits, {})).map(({ unit }) => unit);
			expect(units).toEqual(expect.arrayContaining(['mL', 'ml', 'L', 'l', '\u00B5L', '\u03BCL', '']));
			expect((await client.ask(listLocations, {})).map(({ name }) => name)).toContain('Solvents > 1 L');
		});
	});

	it('is the same at every start', async () => {
		const now = () => new Date('2025-06-15T10:00:00Z');
		const exported: unknown[] = [];
		const start = async () =>
			await withLab(async (client) => void exported.push(await client.ask(exportInventory, {})), { now });
		await start();
		await start();
		expect(exported[0]).toEqual(exported[1]);
	});

	it('has containers that expire this month, that have expired, and that have no date', async () => {
		await withLab(
			async ({ lab }) => {
				const dates = lab.liveContainers().map(({ fields }) => fields.get(363));
				expect(dates.filter((date) => date?.startsWith('2024-02')).length).toBeGreaterThan(15);
				expect(dates.filter((date) => date !== undefined && date < '2024-02').length).toBeGreaterThan(30);
				expect(dates.filter((date) => date === undefined).length).toBeGreaterThan(30);
				expect(dates.every((date) => date === undefined || !Number.isNaN(Date.parse(date)))).toBe(true);
			},
			{ now: () => new Date('2024-02-29T23:30:00Z') },
		);
	});
});
