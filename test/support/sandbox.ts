import { startSandbox } from '../../sandbox';
import type { Sandbox, WorldOptions } from '../../sandbox';

/** Starting one costs ten times as much as a reset. */
let ofThisFile: Sandbox | undefined;

/** The one sandbox of the test file, as if it had just been started with these options. It is closed after the tests. */
export async function freshSandbox(options: WorldOptions = {}): Promise<Sandbox> {
	ofThisFile ??= await startSandbox();
	ofThisFile.reset(options);
	return ofThisFile;
}

/** Our own nodes send what the vendors' pages say, and nothing else. */
afterEach(() => {
	expect(ofThisFile?.leaks ?? []).toEqual([]);
	expect(ofThisFile?.tolerated ?? []).toEqual([]);
});

afterAll(async () => {
	await ofThisFile?.close();
	ofThisFile = undefined;
});

/** The sandbox of the test file, as new before each test. */
export function sandboxForTests(options: WorldOptions = {}): () => Sandbox {
	let sandbox: Sandbox | undefined;
	beforeEach(async () => {
		sandbox = await freshSandbox(options);
	});
	return () => {
		if (!sandbox) throw new Error('the sandbox has not started');
		return sandbox;
	};
}
