import { readChange, readContainer, readWay } from '../../../nodes/ChemInventory/trigger/containerText';
import { nameIn, pairUp } from '../../../nodes/ChemInventory/trigger/orderNames';

/** The sample on the vendor's page. */
const documented =
	'N,N-diisopropyl ethylamine 99% (AEF01028) moved from "Demo Group > Personal > E. Allen" to "Demo Group > Cupboards > Cupboard 1"';

describe('the text of a row', () => {
	it('as the vendor prints it tells name, barcode and way', () => {
		expect(readContainer(documented)).toEqual({ name: 'N,N-diisopropyl ethylamine 99%', barcode: 'AEF01028' });
		expect(readWay(documented)).toEqual({
			from: 'Demo Group > Personal > E. Allen',
			to: 'Demo Group > Cupboards > Cupboard 1',
		});
	});

	it.each([
		['Gold (I) chloride (AEF00120) deleted from "Demo Group > Stores"', 'Gold (I) chloride', 'AEF00120'],
		['Gold (I) chloride (A1): Exposure Limit (mg/m3) changed from "1" to "2"', 'Gold (I) chloride', 'A1'],
		['Acetone (A1): Comments changed from "" to "see (B2) moved from x"', 'Acetone', 'A1'],
		['Acetone (): Container added to database', 'Acetone', null],
		['Container added to database', null, null],
		['', null, null],
	])('tells name and barcode: %s', (text, name, barcode) => {
		expect(readContainer(text)).toEqual({ name, barcode });
	});

	it.each([
		['Product Code changed from "UPG159-0" to "UPG159-0-12"', 'Product Code', 'UPG159-0', 'UPG159-0-12'],
		['Gold (I) chloride (A1): Exposure Limit (mg/m3) changed from "" to "2"', 'Exposure Limit (mg/m3)', '', '2'],
		['Acetone (A1): Notes changed from "a\nb" to "c\nd"', 'Notes', 'a\nb', 'c\nd'],
		['Edited', null, null, null],
	])('tells what was changed: %s', (text, field, oldValue, newValue) => {
		expect(readChange(text)).toEqual({ field, oldValue, newValue });
	});
});

describe('the names of orders', () => {
	const row = (text: string) => ({ time: '2026-03-10T12:00:00Z', user: '', area: 'Order', action: 'Request', text });

	it.each([
		['Acetone requested from VWR', 'Acetone'],
		['Request for Ethanol absolute arrived', 'Ethanol absolute'],
		['Request for Acetone marked as ordered', 'Acetone'],
		['An order was placed', null],
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

	it('do not pair with the row of another order, however alike', () => {
		const gone = row('Request for Ethanol absolute arrived');
		const { rowsLeft, ordersLeft } = pairUp([gone], [{ name: 'Acetone' }]);
		expect([rowsLeft, ordersLeft]).toEqual([[gone], [{ name: 'Acetone' }]]);
	});
});
