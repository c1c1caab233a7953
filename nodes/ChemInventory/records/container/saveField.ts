import type { IDataObject } from 'n8n-workflow';

import { thing } from '../../../shared/operation';
import type { ItemCall, Thing } from '../../../shared/operation';
import { dataObject } from '../../../shared/values/json';
import { parseNumber, sameLetters } from '../../../shared/values/text';
import { applyOnce } from '../../../shared/writing/applyOnce';
import type { WriteName } from '../../../shared/writing/ledger';
import { loadContainer, saveContainerField } from '../../contract/container';
import type { Container, ContainerSummary } from '../../contract/container';
import type { ChemInventoryApi } from '../../service/api';
import { supplierKey } from '../supplier';

/** One call of /container/information/save: it sets one field. */
export interface FieldChange {
	field: string;
	newvalue: string | { size: number; unit: string };
	/** Whether the field holds a number: then 1.10 and 1.1 are one value. */
	isNumber?: boolean;
}

/** What a container holds where a change sets a value, under the container's own keys; null where it shows nothing. */
function valueIn(container: Container | ContainerSummary, { field, newvalue }: FieldChange): IDataObject {
	if (typeof newvalue === 'object') return { size: container.size ?? null, unit: container.unit ?? null };
	return dataObject({ [field]: container[field] ?? null });
}

/** Whether the container shows the value; undefined where it does not show the field (those of the substance). */
export function shows(container: Container, { field, newvalue, isNumber }: FieldChange): boolean | undefined {
	if (typeof newvalue === 'object') {
		return (
			String(container.size ?? '').trim() !== '' &&
			Number(container.size) === newvalue.size &&
			container.unit === newvalue.unit
		);
	}
	if (field.startsWith('sf-') && container[field] === undefined) return undefined;
	if (isNumber && parseNumber(container[field]) === parseNumber(newvalue)) return true;
	return sameLetters(container[field], newvalue);
}

/** Fields that belong to the substance, and so to all of its containers. */
export const changesSubstance = (field: string): boolean => field === 'cas' || field.startsWith('sf-');

/** What a change depends on beside its container. Which substance that is does not show before the container is read. */
export function thingsOfChange(change: { field: string; newvalue?: FieldChange['newvalue'] }): Thing[] {
	const { field, newvalue } = change;
	if (changesSubstance(field)) return [thing('substance', 'any')];
	if (typeof newvalue !== 'string') return [];
	if (field === 'supplier') return [thing('supplier', supplierKey(newvalue))];
	return field === 'barcode' ? [thing('barcode', newvalue)] : [];
}

/** Each field is a write of its own. A supplier that an earlier try brought into being decides how it is spelled. */
export function nameOf(itemIndex: number, containerid: number, { field, newvalue }: FieldChange): WriteName {
	const value = field === 'supplier' ? supplierKey(String(newvalue)) : newvalue;
	return { itemIndex, step: `${saveContainerField.path} ${field}`, values: [containerid, { field, newvalue: value }] };
}

/**
 * Sets one field of a container, once.
 * @param present the container as it is now
 * @returns the field as it was before; also where an earlier try of this run has set it
 * @throws Fault
 */
export async function saveField(
	call: ItemCall<ChemInventoryApi>,
	present: Container | ContainerSummary,
	change: FieldChange,
): Promise<IDataObject> {
	const { api } = call;
	const { field, newvalue } = change;
	const { id: containerid } = present;
	const { before } = await applyOnce(call, {
		...nameOf(call.itemIndex, containerid, change),
		look: async () => valueIn(present, change),
		send: async () => {
			await api.call(saveContainerField, { containerid, field, newvalue });
			return { field };
		},
		settle: async () =>
			shows(await api.call(loadContainer, { containerid }), change) === true
				? { applied: true, answer: { field } }
				: { applied: false, seen: `Container ${containerid} does not show the new value of ${field}.` },
		whereToLook: `Look at container ${containerid} in ChemInventory before you run this step again.`,
	});
	return before ?? {};
}
