import type { INode } from 'n8n-workflow';

import { asked, runSamples } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const filtered = (filters: INode['parameters'], options: INode['parameters'] = {}) => ({
	operation: 'getAll',
	returnAll: true,
	output: 'simplified',
	filters,
	options,
});
const inJson = (filtersJson: string) => ({
	operation: 'getAll',
	returnAll: true,
	output: 'simplified',
	specifyFilters: 'json',
	filtersJson,
});
const rawQuery = () => sandbox().requests[0]?.query;

describe('a date filter', () => {
	it('with an offset arrives with it: the plus sign is encoded', async () => {
		const { hints, error } = await runSamples(sandbox(), [{}], filtered({ createdAfter: '2026-11-30T14:00:00+02:00' }));
		expect(error).toBeUndefined();
		expect(rawQuery()).toBe('created_after=2026-11-30T14%3A00%3A00%2B02%3A00&page_size=1000');
		expect(hints).toEqual([]);
	});

	it('without a zone gets that of the workflow, and a hint says what the vault would have assumed', async () => {
		const { hints } = await runSamples(sandbox(), [{}], filtered({ modifiedBefore: '2026-11-30T14:00:00' }), {
			timezone: 'Asia/Tokyo',
		});
		expect(rawQuery()).toContain('modified_before=2026-11-30T14%3A00%3A00%2B09%3A00');
		expect(hints).toEqual([
			"'Modified Before' has no time zone. It was sent with Asia/Tokyo, the time zone of this workflow; otherwise CDD Vault would have used the time zone in the profile of the API token's user.",
		]);
	});

	it('without a zone goes as it is where the user leaves it to the vault, and a hint says so', async () => {
		const { hints } = await runSamples(
			sandbox(),
			[{}],
			filtered({ createdBefore: '2026-11-30T14:00:00' }, { datesWithoutTimeZone: 'vault' }),
		);
		expect(rawQuery()).toContain('created_before=2026-11-30T14%3A00%3A00&');
		expect(hints).toEqual([
			"'Created Before' has no time zone. CDD Vault uses the time zone in the profile of the API token's user.",
		]);
	});

	it.each([
		['2026-11-30', '2026-11-30T00:00:00+01:00'],
		['2026-11-30 14:00', '2026-11-30T14:00:00+01:00'],
		[
			'={{ $now.set({ year: 2026, month: 11, day: 30, hour: 14, minute: 0, second: 0, millisecond: 0 }) }}',
			'2026-11-30T14:00:00+01:00',
		],
		['={{ new Date("2026-11-30T13:00:00Z") }}', undefined],
	])('takes %s', async (createdAfter, text) => {
		const { error } = await runSamples(sandbox(), [{}], filtered({ createdAfter }));
		expect(error).toBeUndefined();
		const sent = new URLSearchParams(rawQuery()).get('created_after') ?? '';
		if (text) expect(sent).toBe(text);
		expect(sent).toMatch(/(Z|[+-]\d\d:\d\d)$/);
	});

	it('takes the date object of an expression as the moment that it is', async () => {
		await runSamples(sandbox(), [{}], filtered({ createdAfter: '={{ new Date("2026-11-30T13:00:00Z") }}' }));
		expect(new Date(new URLSearchParams(rawQuery()).get('created_after') ?? '').toISOString()).toBe(
			'2026-11-30T13:00:00.000Z',
		);
	});

	it.each([
		['', 'is empty'],
		['={{ $json.nothing }}', 'is empty'],
		...['yesterday', '30.11.2026', '10', '12:30', '2026', '1130', '2026-W48', '2026-11', '202611', '={{ 2026 }}'].map(
			(text) => [text, 'is not a date'],
		),
	])('that is no date is refused before anything is sent (%j)', async (createdAfter, problem) => {
		const { error } = await runSamples(sandbox(), [{}], filtered({ createdAfter }));
		expect(error?.message).toBe(`'Created After' ${problem} [row 1]`);
		expect(asked(sandbox())).toEqual([]);
	});

	it('finds the samples of the moment that was meant', async () => {
		const sample = sandbox().cdd.addSample({ created_at: '2031-05-01T10:00:00.000Z' });
		const { json } = await runSamples(
			sandbox(),
			[{}],
			filtered({ createdAfter: '2031-05-01T11:30:00+02:00', createdBefore: '2031-05-01T12:30:00+02:00' }),
		);
		expect(json.map(({ id }) => id)).toEqual([sample.id]);
	});
});

describe('ID filters', () => {
	it('take projects by their names as well', async () => {
		const [project] = sandbox().cdd.projects.values();
		await runSamples(sandbox(), [{}], filtered({ projects: [project?.name.toUpperCase()] as string[] }));
		expect(asked(sandbox())[0]).toBe('GET /projects');
		expect(sandbox().requests[1]?.query).toBe(`projects=${project?.id}&page_size=1000`);
	});

	it('go out as 1,2, each under the name of the vendor', async () => {
		const [a, b] = sandbox().cdd.batches.keys();
		const [project] = sandbox().cdd.projects.keys();
		const [sample] = sandbox().cdd.samples.keys();
		await runSamples(
			sandbox(),
			[{}],
			filtered({ batchIds: `[${a}, ${b}, ${a}]`, sampleIds: String(sample), projects: [project] }),
		);
		expect(Object.fromEntries(new URLSearchParams(rawQuery()))).toEqual({
			batch_ids: `${a},${b}`,
			inventory_sample_ids: String(sample),
			projects: String(project),
			page_size: '1000',
		});
	});

	it.each([
		[{ batchIds: '' }, "'Batch IDs' is empty"],
		[{ batchIds: '1, x' }, "'Batch IDs' contains something that is not an ID"],
		[{ projects: [] }, "'Project Names or IDs' is empty"],
	])('%j are refused before anything is sent', async (filters, message) => {
		const { error } = await runSamples(sandbox(), [{}], filtered(filters));
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(asked(sandbox())).toEqual([]);
	});
});

describe('filters as JSON', () => {
	it('go out as they are', async () => {
		const [batch] = sandbox().cdd.batches.keys();
		const { json } = await runSamples(
			sandbox(),
			[{}],
			inJson(JSON.stringify({ batch_ids: [batch], created_after: '2020-01-01T00:00:00+02:00' })),
		);
		expect(rawQuery()).toBe(`batch_ids=${batch}&created_after=2020-01-01T00%3A00%3A00%2B02%3A00&page_size=1000`);
		expect(json.length).toBeGreaterThan(0);
	});

	it('say with a hint what the vault makes of a date without a zone', async () => {
		const { hints } = await runSamples(sandbox(), [{}], inJson('{ "created_after": "2020-01-01" }'));
		expect(hints).toEqual([
			"'created_after' has no time zone. CDD Vault uses the time zone in the profile of the API token's user.",
		]);
	});

	it.each([
		['{ "page_size": 10 }', "'Return All' and 'Limit'"],
		['{ "batch_ids": [1], "offset": 50 }', "'Return All' and 'Limit'"],
		['{ "async": true }', "'Retrieval'"],
	])('that ask for pages are refused, as the node sets these (%s)', async (filters, instead) => {
		const { error } = await runSamples(sandbox(), [{}], inJson(filters));
		expect(error?.message).toBe("'Filters (JSON)' contains a parameter that the node sets itself [row 1]");
		expect(error?.description).toContain(instead);
		expect(asked(sandbox())).toEqual([]);
	});

	it.each([
		['{ "batch_ids": [] }', 'batch_ids'],
		['{ "batchIds": [1] }', "'batchIds'"],
		['{ "created_after": "yesterday" }', 'created_after: must be a date'],
		['[1]', 'Expected object'],
	])('that do not fit are refused with the place (%s)', async (filters, place) => {
		const { error } = await runSamples(sandbox(), [{}], inJson(filters));
		expect(error?.message).toBe("'Filters (JSON)' does not have the expected form [row 1]");
		expect(error?.description).toContain(place);
		expect(asked(sandbox())).toEqual([]);
	});

	it('that are no JSON are refused', async () => {
		expect((await runSamples(sandbox(), [{}], inJson('{ "batch_ids": '))).error?.message).toBe(
			"'Filters (JSON)' is not valid JSON [row 1]",
		);
	});
});
