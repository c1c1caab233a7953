import {
	firstWindow,
	mostCharacters,
	overlapMs,
	seenWindow,
	WindowReading,
} from '../../../nodes/shared/polling/seenWindow';
import type { Happening, SeenWindow } from '../../../nodes/shared/polling/seenWindow';

const noon = Date.UTC(2026, 10, 21, 12);
const second = 1000;
const minute = 60 * second;
const happening = (key: string, at: number): Happening<string> => ({ key, at, record: key });
/** As n8n reads it from its database. */
const reread = (window: SeenWindow): SeenWindow => seenWindow.parse(JSON.parse(JSON.stringify(window)));
const fromNoon = (...known: Array<Happening<string>>) => firstWindow(noon, noon - overlapMs, known);

/** One poll: the keys that are new to it, and how the window stands afterwards. */
function poll(before: SeenWindow, found: Array<Happening<string>>, lastsMs = 0) {
	const reading = WindowReading.begin(reread(before));
	const keys = reading.take(found).map(({ key }) => key);
	reading.moveOn(found.map(({ at }) => at));
	passes(lastsMs);
	return { keys, ...reading.close() };
}

const passes = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('what was not seen before', () => {
	it('comes once, oldest first, whatever the order of asking', () => {
		const found = [happening('b', noon + 2_000), happening('a', noon + 1_000), happening('b', noon + 2_000)];
		const { keys, window } = poll(fromNoon(), found);
		expect(keys).toEqual(['a', 'b']);
		expect(poll(window, found).keys).toEqual([]);
	});

	it('is told apart by key where times are equal', () => {
		const [old, next, last] = ['old', 'new', 'newer'].map((key) => happening(key, noon));
		if (!old || !next || !last) throw new Error('there are three');
		const { window } = poll(fromNoon(old), [old, next]);
		expect(poll(window, [old, next, last]).keys).toEqual(['newer']);
	});

	it('may be some minutes older than the newest', () => {
		const { window } = poll(fromNoon(), [happening('a', noon + minute)]);
		expect(poll(window, [happening('late', noon)]).keys).toEqual(['late']);
	});

	it('is not what is older than the overlap: earlier polls have dealt with it', () => {
		const first = happening('a', noon);
		const later = poll(poll(fromNoon(), [first]).window, [happening('b', noon + overlapMs + second)]).window;
		expect(poll(later, [first]).keys).toEqual([]);
		expect(Object.keys(later.seen)).toEqual([String((noon + overlapMs + second) / second)]);
	});

	it.each(['__proto__', 'constructor', '0', '42', '042', '9007199254740993', '1e3', '-1', '', 'a b|c,d+e'])(
		'has keys of any name: %j',
		(key) => {
			const { keys, window } = poll(fromNoon(), [happening(key, noon)]);
			expect(keys).toEqual([key]);
			expect(poll(window, [happening(key, noon), happening('another', noon)]).keys).toEqual(['another']);
		},
	);
});

describe('a window', () => {
	it('asks from a whole second on, an overlap before the newest, and never from an earlier one than before', () => {
		expect(firstWindow(noon + 999, noon + 999 - overlapMs, []).since).toBe(noon - overlapMs);
		expect(poll(fromNoon(), [happening('a', noon + minute + 999)]).window.since).toBe(noon + minute - overlapMs);
		expect(poll(fromNoon(), [happening('late', noon - minute)]).window).toMatchObject({
			newest: noon,
			since: noon - overlapMs,
		});
	});

	it('that starts at a moment takes what is later for news, but for what is known', () => {
		const found = [
			happening('before', noon - 1),
			happening('there', noon + 500),
			happening('beside it', noon + 500),
			happening('new', noon + 700),
		];
		const window = firstWindow(noon + 500, noon + 500, [happening('there', noon + 500)]);
		expect(poll(window, found).keys).toEqual(['beside it', 'new']);
	});

	it('counts the overlap from the beginning of a reading: what came into sight meanwhile is found by the next one', () => {
		const { window } = poll(fromNoon(), [happening('a', noon + 8 * minute)], 5 * minute);
		expect(window.since).toBe(noon - 7 * minute);
		expect(poll(window, [happening('meanwhile', noon - 6 * minute)]).keys).toEqual(['meanwhile']);
	});

	it('forgets nothing while a reading in parts is under way, over several polls', () => {
		const reading = WindowReading.begin(fromNoon());
		reading.take([happening('a', noon)]);
		reading.moveOn([noon + 60 * minute]);
		const resumed = WindowReading.resume(reread(reading.leave()));
		expect(resumed.isSeen('a')).toBe(true);
		expect(resumed.take([happening('a', noon), happening('older', noon - minute)]).map(({ key }) => key)).toEqual([
			'older',
		]);
		expect(resumed.close().window.since).toBe(noon + 50 * minute);
	});
});

describe('a quiet time', () => {
	const quiet = (window: SeenWindow, polls: number, everyMs: number): SeenWindow => {
		let now = window;
		for (let count = 0; count < polls; count++) {
			passes(everyMs);
			now = poll(now, [happening('a', noon)]).window;
		}
		return now;
	};

	it('of twenty minutes ends the overlap, so that the last records are not read by every poll until the next one comes', () => {
		const { window } = poll(fromNoon(), [happening('a', noon)]);
		expect(quiet(window, 19, minute).since).toBe(noon - overlapMs);
		const ended = quiet(window, 20, minute);
		expect(ended).toMatchObject({ since: noon + 3 * second, seen: {} });
		const next = happening('b', noon + 20 * minute);
		expect(poll(ended, [next]).keys).toEqual(['b']);
		expect(poll(ended, [next]).window.since).toBe(noon + 10 * minute);
	});

	it.each([26 * 60 * minute, -26 * 60 * minute])('is not what a clock shows that jumps by %i', (jumpMs) => {
		const { window } = poll(fromNoon(), [happening('a', noon)]);
		expect(quiet(window, 15, jumpMs).since).toBe(noon - overlapMs);
	});

	it('begins anew with each later record', () => {
		const before = quiet(poll(fromNoon(), [happening('a', noon)]).window, 19, minute);
		const { window } = poll(before, [happening('b', noon + second)]);
		expect(quiet(window, 19, minute).since).toBe(noon + second - overlapMs);
	});
});

describe('a burst', () => {
	const burst = (count: number, stepMs: number, keyOf: (n: number) => string) =>
		Array.from({ length: count }, (_none, n) => happening(keyOf(n), noon + n * stepMs));
	const sizeOf = (window: SeenWindow) => JSON.stringify(window).length;

	it.each<[what: string, count: number, keyOf: (n: number) => string]>([
		['20,000 records made one after the other', 20_000, (n) => String(1_120_000_000 + n)],
		['20,000 records with gaps between their numbers', 20_000, (n) => String(1_120_000_000 + n * 31)],
		['9,000 changes', 9_000, (n) => `${1_120_000_000 + n} state`],
	])('of %s within ten minutes is remembered whole, in less than 100 KB', (_what, count, keyOf) => {
		const found = burst(count, (10 * minute) / count, keyOf);
		const { keys, window, isCrowded } = poll(fromNoon(), found);
		expect(keys).toHaveLength(count);
		expect(isCrowded).toBe(false);
		expect(sizeOf(window)).toBeLessThan(100_000);
		const late = happening('late', noon + 50);
		const next = poll(window, [...found, late]);
		expect(next.keys).toEqual(['late']);
		expect(poll(next.window, [...found, late]).keys).toEqual([]);
	});

	it('beyond that is remembered but for its beginning, where late records are looked for no more, and it is said', () => {
		const found = burst(30_000, 20, (n) => `${n} state`);
		const { window, isCrowded } = poll(fromNoon(), found);
		expect(isCrowded).toBe(true);
		expect(sizeOf(window)).toBeLessThan(mostCharacters + 1000);
		expect(window.since).toBeGreaterThan(noon);
		const late = [happening('too late', window.since - 1), happening('in time', window.since)];
		const next = poll(window, [...found, ...late]);
		expect(next.keys).toEqual(['in time']);
		expect(poll(next.window, [...found, ...late])).toMatchObject({ keys: [], isCrowded: false });
	});

	it('within one second is remembered whole, however much it is', () => {
		const found = burst(15_000, 0, (n) => `${n} state`);
		const { window } = poll(fromNoon(happening('before', noon - second)), found);
		expect(Object.keys(window.seen)).toHaveLength(1);
		expect(poll(window, [...found, happening('one more', noon)]).keys).toEqual(['one more']);
	});
});
