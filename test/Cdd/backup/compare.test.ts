import type { IBinaryData, IDataObject } from 'n8n-workflow';

import { fileOf, runBackup } from '../../shared/backup/files';
import { contentOf } from '../../support/backup/files';
import { present } from '../../support/present';
import { runSamples } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { runBatch } from '../batch/onBatch';

const sandbox = sandboxForTests();

const savedSamples = async (): Promise<IBinaryData> => {
	const { items, error } = await runSamples(sandbox(), [{}], {
		operation: 'export',
		format: 'ndjson',
		binaryPropertyName: 'data',
	});
	expect(error).toBeUndefined();
	return present(items[0]?.binary?.data);
};

const savedBatches = async (): Promise<IBinaryData> => {
	const { items } = await runBatch(sandbox(), { operation: 'export', format: 'json', binaryPropertyName: 'data' });
	return present(items[0]?.binary?.data);
};

const listedSamples = async (): Promise<IBinaryData> => {
	const { json } = await runSamples(sandbox(), [{}], { operation: 'getAll', returnAll: true, output: 'simplified' });
	return fileOf(contentOf(json, 'csv'), 'listed.csv');
};

async function told(earlier: IBinaryData, later: IBinaryData): Promise<unknown[][]> {
	const { json, error } = await runBackup(
		{ operation: 'compare', earlierFile: 'earlier', laterFile: 'later', outputAs: 'changes' },
		[{}],
		[{ earlier, later }],
	);
	expect(error).toBeUndefined();
	return json.map(({ change, id, field, from, to }: IDataObject) =>
		[change, id, field, from, to].filter((part) => part !== undefined),
	);
}

const places = () =>
	[...sandbox().cdd.locations.values()].filter(({ position_limit: limit }) => limit).map(({ id }) => id);

/** What a day does to the samples, as the service itself knows it. */
function aDay(): Record<'debited' | 'emptied' | 'gone' | 'labelled' | 'moved' | 'quiet', number> {
	const [debited, emptied, gone, labelled, moved, quiet] = [...sandbox().cdd.samples.values()]
		.filter(({ current_amount: amount, inventory_location_id: place }) => amount > 1 && place)
		.map(({ id }) => id);
	return {
		debited: present(debited),
		emptied: present(emptied),
		gone: present(gone),
		labelled: present(labelled),
		moved: present(moved),
		quiet: present(quiet),
	};
}

describe('nights of a vault', () => {
	it.each([
		['exports', savedSamples],
		['lists in CSV', listedSamples],
	])('%s show what a day has done to the samples, and nothing else', async (_what, save) => {
		const { cdd } = sandbox();
		const day = aDay();
		const sample = (id: number) => present(cdd.samples.get(id));
		const [amount, rest] = [sample(day.debited).current_amount, sample(day.emptied).current_amount];
		const earlier = await save();
		cdd.addEvent(day.debited, { Debit: 0.5 });
		cdd.addEvent(day.emptied, { Debit: rest });
		cdd.deleteSample(day.gone);
		cdd.addEvent(day.labelled, { Barcode: 'NEW-1' });
		cdd.addEvent(day.moved, { Location: { id: present(places().at(-1)), position: 9 } });
		cdd.addEvent(day.quiet, { Credit: 1 });
		cdd.addEvent(day.quiet, { Debit: 1 });
		const added = cdd.addSample();
		expect(await told(earlier, await save())).toEqual([
			['gone', day.gone],
			...[
				['debited', day.debited, 'amount', amount, amount - 0.5],
				['debited', day.emptied, 'amount', rest, 0],
			].sort(([, one], [, other]) =>
				sample(Number(one)).name.localeCompare(sample(Number(other)).name, 'en', { numeric: true }),
			),
			['moved', day.moved, 'location', expect.any(String), expect.any(String)],
			['edited', day.labelled, 'barcode', expect.anything(), 'NEW-1'],
			['added', added.id],
		]);
	});

	it('show what became of batches', async () => {
		const [gone, edited] = [...sandbox().cdd.batches.values()];
		const earlier = await savedBatches();
		sandbox().cdd.batches.delete(present(gone).id);
		Object.assign(present(edited).batch_fields, { 'Compare test': 'x' });
		present(edited).modified_at = '2030-01-01T00:00:00.000Z';
		expect(await told(earlier, await savedBatches())).toEqual([
			['gone', gone?.id],
			['edited', edited?.id, 'Compare test', null, 'x'],
		]);
	});

	it('of samples and of batches are not compared, nor an export with a list', async () => {
		const compare = async (earlier: IBinaryData, later: IBinaryData) =>
			(
				await runBackup(
					{ operation: 'compare', earlierFile: 'earlier', laterFile: 'later', outputAs: 'changes' },
					[{}],
					[{ earlier, later }],
				)
			).error?.message;
		expect(await compare(await savedSamples(), await savedBatches())).toBe(
			"'Later File' contains other records than the earlier file [row 1]",
		);
		expect(await compare(await savedSamples(), await listedSamples())).toBe(
			"'Later File' was not saved with the same Output as the earlier file [row 1]",
		);
		const stock = [{ id: 1, substanceid: 2, locationid: 3, name: 'Acetone' }];
		expect(await compare(await savedSamples(), fileOf(JSON.stringify(stock)))).toBe(
			"'Later File' contains records that this node cannot compare [row 1]",
		);
	});
});
