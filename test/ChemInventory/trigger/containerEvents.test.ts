import { deleteContainers, saveContainerField } from '../../../nodes/ChemInventory/contract/container';
import { restoreContainer, switchInventory } from '../../../nodes/ChemInventory/contract/inventory';
import { overlapMs } from '../../../nodes/shared/polling/seenWindow';
import { rl } from '../../support/chemRuns';
import { deepTexts } from '../../support/deepTexts';
import { present } from '../../support/present';
import { forgetWaits } from '../../support/waits';
import { add, askedSince, hours, move, other, ServiceClock, shelf, watched, watchedForEachTest } from './watching';

const lab = watchedForEachTest();
beforeEach(forgetWaits);
afterEach(() => void vi.restoreAllMocks());

const logPath = '/inventorymanagement/audithistory/load';
const added = { event: 'containerAdded', options: {} };
const moved = { event: 'containerMoved', options: {} };
const edited = { event: 'containerEdited', options: {} };
const deleted = { event: 'containerDeleted', options: {} };

describe('events of containers', () => {
	it('begin with what happens after activation, and leave out what was there', async () => {
		const trigger = lab().trigger(added);
		await add(lab(), ['T0']);
		expect(await trigger.activate()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		await add(lab(), ['T1']);
		expect(await trigger.poll()).toMatchObject([{ barcode: 'T1' }]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('tell who did what and when, with name and barcode of the container', async () => {
		const trigger = lab().trigger(added);
		await trigger.activate();
		await add(lab(), ['T1'], 'Gold (I) chloride');
		expect(await trigger.poll()).toEqual([
			{
				time: `${new Date(lab().clock.now).toISOString().slice(0, 19)}Z`,
				user: 'Administrator, Lab',
				action: 'Creation',
				text: 'Gold (I) chloride (T1): Container added to database',
				name: 'Gold (I) chloride',
				barcode: 'T1',
			},
		]);
	});

	it('tell of a move where from and where to, in whole paths', async () => {
		const [id = 0] = await add(lab(), ['T1']);
		const trigger = lab().trigger(moved);
		await trigger.activate();
		await move(lab(), [id], 'Lab 1.02 > Solvents > 1 L');
		expect(await trigger.poll()).toMatchObject([{ barcode: 'T1', from: shelf, to: 'Lab 1.02 > Solvents > 1 L' }]);
	});

	it('tell of an edit which field, and its value before and after', async () => {
		const [id = 0] = await add(lab(), ['T1']);
		const trigger = lab().trigger(edited);
		await trigger.activate();
		await lab().client.ask(saveContainerField, {
			containerid: id,
			field: 'comments',
			newvalue: 'Say "no" (B2) moved from "here" to "there"',
		});
		expect(await trigger.poll()).toMatchObject([
			{
				name: 'Acetone',
				barcode: 'T1',
				field: 'Comments',
				// The text could be parted in two ways.
				oldValue: null,
				newValue: null,
			},
		]);
	});

	it('each tell their own kind alone', async () => {
		const triggers = [added, moved, edited, deleted].map((event) => lab().trigger(event));
		for (const trigger of triggers) await trigger.activate();
		const [id = 0] = await add(lab(), ['T1']);
		await move(lab(), [id]);
		await lab().client.ask(saveContainerField, { containerid: id, field: 'comments', newvalue: 'Opened' });
		await lab().client.ask(deleteContainers, { containerid: [id] });
		await lab().client.ask(restoreContainer, { id });
		const actions = [];
		for (const trigger of triggers) actions.push((await trigger.poll()).map(({ action }) => action));
		expect(actions).toEqual([['Creation'], ['Movement'], ['Edit'], ['Deletion']]);
	});

	it('count equal rows of one second as often as they happened, over polls as well', async () => {
		const [id = 0] = await add(lab(), ['T1']);
		const trigger = lab().trigger(edited);
		await trigger.activate();
		const save = async () =>
			await lab().client.ask(saveContainerField, { containerid: id, field: 'comments', newvalue: 'Same' });
		await save();
		await save();
		await save();
		expect(await trigger.poll()).toHaveLength(3);
		await save();
		await save();
		expect(await trigger.poll()).toHaveLength(1 + 1);
		expect(await trigger.poll()).toEqual([]);
	});

	it('bring more than a thousand at once, and none of them again', async () => {
		const trigger = lab().trigger({ ...added, options: { includeContainer: true } });
		await trigger.activate();
		const barcodes = Array.from({ length: 1200 }, (_, index) => `B${index}`);
		await add(lab(), barcodes);
		askedSince(lab());
		const items = await trigger.poll();
		expect(new Set(items.map(({ barcode }) => barcode))).toEqual(new Set(barcodes));
		expect(items.filter(({ container }) => container === null)).toEqual([]);
		expect(items).toHaveLength(1200);
		expect(askedSince(lab()).length).toBeLessThanOrEqual(4);
		trigger.restart();
		expect(await trigger.poll()).toEqual([]);
		lab().clock.pass(3600);
		await add(lab(), ['T1']);
		expect(await trigger.poll()).toMatchObject([{ barcode: 'T1' }]);
	});

	it.each([-36, -7, 7, 36])(
		'lose nothing and repeat nothing where the clock of the service is %i hours ahead of that of n8n',
		async (ahead) => {
			const far = await watched({}, new ServiceClock(hours(ahead)));
			const trigger = far.trigger(added);
			await trigger.activate();
			await add(far, ['T1']);
			expect(await trigger.poll()).toMatchObject([{ barcode: 'T1' }]);
			far.clock.pass(3600 * 5);
			await add(far, ['T2']);
			expect(await trigger.poll()).toMatchObject([{ barcode: 'T2' }]);
			expect(await trigger.poll()).toEqual([]);
		},
	);

	it.each([-36, 36])('begin in a log without rows of the last days, with a clock %i hours ahead', async (ahead) => {
		const far = await watched({}, new ServiceClock(hours(ahead)));
		far.sandbox.chemInventory.lab.audit.splice(0);
		const trigger = far.trigger(added);
		await trigger.activate();
		await add(far, ['T1']);
		expect(await trigger.poll()).toMatchObject([{ barcode: 'T1' }]);
	});

	it('report a row that becomes visible late, after newer ones were reported', async () => {
		const trigger = lab().trigger(added);
		await trigger.activate();
		await add(lab(), ['LATE']);
		const { audit } = lab().client.lab;
		const late = present(audit.pop());
		lab().clock.pass(overlapMs / 1000 - 60);
		await add(lab(), ['T1']);
		expect(await trigger.poll()).toMatchObject([{ barcode: 'T1' }]);
		audit.push(late);
		expect(await trigger.poll()).toMatchObject([{ barcode: 'LATE' }]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('report a late row of a burst that was reported, however large it was', async () => {
		const trigger = lab().trigger(added);
		await trigger.activate();
		const barcodes = Array.from({ length: 700 }, (_none, n) => `B${n}`);
		await add(lab(), barcodes.slice(0, 350));
		lab().clock.pass(30);
		await add(lab(), ['LATE']);
		const { audit } = lab().client.lab;
		const late = present(audit.pop());
		lab().clock.pass(30);
		await add(lab(), barcodes.slice(350));
		expect(await trigger.poll()).toHaveLength(700);
		audit.push(late);
		expect(await trigger.poll()).toMatchObject([{ barcode: 'LATE' }]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('remember little where much happens that is not their own', async () => {
		const [id = 0] = await add(lab(), ['T1']);
		const trigger = lab().trigger(deleted);
		await trigger.activate();
		for (let count = 0; count < 30; count++)
			await lab().client.ask(saveContainerField, { containerid: id, field: 'comments', newvalue: `${count}` });
		await trigger.poll();
		expect(JSON.stringify(trigger.memory).length).toBeLessThan(400);
	});

	it('ask for days around the last row, not for the whole log', async () => {
		const trigger = lab().trigger(deleted);
		await trigger.activate();
		lab().clock.pass(40 * 86_400);
		vi.spyOn(Date, 'now').mockImplementation(() => lab().clock.now);
		await add(lab(), ['T1']);
		await trigger.poll();
		lab().sandbox.clearRequests();
		await trigger.poll();
		const request = present(lab().sandbox.requests.find(({ path }) => path.endsWith(logPath)));
		const day = (moment: number, days: number) => new Date(moment + days * 86_400_000).toISOString().slice(0, 10);
		expect(request.body).toMatchObject({
			startdate: day(lab().clock.now - overlapMs, -1),
			enddate: day(lab().clock.now, 2),
		});
	});
});

describe('a poll that goes wrong', () => {
	const kinds = [
		{ kind: 'status', status: 500 },
		{ kind: 'drop' },
		{ kind: 'cut-json' },
		{ kind: 'login-page' },
		{ kind: 'status', status: 429 },
	] as const;

	it.each(kinds.map((kind) => [JSON.stringify(kind), kind] as const))(
		'at any of its requests is made again by the next one (%s)',
		async (_name, fault) => {
			const trigger = lab().trigger({ ...moved, options: { includeContainer: true, intoLocation: rl(other, 'path') } });
			await trigger.activate();
			const ids = await add(lab(), ['T1', 'T2']);
			await move(lab(), ids);
			lab().sandbox.clearRequests();
			let failures = 0;
			for (let nth = 1; ; nth++) {
				lab().sandbox.faults.add({ when: { path: /cheminventory/, nth }, times: 1000, do: fault });
				const items = await trigger.poll().catch(() => undefined);
				lab().sandbox.faults.clear();
				if (items) {
					expect(items).toMatchObject([{ container: { barcode: 'T1' } }, { container: { barcode: 'T2' } }]);
					break;
				}
				failures += 1;
			}
			expect(failures).toBeGreaterThanOrEqual(6);
			expect(await trigger.poll()).toEqual([]);
		},
	);

	it('shows the API token nowhere: not in what is reported or remembered, nor in what went wrong', async () => {
		const trigger = lab().trigger({ ...added, options: { includeContainer: true } });
		await trigger.activate();
		await add(lab(), ['T1']);
		const items = await trigger.poll();
		lab().sandbox.faults.add({ when: { path: logPath }, do: { kind: 'login-page' } });
		const failure: unknown = await trigger.poll().catch((thrown: unknown) => thrown);
		const shown = deepTexts([items, trigger.memory, failure]).join(' ');
		expect(shown).toContain('T1');
		expect(shown).toContain('its documentation does not describe');
		expect(shown).not.toContain(lab().sandbox.chemInventory.token);
	});

	it('says in words what the service says when the token may not read the log', async () => {
		const trigger = lab().trigger(added, { secrets: { apiToken: lab().sandbox.chemInventory.tokens.orders } });
		await expect(trigger.activate()).rejects.toMatchObject({
			message: 'ChemInventory refused the request',
			description: expect.stringMatching(
				/it takes a group administrator.*This needs the API token of a group administrator\./,
			),
		});
	});

	it.each([
		[429, '429'],
		[401, '401'],
		[500, '500'],
	])('tells n8n the status %i', async (status, httpCode) => {
		const trigger = lab().trigger(added);
		await trigger.activate();
		lab().sandbox.faults.add({ when: { path: logPath }, do: { kind: 'status', status } });
		await expect(trigger.poll()).rejects.toMatchObject({ httpCode });
	});

	it('does not mix inventories: while another one is active it waits, and then goes on', async () => {
		const { sandbox, client } = lab();
		const trigger = lab().trigger(added);
		await trigger.activate();
		await add(lab(), ['T1']);
		await client.ask(switchInventory, { newinventory: sandbox.chemInventory.otherInventoryId });
		askedSince(lab());
		await expect(trigger.poll()).rejects.toMatchObject({
			message: 'A different inventory is active, so nothing was read',
			description: expect.stringContaining(`watches the inventory ${sandbox.chemInventory.inventoryId}`),
		});
		expect(askedSince(lab())).toEqual(['/general/getdetails']);
		await client.ask(switchInventory, { newinventory: sandbox.chemInventory.inventoryId });
		expect(await trigger.poll()).toMatchObject([{ barcode: 'T1' }]);
	});

	it('fails at a row that has no time, instead of never reporting it', async () => {
		const trigger = lab().trigger(added);
		await trigger.activate();
		const before = trigger.memory;
		lab().client.lab.audit.push({
			...present(lab().client.lab.audit[0]),
			at: `${new Date(lab().clock.now).toISOString().slice(0, 10)} soon`,
		});
		await expect(trigger.poll()).rejects.toMatchObject({
			description: expect.stringContaining('no readable time'),
		});
		expect(trigger.memory).toEqual(before);
	});
});

describe('Fetch Test Event', () => {
	it('shows the three newest, and moves nothing', async () => {
		const trigger = lab().trigger(added);
		await trigger.activate();
		for (const barcode of ['T1', 'T2', 'T3', 'T4']) {
			lab().clock.pass(60);
			await add(lab(), [barcode]);
		}
		const before = trigger.memory;
		expect((await trigger.fetchTestEvent()).map(({ barcode }) => barcode)).toEqual(['T4', 'T3', 'T2']);
		expect(trigger.memory).toEqual(before);
		expect(await trigger.poll()).toHaveLength(4);
	});

	it('says so where there is nothing to show', async () => {
		lab().client.lab.audit.splice(0);
		await expect(lab().trigger(added).fetchTestEvent()).rejects.toMatchObject({
			message: 'There is nothing to show yet',
		});
	});
});
