import { readChange, readContainer, readWay } from '../../../nodes/ChemInventory/trigger/containerText';
import { nameIn, pairUp } from '../../../nodes/ChemInventory/trigger/orderNames';

/** The sample on the vendor's page. */
const documented =
	'N,N-diisopropyl ethylamine 99% (AEF01028) moved from "Demo Group > Personal > E. Allen" to "Demo Group > Cupboards > Cupboard 1"';

describe('the text of a row', () => {
	it('as the vendor prints it tells name, barcode and way', () => {
		expect(readContainer(documented, 'moved')).toEqual({ name: 'N,N-diisopropyl ethylamine 99%', barcode: 'AEF01028' });
		expect(readWay(documented)).toEqual({
			from: 'Demo Group > Personal > E. Allen',
			to: 'Demo Group > Cupboards > Cupboard 1',
		});
	});

	it.each([
		['deleted', 'Gold (I) chloride (AEF00120) deleted from "Demo Group > Stores"', 'Gold (I) chloride', 'AEF00120'],
		['edited', 'Gold (I) chloride (A1): Exposure Limit (mg/m3) changed from "1" to "2"', 'Gold (I) chloride', 'A1'],
		['edited', 'Acetone (A1): Comments changed from "" to "see (B2) moved from x"', 'Acetone', 'A1'],
		['edited', 'Tube "large" 50 mL (A1): Comments changed from "a" to "b"', 'Tube "large" 50 mL', 'A1'],
		['edited', 'Tris (1 M): pH 8.0 (A1): Comments changed from "a" to "b"', null, null],
		['moved', 'Tris (1 M): pH 8.0 (A1) moved from "Demo Group > A" to "Demo Group > B"', 'Tris (1 M): pH 8.0', 'A1'],
		['moved', 'Tris\n(1 M) (A1) moved from "Demo Group > A" to "Demo Group > B"', 'Tris\n(1 M)', 'A1'],
		['moved', 'Acetone (A (1)) moved from "Demo Group > A" to "Demo Group > B"', 'Acetone', 'A (1)'],
		['moved', 'X (B2) moved from "a" to "b" (A1) moved from "c" to "d"', null, null],
		['deleted', 'X (B2) moved from "a" to "b" (A1) deleted from "c"', 'X (B2) moved from "a" to "b"', 'A1'],
		['deleted', 'Acetone (A1) went into the waste', 'Acetone', 'A1'],
		['deleted', 'Gold (I) chloride (A1) went into the waste', null, null],
		['added', 'Acetone (): Container added to database', 'Acetone', null],
		['added', 'Container added to database', null, null],
		['added', '', null, null],
	] as const)('tells name and barcode, where it can be read in one way (%s): %s', (action, text, name, barcode) => {
		expect(readContainer(text, action)).toEqual({ name, barcode });
	});

	it.each([
		['X (A1) moved from "a" to "b"', 'a', 'b'],
		['X (A1) moved to "b"', null, 'b'],
		['X (A1) moved from "a" to "b" to "c"', null, null],
		['Say from "x" to "y" (A1) moved from "a" to "b"', 'a', 'b'],
		['X (B2) moved from "a" to "b" (A1) moved from "c" to "d"', null, null],
	])('tells the way, where it can be read in one way: %s', (text, from, to) => {
		expect(readWay(text)).toEqual({ from, to });
	});

	it.each([
		['Product Code changed from "UPG159-0" to "UPG159-0-12"', 'Product Code', 'UPG159-0', 'UPG159-0-12'],
		['Gold (I) chloride (A1): Exposure Limit (mg/m3) changed from "" to "2"', 'Exposure Limit (mg/m3)', '', '2'],
		['Acetone (A1): Notes changed from "a\nb" to "c\nd"', 'Notes', 'a\nb', 'c\nd'],
		['Acetone (A1): Notes changed from "a" to "b" to "c"', 'Notes', null, null],
		['Tris (1 M): pH 8.0 (A1): Notes changed from "a" to "b"', null, null, null],
		['Edited', null, null, null],
	])('tells what was changed: %s', (text, field, oldValue, newValue) => {
		expect(readChange(text)).toEqual({ field, oldValue, newValue });
	});
});

describe('the names of orders', () => {
	const row = (text: string) => ({
		time: '2026-03-10T12:00:00Z',
		user: '',
		area: 'Order',
		action: 'Request',
		text,
		sent: [],
	});

	it.each([
		['Acetone requested from VWR', 'Acetone'],
		['Request for Ethanol absolute arrived', 'Ethanol absolute'],
		['Request for Acetone marked as ordered', 'Acetone'],
		['An order was placed', null],
		['Blend requested from VWR requested from VWR', null],
		['Request for Blend requested from VWR arrived', null],
		['Request for Blend marked as new marked as ordered', null],
	])('are read from texts of a known form: %s', (text, name) => {
		expect(nameIn(row(text))).toBe(name);
	});

	it('pair with rows of their own where one name holds another', () => {
		const [short, long] = [{ name: 'Ethanol' }, { name: 'Ethanol absolute' }];
		const [ofLong, ofShort] = [row('New: Ethanol absolute'), row('New: Ethanol')];
		const { rowOf, rowsLeft, ordersLeft } = pairUp([ofLong, ofShort], [short, long]);
		expect([rowOf.get(short), rowOf.get(long)]).toEqual([ofShort, ofLong]);
		expect([rowsLeft, ordersLeft]).toEqual([[], []]);
	});

	it("pair with the row of their own where a name holds the log's words", () => {
		const [odd, plain] = [{ name: 'Blend requested from VWR' }, { name: 'Blend' }];
		const ofOdd = row('Blend requested from VWR requested from VWR');
		const { rowOf, ordersLeft } = pairUp([ofOdd], [odd]);
		expect([rowOf.get(odd), ordersLeft]).toEqual([ofOdd, []]);
		expect(pairUp([row('Request for Acetone arrived')], [plain]).ordersLeft).toEqual([plain]);
	});

	it('do not pair with the row of another order, however alike', () => {
		const gone = row('Request for Ethanol absolute arrived');
		const { rowsLeft, ordersLeft } = pairUp([gone], [{ name: 'Acetone' }]);
		expect([rowsLeft, ordersLeft]).toEqual([[gone], [{ name: 'Acetone' }]]);
	});
});
