import type { Step } from '../../../shared/backup/restore/steps';

const containerNode = { node: 'ChemInventory Container', resource: 'container' };
const orderNode = { node: 'ChemInventory Order', resource: 'order' };
const node = 'ChemInventory';

export const createField: Step = { step: 'Custom Field > Create', node, resource: 'customField', operation: 'create' };
export const updateField: Step = { step: 'Custom Field > Update', node, resource: 'customField', operation: 'update' };
export const restoreContainer: Step = {
	step: 'Inventory > Restore',
	node,
	resource: 'inventory',
	operation: 'restore',
};
export const moveContainer: Step = { step: 'Container > Move', ...containerNode, operation: 'move' };
export const updateContainer: Step = { step: 'Container > Update', ...containerNode, operation: 'update' };
/** Fields of the substance, which all of its containers have. */
export const updateSubstance: Step = { step: 'Container > Update Substance', ...containerNode, operation: 'update' };
export const setRecycling: Step = { step: 'Container > Set Recycling', ...containerNode, operation: 'setRecycling' };
export const updateOrder: Step = { step: 'Order > Update', ...orderNode, operation: 'update' };
export const setOrdered: Step = { step: 'Order > Set Ordered Status', ...orderNode, operation: 'setOrdered' };
export const createWatchlist: Step = { step: 'Watchlist > Create', node, resource: 'watchlist', operation: 'create' };
export const updateWatchlist: Step = { step: 'Watchlist > Update', node, resource: 'watchlist', operation: 'update' };
export const renameFile: Step = { step: 'File > Rename', node, resource: 'file', operation: 'rename' };
export const setFileCategory: Step = { step: 'File > Set Category', node, resource: 'file', operation: 'setCategory' };
export const updateUser: Step = { step: 'User > Update', node, resource: 'user', operation: 'update' };
