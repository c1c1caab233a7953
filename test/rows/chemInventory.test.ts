import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { onChemSandbox } from '../support/chemInventory';
import { pathsAsked } from '../support/chemRuns';
import { runNode } from '../support/engine';
import type { RunOptions } from '../support/engine';
import { present } from '../support/present';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { creationBy, expectedOf, standing } from './chemLab';
import { batchOfRows, chemRows, furnish, labels } from './chemRows';
import type { Row } from './deal';
import { shares } from './deal';
import { seedsOf } from './part';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const inUse = () =>
	live()
		.liveContainers()
		.map(({ barcode }) => barcode)
		.filter((barcode) => barcode !== '')
		.slice(0, 20);
const seeds = seedsOf(batchOfRows, 3);
const goingOn: RunOptions['settings'] = { onError: 'continueErrorOutput' };

const run = async (node: INodeType, rows: readonly IDataObject[], parameters: IDataObject, options?: RunOptions) =>
	await runNode(onChemSandbox(node, sandbox()), [...rows], parameters as never, options);

const itemOf = ({ pairedItem }: INodeExecutionData): number =>
	typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : -1;

const changes = new Set([
	'/container/add',
	'/container/getsubstance',
	'/container/information/save',
	'/container/move',
	'/container/delete',
]);
const changesAsked = () => pathsAsked(sandbox()).filter((path) => changes.has(path));

const isRefusedAsExpected = ({ refused }: Row, message: unknown) =>
	refused.some((field) => labels[field]?.some((label) => String(message).startsWith(`'${label}' `)));

it('the rows are those of a dirty inventory', () => {
	const rows = seeds.flatMap((seed) => chemRows(seed, ['IN-USE'])).flatMap(({ rows: own }) => own);
	expect([...shares(rows)].filter(([, share]) => share < 5)).toEqual([]);
	expect(rows.filter(({ refused }) => refused.length === 0).length / rows.length).toBeGreaterThanOrEqual(0.6);
	expect(rows.filter(({ refused }) => refused.length === 1).length / rows.length).toBeGreaterThanOrEqual(0.1);
});

describe.each(seeds)('the rows of seed %i', (seed) => {
	it('are refused or stored, found, moved and deleted', async () => {
		furnish(live());
		for (const { mode, rows } of chemRows(seed, inUse())) {
			const inputs = rows.map(({ json }) => json);
			const creation = creationBy(mode);
			sandbox().clearRequests();
			const stopped = await run(new ChemInventoryContainer(), inputs, creation);
			const [, first = ''] = /\[item (\d+)\]$/.exec(stopped.error?.message ?? '') ?? [];
			expect(rows[Number(first)]?.refused).not.toEqual([]);
			expect(changesAsked().filter((path) => path !== '/container/getsubstance')).toEqual([]);

			const known = new Set(live().containers.keys());
			const { outputs } = await run(new ChemInventoryContainer(), inputs, creation, { settings: goingOn });
			const accepted = rows.flatMap(({ refused }, at) => (refused.length === 0 ? [at] : []));
			expect(
				(outputs[1] ?? [])
					.map((item) => [itemOf(item), item.json.message])
					.filter(([at, message]) => !isRefusedAsExpected(present(rows[Number(at)]), message)),
			).toEqual([]);
			expect((outputs[0] ?? []).map(itemOf)).toEqual(accepted);
			for (const item of outputs[0] ?? []) {
				const row = present(rows[itemOf(item)]);
				const expected = expectedOf(row);
				expect([row.json, standing(sandbox(), item.json.id, expected)]).toEqual([row.json, expected]);
			}
			expect([...live().containers.keys()].filter((id) => !known.has(id))).toHaveLength(accepted.length);
		}
	});
});
