import { DateTime } from 'luxon';

import { Fault } from '../../../nodes/shared/fault';
import { dayOf, otherDayIn } from '../../../nodes/shared/values/dates';
import { fieldDay, fieldNumber, fieldText, isEmptyValue } from '../../../nodes/shared/values/fieldValues';

const entry = (value: unknown) => ({ name: 'Preexisting field', value });

function refusalOf(code: () => unknown): Fault {
	try {
		code();
	} catch (thrown) {
		if (thrown instanceof Fault) return thrown;
	}
	throw new Error('nothing was refused');
}

describe('the day of a value', () => {
	it.each([
		['2026-11-30', '2026-11-30'],
		[' 2026-11-30 ', '2026-11-30'],
		['2026-11-30T00:00:00', '2026-11-30'],
		['2026-11-30 08:15:00', '2026-11-30'],
		['2026-11-30T23:59:59.999Z', '2026-11-30'],
		['2026-11-30T00:00:00.000+14:00', '2026-11-30'],
		['2028-02-29', '2028-02-29'],
	])('is the one that is written: %j', (value, day) => {
		expect(dayOf(value)).toBe(day);
	});

	it('is the same of a date object and of the text that n8n shows of it', () => {
		const moment = new Date('2026-11-30T23:30:00Z');
		expect([dayOf(moment), dayOf(moment.toISOString())]).toEqual(['2026-11-30', '2026-11-30']);
	});

	it('may be another one at the same moment in the zone of the workflow', () => {
		const moment = '2026-11-30T23:30:00Z';
		expect([moment, new Date(moment)].map((value) => otherDayIn('Europe/Berlin', value))).toEqual([
			'2026-12-01',
			'2026-12-01',
		]);
		expect(
			['2026-11-30', '2026-11-30T23:30:00', '2026-11-30T12:00:00Z'].map((value) => otherDayIn('Europe/Berlin', value)),
		).toEqual([undefined, undefined, undefined]);
	});

	it('is the one of its own time zone where the value brings one', () => {
		expect(dayOf(DateTime.fromISO('2026-11-30T23:30:00', { zone: 'Asia/Tokyo' }))).toBe('2026-11-30');
	});

	it.each([
		'',
		'soon',
		'30.11.2026',
		'2026-13-01',
		'2026-02-30',
		'2026-11',
		'20261130',
		20261130,
		true,
		null,
		undefined,
		new Date('x'),
		DateTime.invalid('x'),
		{},
	])('is none in %p', (value) => {
		expect(dayOf(value)).toBeUndefined();
	});
});

describe('a value that does not fit', () => {
	it.each<[string, () => unknown, string]>([
		['number', () => fieldNumber(entry('12 mg'), 'Batch Fields'), 'has a value that is not a number'],
		['date', () => fieldDay(entry('soon'), 'Batch Fields'), 'has a value that is not a date'],
		['text', () => fieldText(entry(['a']), 'Batch Fields'), 'has a value that is a list or an object'],
		['text', () => fieldText(entry(new Date('bad')), 'Batch Fields'), 'has a value that is not a date'],
		['text', () => fieldText(entry(DateTime.fromISO('bad')), 'Batch Fields'), 'has a value that is not a date'],
		['text', () => fieldText(entry(Infinity), 'Batch Fields'), 'contains a number that is not exact'],
		['text', () => fieldText(entry(2 ** 53), 'Batch Fields'), 'contains a number that is not exact'],
	])('is refused as a %s, with the name of the field in the description alone', (_kind, code, words) => {
		const fault = refusalOf(code);
		expect(fault).toMatchObject({ kind: 'badInput', message: `'Batch Fields' ${words}` });
		expect(fault.description).toContain('"Preexisting field"');
	});
});

it('a text is the value as it was given', () => {
	expect([' as is ', 12, false, new Date('2026-11-30T10:00:00Z')].map((value) => fieldText(entry(value), 'x'))).toEqual(
		[' as is ', '12', 'false', '2026-11-30T10:00:00.000Z'],
	);
});

it('zero and false are values; nothing, an empty text and an empty list are none', () => {
	expect([0, false, 'x'].map(isEmptyValue)).toEqual([false, false, false]);
	expect([undefined, null, '', '  ', []].map(isEmptyValue)).toEqual([true, true, true, true, true]);
});
