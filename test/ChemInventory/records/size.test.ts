import { readSize } from '../../../nodes/ChemInventory/records/size';

describe('a size', () => {
	it.each([
		'250',
		'2.5',
		'0',
		'0500',
		'2.50',
		'50x 5g tablets',
		'5 tablets',
		'500 & 250',
		'N/A',
		'0x 5g',
		'0b',
		'10 x 1',
	])('may be %j', (size) => {
		expect(readSize(size)).toBe(size);
	});

	it.each(['0x10', '0X1f', '-0x1', '0b11', '0o17', '1_000', 'NaN', 'Infinity', '-Infinity', '∞'])(
		'is not %j, as a program writes numbers',
		(size) => {
			expect(() => readSize(size)).toThrow("'Size' is not written as a decimal number");
		},
	);

	it.each(['5 gr', '500 cc', '500 mLs', '5 fl oz', '5 fl. oz', '0,5', '~5', '1 000'])(
		'is not %j, which is meant as a number',
		(size) => {
			expect(() => readSize(size)).toThrow("'Size' is not a plain number");
		},
	);
});
