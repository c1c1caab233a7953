import { fromEarlierForm } from '../../../nodes/shared/polling/earlierForm';
import { overlapMs, seenWindow, WindowReading } from '../../../nodes/shared/polling/seenWindow';
import type { Happening } from '../../../nodes/shared/polling/seenWindow';

const noon = Date.UTC(2026, 10, 21, 12);
const happening = (key: string, at: number): Happening<string> => ({ key, at, record: key });
const resumed = (saved: unknown) => WindowReading.resume(seenWindow.parse(fromEarlierForm(saved)));
const keysOf = (happenings: Array<Happening<string>>) => happenings.map(({ key }) => key);

describe('a window that was saved in the earlier form', () => {
	it('goes on where it stood', () => {
		const reading = resumed({ newest: noon, seen: { '17 ': noon - 500, '18 event 4': noon } });
		expect(reading.since).toBe(noon - overlapMs);
		expect(
			keysOf(reading.take([happening('17', noon - 500), happening('18 event 4', noon), happening('late', noon - 9)])),
		).toEqual(['late']);
	});

	it('does not go back behind a burst of which it has forgotten the beginning', () => {
		const seen = Object.fromEntries(Array.from({ length: 501 }, (_none, n) => [`k${n}`, noon - n * 10]));
		expect(resumed({ newest: noon, seen }).since).toBe(noon - 5000);
	});

	it('that began with a time of no record is as good as a new beginning', () => {
		const begun = fromEarlierForm({ newest: noon + overlapMs, seen: {} });
		expect(begun).toMatchObject({ newest: noon, since: noon, seen: {} });
	});

	it('goes on with a reading that was under way', () => {
		const underWay = { since: noon - 90_000, upTo: noon };
		expect(fromEarlierForm({ newest: noon, seen: {}, underWay })).toMatchObject({
			since: noon - 90_000,
			underWay: { upTo: noon },
		});
	});

	it('is told from one of today, and from what can be read by nobody', () => {
		const window = { newest: noon, since: noon, seen: {}, clock: noon, quietMs: 0 };
		expect(fromEarlierForm(window)).toBe(window);
		expect(fromEarlierForm('broken')).toBe('broken');
	});
});
