import {
	dayIn,
	daysAfter,
	firstOfMonth,
	sundayOf,
	weekdayOf,
	writtenDays,
} from '../../../../nodes/shared/backup/night/days';
import {
	checkPrefix,
	datedSlot,
	namesToDelete,
	nightsBetween,
	partFile,
	rotatingIncomplete,
	rotatingSlots,
} from '../../../../nodes/shared/backup/night/plan';
import type { Placed } from '../../../../nodes/shared/backup/night/plan';

/** Numbers that look random and are the same in every run. */
function numbersFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

const first = '2026-01-01';
const twoYears = 731;
const parts = ['samples', 'batches'];

describe('the names of complete nights on a disk', () => {
	it('are for one day of the week, and on Sundays and firsts of a month two or three', () => {
		expect(rotatingSlots('2026-11-27', undefined)).toEqual(['fri']);
		expect(rotatingSlots('2026-11-29', undefined)).toEqual(['sun', 'week-2']);
		expect(rotatingSlots('2026-12-01', { night: '2026-11-30', slot: 'mon' })).toEqual(['tue', 'month-12']);
		expect(rotatingSlots('2026-02-01', { night: '2026-01-31', slot: 'sat' })).toEqual(['sun', 'week-3', 'month-02']);
	});

	it('make up on the next complete night for a Sunday or a first that was missed', () => {
		expect(rotatingSlots('2026-12-02', { night: '2026-11-28', slot: 'sat' })).toEqual(['wed', 'week-2', 'month-12']);
	});

	it('spare the slot of the last complete night, be it of a week ago or of the same day', () => {
		expect(rotatingSlots('2026-11-27', { night: '2026-11-20', slot: 'fri' })).toEqual(['fri-2', 'week-1']);
		expect(rotatingSlots('2026-11-27', { night: '2026-11-27', slot: 'fri' })).toEqual(['fri-2']);
		expect(rotatingSlots('2026-11-27', { night: '2026-11-27', slot: 'fri-2' })).toEqual(['fri']);
	});

	it('keep 7 days, 4 weeks and 12 months in two years of nights that all run', () => {
		const disk = new Map<string, string>();
		let last: Placed | undefined;
		for (let at = 0; at < twoYears; at++) {
			const night = daysAfter(first, at);
			const slots = rotatingSlots(night, last);
			for (const slot of slots) disk.set(slot, night);
			last = { night, slot: slots[0] ?? '' };
			const kept = new Set(disk.values());
			const wanted = [
				...Array.from({ length: 7 }, (_, ago) => daysAfter(night, -ago)),
				...Array.from({ length: 4 }, (_, ago) => daysAfter(sundayOf(night), -7 * ago)),
				...Array.from({ length: 12 }, (_, ago) => {
					const [year = 0, month = 0] = night.split('-').map(Number);
					return new Date(Date.UTC(year, month - 1 - ago, 1)).toISOString().slice(0, 10);
				}),
			];
			expect(wanted.filter((day) => day >= first && !kept.has(day))).toEqual([]);
		}
		expect(disk.size).toBe(7 + 4 + 12);
	});

	it.each([1, 2, 3, 4, 5])(
		'never take the last complete night away, whatever runs twice, fails, or stops in the middle of writing (%i)',
		(seed) => {
			const random = numbersFrom(seed);
			const disk = new Map<string, string>();
			let last: Placed | undefined;
			let run = 0;
			for (let at = 0; at < twoYears; at++) {
				const night = daysAfter(first, at);
				for (let times = Math.floor(random() * 3); times > 0; times--) {
					run++;
					const isComplete = random() < 0.5;
					const slots = isComplete ? rotatingSlots(night, last) : [rotatingIncomplete(night)];
					const names = slots.flatMap((slot) => parts.map((part) => partFile('cdd-1', part, slot, 'json')));
					const written = random() < 0.4 ? Math.floor(random() * (names.length + 1)) : names.length;
					for (const name of names.slice(0, written)) disk.set(name, `${night} ${run}`);
					const [half] = names.slice(written);
					if (half !== undefined) disk.set(half, 'half');
					if (isComplete && half === undefined) last = { night, slot: slots[0] ?? '' };
					const held = last;
					if (!held) continue;
					const contents = new Set(parts.map((part) => disk.get(partFile('cdd-1', part, held.slot, 'json'))));
					expect(contents.size).toBe(1);
					expect([...contents][0]).toMatch(new RegExp(`^${held.night} `));
				}
			}
			expect(run).toBeGreaterThan(500);
		},
	);
});

describe('names with dates', () => {
	const named = (night: string, time = '043000') =>
		[...parts, 'manifest'].map((part) => partFile('cdd-1', part, `${night}-${time}`, 'json'));
	const nightsIn = (names: readonly string[]) =>
		[...new Set(names.map((name) => /\d{4}-\d\d-\d\d/.exec(name)?.[0] ?? ''))].sort();

	it('keep in two years what the plan says, and no more', () => {
		let names: string[] = [];
		for (let at = 0; at < twoYears; at++) {
			const night = daysAfter(first, at);
			const last = at === 0 ? undefined : { night: daysAfter(night, -1), slot: `${daysAfter(night, -1)}-043000` };
			names.push(...named(night));
			const gone = new Set(namesToDelete(names, 'cdd-1', night, last));
			names = names.filter((name) => !gone.has(name));
			const days = Array.from({ length: 7 }, (_, ago) => daysAfter(night, -ago));
			const weeks = Array.from({ length: 4 }, (_, ago) => daysAfter(sundayOf(night), -7 * ago));
			const months = Array.from({ length: 12 }, (_, ago) => {
				const [year = 0, month = 0] = firstOfMonth(night).split('-').map(Number);
				return new Date(Date.UTC(year, month - 1 - ago, 1)).toISOString().slice(0, 10);
			});
			// Before the plan had a first of the month, or a Sunday, the first night there was stands for it.
			const wanted = new Set([...days, ...weeks, ...months].filter((day) => day >= first));
			expect(nightsIn(names).filter((day) => !wanted.has(day) && day > daysAfter(first, 7))).toEqual([]);
			expect([...wanted].filter((day) => !nightsIn(names).includes(day))).toEqual([]);
		}
	});

	it('keep the last complete night, however old, and take nothing that is not theirs', () => {
		const old = named('2024-03-05');
		const foreign = [
			'cdd-2-samples-2024-03-05-043000.json',
			'notes.txt',
			'cdd-1-last-complete.json',
			'cdd-1-samples-fri.json',
		];
		const last = { night: '2024-03-05', slot: '2024-03-05-043000' };
		const given = [...old, ...named('2024-03-06'), ...foreign];
		expect(namesToDelete(given, 'cdd-1', '2026-11-27', last)).toEqual(named('2024-03-06'));
	});

	it("take nothing of nights whose names begin with theirs and go on, and keep those nights' weeks and months", () => {
		const others = ['2024-03-05', '2024-03-06', '2026-11-26'].flatMap((day) =>
			['samples', 'manifest'].map((part) => partFile('cdd-1-test-2', part, `${day}-043000`, 'json')),
		);
		const own = named('2026-11-26');
		expect(namesToDelete([...own, ...others], 'cdd-1', '2026-11-27', undefined)).toEqual([]);
		expect(namesToDelete([...own, ...named('2024-03-06'), ...others], 'cdd-1', '2026-11-27', undefined)).toEqual(
			namesToDelete([...own, ...named('2024-03-06')], 'cdd-1', '2026-11-27', undefined),
		);
	});

	it('take a night of last week that was never written to its end, and one that was not complete', () => {
		const half = named('2026-11-01').slice(0, 2);
		const incomplete = [...parts, 'manifest'].map((part) =>
			partFile('cdd-1', part, '2026-11-02-043000-INCOMPLETE', 'json'),
		);
		const whole = named('2026-11-03');
		expect(namesToDelete([...half, ...incomplete, ...whole], 'cdd-1', '2026-11-20', undefined)).toEqual([
			...half,
			...incomplete,
		]);
	});

	it('are given back as they came, with what leads to them', () => {
		const [name = ''] = named('2024-01-05');
		expect(namesToDelete([`backups/${name}`], 'cdd-1', '2026-11-27', undefined)).toEqual([`backups/${name}`]);
	});

	it('differ for two runs in the hour that summer time repeats', () => {
		const slot = datedSlot('2026-10-25', '023000', undefined);
		expect(datedSlot('2026-10-25', '023000', { night: '2026-10-25', slot })).not.toBe(slot);
	});
});

describe('days', () => {
	it('are those of the time zone, also around summer time', () => {
		expect(dayIn('2026-03-29T22:30:00Z', 'Europe/Berlin')).toBe('2026-03-30');
		expect(dayIn('2026-03-28T22:30:00Z', 'Europe/Berlin')).toBe('2026-03-28');
		expect(dayIn('2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe('2026-10-25');
		expect(dayIn('2026-11-27T03:30:00Z', 'America/Los_Angeles')).toBe('2026-11-26');
		expect(dayIn('2026-11-26T11:30:00Z', 'Pacific/Kiritimati')).toBe('2026-11-27');
	});

	it('are counted through both changes of a year', () => {
		expect(nightsBetween('2026-03-27', '2026-03-31')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
		expect(nightsBetween('2026-10-24', '2026-10-26')).toEqual(['2026-10-25']);
		expect(nightsBetween('2026-11-26', '2026-11-26')).toEqual([]);
		expect(nightsBetween('2026-11-26', '2026-11-27')).toEqual([]);
	});

	it('are written as people do', () => {
		expect(writtenDays(['2026-11-24'])).toBe('24 November 2026');
		expect(writtenDays(['2026-11-24', '2026-11-25'])).toBe('24 and 25 November 2026');
		expect(writtenDays(['2026-11-30', '2026-12-01'])).toBe('30 November 2026 and 1 December 2026');
		expect(writtenDays(nightsBetween('2026-11-01', '2026-11-20'))).toBe('2 November 2026 to 19 November 2026');
	});

	it('know their weekday and their Sunday', () => {
		expect(['2026-11-27', '2026-11-28', '2026-11-29'].map(weekdayOf)).toEqual(['fri', 'sat', 'sun']);
		expect(['2026-11-28', '2026-11-29', '2026-11-30'].map(sundayOf)).toEqual([
			'2026-11-22',
			'2026-11-29',
			'2026-11-29',
		]);
	});
});

describe('the beginning of the names', () => {
	it.each(['cdd-1234', 'cdd-sandbox-1234', 'Labor_Süd.1234'])('may be %s', (prefix) => {
		expect(() => checkPrefix(prefix, '1234', 'X')).not.toThrow();
	});

	it.each(['cdd', 'cdd-12345', 'cdd-11234'])('must contain the ID as a word: %s', (prefix) => {
		expect(() => checkPrefix(prefix, '1234', 'X')).toThrow(/does not contain the ID/);
	});

	it.each(['/tmp/cdd-1234', '../cdd-1234', 'cdd*-1234', 'cdd 1234', 'cdd{1234}'])(
		'is no path and no pattern: %s',
		(prefix) => {
			expect(() => checkPrefix(prefix, '1234', 'X')).toThrow(/contains what a file name cannot have/);
		},
	);
});
