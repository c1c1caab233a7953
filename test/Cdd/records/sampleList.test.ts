import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { onSandbox } from '../../support/cdd';
import { dropdownFunctions } from '../../support/dropdown';
import { present } from '../../support/present';
import { asked } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const node = new CddInventorySample();
const search = async (filter?: string, token?: string) =>
	await node.methods.listSearch.searchSamples.call(dropdownFunctions(onSandbox(node, sandbox())), filter, token);
const found = async (filter?: string) => (await search(filter)).results.map(({ value }) => value);
const samples = () => [...sandbox().cdd.samples.values()];
const samplesOf = (batch: number | undefined) =>
	samples()
		.filter((sample) => sample.batch === batch)
		.map(({ id }) => id);
const batchCalled = (name: string) =>
	[...sandbox().cdd.batches.values()].find(({ molecule_batch_identifier: identifier }) => identifier === name)?.id;

describe('the list of samples', () => {
	it('shows the first hundred with what they hold and where they are', async () => {
		const { results, paginationToken } = await search();
		const inBox = samples().find(({ location }) => location?.includes('Box 1'));
		const position = inBox?.location?.split(' ').at(-1);
		const usedUp = samples().find(({ depleted }) => depleted);
		const nowhere = samples().find(({ depleted, location }) => !depleted && location === null);
		expect(results.map(({ value }) => value)).toEqual(
			samples()
				.slice(0, 100)
				.map(({ id }) => id),
		);
		expect(results.find(({ value }) => value === inBox?.id)?.name).toBe(
			`${inBox?.name} · Box 1 ${position} · ${inBox?.current_amount} ${inBox?.units} · Freezer A · Compound Store · Building 1`,
		);
		expect(results.find(({ value }) => value === usedUp?.id)?.name).toBe(`${usedUp?.name} · used up`);
		expect(results.find(({ value }) => value === nowhere?.id)?.name).toBe(
			`${nowhere?.name} · ${nowhere?.current_amount} ${nowhere?.units}`,
		);
		expect(paginationToken).toBe('100');
		expect(asked(sandbox())).toEqual(['GET /inventory_locations', 'GET /inventory_samples']);
	});

	it('shows the place as the vault writes it where the token may not read the locations', async () => {
		const inBox = present(samples().find(({ location }) => location?.includes('Box 1')));
		sandbox().faults.add({ when: { endpoint: 'listInventoryLocations' }, do: { kind: 'status', status: 403 } });
		const { results } = await search();
		expect(results.find(({ value }) => value === inBox.id)?.name).toBe(
			`${inBox.name} · ${inBox.location} · ${inBox.current_amount} ${inBox.units}`,
		);
	});

	it('is still a list where the vault tells nothing but the ID', async () => {
		const { id } = sandbox().cdd.addSample({ name: '', units: '' });
		const { results } = await search(undefined, '100');
		sandbox().cdd.deleteSample(id);
		expect(results.at(-1)).toEqual({ name: `Sample ${id} · 100`, value: id });
	});
});

describe('a search for a sample', () => {
	it('finds all samples of a batch by its Molecule-Batch ID, with two requests beside that for the locations', async () => {
		expect(await found('LAB-0000004-001')).toEqual(samplesOf(batchCalled('LAB-0000004-001')));
		expect(asked(sandbox())).toEqual(['GET /inventory_locations', 'POST /batches/query', 'GET /inventory_samples']);
	});

	it('finds all samples of a molecule by its name', async () => {
		const ofMolecule = [
			...samplesOf(batchCalled('LAB-0000004-001')),
			...samplesOf(batchCalled('LAB-0000004-002')),
		].sort((a, b) => a - b);
		expect(await found('LAB-0000004')).toEqual(ofMolecule);
		expect(ofMolecule.length).toBeGreaterThan(2);
	});

	it('finds a sample by its whole name, through its batch, in a vault of any size', async () => {
		const [sample] = samplesOf(batchCalled('LAB-0000004-001'));
		const { name } = sandbox().cdd.samples.get(sample ?? 0) ?? {};
		expect(await found(name)).toEqual([sample]);
		expect(asked(sandbox())).toEqual([
			'GET /inventory_locations',
			'POST /batches/query',
			'POST /molecules/query',
			'POST /batches/query',
			'GET /inventory_samples',
		]);
	});

	it('finds a sample whose identifier holds dashes', async () => {
		const batch = batchCalled('LAB-0000004-001');
		const { id } = sandbox().cdd.addSample({ batch, name: 'LAB-0000004-001-T-9-x' });
		expect(await found('lab-0000004-001-t-9-x')).toEqual([id]);
		sandbox().cdd.deleteSample(id);
	});

	it('finds by a part of the name or of the place where no batch has the name', async () => {
		const inBox = samples()
			.filter(({ location }) => location?.includes('Box 2'))
			.map(({ id }) => id);
		expect(await found('box 2')).toEqual(inBox.slice(0, 100));
		expect(inBox.length).toBeGreaterThan(5);
	});
});

describe('in a vault of 20,000 samples', () => {
	const ids = Array.from({ length: 20_000 }, (_empty, index) => 5_000_000 + index);

	beforeEach(() => {
		const [sample] = samples();
		if (!sample) throw new Error('the sandbox has no sample');
		for (const [index, id] of ids.entries())
			sandbox().cdd.samples.set(id, { ...sample, id, name: `HEAP-${String(index).padStart(6, '0')}` });
	});

	it.each(['T', 'T-9', 'T-9-x'])(
		'finds a sample called %s in its batch, however far the list reaches',
		async (called) => {
			const name = `LAB-0000004-001-${called}`;
			const sibling = samples().find(({ batch }) => batch === batchCalled('LAB-0000004-001'));
			if (!sibling) throw new Error('the batch has no sample');
			sandbox().cdd.samples.set(1, { ...sibling, id: 1, name });
			const ids = await found(name);
			sandbox().cdd.samples.delete(1);
			expect(ids).toEqual([1]);
		},
	);

	it('looks for three beginnings of a name at most that may be a Molecule-Batch ID', async () => {
		expect(await found('no-sample-is-called-so-19999').catch(() => 'none')).toBe('none');
		expect(asked(sandbox()).filter((request) => request === 'POST /batches/query')).toHaveLength(4);
	});

	it('a search takes a bounded number of requests, and says so where it cannot reach all', async () => {
		expect(await found('19999')).toEqual([ids.at(-1)]);
		expect(asked(sandbox()).length).toBeLessThanOrEqual(17);
		await expect(search('000005')).rejects.toThrow(
			'Nothing was found, and the vault is too large to look through all of it',
		);
	});
});
