import { endpoints } from '../../nodes/Cdd/contract';
import { batchDeletion, updateBatch } from '../../nodes/Cdd/contract/batch';
import type { BodyOf } from '../../nodes/Cdd/contract/endpoint';
import { connectCdd } from '../../nodes/Cdd/service/api';
import { insideNode } from '../support/probe';

const bodyOf = (name: keyof typeof endpoints) => {
	const { body } = endpoints[name];
	if (!body) throw new Error(`${name} has no body`);
	return body;
};

/** A batch that is in no project any more is deleted; without a list of IDs the service takes all records. */
describe('an empty list', () => {
	const molecule = { id: 7 };

	it.each([
		['updateBatch', 'projects', { projects: [] }],
		['updateBatch', 'projects', { batch_fields: { Note: 'x' }, projects: [] }],
		['createBatch', 'projects', { molecule, projects: [] }],
		['createBatch', 'projects', { molecule: { smiles: 'C', projects: [] }, projects: ['Internal Data'] }],
		['createInventorySample', 'inventory_events', { batch_id: 7, units: 'mg', inventory_events: [] }],
		['updateInventorySample', 'inventory_events', { inventory_events: [] }],
		['queryBatches', 'batches', { batches: [] }],
		['queryBatches', 'projects', { projects: [] }],
		['queryBatches', 'data_sets', { data_sets: [] }],
		['queryBatches', 'fields_search', { fields_search: [] }],
		['queryBatches', 'batch_fields', { batch_fields: [] }],
		['queryBatches', 'molecule_fields', { molecule_fields: [] }],
		['queryInventorySamples', 'batch_ids', { batch_ids: [] }],
		['queryInventorySamples', 'inventory_sample_ids', { inventory_sample_ids: [] }],
		['queryInventorySamples', 'projects', { projects: [] }],
	] as const)('has no room in the body of %s as %s: %j', (name, key, body) => {
		const { error } = bodyOf(name).safeParse(body);
		expect(error?.issues.map(({ path }) => path.at(-1))).toEqual([key]);
	});

	it.each([
		['updateBatch', { projects: ['Internal Data'] }],
		['createBatch', { molecule: { smiles: 'C', projects: [3] }, projects: [3] }],
		['createInventorySample', { batch_id: 7, units: 'mg', inventory_events: [{ fields: { Credit: 1 } }] }],
		['queryBatches', { batches: [7], projects: [3], batch_fields: ['Note'] }],
		['queryInventorySamples', { batch_ids: [7], projects: [3] }],
	] as const)('is all that is wrong with it: %s takes %j', (name, body) => {
		expect(bodyOf(name).safeParse(body).error).toBeUndefined();
	});

	it('of projects is what deletes a batch, so that call takes no other', () => {
		expect(batchDeletion.safeParse({ projects: [] }).success).toBe(true);
		expect(batchDeletion.safeParse({ projects: ['Internal Data'] }).success).toBe(false);
		expect(batchDeletion.safeParse({}).success).toBe(false);
	});

	it('of projects is refused where the update is sent, whoever put it there', async () => {
		const { fault } = await insideNode(async (functions) => {
			const api = await connectCdd(functions);
			const body: BodyOf<typeof updateBatch> = JSON.parse('{ "projects": [] }');
			return await api.call(updateBatch, { path: { id: 7 }, body });
		});
		expect(fault).toMatchObject({ kind: 'badInput', message: "'Data' does not have the expected form" });
		expect(fault?.description).toContain('projects');
	});
});
