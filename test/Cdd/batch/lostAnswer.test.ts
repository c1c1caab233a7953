import type { Fault, Sandbox } from '../../../sandbox';
import { mapped } from '../../support/mapped';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { byId, idOfProject, moleculeNamed, newBatch, runBatch, writes } from './onBatch';

let sandbox: Sandbox;
let ids: number[];

beforeEach(async () => {
	forgetWaits();
	sandbox = await freshSandbox();
	ids = [...sandbox.cdd.batches.keys()];
});

const unknown = 'Outcome unknown: the answer to this change was lost, and it was not sent again [row 1]';
const retried = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const forms = ['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const;
const note = (value: string) => mapped({ Note: value });
const smiles = 'CCCCCCCCCCO';

/** The write took effect, and its answer is of no use. */
const losses: Array<[what: string, fault: Fault['do']]> = [
	['cut off', { kind: 'drop', moment: 'after' }],
	['a gateway error', { kind: 'status', status: 502, moment: 'after' }],
	['half of the JSON', { kind: 'cut-json' }],
	['a login page after it', { kind: 'status', status: 504, moment: 'after' }],
];

describe.each(losses)('when the answer is %s', (_what, fault) => {
	it('a batch that was registered all the same is found, and registered once', async () => {
		sandbox.faults.add({ when: { endpoint: 'createBatch' }, do: fault });
		const { json } = await runBatch(sandbox, newBatch(smiles, { batchFields: note('only one') }), {
			settings: retried,
		});
		expect(json).toMatchObject([{ registered: true, molecule: { smiles }, batch_fields: { Note: 'only one' } }]);
		expect(sandbox.cdd.batches.size).toBe(61);
		expect(writes(sandbox)).toHaveLength(1);
	});

	it('an update that took effect all the same is found, and sent once', async () => {
		sandbox.faults.add({ when: { endpoint: 'updateBatch' }, do: fault });
		const { json } = await runBatch(
			sandbox,
			{
				operation: 'update',
				batch: byId(ids[1] ?? 0),
				batchFields: note('changed'),
				updateFields: { projects: ['CRO Project'] },
				output: 'raw',
			},
			{ settings: retried },
		);
		expect(json).toMatchObject([
			{ id: ids[1], batch_fields: { Note: 'changed' }, projects: [{ name: 'CRO Project' }] },
		]);
		expect(writes(sandbox)).toHaveLength(1);
	});
});

describe('when a change was lost on its way', () => {
	it.each(forms)('a batch that was not registered is not sent again under Retry On Fail with %s', async (onError) => {
		sandbox.faults.add({ when: { endpoint: 'createBatch' }, times: 1, do: { kind: 'drop', moment: 'before' } });
		await runBatch(sandbox, newBatch(smiles), { settings: { ...retried, onError } });
		expect(sandbox.cdd.batches.size).toBe(60);
		expect(writes(sandbox)).toHaveLength(1);
	});

	it('the step says that it does not know, what it saw, and where to look', async () => {
		sandbox.faults.add({ when: { endpoint: 'createBatch' }, do: { kind: 'status', status: 503 } });
		const { error } = await runBatch(sandbox, newBatch(smiles));
		expect(error?.message).toBe(unknown);
		expect(error?.description).toContain(
			'No new batch was seen. Look at the newest batches in CDD Vault before you run this step again.',
		);
	});

	it.each([
		['that takes the batch out of a project', { projects: ['Internal Data'] }],
		['that puts it into another project', { projects: ['Internal Data', 'CRO Project', 'Archive'] }],
		['of its name', { name: 'Another name' }],
		['of its salt', { salt_name: 'HCl' }],
		['of its solvent', { solvent_of_crystallization_name: 'Water' }],
		['of its stoichiometry', { stoichiometry: { core_count: 7 } }],
		['that clears a field', { batch_fields: { Note: null } }],
		['of two fields, of which one is so already', { batch_fields: { Note: 'there', Person: 'Somebody else' } }],
	])('an update %s is not taken for done', async (_what, update) => {
		const batch = sandbox.cdd.batches.get(ids[1] ?? 0);
		const projectIds = ['Internal Data', 'CRO Project'].map((name) => idOfProject(sandbox, name));
		if (batch) Object.assign(batch, { projectIds, batch_fields: { ...batch.batch_fields, Note: 'there' } });
		sandbox.faults.add({ when: { endpoint: 'updateBatch' }, do: { kind: 'drop', moment: 'before' } });
		const { error } = await runBatch(sandbox, {
			operation: 'update',
			batch: byId(ids[1] ?? 0),
			specifyData: 'json',
			batchJson: JSON.stringify(update),
		});
		expect(error?.message).toBe(unknown);
		expect(error?.description).toContain(`Batch ${ids[1]} does not have all of the new values.`);
		expect(writes(sandbox)).toHaveLength(1);
	});

	it('an update says which batch to look at', async () => {
		sandbox.faults.add({ when: { endpoint: 'updateBatch' }, do: { kind: 'drop', moment: 'before' } });
		const { error } = await runBatch(sandbox, {
			operation: 'update',
			batch: byId(ids[1] ?? 0),
			batchFields: note('changed'),
		});
		expect(error?.message).toBe(unknown);
		expect(error?.description).toContain(
			`Batch ${ids[1]} does not have all of the new values. Look at batch ${ids[1]} in CDD Vault`,
		);
		expect(writes(sandbox)).toHaveLength(1);
	});
});

describe('when somebody else registers a batch at the same time', () => {
	const theirs = 999_999;
	const lose = (moment: 'after' | 'before') =>
		sandbox.faults.add({ when: { endpoint: 'createBatch' }, do: { kind: 'drop', moment } });

	it('the batch of this step is told from theirs', async () => {
		lose('after');
		const { batches } = sandbox.cdd;
		const keep = batches.set.bind(batches);
		vi.spyOn(batches, 'set').mockImplementationOnce((id, batch) => {
			keep(theirs, { ...batch, id: theirs, batch_fields: { Note: 'theirs' } });
			return keep(id, batch);
		});
		const { json } = await runBatch(sandbox, {
			...newBatch(''),
			molecule: 'name',
			moleculeName: 'Caffeine',
			batchFields: note('mine'),
		});
		expect(json).toMatchObject([
			{ registered: true, molecule: { id: moleculeNamed(sandbox, 'Caffeine').id }, batch_fields: { Note: 'mine' } },
		]);
	});

	it('two batches that look alike leave the outcome unknown', async () => {
		lose('after');
		sandbox.faults.add({ when: { endpoint: 'listBatches', nth: 2 }, do: { kind: 'edit', change: 'add' } });
		const { error } = await runBatch(sandbox, newBatch(smiles));
		expect(error?.message).toBe(unknown);
		expect(error?.description).toMatch(
			/New batches were seen \(\d+, \d+\), and it is not clear whether this step made one of them/,
		);
	});

	it('theirs is not taken for a result when the change of this step was lost on its way', async () => {
		lose('before');
		sandbox.faults.add({ when: { endpoint: 'listBatches', nth: 2 }, do: { kind: 'edit', change: 'add' } });
		const { error, json } = await runBatch(sandbox, newBatch(smiles));
		expect(json).toEqual([]);
		expect(error?.message).toBe(unknown);
	});
});

describe('Retry On Fail', () => {
	it.each(forms)('registers no batch twice when a later item fails, with %s', async (onError) => {
		await runBatch(sandbox, newBatch('={{ $json.smiles }}', { projects: ['={{ $json.project }}'] }), {
			items: [
				{ smiles, project: 'Internal Data' },
				{ smiles: 'CCCCCCCCCCN', project: 'Nowhere' },
			],
			settings: { ...retried, onError },
		});
		expect(sandbox.cdd.batches.size).toBe(61);
	});

	it('registers no batch twice when the first item fails, with the error on the other output', async () => {
		const { outputs } = await runBatch(
			sandbox,
			newBatch('={{ $json.smiles }}', { projects: ['={{ $json.project }}'] }),
			{
				items: [
					{ smiles: 'CCCCCCCCCCN', project: 'Nowhere' },
					{ smiles, project: 'Internal Data' },
				],
				settings: { ...retried, onError: 'continueErrorOutput' },
			},
		);
		expect(sandbox.cdd.batches.size).toBe(61);
		expect(outputs[0]).toMatchObject([{ json: { registered: true }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toHaveLength(1);
	});

	it('sends again what CDD Vault refused for its rate, and registers once', async () => {
		sandbox.faults.add({
			when: { endpoint: 'createBatch' },
			times: 2,
			do: { kind: 'status', status: 429, retryAfterSeconds: 1 },
		});
		const { json } = await runBatch(sandbox, newBatch(smiles));
		expect(json).toMatchObject([{ registered: true }]);
		expect(sandbox.cdd.batches.size).toBe(61);
	});
});
