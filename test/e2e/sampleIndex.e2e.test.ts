import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { importWorkflows } from '../../scripts/lib/n8n-commands';
import type { N8nAnswer, N8nSession } from '../../scripts/lib/n8n-server';
import { cddVaultPackage } from '../../scripts/lib/packages';
import { present } from '../support/present';
import { lastExecution, publish, untilStatus } from './executions';
import { useRealLab } from './realLab';

const indexId = 'keepSampleIndex';
const scanId = 'debitScannedSample';

const idSchema = z.object({ id: z.string() }).passthrough();
const startedSchema = z.object({ executionId: z.string() }).passthrough();
const executionSchema = z.object({ status: z.string(), data: z.string() }).passthrough();
const tablesSchema = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() }).passthrough()) });
const rowsSchema = z.object({
	count: z.number(),
	data: z.array(
		z.object({ id: z.number(), barcode: z.string(), sampleId: z.number(), name: z.string() }).passthrough(),
	),
});
const refusedSchema = z.object({ debited: z.literal(false), message: z.string() }).passthrough();
const failedSchema = z.object({ message: z.string() }).strict();

describe('the index of sample barcodes in a real n8n that has the package of CDD Vault alone', () => {
	const lab = useRealLab({ install: [cddVaultPackage] });
	const vault = () => lab().sandbox.cdd;
	let editor: N8nSession;
	let table: string;

	/** What the table holds, in the order of the samples. */
	const rows = async (): Promise<Array<[sampleId: number, barcode: string, name: string]>> => {
		const { data } = await editor.call('GET', `${table}/rows?take=250`);
		const read = rowsSchema.parse(data);
		expect(read.data).toHaveLength(read.count);
		return read.data
			.map(({ sampleId, barcode, name }): [number, string, string] => [sampleId, barcode, name])
			.sort(([a], [b]) => a - b);
	};

	/** n8n's own numbers of the rows, by sample, of several the first: a row that is written anew has another one. */
	const rowIds = async (): Promise<Map<number, number>> => {
		const { data } = rowsSchema.parse((await editor.call('GET', `${table}/rows?take=250`)).data);
		return new Map(data.reverse().map(({ id, sampleId }) => [sampleId, id]));
	};

	const untilRow = async (sampleId: number, barcode: string | undefined): Promise<void> => {
		for (;;) {
			const found = (await rows()).find(([id]) => id === sampleId);
			if (found?.[1] === barcode) return;
			await sleep(1_000);
		}
	};

	const barcodeOf = (sampleId: number): string => {
		const events = present(vault().samples.get(sampleId), 'The sample').inventory_events;
		const written = events.flatMap(({ fields }) => ('Barcode' in fields ? [String(fields.Barcode)] : []));
		return present(written.at(-1), 'Its barcode');
	};

	/** What the table must hold, by the vault's own state. */
	const wanted = (): Array<[number, string, string]> =>
		[...vault().samples.values()]
			.filter(({ inventory_events: events }) => events.some(({ fields }) => 'Barcode' in fields))
			.map(({ id, name }): [number, string, string] => [id, barcodeOf(id), name ?? ''])
			.filter(([, barcode]) => barcode !== '')
			.sort(([a], [b]) => a - b);

	const labelled = (barcode: string) => {
		const { id } = vault().addSample();
		return vault().addEvent(id, { Barcode: barcode });
	};

	const unpublish = async (id: string) => {
		expect((await editor.call('POST', `/rest/workflows/${id}/deactivate`, {})).status).toBe(200);
	};

	/** Starts the workflow from its schedule, as the night does. */
	const night = async (): Promise<z.output<typeof executionSchema>> => {
		const path = `/rest/workflows/${indexId}/run`;
		const { status, data } = await editor.call('POST', path, { triggerToStartFrom: { name: 'Every night at 04:15' } });
		expect({ status, data }).toMatchObject({ status: 200 });
		const { executionId } = startedSchema.parse(data);
		for (;;) {
			const execution = executionSchema.parse((await editor.call('GET', `/rest/executions/${executionId}`)).data);
			if (!['new', 'running'].includes(execution.status)) return execution;
			await sleep(250);
		}
	};

	const scan = async (body: Record<string, unknown>): Promise<N8nAnswer> =>
		await editor.call('POST', '/webhook/debit-sample', body);

	const sent = () => lab().sandbox.requests.map(({ endpoint }) => endpoint);

	beforeAll(async () => {
		await importWorkflows(
			lab().runtime,
			lab().home,
			[indexId, scanId].map((id) => lab().shippedWorkflow(id)),
		);
		editor = await lab().openEditor();
		const project = idSchema.parse((await editor.call('GET', '/rest/projects/personal')).data);
		const tables = `/rest/projects/${project.id}/data-tables`;
		await publish(editor, scanId);
		while ((await editor.call('POST', '/webhook/debit-sample', {})).status !== 400) await sleep(100);

		const early = await scan({ barcode: 'SB100003', amount: 1 });
		expect(early.status).toBe(503);
		expect(failedSchema.parse(early.data).message).toMatch(/Publish the workflow "Keep the index/);
		await untilStatus(editor, scanId, 'error');
		expect(sent()).toEqual([]);

		await publish(editor, indexId);
		for (;;) {
			const { data } = tablesSchema.parse((await editor.call('GET', tables)).data);
			const made = data.find(({ name }) => name === 'CDD sample barcodes');
			if (made) {
				table = `${tables}/${made.id}`;
				break;
			}
			await sleep(250);
		}
		while ((await rows()).length === 0) await sleep(250);
	});

	afterEach(() => {
		lab().sandbox.faults.clear();
		expect(lab().sandbox.leaks).toEqual([]);
	});

	it('makes and fills its table when it is published', async () => {
		expect(wanted().length).toBeGreaterThan(100);
		expect(await rows()).toEqual(wanted());
	});

	it('learns of new, relabelled and unlabelled samples from the triggers', async () => {
		const [[relabelled], [unlabelled]] = [present(wanted()[4]), present(wanted()[5])];
		const { id: fresh } = labelled('E2E-NEW-1');
		vault().addEvent(relabelled, { Barcode: 'E2E-RELABELLED' });
		vault().addEvent(unlabelled, { Barcode: '' });
		await untilRow(fresh, 'E2E-NEW-1');
		await untilRow(relabelled, 'E2E-RELABELLED');
		await untilRow(unlabelled, undefined);
		expect(await rows()).toEqual(wanted());
	});

	describe('while only the scans ask CDD Vault', () => {
		const twin = 'E2E-TWIN';
		let tube: { id: number; barcode: string };

		beforeAll(async () => {
			const placed = [...vault().samples.values()].find(
				({ current_amount: amount, inventory_location_position: position }) => amount > 50 && position,
			);
			tube = { id: present(placed).id, barcode: barcodeOf(present(placed).id) };
			for (const name of ['used', 'gone', 'moved']) labelled(`E2E-${name.toUpperCase()}`);
			labelled(twin);
			labelled(twin);
			await unpublish(indexId);
			await publish(editor, indexId);
			while ((await rows()).filter(([, barcode]) => barcode === twin).length < 2) await sleep(250);
			await unpublish(indexId);
			// what n8n has begun goes on
			await sleep(2_000);
		});

		beforeEach(() => lab().sandbox.clearRequests());

		const amountOf = (id: number) => present(vault().samples.get(id)).current_amount;
		const idOf = (barcode: string) => {
			const found = [...vault().samples.keys()].find((id) =>
				wanted().some(([of, code]) => of === id && code === barcode),
			);
			return present(found, `The sample with ${barcode}`);
		};

		it('debits the sample of a tube once, and says what was there, what is left and where it is', async () => {
			const before = amountOf(tube.id);
			const { status, data } = await scan({ barcode: ` ${tube.barcode}\r\n`, amount: 2.5 });
			expect({ status, data }).toMatchObject({
				status: 200,
				data: {
					debited: true,
					sample: { id: tube.id, barcode: tube.barcode },
					amount: 2.5,
					amountBefore: before,
					amountNow: before - 2.5,
					location: expect.stringMatching(/\d+\/\w+$/),
					position: expect.any(Number),
				},
			});
			expect(amountOf(tube.id)).toBe(before - 2.5);
			const { message } = z.object({ message: z.string() }).passthrough().parse(data);
			expect(message).toMatch(/^2\.5 \S+ taken from .+\. Before: \d+ \S+, now: [\d.]+ \S+\. Its place: .+ \d+\/\w+\.$/);
			expect(sent()).toEqual(['getInventorySample', 'updateInventorySample']);
		});

		it('takes barcode and amount from the address, too, with the sign of the scanner', async () => {
			const before = amountOf(tube.id);
			const query = new URLSearchParams({ barcode: `]C1${tube.barcode}`, amount: '0.5' });
			const { status } = await editor.call('POST', `/webhook/debit-sample?${query.toString()}`, {});
			expect(status).toBe(200);
			expect(amountOf(tube.id)).toBe(before - 0.5);
		});

		it.each([
			['no barcode', { amount: 1 }, /has no barcode/],
			['a barcode that is a number', { barcode: 100003, amount: 1 }, /has no barcode/],
			['no amount', { barcode: 'SB100003' }, /amount is missing/],
			['nothing to debit', { barcode: 'SB100003', amount: 0 }, /not a number above 0/],
			['a credit', { barcode: 'SB100003', amount: -1 }, /not a number above 0/],
			['a decimal comma', { barcode: 'SB100003', amount: '2,5' }, /not a number above 0/],
			['an amount without end', { barcode: 'SB100003', amount: '1e999' }, /not a number above 0/],
		])('refuses a scan with %s, and asks CDD Vault nothing', async (_case, body, words) => {
			const { status, data } = await scan(body);
			expect(status).toBe(400);
			expect(refusedSchema.parse(data).message).toMatch(words);
			expect(sent()).toEqual([]);
		});

		it('does not know a barcode in other upper and lower case', async () => {
			const { status, data } = await scan({ barcode: tube.barcode.toLowerCase(), amount: 1 });
			expect(status).toBe(404);
			expect(refusedSchema.parse(data).message).toMatch(/No sample in the table has the barcode/);
			expect(sent()).toEqual([]);
		});

		it('refuses a barcode that two samples have, and names both', async () => {
			const { status, data } = await scan({ barcode: twin, amount: 1 });
			expect(status).toBe(409);
			expect(refusedSchema.parse(data).message).toMatch(/is on 2 samples/);
			for (const [id] of wanted().filter(([, barcode]) => barcode === twin))
				expect(JSON.stringify(data)).toContain(String(id));
			expect(sent()).toEqual([]);
		});

		it.each<[string, string, number, RegExp, (id: number) => void]>([
			[
				'that was relabelled since',
				'E2E-MOVED',
				409,
				/no longer has the barcode E2E-MOVED.*now E2E-MOVED-2/,
				(id) => vault().addEvent(id, { Barcode: 'E2E-MOVED-2' }),
			],
			['that is used up', 'E2E-USED', 409, /is used up/, (id) => vault().addEvent(id, { Debit: amountOf(id) })],
			['that was deleted since', 'E2E-GONE', 404, /no longer has the sample/, (id) => vault().deleteSample(id)],
		])('reads the sample of a tube %s once, and writes nothing', async (_case, barcode, code, words, happen) => {
			happen(idOf(barcode));
			const { status, data } = await scan({ barcode, amount: 1 });
			expect({ status, data }).toMatchObject({ status: code });
			expect(refusedSchema.parse(data).message).toMatch(words);
			expect(sent()).toEqual(['getInventorySample']);
		});

		it('refuses more than the sample contains, and writes nothing', async () => {
			const { status, data } = await scan({ barcode: tube.barcode, amount: amountOf(tube.id) + 0.1 });
			expect(status).toBe(409);
			expect(refusedSchema.parse(data).message).toMatch(/contains only/);
			expect(sent()).toEqual(['getInventorySample']);
		});

		it.each([
			['reading', 'getInventorySample'],
			['writing', 'updateInventorySample'],
		] as const)('does not claim anything when CDD Vault refuses the %s, and ends as failed', async (_c, endpoint) => {
			lab().sandbox.faults.add({ when: { endpoint }, do: { kind: 'status', status: 403 } });
			const before = amountOf(tube.id);
			const { id } = await lastExecution(editor, scanId);
			const { status, data } = await scan({ barcode: tube.barcode, amount: 1 });
			expect(status).toBe(502);
			expect(failedSchema.parse(data).message).toContain('failed');
			expect(amountOf(tube.id)).toBe(before);
			expect(Number(await untilStatus(editor, scanId, 'error'))).toBeGreaterThan(Number(id));
		});

		it('corrects its table at night, and leaves right rows alone', async () => {
			const before = await rows();
			const places = await rowIds();
			const isIn = (list: typeof before) => (row: (typeof before)[number]) =>
				list.some((other) => isDeepStrictEqual(other, row));
			expect(
				before
					.filter((row) => !isIn(wanted())(row))
					.map(([, barcode]) => barcode)
					.sort(),
			).toEqual(['E2E-GONE', 'E2E-MOVED']);
			const right = wanted().filter(isIn(before));
			expect(right).toHaveLength(wanted().length - 1);
			expect(await night()).toMatchObject({ status: 'success' });
			expect(await rows()).toEqual(wanted());
			const now = await rowIds();
			for (const [sampleId] of right) expect(now.get(sampleId)).toBe(present(places.get(sampleId)));
			const twins = (await rows()).filter(([, barcode]) => barcode === twin);
			expect(twins).toHaveLength(2);
			expect((await scan({ barcode: 'E2E-MOVED-2', amount: 1 })).status).toBe(200);
			expect((await scan({ barcode: 'E2E-MOVED', amount: 1 })).status).toBe(404);
		});

		it('leaves its table as it is when the vault cannot be read, and ends as failed', async () => {
			const before = await rows();
			vault().deleteSample(present(before[0])[0]);
			lab().sandbox.faults.add({ when: { endpoint: 'listInventorySamples' }, do: { kind: 'status', status: 403 } });
			expect(await night()).toMatchObject({ status: 'error', data: expect.stringContaining('All samples') });
			expect(await rows()).toEqual(before);
		});

		it('leaves its table as it is when no sample shows a barcode, and ends as failed', async () => {
			const before = await rows();
			for (const { inventory_events: events } of vault().samples.values())
				for (const { fields } of events) delete fields.Barcode;
			expect(await night()).toMatchObject({
				status: 'error',
				data: expect.stringMatching(/None of the \d+ samples has a barcode/),
			});
			expect(await rows()).toEqual(before);
		});
	});
});
