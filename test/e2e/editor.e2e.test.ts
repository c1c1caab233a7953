import { z } from 'zod';

import type { N8nSession } from '../../scripts/lib/n8n-server';
import { cddVaultPackage, chemInventoryPackage, nodeTypesOf, packageOf, packages } from '../../scripts/lib/packages';
import { useRealLab } from './realLab';

const nodeTypesSchema = z.array(
	z
		.object({
			name: z.string(),
			iconUrl: z.union([z.string(), z.object({ light: z.string(), dark: z.string() })]).optional(),
		})
		.passthrough(),
);
const verdictSchema = z.object({ status: z.string(), message: z.string() });
const packagesSchema = z.array(
	z.object({
		packageName: z.string(),
		// An older n8n names it only where it is so.
		failedLoading: z.boolean().default(false),
		installedNodes: z.array(z.object({ type: z.string() })),
	}),
);

describe.each([
	['both packages', packages],
	['the package of CDD Vault alone', [cddVaultPackage]],
	['the package of ChemInventory alone', [chemInventoryPackage]],
])('%s in the editor of a real n8n', (_which, install) => {
	const lab = useRealLab({ install });
	let session: N8nSession;

	beforeAll(async () => {
		session = await lab().openEditor();
	});

	const ownNodeTypes = async () => {
		const { data } = await session.call('GET', '/types/nodes.json');
		return nodeTypesSchema.parse(data).filter(({ name }) => packageOf(name));
	};

	it('offers each listed node, each action node a second time as an AI tool, and no other of ours', async () => {
		const listed = install.flatMap(nodeTypesOf);
		const tools = listed.filter((type) => !type.endsWith('Trigger')).map((type) => `${type}Tool`);
		const names = (await ownNodeTypes()).map(({ name }) => name);
		expect(names.sort()).toEqual([...listed, ...tools].sort());
	});

	it('serves a light and a dark icon for each node', async () => {
		for (const { name, iconUrl } of await ownNodeTypes()) {
			const paths = typeof iconUrl === 'object' ? [iconUrl.light, iconUrl.dark] : [iconUrl];
			expect({ name, icons: new Set(paths).size }).toEqual({ name, icons: 2 });
			for (const path of paths) {
				const icon = await session.call('GET', `/${path ?? ''}`);
				expect({ path, status: icon.status }).toEqual({ path, status: 200 });
				expect(icon.data).toContain('<svg');
			}
		}
	});

	it('lists what is installed among the community nodes, as loaded', async () => {
		const { data } = await session.call('GET', '/rest/community-packages');
		const listed = packagesSchema.parse(data).map(({ packageName, failedLoading, installedNodes }) => ({
			packageName,
			failedLoading,
			types: installedNodes.map(({ type }) => type).sort(),
		}));
		const wanted = install.map((one) => ({
			packageName: one.name,
			failedLoading: false,
			types: nodeTypesOf(one).sort(),
		}));
		expect(listed).toEqual(expect.arrayContaining(wanted));
		expect(listed).toHaveLength(wanted.length);
	});
});

describe('the packages in the editor of a real n8n', () => {
	const lab = useRealLab();
	let session: N8nSession;

	beforeAll(async () => {
		session = await lab().openEditor();
	});

	describe('the credential test', () => {
		const verdictOn = async (changes: Parameters<ReturnType<typeof lab>['credential']>[0]) => {
			const { id, name, type } = lab().credential();
			const saved = await session.call('POST', '/rest/credentials', {
				name,
				type,
				data: lab().credential(changes).data,
			});
			const { id: savedId } = z.object({ id: z.string() }).passthrough().parse(saved.data);
			expect(savedId).not.toBe(id);
			const { data } = await session.call('POST', '/rest/credentials/test', {
				credentials: { id: savedId, name, type, data: lab().credential(changes).data },
			});
			return verdictSchema.parse(data);
		};

		it('passes with the right token and vault', async () => {
			expect((await verdictOn({})).status).toBe('OK');
		});

		it('passes with a read-only token', async () => {
			expect((await verdictOn({ apiToken: lab().sandbox.readOnlyToken })).status).toBe('OK');
		});

		it('says in words that the token is wrong', async () => {
			const { status, message } = await verdictOn({ apiToken: 'sandbox-token-unknown' });
			expect(status).toBe('Error');
			expect(message).toMatch(/does not know this API token/);
		});

		it('says in words that the vault is wrong', async () => {
			const { status, message } = await verdictOn({ vaultId: '999999' });
			expect(status).toBe('Error');
			expect(message).toMatch(/no vault with this vault ID/);
		});
	});

	it('keeps no token in clear, neither in its database nor in its logs', () => {
		const { token, readOnlyToken } = lab().sandbox;
		expect(lab().filesHolding(token)).toEqual([]);
		expect(lab().filesHolding(readOnlyToken)).toEqual([]);
	});
});
