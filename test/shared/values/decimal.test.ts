import { Decimal, withoutTail } from '../../../nodes/shared/values/decimal';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';

const sum = (...numbers: number[]) =>
	numbers.reduce((total, number) => total.plus(Decimal.of(number)), Decimal.zero).toString();

describe('a decimal number', () => {
	it.each([
		[[0.1, 0.2], '0.3'],
		[[0.3, -0.1, -0.2], '0'],
		[[0.1 + 0.2], '0.3'],
		[[1.1, 2.2, -3.3], '0'],
		[[1e-10, 2e-10], '0.0000000003'],
		[[1e21, 1], '1000000000000000000001'],
		[[-0.5, 0.25], '-0.25'],
		[[0.19999999999999998], '0.2'],
		[[], '0'],
	])('is added up exactly: %j make %s', (numbers, total) => {
		expect(sum(...numbers)).toBe(total);
	});

	it.each([
		['.5', '0.5'],
		['5.', '5'],
		['+2', '2'],
		['1e3', '1000'],
		['1E-25', '0.0000000000000000000000001'],
		['12345678901234567890.10', '12345678901234567890.1'],
		['-0', '0'],
	])('is read from %s as %s', (numeral, shown) => {
		expect(Decimal.parse(numeral).toString()).toBe(shown);
	});

	it('is compared with others of other length', () => {
		expect(Decimal.of(0.3).isMoreThan(Decimal.of(0.30000000000000004))).toBe(false);
		expect(Decimal.of(0.300000000001).isMoreThan(Decimal.of(0.3))).toBe(true);
		expect(Decimal.of(1e-10).isMoreThan(Decimal.zero)).toBe(true);
	});

	it('adds up as the integers do, in 5,000 random sums of up to 12 places', () => {
		const random = seededRandom(3);
		for (let round = 0; round < 5000; round++) {
			const places = random(13);
			const units = Array.from({ length: 1 + random(6) }, () => random(1_000_000) - 500_000);
			const total = units.reduce((all, one) => all + one, 0);
			const numbers = units.map((one) => Number(`${one}e-${places}`));
			expect(sum(...numbers)).toBe(Decimal.parse(`${total}e-${places}`).toString());
			expect(Number(sum(...numbers))).toBe(total === 0 ? 0 : Number(`${total}e-${places}`));
			expect(Decimal.parse(sum(...numbers)).toString()).toBe(sum(...numbers));
		}
	});

	it('keeps every number that a person writes with up to 15 digits', () => {
		const random = seededRandom(4);
		for (let round = 0; round < 5000; round++) {
			const number = Number(`${1 + random(999_999)}.${random(1_000_000)}e${random(20) - 10}`);
			expect(withoutTail(number)).toBe(number);
		}
	});
});
