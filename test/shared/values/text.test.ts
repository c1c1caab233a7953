import { DateTime } from 'luxon';
import { z } from 'zod';

import { Fault } from '../../../nodes/shared/fault';
import { pathSegment } from '../../../nodes/shared/http/pathSegment';
import { scrub } from '../../../nodes/shared/http/scrub';
import { checked } from '../../../nodes/shared/values/badInput';
import { readJson } from '../../../nodes/shared/values/json';
import { readNumber, readText } from '../../../nodes/shared/values/text';

function descriptionOf(code: () => unknown): string | undefined {
	try {
		code();
	} catch (thrown) {
		if (thrown instanceof Fault) return thrown.description;
	}
	throw new Error('nothing was refused');
}

describe('a number', () => {
	it.each([
		[12.5, 12.5],
		['12.5', 12.5],
		[' 7 ', 7],
		['-1e3', -1000],
		[0, 0],
	])('%p is read as %d', (value, number) => {
		expect(readNumber(value, 'Amount')).toBe(number);
	});

	it.each([
		...['12,5', '12 mg', 'NaN', 'Infinity', '0x10', '0b11', '1_000', '1e400'],
		...[Number.NaN, Number.POSITIVE_INFINITY, true, {}, [12]],
	])('%p is refused', (value) => {
		expect(() => readNumber(value, 'Amount')).toThrow("'Amount' is not a number");
	});

	it.each(['', ' ', null, undefined])('%p is refused as empty', (value) => {
		expect(() => readNumber(value, 'Amount')).toThrow("'Amount' is empty");
	});
});

describe('a text', () => {
	it('is kept as it is, and a number becomes one', () => {
		expect(readText(' a ', 'Field')).toBe(' a ');
		expect(readText(5, 'Field')).toBe('5');
	});

	it.each(['', '  ', null, undefined])('%p is refused as empty', (value) => {
		expect(() => readText(value, 'Field')).toThrow("'Field' is empty");
	});

	it.each([
		[['AA00040'], 'It contains a list.'],
		[[], 'It contains a list.'],
		[{ barcode: 'AA00040' }, 'It contains an object.'],
		[new Date('2026-11-30'), 'It contains a date object.'],
		[DateTime.fromISO('2026-11-30'), 'It contains a date object.'],
		[true, 'It contains "true".'],
	])('%p is refused as what it is', (value, words) => {
		expect(() => readText(value, 'Field')).toThrow("'Field' does not contain a text");
		expect(descriptionOf(() => readText(value, 'Field'))).toContain(words);
	});
});

describe('a number for a text', () => {
	it.each([Number.POSITIVE_INFINITY, Number.NaN, 2 ** 53, 1e21])('is refused where digits are lost: %p', (value) => {
		expect(() => readText(value, 'Barcode')).toThrow("'Barcode' contains a number that is not exact");
	});

	it('of up to 15 digits is the text that was written', () => {
		expect([123456789012345, -0.5, 0].map((value) => readText(value, 'Barcode'))).toEqual([
			'123456789012345',
			'-0.5',
			'0',
		]);
	});
});

describe('a JSON field', () => {
	it('may be text, or already be an object', () => {
		expect(readJson('{"a":[1]}', 'Filters (JSON)')).toEqual({ a: [1] });
		expect(readJson({ a: 1 }, 'Filters (JSON)')).toEqual({ a: 1 });
	});

	it('is refused where it stops being JSON', () => {
		expect(() => readJson('{"a":', 'Filters (JSON)')).toThrow("'Filters (JSON)' is not valid JSON");
		expect(descriptionOf(() => readJson('{"a": 1,}', 'Filters (JSON)'))).toContain(
			'Check brackets, commas and quotes.',
		);
	});

	it.each([
		[{ batch_fields: { Purity: 1 / 0 } }, 'batch_fields.Purity is Infinity.'],
		['{ "batch_fields": { "Purity": [1, -1e400] } }', 'batch_fields.Purity.1 is -Infinity.'],
		[Number.NaN, 'It is NaN.'],
	])('is refused where a number cannot be sent: %j', (value, place) => {
		expect(() => readJson(value, 'Batch (JSON)')).toThrow("'Batch (JSON)' contains a number that cannot be sent");
		expect(descriptionOf(() => readJson(value, 'Batch (JSON)'))).toContain(place);
	});

	it.each(['__proto__', 'constructor', 'prototype'])('is refused where n8n would drop the name %s', (name) => {
		expect(() => readJson(`{ "fields": { "${name}": 1 } }`, 'Sample (JSON)')).toThrow(
			"'Sample (JSON)' contains a name that cannot be sent",
		);
	});

	it('that does not fit the contract is refused with the places that do not', () => {
		const schema = z.object({ events: z.array(z.object({ amount: z.number() })) }).strict();
		const description = descriptionOf(() => checked(schema, { events: [{ amount: '5' }], event: 1 }, 'Events (JSON)'));
		expect(description).toContain('events.0.amount: Expected number');
		expect(description).toContain("'event'");
	});
});

describe('a segment of an address', () => {
	it('is encoded, so that it cannot leave its place', () => {
		expect(pathSegment('a/b?c#d')).toBe('a%2Fb%3Fc%23d');
		expect(pathSegment(368)).toBe('368');
	});

	it.each(['', ' ', '.', '..', ' .. '])('%p is refused: it would address something else', (value) => {
		expect(() => pathSegment(value)).toThrow('An ID in the address is empty or not usable');
	});
});

describe('a text of the service in our errors', () => {
	it('loses every secret in it', () => {
		expect(scrub('token abc and abc again', ['abc', ''])).toBe('token *** and *** again');
	});

	it('is cut where it is long, after the secrets are out', () => {
		const text = scrub(`${'x'.repeat(298)}secret`, ['secret']);
		expect(text).not.toContain('se');
		expect(text.length).toBeLessThan(310);
	});
});
