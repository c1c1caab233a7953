import { newEvent } from '../../../nodes/Cdd/contract/sample';
import { findEvents } from '../../../nodes/Cdd/operations/inventorySample/compareEvents';

const place = (id: number, position?: number) => ({ id, ...(position === undefined ? {} : { position }) });

const found = (sent: object[], recorded: Array<Record<string, unknown>>) =>
	findEvents(
		recorded.map((fields, at) => ({ id: at + 2, fields })),
		sent.map((fields) => newEvent.parse({ fields })),
	)?.map(({ id }) => id);

describe('an event that was sent', () => {
	it.each([
		['a number that comes back as text', { Debit: 10 }, { Debit: '10.0' }],
		['a text that is a number', { Barcode: '007' }, { Barcode: '007' }],
		['a place in a box', { Location: place(7, 3) }, { Location: { ...place(7, 3), value: 'Box 1' } }],
		['a place without positions', { Location: place(7) }, { Location: { ...place(7), position: null } }],
		['a field that was cleared', { Reason: null, Debit: 1 }, { Debit: 1 }],
		['fields that the vault adds', { Debit: 1 }, { Debit: 1, Reason: 'Assay' }],
	])('is known again by %s', (_what, sent, recorded) => {
		expect(found([sent], [recorded])).toEqual([2]);
	});

	it.each([
		['another amount', { Debit: 10 }, { Debit: 20 }],
		['a credit instead', { Debit: 10 }, { Credit: 10 }],
		['another text', { Debit: 10, Reason: 'Assay' }, { Debit: 10, Reason: 'Spilt' }],
		['another position of the box', { Location: place(7, 3) }, { Location: place(7, 4) }],
		['the box without a position', { Location: place(7, 3) }, { Location: place(7) }],
		['another box', { Location: place(7, 3) }, { Location: place(8, 3) }],
		['no place', { Debit: 1, Location: place(7, 3) }, { Debit: 1 }],
		['a value where one was cleared', { Reason: null, Debit: 1 }, { Debit: 1, Reason: 'Assay' }],
	])('is not taken for one with %s', (_what, sent, recorded) => {
		expect(found([sent], [recorded])).toBeUndefined();
	});

	it('needs one of its own where an equal one was sent as well', () => {
		expect(found([{ Debit: 10 }, { Debit: 10 }], [{ Debit: 10 }])).toBeUndefined();
		expect(found([{ Debit: 10 }, { Debit: 10 }], [{ Debit: 10 }, { Debit: 5 }, { Debit: 10 }])).toEqual([2, 4]);
	});
});
