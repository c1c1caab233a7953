import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

import { startSandbox } from '../../sandbox';
import type { Sandbox, SandboxOptions } from '../../sandbox';
import { sandboxChemInventoryCredential } from '../../scripts/lib/chem-inventory-target';
import { executeWorkflow, importCredentials, importWorkflows } from '../../scripts/lib/n8n-commands';
import type { CddVaultCredential, ChemInventoryCredential, Execution } from '../../scripts/lib/n8n-commands';
import { createHome, installPackages, registerPackages } from '../../scripts/lib/n8n-home';
import type { N8nHome } from '../../scripts/lib/n8n-home';
import { n8nForTests } from '../../scripts/lib/n8n-runtime';
import type { N8nRuntime } from '../../scripts/lib/n8n-runtime';
import { N8nSession, startN8n } from '../../scripts/lib/n8n-server';
import type { Login } from '../../scripts/lib/n8n-server';
import { packEachInto } from '../../scripts/lib/package-build';
import { packages } from '../../scripts/lib/packages';
import type { LabPackage } from '../../scripts/lib/packages';
import { anyFreePort, stopAllServers } from '../../scripts/lib/servers';
import type { Server } from '../../scripts/lib/servers';
import { sandboxCredential } from '../../scripts/lib/vault-target';
import { nightlyBackupId, readShippedWorkflows } from '../../scripts/lib/workflow-files';
import type { ShippedWorkflow } from '../../scripts/lib/workflow-files';

/** Signs in to the editor of a lab. */
export const owner: Login = { email: 'owner@lab.example', password: 'Lab1-end-to-end' };

const idPageSchema = z.object({ objects: z.array(z.object({ id: z.number() }).passthrough()) });

function filesBelow(path: string): string[] {
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

interface LabOptions extends SandboxOptions {
	/** All of them, unless said. */
	install?: readonly LabPackage[];
}

/** A real n8n with the packed packages in it, and the sandbox that its credential points to. */
export class RealLab {
	private editor: Server | undefined;

	private constructor(
		readonly sandbox: Sandbox,
		readonly runtime: N8nRuntime,
		readonly home: N8nHome,
		readonly folder: string,
	) {}

	static async open({ install = packages, ...options }: LabOptions = {}): Promise<RealLab> {
		const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lab-inventory-e2e-')));
		const runtime = await n8nForTests();
		const sandbox = await startSandbox({ port: 0, ...options });
		const home = createHome(join(folder, 'n8n-home'), join(folder, 'backups'));
		const lab = new RealLab(sandbox, runtime, home, folder);
		let ready = false;
		try {
			await lab.prepare(install);
			ready = true;
		} finally {
			if (!ready) await lab.close();
		}
		return lab;
	}

	private async prepare(install: readonly LabPackage[]): Promise<void> {
		const packed = await packEachInto(join(this.folder, 'packed'), install);
		const manifests = installPackages(
			this.home,
			packed.map(({ unpacked }) => unpacked),
		);
		await importCredentials(this.runtime, this.home, [this.credential(), this.chemInventoryCredential()]);
		await registerPackages(this.runtime, this.home, manifests);
	}

	credential(changes: Partial<CddVaultCredential['data']> = {}): CddVaultCredential {
		const { url, vaultId, token } = this.sandbox;
		const record = sandboxCredential({ url, vaultId: String(vaultId), token });
		return { ...record, data: { ...record.data, ...changes } };
	}

	chemInventoryCredential(changes: Partial<ChemInventoryCredential['data']> = {}): ChemInventoryCredential {
		const record = sandboxChemInventoryCredential(this.sandbox.chemInventory);
		return { ...record, data: { ...record.data, ...changes } };
	}

	/** A shipped workflow, saving into this lab's own folder. */
	shippedWorkflow(id: string): ShippedWorkflow {
		const shipped = readShippedWorkflows(this.home.backupFolder);
		const found = shipped.find(({ workflow }) => workflow.id === id);
		if (!found) throw new Error(`workflows/ holds no workflow with the id ${id}`);
		return found.workflow;
	}

	nightlyBackup(): ShippedWorkflow {
		return this.shippedWorkflow(nightlyBackupId);
	}

	async run(workflow: ShippedWorkflow): Promise<Execution> {
		await importWorkflows(this.runtime, this.home, [workflow]);
		return await executeWorkflow(this.runtime, this.home, workflow.id);
	}

	/** Starts the editor and signs in as its owner. */
	async openEditor(): Promise<N8nSession> {
		const ports = { editor: await anyFreePort(), runnersBroker: await anyFreePort() };
		const logFile = join(this.folder, 'n8n.log');
		const { address, server } = await startN8n(this.runtime, this.home, ports, logFile);
		this.editor = server;
		const session = new N8nSession(address);
		const signedIn = await session.signIn(owner);
		if (!signedIn) throw new Error('n8n refused the owner of a fresh instance');
		return session;
	}

	/** Ends the editor and what runs in it as a power cut does. */
	async killEditor(): Promise<void> {
		await this.editor?.kill();
	}

	/** Ids of all records of a kind, asked from the sandbox page by page without any of our nodes. */
	async idsInVault(kind: 'batches' | 'inventory_samples'): Promise<number[]> {
		const { url, vaultId, token } = this.sandbox;
		const ids: number[] = [];
		for (;;) {
			const page = `${url}/vaults/${vaultId}/${kind}?page_size=1000&offset=${ids.length}`;
			const answer = await fetch(page, { headers: { 'X-CDD-Token': token } });
			const { objects } = idPageSchema.parse(await answer.json());
			if (objects.length === 0) return ids;
			ids.push(...objects.map(({ id }) => id));
		}
	}

	savedFileNames(): string[] {
		return readdirSync(this.home.backupFolder).sort();
	}

	/** Files of this lab, n8n's database and logs included, that hold the text. */
	filesHolding(text: string): string[] {
		return filesBelow(this.folder).filter((path) => readFileSync(path).includes(text));
	}

	async close(): Promise<void> {
		try {
			await stopAllServers();
			await this.sandbox.close();
		} finally {
			rmSync(this.folder, { recursive: true, force: true });
		}
	}
}

/** `beforeAll`/`afterAll` around a lab, so that every server ends also when a test fails. */
export function useRealLab(options?: LabOptions): () => RealLab {
	let lab: RealLab | undefined;
	beforeAll(async () => {
		lab = await RealLab.open(options);
	});
	afterAll(async () => {
		await lab?.close();
	});
	return () => {
		if (!lab) throw new Error('the lab did not open');
		return lab;
	};
}
