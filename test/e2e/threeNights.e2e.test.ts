import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { manifestText, readManifest } from '../../nodes/shared/backup/night/nightManifest';
import { present } from '../support/present';
import { useRealLab } from './realLab';
import { workflowOf } from './workflowOf';
import type { Step } from './workflowOf';

const lastCompleteSchema = z
	.object({
		night: z.string(),
		startedAt: z.string(),
		parts: z.array(z.object({ part: z.string(), fileName: z.string() })),
	})
	.passthrough();
const changeSchema = z.object({ change: z.string(), id: z.number(), field: z.string().optional() }).passthrough();

const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value: String(value) });
const nothingMapped = { mappingMode: 'defineBelow', value: {}, matchingColumns: [], schema: [] };
const aDayMs = 24 * 60 * 60 * 1000;

describe('three nights of both services', () => {
	const lab = useRealLab();
	const pathOf = (name: string) => join(lab().backupFolder, name);

	const night = async (workflow: string) => {
		const execution = await lab().run(lab().shippedWorkflow(workflow));
		expect(execution.error).toBeUndefined();
		return execution;
	};

	const lastPath = (prefix: string) => pathOf(`${prefix}-last-complete.json`);
	const lastComplete = (prefix: string) => lastCompleteSchema.parse(JSON.parse(readFileSync(lastPath(prefix), 'utf8')));
	const fileOf = (prefix: string, part: string) =>
		pathOf(
			present(
				lastComplete(prefix).parts.find((one) => one.part === part),
				`The part ${part}`,
			).fileName,
		);

	/** What Compare finds between two files on the disk, most important first. */
	const compared = async (type: string, earlier: string, later: string) => {
		const read = (name: string, path: string): Step => ({
			name,
			type: 'n8n-nodes-base.readWriteFile',
			typeVersion: 1.1,
			parameters: { operation: 'read', fileSelector: path, options: {} },
		});
		const execution = await lab().run(
			workflowOf('comparedNights', [
				read('Earlier', earlier),
				read('Later', later),
				{
					name: 'Compare',
					type,
					parameters: {
						resource: 'backup',
						operation: 'compare',
						earlierFile: "={{ $('Earlier').first().binary.data }}",
						laterFile: 'data',
						outputAs: 'changes',
					},
				},
			]),
		);
		expect(execution.error).toBeUndefined();
		return z.array(changeSchema).parse(execution.itemsOf('Compare'));
	};

	const told = (changes: ReadonlyArray<z.output<typeof changeSchema>>) =>
		changes.map(({ change, id, field }) => [change, id, ...(field === undefined ? [] : [field])]).sort();

	/** The same nights, some days ago. */
	const daysAgo = (prefix: string, days: number) => {
		const last = readManifest(readFileSync(lastPath(prefix), 'utf8'));
		const startedAt = new Date(Date.parse(last.startedAt) - days * aDayMs).toISOString();
		const before = new Date(Date.parse(`${last.night}T12:00:00Z`) - days * aDayMs).toISOString().slice(0, 10);
		writeFileSync(lastPath(prefix), manifestText({ ...last, night: before, startedAt }));
	};

	it('name exactly what was changed in CDD Vault between them, by steps and by others', async () => {
		const { cdd, url, vaultId, token } = lab().sandbox;
		const prefix = `cdd-${vaultId}`;
		const api = async (method: string, path: string, body?: object) => {
			const answer = await fetch(`${url}/vaults/${vaultId}/${path}`, {
				method,
				headers: { 'X-CDD-Token': token, ...(body ? { 'content-type': 'application/json' } : {}) },
				...(body ? { body: JSON.stringify(body) } : {}),
			});
			expect([method, path, answer.status]).toEqual([method, path, 200]);
		};
		const [debited, moved, credited, gone] = [...cdd.samples.values()].filter(
			({ current_amount: amount, inventory_location_id: place }) => amount > 1 && place,
		);
		const [batch] = cdd.batches.values();
		const box = present([...cdd.locations.values()].filter(({ position_limit: limit }) => limit).at(-1));
		await night('nightlyCddBackup');
		const first = { samples: fileOf(prefix, 'samples'), batches: fileOf(prefix, 'batches') };

		const update = (name: string, id: number | undefined, event: object): Step => ({
			name,
			type: 'n8n-nodes-cdd-vault.cddInventorySample',
			parameters: {
				operation: 'update',
				sample: locator(id),
				specifyData: 'fields',
				events: { event: [event] },
				output: 'simplified',
			},
		});
		const day = await lab().run(
			workflowOf('aDayOfSamples', [
				update('Debit', debited?.id, { debit: '0.5' }),
				update('Move', moved?.id, { location: locator(box.id), position: 9 }),
				{
					name: 'Create',
					type: 'n8n-nodes-cdd-vault.cddInventorySample',
					parameters: {
						operation: 'create',
						specifyData: 'fields',
						batch: locator(batch?.id),
						amount: '12',
						units: 'mg',
						sampleFields: {
							mappingMode: 'defineBelow',
							value: { 'Sample ID': 'N-1' },
							matchingColumns: [],
							schema: [],
						},
						output: 'simplified',
					},
				},
			]),
		);
		expect(day.error).toBeUndefined();
		const created = z.object({ id: z.number() }).passthrough().parse(day.itemsOf('Create')[0]);
		await api('PUT', `inventory_samples/${credited?.id}`, { inventory_events: [{ fields: { Credit: 3 } }] });
		await api('DELETE', `inventory_samples/${gone?.id}`);
		await api('PUT', `batches/${batch?.id}`, { batch_fields: { Note: 'changed by somebody' } });
		const second = await night('nightlyCddBackup');
		expect(told(await compared('n8n-nodes-cdd-vault.cddVault', first.samples, fileOf(prefix, 'samples')))).toEqual(
			[
				['gone', gone?.id],
				['debited', debited?.id, 'amount'],
				['credited', credited?.id, 'amount'],
				['moved', moved?.id, 'location'],
				['added', created.id],
			].sort(),
		);
		expect(told(await compared('n8n-nodes-cdd-vault.cddVault', first.batches, fileOf(prefix, 'batches')))).toEqual([
			['edited', batch?.id, 'Note'],
		]);
		const html = String(second.itemsOf('Report')[0]?.html);
		for (const { name } of [debited, moved, credited, gone].map((one) => present(one))) expect(html).toContain(name);
	});

	it('say in CDD Vault that a quiet night changed nothing, and which nights did not run', async () => {
		const prefix = `cdd-${lab().sandbox.vaultId}`;
		daysAgo(prefix, 3);
		const morning = await lab().run(lab().shippedWorkflow('morningCddCheck'));
		expect(morning.error?.message).toMatch(/^There was no complete night for too long/);
		const third = await night('nightlyCddBackup');
		const [report] = third.itemsOf('Report');
		expect(report?.html).toMatch(/The nights of .* did not run, or were not complete\./);
		expect(report?.html).toMatch(/No changes|nothing changed/i);
	});

	it('name exactly what was changed in ChemInventory between them, by steps and by others', async () => {
		const { chemInventory } = lab().sandbox;
		const { lab: stock, url, token } = chemInventory;
		const prefix = `cheminventory-${chemInventory.inventoryId}`;
		const [moved, renamed, gone] = stock.liveContainers();
		const place = present(stock.liveContainers().find(({ location }) => location !== moved?.location)).location;
		await night('nightlyChemBackup');
		const first = fileOf(prefix, 'containers');
		const container = 'n8n-nodes-cheminventory.chemInventoryContainer';
		const day = await lab().run(
			workflowOf('aDayOfContainers', [
				{
					name: 'Move',
					type: container,
					parameters: {
						operation: 'move',
						containersBy: 'id',
						containers: String(moved?.id),
						location: locator(place),
						ifSomeDoNotMove: 'fail',
					},
				},
				{
					name: 'Rename',
					type: container,
					parameters: {
						operation: 'update',
						container: locator(renamed?.id),
						updateFields: { name: 'Renamed by a step' },
						customFields: nothingMapped,
						substanceFields: nothingMapped,
						barcodeCheck: 'refuse',
						output: 'simplified',
					},
				},
			]),
		);
		expect(day.error).toBeUndefined();
		const answer = await fetch(`${url}/container/delete`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ authtoken: token, containerid: [gone?.id] }),
		});
		expect(await answer.json()).toMatchObject({ status: 'success' });
		await night('nightlyChemBackup');
		const changes = await compared('n8n-nodes-cheminventory.chemInventory', first, fileOf(prefix, 'containers'));
		expect(told(changes)).toEqual(
			[
				['gone', gone?.id],
				['moved', moved?.id, 'location'],
				['renamed', renamed?.id, 'name'],
			].sort(),
		);
	});
});
