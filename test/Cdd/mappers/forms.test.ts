import type { ILoadOptionsFunctions, INodeType, ResourceMapperFields } from 'n8n-workflow';
import nock from 'nock';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { cddBase, fakeToken, onPublicServer, onSandbox } from '../../support/cdd';
import { deepTexts } from '../../support/deepTexts';
import { dropdownFunctions } from '../../support/dropdown';
import { asked } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();
const [batch, sample] = [new CddBatch(), new CddInventorySample()];
const { mapBatchFields, mapNewBatchFields, mapNewMoleculeFields } = batch.methods.resourceMapping;
const { mapEventFields, mapSampleFields } = sample.methods.resourceMapping;
const { getBatchFields } = batch.methods.loadOptions;
const { searchBatchFields } = batch.methods.listSearch;
const { searchEventFields } = sample.methods.listSearch;
const functions = (node: INodeType) => dropdownFunctions(onSandbox(node, sandbox()));
const definition = (name: string) => {
	const found = Object.values(sandbox().cdd.vault.fields)
		.flat()
		.find((field) => field.name === name);
	if (!found) throw new Error(`the sandbox has no field ${name}`);
	return found;
};
const shortly = ({ fields }: ResourceMapperFields) => fields.map(({ id, type, required }) => [id, type, required]);

beforeEach(forgetWaits);
afterEach(() => {
	for (const field of Object.values(sandbox().cdd.vault.fields).flat()) {
		field.required_group_number = null;
		delete field.pick_list_values;
	}
});

describe('a date field of the lab', () => {
	it.each([
		['batch', mapNewBatchFields, batch, 'Date'],
		['sample', mapSampleFields, sample, 'Expiry Date'],
	] as const)('says that it takes no time: of a %s', async (_name, form, node, name) => {
		const { fields } = await form.call(functions(node));
		expect(fields.find(({ id }) => id === name)?.displayName).toBe(`${name} (Day, Without Time)`);
		expect(fields.filter(({ displayName, type }) => displayName.includes('(Day') && type !== 'dateTime')).toEqual([]);
	});
});

describe('the form of batch fields', () => {
	it('has every batch field of the vault in its order, under its exact name and with its type', async () => {
		expect(shortly(await mapNewBatchFields.call(functions(batch)))).toEqual([
			['Date', 'dateTime', false],
			['Person', 'string', false],
			['Place', 'string', false],
			['Vendor', 'string', false],
			['External Identifier', 'string', false],
			['Purity', 'number', false],
			['Appearance, visual', 'string', false],
			['Note', 'string', false],
		]);
		expect(asked(sandbox())).toEqual(['GET /fields']);
	});

	it('shows its fields without a column to match on, which n8n would ask for otherwise', async () => {
		for (const form of [mapNewBatchFields, mapBatchFields, mapNewMoleculeFields]) {
			const { fields } = await form.call(functions(batch));
			expect(fields.filter(({ canBeUsedToMatch, defaultMatch }) => canBeUsedToMatch !== false || defaultMatch)).toEqual(
				[],
			);
		}
		const modes = [batch, sample]
			.flatMap((node) => node.description.properties)
			.flatMap(({ typeOptions }) => typeOptions?.resourceMapper?.mode ?? []);
		expect(new Set(modes)).toEqual(new Set(['add', 'map']));
	});

	it('requires for a new batch what the vault requires, and nothing for a batch that is there', async () => {
		definition('Person').required_group_number = 1;
		const required = async (form: typeof mapBatchFields) =>
			(await form.call(functions(batch))).fields.filter((field) => field.required).map(({ id }) => id);
		expect(await required(mapNewBatchFields)).toEqual(['Person']);
		expect(await required(mapBatchFields)).toEqual([]);
	});

	it('leaves it to the user which of several fields to fill in where the vault requires one of them', async () => {
		definition('Person').required_group_number = 2;
		definition('Place').required_group_number = 2;
		const { fields } = await mapNewBatchFields.call(functions(batch));
		expect(fields.filter((field) => field.required)).toEqual([]);
	});

	it('offers the values of a pick list where the vault tells them', async () => {
		definition('Vendor').pick_list_values = [
			{ value: 'In-house', hidden: false },
			{ value: 'Gone Ltd', hidden: true },
		];
		const { fields } = await mapBatchFields.call(functions(batch));
		expect(fields.find(({ id }) => id === 'Vendor')).toMatchObject({
			type: 'options',
			options: [{ name: 'In-house', value: 'In-house' }],
		});
	});

	it('does without them where they come in a form that nobody knows', async () => {
		nock(cddBase)
			.get('/vaults/4598/fields')
			.reply(200, {
				batch: [{ id: 1, name: 'Vendor', data_type_name: 'PickList', pick_list_values: { 7: 'In-house' } }],
			});
		const { fields } = await mapBatchFields.call(dropdownFunctions(onPublicServer(batch)));
		expect(fields).toMatchObject([{ id: 'Vendor', type: 'string' }]);
	});

	it('takes a type that nobody knows for text', async () => {
		nock(cddBase)
			.get('/vaults/4598/fields')
			.reply(200, {
				batch: [
					{ id: 1, name: 'Spectrum', data_type_name: 'File' },
					{ id: 2, name: 'Old' },
				],
			});
		expect(shortly(await mapBatchFields.call(dropdownFunctions(onPublicServer(batch))))).toEqual([
			['Spectrum', 'string', false],
			['Old', 'string', false],
		]);
	});
});

describe('the form of molecule fields', () => {
	it('has the molecule fields of the vault', async () => {
		definition('Lab ID').required_group_number = 1;
		expect(shortly(await mapNewMoleculeFields.call(functions(batch)))).toEqual([
			['Color', 'string', false],
			['Lab ID', 'string', true],
			['Literature Reference', 'string', false],
			['Melting Point', 'number', false],
			['First Synthesised', 'dateTime', false],
		]);
	});
});

describe('lists of batch fields', () => {
	it('offer the exact names, in the order of the vault', async () => {
		const names = sandbox().cdd.vault.fields.batch.map(({ name }) => ({ name, value: name }));
		expect(await getBatchFields.call(functions(batch))).toEqual(names);
		expect((await searchBatchFields.call(functions(batch))).results).toEqual(names);
	});

	it('find a field by a part of its name, upper and lower case alike', async () => {
		const { results } = await searchBatchFields.call(functions(batch), 'P');
		expect(results.map(({ name }) => name)).toEqual(['Person', 'Place', 'Purity', 'Appearance, visual']);
	});
});

describe('the forms of sample and event fields', () => {
	it('have the fields that samples carry, with types that their values suggest, none of them required', async () => {
		expect(shortly(await mapSampleFields.call(functions(sample)))).toEqual([
			['Concentration (mM)', 'number', false],
			['Expiry Date', 'dateTime', false],
			['Sample ID', 'string', false],
			['State', 'string', false],
		]);
		expect(shortly(await mapEventFields.call(functions(sample)))).toEqual([
			['Barcode', 'string', false],
			['Physical Form', 'string', false],
			['Reason', 'string', false],
			['Tube Type', 'string', false],
		]);
	});

	it('never offer the amounts and the place of an event, which have fields of their own', async () => {
		const names = [await mapEventFields.call(functions(sample))].flatMap(({ fields }) => fields.map(({ id }) => id));
		expect(names.filter((name) => ['Credit', 'Debit', 'Location'].includes(name))).toEqual([]);
		expect((await searchEventFields.call(functions(sample))).results.map(({ value }) => value)).toEqual(names);
	});

	it('look at the samples of the last months', async () => {
		const { requests } = sandbox();
		await mapSampleFields.call(functions(sample));
		const [first] = requests;
		const since = new URLSearchParams(first?.query).get('modified_after') ?? '';
		const daysAgo = (Date.now() - Date.parse(since)) / 86_400_000;
		expect(daysAgo).toBeGreaterThan(150);
		expect(daysAgo).toBeLessThan(200);
	});

	it('look at both ends of a long list, as nobody says how it is sorted', async () => {
		const page = (first: number, fields: object) => ({
			count: 450,
			objects: Array.from({ length: 200 }, (_none, index) => ({ id: first + index, fields })),
		});
		const at = (offset: string | null) => (query: Record<string, unknown>) =>
			(query.offset ?? null) === offset && query.page_size === '200';
		nock(cddBase)
			.get('/vaults/4598/inventory_samples')
			.query(at(null))
			.reply(200, page(1, { Old: 'x' }));
		nock(cddBase)
			.get('/vaults/4598/inventory_samples')
			.query(at('250'))
			.reply(200, page(251, { New: 5 }));
		expect(shortly(await mapSampleFields.call(dropdownFunctions(onPublicServer(sample))))).toEqual([
			['New', 'number', false],
			['Old', 'string', false],
		]);
	});

	it('look at older samples too where few were changed lately', async () => {
		const isRecent = (query: Record<string, unknown>) => query.modified_after !== undefined;
		nock(cddBase)
			.get('/vaults/4598/inventory_samples')
			.query(isRecent)
			.reply(200, { count: 1, objects: [{ id: 9, fields: { Lot: 'A' } }] });
		nock(cddBase)
			.get('/vaults/4598/inventory_samples')
			.query((query) => !isRecent(query))
			.reply(200, { count: 1, objects: [{ id: 1, fields: { Weight: 5 } }] });
		expect(shortly(await mapSampleFields.call(dropdownFunctions(onPublicServer(sample))))).toEqual([
			['Lot', 'string', false],
			['Weight', 'number', false],
		]);
	});

	it('call a field text where its values differ in kind', async () => {
		const objects = [
			{ id: 1, fields: { A: 5, B: '2026-01-01', C: '2026-01-01' } },
			{ id: 2, fields: { A: 'five', B: 'soon', C: '2026-01-01T10:00:00Z' } },
		];
		nock(cddBase).get('/vaults/4598/inventory_samples').query(true).twice().reply(200, { count: 2, objects });
		expect(shortly(await mapSampleFields.call(dropdownFunctions(onPublicServer(sample))))).toEqual([
			['A', 'string', false],
			['B', 'string', false],
			['C', 'string', false],
		]);
	});

	it('find an event field by a part of its name', async () => {
		const { results } = await searchEventFields.call(functions(sample), ' TYPE');
		expect(results).toEqual([{ name: 'Tube Type', value: 'Tube Type' }]);
	});
});

describe('a vault without fields of its own', () => {
	beforeEach(() => {
		nock(cddBase).get('/vaults/4598/fields').optionally().reply(200, { internal: [] });
		nock(cddBase)
			.get('/vaults/4598/inventory_samples')
			.query(true)
			.twice()
			.optionally()
			.reply(200, { count: 0, objects: [] });
	});

	it.each<[string, INodeType, (this: ILoadOptionsFunctions) => Promise<ResourceMapperFields>, RegExp]>([
		['batch fields', batch, mapNewBatchFields, /no batch fields/],
		['batch fields of an update', batch, mapBatchFields, /no batch fields/],
		['molecule fields', batch, mapNewMoleculeFields, /no molecule fields/],
		['sample fields', sample, mapSampleFields, /'More Sample Fields'/],
		['event fields', sample, mapEventFields, /'More Event Fields'/],
	])('gets a sentence instead of the form of %s', async (_what, node, form, words) => {
		const { fields, emptyFieldsNotice } = await form.call(dropdownFunctions(onPublicServer(node)));
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toMatch(words);
	});
});

describe('a form or list that cannot be shown', () => {
	type LookUp = (this: ILoadOptionsFunctions) => Promise<unknown>;
	const lookUps: Array<[string, INodeType, string, LookUp]> = [
		...Object.entries(batch.methods.resourceMapping).map(([name, form]): [string, INodeType, string, LookUp] => [
			name,
			batch,
			'fields',
			form,
		]),
		...Object.entries(sample.methods.resourceMapping).map(([name, form]): [string, INodeType, string, LookUp] => [
			name,
			sample,
			'inventory_samples',
			form,
		]),
		['getBatchFields', batch, 'fields', getBatchFields],
		['searchBatchFields', batch, 'fields', searchBatchFields],
		['searchEventFields', sample, 'inventory_samples', searchEventFields],
	];
	const answers: Array<[string, number, nock.Body, string]> = [
		[
			'refuses the token by its text',
			401,
			{ error: `Token ${fakeToken} is unknown` },
			'CDD Vault did not accept the API token',
		],
		[
			'may not be read with this token',
			403,
			{ error: 'Forbidden' },
			'The user of the API token is not allowed to do this',
		],
		['does not know the vault', 404, { error: '4598 not found' }, 'CDD Vault did not find the record'],
		[
			'answers with a login page',
			200,
			`<html>${fakeToken}</html>`,
			'A web page came back instead of data from CDD Vault',
		],
	];

	it.each(lookUps.flatMap(([name, ...lookUp]) => answers.map(([what, ...answer]) => ({ name, what, lookUp, answer }))))(
		'$name says in words that CDD Vault $what',
		async ({ lookUp: [node, path, call], answer: [status, body, words] }) => {
			nock(cddBase).get(`/vaults/4598/${path}`).query(true).reply(status, body);
			const failure: unknown = await call
				.call(dropdownFunctions(onPublicServer(node)))
				.catch((thrown: unknown) => thrown);
			expect(failure).toBeInstanceOf(Error);
			expect(failure).toMatchObject({ message: expect.stringContaining(words) });
			const texts = deepTexts(failure).join('\n');
			expect(texts).not.toContain('[object Object]');
			expect(texts).not.toContain(fakeToken);
		},
	);
});

describe('the lists of a node with forms', () => {
	const order = async (form: () => Promise<unknown>, list: () => Promise<unknown>) => {
		const came: string[] = [];
		sandbox().faults.add({ when: { path: '/fields' }, times: 1, do: { kind: 'latency', milliseconds: 200 } });
		await Promise.all([form().then(() => came.push('form')), list().then(() => came.push('list'))]);
		return came;
	};

	it('come after the form that the editor waits for', async () => {
		const { searchBatches } = batch.methods.listSearch;
		const { searchInventoryLocations } = sample.methods.listSearch;
		expect([
			await order(
				async () => mapNewBatchFields.call(functions(batch)),
				async () => searchBatches.call(functions(batch)),
			),
			await order(
				async () => mapSampleFields.call(functions(sample)),
				async () => searchInventoryLocations.call(functions(sample)),
			),
		]).toEqual([
			['form', 'list'],
			['form', 'list'],
		]);
	});
});
