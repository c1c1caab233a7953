import { isDeepStrictEqual } from 'node:util';

import { matchContainers, mayBe, thoseThatMayBe } from '../../../nodes/ChemInventory/records/container/compare';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';
import { plainMatches, plainMayBe } from '../../support/plainCompare';

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

describe('comparing by heaps', () => {
	const random = seededRandom(20_261_126);
	const among = (...values: unknown[]) => values[random(values.length)];
	const some = (make: () => object) => Array.from({ length: random(7) }, make);
	/** Few values, so that many are alike, in all spellings that are one or are not. */
	const given = () =>
		Object.fromEntries(
			Object.entries({
				name: among('A', 'B', '1.1', '1.10', ''),
				barcode: among('X1', 'X2', '007', '7', ''),
				containersize: among('5', '5.0', '0', '', '2 x 5 g', 'Infinity', 5),
				units: among(0, 5, '5', ''),
				comments: among('a', 'a ', 'b'),
				substanceid: among(1, 2),
				'cf-1': among('u', 'v'),
				'cf-2': among('', 'w'),
			}).filter(([key]) => (key === 'name' ? random(8) > 0 : random(2) > 0)),
		);
	const seen = () =>
		Object.fromEntries(
			Object.entries({
				[random(2) === 0 ? 'name' : 'containername']: among('A', 'B', '1.1', '1.10', null),
				barcode: among('X1', 'X2', '007', 7, '', null),
				size: among('5', 5, 5.0, 0, -0, '0', '', null, '2 x 5 g', 'Infinity', undefined),
				unitid: among(0, '0', 5, '5', null, ''),
				comments: among('a', 'a ', 'b', null),
				substance: among(1, '1', 2),
				location: among(7, null),
				'cf-1': among('u', 'v', ''),
				'cf-2': among('', 'w', null),
			}).filter(() => random(4) > 0),
		);

	it('finds what comparing each with each finds', () => {
		let clear = 0;
		const wrong: object[] = [];
		for (let round = 0; round < 1_000; round++) {
			const entries = some(given) as Array<Record<string, number | string>>;
			// Half of them as they were asked for, so that there is something to find.
			const shown = some(seen) as Array<Record<string, unknown>>;
			const like = entries.map(({ containersize, units, substanceid, ...rest }) => ({
				...rest,
				...(containersize === undefined ? {} : { size: containersize }),
				...(units === undefined ? {} : { unitid: units }),
				...(substanceid === undefined ? {} : { substance: substanceid }),
			}));
			const containers = random(2) === 0 ? shown : [...like.reverse(), ...shown].slice(0, entries.length + random(2));
			const expected = plainMatches(entries, containers);
			if (expected !== undefined && entries.length > 1) clear += 1;
			const mayBeThose = containers.filter((container) => entries.some((entry) => plainMayBe(entry, container)));
			const found = [matchContainers(entries, containers), thoseThatMayBe(entries, containers)];
			if (!isDeepStrictEqual(found, [expected, mayBeThose])) wrong.push({ entries, containers, found, expected });
		}
		expect(wrong).toEqual([]);
		expect(clear).toBeGreaterThan(80);
	});

	it.each([
		['barcodes', (at: number) => bottle('A', { barcode: `B${at}` }), (at: number) => shown('A', { barcode: `B${at}` })],
		['nothing', () => bottle('A'), () => shown('A')],
		['sizes', (at: number) => bottle('A', { containersize: `${at}` }), (at: number) => shown('A', { size: at })],
		[
			'names alone, as the service changed their comments',
			(at: number) => bottle(`A${at}`, { comments: 'a' }),
			(at: number) => shown(`A${at}`, { comments: 'b' }),
		],
	])(
		'looks at each column of thousands of containers a few times, where they differ in %s',
		(_what, entryAt, shownAt) => {
			const many = Array.from({ length: 3_000 }, (_none, at) => at);
			let looks = 0;
			const counted = (container: object) =>
				new Proxy(container, {
					get: (target, key) => {
						looks += 1;
						return Reflect.get(target, key) as unknown;
					},
				}) as Record<string, unknown>;
			const containers = many.map((at) => counted(shownAt(at))).reverse();
			const matches = matchContainers(many.map(entryAt), containers);
			expect(new Set(matches).size).toBe(3_000);
			expect(looks / many.length).toBeLessThan(20);
		},
	);
});
