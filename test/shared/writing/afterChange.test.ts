import { Fault } from '../../../nodes/shared/fault';
import type { FaultKind } from '../../../nodes/shared/fault';
import { afterChange, ofOtherItems } from '../../../nodes/shared/writing/afterChange';
import type { LedgerEntry } from '../../../nodes/shared/writing/ledger';

const entry = (state: LedgerEntry['state']): LedgerEntry => ({
	state,
	items: [0],
	parameters: '',
	values: '',
	whereToLook: 'Look at sample 1.',
});

const later = (kind: FaultKind) =>
	new Fault(kind, 'The service is not working', { description: 'Try again later.', words: 'Down', httpCode: '503' });

const kinds: FaultKind[] = [
	'badInput',
	'canceled',
	'incomplete',
	'malformedAnswer',
	'rateLimited',
	'readOnly',
	'refused',
	'timedOut',
	'unavailable',
	'unreachable',
	'unsupported',
];

describe('a fault after something was sent or done', () => {
	it.each(kinds)('%s says that the outcome is unknown while the answer is out', (kind) => {
		const told = afterChange(later(kind), [entry('done'), entry('sent')]);
		expect(told).toMatchObject({ kind: 'outcomeUnknown', effect: 'unknown' });
		expect(told).toHaveProperty('description', expect.stringContaining('Look at sample 1.'));
	});

	it.each(kinds)('%s says that something was changed', (kind) => {
		const told = afterChange(later(kind), [entry('done')]);
		expect(told.message).toBe('This step changed something, and then failed');
		expect(told).toHaveProperty('description', expect.stringContaining('The service is not working'));
	});

	it('gives no advice to try again what is done', () => {
		for (const kind of ['unavailable', 'unreachable', 'rateLimited', 'timedOut'] as const)
			expect(afterChange(later(kind), [entry('done')])).not.toHaveProperty(
				'description',
				expect.stringContaining('again later'),
			);
	});

	it('keeps its words where it says itself what was changed', () => {
		const fault = new Fault('incomplete', 'Saved in part', { tellsOfChange: true });
		expect(afterChange(fault, [entry('done')])).toBe(fault);
		const unknown = new Fault('outcomeUnknown', 'Outcome unknown');
		expect(afterChange(unknown, [entry('sent')])).toBe(unknown);
	});

	it('is told as well where it is an error of another sort', () => {
		expect(afterChange(new TypeError('unforeseen'), [entry('done')])).toHaveProperty('kind', 'incomplete');
		expect(afterChange('a text', [entry('sent')])).toHaveProperty('kind', 'outcomeUnknown');
	});
});

describe('of the other items it is said', () => {
	const others = (count: number, reason: unknown, known: LedgerEntry[] = []) =>
		Array.from({ length: count }, (_, itemIndex) => ({ itemIndex, reason, known }));

	it('which were changed, and of which that is unknown', () => {
		const all = [[entry('done')], [], [entry('done'), entry('sent')], [entry('done')]];
		expect(ofOtherItems(all.map((known, itemIndex) => ({ itemIndex, known })))).toEqual([
			expect.stringContaining('rows 1, 4. Retry On Fail'),
			'Sent in this run, and it is unknown whether the change was made: rows 3. They are not sent again.',
		]);
	});

	it('why they failed, of ten of them', () => {
		const said = ofOtherItems(others(13, new Fault('badInput', 'No')));
		expect(said).toHaveLength(11);
		expect(said.slice(9)).toEqual(['Row 10 failed as well: No.', 'So did rows 11, 12, 13.']);
	});

	it('what was done before they failed, where they say so', () => {
		const partly = (kind: FaultKind) =>
			new Fault(kind, 'Stopped', { description: 'Saved before that: comments.', tellsOfChange: true });
		expect(ofOtherItems(others(1, partly('canceled'), [entry('done')]))).toEqual([
			'Row 1 failed as well: Stopped. Saved before that: comments.',
		]);
		expect(ofOtherItems(others(1, later('unavailable')))[0]).not.toContain('again later');
	});

	it('that they were changed, also where there are too many to say why they failed', () => {
		const said = ofOtherItems(others(12, later('unavailable'), [entry('done')]));
		expect(said.at(-1)).toContain('rows 11, 12. Retry On Fail');
	});
});

it('a fault before anything was sent stays as it is', () => {
	const fault = later('unavailable');
	expect(afterChange(fault, [])).toBe(fault);
});
