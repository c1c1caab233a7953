import type { IDataObject, INode } from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import type { EndpointName } from '../../sandbox/endpointNames';
import { onSandbox } from '../support/cdd';
import { retrying, rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import type { NodeRun, RunOptions } from '../support/engine';
import { mapped } from '../support/mapped';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits, onNextWait } from '../support/waits';

const sandbox = sandboxForTests();
const cdd = () => sandbox().cdd;

beforeEach(forgetWaits);

/** The two users of the sandbox: the token's, and one who works in the web application. */
const [robot, person] = ['API User', 'Inventory Manager'];
const named = { apiUser: robot };
const unknown = 'Outcome unknown: the answer to this change was lost, and it was not sent again';

let serial = 90_000_000;

/** A write that makes something new, and what a person does who makes the same at the same moment. */
interface Writing {
	endpoint: EndpointName;
	/** Where it is looked for. */
	look: EndpointName;
	node: () => CddBatch | CddInventorySample;
	parameters: INode['parameters'];
	/** Input items that are written one after the other. */
	inputs: (count: number) => IDataObject[];
	/** The same once more, by somebody, for an input item. */
	repeat: (input: IDataObject, owner: string) => number;
	what: string;
}

const debit: Writing = {
	endpoint: 'updateInventorySample',
	look: 'getInventorySample',
	node: () => new CddInventorySample(),
	parameters: { operation: 'update', sample: rl('={{ $json.id }}'), events: { event: [{ debit: '10' }] } } as never,
	inputs: (count) => {
		const { id } = cdd().addSample();
		return Array.from({ length: count }, () => ({ id }));
	},
	repeat: ({ id }, owner) => {
		const sample = cdd().samples.get(Number(id));
		const [event] = sample?.inventory_events ?? [];
		if (sample && event) {
			sample.current_amount -= 10;
			sample.inventory_events.push({ ...event, id: ++serial, owner, fields: { Debit: 10 } });
		}
		return serial;
	},
	what: 'event',
};

const newSample: Writing = {
	endpoint: 'createInventorySample',
	look: 'listInventorySamples',
	node: () => new CddInventorySample(),
	parameters: {
		operation: 'create',
		batch: rl('={{ $json.batch }}'),
		amount: '7',
		units: 'mg',
		moreSampleFields: { field: [{ name: 'Sample ID', type: 'text', value: '={{ $json.name }}' }] },
	} as never,
	inputs: (count) => {
		const batch = [...cdd().batches.keys()][10];
		return Array.from({ length: count }, () => ({ batch, name: `O${++serial}` }));
	},
	repeat: ({ batch, name }, owner) => {
		const sample = cdd().addSample({ fields: { 'Sample ID': String(name) }, owner }, Number(batch));
		const [event] = sample.inventory_events;
		if (event) event.fields = { Credit: 7 };
		return sample.id;
	},
	what: 'sample',
};

const newBatch: Writing = {
	endpoint: 'createBatch',
	look: 'listBatches',
	node: () => new CddBatch(),
	parameters: {
		operation: 'create',
		molecule: 'name',
		moleculeName: 'Caffeine',
		projects: ['Internal Data'],
		batchFields: mapped({ Note: '={{ $json.note }}' }),
	} as never,
	inputs: (count) => Array.from({ length: count }, () => ({ note: `N${++serial}` })),
	repeat: ({ note }, owner) => {
		const molecule = [...cdd().molecules.values()].find(({ synonyms }) => synonyms.includes('Caffeine'));
		const project = [...cdd().projects.values()].find(({ name }) => name === 'Internal Data');
		const [template] = cdd().batches.values();
		const id = ++serial;
		const now = new Date().toISOString();
		if (template && molecule && project)
			cdd().batches.set(id, {
				...template,
				id,
				owner,
				created_at: now,
				modified_at: now,
				moleculeId: molecule.id,
				projectIds: [project.id],
				batch_fields: { Note: String(note) },
			});
		return id;
	},
	what: 'batch',
};

const writings = [
	['a debit', debit],
	['a new sample', newSample],
	['a new batch', newBatch],
] as const;

async function run(
	{ node, parameters }: Writing,
	inputs: IDataObject[],
	{ secrets, ...options }: RunOptions & { secrets?: IDataObject } = {},
): Promise<NodeRun> {
	return await runNode(onSandbox(node(), sandbox(), secrets), inputs, parameters, options);
}

/** The first write, or a later one, is lost on its way or on the way back. */
const lose = ({ endpoint }: Writing, moment: 'after' | 'before', nth = 1) =>
	sandbox().faults.add({ when: { endpoint, nth }, do: { kind: 'drop', moment } });

describe.each(writings)('%s that is lost on its way, while somebody else makes the same', (_what, writing) => {
	it('is unknown where the credential names the API user, and says whose the other is', async () => {
		const [input = {}] = writing.inputs(1);
		lose(writing, 'before');
		let theirs = 0;
		onNextWait(() => (theirs = writing.repeat(input, person)));
		const { error, json } = await run(writing, [input], { secrets: named });
		expect(json).toEqual([]);
		expect(error?.message).toBe(`${unknown} [row 1]`);
		expect(error?.description).toContain(
			`What matches (${writing.what} ${theirs} by ${person}) was not made by ${robot}, the user of the API token.`,
		);
	});

	it('is unknown where an item before it has shown who the API user is', async () => {
		const inputs = writing.inputs(2);
		const settings = { ...retrying, maxTries: 2 };
		// The second item is written in the second try alone: what was learned outlasts the first.
		sandbox().faults.add({
			when: { endpoint: writing.endpoint, nth: 2 },
			times: 1,
			do: { kind: 'status', status: 429, retryAfterSeconds: 600 },
		});
		lose(writing, 'before', 3);
		const armed = () => onNextWait(() => writing.repeat(inputs.at(-1) ?? {}, person));
		onNextWait(armed);
		const { error, executions } = await run(writing, inputs, { settings });
		expect(executions).toBe(2);
		expect(error?.message).toMatch(/^Outcome unknown/);
		expect(error?.description).toContain(`was not made by ${robot}`);
	});

	it('takes the one that is new for its own where nothing tells whose it is, and says so', async () => {
		const [input = {}] = writing.inputs(1);
		lose(writing, 'before');
		let theirs = 0;
		onNextWait(() => (theirs = writing.repeat(input, person)));
		const { error, hints } = await run(writing, [input]);
		expect(error).toBeUndefined();
		expect(hints).toEqual([
			expect.stringContaining(
				`the answer was lost, so what is new and matches was taken as made by this step (${writing.what} ${theirs} by ${person}).`,
			),
		]);
		expect(hints[0]).toContain("'Name of the API User'");
	});
});

describe.each(writings)('%s whose answer is lost', (_what, writing) => {
	it('is found among what others made at the same moment, by the name in the credential', async () => {
		const [input = {}] = writing.inputs(1);
		lose(writing, 'after');
		sandbox().faults.add({ when: { endpoint: writing.look, nth: 2 }, do: { kind: 'status', status: 503 } });
		let theirs = 0;
		onNextWait(() => (theirs = writing.repeat(input, person)));
		const { error, hints, json } = await run(writing, [input], { secrets: { apiUser: ' api user ' } });
		expect([error?.message, hints, json.length]).toEqual([undefined, [], 1]);
		expect(theirs).toBeGreaterThan(0);
	});

	it('is unknown where records of two people fit, and nothing tells who the API user is', async () => {
		const [input = {}] = writing.inputs(1);
		lose(writing, 'before');
		onNextWait(() => {
			writing.repeat(input, person);
			writing.repeat(input, 'Compound Registrar');
		});
		const { error } = await run(writing, [input]);
		expect(error?.message).toBe(`${unknown} [row 1]`);
		expect(error?.description).toMatch(
			new RegExp(`More than one new ${writing.what} matches \\(\\d+ by ${person}, \\d+ by Compound Registrar\\)`),
		);
	});

	it('is unknown where the API user has made two that fit', async () => {
		const [input = {}] = writing.inputs(1);
		lose(writing, 'before');
		onNextWait(() => [1, 2].map(() => writing.repeat(input, robot)));
		const { error } = await run(writing, [input], { secrets: named });
		expect(error?.message).toBe(`${unknown} [row 1]`);
		expect(error?.description).toContain(`More than one new ${writing.what} matches`);
	});
});

describe('a name in the credential that is not the API user', () => {
	it('is told, and what CDD Vault shows counts', async () => {
		lose(debit, 'after', 2);
		const { error, hints, json } = await run(debit, debit.inputs(2), { secrets: { apiUser: 'Api Usr' } });
		expect([error?.message, json.length]).toEqual([undefined, 2]);
		expect(hints).toEqual([
			`The credential says that the API user is "Api Usr", but CDD Vault shows "${robot}" as the owner of what this step made. Correct 'Name of the API User' in the credential.`,
		]);
	});

	it('is not learned from an answer that shows the events of two people', async () => {
		const [input = {}] = debit.inputs(1);
		const { samples } = cdd();
		const keep = samples.set.bind(samples);
		vi.spyOn(samples, 'set').mockImplementationOnce((id, sample) => {
			keep(id, sample);
			debit.repeat(input, person);
			return samples;
		});
		lose(debit, 'before', 2);
		onNextWait(() => debit.repeat(input, person));
		const { error, hints } = await run(debit, [input, input]);
		expect([error?.message, hints.length]).toEqual([undefined, 1]);
	});
});
