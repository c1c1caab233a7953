import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { present } from '../support/present';
import { useRealLab } from './realLab';
import { withStep } from './workflowOf';

const lastCompleteSchema = z.object({ slot: z.string() }).passthrough();
const stepSchema = z.object({ step: z.string().optional(), canBeRestored: z.boolean() }).passthrough();

/** The step that people fill in. */
const whatToPutBack = (values: Record<string, boolean | string | string[]>) => ({
	name: 'What to put back',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		assignments: {
			assignments: Object.entries(values).map(([name, value]) => ({
				id: name,
				name,
				type: Array.isArray(value) ? 'array' : typeof value,
				value: Array.isArray(value) ? JSON.stringify(value) : value,
			})),
		},
		options: {},
	},
});

describe('the workflows that put back what was lost', () => {
	const lab = useRealLab();

	const night = async (workflow: string, prefix: string) => {
		const { error } = await lab().run(lab().shippedWorkflow(workflow));
		expect([error?.message, error?.description]).toEqual([undefined, undefined]);
		const path = join(lab().backupFolder, `${prefix}-last-complete.json`);
		return lastCompleteSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).slot;
	};

	describe('of CDD Vault', () => {
		const live = () => lab().sandbox.cdd;
		const restore = async (carryOut: boolean, slot: string) => {
			const workflow = lab().shippedWorkflow('restoreCddVault');
			const place = { folder: lab().backupFolder, name: 'cdd' };
			const execution = await lab().run(withStep(workflow, whatToPutBack({ ...place, night: slot, carryOut })));
			return { ...execution, plan: z.array(stepSchema).parse(execution.itemsOf('Plan Restore')) };
		};
		/** Of each sample by its name, which comes back, what comes back with it. */
		const samples = () =>
			[...live().samples.values()]
				.map((sample) => ({
					name: sample.name,
					batch: live().batches.get(sample.batch)?.name,
					amount: sample.current_amount,
					place: [sample.inventory_location_id, sample.inventory_location_position],
					fields: sample.fields,
				}))
				.sort((a, b) => String(a.name).localeCompare(String(b.name)));

		it('brings back samples, their batch and amounts, from the vault as it is now, and nothing twice', async () => {
			const slot = await night('nightlyCddBackup', `cdd-${lab().sandbox.vaultId}`);
			const before = samples();
			const batchesBefore = live().batches.size;
			const placed = [...live().samples.values()].filter((one) => one.current_amount > 1);
			const [debited, credited, moved, gone, ofBatch] = placed;
			const batch = present(ofBatch).batch;
			const inBatch = [...live().samples.values()].filter((one) => one.batch === batch);
			for (const { id } of [present(gone), ...inBatch]) live().deleteSample(id);
			live().batches.delete(batch);
			live().addEvent(present(debited).id, { Debit: 0.5 });
			live().addEvent(present(credited).id, { Credit: 3 });
			const box = present([...live().locations.values()].filter(({ position_limit: limit }) => limit).at(-1));
			live().addEvent(present(moved).id, { Location: { id: box.id, position: 9 } });
			const lost = samples();

			const planned = await restore(false, slot);
			expect([planned.error?.message, planned.error?.description]).toEqual([undefined, undefined]);
			expect(planned.plan.filter(({ canBeRestored }) => canBeRestored).length).toBeGreaterThan(4);
			expect(samples()).toEqual(lost);

			const done = await restore(true, slot);
			expect([done.error?.message, done.error?.description]).toEqual([undefined, undefined]);
			expect(live().batches.size).toBe(batchesBefore);
			expect(done.itemsOf('Inventory Sample > Create in New Batch')).toHaveLength(inBatch.length);
			const restored = samples();
			expect(restored).toHaveLength(before.length);
			const stable = (list: typeof before) =>
				list.map(({ amount, place, fields }) => JSON.stringify({ amount, place, fields })).sort();
			expect(stable(restored)).toEqual(stable(before));

			const again = await restore(true, slot);
			expect([again.error?.message, again.error?.description]).toEqual([undefined, undefined]);
			expect(again.plan.filter(({ canBeRestored }) => canBeRestored)).toEqual([]);
			expect(samples()).toEqual(restored);
		});

		it('stops where the night has no files', async () => {
			const { succeeded, error } = await restore(false, 'month-13');
			expect(succeeded).toBe(false);
			expect(error?.message).toMatch(/No file\(s\) found/);
		});
	});

	describe('of ChemInventory', () => {
		const live = () => lab().sandbox.chemInventory.lab;
		const prefix = () => `cheminventory-${lab().sandbox.chemInventory.inventoryId}`;
		const restore = async (carryOut: boolean, earlierNight: string, laterNight: string) => {
			const workflow = lab().shippedWorkflow('restoreChemInventory');
			const place = { folder: lab().backupFolder, name: 'cheminventory', parts: ['containers', 'locations'] };
			const values = { ...place, earlierNight, laterNight, carryOut };
			const execution = await lab().run(withStep(workflow, whatToPutBack(values)));
			return { ...execution, plan: z.array(stepSchema).parse(execution.itemsOf('Plan Restore')) };
		};
		const containers = () =>
			live()
				.liveContainers()
				.map(({ id, name, barcode, location, size, comments, fields }) => ({
					...{ id, name, barcode, location, size, comments },
					fields: [...fields].filter(([, value]) => value !== '').sort(),
				}))
				.sort((a, b) => a.id - b.id);
		/** A night is overwritten by later ones. */
		const keep = (slot: string, name: string) => {
			for (const part of ['containers', 'locations'])
				copyFileSync(
					join(lab().backupFolder, `${prefix()}-${part}-${slot}.json`),
					join(lab().backupFolder, `${prefix()}-${part}-${name}.json`),
				);
		};

		it('brings back containers with their places and fields, and nothing twice', async () => {
			keep(await night('nightlyChemBackup', prefix()), 'kept');
			const before = containers();
			const [gone, moved, renamed, edited] = live().liveContainers();
			const place = present(
				live()
					.liveContainers()
					.find(({ location }) => location !== moved?.location),
			).location;
			live().deleteContainer(present(gone).id);
			present(moved).location = place;
			present(renamed).name = 'Renamed by mistake';
			present(edited).fields.set(363, '2031-01-01');
			const lost = containers();
			const later = await night('nightlyChemBackup', prefix());

			const planned = await restore(false, 'kept', later);
			expect([planned.error?.message, planned.error?.description]).toEqual([undefined, undefined]);
			expect(planned.plan.filter(({ canBeRestored }) => canBeRestored).length).toBeGreaterThan(3);
			expect(containers()).toEqual(lost);

			const done = await restore(true, 'kept', later);
			expect([done.error?.message, done.error?.description]).toEqual([undefined, undefined]);
			expect(containers()).toEqual(before);

			const again = await restore(true, 'kept', await night('nightlyChemBackup', prefix()));
			expect(again.error).toBeUndefined();
			expect(again.plan.filter(({ canBeRestored }) => canBeRestored)).toEqual([]);
			expect(containers()).toEqual(before);
		});
	});
});
