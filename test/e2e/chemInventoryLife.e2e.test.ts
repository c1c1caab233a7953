import { z } from 'zod';

import type { AuditEntry } from '../../sandbox/cheminventory/state';
import type { Execution } from '../../scripts/lib/n8n-commands';
import { useRealLab } from './realLab';
import { workflowOf } from './workflowOf';

const container = 'n8n-nodes-cheminventory.chemInventoryContainer';
const inventory = 'n8n-nodes-cheminventory.chemInventory';
const idSchema = z.object({ id: z.number() }).passthrough();
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const byPath = (value: string) => ({ __rl: true, mode: 'path', value });

const lifeOf = (id: string, barcode: string) =>
	workflowOf(id, [
		{
			name: 'Create',
			type: container,
			parameters: {
				operation: 'create',
				specifyData: 'fields',
				name: 'Acetone, end to end',
				substance: { __rl: true, mode: 'cas', value: '67-64-1' },
				location: byPath('Cupboards > Cupboard 1'),
				size: '500',
				unit: { __rl: true, mode: 'name', value: 'mL' },
				barcode,
			},
		},
		{
			name: 'Move',
			type: container,
			parameters: {
				operation: 'move',
				containersBy: 'id',
				containers: '={{ $json.id }}',
				location: byPath('Cupboards > Cupboard 2'),
			},
		},
		{
			name: 'Edit',
			type: container,
			parameters: {
				operation: 'update',
				container: byId("={{ $('Create').first().json.id }}"),
				updateFields: { comments: 'Opened today' },
			},
		},
		{
			name: 'Delete',
			type: container,
			parameters: { operation: 'delete', containersBy: 'id', containers: '={{ $json.id }}' },
		},
		{
			name: 'Restore',
			type: inventory,
			parameters: { resource: 'inventory', operation: 'restore', deletedContainer: '={{ $json.id }}' },
		},
		{
			name: 'History',
			type: container,
			parameters: { operation: 'getHistory', container: byId('={{ $json.id }}') },
		},
	]);

const eachOnce = ['Creation', 'Movement', 'Edit', 'Deletion', 'Restoration'];

describe('the life of a container in one run of a real n8n', () => {
	const lab = useRealLab();
	let writtenBefore = 0;
	const auditSince = (): AuditEntry[] => lab().sandbox.chemInventory.lab.audit.slice(writtenBefore);

	beforeEach(() => {
		writtenBefore = lab().sandbox.chemInventory.lab.audit.length;
	});
	afterEach(() => lab().sandbox.faults.clear());

	const expectWholeLife = (execution: Execution, barcode: string) => {
		expect(execution.error).toBeUndefined();
		const { id } = idSchema.parse(execution.itemsOf('Create')[0]);
		expect(execution.itemsOf('Delete')).toMatchObject([{ deleted: true, id }]);
		expect(execution.itemsOf('Restore')).toMatchObject([
			{ restored: true, id, barcode, comments: 'Opened today', location: 'Cupboards > Cupboard 2' },
		]);
		expect(auditSince().map(({ area, action }) => `${area}: ${action}`)).toEqual(
			eachOnce.map((action) => `Container: ${action}`),
		);
		expect(auditSince().every(({ text }) => text.includes(barcode))).toBe(true);
		expect(execution.itemsOf('History').map(({ action }) => action)).toHaveLength(eachOnce.length);
		const { lab: live } = lab().sandbox.chemInventory;
		expect(live.containersIn('Cupboards > Cupboard 2').filter((held) => held.barcode === barcode)).toHaveLength(1);
		expect(live.container(id).deleted).toBeUndefined();
	};

	it('is created, moved, edited, deleted and restored, and the audit history shows each step once', async () => {
		expectWholeLife(await lab().run(lifeOf('containerLife', 'E2E00001')), 'E2E00001');
	});

	it('has each step once, also where the answer to every write is lost after it took effect', async () => {
		for (const path of [
			'/container/add',
			'/container/move',
			'/container/information/save',
			'/container/delete',
			'/inventorymanagement/deletedcontainers/restore',
		]) {
			lab().sandbox.faults.add({ when: { path }, times: 1, do: { kind: 'drop', moment: 'after' } });
		}
		expectWholeLife(await lab().run(lifeOf('containerLifeLost', 'E2E00002')), 'E2E00002');
	});
});
