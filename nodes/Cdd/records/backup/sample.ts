import type { IDataObject } from 'n8n-workflow';

import { listIn, objectIn } from '../../../shared/backup/cellValue';
import { valueText } from '../../../shared/backup/compare/valueText';
import type { RecordKind, RecordView } from '../../../shared/backup/recordKind';
import { parseNumber } from '../../../shared/values/text';
import { ownFieldsOf } from '../sample/output';
import type { SampleEvent } from '../sample/today';
import { textOrNothing, withoutWordsOfChanges } from './fields';

/** What is shown elsewhere, what follows from the rest, and notes of who changed it when. */
const leftOut = new Set([
	...['id', 'name', 'barcode', 'current_amount', 'units', 'location', 'box', 'position', 'well'],
	...['inventory_location_id', 'inventory_location_position', 'fields', 'inventory_events'],
	...['depleted', 'batch_name', 'slurp_id', 'owner', 'created_at', 'modified_at', 'modified_user'],
]);

function eventIn(event: unknown): SampleEvent {
	const { id, created_at: time, fields } = objectIn(event);
	return { id: Number(id), created_at: textOrNothing(time), fields: objectIn(fields) };
}

/** It follows from the amount, unless there is none, or something left. */
const isUsedUp = ({ depleted, current_amount: amount }: IDataObject) =>
	/^(1|true)$/i.test(valueText(depleted)) && (parseNumber(valueText(amount)) ?? 1) > 0;

/** Copies of one path differ in their blanks. */
const tidy = (path: string | undefined) => path?.replace(/\s+/g, ' ').trim();

/** The path, and what is within it: raw samples have both in one text. */
function placeOf({ location, well, position }: IDataObject): string | undefined {
	const within = textOrNothing(well) ?? (valueText(position) === '' ? undefined : `position ${valueText(position)}`);
	return [tidy(textOrNothing(location)) ?? [], within ?? []].flat().join(', ') || undefined;
}

function placeIdOf({
	inventory_location_id: id,
	inventory_location_position: sent,
	position = sent,
}: IDataObject): string | undefined {
	const location = valueText(id);
	return location === '' || location === '0' ? undefined : [location, valueText(position) || '0'].join('/');
}

function view(sample: IDataObject): RecordView {
	const events = listIn(sample.inventory_events).map(eventIn);
	const { barcode, own } = ownFieldsOf({ fields: objectIn(sample.fields), inventory_events: events }, undefined);
	const others = Object.entries(sample).filter(([key]) => !leftOut.has(key));
	return {
		name: textOrNothing(sample.name),
		barcode: textOrNothing(sample.barcode) ?? textOrNothing(barcode),
		place: placeOf(sample),
		placeId: placeIdOf(sample),
		amount: textOrNothing(sample.current_amount),
		unit: textOrNothing(sample.units),
		fields: withoutWordsOfChanges([...others, ...(isUsedUp(sample) ? [['depleted', true] as const] : []), ...own]),
	};
}

const signs = ['inventory_events', 'current_amount', 'inventory_location_id'];

export const sampleKind: RecordKind = {
	name: 'sample',
	plural: 'samples',
	isOne: (record) => !('class' in record) && signs.some((key) => key in record),
	view,
	onlyRaw: ['inventory_events', 'inventory_location_position'],
	onlySimplified: ['box', 'position', 'well'],
};
