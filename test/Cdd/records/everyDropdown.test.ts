import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../../nodes/Cdd/CddSlurp.node';
import { CddVaultTrigger } from '../../../nodes/Cdd/CddVaultTrigger.node';
import type { FaultAction, Sandbox } from '../../../sandbox';
import { onSandbox } from '../../support/cdd';
import { deepTexts } from '../../support/deepTexts';
import { dropdownFunctions } from '../../support/dropdown';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;
type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

interface Dropdown {
	node: INodeType;
	name: string;
	search?: ListSearch;
	load: (functions: ILoadOptionsFunctions) => Promise<Array<{ name: string; value: unknown }>>;
}

const dropdowns: Dropdown[] = [new CddBatch(), new CddInventorySample(), new CddSlurp(), new CddVaultTrigger()].flatMap(
	(node: INodeType) => {
		const { displayName } = node.description;
		const searches = Object.entries(node.methods?.listSearch ?? {}).map(([name, search]: [string, ListSearch]) => ({
			node,
			name: `${displayName}: ${name}`,
			search,
			load: async (functions: ILoadOptionsFunctions) => (await search.call(functions)).results,
		}));
		const options = Object.entries(node.methods?.loadOptions ?? {}).map(([name, load]: [string, LoadOptions]) => ({
			node,
			name: `${displayName}: ${name}`,
			load: async (functions: ILoadOptionsFunctions) => await load.call(functions),
		}));
		return [...searches, ...options];
	},
);

const functionsOf = ({ node }: Dropdown, secrets: IDataObject = {}) =>
	dropdownFunctions(onSandbox(node, sandbox(), secrets));

/** A copy of a record for each number, so that a list has more than one page. */
function multiply<R extends { id: number; name?: string }>(
	records: Map<number, R>,
	of: (record: R, id: number) => R,
): () => void {
	const [first] = records.values();
	const added = Array.from({ length: 250 }, (_empty, index) => 2_000_000 + index);
	for (const id of added) if (first) records.set(id, of(first, id));
	return () => {
		for (const id of added) records.delete(id);
	};
}

const longLists: Record<string, (cdd: Sandbox['cdd']) => { size: () => number; undo: () => void }> = {
	searchBatches: ({ batches }) => ({
		size: () => batches.size,
		undo: multiply(batches, (record, id) => ({ ...record, id, molecule_batch_identifier: `ADDED-${id}` })),
	}),
	searchSamples: ({ samples }) => ({
		size: () => samples.size,
		undo: multiply(samples, (record, id) => ({ ...record, id, name: `ADDED-${id}` })),
	}),
	searchProjects: ({ projects }) => ({
		size: () => projects.size,
		undo: multiply(projects, (_record, id) => ({ id, name: `Project ${id}` })),
	}),
	searchMappingTemplates: ({ mappingTemplates }) => ({
		size: () => mappingTemplates.size,
		undo: multiply(mappingTemplates, (record, id) => ({ ...record, id, name: `Template ${id}` })),
	}),
	searchInventoryLocations: ({ locations }) => ({
		size: () => locations.size,
		undo: multiply(locations, (record, id) => ({ ...record, id, value: `Location ${id}` })),
	}),
};

const namesOfFields = ['searchBatchFields', 'searchEventFields', 'searchSampleFields'];

type Refusal = [what: string, fault: FaultAction | undefined, secrets: IDataObject, words: RegExp];

const refusals: [Refusal, ...Refusal[]] = [
	[
		'a token that nobody knows',
		undefined,
		{ apiToken: 'sandbox-token-unknown' },
		/^CDD Vault did not accept the API token$/,
	],
	[
		'a token that may not read this',
		{ kind: 'status', status: 403 },
		{},
		/^The user of the API token is not allowed to do this$/,
	],
	['a vault that does not exist', undefined, { vaultId: '1' }, /^CDD Vault did not find the record$/],
	['a vault ID that is none', undefined, { vaultId: 'main' }, /^'Vault ID' is not an ID$/],
	['a server that is not there', undefined, { url: 'http://127.0.0.1:1/api/v1' }, /^The service could not be reached$/],
	['a connection that breaks', { kind: 'drop' }, {}, /^The service could not be reached$/],
	['a login page', { kind: 'login-page' }, {}, /^A web page came back instead of data from CDD Vault$/],
	[
		'an answer that is cut off',
		{ kind: 'cut-json' },
		{},
		/^CDD Vault sent an answer that its documentation does not describe$/,
	],
	['a service in trouble', { kind: 'status', status: 500 }, {}, /^CDD Vault is not working at the moment$/],
	['a service that asks to slow down', { kind: 'status', status: 429 }, {}, /^CDD Vault received too many requests$/],
	[
		'a service that got too many requests',
		{ kind: 'status', status: 503 },
		{},
		/^CDD Vault received too many requests$/,
	],
];

type Load = Dropdown['load'];

function waysOf({ search, load }: Dropdown): Array<[string, Load]> {
	if (!search) return [['the list', load]];
	return [
		['the list', load],
		['a search', async (functions) => (await search.call(functions, 'LAB-0000001')).results],
	];
}

async function expectWords(
	dropdown: Dropdown,
	load: Load,
	fault: FaultAction | undefined,
	secrets: IDataObject,
	words: RegExp,
): Promise<void> {
	if (fault) sandbox().faults.add({ do: fault });
	const given = { apiToken: sandbox().token, ...secrets };
	const thrown: unknown = await load(functionsOf(dropdown, given)).then(
		() => undefined,
		(failure: unknown) => failure,
	);
	expect(thrown instanceof NodeApiError || thrown instanceof NodeOperationError).toBe(true);
	if (!(thrown instanceof NodeApiError || thrown instanceof NodeOperationError)) return;
	expect(thrown.message).toMatch(words);
	expect(thrown.description).toMatch(/\.$/);
	const texts = deepTexts(thrown);
	expect(texts.filter((text) => text.includes('[object Object]'))).toEqual([]);
	expect(texts.filter((text) => text.includes(String(given.apiToken)))).toEqual([]);
}

describe.each(dropdowns.map((dropdown) => [dropdown.name, dropdown] as const))('%s', (_name, dropdown) => {
	it('shows entries with a name to read and a value to store', async () => {
		const entries = await dropdown.load(functionsOf(dropdown));
		expect(entries.length).toBeGreaterThan(0);
		expect(entries.length).toBeLessThanOrEqual(100);
		for (const { name, value } of entries) {
			expect(name).toMatch(/\S/);
			expect(['number', 'string']).toContain(typeof value);
		}
		expect(new Set(entries.map(({ value }) => value)).size).toBe(entries.length);
	});

	it.each(waysOf(dropdown))(
		'says for %s in words that the token is wrong, and does not show it',
		async (_way, load) => {
			const [, fault, secrets, words] = refusals[0];
			await expectWords(dropdown, load, fault, secrets, words);
		},
	);
});

/** Every drop-down goes through `dropdown` of nodes/shared: all that can go wrong is shown at one that can be searched and one that cannot. */
describe.each(
	[true, false].flatMap((searched) =>
		dropdowns.filter(({ search }) => (search !== undefined) === searched).slice(0, 1),
	),
)('$name', (dropdown) => {
	const cases = refusals.flatMap(([what, ...refusal]) =>
		waysOf(dropdown).map(([way, load]) => [way, what, load, ...refusal] as const),
	);

	it.each(cases)('says for %s in words what is wrong with %s', async (_way, _what, load, fault, secrets, words) => {
		await expectWords(dropdown, load, fault, secrets, words);
	});
});

describe.each(
	dropdowns.filter(({ search }) => search !== undefined).map((dropdown) => [dropdown.name, dropdown] as const),
)('%s, which can be searched', (name, dropdown) => {
	const method = name.split(': ')[1] ?? '';
	const search = async (filter?: string, token?: string) =>
		(await dropdown.search?.call(functionsOf(dropdown), filter, token)) ?? { results: [] };

	it('finds each of its entries by its name, however it is spelled', async () => {
		const { results } = await search();
		for (const entry of [results[0], results.at(-1)]) {
			const shown = entry?.name.split(' (')[0] ?? '';
			for (const filter of [shown, ` ${shown.toLowerCase()} `]) {
				expect((await search(filter)).results.map(({ value }) => value)).toContain(entry?.value);
			}
		}
	});

	it('shows nothing where nothing has the name', async () => {
		expect((await search('no such thing')).results).toEqual([]);
	});

	it('has a test of a list of several pages, unless a vault has few of the kind', () => {
		expect([...Object.keys(longLists), ...namesOfFields]).toContain(method);
	});

	const lengthen = longLists[method];
	if (!lengthen) return;

	it('shows a long list page by page, each entry once', async () => {
		const { size, undo } = lengthen(sandbox().cdd);
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await search(undefined, token);
			expect(page.results.length).toBeLessThanOrEqual(100);
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken === undefined ? undefined : String(page.paginationToken);
		} while (token !== undefined);
		const expected = size();
		undo();
		expect(expected).toBeGreaterThan(200);
		expect(values).toHaveLength(expected);
		expect(new Set(values).size).toBe(expected);
	});
});

describe('in a vault that holds nothing', () => {
	const emptied = ({ batches, samples, projects, mappingTemplates, locations, vault }: Sandbox['cdd']) => {
		const maps: Array<Map<number, unknown>> = [batches, samples, projects, mappingTemplates, locations];
		const lists: unknown[][] = Object.values(vault.fields);
		const held = maps.map((map) => [...map]);
		const listed = lists.map((list) => list.splice(0));
		for (const map of maps) map.clear();
		return () => {
			for (const [at, map] of maps.entries()) for (const [id, record] of held[at] ?? []) map.set(id, record);
			for (const [at, list] of lists.entries()) list.push(...(listed[at] ?? []));
		};
	};

	// The fields of samples are never none: name, units and location are among them.
	const mayBeEmpty = dropdowns.filter(({ search, name }) => search && !name.endsWith('searchSampleFields'));

	it.each(mayBeEmpty.map((dropdown) => [dropdown.name, dropdown] as const))(
		'says what to do: %s',
		async (_name, dropdown) => {
			const refill = emptied(sandbox().cdd);
			const loaded = dropdown.load(functionsOf(dropdown));
			await expect(loaded)
				.rejects.toMatchObject({
					message: 'There is nothing to choose from',
					description: expect.stringMatching(/Leave the field empty|Create one|Ask the administrator|Choose By Name/),
				})
				.finally(refill);
		},
	);
});
