import type { IDataObject } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { startSandbox } from '../../sandbox';
import type { Sandbox } from '../../sandbox';
import { everyEndpoint } from '../support/chemEveryEndpoint';
import { onChemSandbox } from '../support/chemInventory';
import { pathsAsked, rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import { forgetWaits } from '../support/waits';

/** The active inventory is a state of the user's account, which the web app and other programs switch. */

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => {
	forgetWaits();
	sandbox.clearRequests();
});
afterAll(async () => await sandbox.close());

const look = '/general/getdetails';

/** What looks at the inventory, or changes which one is active, works in any. */
const inAnyInventory = [look, '/navbar/switchinventory'];

describe('a credential that names another inventory than the active one', () => {
	it('lets no operation of the 70 endpoints ask for anything but which one is active', async () => {
		const { otherInventoryId: inventoryId } = sandbox.chemInventory;
		const calls = everyEndpoint(sandbox).filter(({ path }) => !inAnyInventory.includes(path));
		const before = sandbox.chemInventory.lab.audit.length;
		const found: unknown[] = [];
		for (const { path, node, parameters } of calls) {
			sandbox.clearRequests();
			const { error } = await runNode(
				onChemSandbox(node, sandbox, { inventoryId: String(inventoryId) }),
				[{}],
				parameters as never,
			);
			const asked = [...new Set(pathsAsked(sandbox))];
			if (error?.message !== 'A different inventory is active, so nothing was done [row 1]')
				found.push([path, error?.message]);
			if (asked.some((each) => each !== look)) found.push([path, asked]);
		}
		expect(found).toEqual([]);
		expect(calls.length).toBeGreaterThan(68);
		expect(sandbox.chemInventory.lab.audit).toHaveLength(before);
	});

	it('is told both inventories, and what to do', async () => {
		const { error } = await getFirst({ inventoryId: '77' });
		expect(error?.description).toContain(
			`The credential names the inventory 77; the active one of the API token's user is ${sandbox.chemInventory.inventoryId} (`,
		);
		expect(error?.description).toContain('Switch it in ChemInventory');
	});
});

async function getFirst(secrets: IDataObject, items = 1) {
	const [container] = sandbox.chemInventory.lab.liveContainers();
	const parameters = { operation: 'get', container: rl(container?.id), output: 'simplified', options: {} };
	return await runNode(
		onChemSandbox(new ChemInventoryContainer(), sandbox, secrets),
		Array.from({ length: items }, () => ({})),
		parameters as never,
	);
}

describe('a credential that names the active inventory', () => {
	it('works, and looks once for all items', async () => {
		const { error, json } = await getFirst({ inventoryId: String(sandbox.chemInventory.inventoryId) }, 3);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		expect(pathsAsked(sandbox).filter((path) => path === look)).toHaveLength(1);
	});
});
