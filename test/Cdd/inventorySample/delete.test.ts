import { asked, locator, runSamples } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const deletion = { operation: 'delete', sample: locator('={{ $json.id }}') };
const deletes = () => asked(sandbox()).filter((request) => request.startsWith('DELETE'));
const aSample = () => sandbox().cdd.addSample();

describe('deleting an inventory sample', () => {
	it('deletes the sample of each item and gives the words of the vault', async () => {
		const samples = [aSample(), aSample()];
		const { json, items } = await runSamples(
			sandbox(),
			samples.map(({ id }) => ({ id })),
			deletion,
		);
		expect(json).toEqual(
			samples.map(({ id }) => ({
				deleted: true,
				message: `Inventory sample with ID ${id} has been destroyed`,
				before: expect.objectContaining({ id, inventory_events: [expect.anything()] }),
			})),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		for (const { id } of samples) expect(sandbox().cdd.samples.has(id)).toBe(false);
	});

	it.each([undefined, null, '', 0, '12a', '[1,2]', [1, 2]])('refuses the ID %j before anything is sent', async (id) => {
		const { error } = await runSamples(sandbox(), [{ id }], deletion);
		expect(error?.message).toMatch(/^'Sample' is (empty|not an ID) \[row 1\]$/);
		expect(asked(sandbox())).toEqual([]);
	});

	it('shows the words of the vault when the sample is in use', async () => {
		const [onPlate] = sandbox().cdd.vault.sampleIdsOnPlates;
		const { error } = await runSamples(sandbox(), [{ id: onPlate }], deletion);
		expect(error?.message).toBe('CDD Vault refused the data [row 1]');
		expect(error?.description).toContain('associated with a plate well');
	});

	it('is refused to an AI agent unless the node allows it', async () => {
		const { id } = aSample();
		const refused = await runSamples(sandbox(), [{ id }], deletion, { asTool: true });
		expect(refused.error?.message).toBe('This operation is switched off for AI agents, so nothing was sent [row 1]');
		expect(asked(sandbox())).toEqual([]);
		const allowed = await runSamples(sandbox(), [{ id }], { ...deletion, allowForAiAgents: true }, { asTool: true });
		expect(allowed.json[0]?.deleted).toBe(true);
	});
});

describe('a deletion whose answer is lost', () => {
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const when = { endpoint: 'deleteInventorySample' } as const;

	it.each([
		['an answer of 502', { kind: 'status', status: 502, moment: 'after' }],
		['a dropped connection', { kind: 'drop', moment: 'after' }],
		['an answer that is cut off', { kind: 'cut-json' }],
	] as const)('is done when the sample is gone (%s)', async (_what, fault) => {
		const { id } = aSample();
		sandbox().faults.add({ when, do: fault });
		const { json } = await runSamples(sandbox(), [{ id }], deletion, { settings });
		expect(json).toEqual([
			{
				deleted: true,
				message: 'The answer was lost; the record is no longer there.',
				before: expect.objectContaining({ id, current_amount: 100 }),
			},
		]);
		expect(deletes()).toHaveLength(1);
	});

	it.each([
		['an answer of 502', { kind: 'status', status: 502, moment: 'before' }],
		['a dropped connection', { kind: 'drop', moment: 'before' }],
	] as const)('is unknown while the sample is there, and not sent twice (%s)', async (_what, fault) => {
		const { id } = aSample();
		sandbox().faults.add({ when, do: fault });
		const { error, executions } = await runSamples(sandbox(), [{ id }], deletion, { settings });
		expect(executions).toBe(3);
		expect(deletes()).toHaveLength(1);
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`The record is still there. Look for sample ${id} in CDD Vault.`);
	});
});

describe('Retry On Fail', () => {
	it('does not fail over a sample that its first try deleted', async () => {
		const { id } = aSample();
		const other = aSample();
		sandbox().faults.add({
			when: { endpoint: 'deleteInventorySample', path: `/${other.id}` },
			do: { kind: 'status', status: 429, retryAfterSeconds: 600 },
		});
		const { outputs, error } = await runSamples(sandbox(), [{ id }, { id: other.id }], deletion, {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(error?.message).toBe('CDD Vault received too many requests [row 2]');
		expect(outputs.flat()).toEqual([]);
		expect(deletes().filter((request) => request.endsWith(`/${id}`))).toHaveLength(1);
	});
});
