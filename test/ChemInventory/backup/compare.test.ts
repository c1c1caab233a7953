import type { IBinaryData, IDataObject } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { fileOf } from '../../shared/backup/files';
import { contentOf } from '../../support/backup/files';
import { chemSandboxForEachTest, rl } from '../../support/chemRuns';
import { present } from '../../support/present';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventory());

const saved = async (parameters: IDataObject): Promise<IBinaryData> => {
	const { json, error } = await run([{}], { returnAll: true, columnNames: 'keys', options: {}, ...parameters });
	expect(error).toBeUndefined();
	return fileOf(contentOf(json, 'json'));
};

const exported = { resource: 'inventory', operation: 'export' };

async function compared(earlier: IBinaryData, later: IBinaryData) {
	return await run(
		[{}],
		{ resource: 'backup', operation: 'compare', earlierFile: 'earlier', laterFile: 'later', outputAs: 'changes' },
		{ binary: [{ earlier, later }] },
	);
}

async function told(earlier: IBinaryData, later: IBinaryData): Promise<unknown[][]> {
	const { json, error } = await compared(earlier, later);
	expect(error).toBeUndefined();
	return json.map(({ kind, change, id, field, from, to }: IDataObject) =>
		[kind, change, id, field, from, to].filter((part) => part !== undefined),
	);
}

const lab = () => sandbox().chemInventory.lab;

describe('nights of an inventory', () => {
	it.each(['raw', 'simplified'])('show what a day has done to the containers (%s)', async (output) => {
		const earlier = await saved({ ...exported, output });
		const [gone, moved, renamed, used] = lab()
			.liveContainers()
			.filter(({ size }) => /^\d+$/.test(size ?? ''));
		const place = present(
			lab()
				.liveContainers()
				.find(({ location }) => location !== present(moved).location),
		).location;
		lab().deleteContainer(present(gone).id);
		present(moved).location = place;
		const name = present(renamed).name;
		present(renamed).name = `${name} (alt)`;
		const size = Number(present(used).size);
		present(used).size = String(size - 1);
		const added = lab().addContainer();
		expect(await told(earlier, await saved({ ...exported, output }))).toEqual([
			['container', 'gone', gone?.id],
			['container', 'debited', used?.id, 'amount', size, size - 1],
			[
				'container',
				'moved',
				moved?.id,
				'location',
				expect.stringMatching(/^(?!.*Sandbox Group >)/),
				expect.any(String),
			],
			['container', 'renamed', renamed?.id, 'name', name, `${name} (alt)`],
			['container', 'added', added.id],
		]);
	});

	const ofLocation = () => ({
		...{ resource: 'location', operation: 'getContainers' },
		location: rl(present(lab().liveContainers()[0]).location),
	});

	it.each<[string, IDataObject | (() => IDataObject)]>([
		['container', exported],
		['container', ofLocation],
		['container', { resource: 'myCollection', operation: 'getAll' }],
		['deletedContainer', { resource: 'inventory', operation: 'exportDeleted' }],
		['deletedContainer', { resource: 'inventory', operation: 'getDeleted' }],
		['location', { resource: 'location', operation: 'getAll' }],
		['customField', { resource: 'customField', operation: 'getAll', fieldsOf: 'both' }],
		['watchlist', { resource: 'watchlist', operation: 'getAll', scope: 'all' }],
		['file', { resource: 'file', operation: 'getAll', scope: 'inventory' }],
		['user', { resource: 'user', operation: 'getAll' }],
	])('know a file of each kind, raw and simplified: %s', async (kind, parameters) => {
		lab().deleteContainer(present(lab().liveContainers()[0]).id);
		for (const output of ['raw', 'simplified']) {
			const asked = typeof parameters === 'function' ? parameters() : parameters;
			const file = await saved({ ...asked, output });
			const records = JSON.parse(Buffer.from(file.data, 'base64').toString()).objects;
			expect(records.length).toBeGreaterThan(0);
			expect(await told(file, fileOf(contentOf([...records].reverse(), 'csv')))).toEqual([]);
			const all = await told(file, fileOf('[]'));
			expect(all).toHaveLength(records.length);
			expect(all.every(([kindOfOne, change]) => kindOfOne === kind && change === 'gone')).toBe(true);
		}
	});

	it('of containers and of deleted ones are not compared', async () => {
		lab().deleteContainer(present(lab().liveContainers()[0]).id);
		const { error } = await compared(
			await saved({ ...exported, output: 'raw' }),
			await saved({ resource: 'inventory', operation: 'exportDeleted', output: 'raw' }),
		);
		expect(error?.message).toBe("'Later File' contains other records than the earlier file [row 1]");
	});
});
