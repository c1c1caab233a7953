import { matchContainers, mayBe } from '../../../nodes/ChemInventory/records/container/compare';

const bottle = (name: string, more: object = {}) => ({ name, containersize: '250', units: 5, ...more });
/** As the service shows it. */
const shown = (name: string, more: object = {}) => ({ containername: name, size: 250, unitid: 5, ...more });

describe('new containers, whose order nobody promises,', () => {
	it.each([
		['by their names', [bottle('A'), bottle('B')], [shown('B'), shown('A')], [1, 0]],
		[
			'by their barcodes, whatever became of their texts',
			[bottle('A', { barcode: 'X1' }), bottle('B', { barcode: 'X2' })],
			[shown('b (renamed)', { barcode: 'X2' }), shown('a (renamed)', { barcode: 'X1' })],
			[1, 0],
		],
		[
			'by barcodes that differ in zeros in front alone',
			[bottle('A', { barcode: '006574' }), bottle('A', { barcode: '6574' })],
			[shown('A', { barcode: '6574' }), shown('A', { barcode: '006574' })],
			[1, 0],
		],
		[
			'by barcodes with more digits than a number holds',
			[bottle('A', { barcode: '376104250021234560' }), bottle('A', { barcode: '376104250021234561' })],
			[shown('A', { barcode: '376104250021234561' }), shown('A', { barcode: '376104250021234560' })],
			[1, 0],
		],
		['by names that look like numbers', [bottle('1.10'), bottle('1.1')], [shown('1.1'), shown('1.10')], [1, 0]],
		['as they like where they are equal', [bottle('A'), bottle('A')], [shown('A'), shown('A')], [0, 1]],
		[
			'by what is left where all others are known',
			[bottle('A'), bottle('B')],
			[shown('Something else'), shown('A')],
			[1, 0],
		],
		[
			'by name and size where the service changed another text',
			[bottle('A', { comments: 'a' }), bottle('B', { comments: 'b' })],
			[shown('B', { comments: 'b!' }), shown('A', { comments: 'a!' })],
			[1, 0],
		],
		[
			'without the columns that a list does not show',
			[bottle('A'), bottle('B')],
			[{ name: 'B' }, { name: 'A' }],
			[1, 0],
		],
	])('are told apart %s', (_how, entries, containers, matches) => {
		expect(matchContainers(entries, containers)).toEqual(matches);
	});

	it.each([
		[
			'two entries would fit the only one that fits any',
			[bottle('A', { comments: 'a' }), bottle('A', { comments: 'b' })],
			[shown('A', { comments: 'a!' }), shown('Something else', { comments: 'b!' })],
		],
		[
			'two fit one entry',
			[bottle('A', { comments: 'a' }), bottle('B')],
			[shown('A', { comments: 'x' }), shown('A', { comments: 'y' })],
		],
		['none fits', [bottle('A'), bottle('B')], [shown('C'), shown('D')]],
		['there are too few', [bottle('A'), bottle('A')], [shown('A')]],
	])('are not guessed where %s', (_why, entries, containers) => {
		expect(matchContainers(entries, containers)).toBeUndefined();
	});
});

describe('a container that appeared', () => {
	it.each([
		['the size in another spelling', { containersize: '250' }, { size: '250.0' }],
		['no unit', { units: '' }, { unitid: 0 }],
		['a column less', { supplier: 'VWR' }, { id: 5 }],
	])('may be the one that was asked for: %s', (_what, entry, container) => {
		expect(mayBe(entry, container)).toBe(true);
	});

	it.each([
		['another size', { containersize: '250' }, { size: '25' }],
		['a size where none was asked for', { containersize: '' }, { size: '25' }],
		['none where one was asked for', { containersize: '250' }, { size: null }],
		['another barcode', { barcode: '007' }, { barcode: '008' }],
		['a supplier of another spelling', { supplier: 'VWR' }, { supplier: 'VWR ' }],
		['a size of another spelling', { containersize: '2 x 5 g' }, { size: '2 X 5 g' }],
	])('is another one with %s', (_what, entry, container) => {
		expect(mayBe(entry, container)).toBe(false);
	});
});
