import { asked, locator, runSamples } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const get = { operation: 'get', sample: locator('={{ $json.name }}', 'name'), output: 'raw' };
const run = async (names: unknown[], parameters = get) =>
	await runSamples(
		sandbox(),
		names.map((name) => ({ name: name as string })),
		parameters,
	);
const batchCalled = (identifier: string) =>
	[...sandbox().cdd.batches.values()].find((batch) => batch.molecule_batch_identifier === identifier)?.id;
const add = (name: string, batch = batchCalled('LAB-0000004-001')) => sandbox().cdd.addSample({ batch, name });
const wholeLists = () =>
	sandbox().requests.filter(
		({ path, query }) => path.endsWith('/inventory_samples') && !/batch_ids|sample_ids/.test(query),
	);
const writes = () => asked(sandbox()).filter((request) => /^(PUT|DELETE)/.test(request));

describe('a sample by its name', () => {
	it('is found through its batch, and the samples of a batch are read once per run', async () => {
		const names = ['T-1', 'T-2', 'plain'].map((called) => `LAB-0000004-001-${called}`);
		const ids = names.map((name) => add(name).id);
		const { json, error, hints } = await run([...names, ...names]);
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual([...ids, ...ids]);
		expect(wholeLists()).toEqual([]);
		expect(sandbox().requests.filter(({ query }) => query.includes('batch_ids'))).toHaveLength(1);
		expect(hints).toEqual([]);
	});

	it.each([
		['blanks around it', ' LAB-0000004-001-E ', 'LAB-0000004-001-E'],
		['an accent in two pieces', 'LAB-0000004-001-e\u0301', 'LAB-0000004-001-\u00e9'],
		['a line end', 'LAB-0000004-001-F\r\n', 'LAB-0000004-001-F'],
		['the name of its batch alone', 'LAB-0000004-001', 'LAB-0000004-001'],
		['digits', 20261130, '20261130'],
	])('is given with %s', async (_what, given, stored) => {
		const { id } = add(stored);
		const { json, error } = await run([given]);
		expect([error?.message, json[0]?.id]).toEqual([undefined, id]);
	});

	it('that names its batch in no known way is looked for in the whole vault, which is told', async () => {
		const { id } = add('Freezer vial 7');
		const { json, hints } = await run(['Freezer vial 7', 'Freezer vial 7']);
		expect(json.map((sample) => sample.id)).toEqual([id, id]);
		expect(wholeLists()).toHaveLength(1);
		expect(hints).toEqual([expect.stringContaining('all 121 samples of the vault were read once')]);
	});

	it.each([
		['LAB-0000004-001-x', 'LAB-0000004-001-X'],
		['freezer vial 7', 'Freezer vial 7'],
		['LAB-0000004-001-A  B', 'LAB-0000004-001-A B'],
	])('%s is not %s, which is named and never taken', async (given, stored) => {
		const { id } = add(stored);
		for (const operation of ['get', 'delete']) {
			const { error } = await run([given], { ...get, operation });
			expect(error?.message).toBe("'Sample' was not found by its name [row 1]");
			expect(error?.description).toContain(`There is "${stored}" (ID ${id}).`);
		}
		expect(writes()).toEqual([]);
	});

	it('is told with the nearest names of its batch where it is none of them', async () => {
		add('LAB-0000004-001-Alpha');
		const { error } = await run(['LAB-0000004-001-Alfa']);
		expect(error?.description).toMatch(/^No sample is called .+ exactly.+ Did you mean "LAB-0000004-001-Alpha"/);
	});

	it('is found in another batch than the one that its name begins with', async () => {
		add('LAB-0000004-001-Here');
		const other = add('LAB-0000004-001-There', batchCalled('LAB-0000005-001'));
		const { json, error } = await run([other.name]);
		expect([error?.message, json[0]?.id]).toEqual([undefined, other.id]);
	});

	it('goes before those that differ in case and blanks', async () => {
		const [, exact] = ['k', 'K', 'K  K', 'K K'].map((part) => add(`LAB-0000004-001-${part}`));
		const { json } = await run([exact?.name]);
		expect(json[0]?.id).toBe(exact?.id);
	});

	it('and that two have is refused with both, of whatever batches they are', async () => {
		const twin = { ...[...sandbox().cdd.batches.values()][9] };
		const id = 6_500_000;
		sandbox().cdd.batches.set(id, { ...twin, id, molecule_batch_identifier: 'LAB-0000004-001-A' } as never);
		const [one, other] = [add('LAB-0000004-001-A-B'), add('LAB-0000004-001-A-B', id)];
		const { error } = await run(['LAB-0000004-001-A-B'], { ...get, operation: 'delete' });
		expect(error?.message).toBe("'Sample' matches several samples [row 1]");
		for (const sample of [one, other]) expect(error?.description).toContain(`(ID ${sample.id})`);
		expect(writes()).toEqual([]);
	});

	it('of a hundred parts costs no hundred requests', async () => {
		const { error } = await run([Array.from({ length: 100 }, () => 'x').join('-')]);
		expect(error?.message).toBe("'Sample' was not found by its name [row 1]");
		expect(asked(sandbox())).toEqual(['GET /inventory_samples']);
	});
});
