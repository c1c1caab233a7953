import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';

const scheduled = z.object({
	nodes: z.array(z.object({ name: z.string(), type: z.string(), parameters: z.record(z.unknown()) })),
});
const daily = z.object({
	rule: z.object({
		interval: z.array(z.object({ triggerAtHour: z.number(), triggerAtMinute: z.number().default(0) }).passthrough()),
	}),
});
const folder = join(__dirname, '../../workflows');

const times = readdirSync(folder).flatMap((file) => {
	const { nodes } = scheduled.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
	return nodes.flatMap(({ type, parameters }) =>
		type === 'n8n-nodes-base.scheduleTrigger' && file.includes('backup')
			? daily
					.parse(parameters)
					.rule.interval.map(({ triggerAtHour: hour, triggerAtMinute: minute }) => ({ file, hour, minute }))
			: [],
	);
});

const from = Date.UTC(2025, 0, 1);
const dayMs = 24 * 60 * 60 * 1000;

/** Days in four years on which the clocks of a zone are changed. */
function daysOfChange(zone: string): DateTime[] {
	const offsets = IANAZone.create(zone);
	const days = Array.from({ length: 4 * 366 }, (_, at) => from + at * dayMs);
	return days
		.filter((day) => offsets.offset(day) !== offsets.offset(day + dayMs))
		.flatMap((day) => [0, 1].map((later) => DateTime.fromMillis(day + later * dayMs, { zone })));
}

describe('the times of the backups', () => {
	const changes = Intl.supportedValuesOf('timeZone').flatMap(daysOfChange);

	it('are known to a test that sees many zones', () => {
		expect(times.length).toBeGreaterThanOrEqual(4);
		expect(changes.length).toBeGreaterThan(500);
	});

	it.each(times)('are neither skipped nor doubled by summer time anywhere: $file', ({ hour, minute }) => {
		const wrong = changes.filter((day) => {
			const moment = day.set({ hour, minute, second: 0, millisecond: 0 });
			return moment.hour !== hour || moment.minute !== minute || moment.getPossibleOffsets().length > 1;
		});
		expect(wrong.map((day) => `${day.zoneName} ${day.toISODate()}`)).toEqual([]);
	});

	it('would be seen to be wrong at 02:30 in Europe', () => {
		const skipped = DateTime.fromISO('2026-03-29T12:00', { zone: 'Europe/Berlin' }).set({ hour: 2, minute: 30 });
		const doubled = DateTime.fromISO('2026-10-25T12:00', { zone: 'Europe/Berlin' }).set({ hour: 2, minute: 30 });
		expect(skipped.hour).not.toBe(2);
		expect(doubled.getPossibleOffsets()).toHaveLength(2);
	});
});
