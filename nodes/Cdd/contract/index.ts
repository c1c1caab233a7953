import * as batch from './batch';
import type { Endpoint } from './endpoint';
import * as exportJob from './exportJob';
import * as inventorySample from './sample';
import * as slurp from './slurp';
import * as lookups from './vault';

/** Every documented call in scope, in the vendor's grouping. The sandbox routes and the OpenAPI description come from it. */
export const endpoints = {
	listInventorySamples: inventorySample.listInventorySamples,
	queryInventorySamples: inventorySample.queryInventorySamples,
	getInventorySample: inventorySample.getInventorySample,
	createInventorySample: inventorySample.createInventorySample,
	updateInventorySample: inventorySample.updateInventorySample,
	deleteInventorySample: inventorySample.deleteInventorySample,
	listBatches: batch.listBatches,
	queryBatches: batch.queryBatches,
	getBatch: batch.getBatch,
	createBatch: batch.createBatch,
	updateBatch: batch.updateBatch,
	deleteBatch: batch.deleteBatch,
	startSlurp: slurp.startSlurp,
	getSlurp: slurp.getSlurp,
	getExportProgress: exportJob.getExportProgress,
	downloadExport: exportJob.downloadExport,
	cancelExport: exportJob.cancelExport,
	listVaults: lookups.listVaults,
	listProjects: lookups.listProjects,
	listDataSets: lookups.listDataSets,
	listMappingTemplates: lookups.listMappingTemplates,
	getMappingTemplate: lookups.getMappingTemplate,
	listFields: lookups.listFields,
	listInventoryLocations: lookups.listInventoryLocations,
	listMolecules: lookups.listMolecules,
	queryMolecules: lookups.queryMolecules,
	getMolecule: lookups.getMolecule,
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
