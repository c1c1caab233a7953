import 'reflect-metadata';
import type * as n8nWorkflow from 'n8n-workflow';
import nock from 'nock';

// Our own modules begin anew with each file; what lies in node_modules stays loaded.
vi.resetModules();

// See quickWaits.ts.
vi.mock('n8n-workflow', async (importOriginal) => {
	const actual = await importOriginal<typeof n8nWorkflow>();
	const { quickWaits } = await import('./quickWaits');
	return {
		...actual,
		sleep: async (milliseconds: number, signal?: AbortSignal) => {
			// No wait, but the turn of others.
			if (!quickWaits.note || milliseconds === 0) return await actual.sleep(milliseconds, signal);
			quickWaits.note(milliseconds);
			await actual.sleep(0);
			if (signal?.aborted) throw new Error('aborted');
		},
	};
});

/** Nothing but the sandbox on this machine may be reached; every prepared answer must be used. */
beforeAll(() => {
	if (!nock.isActive()) nock.activate();
	nock.disableNetConnect();
	nock.enableNetConnect(/^127\.0\.0\.1/);
	// n8n-core prints each node error, the expected ones too.
	for (const level of ['debug', 'error', 'log', 'warn'] as const)
		vi.spyOn(console, level).mockImplementation(() => undefined);
	// Its logger writes past those, to the stream behind the console.
	const output: NodeJS.WriteStream | undefined = Reflect.get(console, '_stdout');
	if (output) vi.spyOn(output, 'write').mockImplementation(() => true);
});

afterEach(() => {
	const pending = nock.pendingMocks();
	nock.cleanAll();
	expect(pending).toEqual([]);
});

// Without the restore the next file in the same worker has no network.
afterAll(() => {
	nock.enableNetConnect();
	nock.restore();
});
