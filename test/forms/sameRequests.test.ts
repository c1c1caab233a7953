import type { IDataObject, INode } from 'n8n-workflow';

import type { AnyField } from '../../nodes/shared/form';
import type { Sandbox } from '../../sandbox';
import { choicesOf } from '../package/parameters';
import { runNode } from '../support/engine';
import { needEarlierRun, offeredOperations, subjectOf, workingCalls } from '../support/everyOperation';
import type { OfferedOperation } from '../support/everyOperation';
import { present } from '../support/present';
import { freshSandbox } from '../support/sandbox';
import { agents, callTool, fromAi } from '../support/tool';
import { forgetWaits } from '../support/waits';
import { fill, fillOf } from './fill';
import { partOf } from './part';
import { declarationOf, leaves, parametersWith } from './walk';
import type { Leaf } from './walk';

/** A field that a working call fills in by hand, and the same said in another way. */
interface Case {
	operation: OfferedOperation;
	leaf: Leaf;
	/** What the call holds there. */
	byHand: unknown;
	/** What an expression gives instead. */
	instead: unknown;
	/** Whether the call is one that works. */
	works: boolean;
	/** The parameters of the step with a value in the field. */
	filled: (value: unknown) => IDataObject;
}

const isLocator = ({ kind }: AnyField) => kind === 'locator' || kind === 'optionalLocator';

function insteadOf({ kind }: AnyField, leaf: Leaf, byHand: unknown): unknown {
	if (kind === 'choice') {
		const chosen = choicesOf(declarationOf(leaf.field)).find(({ value }) => value === byHand);
		return chosen?.name.toUpperCase();
	}
	if (kind === 'flag') return String(byHand).toUpperCase();
	if (kind === 'number' || kind === 'wholeNumber' || kind === 'id') return ` ${String(byHand)} `;
	return isLocator(leaf.field) ? Object(byHand).value : byHand;
}

const parts = ({ path }: Leaf): string[] => path.split('.');

const at = (parameters: IDataObject, path: readonly string[]): unknown =>
	path.reduce<unknown>(
		(value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
		parameters,
	);

/** The parameters with another value in one place, within a collection as well. */
function withValue(parameters: IDataObject, [first = '', ...rest]: readonly string[], value: unknown): IDataObject {
	const held = parameters[first];
	const inner =
		rest.length === 0 ? value : withValue(typeof held === 'object' && held !== null ? { ...held } : {}, rest, value);
	return Object.assign({}, parameters, { [first]: inner });
}

const callOf = (operation: OfferedOperation, sandbox: Sandbox) =>
	present(workingCalls(sandbox).get(operation.name), `A call of ${operation.name}`);

/** Of fields that a working call fills in, as it does; of the others with the rest of the form filled in by hand. */
async function casesOf(operation: OfferedOperation): Promise<Case[]> {
	const { name, resource, operation: offered } = operation;
	const { parameters } = callOf(operation, await freshSandbox());
	const fixed = { resource, operation: offered.option.value };
	return leaves(offered.form).flatMap((leaf) => {
		if (outOfTable.has(leaf.field.kind)) return [];
		const called = at(parameters, parts(leaf));
		const works = called !== undefined && called !== '';
		const byHand = works ? called : fill(name, leaf.field);
		const instead = insteadOf(leaf.field, leaf, byHand);
		if (instead === undefined) return [];
		const filled = (value: unknown): IDataObject =>
			works
				? withValue(parameters, parts(leaf), value)
				: Object.assign({}, fixed, parametersWith(offered.form, leaf, value, fillOf({ name })) as IDataObject);
		return [{ operation, leaf, byHand, instead, works, filled }];
	});
}

const stored = ({ byHand, leaf }: Case, value: unknown): unknown =>
	isLocator(leaf.field) ? { ...Object(byHand), value } : value;

const requestsOf = ({ requests }: Sandbox) => requests.map(({ method, path, body }) => ({ method, path, body }));

async function asPerson({ operation }: Case, parameters: IDataObject, item: IDataObject = {}) {
	const sandbox = await freshSandbox();
	const { binary, item: before } = callOf(operation, sandbox);
	sandbox.clearRequests();
	const { error } = await runNode(
		subjectOf(operation, sandbox),
		[{ ...before, ...item }],
		parameters as INode['parameters'],
		{ binary: [binary] },
	);
	return { requests: requestsOf(sandbox), error: error?.message };
}

async function asAgent(
	{ operation }: Case,
	agent: (typeof agents)[number],
	parameters: IDataObject,
	said: IDataObject,
) {
	const sandbox = await freshSandbox();
	callOf(operation, sandbox);
	sandbox.clearRequests();
	const allowed = { ...parameters, allowForAiAgents: true } as INode['parameters'];
	const { answers } = await callTool(subjectOf(operation, sandbox), allowed, [said], { agent });
	return { requests: requestsOf(sandbox), answers };
}

const named = (operations: readonly OfferedOperation[]) => operations.map((each) => [each.name, each] as const);
const runs = offeredOperations.filter(({ name }) => !needEarlierRun.includes(name));

beforeEach(forgetWaits);

/** What another answer decides, and what is tested by itself. */
const outOfTable = new Set(['allowance', 'binary', 'cell', 'mapper']);

describe('what is said in another way by an expression', () => {
	let fields = 0;

	it.each(named(partOf(runs)))('leads to the same requests: %s', async (_name, operation) => {
		const different: unknown[] = [];
		for (const each of await casesOf(operation)) {
			const byHand = await asPerson(each, each.filled(each.byHand));
			if (each.works) expect(byHand.error).toBeUndefined();
			const said = await asPerson(each, each.filled(stored(each, '={{ $json.x }}')), {
				x: each.instead as IDataObject['x'],
			});
			fields += 1;
			if (JSON.stringify(said) !== JSON.stringify(byHand))
				different.push({ path: each.leaf.path, instead: each.instead, said, byHand });
		}
		expect(different).toEqual([]);
	});

	afterAll(() => {
		process.stderr.write(`${fields} fields on the engine, by hand and by expression\n`);
	});
});

const chosenByAgents = new Set(['choice', 'flag', 'locator', 'optionalLocator']);

describe.each(agents)('what an agent says in other words (%s)', (agent) => {
	it.each(named(partOf(runs)))('leads to the same requests: %s', async (_name, operation) => {
		const different: unknown[] = [];
		for (const each of await casesOf(operation)) {
			if (!each.works || !chosenByAgents.has(each.leaf.field.kind) || operation.name.includes('cddSlurp')) continue;
			const byHand = await asAgent(each, agent, each.filled(each.byHand), {});
			const said = await asAgent(each, agent, each.filled(stored(each, fromAi('x'))), { x: String(each.instead) });
			if (JSON.stringify(said.requests) !== JSON.stringify(byHand.requests))
				different.push({ path: each.leaf.path, instead: each.instead, said, byHand });
		}
		expect(different).toEqual([]);
	});
});
