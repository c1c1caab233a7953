import { deleteContainers } from '../../../nodes/ChemInventory/contract/container';
import { restoreContainer } from '../../../nodes/ChemInventory/contract/inventory';
import { rl } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';
import { add, askedSince, move, watchedForEachTest } from './watching';

const lab = watchedForEachTest();
beforeEach(forgetWaits);

const added = { event: 'containerAdded', options: {} };
const moved = { event: 'containerMoved', options: {} };
const deleted = { event: 'containerDeleted', options: {} };

describe('the option Include Container', () => {
	const including = (parameters: { event: string }) => ({ ...parameters, options: { includeContainer: true } });

	it('adds the fields that the container has now, with custom fields under their names', async () => {
		const trigger = lab().trigger(including(added));
		await trigger.activate();
		const [id] = await add(lab(), ['T1'], 'Acetone', {
			'cf-365': '12.5',
			containersize: '250',
			units: lab().client.lab.unitId('mL'),
		});
		expect(await trigger.poll()).toMatchObject([
			{
				barcode: 'T1',
				container: { id, barcode: 'T1', size: 250, unit: 'mL', Remaining: 12.5, disposed: false },
			},
		]);
	});

	it('leaves it empty where the barcode is missing or matches several containers, and goes by the name first', async () => {
		const trigger = lab().trigger(including(added));
		await trigger.activate();
		const [acetone] = await add(lab(), ['T1'], 'Acetone');
		await add(lab(), ['T1', 'T2', ''], 'Toluene');
		await add(lab(), ['T2'], 'Toluene');
		const items = await trigger.poll();
		const shown = items.map(({ name, barcode, container }) => [
			name,
			barcode,
			container === null ? null : typeof container,
		]);
		expect(shown.sort()).toEqual(
			[
				['Acetone', 'T1', 'object'],
				['Toluene', 'T1', 'object'],
				['Toluene', 'T2', null],
				['Toluene', 'T2', null],
				['Toluene', null, null],
			].sort(),
		);
		expect(items.find(({ name }) => name === 'Acetone')?.container).toMatchObject({ id: acetone });
	});

	it('takes a deleted container from the list of the deleted ones, with its ID', async () => {
		const trigger = lab().trigger(including(deleted));
		await add(lab(), ['T1', 'T2']);
		await trigger.activate();
		const [first, second] = ['T1', 'T2'].map(
			(barcode) =>
				lab()
					.client.lab.liveContainers()
					.find((container) => container.barcode === barcode)?.id ?? 0,
		);
		await lab().client.ask(deleteContainers, { containerid: [first, second] });
		await lab().client.ask(restoreContainer, { id: second });
		expect((await trigger.poll()).map(({ barcode, container }) => [barcode, container]).sort()).toEqual([
			['T1', expect.objectContaining({ id: first, name: 'Acetone', dateDeleted: expect.stringMatching(/T.*Z$/) })],
			['T2', null],
		]);
	});

	it.each([
		[1, 5],
		[10, 14],
		[11, 4],
		[300, 4],
	])('costs a bounded number of requests: %i containers, %i requests', async (count, requests) => {
		const trigger = lab().trigger(including(added));
		await trigger.activate();
		await add(
			lab(),
			Array.from({ length: count }, (_, index) => `C${index}`),
		);
		askedSince(lab());
		expect((await trigger.poll()).filter(({ container }) => container !== null)).toHaveLength(count);
		expect(askedSince(lab())).toHaveLength(requests);
		await trigger.poll();
		expect(askedSince(lab())).toHaveLength(2);
	});
});

describe('the option Into Location', () => {
	it('reports moves into the location and below it alone, whatever the names hold', async () => {
		const ids = await add(lab(), ['T1', 'T2', 'T3', 'T4']);
		const trigger = lab().trigger({
			...moved,
			options: { intoLocation: rl(lab().client.lab.location('Lab 1.02').id, 'list') },
		});
		await trigger.activate();
		await move(lab(), ids.slice(0, 1), 'Lab 1.02');
		await move(lab(), ids.slice(1, 2), 'Lab 1.02 > Solvents > 1 L');
		await move(lab(), ids.slice(2, 3), 'Lab 1.01 > Fume Hood 1');
		await move(lab(), ids.slice(3, 4), 'Lab 1.02 > Bench > Left');
		const target = lab().client.lab.location('Lab 1.02 > Bench > Left');
		target.isRemoved = true;
		expect((await trigger.poll()).map(({ to }) => to).sort()).toEqual([
			'Lab 1.02',
			'Lab 1.02 > Bench > Left',
			'Lab 1.02 > Solvents > 1 L',
		]);
	});

	it.each([
		['path', () => String(lab().client.lab.location('Lab 1.02').id), 'does not exist in this inventory'],
		['path', () => '', 'is empty'],
		['id', () => 'Lab 1.02', 'is not an ID'],
		['list', () => '', 'is empty'],
	])('is never another location, nor all of them (%s)', async (mode, value, problem) => {
		const [id = 0] = await add(lab(), ['T1']);
		const trigger = lab().trigger(moved);
		await trigger.activate();
		await move(lab(), [id], 'Lab 1.02');
		trigger.change({ ...moved, options: { intoLocation: rl(value(), mode) } } as never);
		await expect(trigger.poll()).rejects.toMatchObject({ message: `'Into Location' ${problem}` });
	});

	it('does not take a name with an arrow in it for a location below', async () => {
		const [id = 0] = await add(lab(), ['T1']);
		const { lab: live } = lab().client;
		live.location('Lab 1.02 > Glovebox').name = 'Solvents';
		const trigger = lab().trigger({ ...moved, options: { intoLocation: rl('Lab 1.02 > Solvents', 'path') } });
		await trigger.activate();
		await move(lab(), [id], 'Lab 1.02 > Solvents > 1 L');
		expect(await trigger.poll()).toEqual([]);
		await move(lab(), [id], 'Lab 1.02 > Solvents');
		expect(await trigger.poll()).toHaveLength(1);
	});
});

describe('the words of the log', () => {
	const row = (area: string, action: string) => {
		const { lab: live } = lab().client;
		live.audit.push({
			at: new Date(lab().clock.now).toISOString().slice(0, 19).replace('T', ' '),
			userId: live.user('admin').id,
			inventory: lab().client.inventory,
			area,
			action,
			text: `Acetone (T1) ${action}`,
		});
	};

	it.each([
		['containerAdded', ['Creation', 'Added', 'Container added', 'New container']],
		['containerMoved', ['Movement', 'Moved', 'Bulk movement']],
		['containerEdited', ['Edit', 'Edited', 'Update', 'Changed']],
		['containerDeleted', ['Deletion', 'Container deleted', 'Removed', 'Disposal']],
	])('are recognised by their stems: %s', async (event, actions) => {
		const all = [
			'Creation',
			'Added',
			'Container added',
			'New container',
			'Movement',
			'Moved',
			'Bulk movement',
			'Edit',
			'Edited',
			'Update',
			'Changed',
			'Deletion',
			'Container deleted',
			'Removed',
			'Disposal',
			'Restoration',
			'Recycling',
		];
		const trigger = lab().trigger({ event, options: {} });
		await trigger.activate();
		for (const action of all) row('Containers', action);
		row('Location', 'Creation');
		expect((await trigger.poll()).map(({ action }) => action).sort()).toEqual([...actions].sort());
	});

	it('are asked for where the option was added and left empty', async () => {
		const trigger = lab().trigger({ event: 'containerAdded', options: { wordsInAuditLog: ' ' } });
		await expect(trigger.activate()).rejects.toMatchObject({ message: "'Words in the Audit Log' is empty" });
	});

	it('may be those of the user', async () => {
		const trigger = lab().trigger({ event: 'containerAdded', options: { wordsInAuditLog: 'Scan in, Delivery' } });
		await trigger.activate();
		for (const action of ['scan in', 'Delivery', 'Creation', 'Delivery note']) row('Container', action);
		expect((await trigger.poll()).map(({ action }) => action).sort()).toEqual(['Delivery', 'scan in']);
	});
});
