import type { IDataObject } from 'n8n-workflow';

import { valueText } from '../../../../nodes/shared/backup/compare/valueText';
import type { RecordKind } from '../../../../nodes/shared/backup/recordKind';

const without = (record: IDataObject, ...keys: string[]) =>
	Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

const textOrNothing = (value: unknown) => valueText(value) || undefined;

/** Records of no vendor. */
export const bottles: RecordKind = {
	name: 'bottle',
	plural: 'bottles',
	isOne: (record) => 'amount' in record || 'shelf' in record || 'bottle' in record,
	view: (record) => ({
		name: textOrNothing(record.name),
		barcode: textOrNothing(record.barcode),
		place: textOrNothing(record.shelf),
		placeId: textOrNothing(record.shelfId),
		amount: textOrNothing(record.amount),
		unit: textOrNothing(record.unit),
		fields: without(record, 'id', 'name', 'barcode', 'shelf', 'shelfId', 'amount', 'unit'),
	}),
	onlyRaw: ['bottle_raw'],
	onlySimplified: ['bottleSimplified'],
};

export const people: RecordKind = {
	name: 'person',
	plural: 'people',
	isOne: (record) => 'email' in record,
	view: (record) => ({ name: textOrNothing(record.name), fields: without(record, 'id', 'name') }),
	onlyRaw: [],
	onlySimplified: [],
};

export const simpleKinds = [people, bottles];
