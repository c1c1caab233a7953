import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { checksumOf } from '../../../nodes/shared/backup/manifestChecksum';
import { dataObject } from '../../../nodes/shared/values/json';
import { contentOf, fileOf, numbersFrom, runBackup } from './files';

const formats = ['csv', 'json', 'ndjson'] as const;

const made = async (items: IDataObject[], format: string) => {
	const { items: results, error } = await runBackup({ operation: 'makeFile', part: 'containers', format }, items);
	expect(error).toBeUndefined();
	expect(results).toHaveLength(1);
	return { json: results[0]?.json ?? {}, content: contentOf(results[0]?.binary?.data) };
};

const verified = async (content: Buffer | string, parameters: IDataObject = {}, json: IDataObject = {}) =>
	await runBackup(
		{ operation: 'verify', compareWith: 'nothing', binaryPropertyName: 'data', ...parameters },
		[json],
		[{ data: fileOf(content) }],
	);

const oddTexts = [
	...[
		'',
		' ',
		'plain',
		'"',
		'\\',
		'{',
		'}',
		']',
		'[',
		',',
		'\n',
		'\r\n',
		'\t',
		'µ',
		'😀',
		'=1+1',
		'+',
		'-5',
		'@x',
		"'=x",
		"''",
	],
	...['null', '0012', '9007199254740993', '"},{"id":9', '\u2028', '#', 'a,b', 'a"b', ' blank '],
];

function oddRecords(seed: number, count: number): IDataObject[] {
	const next = numbersFrom(seed);
	const text = () => oddTexts[Math.floor(next() * oddTexts.length)] ?? '';
	const value = () => [text(), next() * 1e3, Math.floor(next() * 1e6) - 5e5, next() < 0.5, null, { a: [text()] }, []];
	return Array.from({ length: count }, (_unused, at) => ({
		id: at + 1,
		name: text(),
		...Object.fromEntries(
			Array.from({ length: Math.floor(next() * 4) }, (_none, key) => [`own ${key}`, value()[Math.floor(next() * 7)]]),
		),
	}));
}

describe('Make File', () => {
	it.each(formats)('saves all items as one file (%s), with what Verify finds in it', async (format) => {
		const { json, content } = await made(oddRecords(1, 200), format);
		expect(json).toMatchObject({
			part: 'containers',
			complete: true,
			records: 200,
			distinctIds: 200,
			format,
			bytes: content.length,
			sha256: createHash('sha256').update(content).digest('hex'),
		});
		const { records, distinctIds, sha256 } = json;
		const { json: found, error } = await verified(
			content,
			{ compareWith: 'values', sha256: '={{ $json.sha256 }}', records, distinctIds },
			{ sha256 },
		);
		expect(error).toBeUndefined();
		expect(found).toMatchObject([{ verified: true, records: 200, distinctIds: 200, sha256, format }]);
	});

	it('keeps every value as JSON has it, a record on each line of NDJSON', async () => {
		const records = oddRecords(2, 100);
		const json: unknown = JSON.parse((await made(records, 'json')).content.toString());
		expect(json).toMatchObject({ part: 'containers', count: 100, records });
		const lines = (await made(records, 'ndjson')).content.toString().trimEnd().split('\n');
		expect(lines.map((line): unknown => JSON.parse(line))).toEqual(records);
	});

	it('leaves nothing in a table that a spreadsheet would carry out', async () => {
		const { content } = await made([{ id: 1, '=name': '=1+1', b: '@x', c: -5, d: '\t' }], 'csv');
		expect(content.toString()).toBe(`id,'=name,b,c,d\r\n1,'=1+1,'@x,-5,"'\t"\r\n`);
	});

	it('leaves nothing in a table that spreadsheets of other languages or behind a line break would carry out', async () => {
		const { content } = await made([{ id: 1, a: '\uff1d1', b: '\n=1' }], 'csv');
		expect(content.toString()).toBe(`id,a,b\r\n1,'\uff1d1,"'\n=1"\r\n`);
	});

	it('writes what stands in a record into a table, and nothing else', async () => {
		const day: object = new Date(0);
		const { content } = await made([{ id: 1, constructor: 'x', day: dataObject(day) }, { id: 2 }], 'csv');
		expect(content.toString()).toBe('id,constructor,day\r\n1,x,1970-01-01T00:00:00.000Z\r\n2,,\r\n');
	});

	it.each([{ error: 'Not found' }, { error: { code: 404 }, message: 'Not found', details: {} }])(
		'refuses what a failed step has left: %j',
		async (failure) => {
			const { error, json } = await runBackup({ operation: 'makeFile', part: 'containers', format: 'json' }, [
				{ id: 1, error: 'a field of the lab' },
				failure,
			]);
			expect(json).toEqual([]);
			expect(error?.message).toContain('because a step before has failed');
			expect(error?.description).toContain('Item 2 is an error message');
		},
	);

	it.each(formats)('saves a part that has no records (%s): n8n gives one empty item for it', async (format) => {
		const { json, content } = await made([{}], format);
		expect(json).toMatchObject({ records: 0, complete: true });
		expect((await verified(content)).json).toMatchObject([{ records: 0 }]);
	});

	it('has a name without signs that file systems refuse', async () => {
		const { items } = await runBackup({ operation: 'makeFile', part: 'my: own/part', format: 'json' }, [{ id: 1 }]);
		expect(items[0]?.json.fileName).toMatch(/^my-own-part-\d{4}-\d\d-\d\dT\d{6}\.json$/);
	});

	it('needs the name of the part', async () => {
		expect(
			(await runBackup({ operation: 'makeFile', part: '={{ $json.nothing }}', format: 'json' }, [{ id: 1 }])).error
				?.message,
		).toContain("'What the Items Are'");
	});
});

describe('Verify', () => {
	const records = oddRecords(3, 40);

	it.each([
		['a bare array', JSON.stringify(records)],
		['what CDD Vault exports', JSON.stringify({ count: 40, objects: records })],
		['what earlier backups of ChemInventory have', JSON.stringify({ what: 'x', savedAt: '2026', count: 40, records })],
		['indented JSON', JSON.stringify({ count: 40, objects: records }, null, '\t')],
		['a byte-order mark in front', `\uFEFF${JSON.stringify(records)}`],
		['NDJSON without a last line break', records.map((record) => JSON.stringify(record)).join('\n')],
	])('reads %s', async (_what, content) => {
		expect((await verified(content)).json).toMatchObject([{ records: 40, distinctIds: 40 }]);
	});

	it.each(formats)('finds that a file was cut off, wherever that is (%s)', async (format) => {
		const { content, json } = await made(oddRecords(4, 12), format);
		for (let length = 1; length < content.length; length += 7) {
			const { error } = await verified(
				content.subarray(0, length),
				{ compareWith: 'values', sha256: '={{ $json.sha256 }}' },
				{ sha256: json.sha256 },
			);
			expect([length, error?.message]).toEqual([
				length,
				expect.stringMatching(/damaged or cut off|not the one that was saved/),
			]);
		}
	});

	it('finds without a checksum that JSON was cut off, and says after which record', async () => {
		const { content } = await made(records, 'json');
		for (let length = 30; length < content.length - 4; length += 50)
			expect((await verified(content.subarray(0, length))).error?.message).toContain('damaged or cut off');
		const { error } = await verified(content.subarray(0, content.length - 30));
		expect(error?.description).toMatch(/"file\.json" could be read up to record 38, within the first [\d,]+ bytes/);
	});

	it('finds without a checksum that a table was cut off within a row', async () => {
		const { content } = await made(
			[
				{ id: 1, name: 'say "hi"', size: 1234 },
				{ id: 2, size: 98765 },
			],
			'csv',
		);
		const endsOfRows = [...content.toString().matchAll(/\r\n?/g)].flatMap(({ index }) => [index + 1, index + 2]);
		for (let length = 1; length <= content.length; length++) {
			const { error } = await verified(content.subarray(0, length));
			expect([length, error === undefined]).toEqual([length, endsOfRows.includes(length)]);
		}
	});

	it('reads texts of many megabytes beside long numbers', async () => {
		const long = JSON.stringify('\n"\\1234567890123456'.repeat(800_000));
		const { json } = await verified(`[{"id":9007199254740992,"text":${long}},{"text":${long},"id":9007199254740993}]`);
		expect(json).toMatchObject([{ records: 2, distinctIds: 2 }]);
	});

	it.each(formats)('finds any flipped byte (%s)', async (format) => {
		const { content, json } = await made(oddRecords(5, 5), format);
		for (let at = 0; at < content.length; at += 5) {
			const flipped = Buffer.from(content);
			flipped[at] = (flipped[at] ?? 0) ^ 4;
			const { error } = await verified(
				flipped,
				{ compareWith: 'values', sha256: '={{ $json.sha256 }}' },
				{ sha256: json.sha256 },
			);
			expect([at, error?.message]).toEqual([at, expect.stringMatching(/damaged|not the one/)]);
		}
	});

	it('says what differs from what was saved', async () => {
		const { json } = await made(records, 'json');
		const fewer = await made(records.slice(1), 'json');
		const { error } = await verified(
			fewer.content,
			{ compareWith: 'values', sha256: '={{ $json.sha256 }}', records: 40, distinctIds: 40 },
			{ sha256: json.sha256 },
		);
		expect(error?.description).toContain('The number of records was 40 and is 39.');
		expect(error?.description).toContain('The number of different IDs was 40 and is 39.');
		expect(error?.description).toContain('The checksum (SHA-256)');
	});

	it("finds that the service's own count is another one", async () => {
		const { error } = await verified(JSON.stringify({ count: 41, objects: records }));
		expect(error?.description).toContain('The service counted 41 records, and the file contains 40.');
	});

	it('names IDs that are there twice, and counts records without one', async () => {
		const { json } = await verified(JSON.stringify([{ id: 1 }, { id: 2 }, { id: '1' }, { name: 'x' }, { id: '' }]));
		expect(json).toMatchObject([{ records: 5, distinctIds: 2, repeatedIds: 1, examples: [1], withoutId: 2 }]);
	});

	it('tells IDs apart that a number cannot hold', async () => {
		const { json } = await verified('[{"id":9007199254740992},{"id":9007199254740993}]');
		expect(json).toMatchObject([{ distinctIds: 2 }]);
	});

	it.each([
		['nothing', ''],
		['a byte-order mark alone', '\uFEFF'],
	])('refuses a file that contains %s', async (_what, content) => {
		expect((await verified(content)).error?.message).toMatch(/empty file|damaged or cut off/);
	});

	it.each([
		['no checksum in the item', {}, "'SHA-256'"],
		['a text for the number of records', { records: 'many' }, "'Records'"],
	])('refuses %s', async (_what, parameters, label) => {
		const { error } = await verified(
			'[]',
			{ compareWith: 'values', sha256: '={{ $json.sha256 }}', ...parameters },
			{
				...('records' in parameters ? { sha256: 'a' } : {}),
			},
		);
		expect(error?.message).toContain(label);
	});

	const part = (fileName: string, over: IDataObject = {}) => ({
		part: 'containers',
		fileName,
		format: 'json',
		records: 40,
		distinctIds: 40,
		bytes: 1,
		sha256: 'a'.repeat(64),
		complete: true,
		...over,
	});
	const manifestOf = (...parts: IDataObject[]) => ({
		manifest: 1,
		night: '2026-11-25',
		service: 'ChemInventory',
		source: { id: '7', name: 'Main' },
		startedAt: '2026-11-25T03:00:00.000Z',
		finishedAt: '2026-11-25T03:01:00.000Z',
		complete: true,
		problems: [],
		parts,
	});
	const againstManifest = async (content: Buffer, manifest: unknown) =>
		await runBackup(
			{ operation: 'verify', compareWith: 'manifest', manifestField: 'manifest', binaryPropertyName: 'data' },
			[{}],
			[{ data: fileOf(content, 'containers.json'), manifest: fileOf(JSON.stringify(manifest), 'manifest.json') }],
		);

	it('compares with what a manifest says of the file', async () => {
		const { content, json } = await made(records, 'json');
		const { bytes, sha256 } = json;
		const good = manifestOf(part('others.json'), part('containers.json', { bytes, sha256 }));
		expect((await againstManifest(content, good)).json).toMatchObject([{ verified: true, records: 40 }]);
		const bad = manifestOf(part('containers.json', { bytes: 5, sha256 }));
		expect((await againstManifest(content, bad)).error?.description).toContain('The size in bytes was 5 and is');
		const half = manifestOf(part('containers.json', { bytes, sha256, complete: false }));
		expect((await againstManifest(content, half)).error?.description).toContain('not complete when it was saved');
	});

	it('refuses a manifest with a flipped digit, which says nothing about the file', async () => {
		const { content, json } = await made(records, 'json');
		const { bytes, sha256 } = json;
		const manifest = manifestOf(part('containers.json', { bytes, sha256 }));
		const signed = { ...manifest, checksum: checksumOf(manifest) };
		expect((await againstManifest(content, signed)).json).toMatchObject([{ verified: true }]);
		const { error } = await againstManifest(content, { ...signed, night: '2026-11-24' });
		expect(error?.message).toContain("'Manifest Field Name' points to a damaged manifest");
	});

	it('refuses a manifest of another night, or a file that is none', async () => {
		const { content } = await made(records, 'json');
		const { error } = await againstManifest(content, manifestOf(part('containers-mon.json')));
		expect(error?.message).toContain("'Manifest Field Name' points to a manifest that does not list this file");
		expect(error?.description).toContain('2026-11-25');
		expect((await againstManifest(content, [1])).error?.message).toContain('points to a file that is not a manifest');
	});
});
