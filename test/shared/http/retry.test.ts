import { decideRetry, maxTries, provesNoEffect, retryAfterMs, waitBudget } from '../../../nodes/shared/http/retry';
import type { RetrySituation } from '../../../nodes/shared/http/retry';

const now = Date.parse('2026-11-30T12:00:00Z');
const situation = (facts: Partial<RetrySituation>): RetrySituation => ({
	access: 'read',
	tries: 1,
	waited: 0,
	now,
	random: 1,
	...facts,
});

describe('when a request is tried again', () => {
	it.each([408, 429, 500, 502, 503, 504])('a read is, after status %d', (statusCode) => {
		expect(decideRetry(situation({ statusCode })).retry).toBe(true);
	});

	it.each([400, 401, 403, 404, 409, 422, 501])('a read is not, after status %d', (statusCode) => {
		expect(decideRetry(situation({ statusCode })).retry).toBe(false);
	});

	it.each(['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'ENOTFOUND', 'NO_ANSWER'])(
		'a read is, after network trouble (%s)',
		(networkCode) => {
			expect(decideRetry(situation({ networkCode })).retry).toBe(true);
		},
	);

	it.each([429])('a write is, after status %d, which proves that nothing happened', (statusCode) => {
		expect(decideRetry(situation({ access: 'write', statusCode })).retry).toBe(true);
	});

	it.each([408, 500, 502, 503, 504])(
		'a write is not, after status %d, which may come after the change',
		(statusCode) => {
			expect(decideRetry(situation({ access: 'write', statusCode })).retry).toBe(false);
		},
	);

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])(
		'a write is, when no connection was made (%s)',
		(networkCode) => {
			expect(decideRetry(situation({ access: 'write', networkCode })).retry).toBe(true);
		},
	);

	it.each(['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'NO_ANSWER'])(
		'a write is not, when a connection broke (%s)',
		(networkCode) => {
			expect(decideRetry(situation({ access: 'write', networkCode })).retry).toBe(false);
		},
	);

	it('a read is, as long as the budget lasts, where the service asks to slow down', () => {
		const asked = situation({ statusCode: 503, asksToSlowDown: true, tries: 50 });
		expect(decideRetry({ ...asked, waited: waitBudget - 15_000 })).toEqual({ retry: true, afterMs: 15_000 });
		expect(decideRetry({ ...asked, waited: waitBudget - 14_999 }).retry).toBe(false);
	});

	it('a write is not, where the service asks to slow down with a status that may come after the change', () => {
		expect(decideRetry(situation({ access: 'write', statusCode: 503, asksToSlowDown: true })).retry).toBe(false);
	});

	it('nothing is, after the last try', () => {
		expect(decideRetry(situation({ statusCode: 503, tries: maxTries })).retry).toBe(false);
	});
});

describe('how long a retry waits', () => {
	it('as many seconds as the service asks for', () => {
		expect(decideRetry(situation({ statusCode: 429, retryAfter: '7' }))).toEqual({ retry: true, afterMs: 7_000 });
	});

	it('until the date that the service names', () => {
		const retryAfter = 'Mon, 30 Nov 2026 12:00:20 GMT';
		expect(decideRetry(situation({ statusCode: 503, retryAfter }))).toEqual({ retry: true, afterMs: 20_000 });
	});

	it('not at all for a date that has passed', () => {
		const retryAfter = 'Mon, 30 Nov 2026 11:00:00 GMT';
		expect(decideRetry(situation({ statusCode: 503, retryAfter }))).toEqual({ retry: true, afterMs: 0 });
	});

	it('longer than the service asks for, where it asks to slow down again and again', () => {
		const wait = (retryAfter: string, tries: number) =>
			decideRetry(situation({ statusCode: 429, asksToSlowDown: true, retryAfter, tries }));
		expect(wait('0', 1)).toEqual({ retry: true, afterMs: 500 });
		expect(wait('1', 4)).toEqual({ retry: true, afterMs: 4_000 });
		expect(wait('20', 4)).toEqual({ retry: true, afterMs: 20_000 });
	});

	it.each(['', 'soon', undefined])('by its own measure when the header says %p', (retryAfter) => {
		expect(decideRetry(situation({ statusCode: 429, retryAfter }))).toEqual({ retry: true, afterMs: 500 });
	});

	it('twice as long each time, and half of it by chance', () => {
		const wait = (tries: number, random: number) => decideRetry(situation({ statusCode: 503, tries, random }));
		expect([1, 2, 3].map((tries) => wait(tries, 1))).toEqual(
			[500, 1_000, 2_000].map((afterMs) => ({ retry: true, afterMs })),
		);
		expect([1, 2, 3].map((tries) => wait(tries, 0))).toEqual(
			[250, 500, 1_000].map((afterMs) => ({ retry: true, afterMs })),
		);
	});

	it('never beyond the budget: then it says what the service asked for', () => {
		expect(decideRetry(situation({ statusCode: 429, retryAfter: '3600' }))).toEqual({
			retry: false,
			retryAfterMs: 3_600_000,
			isPatienceOver: true,
		});
		expect(decideRetry(situation({ statusCode: 429, retryAfter: '2', waited: waitBudget - 1_000 }))).toEqual({
			retry: false,
			retryAfterMs: 2_000,
			isPatienceOver: true,
		});
	});

	it('up to the last millisecond of the budget', () => {
		const waiting = (waited: number) => decideRetry(situation({ statusCode: 429, retryAfter: '2', waited }));
		expect(waiting(waitBudget - 2_000)).toEqual({ retry: true, afterMs: 2_000 });
		expect(waiting(waitBudget - 1_999).retry).toBe(false);
	});

	it('reads the header in both forms, and nothing into an unusable one', () => {
		expect(retryAfterMs('0', now)).toBe(0);
		expect(retryAfterMs('-5', now)).toBe(0);
		expect(retryAfterMs('Mon, 30 Nov 2026 12:01:00 GMT', now)).toBe(60_000);
		expect(retryAfterMs('tomorrow', now)).toBeUndefined();
	});
});

describe('whether a failed write changed nothing', () => {
	it.each([400, 401, 403, 404, 422, 429])('status %d proves it', (statusCode) => {
		expect(provesNoEffect({ statusCode })).toBe(true);
	});

	it.each([301, 302, 408, 500, 502, 503, 504])('status %d does not', (statusCode) => {
		expect(provesNoEffect({ statusCode })).toBe(false);
	});

	it('a connection that was never made proves it, one that broke does not', () => {
		expect(provesNoEffect({ networkCode: 'ECONNREFUSED' })).toBe(true);
		expect(provesNoEffect({ networkCode: 'ECONNRESET' })).toBe(false);
	});
});
