import { DateTime } from 'luxon';

import { customField } from '../../../nodes/ChemInventory/contract/customField';
import { storedValue } from '../../../nodes/ChemInventory/records/customField/value';
import { Fault } from '../../../nodes/shared/fault';

const telling = {
	zone: 'Europe/Berlin',
	hint: (message: string) => {
		hints.push(message);
	},
};
let hints: string[] = [];

beforeEach(() => {
	hints = [];
});

const field = (type: string, allowedvalues: string[] | string = '') =>
	customField.parse({ id: 1, name: 'Field', type, allowedvalues });

function refusal(type: string, value: unknown, allowed?: string[]): { message: string; description?: string } {
	try {
		return { message: `stored ${JSON.stringify(storedValue(field(type, allowed), value, telling))}` };
	} catch (thrown) {
		if (thrown instanceof Fault) return { message: thrown.message, description: thrown.description };
		throw thrown;
	}
}

describe('a value as the service stores it', () => {
	it.each([
		['number', 12.5, '12.5'],
		['number', '12.50', '12.50'],
		['number', ' -3 ', '-3'],
		['number', 0, '0'],
		['number', 1e-7, '0.0000001'],
		['number', '1e3', '1000'],
		['number', '.5', '0.5'],
		['date', '2026-11-30', '2026-11-30'],
		['date', '2026-11-30T00:00:00', '2026-11-30'],
		['date', '2026-11-30T23:30:00-08:00', '2026-11-30'],
		['date', '2026-11-30 14:05:00', '2026-11-30'],
		['date', DateTime.fromISO('2026-11-30T23:30:00', { zone: 'America/Los_Angeles' }), '2026-11-30'],
		['date', new Date('2026-11-30T23:30:00Z'), '2026-11-30'],
		['date', '2026-11-30t14:05:00', '2026-11-30'],
		['text', 42, '42'],
		['multilinetext', 'one\n  two ', 'one\n  two '],
		['url', ' https://example.com/a%20b?c=d#e ', 'https://example.com/a%20b?c=d#e'],
		['tags', 'b, a ,b,', '|b|a|'],
		['tags', '|a|b|', '|a|b|'],
		['tags', ['a', ' b '], '|a|b|'],
		['tags', ' , ', ''],
		['text', '', ''],
		['number', null, ''],
	])('of the type %s: %j becomes %j', (type, value, stored) => {
		expect(storedValue(field(type), value, telling)).toBe(stored);
	});

	it.each([
		['2026-11-30T23:30:00Z', '2026-12-01'],
		[new Date('2026-11-30T23:30:00Z'), '2026-12-01'],
		[DateTime.fromISO('2026-11-30T23:30:00', { zone: 'America/Los_Angeles' }), '2026-12-01'],
	])('of the type date says that %j was read as the day that is written', (value, other) => {
		storedValue(field('date'), value, telling);
		expect(hints).toEqual([
			`'Custom Fields: Field' was read as the day that is written, 2026-11-30. In the time zone of the workflow, Europe/Berlin, that moment is on ${other}.`,
		]);
	});

	it('takes a tag that has a comma in it for one', () => {
		const allowed = ['Light, heat', 'Light', 'Air'];
		expect(storedValue(field('tags', allowed), 'Air, Light, heat', telling)).toBe('|Air|Light, heat|');
		expect(storedValue(field('tags', allowed), 'Light, Air', telling)).toBe('|Light|Air|');
	});

	it('takes an allowed value only to the letter, and offers the nearest', () => {
		const allowed = ['General', 'Flammable'];
		expect(storedValue(field('dropdown', allowed), ' Flammable ', telling)).toBe('Flammable');
		expect(refusal('dropdown', 'flamable', allowed)).toEqual({
			message: "'Custom Fields' contains a value that is not allowed",
			description: '"Field" must be one of "General", "Flammable", not "flamable". Did you mean "Flammable"?',
		});
		expect(refusal('tags', 'General, Old', allowed).description).toContain('not "Old"');
	});

	it('takes any value of a drop-down without a list', () => {
		expect(storedValue(field('dropdown'), 'Anything', telling)).toBe('Anything');
	});

	it.each([
		['number', '12,5', 'is not a number'],
		['number', '0x10', 'is not a number'],
		['number', '5 mL', 'is not a number'],
		['number', true, 'is not a number'],
		['number', [], 'is not a number'],
		['number', Number.NaN, 'is not a number'],
		['date', 'soon', 'is not a date'],
		['date', '30.11.2026', 'is not a date'],
		['date', '2026', 'is not a date'],
		['date', '2026-02-30', 'is not a date'],
		['date', 45_000, 'is not a date'],
		['url', 'example.com/a', 'is not a web address'],
		['url', 'https://', 'is not a web address'],
		['url', 'https://example.com/a b', 'is not a web address'],
		['text', { a: 1 }, 'does not contain a text'],
		['text', ['a'], 'does not contain a text'],
		['text', true, 'does not contain a text'],
		['text', Number.POSITIVE_INFINITY, 'contains a number that is not exact'],
		['text', new Date(0), 'does not contain a text'],
		['dropdown', false, 'does not contain a text'],
		['multilinetext', DateTime.fromISO('2026-11-30'), 'does not contain a text'],
		['tags', ['a', true], 'does not contain a text'],
		['date', new Date('soon'), 'is not a date'],
		['tags', ['a|b'], 'contains a tag with a vertical bar in it'],
	])('of the type %s: %j is refused', (type, value, problem) => {
		const { message, description } = refusal(type, value);
		expect(message).toContain(problem);
		expect(description).toContain('"Field"');
	});
});
