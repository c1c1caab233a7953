import nock from 'nock';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { chemOrigin, fakeChemToken } from '../../support/chemInventory';
import {
	bodiesOf,
	chemRunOnNock,
	chemSandboxForEachTest,
	aLostAnswer,
	anUndoneWrite,
	pathsAsked,
	retrying,
} from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventory());
const runOnNock = chemRunOnNock(new ChemInventory());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const deleted = () =>
	[...live().containers.values()].filter(
		(container) => container.deleted && container.inventory === sandbox().chemInventory.inventoryId,
	);

const resource = 'inventory';
const getDetails = { resource, operation: 'getDetails', output: 'simplified' };
const exportAll = { resource, operation: 'export', columnNames: 'keys', output: 'simplified' };
const exportDeleted = { ...exportAll, operation: 'exportDeleted' };
const getDeleted = { resource, operation: 'getDeleted', returnAll: true, output: 'simplified' };
const restore = { resource, operation: 'restore', deletedContainer: '={{ $json.id }}', output: 'simplified' };
const switchTo = { resource, operation: 'switch', inventory: '={{ $json.inventory }}' };

describe('the details of the inventory', () => {
	it('are short by default: inventory, user, role, and whether searches are trimmed', async () => {
		const { json } = await run([{}, {}], getDetails);
		expect(Object.keys(json[0] ?? {})).toHaveLength(10);
		expect(json[0]).toMatchObject({
			inventory: 'Sandbox Group',
			inventoryId: sandbox().chemInventory.inventoryId,
			role: 'group administrator',
			accountType: 2,
			searchLimitedTo: null,
		});
		expect(json[0]?.otherInventories).toHaveLength(1);
		expect(pathsAsked(sandbox())).toEqual(['/general/getdetails']);
	});

	it.each(['both places', 'limitlocations', 'll'] as const)(
		'show the locations that searches are trimmed to, told in %s',
		async (limitToldIn) => {
			live().lab.settings.switches.limitToldIn = limitToldIn;
			live().limitSearchTo('admin', ['Lab 1.01']);
			const { json } = await run([{}], getDetails);
			expect(json[0]?.searchLimitedTo).toEqual([String(live().location('Lab 1.01').id)]);
		},
	);

	it('hold everything as it was sent when they are raw', async () => {
		const { json } = await run([{}], { ...getDetails, output: 'raw' });
		expect(json[0]).toMatchObject({
			user: { siteadmin: 1 },
			inventory: { units: expect.arrayContaining([expect.objectContaining({ unit: 'mL' })]) },
		});
	});

	it('tell in words that a token is not accepted', async () => {
		const { error } = await run([{}], getDetails, { secrets: { apiToken: sandbox().chemInventory.tokens.revoked } });
		expect(error?.message).toBe('ChemInventory refused the request [row 1]');
		expect(error?.description).toContain('and the API token');
		expect(JSON.stringify(error)).not.toContain(sandbox().chemInventory.tokens.revoked);
	});
});

describe('units', () => {
	it('come as one item for each, dirty ones included', async () => {
		const { json } = await run([{}], { resource, operation: 'getUnits' });
		expect(json.map(({ unit }) => unit)).toEqual(expect.arrayContaining(['mL', 'ml', '']));
	});
});

describe('exporting', () => {
	it('gives one item for each container, under keys or under titles', async () => {
		const { json } = await run([{}], exportAll);
		expect(json).toHaveLength(live().liveContainers().length);
		expect(json[0]).toHaveProperty('molecularWeight');
		const titled = await run([{}], { ...exportAll, columnNames: 'titles' });
		expect(titled.json).toHaveLength(json.length);
		expect(Object.keys(titled.json[0] ?? {})).not.toContain('molecularWeight');
	});

	it('has an empty comment where the service writes the word None, and gives it raw as it was sent', async () => {
		const bottle = live().addContainer({ comments: null, barcode: 'NO-COMMENT' });
		live().addContainer({ comments: 'None left', barcode: 'COMMENT' });
		const commentOf = async (parameters: object, barcode: string, key = 'comments', by = 'barcode') =>
			(await run([{}], { ...exportAll, ...parameters })).json.find((row) => row[by] === barcode)?.[key];
		expect(await commentOf({}, 'NO-COMMENT')).toBeNull();
		expect(await commentOf({ columnNames: 'titles' }, 'NO-COMMENT', 'Comments', 'Barcode')).toBeNull();
		expect(await commentOf({ output: 'raw' }, 'NO-COMMENT')).toBe('None');
		expect(await commentOf({}, 'COMMENT')).toBe('None left');
		bottle.deleted = { at: '2026-01-01 00:00:00', userId: live().user('admin').id };
		expect(await commentOf({ operation: 'exportDeleted' }, 'NO-COMMENT')).toBeNull();
	});

	it('gives the deleted ones apart', async () => {
		const { json } = await run([{}], exportDeleted);
		expect(json.map(({ id }) => id)).toEqual(expect.arrayContaining(deleted().map(({ id }) => id)));
		expect(json).toHaveLength(deleted().length);
		expect(json[0]?.disposed).toBe(true);
	});

	it('warns before a backup is replaced by nothing', async () => {
		nock(chemOrigin)
			.post('/api/inventorymanagement/export')
			.reply(200, { status: 'success', data: { columns: [{ header: 'ID', key: 'id' }], rows: [] } });
		const { json, hints } = await runOnNock([{}], exportAll);
		expect(json).toEqual([]);
		expect(hints[0]).toContain('Before you replace an earlier backup');
	});

	it('ends at the time limit that the user sets', async () => {
		nock(chemOrigin)
			.post('/api/inventorymanagement/export')
			.times(4)
			.delay(400)
			.reply(200, { status: 'success', data: { columns: [], rows: [] } });
		const { error } = await runOnNock([{}], { ...exportAll, options: { timeLimitMinutes: 0.001 } });
		expect(error?.description).toMatch(/gave no answer \((ECONNABORTED|TIME_LIMIT)\)/);
	});

	it.each([0, -1, 'long'])('refuses a time limit of %p', async (timeLimitMinutes) => {
		const { error } = await run([{}], { ...exportAll, options: { timeLimitMinutes } });
		expect(error?.message).toMatch(/^'Time Limit \(Minutes\)' is not/);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('says who may do it when the role is too low', async () => {
		const { error } = await run([{}], exportAll, { secrets: { apiToken: sandbox().chemInventory.tokens.user } });
		expect(error?.description).toContain('This needs the API token of a group administrator.');
	});

	it('says so when the answer is cut off', async () => {
		sandbox().faults.add({ when: { path: '/inventorymanagement/export' }, do: { kind: 'cut-json' } });
		const { error } = await run([{}], exportAll);
		expect(error?.message).toContain('its documentation does not describe');
	});
});

describe('deleted containers', () => {
	it('come with the time of deletion in ISO form', async () => {
		const { json } = await run([{}], getDeleted);
		expect(json.map(({ id }) => id)).toEqual(deleted().map(({ id }) => id));
		expect(json[0]?.dateDeleted).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
	});

	it('keep what cannot be read as a time', async () => {
		nock(chemOrigin)
			.post('/api/inventorymanagement/deletedcontainers/get')
			.reply(200, {
				status: 'success',
				data: [
					{ id: 1, datedeleted: '0' },
					{ id: 2, datedeleted: null },
				],
			});
		expect((await runOnNock([{}], getDeleted)).json).toEqual([
			{ id: 1, dateDeleted: '0' },
			{ id: 2, dateDeleted: null },
		]);
	});
});

describe('restoring', () => {
	it('brings the container of each item back, and tells where it is', async () => {
		const [first, second] = deleted();
		const { json, items, hints } = await run([{ id: first?.id }, { id: second?.id }], restore);
		expect(json).toMatchObject([
			{ restored: true, id: first?.id },
			{ restored: true, id: second?.id },
		]);
		expect(json[0]).toHaveProperty('location');
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(hints[0]).toContain('Locations that had been removed come back');
		expect(deleted().map(({ id }) => id)).not.toContain(first?.id);
	});

	it('refuses a container that is not deleted', async () => {
		const [present] = live().liveContainers();
		const { error } = await run([{ id: present?.id }], restore);
		expect(error?.message).toBe("'Deleted Container' is not deleted [row 1]");
		expect(bodiesOf(sandbox(), '/inventorymanagement/deletedcontainers/restore')).toEqual([]);
	});

	it.each([undefined, null, '', 0, '12a'])('refuses the ID %j before anything is sent', async (id) => {
		const { error } = await run([{ id }], restore);
		expect(error?.message).toMatch(/^'Deleted Container' is (empty|not an ID) \[row 1\]$/);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const [first] = deleted();
		sandbox().faults.add({ when: { path: '/deletedcontainers/restore' }, do: fault });
		const { json } = await run([{ id: first?.id }], restore, { settings: retrying });
		expect(json[0]).toMatchObject({ restored: true, id: first?.id });
		expect(bodiesOf(sandbox(), '/inventorymanagement/deletedcontainers/restore')).toEqual([{ id: first?.id }]);
	});

	it.each(anUndoneWrite)('is unknown and not sent again while it is deleted (%s)', async (_what, fault) => {
		const [first] = deleted();
		sandbox().faults.add({ when: { path: '/deletedcontainers/restore' }, do: fault });
		const { error } = await run([{ id: first?.id }], restore, { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`Container ${first?.id} is still among the deleted containers.`);
		expect(bodiesOf(sandbox(), '/inventorymanagement/deletedcontainers/restore')).toHaveLength(1);
	});

	it('does not pass for done when the container is still deleted afterwards', async () => {
		const list = () =>
			nock(chemOrigin)
				.post('/api/inventorymanagement/deletedcontainers/get')
				.reply(200, { status: 'success', data: [{ id: 5 }] });
		list();
		list();
		nock(chemOrigin)
			.post('/api/inventorymanagement/deletedcontainers/restore')
			.reply(200, { status: 'success', data: [] });
		list();
		const { error } = await runOnNock([{ id: 5 }], restore);
		expect(error?.message).toBe('ChemInventory accepted the request, but the container is still deleted [row 1]');
	});
});

describe('switching the inventory', () => {
	const ids = () => ({ main: sandbox().chemInventory.inventoryId, other: sandbox().chemInventory.otherInventoryId });

	it('tells which one was active, so that it can be switched back', async () => {
		const { json, hints } = await run([{ inventory: ids().other }], switchTo);
		expect(json).toEqual([
			{
				switched: true,
				inventory: 'Teaching Group',
				inventoryId: ids().other,
				previousInventory: 'Sandbox Group',
				previousInventoryId: ids().main,
				before: { inventory: 'Sandbox Group', inventoryId: ids().main },
			},
		]);
		expect(hints[0]).toContain('for the whole account');
		const back = await run([{ inventory: json[0]?.previousInventoryId }], switchTo);
		expect(back.json[0]).toMatchObject({ switched: true, inventoryId: ids().main });
	});

	it('sends nothing when it is the active one', async () => {
		const { json, hints } = await run([{ inventory: ids().main }], switchTo);
		expect(json[0]).toMatchObject({ switched: false, inventoryId: ids().main });
		expect(hints).toEqual([]);
		expect(bodiesOf(sandbox(), '/navbar/switchinventory')).toEqual([]);
	});

	it('shows the words of the service for an inventory without access', async () => {
		const { error } = await run([{ inventory: 999 }], switchTo);
		expect(error?.description).toContain('You have no access to inventory 999.');
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		sandbox().faults.add({ when: { path: '/navbar/switchinventory' }, do: fault });
		const { json } = await run([{ inventory: ids().other }], switchTo, { settings: retrying });
		expect(json[0]).toMatchObject({ switched: true, inventoryId: ids().other, previousInventoryId: ids().main });
		expect(bodiesOf(sandbox(), '/navbar/switchinventory')).toHaveLength(1);
	});

	it('does not pass for done when another program switches it at the same moment', async () => {
		const details = (inventory: number) => ({
			status: 'success',
			data: { user: { id: 1, inventory, accounttype: 2 }, inventory: { id: inventory } },
		});
		nock(chemOrigin).post('/api/general/getdetails').twice().reply(200, details(1));
		nock(chemOrigin)
			.post('/api/navbar/switchinventory', { newinventory: 2, authtoken: fakeChemToken })
			.reply(200, { status: 'success', data: [] });
		const { error } = await runOnNock([{ inventory: 2 }], switchTo);
		expect(error?.message).toBe('ChemInventory accepted the request, but a different inventory is active [row 1]');
	});
});
