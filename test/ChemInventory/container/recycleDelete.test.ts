import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { chemOrigin } from '../../support/chemInventory';
import {
	bodiesOf,
	chemRunOnNock,
	chemSandboxForEachTest,
	aLostAnswer,
	anUndoneWrite,
	pathsAsked,
	retrying,
	rl,
} from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());
const runOnNock = chemRunOnNock(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const shelf = 'Cupboards > Cupboard 2';
let serial = 0;
const aContainer = (changes = {}) => live().addContainer({ barcode: `M-${++serial}`, ...changes });
const recycling = (inRecycling: unknown, more: IDataObject = {}): IDataObject =>
	({
		operation: 'setRecycling',
		container: rl('={{ $json.id }}'),
		inRecycling,
		output: 'simplified',
		...more,
	}) as IDataObject;
const deleting = (more: IDataObject = {}): IDataObject => ({
	operation: 'delete',
	containersBy: 'id',
	containers: '={{ $json.ids }}',
	...more,
});
const bodies = (path: string) => bodiesOf(sandbox(), path);

describe('putting containers into recycling', () => {
	const toggles = () => bodies('/container/information/togglerecycling');

	it('toggles only where the state differs', async () => {
		const [out, inside] = [aContainer(), aContainer({ isInRecycling: true })];
		const { json } = await run([{ id: out.id }, { id: inside.id }], recycling(true));
		expect(json.map(({ id, inRecycling, changed }) => [id, inRecycling, changed])).toEqual([
			[out.id, true, true],
			[inside.id, true, false],
		]);
		expect(toggles()).toEqual([{ containerid: out.id }]);
	});

	it('is not told as sent where nothing had to be, although it cannot be looked at in the second try', async () => {
		const [inside, out] = [aContainer({ isInRecycling: true }), aContainer()];
		const toggle = '/container/information/togglerecycling';
		sandbox().faults.add({ when: { path: toggle, nth: 1 }, do: { kind: 'status', status: 400, moment: 'before' } });
		sandbox().faults.add({
			when: { path: '/container/information/load', nth: 3 },
			times: 1_000,
			do: { kind: 'status', status: 502, moment: 'before' },
		});
		const { error } = await run([{ id: inside.id }, { id: out.id }], recycling(true), {
			settings: { ...retrying, maxTries: 2 },
		});
		expect(error?.message).toBe('ChemInventory is not working at the moment [row 1]');
		expect(error?.description).not.toContain('accepted');
	});

	it('changes a container once that comes twice', async () => {
		const { id } = aContainer();
		const { json } = await run([{ id }, { id }], recycling('={{ true }}'));
		expect(json.map(({ changed }) => changed)).toEqual([true, false]);
		expect(live().container(id).isInRecycling).toBe(true);
	});

	it('takes a container out again', async () => {
		const { id } = aContainer({ isInRecycling: true });
		const { json } = await run([{ id }], recycling(false));
		expect(json[0]).toMatchObject({ inRecycling: false, changed: true });
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const { id } = aContainer();
		sandbox().faults.add({ when: { path: '/container/information/togglerecycling' }, do: fault });
		const { json } = await run([{ id }], recycling(true), { settings: retrying });
		expect(json[0]).toMatchObject({ inRecycling: true });
		expect(toggles()).toHaveLength(1);
	});

	it.each(anUndoneWrite)('is unknown and never sent again when nothing changed (%s)', async (_what, fault) => {
		const { id } = aContainer();
		sandbox().faults.add({ when: { path: '/container/information/togglerecycling' }, do: fault });
		const { error } = await run([{ id }], recycling(true), { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`Container ${id} is not in recycling.`);
		expect(toggles()).toHaveLength(1);
	});

	it('reads the flag by its number: "0" is not in recycling', async () => {
		nock(chemOrigin)
			.post('/api/container/information/load')
			.reply(200, { status: 'success', data: { id: 5, inrecycling: '0' } });
		const { json } = await runOnNock([{ id: 5 }], recycling(false));
		expect(json[0]).toMatchObject({ inRecycling: false, changed: false });
	});

	it('is not reported as done where the container is not so afterwards, and is not switched again', async () => {
		const shown = (inrecycling: number) => ({ status: 'success', data: { id: 5, inrecycling } });
		const service = nock(chemOrigin);
		service.post('/api/container/information/load').twice().reply(200, shown(0));
		service.post('/api/container/information/togglerecycling').reply(200, { status: 'success', data: [] });
		const { error } = await runOnNock([{ id: 5 }], recycling(true));
		expect(error?.message).toBe('The recycling status did not change as requested [row 1]');
		expect(error?.description).toContain('Container 5 is not in recycling after the change.');
	});

	it('is refused where ChemInventory shows no recycling status', async () => {
		nock(chemOrigin)
			.post('/api/container/information/load')
			.reply(200, { status: 'success', data: { id: 5 } });
		const { error } = await runOnNock([{ id: 5 }], recycling(true));
		expect(error?.message).toBe("'Container' has no recycling status [row 1]");
	});
});

describe('deleting containers', () => {
	it('gives one item for each, with what is worth knowing afterwards', async () => {
		const [a, b] = [aContainer({ name: 'Gone', location: live().location(shelf).id }), aContainer()];
		const { json, hints } = await run([{ ids: [a.id] }, { ids: [b.id] }], deleting());
		expect(json[0]).toEqual({
			deleted: true,
			id: a.id,
			name: 'Gone',
			barcode: a.barcode,
			location: shelf,
			before: expect.objectContaining({ id: a.id, cas: '67-64-1', comments: 'Opened, keep upright' }),
		});
		expect(json[1]).toMatchObject({ deleted: true, id: b.id });
		expect(live().container(a.id).deleted).toBeDefined();
		expect(hints.join()).toContain('can be restored');
		expect(bodies('/container/delete')).toEqual([{ containerid: [a.id] }, { containerid: [b.id] }]);
	});

	it.each([
		['no containers', { ids: '' }, {}, "'Containers' is empty"],
		['an expression that finds nothing', {}, {}, "'Containers' is empty"],
		[
			'a container that does not exist',
			{ ids: 5 },
			{},
			"'Containers' names containers that do not exist, so nothing was sent",
		],
		[
			'a barcode on two containers',
			{ ids: 'AA00040' },
			{ containersBy: 'barcode' },
			"'Containers' matches several containers",
		],
	])('refuses %s before anything is deleted', async (_what, input, more, message) => {
		const { error } = await run([input], deleting(more));
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(bodies('/container/delete')).toEqual([]);
	});

	it('deletes none of a list that holds one wrong ID', async () => {
		const { id } = aContainer();
		const { error } = await run([{ ids: [id, 5] }], deleting());
		expect(error?.description).toContain('Not in the active inventory: 5.');
		expect(live().container(id).deleted).toBeUndefined();
	});

	it.each(aLostAnswer)('is done once when its answer is lost (%s)', async (_what, fault) => {
		const { id, name } = aContainer();
		sandbox().faults.add({ when: { path: '/container/delete' }, do: fault });
		const { json } = await run([{ ids: [id] }], deleting(), { settings: retrying });
		expect(json).toEqual([expect.objectContaining({ deleted: true, id, name })]);
		expect(bodies('/container/delete')).toHaveLength(1);
	});

	it.each(anUndoneWrite)('is unknown when the containers are still there (%s)', async (_what, fault) => {
		const { id } = aContainer();
		sandbox().faults.add({ when: { path: '/container/delete' }, do: fault });
		const { error } = await run([{ ids: [id] }], deleting(), { settings: retrying });
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`1 of 1 containers are still there (${id}).`);
		expect(bodies('/container/delete')).toHaveLength(1);
	});

	it('finds containers by barcode again when n8n runs the node again', async () => {
		const { id, barcode } = aContainer();
		sandbox().faults.add({
			when: { path: '/general/exportbyid', nth: 2 },
			times: 4,
			do: { kind: 'status', status: 500 },
		});
		const { json, executions } = await run([{ ids: barcode }], deleting({ containersBy: 'barcode' }), {
			settings: retrying,
		});
		expect(executions).toBe(2);
		expect(json).toEqual([expect.objectContaining({ deleted: true, id })]);
		expect(bodies('/container/delete')).toHaveLength(1);
	});

	it('is refused to an AI agent unless the node allows it', async () => {
		const { id } = aContainer();
		const { error } = await run([{ ids: [id] }], deleting(), { asTool: true });
		expect(error?.message).toContain('This operation is switched off for AI agents');
		expect(pathsAsked(sandbox())).toEqual([]);
		expect((await run([{ ids: [id] }], deleting({ allowForAiAgents: true }), { asTool: true })).error).toBeUndefined();
	});

	it('says so when ChemInventory says yes and does nothing', async () => {
		const rows = { status: 'success', data: { columns: [{ key: 'id' }], rows: [{ id: '5', name: 'Stays' }] } };
		nock(chemOrigin).post('/api/general/exportbyid').twice().reply(200, rows);
		nock(chemOrigin).post('/api/container/delete').reply(200, { status: 'success', data: [] });
		const { error } = await runOnNock([{ ids: 5 }], deleting());
		expect(error?.message).toBe('ChemInventory did not delete all of the containers [row 1]');
	});
});
