import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';

import { endpoints } from '../../../nodes/ChemInventory/contract';
import { fieldListOf } from '../../../nodes/ChemInventory/records/output';
import type { RecordKind } from '../../../nodes/ChemInventory/records/output';
import { recordFields } from '../../../nodes/ChemInventory/records/recordFields';
import type { FaultAction } from '../../../sandbox';
import { pathsAsked } from '../../support/chemRuns';
import { deepTexts } from '../../support/deepTexts';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { editorOf, everyLookUp, faces, kinds } from './lookUps';
import type { LookUp } from './lookUps';

const sandbox = sandboxForTests();
const editor = editorOf(sandbox);

beforeEach(forgetWaits);

/** What a user types where a list wants a text first. */
const typed: Record<string, string> = { searchContainers: 'acetone', searchSubstances: 'acetone' };

/** Fields of records that have none of the lab's own are known without asking. */
const needsNoAnswer = ({ method }: LookUp) =>
	Object.entries(recordFields).some(
		([kind, { own }]) => own === undefined && fieldListOf(kind as RecordKind) === method,
	);

const cases = everyLookUp.map((lookUp): [string, LookUp] => [
	`${lookUp.node.description.displayName}: ${lookUp.method}`,
	lookUp,
]);
const given = ({ method }: LookUp, secrets: IDataObject = {}) => ({ filter: typed[method], secrets });

function entriesIn(answer: unknown): unknown[] {
	if (Array.isArray(answer)) return answer;
	const { results, fields } = answer as { results?: unknown[]; fields?: unknown[] };
	return results ?? fields ?? [];
}

async function failureOf(lookUp: LookUp, secrets: IDataObject = {}): Promise<Error & { description?: unknown }> {
	return await editor.ask(lookUp, given(lookUp, secrets)).then(
		() => new Error('it did not fail'),
		(error: Error) => error,
	);
}

/** Everything that the editor, a log or an inspector could show of an error. */
const shownOf = (error: Error) => [...deepTexts(error), inspect(error, { depth: 12 }), String(error)].join('\n');

const nothing = 'sandbox-chem-token-that-opens-nothing';
type Unusable = [what: string, fault: FaultAction | undefined, secrets: IDataObject, message: RegExp];
const unusable: [Unusable, ...Unusable[]] = [
	['the token opens nothing', undefined, { apiToken: nothing }, /^ChemInventory refused the request$/],
	[
		'the service answers with an error of another form',
		{ kind: 'error-200' },
		{},
		/its documentation does not describe/,
	],
	['a login page comes instead of an answer', { kind: 'login-page' }, {}, /its documentation does not describe/],
	['the service is not working', { kind: 'status', status: 500 }, {}, /^ChemInventory is not working at the moment$/],
	[
		'the service asks to wait longer than anybody would',
		{ kind: 'status', status: 429, retryAfterSeconds: 86_400 },
		{},
		/^ChemInventory received too many requests$/,
	],
	['the connection drops', { kind: 'drop', moment: 'before' }, {}, /^The service could not be reached$/],
	['the answer is cut off', { kind: 'cut-json' }, {}, /its documentation does not describe/],
	[
		'the address of the credential is empty',
		undefined,
		{ baseUrl: '' },
		/^'Base URL' of the credential is not a web address/,
	],
];

async function expectWords(
	lookUp: LookUp,
	fault: FaultAction | undefined,
	secrets: IDataObject,
	message: RegExp,
): Promise<void> {
	if (fault) sandbox().faults.add({ do: fault });
	const error = await failureOf(lookUp, secrets);
	expect(['NodeApiError', 'NodeOperationError']).toContain(error.name);
	expect(error.message).toMatch(message);
	expect(error.message).not.toContain('[object Object]');
	expect(String(error.description ?? '')).not.toContain('[object Object]');
	const token = String(secrets.apiToken ?? sandbox().chemInventory.token);
	expect(shownOf(error)).not.toContain(token);
}

it('covers lists, options and forms of all nodes', () => {
	expect(kinds.map((kind) => everyLookUp.filter((lookUp) => lookUp.kind === kind).length > 0)).toEqual([
		true,
		true,
		true,
	]);
	expect(faces.filter((node) => !everyLookUp.some((lookUp) => lookUp.node === node))).toEqual([]);
});

describe.each(cases)('%s', (_name, lookUp) => {
	it('shows what the inventory has, with few requests, and changes nothing', async () => {
		const answer = await editor.ask(lookUp, given(lookUp));
		expect(entriesIn(answer).length).toBeGreaterThan(0);
		expect(JSON.stringify(answer)).not.toContain(sandbox().chemInventory.token);
		expect(pathsAsked(sandbox()).length).toBeLessThanOrEqual(3);
		expect(pathsAsked(sandbox()).filter((path) => endpoints.get(path)?.access !== 'read')).toEqual([]);
	});
});

const asking = cases.filter(([, lookUp]) => !needsNoAnswer(lookUp));

describe.each(asking)('%s', (_name, lookUp) => {
	it('says in words what is wrong, and never shows the token', async () => {
		const [, fault, secrets, message] = unusable[0];
		await expectWords(lookUp, fault, secrets, message);
	});
});

/** Every look-up goes through `dropdown` of nodes/shared: all that can go wrong is shown at one of each kind. */
describe.each(asking.filter(([, { kind }], at) => asking.findIndex(([, other]) => other.kind === kind) === at))(
	'%s',
	(_name, lookUp) => {
		it.each(unusable)('says in words that %s, and never shows the token', async (_what, fault, secrets, message) => {
			await expectWords(lookUp, fault, secrets, message);
		});
	},
);
