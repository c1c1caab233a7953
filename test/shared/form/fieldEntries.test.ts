import { Fault } from '../../../nodes/shared/fault';
import { exactName, fieldEntries } from '../../../nodes/shared/form';
import type { Field } from '../../../nodes/shared/form';
import { answersWithin } from '../../../nodes/shared/form/answers';

const declaration = {
	displayName: 'Event Fields',
	name: 'eventFields',
	type: 'fixedCollection' as const,
	default: {},
};
const typed = fieldEntries(declaration);
const picked = fieldEntries(
	declaration,
	exactName({ displayName: 'Name', name: 'name', type: 'resourceLocator', default: { mode: 'list', value: '' } }),
);

const nothing = {
	has: () => true,
	showsAll: true,
	get: () => null,
	item: {},
	zone: 'UTC',
	forAgent: false,
	hint: () => undefined,
};
const readFieldEntries = <T>(value: unknown, form: Field<T>) =>
	form.read(answersWithin(nothing, { eventFields: value }));

const entry = (name: string, type: string, value?: unknown) => ({ name, type, value });
const read = (...field: Array<ReturnType<typeof entry>>) => readFieldEntries({ field }, typed);

function refusalOf(code: () => unknown): Fault {
	try {
		code();
	} catch (thrown) {
		if (thrown instanceof Fault) return thrown;
	}
	throw new Error('nothing was refused');
}

describe('the form of user-defined fields', () => {
	it('keeps names to the letter: case, blanks and commas belong to them', () => {
		expect(read(entry(' Ship date, planned ', 'text', 'x'), entry('ship date', 'text', 'y'))).toEqual({
			' Ship date, planned ': 'x',
			'ship date': 'y',
		});
	});

	it('gives each value the type that was chosen', () => {
		expect(
			read(
				entry('a', 'number', '12.5'),
				entry('b', 'number', 7),
				entry('c', 'text', 12),
				entry('d', 'boolean', 'True'),
				entry('e', 'boolean', ' FALSE '),
				entry('f', 'text', ' as is '),
			),
		).toEqual({ a: 12.5, b: 7, c: '12', d: true, e: false, f: ' as is ' });
	});

	it('takes a name that was picked from a list', () => {
		const name = { __rl: true, mode: 'list', value: ' Ship Date', cachedResultName: ' Ship Date' };
		expect(readFieldEntries({ field: [{ name, type: 'text', value: '2026-11-30' }] }, picked)).toEqual({
			' Ship Date': '2026-11-30',
		});
		expect(
			refusalOf(() =>
				readFieldEntries({ field: [{ name: { __rl: true, mode: 'list', value: '' }, value: 'x' }] }, picked),
			).message,
		).toBe("'Event Fields' has an entry without a name");
	});

	it.each([[['a', 'b']], [{ a: 1 }]])('refuses %j where text belongs', (value) => {
		const fault = refusalOf(() => read(entry('Barcode', 'text', value)));
		expect(fault.message).toBe("'Event Fields' has a value that is a list or an object");
		expect(fault.description).toContain('"Barcode"');
	});

	it('leaves out what is empty', () => {
		expect(
			read(
				entry('a', 'text', ''),
				entry('b', 'number', ''),
				entry('c', 'text', null),
				entry('d', 'boolean', undefined),
			),
		).toEqual({});
	});

	it('sends null only where the field is to be cleared', () => {
		expect(read(entry('a', 'clear', ''), entry('b', 'clear'))).toEqual({ a: null, b: null });
	});

	it('refuses to clear a field that is given a value', () => {
		expect(refusalOf(() => read(entry('a', 'clear', 'whatever'))).message).toBe(
			"'Event Fields' clears a field and gives it a value",
		);
	});

	it('keeps zero and false', () => {
		expect(read(entry('a', 'number', 0), entry('b', 'boolean', false))).toEqual({ a: 0, b: false });
	});

	it('knows fields whose names JavaScript uses too', () => {
		expect(read(entry('valueOf', 'text', 'x'), entry('toString', 'text', 'y'))).toEqual({
			valueOf: 'x',
			toString: 'y',
		});
	});

	it.each(['constructor', 'prototype', '__proto__'])('refuses the name %s, which n8n would drop', (name) => {
		expect(refusalOf(() => read(entry(name, 'text', 'x'))).message).toBe(
			"'Event Fields' contains a name that cannot be sent",
		);
	});

	it('is empty when nothing was added', () => {
		expect(readFieldEntries(undefined, typed)).toEqual({});
		expect(readFieldEntries({}, typed)).toEqual({});
	});

	it('refuses an entry without a name', () => {
		expect(refusalOf(() => read(entry('  ', 'text', 'x'))).message).toBe("'Event Fields' has an entry without a name");
	});

	it('refuses a name that is there twice, and says which', () => {
		const fault = refusalOf(() => read(entry('Barcode', 'text', 'x'), entry('Barcode', 'text', 'y')));
		expect(fault.message).toBe("'Event Fields' names a field twice");
		expect(fault.description).toContain('"Barcode"');
	});

	it('refuses a number that is none, with the name of the field in the description', () => {
		const fault = refusalOf(() => read(entry('Preexisting amount', 'number', '12 mg')));
		expect(fault.message).toBe("'Event Fields' has a value that is not a number");
		expect(fault.description).toContain('"Preexisting amount"');
		expect(fault.description).toContain('"12 mg"');
	});

	it.each(['no', 'yes', 1])('refuses %j where true or false belongs', (value) => {
		const fault = refusalOf(() => read(entry('Opened', 'boolean', value)));
		expect(fault.message).toBe("'Event Fields' has a value that is neither true nor false");
		expect(fault.description).toContain('"Opened"');
	});

	it('refuses what is not the form', () => {
		expect(refusalOf(() => readFieldEntries({ field: 'Barcode' }, typed)).message).toBe(
			"'Event Fields' contains something that is not an entry",
		);
	});

	it.each([
		['Number', { a: 12 }],
		['true OR false', undefined],
	])('takes a type by its label (%s)', (type, expected) => {
		const read = () => readFieldEntries({ field: [{ name: 'a', type, value: '12' }] }, typed);
		if (expected) expect(read()).toEqual(expected);
		else expect(refusalOf(read).message).toBe("'Event Fields' has a value that is neither true nor false");
	});

	it.each([[null], ['date'], ['']])('refuses the type %j', (type) => {
		expect(refusalOf(() => readFieldEntries({ field: [{ name: 'a', type, value: '12' }] }, typed)).message).toMatch(
			/^'Type' is (empty|not one of the choices)$/,
		);
	});

	it.each([[['Barcode']], [true]])('refuses the name %j', (name) => {
		expect(refusalOf(() => readFieldEntries({ field: [{ name, value: 'x' }] }, typed)).message).toBe(
			"'Name' does not contain a text",
		);
	});
});
