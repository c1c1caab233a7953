import type { IBinaryKeyData, IDataObject, INodeType } from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import { CddVault } from '../../nodes/Cdd/CddVault.node';
import { backupOperations as cddBackupOperations } from '../../nodes/Cdd/operations/backup';
import { batchOperations } from '../../nodes/Cdd/operations/batch';
import { inventorySampleOperations } from '../../nodes/Cdd/operations/inventorySample';
import { slurpOperations } from '../../nodes/Cdd/operations/slurp';
import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';
import { backupOperations } from '../../nodes/ChemInventory/operations/backup';
import { barcodeOperations } from '../../nodes/ChemInventory/operations/barcode';
import { containerOperations } from '../../nodes/ChemInventory/operations/container';
import { customFieldOperations } from '../../nodes/ChemInventory/operations/customField';
import { fileOperations } from '../../nodes/ChemInventory/operations/file';
import { inventoryOperations } from '../../nodes/ChemInventory/operations/inventory';
import { locationOperations } from '../../nodes/ChemInventory/operations/location';
import { myCollectionOperations } from '../../nodes/ChemInventory/operations/myCollection';
import { orderOperations } from '../../nodes/ChemInventory/operations/order';
import { searchOperations } from '../../nodes/ChemInventory/operations/search';
import { substanceOperations } from '../../nodes/ChemInventory/operations/substance';
import { userOperations } from '../../nodes/ChemInventory/operations/user';
import { watchlistOperations } from '../../nodes/ChemInventory/operations/watchlist';
import { manifestText } from '../../nodes/shared/backup/night/nightManifest';
import type { NightManifest } from '../../nodes/shared/backup/night/nightManifest';
import type { Operation } from '../../nodes/shared/operation';
import type { Sandbox } from '../../sandbox';
import { onSandbox } from './cdd';
import { everyEndpoint } from './chemEveryEndpoint';
import { onChemSandbox } from './chemInventory';
import { rl } from './chemRuns';
import type { Subject } from './engine';
import { mapped } from './mapped';

/** An operation as a node offers it. */
export interface OfferedOperation {
	/** Such as `chemInventory file delete`. */
	name: string;
	node: INodeType;
	resource: string;
	operation: Pick<Operation<never>, 'fields' | 'form' | 'kind' | 'option' | 'output' | 'records' | 'short'>;
}

type Table = ReadonlyMap<string, OfferedOperation['operation']>;

const rest = [
	barcodeOperations,
	customFieldOperations,
	fileOperations,
	inventoryOperations,
	locationOperations,
	myCollectionOperations,
	substanceOperations,
	userOperations,
	watchlistOperations,
];

const tables: Array<[node: INodeType, tables: Table[]]> = [
	[new CddBatch(), [batchOperations.table]],
	[new CddInventorySample(), [inventorySampleOperations.table]],
	[new CddSlurp(), [slurpOperations.table]],
	[new ChemInventoryContainer(), [containerOperations.table]],
	[new ChemInventorySearch(), [searchOperations.table]],
	[new ChemInventoryOrder(), [orderOperations.table]],
	[new ChemInventory(), rest.map(({ table }) => table)],
	[new CddVault(), [cddBackupOperations.table]],
	[new ChemInventory(), [backupOperations.table]],
];

const nameOf = (node: INodeType, resource: string, operation: unknown) =>
	`${node.description.name} ${resource} ${String(operation)}`;

/** All operations of all action nodes. */
export const offeredOperations: OfferedOperation[] = tables.flatMap(([node, list]) =>
	list.flatMap((table) =>
		[...table].map(([key, operation]) => {
			const [resource = ''] = key.split(':');
			return { name: nameOf(node, resource, operation.option.value), node, resource, operation };
		}),
	),
);

/** Those that ask a service. The others work with files. */
export const askingOperations = offeredOperations.filter(({ resource }) => resource !== 'backup');

/** A call that works, with everything filled in that it needs. */
export interface WorkingCall {
	parameters: IDataObject;
	binary?: IBinaryKeyData;
	/** What the incoming item has to be. */
	item?: IDataObject;
}

function cddCalls({ cdd }: Sandbox): Array<[INodeType, WorkingCall]> {
	const sample = cdd.addSample();
	const held = new Set([...cdd.samples.values()].map(({ batch }) => batch));
	const [withSamples] = held;
	const project = [...cdd.projects.values()].find(({ name }) => name === 'Internal Data')?.id ?? 0;
	const molecule = [...cdd.molecules.keys()][1];
	const [, , deletable] = cdd.batches.keys();
	for (const { id, batch: of } of [...cdd.samples.values()]) if (of === deletable) cdd.samples.delete(id);
	const batch = new CddBatch();
	const samples = new CddInventorySample();
	const slurp = new CddSlurp();
	const file = {
		data: {
			data: Buffer.from('Molecule Name,Inhibition (%)\nLAB-0000001,12.5\n').toString('base64'),
			fileName: 'plate.csv',
			mimeType: 'text/csv',
		},
	};
	const many = { returnAll: false, limit: 5, output: 'simplified' };
	return [
		[
			batch,
			{
				parameters: {
					operation: 'create',
					specifyData: 'json',
					batchJson: JSON.stringify({ molecule: { id: molecule }, projects: [project] }),
					output: 'simplified',
				},
			},
		],
		[batch, { parameters: { operation: 'delete', batch: rl(deletable) } }],
		[batch, { parameters: { operation: 'export', format: 'json', binaryPropertyName: 'data' } }],
		[batch, { parameters: { operation: 'get', batch: rl(withSamples), output: 'simplified' } }],
		[batch, { parameters: { operation: 'getAll', ...many } }],
		[
			batch,
			{
				parameters: {
					operation: 'update',
					batch: rl(withSamples),
					specifyData: 'json',
					batchJson: '{ "batch_fields": { "Note": "new" } }',
					output: 'simplified',
				},
			},
		],
		[
			batch,
			{
				parameters: {
					operation: 'upsert',
					findBy: 'identifier',
					batchIdentifier: cdd.batches.get(withSamples ?? 0)?.molecule_batch_identifier,
					batchFields: mapped({ Note: 'newer' }),
					batchDetails: {},
					output: 'simplified',
				},
			},
		],
		[
			samples,
			{
				parameters: {
					operation: 'create',
					specifyData: 'json',
					sampleJson: JSON.stringify({
						batch_id: sample.batch,
						units: 'mg',
						fields: { 'Sample ID': 'E1' },
						inventory_events: [{ fields: { Credit: 5 } }],
					}),
					output: 'simplified',
				},
			},
		],
		[samples, { parameters: { operation: 'delete', sample: rl(sample.id) } }],
		[samples, { parameters: { operation: 'export', format: 'json', binaryPropertyName: 'data' } }],
		[
			samples,
			{
				parameters: {
					operation: 'find',
					conditions: { condition: [{ field: rl('name', 'name'), value: sample.name }] },
					...many,
				},
			},
		],
		[samples, { parameters: { operation: 'get', sample: rl(sample.id), output: 'simplified' } }],
		[samples, { parameters: { operation: 'getAll', ...many } }],
		[
			samples,
			{
				parameters: {
					operation: 'update',
					sample: rl(sample.id),
					specifyData: 'json',
					eventsJson: '{ "inventory_events": [{ "fields": { "Debit": 1 } }] }',
					output: 'simplified',
				},
			},
		],
		[
			samples,
			{
				parameters: {
					operation: 'setAmount',
					sample: rl(sample.id),
					amount: '42.5',
					units: 'mg',
					output: 'simplified',
				},
			},
		],
		[
			slurp,
			{
				parameters: {
					operation: 'import',
					specifyData: 'json',
					importJson: JSON.stringify({ project, mapping_template: 'Plate reader, single point' }),
					waitForCompletion: false,
				},
				binary: file,
			},
		],
	];
}

function moreOfChemInventory({ chemInventory }: Sandbox): Array<[INodeType, WorkingCall]> {
	const { lab } = chemInventory;
	const search = new ChemInventorySearch();
	const others = new ChemInventory();
	const [container] = lab.liveContainers();
	const list = [...lab.lab.watchlists.values()].find(({ scope }) => scope === 'inventory');
	const found = { scope: 'active', fullRows: false, output: 'simplified', options: {} };
	const rule = { condition: 'AND', rules: [{ id: 'name', operator: 'contains', value: 'acetone' }] };
	return [
		[search, { parameters: { operation: 'byName', name: 'acetone', ...found } }],
		[search, { parameters: { operation: 'byBarcode', barcode: container?.barcode, ...found } }],
		[search, { parameters: { operation: 'bySubstanceId', substance: String(container?.substance), ...found } }],
		[search, { parameters: { operation: 'byContainerId', containerId: String(container?.id), ...found } }],
		[
			search,
			{
				parameters: {
					operation: 'byCustomField',
					field: 'Storage Class',
					value: 'Flammable',
					...found,
				},
			},
		],
		[search, { parameters: { operation: 'byExactStructure', structure: 'CC(C)=O', ...found } }],
		[search, { parameters: { operation: 'bySubstructure', structure: 'CC(C)=O', ...found } }],
		[
			search,
			{ parameters: { operation: 'advanced', specifyRules: 'json', rulesJson: JSON.stringify(rule), ...found } },
		],
		[
			new ChemInventoryContainer(),
			{
				parameters: {
					operation: 'upsert',
					barcode: container?.barcode,
					name: 'From the sheet',
					substance: rl('', 'cas'),
					createSubstance: false,
					location: rl('', 'path'),
					size: '',
					unit: rl('', 'name'),
					additionalFields: { comments: 'From the sheet' },
					customFields: mapped({}),
					output: 'simplified',
				},
			},
		],
		[
			others,
			{
				parameters: {
					resource: 'file',
					operation: 'getCategories',
					scope: 'inventory',
					returnAll: true,
					limit: 50,
					output: 'simplified',
				},
			},
		],
		[
			others,
			{
				parameters: {
					resource: 'customField',
					operation: 'update',
					fieldOf: 'container',
					customField: rl('Product Code', 'name'),
					updateFields: { name: 'Article' },
				},
			},
		],
		[
			others,
			{
				parameters: {
					resource: 'watchlist',
					operation: 'update',
					watchlist: rl(list?.id),
					updateFields: { addTerms: '64-19-7' },
				},
			},
		],
	];
}

/** The file of a complete night, which was begun just now. */
function lastCompleteNight(): IBinaryKeyData {
	const now = new Date().toISOString();
	const night: NightManifest = {
		...{ manifest: 1, night: now.slice(0, 10), slot: 'fri', service: 'CDD Vault', source: { id: '1' } },
		...{ startedAt: now, finishedAt: now, complete: true, problems: [], notes: [], parts: [] },
	};
	const data = Buffer.from(manifestText(night)).toString('base64');
	return { data: { data, fileName: 'cdd-1-last-complete.json', mimeType: 'application/json' } };
}

const backupFile = {
	data: Buffer.from('{"count":1,"objects":[{"id":1,"name":"LAB-1"}]}').toString('base64'),
	fileName: 'samples.json',
	mimeType: 'application/json',
};

const savedRecord: Record<string, object> = {
	cddVault: { id: 1, name: 'LAB-1', current_amount: 5, units: 'mg' },
	chemInventory: { id: 1, name: 'Acetone', substanceId: 2, locationId: 3 },
};

/** Two files that can be compared. */
function twoFiles(node: INodeType): IBinaryKeyData {
	const file = (fileName: string, records: object[]) => ({
		...backupFile,
		fileName,
		data: Buffer.from(JSON.stringify(records)).toString('base64'),
	});
	const record = { ...savedRecord[node.description.name] };
	return { earlier: file('earlier.json', [record]), later: file('later.json', [record, { ...record, id: 2 }]) };
}

/** What both services offer for their backups. */
const backupCalls = (): Array<[INodeType, WorkingCall]> =>
	[new CddVault(), new ChemInventory()].flatMap((node): Array<[INodeType, WorkingCall]> => [
		[
			node,
			{
				parameters: {
					resource: 'backup',
					operation: 'compare',
					earlierFile: 'earlier',
					laterFile: 'later',
					outputAs: 'changes',
				},
				binary: twoFiles(node),
			},
		],
		[node, { parameters: { resource: 'backup', operation: 'makeFile', part: 'samples', format: 'json' } }],
		[
			node,
			{
				parameters: { resource: 'backup', operation: 'planRestore', outputAs: 'summary' },
				item: { change: 'added', kind: node instanceof CddVault ? 'sample' : 'container', id: 1 },
			},
		],
		[
			node,
			{
				parameters: { resource: 'backup', operation: 'verify', compareWith: 'nothing', binaryPropertyName: 'data' },
				binary: { data: backupFile },
			},
		],
		[
			node,
			{
				parameters: {
					...{ resource: 'backup', operation: 'makeManifest', filePrefix: 'lab-1', inventoryId: '1' },
					...{ expectedParts: 'samples', largestLoss: 10, fileNames: 'rotating' },
				},
				binary: { data: backupFile },
			},
		],
		[
			node,
			{
				parameters: { resource: 'backup', operation: 'checkLastNight', binaryPropertyName: 'data', largestAge: 26 },
				binary: lastCompleteNight(),
			},
		],
	]);

/** By the name of the operation, against this sandbox. A slurp that is followed has to be started first. */
export function workingCalls(sandbox: Sandbox): Map<string, WorkingCall> {
	const chem = everyEndpoint(sandbox).map(({ node, parameters }): [INodeType, WorkingCall] => [node, { parameters }]);
	const calls = [...cddCalls(sandbox), ...chem, ...moreOfChemInventory(sandbox), ...backupCalls()];
	return new Map(
		calls.map(([node, call]) => {
			const resource =
				call.parameters.resource ?? node.description.properties.find(({ name }) => name === 'resource')?.default;
			return [nameOf(node, String(resource), call.parameters.operation), call];
		}),
	);
}

/** Operations that look at something which another operation has to start. */
export const needEarlierRun = ['cddSlurp slurp get', 'cddSlurp slurp wait'];

/** The node of an operation with the credential of its service. */
export const subjectOf = ({ node }: OfferedOperation, sandbox: Sandbox, secrets: IDataObject = {}): Subject =>
	node.description.name.startsWith('cdd') ? onSandbox(node, sandbox, secrets) : onChemSandbox(node, sandbox, secrets);
