import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { sandboxChemInventoryCredential } from '../scripts/lib/chem-inventory-target';
import { importCredentials } from '../scripts/lib/n8n-commands';
import { createHome, installPackages } from '../scripts/lib/n8n-home';
import type { N8nHome } from '../scripts/lib/n8n-home';
import { n8nForTests } from '../scripts/lib/n8n-runtime';
import type { N8nRuntime } from '../scripts/lib/n8n-runtime';
import { N8nSession, startN8n } from '../scripts/lib/n8n-server';
import { packEachInto } from '../scripts/lib/package-build';
import { root } from '../scripts/lib/paths';
import { PlainProblem } from '../scripts/lib/progress';
import { anyFreePort, stopAllServers } from '../scripts/lib/servers';
import type { Server } from '../scripts/lib/servers';
import { sandboxCredential } from '../scripts/lib/vault-target';
import { present } from '../test/support/present';
import { Probe } from './probe';
import { Service } from './service';
import { tokenCredential } from './steps';

const owner = { email: 'owner@lab.example', password: 'Lab1-benchmark' };

/** n8n as it runs, signed in. */
export interface RunningN8n {
	session: N8nSession;
	probe: Probe;
	server: Server;
}

/** A real n8n with the packed packages in it, in a folder of its own, and the sandbox beside it. */
export class BenchLab {
	private constructor(
		private readonly folder: string,
		private readonly runtime: N8nRuntime,
		private readonly home: N8nHome,
		readonly service: Service,
	) {}

	get n8nVersion(): string {
		return this.runtime.version;
	}

	/** Where n8n may read files. */
	get filesFolder(): string {
		return present(this.home.backupFolders[0], 'A folder that n8n may read');
	}

	static async open(): Promise<BenchLab> {
		const runtime = await n8nForTests();
		const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lab-inventory-bench-')));
		process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
		const home = createHome(join(folder, 'n8n-home'), join(folder, 'files'));
		const packed = await packEachInto(join(folder, 'packed'));
		installPackages(
			home,
			packed.map(({ unpacked }) => unpacked),
		);
		const service = await Service.start(join(folder, 'sandbox.log'));
		const { cdd, chemInventory } = service.credentials;
		await importCredentials(runtime, home, [
			sandboxCredential(cdd),
			sandboxChemInventoryCredential(chemInventory),
			tokenCredential(cdd.token),
		]);
		return new BenchLab(folder, runtime, home, service);
	}

	/** Starts n8n, and stops it after the work. */
	async inN8n<Result>(work: (n8n: RunningN8n) => Promise<Result>): Promise<Result> {
		const ports = { editor: await anyFreePort(), runnersBroker: await anyFreePort() };
		const probePort = await anyFreePort();
		const probe = pathToFileURL(join(root, 'bench/n8n/probe.mjs')).href;
		const more = { NODE_OPTIONS: `--import=${probe}`, BENCH_PROBE_PORT: String(probePort) };
		const log = join(this.folder, 'n8n.log');
		const { address, server } = await startN8n(this.runtime, this.home, ports, log, more);
		try {
			const session = new N8nSession(address);
			if (!(await session.signIn(owner))) throw new PlainProblem('n8n refused the owner of a fresh instance.');
			return await work({ session, probe: new Probe(probePort), server });
		} finally {
			await server.stop();
		}
	}

	async close(): Promise<void> {
		await stopAllServers();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
