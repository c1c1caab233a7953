import type { Pace } from './lab';

interface Staged {
	shown: number;
	since: number;
}

/** Counts one look at a record's present state. Returns whether the state has been shown and has lasted enough. */
export function lookAt(record: Staged, state: string, pace: Pace, now: Date, polls = pace.polls): boolean {
	const lasted = now.getTime() - record.since >= (pace.milliseconds[state] ?? 0);
	if (record.shown >= polls && lasted) return true;
	record.shown += 1;
	return false;
}

export function enter(record: Staged, now: Date, shown = 0): void {
	record.shown = shown;
	record.since = now.getTime();
}
