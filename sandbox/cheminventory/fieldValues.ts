import type { Asking } from './call';
import { ChemInventoryError, unknown } from './errors';
import type { ChemInventoryLab } from './lab';
import type { FieldKind, FieldRecord, InventoryRecord } from './state';
import { isDay } from './times';

const prefixes = { container: 'cf', substance: 'sf' } as const;

export const fieldKey = ({ kind, id }: Pick<FieldRecord, 'id' | 'kind'>) => `${prefixes[kind]}-${id}`;

/** The inventory's own, or the site's. */
const isOf = (inventory: InventoryRecord, field: FieldRecord) =>
	field.inventory === inventory.id || field.inventory === 0;

export function fieldsOf(lab: ChemInventoryLab, inventory: InventoryRecord, kind: FieldKind): FieldRecord[] {
	return [...lab.customFields.values()].filter((field) => isOf(inventory, field) && field.kind === kind);
}

export function requireField(
	lab: ChemInventoryLab,
	inventory: InventoryRecord,
	kind: FieldKind,
	id: number,
): FieldRecord {
	const field = lab.customFields.get(id);
	if (field === undefined || field.kind !== kind || !isOf(inventory, field))
		throw unknown('custom field', `${prefixes[kind]}-${id}`);
	return field;
}

export const tagsIn = (value: string): string[] => value.split('|').filter((tag) => tag !== '');

function problemOf({ type, allowedValues }: FieldRecord, value: string): string | undefined {
	if (value === '') return undefined;
	const isAllowed = (part: string) => allowedValues.length === 0 || allowedValues.includes(part);
	switch (type) {
		case 'number':
			return /^-?\d+(\.\d+)?$/.test(value) ? undefined : 'must be a number';
		case 'date':
			return isDay(value) ? undefined : 'must be a date: YYYY-MM-DD';
		case 'dropdown':
			return isAllowed(value) ? undefined : `must be one of ${allowedValues.join(', ')}`;
		case 'tags':
			if (!/^\|(.+\|)+$/.test(value)) return 'must be written |tag|tag|';
			return tagsIn(value).every(isAllowed) ? undefined : `must hold nothing but ${allowedValues.join(', ')}`;
		default:
			return undefined;
	}
}

/** Refuses a value that does not fit the field's type. An empty one clears the field. */
export function checkValue(field: FieldRecord, value: string): void {
	const problem = problemOf(field, value);
	if (problem !== undefined) throw new ChemInventoryError(`${field.name} (${fieldKey(field)}) ${problem}.`);
}

export function setValue(values: Map<number, string>, field: FieldRecord, value: string): void {
	if (value === '') values.delete(field.id);
	else values.set(field.id, value);
}

/** The `cf-<id>` of a body, checked against the fields of the inventory. */
export function readContainerFields(
	{ lab, inventory }: Pick<Asking, 'inventory' | 'lab'>,
	body: object,
	forOrder = false,
): Map<number, string> {
	const values = new Map<number, string>();
	for (const [key, value] of Object.entries(body)) {
		const id = /^cf-(\d+)$/.exec(key)?.[1];
		if (id === undefined || typeof value !== 'string') continue;
		const field = requireField(lab, inventory, 'container', Number(id));
		if (forOrder && !field.isShownForOrders)
			throw new ChemInventoryError(`${field.name} (${key}) is not shown for orders.`);
		checkValue(field, value);
		setValue(values, field, value);
	}
	return values;
}

/** Only the fields that have a value: `{ 'cf-362': '…' }`. */
export const keyedValues = (kind: FieldKind, values: ReadonlyMap<number, string>): Record<string, string> =>
	Object.fromEntries([...values].map(([id, value]) => [fieldKey({ kind, id }), value]));
