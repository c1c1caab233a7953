import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { importWorkflows } from '../../scripts/lib/n8n-commands';
import type { N8nSession } from '../../scripts/lib/n8n-server';
import { chemInventoryPackage } from '../../scripts/lib/packages';
import { present } from '../support/present';
import { publish, untilStatus } from './executions';
import { useRealLab } from './realLab';
import { withStep, workflowOf } from './workflowOf';

const savedFileSchema = z.object({
	part: z.string(),
	savedAt: z.string(),
	count: z.number(),
	records: z.array(z.record(z.unknown())),
});
const indexSchema = z.object({
	records: z.array(z.object({ id: z.number(), fileName: z.string(), sha256: z.string() })),
});
const finishedSchema = z.object({ folder: z.string(), files: z.array(z.string()), records: z.record(z.number()) });
const listSchema = z.object({
	file: z.string(),
	expiring: z.number(),
	expiredBefore: z.number(),
	withoutDate: z.number(),
});
const foundSchema = z.object({
	found: z.literal(true),
	message: z.string(),
	container: z.object({ id: z.number() }).passthrough(),
	hazards: z.array(z.string()),
});
const unavailableSchema = z.object({ message: z.string() }).strict();
const notFoundSchema = z.object({ found: z.literal(false), message: z.string() }).passthrough();
const formAnswerSchema = z.object({
	formSubmittedText: z.string(),
	container: z.object({ id: z.number(), barcode: z.string(), location: z.string() }).passthrough().optional(),
});
const executionsSchema = z
	.object({ results: z.array(z.object({ id: z.string(), status: z.string() }).passthrough()) })
	.passthrough();
const verdictSchema = z.object({ status: z.string(), message: z.string() });

const expiryDate = 363;
const kinds = [
	'audit-history',
	'containers',
	'custom-fields',
	'deleted-containers',
	'files',
	'locations',
	'orders',
	'watchlists',
];
const nothing = { type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode: 'return [];' } };

describe('the ChemInventory workflows in a real n8n that has the package of ChemInventory alone', () => {
	const lab = useRealLab({ install: [chemInventoryPackage] });
	const chem = () => lab().sandbox.chemInventory;

	afterEach(() => {
		lab().sandbox.faults.clear();
		expect(lab().sandbox.leaks).toEqual([]);
	});

	describe('the nightly backup', () => {
		const backup = () => lab().shippedWorkflow('nightlyChemBackup');
		const prefix = () => `cheminventory-${chem().inventoryId}`;
		const lastComplete = () => readFileSync(join(lab().backupFolder, `${prefix()}-last-complete.json`), 'utf8');

		it('saves eight files, each with every record, and a manifest of the inventory', async () => {
			const execution = await lab().run(backup());
			expect(execution.error).toBeUndefined();
			const finished = finishedSchema.parse(execution.itemsOf('Backup finished')[0]);
			const weekday = new RegExp(`/${prefix()}-([a-z-]+)-(mon|tue|wed|thu|fri|sat|sun)\\.json$`);
			const tonight = finished.files.flatMap((path) => {
				const kind = weekday.exec(path)?.[1];
				return kind === undefined || kind === 'manifest' ? [] : [{ kind, path }];
			});
			expect(tonight.map(({ kind }) => kind).sort()).toEqual(kinds);
			const saved = new Map(
				tonight.map(({ kind, path }) => {
					const file = savedFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
					expect(file.count).toBe(file.records.length);
					expect(finished.records[file.part]).toBe(file.count);
					return [kind, file.records];
				}),
			);
			const idsOf = (what: string) => (saved.get(what) ?? []).map(({ id }) => Number(id)).sort((a, b) => a - b);
			const sorted = (ids: number[]) => ids.sort((a, b) => a - b);
			const live = chem().lab;
			const deleted = [...live.containers.values()].filter(
				(held) => held.inventory === chem().inventoryId && held.deleted,
			);
			expect(idsOf('containers')).toEqual(sorted(live.liveContainers().map(({ id }) => id)));
			expect(idsOf('deleted-containers')).toEqual(sorted(deleted.map(({ id }) => id)));
			expect(idsOf('orders')).toEqual(sorted(live.openOrders().map(({ id }) => id)));
			expect(saved.get('locations')).toContainEqual(expect.objectContaining({ path: 'Cupboards > Cupboard 1' }));
			expect(saved.get('custom-fields')).toContainEqual(
				expect.objectContaining({ key: 'cf-363', name: 'Expiry Date' }),
			);
			expect(saved.get('watchlists')).toContainEqual(expect.objectContaining({ name: 'Peroxide formers' }));
			expect(saved.get('files')?.length).toBeGreaterThan(0);
			expect(JSON.parse(lastComplete())).toMatchObject({
				service: 'ChemInventory',
				source: { id: String(chem().inventoryId) },
				complete: true,
			});
		});

		it('saves an empty list of orders as an empty list, and not as a record of nothing', async () => {
			const execution = await lab().run(withStep(backup(), { name: 'Orders', ...nothing }));
			expect(execution.error).toBeUndefined();
			const { files } = finishedSchema.parse(execution.itemsOf('Backup finished')[0]);
			const orders = files.find((path) => /-orders-\w{3}(-2)?\.json$/.test(path)) ?? '';
			expect(JSON.parse(readFileSync(orders, 'utf8'))).toMatchObject({ part: 'orders', count: 0, records: [] });
		});

		it('ends as failed, and keeps the last complete night, when the inventory comes without containers', async () => {
			const before = lastComplete();
			const execution = await lab().run(withStep(backup(), { name: 'Containers', ...nothing }));
			expect(execution.succeeded).toBe(false);
			expect(execution.error?.message).toMatch(/INCOMPLETE.*"containers" is empty/);
			expect(lastComplete()).toBe(before);
		});

		it.each(['/inventorymanagement/export', '/watchlist/load'])(
			'ends as failed and saves nothing when %s is refused',
			async (path) => {
				lab().sandbox.faults.add({ when: { path: `/cheminventory/api${path}` }, do: { kind: 'status', status: 403 } });
				const before = lab().savedFileNames();
				const execution = await lab().run(backup());
				expect(execution.succeeded).toBe(false);
				expect(lab().savedFileNames()).toEqual(before);
			},
		);

		it('records the night before it compares, and recovers, when an earlier file was deleted', async () => {
			const before = lastComplete();
			const { parts } = z.object({ parts: z.array(z.object({ fileName: z.string() })) }).parse(JSON.parse(before));
			rmSync(join(lab().backupFolder, present(parts[0], 'A part').fileName));
			const execution = await lab().run(backup());
			expect([execution.succeeded, execution.error?.node?.name]).toEqual([false, 'Read earlier files']);
			expect(lastComplete()).not.toBe(before);
			const next = await lab().run(backup());
			expect(next.error).toBeUndefined();
			expect(next.itemsOf('Compare')).toHaveLength(7);
		});

		it('is found to be complete in the morning', async () => {
			const morning = await lab().run(lab().shippedWorkflow('morningChemCheck'));
			expect(morning.error).toBeUndefined();
			expect(morning.itemsOf('Check last night')).toMatchObject([{ service: 'ChemInventory' }]);
		});

		it('has no step that goes on after a failure', () => {
			for (const node of backup().nodes) {
				expect(node).not.toHaveProperty('onError');
				expect(node).not.toHaveProperty('continueOnFail');
				expect(node).not.toHaveProperty('retryOnFail');
			}
		});
	});

	describe('the documents of the file store', () => {
		const documents = () => lab().shippedWorkflow('nightlyChemDocuments');
		const visible = () =>
			[...chem().lab.lab.files.values()].filter(({ inventory }) => [0, chem().inventoryId].includes(inventory));
		const index = () =>
			indexSchema.parse(
				JSON.parse(
					readFileSync(join(lab().backupFolder, `cheminventory-${chem().inventoryId}-documents.json`), 'utf8'),
				),
			).records;

		it('are saved once, each as it is, with its checksum in the index', async () => {
			const execution = await lab().run(documents());
			expect(execution.error).toBeUndefined();
			const saved = new Map(index().map((entry) => [entry.id, entry]));
			expect([...saved.keys()].sort()).toEqual(
				visible()
					.map(({ id }) => id)
					.sort(),
			);
			for (const { id, bytes } of visible()) {
				const entry = present(saved.get(id), 'An entry of the index');
				expect(readFileSync(join(lab().backupFolder, entry.fileName)).equals(bytes)).toBe(true);
				expect(entry.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
			}
		});

		it('are saved again only where they have changed, beside what they were, whatever length their names have', async () => {
			const before = index();
			const changed = present(visible()[0], 'A file');
			changed.name = `${'Safety data sheet '.repeat(14)}.pdf`;
			changed.bytes = Buffer.concat([changed.bytes, Buffer.from('revised')]);
			const execution = await lab().run(documents());
			expect([execution.error?.message, execution.error?.description]).toEqual([undefined, undefined]);
			expect(execution.itemsOf('Entry in the index').map(({ id }) => id)).toEqual([changed.id]);
			expect(index()).toHaveLength(before.length + 1);
			for (const { fileName, sha256 } of index()) {
				const bytes = readFileSync(join(lab().backupFolder, fileName));
				expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
			}
			const again = await lab().run(documents());
			expect([again.error?.message, again.error?.description]).toEqual([undefined, undefined]);
			expect(again.itemsOf('Download')).toEqual([]);
		});
	});

	describe('expiring this month', () => {
		const report = () => lab().shippedWorkflow('expiringThisMonth');
		const month = () => new Date().toISOString().slice(0, 7);
		const withExpiry = () =>
			chem()
				.lab.liveContainers()
				.flatMap((held) => {
					const date = held.fields.get(expiryDate);
					return date ? [{ id: held.id, name: held.name, date }] : [];
				});

		it('saves exactly the containers that expire this month, with their places, the earliest first', async () => {
			const execution = await lab().run(report());
			expect(execution.error).toBeUndefined();
			const said = listSchema.parse(execution.itemsOf('List saved')[0]);
			const wanted = withExpiry().filter(({ date }) => date.startsWith(month()));
			expect(wanted.length).toBeGreaterThan(0);
			const [header, ...lines] = readFileSync(said.file, 'utf8')
				.replace(/^\uFEFF/, '')
				.trim()
				.split('\n');
			expect(header).toBe('id,name,barcode,location,expires');
			expect(lines.map((line) => Number(line.split(',')[0])).sort()).toEqual(wanted.map(({ id }) => id).sort());
			const dates = lines.map((line) => line.trim().split(',').at(-1) ?? '');
			expect(dates).toEqual([...dates].sort());
			expect(lines.every((line) => line.includes(' > '))).toBe(true);
			expect(basename(said.file)).toBe(`cheminventory-expiring-${month()}.csv`);
			expect(said).toMatchObject({
				expiring: wanted.length,
				expiredBefore: withExpiry().filter(({ date }) => date.slice(0, 7) < month()).length,
				withoutDate: chem().lab.liveContainers().length - withExpiry().length,
			});
		});

		const inMonth = (value: string) =>
			withStep(report(), {
				name: 'Where to save',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				parameters: {
					assignments: {
						assignments: [
							{ id: 'folder', name: 'folder', type: 'string', value: lab().backupFolder },
							{ id: 'name', name: 'name', type: 'string', value: 'cheminventory' },
							{ id: 'dateField', name: 'dateField', type: 'string', value: value.split(' in ')[0] },
							{ id: 'month', name: 'month', type: 'string', value: value.split(' in ')[1] },
						],
					},
					options: {},
				},
			});

		it('says that nothing expires in a month without expiry dates, and saves no list', async () => {
			const execution = await lab().run(inMonth('Expiry Date in 1999-01'));
			expect(execution.error).toBeUndefined();
			expect(execution.itemsOf('Nothing expires')).toMatchObject([{ expiring: 0 }]);
			expect(lab().savedFileNames()).not.toContain('cheminventory-expiring-1999-01.csv');
		});

		it('ends as failed, naming the date fields, when the field does not exist', async () => {
			const execution = await lab().run(inMonth('Best Before in 1999-01'));
			expect(execution.succeeded).toBe(false);
			expect(execution.error?.message).toMatch(/Best Before.*Expiry Date, Stockchecked/);
		});

		it.each([
			['without containers', 'return [];'],
			['without any expiry date', "return [{ json: { id: 1, name: 'Acetone', 'Expiry Date': '' } }];"],
		])('ends as failed when the inventory comes %s', async (_case, jsCode) => {
			const execution = await lab().run(
				withStep(report(), {
					name: 'All containers',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: { jsCode },
				}),
			);
			expect(execution.succeeded).toBe(false);
			expect(execution.error?.message).toMatch(/list is not to be trusted/);
		});

		it('lists a date that cannot be read instead of leaving it out', async () => {
			const jsCode =
				"return [{ json: { id: 1, name: 'Acetone', 'Expiry Date': '2999-01-01' } }, { json: { id: 2, name: 'Ether', 'Expiry Date': 'next spring' } }];";
			const execution = await lab().run(
				withStep(report(), {
					name: 'All containers',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: { jsCode },
				}),
			);
			expect(execution.itemsOf('Sort')).toMatchObject([{ id: 2, expires: 'next spring' }]);
		});
	});

	describe('once they are published', () => {
		let session: N8nSession;

		/** n8n says that a workflow is published a moment before its address answers. */
		const served = async (path: string): Promise<void> => {
			while ((await session.call('GET', path)).status === 404) await sleep(100);
		};

		beforeAll(async () => {
			const downloading = workflowOf('downloading', [
				{
					name: 'Files',
					type: 'n8n-nodes-cheminventory.chemInventory',
					parameters: { resource: 'file', operation: 'getAll', limit: 1 },
				},
				{
					name: 'Download',
					type: 'n8n-nodes-cheminventory.chemInventory',
					parameters: {
						resource: 'file',
						operation: 'download',
						file: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
					},
				},
			]);
			const download = await lab().run(downloading);
			expect(download.error).toBeUndefined();
			const published = ['barcodeScanLookup', 'orderArrived'].map((id) => lab().shippedWorkflow(id));
			await importWorkflows(lab().runtime, lab().home, published);
			session = await lab().openEditor();
			for (const { id } of published) await publish(session, id);
			await served('/webhook/barcode-scan');
			await served('/form/order-arrived');
		});

		const scan = async (barcode: string) =>
			await session.call('GET', `/webhook/barcode-scan?barcode=${encodeURIComponent(barcode)}`);

		describe('the barcode lookup', () => {
			const hazardous = () => {
				const { lab: live } = chem();
				const codesOf = (substance: number) =>
					[...live.lab.hazards.values()].filter((entry) => entry.substance === substance).flatMap(({ codes }) => codes);
				const held = live
					.liveContainers()
					.find(
						({ barcode, substance }) =>
							barcode === 'AA00001' ||
							(/^AA000[1-9]/.test(barcode) && barcode !== 'AA00040' && codesOf(substance).length > 0),
					);
				if (!held) throw new Error('no container with hazards in the sandbox');
				return { held, codes: [...new Set(codesOf(held.substance))].sort() };
			};

			it('answers a known barcode with the container, its place and its hazards', async () => {
				const { held, codes } = hazardous();
				const { status, data } = await scan(` ${held.barcode} `);
				expect({ status, data }).toMatchObject({ status: 200, data: { found: true } });
				const { container, hazards, message } = foundSchema.parse(data);
				expect(container).toMatchObject({
					id: held.id,
					name: held.name,
					barcode: held.barcode,
					location: expect.stringContaining(' > '),
				});
				expect([...hazards].sort()).toEqual(codes.filter((code) => code !== 'None'));
				expect(message).toContain(held.name);
				for (const code of hazards) expect(message).toContain(`${code}: `);
			});

			it('takes the barcode from the body, too', async () => {
				const { held } = hazardous();
				const { status, data } = await session.call('POST', '/webhook/barcode-scan', { barcode: held.barcode });
				expect(status).toBe(200);
				expect(foundSchema.parse(data).container.id).toBe(held.id);
			});

			it('answers an unknown barcode in words, as not found', async () => {
				const { status, data } = await scan('ZZ99999');
				expect(status).toBe(404);
				expect(notFoundSchema.parse(data).message).toMatch(/No container of this inventory has the barcode ZZ99999/);
			});

			it('answers a barcode on two containers with both, and chooses none', async () => {
				const { status, data } = await scan('AA00040');
				expect(status).toBe(409);
				const twice = chem()
					.lab.liveContainers()
					.filter(({ barcode }) => barcode === 'AA00040');
				expect(notFoundSchema.parse(data)).toMatchObject({ message: expect.stringContaining('on 2 containers') });
				expect(twice).toHaveLength(2);
				for (const { id } of twice) expect(JSON.stringify(data)).toContain(String(id));
			});

			it('asks for a barcode where there is none', async () => {
				const { status, data } = await scan('  ');
				expect(status).toBe(400);
				expect(notFoundSchema.parse(data).message).toMatch(/has no barcode/);
			});

			it.each([
				['gives an error', '/search/execute', 'error-200'],
				['leads to another host', '/search/execute', 'redirect'],
				['shows the barcode and not the container', '/container/information/load', 'error-200'],
			] as const)(
				'does not call a barcode unknown when ChemInventory %s, and ends as failed',
				async (_case, path, kind) => {
					lab().sandbox.faults.add({ when: { path: `/cheminventory/api${path}` }, do: { kind } });
					const { status, data } = await scan(hazardous().held.barcode);
					expect(status).toBe(502);
					const { message } = unavailableSchema.parse(data);
					expect(message).toMatch(
						/^ChemInventory could not be asked, so nothing is known about the barcode AA\d+\. \w/,
					);
					await untilStatus(session, 'barcodeScanLookup', 'error');
				},
			);
		});

		describe('the form for arrived orders', () => {
			const submit = async (order: number, location: string, barcode: string) => {
				const { status, data } = await session.submitForm('/form/order-arrived', {
					'field-0': String(order),
					'field-1': location,
					'field-2': barcode,
				});
				return { status, answer: formAnswerSchema.parse(data) };
			};
			const openOrder = (isPlaced: boolean) => {
				const order = chem()
					.lab.openOrders()
					.find(({ dateordered }) => (Number(dateordered) !== 0) === isPlaced);
				if (!order) throw new Error('no such order in the sandbox');
				return order;
			};

			it.each([
				['that was not placed yet', false, 'E2E10001'],
				['that was placed', true, 'E2E10002'],
			])(
				'turns an order %s into a container with its barcode in the chosen place, once',
				async (_case, isPlaced, barcode) => {
					const order = openOrder(isPlaced);
					const heldBefore = chem().lab.containersIn('Cupboards > Cupboard 1').length;
					const { status, answer } = await submit(order.id, 'Cupboards > Cupboard 1', barcode);
					expect({ status, text: answer.formSubmittedText }).toMatchObject({
						status: 200,
						text: expect.stringContaining(`with the barcode ${barcode}`),
					});
					const arrived = chem().lab.container(answer.container?.id ?? 0);
					expect(arrived).toMatchObject({
						name: order.name,
						barcode,
						location: chem().lab.location('Cupboards > Cupboard 1').id,
					});
					expect(chem().lab.containersIn('Cupboards > Cupboard 1')).toHaveLength(heldBefore + 1);
					expect(chem().lab.orders.get(order.id)).toMatchObject({
						container: arrived.id,
						orderedAt: expect.any(String),
					});

					const again = await submit(order.id, 'Cupboards > Cupboard 1', 'E2E10003');
					expect(again.status).toBe(422);
					expect(again.answer.formSubmittedText).toMatch(/no such open order/);
					expect(chem().lab.containersIn('Cupboards > Cupboard 1')).toHaveLength(heldBefore + 1);
				},
			);

			/** The form is answered a moment before its execution has ended. */
			const lastStatus = async (): Promise<string> => {
				for (;;) {
					const { data } = await session.call('GET', '/rest/executions');
					const { status } = present(executionsSchema.parse(data).results[0], 'An execution');
					if (!['new', 'running'].includes(status)) return status;
					await sleep(250);
				}
			};

			it('says in words that the barcode is in use or the place unknown, receives nothing, and ends as failed', async () => {
				const order = openOrder(false);
				const inUse = await submit(order.id, 'Cupboards > Cupboard 1', 'AA00001');
				expect(inUse).toMatchObject({
					status: 422,
					answer: { formSubmittedText: expect.stringMatching(/in use already/) },
				});
				const nowhere = await submit(order.id, 'Cupboards > Cupbord 1', 'E2E10004');
				expect(nowhere).toMatchObject({
					status: 422,
					answer: { formSubmittedText: expect.stringMatching(/Did you mean .*Cupboards > Cupboard 1/) },
				});
				expect(chem().lab.orders.get(order.id)?.container).toBeUndefined();
				expect(await lastStatus()).toBe('error');
			});
		});

		describe('the credential test', () => {
			const verdictOn = async (changes: Parameters<ReturnType<typeof lab>['chemInventoryCredential']>[0]) => {
				const { name, type, data } = lab().chemInventoryCredential(changes);
				const saved = await session.call('POST', '/rest/credentials', { name, type, data });
				const { id } = z.object({ id: z.string() }).passthrough().parse(saved.data);
				const answer = await session.call('POST', '/rest/credentials/test', { credentials: { id, name, type, data } });
				return verdictSchema.parse(answer.data);
			};

			it('says whose inventory it is, and the role', async () => {
				expect(await verdictOn({})).toEqual({
					status: 'OK',
					message: 'Connected to Sandbox Group as group administrator',
				});
			});

			it("refuses a revoked token with the service's words", async () => {
				const { status, message } = await verdictOn({ apiToken: chem().tokens.revoked });
				expect(status).toBe('Error');
				expect(message).toMatch(/token/i);
				expect(message).not.toContain(chem().tokens.revoked);
			});
		});

		it('keeps the token out of execution data, logs, saved files and downloads', () => {
			const { requests } = lab().sandbox;
			const elsewhere = requests.filter(({ port }) => port !== 'service');
			expect(elsewhere.length).toBeGreaterThan(0);
			expect(JSON.stringify(elsewhere)).not.toContain(chem().token);
			expect(lab().filesHolding(chem().token)).toEqual([]);
		});
	});
});
