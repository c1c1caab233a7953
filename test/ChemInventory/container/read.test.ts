import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { searchContainers } from '../../../nodes/ChemInventory/records/container/picker';
import { searchUnits } from '../../../nodes/ChemInventory/records/unit';
import { chemOrigin, onChemSandbox } from '../../support/chemInventory';
import { bodiesOf, chemRunOnNock, chemSandboxForEachTest, pathsAsked, rl } from '../../support/chemRuns';
import { dropdownFunctions } from '../../support/dropdown';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());
const runOnNock = chemRunOnNock(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const service = () => nock(chemOrigin);
const ok = (data: unknown) => ({ status: 'success', data });
const some = (count: number) => live().liveContainers().slice(0, count);
const getting = (more: IDataObject = {}): IDataObject => ({
	operation: 'get',
	container: rl('={{ $json.barcode }}', 'barcode'),
	output: 'simplified',
	options: {},
	...more,
});
const gettingMany = (more: IDataObject = {}): IDataObject => ({
	operation: 'getAll',
	containerIds: '={{ $json.ids }}',
	columnNames: 'keys',
	output: 'simplified',
	options: {},
	...more,
});

describe('getting a container', () => {
	it('finds each by the barcode of its item', async () => {
		const [a, b] = [
			live().addContainer({ barcode: 'READ-1' }),
			live().addContainer({ barcode: 'READ-2', fields: new Map([[363, '2027-01-02']]) }),
		];
		const { json, items } = await run([{ barcode: 'READ-2' }, { barcode: 'READ-1' }], getting());
		expect(json.map(({ id }) => id)).toEqual([b.id, a.id]);
		expect(json[0]).toMatchObject({ 'Expiry Date': '2027-01-02', inRecycling: false });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('keeps what the service calls barcode where a field of the lab is called so, too', async () => {
		Object.assign(live().lab.customFields.get(362) ?? {}, { name: 'barcode' });
		live().addContainer({ barcode: 'READ-1', fields: new Map([[362, 'Of the lab']]) });
		const { json } = await run([{ barcode: 'READ-1' }], getting());
		expect(json).toEqual([expect.objectContaining({ barcode: 'READ-1', 'cf-362': 'Of the lab' })]);
	});

	it('names the ways out when nothing is found, or too much', async () => {
		const { outputs } = await run([{ barcode: 'NOPE' }, { barcode: 'AA00040' }, { barcode: '' }], getting(), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]?.map(({ json }) => json.message)).toEqual([
			"'Container' was not found",
			"'Container' matches several containers",
			"'Container' is empty",
		]);
	});

	it('gives raw data as it comes', async () => {
		const { id } = live().addContainer({ barcode: 'READ-1', fields: new Map([[363, '2027-01-02']]) });
		const { json } = await run([{ barcode: 'READ-1' }], getting({ output: 'raw' }));
		expect(json[0]).toMatchObject({ id, 'cf-363': '2027-01-02' });
		expect(json[0]).not.toHaveProperty('Expiry Date');
	});

	it('looks up a missing structure where that is chosen, once for each substance', async () => {
		const lacking = [...live().substances.values()].find(({ cas }) => cas === '67-64-1');
		if (!lacking) throw new Error('the sandbox has no acetone');
		Object.assign(lacking, { needsRetrieval: true, smiles: '' });
		for (const barcode of ['READ-1', 'READ-2']) live().addContainer({ barcode, substance: lacking.id });
		const inputs = [{ barcode: 'READ-1' }, { barcode: 'READ-2' }];
		const { json } = await run(inputs, getting({ options: { lookUpMissingStructures: true } }));
		expect(json.map(({ smiles, needsRetrieval }) => [smiles, needsRetrieval])).toEqual([
			['CC(C)=O', false],
			['CC(C)=O', false],
		]);
		expect(bodiesOf(sandbox(), '/general/retrievesubstanceinfo')).toEqual([{ substance: lacking.id }]);
	});

	it('keeps the record and says so when a structure cannot be looked up', async () => {
		const lacking = [...live().substances.values()].find(({ cas }) => cas === '67-64-1');
		if (!lacking) throw new Error('the sandbox has no acetone');
		Object.assign(lacking, { needsRetrieval: true, cas: '999-99-4' });
		live().addContainer({ barcode: 'READ-1', substance: lacking.id });
		const { json, hints } = await run([{ barcode: 'READ-1' }], getting({ options: { lookUpMissingStructures: true } }));
		expect(json[0]).toMatchObject({ needsRetrieval: true });
		expect(hints.join()).toContain('No information was found for CAS 999-99-4');
	});

	it('does not look structures up with a read-only credential', async () => {
		const lacking = live().substance('67-64-1');
		lacking.needsRetrieval = true;
		live().addContainer({ barcode: 'READ-1', substance: lacking.id });
		const { error } = await run([{ barcode: 'READ-1' }], getting({ options: { lookUpMissingStructures: true } }), {
			secrets: { readOnly: true },
		});
		expect(error?.message).toContain('Read Only');
		expect(pathsAsked(sandbox())).not.toContain('/general/retrievesubstanceinfo');
	});

	it('says so when an answer is not what is documented', async () => {
		service()
			.post('/api/container/information/load')
			.reply(200, ok({ name: 'no id' }));
		const { error } = await runOnNock([{}], getting({ container: rl('5') }));
		expect(error?.message).toBe('ChemInventory sent an answer that its documentation does not describe [row 1]');
	});

	it('shows a refusal under HTTP 200 in the words of the service', async () => {
		const { outputs } = await run([{ barcode: 'x' }], getting({ container: rl('5') }), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'ChemInventory refused the request',
			details: { status: '200' },
		});
		expect(JSON.stringify(outputs[1]?.[0]?.json.details)).toContain('ChemInventory says');
	});
});

describe('getting many containers', () => {
	it('gives one item for each row, under keys or titles', async () => {
		const [a, b] = some(2);
		const byKey = await run([{ ids: `${b?.id},${a?.id}` }], gettingMany());
		expect(byKey.json.map(({ id, name }) => [id, name])).toEqual([
			[b?.id, b?.name],
			[a?.id, a?.name],
		]);
		const byTitle = await run([{ ids: [a?.id] }], gettingMany({ columnNames: 'titles' }));
		expect(byTitle.json[0]).toMatchObject({ 'Container ID': a?.id, 'Container Name': a?.name });
	});

	it('asks for a long list in pieces, and keeps the order', async () => {
		const ids = some(230)
			.map(({ id }) => id)
			.reverse();
		const { json } = await run([{ ids }], gettingMany());
		expect(json.map(({ id }) => id)).toEqual(ids);
		expect(bodiesOf(sandbox(), '/general/exportbyid')).toHaveLength(3);
	});

	it('names the IDs that are missing, or leaves them out where that is chosen', async () => {
		const [a] = some(1);
		const failed = await run([{ ids: [a?.id, 5, 6] }], gettingMany());
		expect(failed.error?.message).toBe('Some of the containers are not in the active inventory [row 1]');
		expect(failed.error?.description).toContain('Not found: 5, 6.');
		const skipped = await run([{ ids: [a?.id, 5, 6] }], gettingMany({ options: { missingIds: 'skip' } }));
		expect(skipped.json).toHaveLength(1);
		expect(skipped.hints.join()).toContain('5, 6');
	});

	it.each([
		['', "'Container IDs' is empty"],
		['AA1', "'Container IDs' contains something that is not an ID"],
	])('refuses the IDs %j', async (ids, message) => {
		const { error } = await run([{ ids }], gettingMany());
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('knows rows whose IDs are text', async () => {
		service()
			.post('/api/general/exportbyid')
			.reply(200, ok({ columns: [{ key: 'id' }], rows: [{ id: '5', disposed: '0', size: '2.5' }] }));
		const { json } = await runOnNock([{ ids: 5 }], gettingMany());
		expect(json).toEqual([{ id: 5, disposed: false, size: 2.5 }]);
	});
});

describe('the history of a container', () => {
	const history = { operation: 'getHistory', container: rl('={{ $json.id }}'), output: 'simplified' };

	it('is sorted by time, which is UTC', async () => {
		const container = some(1)[0];
		const { json } = await run([{ id: container?.id }], history);
		const times = json.map(({ time }) => String(time));
		expect(times).toEqual([...times].sort());
		expect(json[0]).toEqual({
			containerId: container?.id,
			time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			user: expect.stringContaining(', '),
			action: 'Creation',
			text: 'Container added to database',
		});
	});

	it('is refused where a row has no time', async () => {
		service()
			.post('/api/container/information/gethistory')
			.reply(200, ok([[null, 'A']]));
		const { error } = await runOnNock([{ id: 5 }], history);
		expect(error?.message).toContain('its documentation does not describe');
	});
});

describe('recently added containers', () => {
	const recent = { operation: 'getRecentlyAdded', columnNames: 'keys', output: 'simplified', options: {} };

	it('are listed for a group administrator', async () => {
		const { id } = live().addContainer({ name: 'Fresh' });
		const { json } = await run([{}], recent);
		expect(json).toContainEqual(expect.objectContaining({ id, name: 'Fresh' }));
	});

	it('are refused to others in plain words', async () => {
		const { error } = await run([{}], recent, { secrets: { apiToken: sandbox().chemInventory.tokens.user } });
		expect(error?.description).toContain('This needs the API token of a group administrator.');
	});
});

describe('the list of containers', () => {
	const search = async (filter?: string) =>
		await searchContainers.call(dropdownFunctions(onChemSandbox(new ChemInventoryContainer(), sandbox())), filter);

	it('finds parts of names and synonyms, and shows where each stands', async () => {
		const { id } = live().addContainer({
			name: 'Special blend',
			barcode: 'B-1',
			location: live().location('Cupboards > Cupboard 1').id,
		});
		expect((await search('cial ble')).results).toEqual([
			{ name: 'B-1 · Special blend · Cupboard 1 · Cupboards', value: id },
		]);
	});

	it('waits for a text before it searches', async () => {
		expect(await search()).toEqual({ results: [] });
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});

describe('the units in the list', () => {
	it('show their IDs, because real lists hold look-alikes', async () => {
		const context = dropdownFunctions(onChemSandbox(new ChemInventoryContainer(), sandbox()));
		const { results } = await searchUnits.call(context, 'ml');
		expect(results.map(({ name }) => name)).toEqual([
			`mL (ID ${live().unitId('mL')})`,
			`ml (ID ${live().unitId('ml')})`,
		]);
	});
});
