import { Fault } from '../../../nodes/shared/fault';
import { readId, readIds } from '../../../nodes/shared/values/ids';

function refusalOf(read: () => unknown): Fault {
	try {
		read();
	} catch (thrown) {
		if (thrown instanceof Fault) return thrown;
	}
	throw new Error('nothing was refused');
}

describe('one ID', () => {
	it.each([
		[123, 123],
		['123', 123],
		[' 123 ', 123],
		['0123', 123],
		['\ufeff123', 123],
		['1\u200b23\r\n', 123],
		['\u0002123\u0003', 123],
	])('%p is read as %d', (value, id) => {
		expect(readId(value, 'Sample')).toBe(id);
	});

	it.each([undefined, null, '', '   '])('%p is refused as empty, with what empties a field', (value) => {
		const fault = refusalOf(() => readId(value, 'Sample'));
		expect(fault).toMatchObject({ kind: 'badInput', message: "'Sample' is empty" });
		expect(fault.description).toContain('An expression that finds nothing leaves the field empty');
	});

	it.each([
		0,
		'0',
		-1,
		1.5,
		'1.5',
		'12.0',
		'1e2',
		'1,2',
		'12a',
		'null',
		true,
		{},
		[[1, 2]],
		Number.NaN,
		2 ** 53,
		'99999999999999999999',
	])('%p is refused, and shown', (value) => {
		const fault = refusalOf(() => readId(value, 'Sample'));
		expect(fault.message).toBe("'Sample' is not an ID");
		expect(fault.description).toContain('It is "');
	});

	it('shows no more than the beginning of a long text', () => {
		expect(refusalOf(() => readId('x'.repeat(5_000), 'Sample')).description?.length).toBeLessThan(200);
	});
});

describe('a list of IDs', () => {
	it.each([
		['1,2,3', [1, 2, 3]],
		[' 3 , 1,,2 , ', [3, 1, 2]],
		['1\n2\r\n3', [1, 2, 3]],
		['1;2 3', [1, 2, 3]],
		['[1,2]', [1, 2]],
		['[ 1, 2 ]', [1, 2]],
		['7,7, 7', [7]],
		[
			[1, '2', ' 3 '],
			[1, 2, 3],
		],
		[[1, null, undefined, '', 1], [1]],
		[5, [5]],
		['0012', [12]],
		['\ufeff[1,\u200b2\r\n3]', [1, 2, 3]],
		[['\ufeff7', '7\u200b'], [7]],
	])('%p is read as %p: blanks and doubles are dropped, the order is kept', (value, ids) => {
		expect(readIds(value, 'Batch IDs')).toEqual(ids);
	});

	it.each(['', ' ', ',', '[]', [], [null, ''], null, undefined, {}])('%p is refused as empty', (value) => {
		const fault = refusalOf(() => readIds(value, 'Batch IDs'));
		expect(fault.message).toBe("'Batch IDs' is empty");
		expect(fault.description).toContain('Enter at least one ID');
	});

	it.each([
		['1,12a,3', '"12a"'],
		['1,0', '"0"'],
		['1,1.5', '"1.5"'],
		['1,12.0', '"12.0"'],
		['1,1e2', '"1e2"'],
		['1,-2', '"-2"'],
		[[1, { id: 2 }], '"{"id":2}"'],
		[[1, [2]], '"[2]"'],
	])('%p is refused whole, naming what is no ID', (value, named) => {
		const fault = refusalOf(() => readIds(value, 'Batch IDs'));
		expect(fault.message).toBe("'Batch IDs' contains something that is not an ID");
		expect(fault.description).toContain(named);
	});
});
