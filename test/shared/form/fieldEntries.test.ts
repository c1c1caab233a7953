import { Fault } from '../../../nodes/shared/fault';
import { readFieldEntries } from '../../../nodes/shared/values/fieldEntries';

const entry = (name: string, type: string, value?: unknown) => ({ name, type, value });
const read = (...field: Array<ReturnType<typeof entry>>) => readFieldEntries({ field }, 'Event Fields');

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
		const picked = { __rl: true, mode: 'list', value: 'Ship Date', cachedResultName: 'Ship Date' };
		expect(readFieldEntries({ field: [{ name: picked, type: 'text', value: '2026-11-30' }] }, 'Event Fields')).toEqual({
			'Ship Date': '2026-11-30',
		});
		expect(
			refusalOf(() =>
				readFieldEntries({ field: [{ name: { __rl: true, mode: 'list', value: '' }, value: 'x' }] }, 'Event Fields'),
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
		expect(read(entry('a', 'clear', 'whatever'))).toEqual({ a: null });
	});

	it('keeps zero and false', () => {
		expect(read(entry('a', 'number', 0), entry('b', 'boolean', false))).toEqual({ a: 0, b: false });
	});

	it('knows fields whose names JavaScript uses too', () => {
		expect(read(entry('constructor', 'text', 'x'), entry('toString', 'text', 'y'))).toEqual({
			constructor: 'x',
			toString: 'y',
		});
	});

	it('is empty when nothing was added', () => {
		expect(readFieldEntries(undefined, 'Event Fields')).toEqual({});
		expect(readFieldEntries({}, 'Event Fields')).toEqual({});
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
		expect(refusalOf(() => readFieldEntries({ field: 'Barcode' }, 'Event Fields')).message).toBe(
			"'Event Fields' does not have the expected form",
		);
	});
});
