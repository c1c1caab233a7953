import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { CddVault } from '../../../nodes/Cdd/CddVault.node';
import type { NodeRun, RunOptions } from '../../support/engine';
import { fileItem, nothingRead, partItem, runBackup, textOf } from '../../support/night';
import type { PartItem } from '../../support/night';
import { present } from '../../support/present';

const ofVault = (part: string, records: number, changes: IDataObject = {}) =>
	partItem(part, records, { vaultId: 1234, server: 'app.collaborativedrug.com', ...changes });

const tonight = (changes: IDataObject = {}) => [ofVault('samples', 120, changes), ofVault('batches', 40, changes)];

async function make(
	items: readonly PartItem[],
	parameters: INode['parameters'] = {},
	options: RunOptions = {},
): Promise<NodeRun> {
	return await runBackup(
		new CddVault(),
		items,
		{
			operation: 'makeManifest',
			filePrefix: 'cdd-1234',
			expectedParts: 'samples\nbatches',
			largestLoss: 10,
			fileNames: 'rotating',
			options: {},
			...parameters,
		},
		options,
	);
}

const lastOf = (items: readonly INodeExecutionData[]): INodeExecutionData => present(items.at(-1), 'The last item');

/** The file of the last complete night, as the night of these parts leaves it. */
async function after(items: readonly PartItem[], parameters: INode['parameters'] = {}): Promise<PartItem> {
	const last = lastOf((await make(items, parameters)).items);
	expect(last.json.role).toBe('lastComplete');
	return fileItem('cdd-1234-last-complete.json', textOf(last));
}

const onDay = (day: string, hour = '03') => ({
	startedAt: `${day}T${hour}:30:00.000Z`,
	finishedAt: `${day}T${hour}:31:00.000Z`,
});

const namesIn = ({ json }: NodeRun) => json.map(({ fileName }) => fileName);

describe('a complete night', () => {
	it('is one item for each file, the manifest, and the file that says so, with the very files that came', async () => {
		const items = tonight();
		const run = await make([...items, nothingRead]);
		expect(run.error).toBeUndefined();
		expect(namesIn(run)).toEqual([
			'cdd-1234-samples-fri.json',
			'cdd-1234-batches-fri.json',
			'cdd-1234-manifest-fri.json',
			'cdd-1234-last-complete.json',
		]);
		expect(run.json.map(({ role }) => role)).toEqual(['part', 'part', 'manifest', 'lastComplete']);
		expect(run.items.map(({ binary }) => binary?.data?.fileName)).toEqual(namesIn(run));
		expect(run.items[0]?.binary?.data?.data).toBe(items[0]?.binary.data?.data);
		expect(run.json[0]).toMatchObject({ part: 'samples', records: 120, nightComplete: true, earlierFileName: null });
	});

	it('has a manifest that says what was read, when, from where, by which filters, and no more', async () => {
		const filters = { created_after: '2026-01-01' };
		const run = await make([ofVault('samples', 120, { filters, apiToken: 'secret' }), ofVault('batches', 40)]);
		const manifest: unknown = JSON.parse(textOf(present(run.items[2], 'The manifest')));
		expect(manifest).toMatchObject({
			manifest: 1,
			night: '2026-11-27',
			service: 'CDD Vault',
			source: { id: '1234', server: 'app.collaborativedrug.com' },
			startedAt: '2026-11-27T03:30:00.000Z',
			finishedAt: '2026-11-27T03:31:00.000Z',
			complete: true,
			problems: [],
			slot: 'fri',
			parts: [
				{ part: 'samples', fileName: 'cdd-1234-samples-fri.json', filters, records: 120, complete: true },
				{ part: 'batches', fileName: 'cdd-1234-batches-fri.json', records: 40 },
			],
		});
		expect(JSON.stringify(run.json) + JSON.stringify(manifest)).not.toContain('secret');
	});

	it('is of the day in the time zone of the workflow', async () => {
		const late = tonight(onDay('2026-11-27', '23'));
		expect((await make(late)).json[0]?.night).toBe('2026-11-28');
		expect((await make(late, {}, { timezone: 'America/New_York' })).json[0]?.night).toBe('2026-11-27');
	});

	it('is saved twice on a Sunday, each time with a manifest that names its own files', async () => {
		const run = await make(tonight(onDay('2026-11-29')));
		expect(run.json.map(({ slot }) => slot)).toEqual(['sun', 'sun', 'sun', 'week-2', 'week-2', 'week-2', 'sun']);
		const ofWeek: unknown = JSON.parse(textOf(present(run.items[5], 'The manifest of the week')));
		expect(ofWeek).toMatchObject({
			slot: 'week-2',
			parts: [{ fileName: 'cdd-1234-samples-week-2.json' }, { fileName: 'cdd-1234-batches-week-2.json' }],
		});
	});

	it('takes what Make File gives, which knows only when it was done', async () => {
		const made = partItem('batches', 40, { startedAt: null, count: null });
		const run = await make([ofVault('samples', 120), made]);
		expect(lastOf(run.items).json).toMatchObject({ nightComplete: true });
	});

	it('says of each part which file of the last complete night it is to be compared with, once', async () => {
		const last = await after(tonight(onDay('2026-11-28')));
		const run = await make([...tonight(onDay('2026-11-29')), last]);
		const compared = run.json.flatMap(({ fileName, earlierFileName }) =>
			earlierFileName ? [[fileName, earlierFileName]] : [],
		);
		expect(compared).toEqual([
			['cdd-1234-samples-sun.json', 'cdd-1234-samples-sat.json'],
			['cdd-1234-batches-sun.json', 'cdd-1234-batches-sat.json'],
		]);
	});

	it('writes over no file of the last complete night, and keeps both of one day', async () => {
		const last = await after(tonight());
		const second = await make([...tonight(onDay('2026-11-27', '05')), last]);
		expect(namesIn(second)).toEqual([
			'cdd-1234-samples-fri-2.json',
			'cdd-1234-batches-fri-2.json',
			'cdd-1234-manifest-fri-2.json',
			'cdd-1234-last-complete.json',
		]);
		expect(second.json[0]).toMatchObject({ earlierFileName: 'cdd-1234-samples-fri.json' });
		expect(lastOf(second.items).json.notes ?? []).toEqual([]);
	});

	it('says which nights are missing before it', async () => {
		const last = await after(tonight(onDay('2026-11-23')));
		const { items } = await make([...tonight(onDay('2026-11-26')), last]);
		expect(lastOf(items).json).toMatchObject({
			nightComplete: true,
			notes: ['The nights of 24 and 25 November 2026 did not run, or were not complete.'],
			summary: expect.stringContaining('24 and 25 November 2026'),
		});
	});

	it('says of the first that nothing could be compared', async () => {
		expect(lastOf((await make(tonight())).items).json.notes).toEqual([
			expect.stringMatching(/^This is the first night/),
		]);
	});

	it('has dates in its names where it is asked, and lists what is no longer needed', async () => {
		const existing = ['cdd-1234-samples-2026-10-01-043000.json', 'cdd-1234-samples-2026-11-26-043000.json'];
		const run = await make(tonight(), { fileNames: 'dated', existingFiles: existing.join('\n') });
		expect(namesIn(run)).toEqual([
			'cdd-1234-samples-2026-11-27-043000.json',
			'cdd-1234-batches-2026-11-27-043000.json',
			'cdd-1234-manifest-2026-11-27-043000.json',
			'cdd-1234-last-complete.json',
		]);
		expect(lastOf(run.items).json.toDelete).toEqual([existing[0]]);
	});
});

describe('a night that is not complete', () => {
	const judge = async (items: readonly PartItem[], parameters: INode['parameters'] = {}) => {
		const run = await make(items, parameters);
		expect(run.error).toBeUndefined();
		const { json } = lastOf(run.items);
		return { run, json, problems: json.problems };
	};

	it('has INCOMPLETE in its names, and no file that calls it complete', async () => {
		const { run, json } = await judge([
			ofVault('samples', 98, { complete: false, count: 100 }),
			ofVault('batches', 40),
		]);
		expect(namesIn(run)).toEqual([
			'cdd-1234-samples-fri-INCOMPLETE.json',
			'cdd-1234-batches-fri-INCOMPLETE.json',
			'cdd-1234-manifest-fri-INCOMPLETE.json',
		]);
		expect(json).toMatchObject({
			role: 'manifest',
			nightComplete: false,
			subject: expect.stringContaining('INCOMPLETE'),
			problems: ['"samples" is not complete: the file contains 98 records, and the service counted 100.'],
		});
		expect(run.json.map((item) => item.nightComplete)).toEqual([false, false, false]);
	});

	it('is one without a part', async () => {
		expect((await judge([ofVault('samples', 120)])).problems).toEqual(['"batches" is missing.']);
	});

	it('is one with an empty part, be it the first', async () => {
		const items = [ofVault('samples', 0), ofVault('batches', 40)];
		expect((await judge(items)).problems).toEqual([expect.stringMatching(/^"samples" is empty\. If that is right/)]);
		const last = await after(tonight(onDay('2026-11-26')));
		expect((await judge([...items, last])).problems).toEqual([
			expect.stringContaining('The last complete night had 120 records of it.'),
		]);
	});

	it.each([
		[108, 10, true],
		[107, 10, false],
		[119, 0, false],
		[1, 100, true],
		[0, 100, false],
		[500, 0, true],
	])('has lost too much or not: %i of 120 with a limit of %i percent', async (records, largestLoss, isComplete) => {
		const last = await after(tonight(onDay('2026-11-26')));
		const { json } = await judge([ofVault('samples', records), ofVault('batches', 40), last], { largestLoss });
		expect(json.nightComplete).toBe(isComplete);
	});

	it('says how much it has lost', async () => {
		const last = await after(tonight(onDay('2026-11-26')));
		expect((await judge([ofVault('samples', 100), ofVault('batches', 40), last])).problems).toEqual([
			expect.stringContaining('has shrunk from 120 to 100 records, by 16.7 percent, and at most 10 are allowed.'),
		]);
	});

	it('is not one whose part may shrink', async () => {
		const last = await after(tonight(onDay('2026-11-26')));
		const { json } = await judge([ofVault('samples', 0), ofVault('batches', 40), last], {
			options: { mayShrink: 'Samples' },
		});
		expect(json.nightComplete).toBe(true);
	});

	it('escapes in the mail what people can write into names', async () => {
		const { json } = await judge([ofVault('samples', 1), ofVault('<b>batches</b>', 0)], {
			expectedParts: 'samples\n<b>batches</b>',
		});
		expect(json.html).toContain('&lt;b&gt;batches&lt;/b&gt;');
		expect(json.html).not.toContain('<b>batches');
	});
});

describe('what is no night is refused', () => {
	const refusal = async (items: readonly PartItem[], parameters: INode['parameters'] = {}) => {
		const { error, items: given } = await make(items, parameters);
		expect(given).toEqual([]);
		return [error?.message, error?.description].join(': ');
	};

	it.each([
		['a part twice', [ofVault('samples', 1), ofVault('Samples', 2)], /A part is there twice/],
		['items of two vaults', [ofVault('samples', 1), ofVault('batches', 2, { vaultId: 5 })], /of two vaults.*vault 5/],
		[
			'a vault of the sandbox beside a real one',
			[ofVault('samples', 1), ofVault('batches', 2, { server: '127.0.0.1' })],
			/of two vaults.*127\.0\.0\.1/,
		],
		['items without a vault', [partItem('samples', 1)], /No item says which vault/],
		['an item without a file', [{ ...ofVault('samples', 1), binary: {} }], /Row 1: it has no file/],
		['another kind of item', [nothingRead, { json: { id: 1 }, binary: {} }], /Row 2: part: Required/],
		['nothing at all', [nothingRead], /There is nothing to make a manifest of/],
		['a part that takes the name of our own files', [ofVault('manifest', 1)], /has a name that it cannot have/],
		['a part that nobody expects', [...tonight(), ofVault('plates', 1)], /does not name all the parts.*"plates"/],
		[
			'parts of two nights',
			[ofVault('samples', 1, onDay('2026-11-25')), ofVault('batches', 1)],
			/The parts are of different nights/,
		],
	])('%s', async (_case, items, words) => {
		expect(await refusal(items)).toMatch(words);
	});

	it('a beginning of the names without the ID of the vault', async () => {
		expect(await refusal(tonight(), { filePrefix: 'cdd' })).toMatch(/does not contain the ID.*"cdd-1234"/);
	});

	const file = (content: string) => fileItem('cdd-1234-last-complete.json', content);

	it.each([
		['is empty', () => '', /is damaged \[row 1\]: It is empty/],
		['is cut off', (text: string) => text.slice(0, -20), /is damaged \[row 1\]: It is not JSON/],
		['is no manifest', () => '{"files":[]}', /is damaged \[row 1\]: It is not the manifest of a night/],
		['has a flipped digit', (text: string) => text.replace('"records": 120', '"records": 121'), /its own checksum/],
		['is of a later version', (text: string) => text.replace('"manifest": 1', '"manifest": 2'), /another version/],
	])('a file of the last complete night that %s', async (_case, damage, words) => {
		const good = textOf({ json: {}, binary: (await after(tonight(onDay('2026-11-26')))).binary });
		expect(damage(good)).not.toBe(good);
		expect(await refusal([...tonight(), file(damage(good))])).toMatch(words);
	});

	it('reads one that begins with a byte-order mark', async () => {
		const good = textOf({ json: {}, binary: (await after(tonight(onDay('2026-11-26')))).binary });
		const { error } = await make([...tonight(), file(`\uFEFF${good}`)]);
		expect(error).toBeUndefined();
	});

	it('a last complete night of another vault, of the sandbox, or newer than these parts', async () => {
		const other = { filePrefix: 'cdd-1234-5', ...onDay('2026-11-26') };
		const ofOther = textOf(
			lastOf((await make(tonight({ ...onDay('2026-11-26'), vaultId: 5 }), { filePrefix: other.filePrefix })).items),
		);
		expect(await refusal([...tonight(), file(ofOther)])).toMatch(/is of something else.*vault 5.*vault 1234/);
		const ofSandbox = await after(tonight({ ...onDay('2026-11-26'), server: '127.0.0.1' }));
		expect(await refusal([...tonight(), ofSandbox])).toMatch(/is of something else.*127\.0\.0\.1/);
		const later = await after(tonight(onDay('2026-11-28')));
		expect(await refusal([...tonight(), later])).toMatch(/older than the last complete night/);
	});
});
