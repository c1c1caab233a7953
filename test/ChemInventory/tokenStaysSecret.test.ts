import { forgetWaits } from '../support/waits';

import type { IDataObject } from 'n8n-workflow';

import { startSandbox } from '../../sandbox';
import type { Fault, Sandbox, SandboxOptions } from '../../sandbox';
import { everyEndpoint } from '../support/chemEveryEndpoint';
import { onChemSandbox } from '../support/chemInventory';
import { deepTexts } from '../support/deepTexts';
import { runNode } from '../support/engine';

beforeEach(forgetWaits);

type Spoil = { options?: SandboxOptions; fault?: Fault['do']; secrets?: IDataObject };

const ways: Array<[string, Spoil]> = [
	['when all goes well', {}],
	['when the service refuses under HTTP 200', { secrets: { apiToken: 'sandbox-chem-token-that-opens-nothing' } }],
	['when the service refuses with 403', { options: { chemInventory: { errorStatus: '403', errorData: 'object with message' } }, secrets: { apiToken: 'sandbox-chem-token-that-opens-nothing' } }],
	['on a status of 500', { fault: { kind: 'status', status: 500 } }],
	['on a page instead of JSON', { fault: { kind: 'login-page' } }],
	['on an error under 200', { fault: { kind: 'error-200' } }],
	['on a dropped connection', { fault: { kind: 'drop' } }],
	['on a redirect to another host', { fault: { kind: 'redirect' } }],
];

/** What console and n8n's log got, and everything that the run left behind. */
async function traces(sandbox: Sandbox, at: number, { fault, secrets = {} }: Spoil): Promise<{ path: string; shown: string; errors: number }> {
	const { path, node, parameters } = everyEndpoint(sandbox)[at] ?? { path: '', node: undefined, parameters: {} };
	if (!node) throw new Error('there is no such case');
	if (fault) sandbox.faults.add({ when: { path }, do: fault });
	const printed: unknown[] = [];
	const spies = (['debug', 'error', 'info', 'log', 'warn'] as const).map((level) => jest.spyOn(console, level).mockImplementation((...parts: unknown[]) => void printed.push(...parts)));
	const { run, error, hints } = await runNode(onChemSandbox(node, sandbox, secrets), [{ note: 'input' }], parameters as never, { settings: { onError: 'continueErrorOutput' } });
	const plain = await runNode(onChemSandbox(node, sandbox, secrets), [{ note: 'input' }], parameters as never);
	for (const spy of spies) spy.mockRestore();
	const { resultData, executionData } = run.data;
	const left = [resultData, executionData?.contextData, error, hints, plain.run.data.resultData, plain.error, plain.error?.cause, printed];
	return { path, shown: left.flatMap((part) => deepTexts(part)).join('\n'), errors: plain.error ? 1 : 0 };
}

describe.each(ways)('the API token of ChemInventory, %s', (_way, spoil) => {
	it('is in no item, error, hint, log or download, on any of the 70 endpoints', async () => {
		const probe = await startSandbox();
		const count = everyEndpoint(probe).length;
		await probe.close();
		const token = (sandbox: Sandbox) => String(spoil.secrets?.apiToken ?? sandbox.chemInventory.token);
		const seen: string[] = [];
		const paths = new Set<string>();
		let errors = 0;
		for (let at = 0; at < count; at++) {
			const sandbox = await startSandbox(spoil.options);
			const trace = await traces(sandbox, at, spoil);
			paths.add(trace.path);
			errors += trace.errors;
			if (trace.shown.includes(token(sandbox)) || trace.shown.includes('authtoken')) seen.push(trace.path);
			const outside = sandbox.requests.filter(({ port }) => port !== 'service');
			if (JSON.stringify(outside).includes(token(sandbox))) seen.push(`${trace.path}, on another host`);
			const headers = sandbox.requests.map((request) => [request.headers, request.url]);
			if (JSON.stringify(headers).includes(token(sandbox))) seen.push(`${trace.path}, in a header or an address`);
			await sandbox.close();
		}
		expect(seen).toEqual([]);
		expect(paths.size).toBe(70);
		if (Object.keys(spoil).length > 0) expect(errors).toBeGreaterThan(60);
	}, 600_000);
});
