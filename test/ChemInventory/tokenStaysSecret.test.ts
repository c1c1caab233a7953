import type { IDataObject } from 'n8n-workflow';

import type { Fault, RecordedRequest, Sandbox, WorldOptions } from '../../sandbox';
import { tokens as chemInventoryTokens } from '../../sandbox/cheminventory/seed';
import { everyEndpoint } from '../support/chemEveryEndpoint';
import { onChemSandbox } from '../support/chemInventory';
import { deepTexts } from '../support/deepTexts';
import { runNode } from '../support/engine';
import { freshSandbox } from '../support/sandbox';
import { isWhole, soakSeeds } from '../support/soak';
import { forgetWaits } from '../support/waits';

beforeEach(forgetWaits);

const [seed = 0] = soakSeeds(0);

type Spoil = { options?: WorldOptions; fault?: Fault['do']; secrets?: IDataObject };

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
): Promise<{ path: string; shown: string; isFailed: boolean }> {
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
	return { path, shown: left.flatMap((part) => deepTexts(part)).join('\n'), isFailed: plain.error !== undefined };
}

/** Each endpoint is struck by one way after the other; when all goes well, and in the whole soak, every one is asked. */
const isAsked = (at: number, way: number) => isWhole || way === 0 || (at + seed) % (ways.length - 1) === way - 1;

async function tracesOfAll(
	way: number,
	spoil: Spoil,
): Promise<Array<{ path: string; shown: string; isFailed: boolean; requests: RecordedRequest[] }>> {
	const all = [];
	const count = everyEndpoint(await freshSandbox()).length;
	for (let at = 0; at < count; at++) {
		if (!isAsked(at, way)) continue;
		const sandbox = await freshSandbox(spoil.options);
		all.push({ ...(await traces(sandbox, at, spoil)), requests: sandbox.requests });
	}
	return all;
}

describe.each(ways.map(([name, spoil], way) => [name, spoil, way] as const))(
	'the API token of ChemInventory, %s',
	(_name, spoil, way) => {
		it('is in no item, error, hint, log or download', async () => {
			const all = await tracesOfAll(way, spoil);
			const token = String(spoil.secrets?.apiToken ?? chemInventoryTokens.admin);
			const seen = all.flatMap(({ path, shown, requests }) => {
				const outside = requests.filter(({ port }) => port !== 'service');
				const headers = requests.map((request) => [request.headers, request.url]);
				return [
					...(shown.includes(token) || shown.includes('authtoken') ? [path] : []),
					...(JSON.stringify(outside).includes(token) ? [`${path}, on another host`] : []),
					...(JSON.stringify(headers).includes(token) ? [`${path}, in a header or an address`] : []),
				];
			});
			expect(seen).toEqual([]);
			if (way === 0 || isWhole) expect(new Set(all.map(({ path }) => path)).size).toBe(70);
			if (way > 0) expect(all.filter(({ isFailed }) => isFailed).length / all.length).toBeGreaterThan(0.8);
		}, 600_000);
	},
);
