import { forgetWaits } from '../support/waits';

import type { IDataObject } from 'n8n-workflow';

import type { Fault, Sandbox, SandboxOptions } from '../../sandbox';
import { everyEndpoint } from '../support/chemEveryEndpoint';
import { onChemSandbox } from '../support/chemInventory';
import { deepTexts } from '../support/deepTexts';
import { runNode } from '../support/engine';
import { freshSandbox } from '../support/sandbox';

beforeEach(forgetWaits);

type Spoil = { options?: SandboxOptions; fault?: Fault['do']; secrets?: IDataObject };

const ways: Array<[string, Spoil]> = [
	['when all goes well', {}],
	['when the service refuses under HTTP 200', { secrets: { apiToken: 'sandbox-chem-token-that-opens-nothing' } }],
	[
		'when the service refuses with 403',
		{
			options: { chemInventory: { errorStatus: '403', errorData: 'object with message' } },
			secrets: { apiToken: 'sandbox-chem-token-that-opens-nothing' },
		},
	],
	['on a status of 500', { fault: { kind: 'status', status: 500 } }],
	['on a page instead of JSON', { fault: { kind: 'login-page' } }],
	['on an error under 200', { fault: { kind: 'error-200' } }],
	['on a dropped connection', { fault: { kind: 'drop' } }],
	['on a redirect to another host', { fault: { kind: 'redirect' } }],
];

/** What console and n8n's log got, and everything that the run left behind. */
async function traces(
	sandbox: Sandbox,
	at: number,
	{ fault, secrets = {} }: Spoil,
): Promise<{ path: string; shown: string; errors: number }> {
	const { path, node, parameters } = everyEndpoint(sandbox)[at] ?? { path: '', node: undefined, parameters: {} };
	if (!node) throw new Error('there is no such case');
	if (fault) sandbox.faults.add({ when: { path }, do: fault });
	const printed: unknown[] = [];
	const spies = (['debug', 'error', 'info', 'log', 'warn'] as const).map((level) =>
		vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void printed.push(...parts)),
	);
	const { run, error, hints } = await runNode(
		onChemSandbox(node, sandbox, secrets),
		[{ note: 'input' }],
		parameters as never,
		{ settings: { onError: 'continueErrorOutput' } },
	);
	const plain = await runNode(onChemSandbox(node, sandbox, secrets), [{ note: 'input' }], parameters as never);
	for (const spy of spies) spy.mockRestore();
	const { resultData, executionData } = run.data;
	const left = [
		resultData,
		executionData?.contextData,
		error,
		hints,
		plain.run.data.resultData,
		plain.error,
		plain.error?.cause,
		printed,
	];
	return { path, shown: left.flatMap((part) => deepTexts(part)).join('\n'), errors: plain.error ? 1 : 0 };
}

/** One sandbox will do where the service changes nothing; where it does, each call finds one as it was. */
async function tracesOfAll(
	spoil: Spoil,
): Promise<Array<{ path: string; shown: string; errors: number; sandbox: Sandbox }>> {
	const changes = Object.keys(spoil).length === 0;
	let sandbox = await freshSandbox(spoil.options);
	const count = everyEndpoint(sandbox).length;
	const all = [];
	for (let at = 0; at < count; at++) {
		if (changes && at > 0) {
			await sandbox.close();
			sandbox = await freshSandbox(spoil.options);
		}
		all.push({ ...(await traces(sandbox, at, spoil)), sandbox });
		sandbox.faults.clear();
	}
	await sandbox.close();
	return all;
}

describe.each(ways)('the API token of ChemInventory, %s', (_way, spoil) => {
	it('is in no item, error, hint, log or download, on any of the 70 endpoints', async () => {
		const all = await tracesOfAll(spoil);
		const seen = all.flatMap(({ path, shown, sandbox }) => {
			const token = String(spoil.secrets?.apiToken ?? sandbox.chemInventory.token);
			const outside = sandbox.requests.filter(({ port }) => port !== 'service');
			const headers = sandbox.requests.map((request) => [request.headers, request.url]);
			return [
				...(shown.includes(token) || shown.includes('authtoken') ? [path] : []),
				...(JSON.stringify(outside).includes(token) ? [`${path}, on another host`] : []),
				...(JSON.stringify(headers).includes(token) ? [`${path}, in a header or an address`] : []),
			];
		});
		expect(seen).toEqual([]);
		expect(new Set(all.map(({ path }) => path)).size).toBe(70);
		if (Object.keys(spoil).length > 0) expect(all.reduce((sum, { errors }) => sum + errors, 0)).toBeGreaterThan(60);
	}, 600_000);
});
