import { DateTime } from 'luxon';

import { dayOf, readDate } from '../../../nodes/shared/values/dates';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';

const berlin = 'Europe/Berlin';

describe('a date without a time zone', () => {
	it.each([
		['2026-11-30', '2026-11-30T00:00:00+01:00'],
		['2026-07-01', '2026-07-01T00:00:00+02:00'],
		['2026-11-30T14:00:00', '2026-11-30T14:00:00+01:00'],
		['2026-11-30t14:00:00', '2026-11-30T14:00:00+01:00'],
		['2026-11-30 14:00', '2026-11-30T14:00:00+01:00'],
		[' 2026-11-30T14:00:00.000 ', '2026-11-30T14:00:00+01:00'],
	])('%p gets the zone of the workflow', (value, text) => {
		expect(readDate(value, 'Created After', berlin)).toMatchObject({ text, zoneless: true });
	});

	it.each([
		['2026-11-30', '2026-11-30'],
		['2026-11-30T14:00:00', '2026-11-30T14:00:00'],
		['2026-11-30 14:00:00', '2026-11-30T14:00:00'],
		['2026-11-30t14:00:00', '2026-11-30T14:00:00'],
		['2026-11-30T14:00:00.123', '2026-11-30T14:00:00'],
	])('%p goes as it is where the vault is to decide', (value, text) => {
		expect(readDate(value, 'Created After', undefined)).toMatchObject({ text, zoneless: true });
	});
});

describe('a date with a time zone', () => {
	it.each([
		['2026-11-30T14:00:00+02:00', '2026-11-30T14:00:00+02:00'],
		['2026-11-30 14:00:00-05:30', '2026-11-30T14:00:00-05:30'],
		['2026-11-30T14:00:00Z', '2026-11-30T14:00:00Z'],
		['2026-11-30T14:00:00.000Z', '2026-11-30T14:00:00Z'],
		['2026-11-30T14:00:00+0200', '2026-11-30T14:00:00+02:00'],
		['2026-11-30T14+02', '2026-11-30T14:00:00+02:00'],
	])('%p keeps it, whoever is to decide', (value, text) => {
		expect(readDate(value, 'Created After', berlin)).toEqual({ text, zoneless: false, wholeDay: false });
		expect(readDate(value, 'Created After', undefined)).toEqual({ text, zoneless: false, wholeDay: false });
	});
});

describe('a date object', () => {
	it('of luxon keeps its own zone', () => {
		const date = DateTime.fromISO('2026-11-30T14:00:00', { zone: 'America/New_York' });
		expect(readDate(date, 'Created After', berlin)).toEqual({
			text: '2026-11-30T14:00:00-05:00',
			zoneless: false,
			wholeDay: false,
		});
	});

	it('of JavaScript is the same moment', () => {
		const { text, zoneless } = readDate(new Date('2026-11-30T14:00:00Z'), 'Created After', berlin);
		expect(new Date(text).toISOString()).toBe('2026-11-30T14:00:00.000Z');
		expect(text).toMatch(/(Z|[+-]\d\d:\d\d)$/);
		expect(zoneless).toBe(false);
	});
});

describe('a whole day', () => {
	it.each([
		['2026-11-30', true],
		['2026-11-30T00:00:00', true],
		['2026-11-30 00:00', true],
		['2026-11-30T00:00:00.000', true],
		['2026-11-30T00:00:01', false],
		['2026-11-30T14:00', false],
		['2026-11-30T00', true],
		['2026-11-30T00:00:00,000', true],
		['2026-11-30T00:00:00+01:00', true],
		[DateTime.fromISO('2026-11-30', { zone: 'Europe/Berlin' }), true],
		['2026-11-30T00:00:00Z', false],
	])("is what n8n's date picker writes for a day as well: %p", (value, wholeDay) => {
		expect(readDate(value, 'To', berlin).wholeDay).toBe(wholeDay);
	});
});

describe('nothing', () => {
	it.each(['', ' ', null, undefined])('%p is refused as empty', (value) => {
		expect(() => readDate(value, 'Created After', berlin)).toThrow("'Created After' is empty");
	});
});

describe('anything else', () => {
	it.each([
		'yesterday',
		'30.11.2026',
		'2026-13-01',
		'2026-02-30',
		'2026-11-30T25:00',
		1_764_000_000,
		'10',
		'12:30',
		'2026',
		'1130',
		'2026-W48',
		'2026-11',
		'202611',
		'20261130T1400',
		new Date(95_617_584_000_000_000 / 50),
		DateTime.invalid('x'),
		true,
		{},
		new Date('no'),
	])('%p is refused with an example', (value) => {
		expect(() => readDate(value, 'Created After', berlin)).toThrow("'Created After' is not a date");
	});
});

it('a day that a node gives can be given back, in each of 2,000 random forms that the services and n8n have', () => {
	const random = seededRandom(9);
	const two = (number: number) => String(number).padStart(2, '0');
	for (let round = 0; round < 2000; round++) {
		const day = `${1990 + random(60)}-${two(1 + random(12))}-${two(1 + random(28))}`;
		const time = `${two(random(24))}:${two(random(60))}:${two(random(60))}`;
		const given: unknown[] = [
			day,
			`${day} ${time}`,
			`${day}T${time}.${random(1000)}Z`,
			`${day}T${time}.000-07:00`,
			`${day}T${time}+0200`,
			`\u200e${day}\r\n`,
			DateTime.fromISO(`${day}T${time}`, { zone: 'America/Los_Angeles' }),
			new Date(`${day}T${time}Z`),
		];
		expect(given.map(dayOf)).toEqual(given.map(() => day));
		expect(dayOf(dayOf(given[random(given.length)]))).toBe(day);
	}
});
