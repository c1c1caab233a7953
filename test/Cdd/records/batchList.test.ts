import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { largeBatchListForTests } from '../../support/batchList';
import type { ListedBatch } from '../../support/batchList';
import { onSandbox } from '../../support/cdd';
import { dropdownFunctions } from '../../support/dropdown';
import { asked } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const node = new CddBatch();
const search = async (filter?: string, token?: string) =>
	await node.methods.listSearch.searchBatches.call(dropdownFunctions(onSandbox(node, sandbox())), filter, token);
const names = async (filter?: string) => (await search(filter)).results.map(({ name }) => name);
const batches = () => [...sandbox().cdd.batches.values()];
const bodies = () => sandbox().requests.map(({ body }) => body);

describe('the list of batches', () => {
	it('begins with the first batches of the vault, by their Molecule-Batch ID', async () => {
		const { results } = await search();
		expect(results).toEqual(batches().map(({ id, molecule_batch_identifier: name }) => ({ name, value: id })));
	});

	it('asks for nothing of a batch that the list does not show', async () => {
		await search();
		expect(bodies()).toEqual([
			{
				no_structures: true,
				only_molecule_ids: true,
				molecule_fields: ['-1'],
				batch_fields: ['-1'],
				offset: 0,
				page_size: 100,
			},
		]);
	});

	it('names a batch without a Molecule-Batch ID by its own name and its ID', async () => {
		const [first, second] = batches();
		if (first && second) {
			sandbox().cdd.batches.set(first.id, { ...first, molecule_batch_identifier: undefined, name: 'Bottle 1' });
			sandbox().cdd.batches.set(second.id, { ...second, molecule_batch_identifier: undefined, name: undefined });
		}
		const [one, two] = await names();
		if (first && second) {
			sandbox().cdd.batches.set(first.id, first);
			sandbox().cdd.batches.set(second.id, second);
		}
		expect([one, two]).toEqual([`Bottle 1 (ID ${first?.id})`, `Batch ${second?.id}`]);
	});
});

describe('a search for a batch', () => {
	it('finds a Molecule-Batch ID with one request', async () => {
		expect(await names('LAB-0000003-002')).toEqual(['LAB-0000003-002']);
		expect(asked(sandbox())).toEqual(['POST /batches/query']);
	});

	it('finds all batches of the molecule with a name, with two', async () => {
		expect(await names('LAB-0000003')).toEqual(['LAB-0000003-001', 'LAB-0000003-002']);
		expect(asked(sandbox())).toEqual(['POST /batches/query', 'POST /molecules/query']);
	});

	it('finds them by a synonym of the molecule too, and says which', async () => {
		const molecule = [...sandbox().cdd.molecules.values()].find(({ name }) => name === 'LAB-0000003');
		const synonym = molecule?.synonyms[1] ?? '';
		expect(synonym).toMatch(/\S/);
		expect(await names(synonym)).toEqual([`LAB-0000003-001 (${synonym})`, `LAB-0000003-002 (${synonym})`]);
	});

	it('finds by a part of a Molecule-Batch ID where nothing has the whole name', async () => {
		expect(await names('0003-00')).toEqual(['LAB-0000003-001', 'LAB-0000003-002']);
	});

	it.each([
		['with status 404', { kind: 'status', status: 404 }],
		['with status 200', { kind: 'error-200' }],
	] as const)('goes on where the service refuses a name that it does not know (%s)', async (_how, refusal) => {
		sandbox().faults.add({ when: { endpoint: 'queryMolecules' }, do: refusal });
		sandbox().faults.add({ when: { endpoint: 'queryBatches' }, times: 1, do: refusal });
		expect(await names('0003-00')).toEqual(['LAB-0000003-001', 'LAB-0000003-002']);
	});

	it('takes a comma in a name for a part of it', async () => {
		await search('2,4-dinitrophenol');
		expect(bodies()[1]).toMatchObject({ names: ['2,4-dinitrophenol'] });
	});
});

describe('in a vault of 20,000 batches', () => {
	const added = Array.from({ length: 20_000 }, (_empty, index) => ({
		batch: 3_000_000 + index,
		molecule: 4_000_000 + index,
	}));

	beforeEach(() => {
		const [batch] = batches();
		const molecule = sandbox().cdd.molecules.get(batch?.moleculeId ?? 0);
		if (!batch || !molecule) throw new Error('the sandbox has no batch');
		for (const [index, ids] of added.entries()) {
			const name = `BIG-${String(index).padStart(6, '0')}`;
			sandbox().cdd.molecules.set(ids.molecule, { ...molecule, id: ids.molecule, name, synonyms: [name] });
			sandbox().cdd.batches.set(ids.batch, {
				...batch,
				id: ids.batch,
				moleculeId: ids.molecule,
				molecule_batch_identifier: `${name}-001`,
			});
		}
	});

	const pages = () => sandbox().requests.filter(({ body }) => JSON.stringify(body).includes('"page_size":1000'));

	it('the list, an exact ID and the name of a molecule take one request or two', async () => {
		expect((await search()).results).toHaveLength(100);
		expect(await names('BIG-019999-001')).toEqual(['BIG-019999-001']);
		expect(await names('BIG-000003')).toEqual(['BIG-000003-001']);
		expect(asked(sandbox())).toHaveLength(4);
	});

	it('a part of a name is looked for in the last 10,000 records, with a bounded number of requests', async () => {
		expect(await names('19999-')).toEqual(['BIG-019999-001']);
		expect(pages()).toHaveLength(10);
		expect(asked(sandbox())).toHaveLength(13);
	});

	it('a part that nothing there has is answered with what to do, not with an empty list', async () => {
		const failure: unknown = await search('00005-').catch((thrown: unknown) => thrown);
		expect(failure).toMatchObject({
			message: 'Nothing was found, and the vault is too large to look through all of it',
			description:
				"The 10000 batches at the end of the vault's list were looked through. Type the whole Molecule-Batch ID, or the whole name of the molecule.",
		});
		expect(asked(sandbox())).toHaveLength(13);
	});

	it('a part that very many have shows a hundred and goes on from there', async () => {
		const first = await search('big-');
		expect(pages()).toHaveLength(4);
		expect(first.results).toHaveLength(100);
		const second = await search('big-', String(first.paginationToken));
		expect((await search('00005-', String(first.paginationToken))).results).toEqual([]);
		const values = [...first.results, ...second.results].map(({ value }) => Number(value));
		expect(new Set(values).size).toBe(200);
		expect(values).toEqual([...values].sort((a, b) => a - b));
	});
});

describe('in a vault with the batches of a large list', () => {
	const { file: batchesFile, rows } = largeBatchListForTests();
	const large = sandboxForTests({ batchesFile });
	const searchLarge = async (filter: string) =>
		(await node.methods.listSearch.searchBatches.call(dropdownFunctions(onSandbox(node, large())), filter)).results.map(
			({ name }) => name,
		);
	/** The Molecule-Batch IDs of the molecule of a row. */
	const identifiersOf = ({ molecule_ID: id, CDD_name: name }: ListedBatch) =>
		rows
			.filter(({ molecule_ID: other }) => other === id)
			.map((_row, at) => `${name}-${String(at + 1).padStart(3, '0')}`);

	it('finds batches by their ID and by their molecule', async () => {
		const [first] = rows;
		if (!first) throw new Error('the list is empty');
		const identifiers = identifiersOf(first);
		expect(await searchLarge(identifiers[0] ?? '')).toEqual(identifiers.slice(0, 1));
		expect(await searchLarge(first.CDD_name)).toEqual(identifiers);
		expect(asked(large())).toHaveLength(3);
	});

	it('finds them by the name that a supplier gave, whatever is in it', async () => {
		const names = rows.map(({ external_ID: name }) => name);
		const isUnique = (name: string) => names.indexOf(name) === names.lastIndexOf(name);
		const oddOnes = [/^[\w-]+$/, /"/, /,/, /\P{ASCII}/u].map((oddity) =>
			rows.find(({ external_ID: name }) => oddity.test(name) && isUnique(name)),
		);
		const [plain, ...others] = oddOnes.filter((row) => row !== undefined);
		expect(plain).toBeDefined();
		for (const row of [plain, ...others]) {
			if (!row) continue;
			const shown = identifiersOf(row).map((identifier) => `${identifier} (${row.external_ID})`);
			expect(await searchLarge(row.external_ID)).toEqual(shown);
		}
	});

	it('finds by a part of a name with a bounded number of requests', async () => {
		const last = [...large().cdd.batches.values()].sort((a, b) => a.id - b.id).at(-1)?.molecule_batch_identifier ?? '';
		expect(await searchLarge(last.slice(1))).toContain(last);
		expect(asked(large()).length).toBeLessThanOrEqual(13);
	});
});
