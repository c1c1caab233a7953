import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

// Two nights of one vault, as Export saves them, for cases of files.

/** One sample of so many is changed between the nights. */
const changedEvery = 1_000;

const recordSchema = z.object({ id: z.number() }).passthrough();

function sampleOf(id: number, isLater: boolean): string {
	const changes = isLater && id % changedEvery === 0;
	const amount = changes ? 90.5 : 100;
	const events = [
		{
			id: id * 10,
			created_at: '2026-05-04T09:12:44.000Z',
			fields: { Credit: 100, Barcode: `BC${1e7 + id}`, Comment: 'from the freezer' },
		},
		...(changes ? [{ id: id * 10 + 1, created_at: '2026-11-25T15:00:00.000Z', fields: { Debit: 9.5 } }] : []),
	];
	return JSON.stringify({
		id,
		class: 'inventory sample',
		name: `LAB-${id}`,
		batch: 5_000_000 + id,
		batch_name: `LAB-${id}-001`,
		units: 'mg',
		current_amount: amount,
		depleted: false,
		inventory_location_id: 300 + (id % 500),
		inventory_location_position: 1 + (id % 96),
		location: `Building 1 > Freezer ${id % 7} > Box ${id % 500}`,
		created_at: '2026-05-04T09:12:44.000Z',
		modified_at: changes ? '2026-11-25T15:00:00.000Z' : '2026-05-04T09:12:44.000Z',
		fields: { 'Sample ID': `S${id}` },
		inventory_events: events,
	});
}

async function writeNight(path: string, count: number, isLater: boolean): Promise<void> {
	const file = createWriteStream(path);
	file.write(`{"count":${count},"objects":[`);
	for (let id = 1; id <= count; id += 1)
		if (!file.write(`${id === 1 ? '' : ','}${sampleOf(id, isLater)}\n`)) await once(file, 'drain');
	file.end(']}\n');
	await once(file, 'finish');
}

export const nights = (count: number) => ({ earlier: `earlier-${count}.json`, later: `later-${count}.json` });

/** Writes both nights with so many samples each. */
export async function writeNights(folder: string, count: number): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const { earlier, later } = nights(count);
	await writeNight(join(folder, earlier), count, false);
	await writeNight(join(folder, later), count, true);
}

/** What a script does: it keeps the lines of one night by ID, and looks up those of the other. @returns how many differ */
export async function comparedByScript(folder: string, count: number): Promise<number> {
	const { earlier, later } = nights(count);
	const lines = (name: string) => createInterface({ input: createReadStream(join(folder, name)) });
	const recordIn = (line: string) => line.replace(/^,|^\{"count":\d+,"objects":\[/, '').replace(/^,/, '');
	const known = new Map<number, string>();
	for await (const line of lines(earlier)) {
		const text = recordIn(line);
		if (text.startsWith('{')) known.set(recordSchema.parse(JSON.parse(text)).id, text);
	}
	let changed = 0;
	for await (const line of lines(later)) {
		const text = recordIn(line);
		if (text.startsWith('{') && known.get(recordSchema.parse(JSON.parse(text)).id) !== text) changed += 1;
	}
	return changed;
}
