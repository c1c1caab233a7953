import {
	askFrom,
	mostSeen,
	notSeen,
	overlapMs,
	trimmed,
	windowFrom,
	windowStartingAt,
} from '../../../nodes/shared/polling/seenWindow';
import type { Happening, SeenWindow } from '../../../nodes/shared/polling/seenWindow';

const noon = Date.UTC(2026, 10, 21, 12);
const happening = (key: string, at: number): Happening<string> => ({ key, at, record: key });
const keysOf = ({ fresh }: { fresh: Array<Happening<string>> }) => fresh.map(({ key }) => key);
const reread = (window: SeenWindow): SeenWindow => JSON.parse(JSON.stringify(window)) as SeenWindow;

describe('what was not seen before', () => {
	it('comes once, oldest first, whatever the order of asking', () => {
		const { fresh, window } = notSeen(windowFrom(noon, []), [
			happening('b', noon + 2_000),
			happening('a', noon + 1_000),
			happening('b', noon + 2_000),
		]);
		expect(fresh.map(({ key }) => key)).toEqual(['a', 'b']);
		expect(keysOf(notSeen(reread(window), [happening('a', noon + 1_000), happening('b', noon + 2_000)]))).toEqual([]);
	});

	it('is told apart by key where times are equal', () => {
		const { window } = notSeen(windowFrom(noon, [happening('old', noon)]), [
			happening('old', noon),
			happening('new', noon),
		]);
		expect(
			keysOf(notSeen(reread(window), [happening('old', noon), happening('new', noon), happening('newer', noon)])),
		).toEqual(['newer']);
	});

	it('may be some minutes older than the newest', () => {
		const { window } = notSeen(windowFrom(noon, []), [happening('a', noon + 60_000)]);
		expect(keysOf(notSeen(window, [happening('late', noon)]))).toEqual(['late']);
	});

	it('is not what is older than the overlap: earlier polls have dealt with it', () => {
		const { window } = notSeen(windowFrom(noon, []), [happening('a', noon)]);
		const later = notSeen(window, [happening('b', noon + overlapMs + 1_000)]).window;
		expect(keysOf(notSeen(later, [happening('a', noon)]))).toEqual([]);
		expect(Object.keys(later.seen)).toEqual(['b']);
	});

	it('has keys of any name', () => {
		expect(
			keysOf(notSeen(windowFrom(noon, []), [happening('__proto__', noon), happening('constructor', noon)])),
		).toEqual(['__proto__', 'constructor']);
	});
});

describe('a window', () => {
	it('asks from a whole second on, an overlap before the newest', () => {
		expect(askFrom({ newest: noon + 999, seen: {} })).toBe(noon - overlapMs);
	});

	it('does not move back for older happenings', () => {
		expect(notSeen(windowFrom(noon, []), [happening('late', noon - 60_000)]).window.newest).toBe(noon);
	});

	it('forgets a burst but for its end, and asks from there on', () => {
		const burst = Array.from({ length: 3 * mostSeen }, (_none, n) => happening(`k${n}`, noon + n * 100));
		const { window } = notSeen(windowFrom(noon, []), burst);
		expect(Object.keys(window.seen).length).toBeLessThanOrEqual(mostSeen + 11);
		expect(askFrom(window)).toBeGreaterThan(noon + 2 * mostSeen * 100 - 2_000);
		expect(keysOf(notSeen(reread(window), burst))).toEqual([]);
		expect(askFrom(trimmed(window))).toBe(askFrom(window));
	});

	it('keeps all that shares one second, however much it is', () => {
		const burst = Array.from({ length: 3 * mostSeen }, (_none, n) => happening(`k${n}`, noon));
		const { window } = notSeen(windowFrom(noon, []), burst);
		expect(keysOf(notSeen(window, [...burst, happening('one more', noon)]))).toEqual(['one more']);
	});

	it('forgets nothing while a reading in parts is under way', () => {
		const burst = Array.from({ length: 3 * mostSeen }, (_none, n) => happening(`k${n}`, noon + n * 100));
		const since = askFrom(windowFrom(noon, []));
		const { window } = notSeen(windowFrom(noon, []), burst, since);
		expect(keysOf(notSeen(window, [...burst, happening('older', noon + 1)], since))).toEqual(['older']);
	});

	it('that starts at a moment takes what is later for news, but for what is known', () => {
		const window = windowStartingAt(noon + 500, [happening('there', noon + 500), happening('before', noon - 1)]);
		const found = [
			happening('before', noon - 1),
			happening('there', noon + 500),
			happening('beside it', noon + 500),
			happening('new', noon + 700),
		];
		expect(keysOf(notSeen(window, found))).toEqual(['beside it', 'new']);
		expect(askFrom(window)).toBe(noon);
	});
});
