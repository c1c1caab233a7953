import type { IDataObject, INodeType } from 'n8n-workflow';

import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';
import { saveContainerField } from '../../nodes/ChemInventory/contract/container';
import { fieldIds } from '../../sandbox/cheminventory/seed';
import type { ContainerRecord } from '../../sandbox/cheminventory/state';
import { onChemSandbox } from '../support/chemInventory';
import { rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import { askingOperations, subjectOf, workingCalls } from '../support/everyOperation';
import { mapped } from '../support/mapped';
import { present } from '../support/present';
import { forgetWaits } from '../support/waits';
import { add, move, watchedForEachTest } from './trigger/watching';

/** What a container may have, whoever gives it. */
const words = new Set([
	...['id', 'name', 'barcode', 'cas', 'size', 'unit', 'location', 'locationId', 'substanceId', 'supplier', 'comments'],
	...[
		'dateAcquired',
		'hazards',
		'hazardStatements',
		'signalWord',
		'pictograms',
		'smiles',
		'molecularFormula',
		'molecularWeight',
		'exactMass',
		'iupacName',
		'unitId',
	],
	...['inRecycling', 'disposed', 'needsRetrieval', 'inventoryId', 'inventory', 'siteId', 'site', 'ghs', 'files'],
	...['dateDeleted', 'deletedBy'],
	...['historyCount', 'lastUser', 'createdBy', 'dateAdded', 'user'],
]);

/** What changes while the test goes on. */
const passing = new Set(['disposed', 'historyCount', 'lastUser', 'dateDeleted', 'deletedBy', 'dateAdded', 'user']);

const lab = watchedForEachTest();
beforeEach(forgetWaits);

const live = () => lab().client.lab;
const ownNames = () => [...live().lab.customFields.values()].map(({ name }) => name);

const run = async (node: INodeType, parameters: IDataObject): Promise<IDataObject[]> => {
	const { json, error } = await runNode(onChemSandbox(node, lab().sandbox), [{}], parameters as never);
	expect([error?.message, error?.description]).toEqual([undefined, undefined]);
	return json;
};

const place = 'Cupboards > Cupboard 2';

/** A bottle that has all there is. */
function bottle(more: Partial<ContainerRecord> = {}): ContainerRecord {
	return live().addContainer({
		name: 'Acetone, dry',
		barcode: 'VOC-1',
		location: live().location(place).id,
		substance: live().substance('67-64-1').id,
		size: '2.5',
		unit: live().unitId('mL'),
		supplier: 'VWR',
		comments: null,
		dateAcquired: '2026-03-04',
		fields: new Map([
			[fieldIds.expiryDate, new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)],
			[fieldIds.remaining, '3.50'],
			[fieldIds.handling, '|Under argon|Light sensitive|'],
			[fieldIds.productCode, '007'],
		]),
		...more,
	});
}

const people = { output: 'simplified', options: {}, columnNames: 'keys', returnAll: true };

const isGiver = ({ short }: { short?: readonly string[] }) => short?.includes('dateAcquired') ?? false;
const ofChemInventory = askingOperations.filter(({ node }) => node.description.name.startsWith('chemInventory'));
/** Such as `chemInventoryContainer container get`. */
const givers = ofChemInventory.filter(({ operation }) => isGiver(operation)).map(({ name }) => name);

const [containers, orders] = [new ChemInventoryContainer(), new ChemInventoryOrder()];
const [searches, others] = [new ChemInventorySearch(), new ChemInventory()];

/** An operation with the bottle in it: all items that it gives. */
interface Asked {
	name: string;
	parameters: IDataObject;
}

const asked = (name: string, parameters: IDataObject): Asked => {
	const [, resource = '', operation] = name.split(' ');
	return { name, parameters: { ...people, resource, operation, ...parameters } };
};

const nodeOf: Readonly<Record<string, INodeType>> = {
	chemInventoryContainer: containers,
	chemInventoryOrder: orders,
	chemInventorySearch: searches,
	chemInventory: others,
};

const ask = async ({ name, parameters }: Asked) =>
	await run(present(nodeOf[name.split(' ')[0] ?? ''], name), parameters);

/** What finds the bottle, by the name of the search. */
const searchedBy = ({ id, barcode, substance }: ContainerRecord): Record<string, IDataObject> => ({
	advanced: {
		specifyRules: 'json',
		rulesJson: JSON.stringify({ condition: 'AND', rules: [{ id: 'barcode', operator: 'equal', value: barcode }] }),
	},
	byBarcode: { barcode },
	byCas: { casNumber: '67-64-1' },
	byContainerId: { containerId: String(id) },
	byCustomField: { field: 'Product Code', value: '007' },
	byExactStructure: { structure: 'CC(C)=O' },
	byGhs: { hazardCodes: 'H225' },
	byName: { name: 'Acetone, dry' },
	bySubstanceId: { substance: String(substance) },
	bySubstructure: { structure: 'CC(C)=O' },
});

/** Create or Update, with nothing filled in. */
const upserted = {
	name: '',
	substance: rl('', 'cas'),
	createSubstance: false,
	location: rl('', 'path'),
	size: '',
	unit: rl('', 'name'),
	additionalFields: {},
	customFields: mapped({}),
};

function reads(held: ContainerRecord, watchlist: number): Asked[] {
	const container = rl(held.id);
	return [
		asked('chemInventoryContainer container get', { container }),
		asked('chemInventoryContainer container getAll', { containerIds: String(held.id) }),
		asked('chemInventoryContainer container getRecentlyAdded', {}),
		asked('chemInventoryContainer container setRecycling', { container, inRecycling: false }),
		asked('chemInventoryContainer container update', {
			container,
			updateFields: { comments: 'Opened' },
			customFields: mapped({}),
			substanceFields: mapped({}),
			barcodeCheck: 'none',
		}),
		asked('chemInventoryContainer container upsert', {
			...upserted,
			barcode: held.barcode,
			name: held.name,
			size: '2.50',
			additionalFields: { comments: 'Opened' },
		}),
		asked('chemInventory inventory export', {}),
		asked('chemInventory location getContainers', { location: rl(place, 'path') }),
		asked('chemInventory myCollection getAll', {}),
		asked('chemInventory watchlist report', { watchlist: rl(watchlist), whereToLook: 'inventory' }),
		...Object.entries(searchedBy(held)).flatMap(([operation, by]) =>
			[false, true].map((fullRows) =>
				asked(`chemInventorySearch search ${operation}`, { scope: 'active', fullRows, ...by }),
			),
		),
	];
}

/** What one way to ask gave of the bottle. */
type Told = [who: string, container: IDataObject];

const theBottle = (who: string, json: readonly IDataObject[], id: number): Told => [
	who,
	present(
		json.find((record) => record.id === id),
		who,
	),
];

const event = (name: string, more: IDataObject = {}) => lab().trigger({ event: name, options: {}, ...more });
const included = { options: { includeContainer: true } };

async function toldByEvents({ id }: ContainerRecord): Promise<Told[]> {
	const [moved, edited, expiring, stock] = [
		event('containerMoved', included),
		event('containerEdited', included),
		event('containerExpiring', { dateField: 'cf-363', daysAhead: 30, options: { includeAlreadyDue: true } }),
		event('stockBelowLevel', { numberField: 'cf-365', level: 10, options: { includeAlreadyBelow: true } }),
	] as const;
	for (const trigger of [moved, edited, expiring, stock]) await trigger.activate();
	const { client } = lab();
	await move(lab(), [id]);
	await move(lab(), [id], place);
	await client.ask(saveContainerField, { containerid: id, field: 'comments', newvalue: 'Opened' });
	const [under, change] = [(await moved.poll())[0], (await edited.poll())[0]];
	return [
		['Container Moved', Object(under?.container)],
		['Container Edited', Object(change?.container)],
		theBottle('Container Expiring', await expiring.poll(), id),
		theBottle('Stock Below Level', await stock.poll(), id),
	];
}

async function toldWhenDeleted({ id }: ContainerRecord): Promise<Told[]> {
	const trigger = event('containerDeleted', included);
	await trigger.activate();
	const [gone] = await ask(
		asked('chemInventoryContainer container delete', { containersBy: 'id', containers: String(id) }),
	);
	const [log] = await trigger.poll();
	const exported = await ask(asked('chemInventory inventory exportDeleted', {}));
	const listed = await ask(asked('chemInventory inventory getDeleted', {}));
	const [restored] = await ask(asked('chemInventory inventory restore', { deletedContainer: rl(id) }));
	return [
		['Delete', Object(gone)],
		['Delete, before', Object(gone?.before)],
		['Container Deleted', Object(log?.container)],
		theBottle('chemInventory inventory exportDeleted', exported, id),
		theBottle('Get Deleted Containers', listed, id),
		['chemInventory inventory restore', Object(restored)],
	];
}

/** A new container, as who made it gives it, and as Get does. */
async function toldOfNew(name: string, parameters: IDataObject): Promise<Told[]> {
	const [made] = await ask(asked(name, parameters));
	const [got] = await ask(asked('chemInventoryContainer container get', { container: rl(made?.id) }));
	return [
		[name, Object(made)],
		['Get', Object(got)],
	];
}

/** Beside the words of a container. */
const besides: Readonly<Record<string, readonly string[]>> = {
	'Container Expiring': ['expiresOn', 'daysLeft'],
	Delete: ['deleted', 'before'],
	'Stock Below Level': ['amount', 'level'],
	'chemInventory inventory restore': ['restored', 'barcodeAlsoOn', 'before'],
	'chemInventoryContainer container setRecycling': ['changed', 'before'],
	'chemInventoryContainer container update': ['savedFields', 'unchangedFields', 'before'],
	'chemInventoryContainer container upsert': ['outcome', 'changedFields', 'before'],
	'chemInventoryOrder order receive': ['orderId', 'before'],
};

const unknownKeys = ([who, container]: Told) => {
	const known = new Set([...words, ...ownNames(), ...(besides[who] ?? [])]);
	return Object.keys(container).filter((key) => !known.has(key));
};

/** Keys for which not all say the same, with what they say. */
function differences(told: readonly Told[]): Record<string, unknown> {
	const keys = new Set(told.flatMap(([, container]) => Object.keys(container)));
	const said = [...keys]
		.filter((key) => !passing.has(key) && (words.has(key) || ownNames().includes(key)))
		.map((key): [string, Map<string, string[]>] => {
			const values = new Map<string, string[]>();
			for (const [who, container] of told)
				if (key in container) {
					const value = JSON.stringify(container[key]);
					values.set(value, [...(values.get(value) ?? []), who]);
				}
			return [key, values];
		});
	return Object.fromEntries(said.filter(([, values]) => values.size > 1).map(([key, values]) => [key, [...values]]));
}

describe('one bottle', () => {
	const told: Told[] = [];
	let held: ContainerRecord;

	it('is the same whichever operation or event gives it', async () => {
		held = bottle({ comments: 'Opened' });
		live().user('admin').collection.add(held.id);
		const watchlist = [...live().lab.watchlists.values()].find(({ scope }) => scope === 'inventory');
		watchlist?.terms.push('67-64-1');
		for (const one of reads(held, watchlist?.id ?? 0)) told.push(theBottle(one.name, await ask(one), held.id));
		told.push(...(await toldByEvents(held)), ...(await toldWhenDeleted(held)));
		expect(told.flatMap((one) => unknownKeys(one).map((key) => [one[0], key]))).toEqual([]);
		expect(differences(told)).toEqual({});
		expect(Object.assign({}, ...told.map(([, container]) => container))).toMatchObject({
			id: held.id,
			name: 'Acetone, dry',
			barcode: 'VOC-1',
			cas: '67-64-1',
			size: 2.5,
			unit: 'mL',
			location: place,
			locationId: held.location,
			substanceId: held.substance,
			supplier: 'VWR',
			comments: 'Opened',
			dateAcquired: '2026-03-04',
			hazards: ['H225', 'H319', 'H336'],
			hazardStatements: [
				'H225: Highly flammable liquid and vapour',
				'H319: Causes serious eye irritation',
				'H336: May cause drowsiness or dizziness',
			],
			signalWord: 'Danger',
			pictograms: ['GHS02', 'GHS07'],
			smiles: 'CC(C)=O',
			molecularWeight: 58.08,
			inRecycling: false,
			needsRetrieval: false,
			site: expect.any(String),
			inventory: 'Sandbox Group',
			inventoryId: held.inventory,
			Remaining: 3.5,
			Handling: ['Under argon', 'Light sensitive'],
			'Product Code': '007',
		});
		const made = ['chemInventoryContainer container create', 'chemInventoryOrder order receive'];
		expect(givers.filter((name) => !made.includes(name) && !told.some(([who]) => who === name))).toEqual([]);
	});

	it('is the same when it is made', async () => {
		const [order] = live().openOrders();
		const of = await toldOfNew('chemInventoryContainer container create', {
			specifyData: 'fields',
			name: 'New',
			substance: rl('67-64-1', 'cas'),
			createSubstance: false,
			location: rl(place, 'path'),
			size: '250',
			unit: rl('mL', 'name'),
			barcodeCheck: 'refuse',
			barcode: 'VOC-2',
			additionalFields: { supplier: 'VWR', dateAcquired: '2026-03-04' },
			customFields: mapped({ Remaining: '7' }),
		});
		const arrived = await toldOfNew('chemInventoryOrder order receive', {
			order: rl(order?.id),
			location: rl(place, 'path'),
			barcode: 'VOC-3',
			barcodeCheck: 'refuse',
			customFields: mapped({}),
			additionalFields: {},
		});
		const ofRow = await toldOfNew('chemInventoryContainer container upsert', {
			...upserted,
			barcode: 'VOC-5',
			name: 'New',
			substance: rl('67-64-1', 'cas'),
			location: rl(place, 'path'),
			size: '250',
			unit: rl('mL', 'name'),
		});
		for (const pair of [of, arrived, ofRow]) {
			expect(pair.flatMap((one) => unknownKeys(one))).toEqual([]);
			expect(differences(pair)).toEqual({});
		}
		for (const [made] of [of, ofRow]) expect(made?.[1]).not.toHaveProperty('before');
		expect(arrived[0]?.[1].before).toMatchObject({ id: order?.id, supplier: expect.any(String) });
	});

	it('shows its hazards without an expression: whole where there is one bottle, short in lists', async () => {
		const { id } = bottle();
		const one = await ask(asked('chemInventoryContainer container get', { container: rl(id) }));
		const lists = [
			await ask(asked('chemInventoryContainer container getAll', { containerIds: String(id) })),
			await ask(
				asked('chemInventorySearch search byContainerId', { scope: 'active', fullRows: true, containerId: String(id) }),
			),
		];
		const ofHazards = ['hazards', 'hazardStatements', 'signalWord', 'pictograms'];
		const shown = (record: IDataObject = {}) => Object.keys(record).filter((key) => ofHazards.includes(key));
		expect(shown(one[0])).toEqual(ofHazards);
		for (const [record = {}] of lists) {
			expect(shown(record)).toEqual(['hazards', 'signalWord']);
			expect(Object.keys(record).length).toBeLessThanOrEqual(40);
		}
		const titled = await ask(
			asked('chemInventoryContainer container getAll', { containerIds: String(id), columnNames: 'titles' }),
		);
		expect(titled[0]).toMatchObject({ 'Hazard Codes': ['H225', 'H319', 'H336'], 'Signal Word': 'Danger' });
	});

	it('can be made of its own words as JSON', async () => {
		const { id } = bottle();
		const [got = {}] = await ask(asked('chemInventoryContainer container get', { container: rl(id) }));
		const { name, locationId, substanceId, size, unitId, supplier, dateAcquired } = got;
		const entry = { name, locationId, substanceId, size, unitId, supplier, dateAcquired, barcode: 'VOC-4' };
		const [made] = await ask(
			asked('chemInventoryContainer container create', {
				specifyData: 'json',
				containerJson: JSON.stringify(entry),
				barcodeCheck: 'refuse',
			}),
		);
		expect(made).toMatchObject({ name, locationId, substanceId, size, unit: 'mL', supplier, dateAcquired });
	});

	it('without anything says null for hazards and comments, whoever gives it, and leaves out own fields', async () => {
		const bare = live().addSubstance({ name: 'Nothing known', cas: 'N/A' });
		const { id } = bottle({ substance: bare.id, fields: new Map([[fieldIds.remaining, '0']]), barcode: '' });
		const ways = [
			asked('chemInventoryContainer container get', { container: rl(id) }),
			asked('chemInventoryContainer container getAll', { containerIds: String(id) }),
			asked('chemInventory location getContainers', { location: rl(place, 'path') }),
		];
		const all: Told[] = [];
		for (const way of ways) all.push(theBottle(way.name, await ask(way), id));
		expect(differences(all)).toEqual({});
		expect(all[0]?.[1]).toMatchObject({ hazards: null, comments: null, ghs: null, files: null, Remaining: 0 });
		expect(all[1]?.[1]).toMatchObject({ hazards: null, comments: null });
		expect(Object.keys(all[1]?.[1] ?? {})).not.toEqual(expect.arrayContaining(['Expiry Date', 'Handling']));
		for (const [, record] of all)
			for (const key of ['hazardStatements', 'signalWord', 'pictograms']) expect(record).not.toHaveProperty(key);
	});
});

/** What everything else may have. */
const otherWords = new Set([
	// Orders and substances.
	...['status', 'dateSubmitted', 'dateOrdered', 'destinationId', 'supplierId', 'userId', 'firstName', 'lastName'],
	...['customSubstance', 'substanceFields', 'substanceId', 'onWatchlist', 'watchlists', 'note'],
	// Hazard entries.
	...['source', 'dateSet', 'created'],
	// Locations, files and their categories.
	...[
		'path',
		'parentId',
		'numberOfContainers',
		'category',
		'categoryId',
		'mimeType',
		'dateUploaded',
		'fileName',
		'sha256',
	],
	...['numberOfSubstances', 'numberOfFiles', 'dateCreated', 'hidden', 'enterpriseId', 'fileId', 'substanceIds'],
	...['previousCategoryId', 'previousName', 'linked', 'unlinked', 'wasLinked'],
	// Users and watchlists.
	...['email', 'role', 'accountType', 'singleSignOn', 'passwordReset', 'scope', 'terms', 'emailAlert', 'previousTerms'],
	// Custom fields and filters.
	...['key', 'fieldOf', 'type', 'allowedValues', 'searchable', 'showForOrders', 'onlyAdministratorsEdit', 'label'],
	// Barcodes.
	...['free', 'holders', 'inThisInventory', 'description', 'barcodePrefix'],
	// The inventory.
	...['dateFormat', 'hasRecycling', 'searchLimitedTo', 'otherInventories', 'previousInventory', 'previousInventoryId'],
	// Moves, and lists of containers.
	...['moved', 'notMoved', 'alreadyThere', 'alsoTaken', 'from', 'to', 'fromLocationId', 'toLocationId', 'containers'],
	...['containerId', 'containerIds', 'numberDeleted', 'containersDeleted', 'added', 'notAdded', 'alreadyOnList'],
	...['onList', 'wasOnList', 'removed'],
	// What was done, and the audit log.
	...['before', 'changed', 'deleted', 'disabled', 'restored', 'switched', 'savedFields', 'unchangedFields', 'orderId'],
	...['outcome', 'changedFields'],
	...['barcodeAlsoOn', 'requestedSubstanceId', 'isOtherSubstance', 'order', 'container', 'logged'],
	...['time', 'action', 'text', 'area', 'field', 'oldValue', 'newValue', 'amount', 'level', 'expiresOn', 'daysLeft'],
]);

/** Not in ChemInventory's documentation. The sandbox has it to show that nothing is lost. */
const undocumented = ['customfield1'];

function keysWithin(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	if (Array.isArray(value)) return value.flatMap(keysWithin);
	return Object.entries(value).flatMap(([key, part]) => [key, ...keysWithin(part)]);
}

const withoutWord = (records: readonly unknown[]): string[] => {
	const known = new Set([...words, ...otherWords, ...ownNames(), ...undocumented]);
	return [...new Set(records.flatMap(keysWithin))].filter((key) => !known.has(key));
};

describe('every operation', () => {
	it('is all of them', () => {
		const names = new Set(ofChemInventory.map(({ name }) => name));
		expect(names.size).toBeGreaterThan(80);
		expect([...names].filter((name) => !workingCalls(lab().sandbox).has(name))).toEqual([]);
	});

	it.each(ofChemInventory.map((operation) => [operation.name, operation] as const))(
		'%s calls things by their words',
		async (name, operation) => {
			const { parameters = {} } = workingCalls(lab().sandbox).get(name) ?? {};
			const { json } = await runNode(subjectOf(operation, lab().sandbox), [{}], parameters as never);
			expect(json.length).toBeGreaterThan(0);
			expect(withoutWord(json)).toEqual([]);
		},
	);
});

describe('every event', () => {
	const events: Array<[name: string, more: IDataObject, first: string[]]> = [
		['containerAdded', included, ['name', 'barcode']],
		['containerDeleted', included, ['name', 'barcode']],
		['containerEdited', included, ['name', 'barcode', 'field']],
		['containerMoved', included, ['name', 'barcode', 'from', 'to']],
		['containerExpiring', { dateField: 'cf-363' }, ['id', 'name', 'barcode', 'expiresOn', 'daysLeft']],
		['stockBelowLevel', { numberField: 'cf-365', level: 10 }, ['id', 'name', 'barcode', 'amount', 'level']],
		['orderArrived', {}, ['id', 'name']],
		['orderPlaced', {}, ['id', 'name', 'status']],
		['orderRequested', {}, ['id', 'name', 'status']],
	];

	it.each(events)('%s begins with what it is about, and calls things by their words', async (name, more, first) => {
		const { id } = bottle();
		await move(lab(), [id]);
		await lab().client.ask(saveContainerField, { containerid: id, field: 'comments', newvalue: 'Opened' });
		await add(lab(), ['VOC-9']);
		await ask(asked('chemInventoryContainer container delete', { containersBy: 'barcode', containers: 'VOC-9' }));
		const [order] = live().openOrders();
		const arrival = {
			order: rl(order?.id),
			location: rl(place, 'path'),
			customFields: mapped({}),
			additionalFields: {},
		};
		if (name === 'orderArrived')
			await ask(asked('chemInventoryOrder order receive', { ...arrival, barcode: '', barcodeCheck: 'none' }));
		const records = await event(name, { daysAhead: 30, ...more }).fetchTestEvent();
		expect(records.length).toBeGreaterThan(0);
		for (const record of records) expect(Object.keys(record).slice(0, first.length)).toEqual(first);
		expect(withoutWord(records)).toEqual([]);
	});
});

describe("a field of the lab's own", () => {
	const called = async (...names: string[]) => {
		const template = present(live().lab.customFields.get(fieldIds.productCode), 'a field');
		const ids = names.map((name, at) => {
			live().lab.customFields.set(7001 + at, { ...template, id: 7001 + at, name });
			return 7001 + at;
		});
		const { id } = bottle({ fields: new Map(ids.map((field) => [field, `of ${field}`])) });
		const [record = {}] = await ask(asked('chemInventoryContainer container get', { container: rl(id) }));
		return record;
	};

	it.each(['location', 'hazards', 'amount', 'before', 'id'])(
		'called %s does not take the place of it',
		async (name) => {
			const record = await called(name);
			expect(record['cf-7001']).toBe('of 7001');
			expect(record[name]).not.toBe('of 7001');
		},
	);

	it('goes by its key where two have the name, and by its name where none has', async () => {
		expect(await called('Twice', 'Twice', 'Once')).toMatchObject({
			'cf-7001': 'of 7001',
			'cf-7002': 'of 7002',
			Once: 'of 7003',
		});
	});
});
