import type { Step } from '../../../shared/backup/restore/steps';

const sampleNode = { node: 'CDD Inventory Sample', resource: 'inventorySample' };
const batchNode = { node: 'CDD Batch', resource: 'batch' };

export const createBatch: Step = { step: 'Batch > Create', ...batchNode, operation: 'create' };
export const updateBatch: Step = { step: 'Batch > Update', ...batchNode, operation: 'update' };
export const createSample: Step = { step: 'Inventory Sample > Create', ...sampleNode, operation: 'create' };
/** For a sample whose batch is made again as well: its ID is known when that was done. */
export const createInNewBatch: Step = {
	step: 'Inventory Sample > Create in New Batch',
	...sampleNode,
	operation: 'create',
};
export const updateSample: Step = { step: 'Inventory Sample > Update', ...sampleNode, operation: 'update' };
