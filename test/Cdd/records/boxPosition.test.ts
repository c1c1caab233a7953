import { inventoryLocation } from '../../../nodes/Cdd/contract/vault';
import { parsePosition, positionIn } from '../../../nodes/Cdd/records/boxPosition';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';

const box = (rows: number | null, columns: number | null, limit = (rows ?? 0) * (columns ?? 0)) =>
	inventoryLocation.parse({
		id: 1,
		value: 'Box',
		num_rows: rows,
		num_columns: columns,
		position_limit: limit,
		filled_position_count: 0,
	});
const plate = box(8, 12);
const numberOf = (typed: string, place = plate) => positionIn(place, 'Freezer > Box', parsePosition(typed));

describe('a position in a box', () => {
	it.each([
		['1', 1],
		['3.0', 3],
		['+2', 2],
		['A3', 3],
		['A12', 12],
		['b1', 13],
		['B01', 13],
		['H12', 96],
		['96', 96],
		['a01', 1],
		['A01', 1],
		['3/A3', 3],
		['13/B1', 13],
	])('%s is number %d of 8 rows and 12 columns', (typed, number) => {
		expect(numberOf(typed)).toBe(number);
	});

	it('has two letters beyond the row Z', () => {
		const large = box(32, 48);
		expect(numberOf('Z1', large)).toBe(25 * 48 + 1);
		expect(numberOf('AA1', large)).toBe(26 * 48 + 1);
		expect(numberOf('AF48', large)).toBe(32 * 48);
		expect(() => numberOf('AG1', large)).toThrow(
			expect.objectContaining({ description: expect.stringContaining('1 to 1536, A1 to AF48') }),
		);
	});

	it.each(['0', '0.0', '-0'])('%s is none', (typed) => {
		expect(parsePosition(typed)).toBeUndefined();
	});

	it.each(['-1', '1.5', '1,5', '0x10', '0b11', 'A', 'A0', 'A-1', 'ABC1', '3A', 'A3.5', 'top left', 'Infinity'])(
		'%s is refused',
		(typed) => {
			expect(() => parsePosition(typed)).toThrow("'Position' is not a place in a box");
		},
	);

	it.each(['97', 'I1', 'A13', 'AA1'])('%s is outside the box', (typed) => {
		expect(() => numberOf(typed)).toThrow("'Position' is outside the box");
	});

	it.each([
		['without rows and columns', box(null, null, 64)],
		['whose rows and columns make another number of positions', box(8, 12, 64)],
	])('is known by its number alone in a box %s', (_what, place) => {
		expect(numberOf('64', place)).toBe(64);
		expect(() => numberOf('A3', place)).toThrow(
			expect.objectContaining({
				message: "'Position' is the name of a place in a box whose rows and columns are not known",
				description: expect.stringContaining('from 1 to 64'),
			}),
		);
	});
});

it('a position is the same however CDD Vault or a person writes it, in 500 boxes', () => {
	const random = seededRandom(8);
	const letters = (row: number): string =>
		row > 26 ? letters(Math.floor((row - 1) / 26)) + letters(((row - 1) % 26) + 1) : String.fromCodePoint(64 + row);
	for (let round = 0; round < 500; round++) {
		const [rows, columns] = [1 + random(50), 1 + random(50)];
		const place = box(rows, columns);
		const number = 1 + random(rows * columns);
		const [row, column] = [letters(Math.ceil(number / columns)), ((number - 1) % columns) + 1];
		const written = [
			String(number),
			`${row}${column}`,
			`${row.toLowerCase()}${String(column).padStart(2, '0')}`,
			`${number}/${row}${column}`,
		];
		expect(written.map((one) => numberOf(one, place))).toEqual(written.map(() => number));
	}
});

it('a number beside the name of another place is refused', () => {
	expect(() => numberOf('4/A3')).toThrow("'Position' names two places");
	expect(numberOf('4/A3', box(null, null, 64))).toBe(4);
});
