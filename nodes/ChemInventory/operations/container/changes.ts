import { DateTime } from 'luxon';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { badInput } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { readDate } from '../../../shared/values/dates';
import { heldValue } from '../../../shared/values/locator';
import { readNumber } from '../../../shared/values/text';
import type { Container } from '../../contract/container';
import type { FieldChange } from '../../records/container/saveField';
import { clearableOfContainer, readClearedFields } from '../../records/customField/clearing';
import { readCustomFields } from '../../records/customField/form';
import { readCasOrNone } from '../../records/substance/cas';
import { resolveSupplier } from '../../records/supplier';
import { resolveUnit } from '../../records/unit';
import type { ChemInventoryApi } from '../../service/api';

const isEmpty = (value: unknown) => value === undefined || value === null || String(value).trim() === '';

/** A date as the service stores it. @throws Fault `badInput` */
export function readDay(value: unknown, label: string): string {
	if (DateTime.isDateTime(value)) return value.toISODate() ?? '';
	return readDate(value, label, undefined).text.slice(0, 10);
}

/** The size wants number and unit NAME together, so the one that is not given is taken from the container. */
async function readSize(api: ChemInventoryApi, fields: IDataObject, container: Container): Promise<FieldChange[]> {
	const givenUnit = heldValue(fields.unit);
	if (isEmpty(fields.size) && isEmpty(givenUnit)) return [];
	const size = isEmpty(fields.size)
		? Number(String(container.size ?? '').trim() || Number.NaN)
		: readNumber(fields.size, 'Size');
	if (!Number.isFinite(size))
		throw badInput(
			'Size',
			'is empty',
			'The size of the container is not a plain number. Give the size together with the unit.',
		);
	const unit = isEmpty(givenUnit) ? (container.unit ?? '') : (await resolveUnit(api, givenUnit)).unit;
	if (unit.trim() === '')
		throw badInput('Unit', 'is empty', 'The container has no unit. Give the unit together with the size.');
	return [{ field: 'containersize', newvalue: { size, unit } }];
}

const texts = [
	{ name: 'name', field: 'containername' },
	{ name: 'barcode', field: 'barcode' },
	{ name: 'supplier', field: 'supplier' },
	{ name: 'comments', field: 'comments' },
] as const;

/**
 * What the form asks to change, in the order in which it is saved. Fields without a value are left out, so that an
 * expression that finds nothing clears nothing.
 * @throws Fault `badInput`
 */
export async function readChanges(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	itemIndex: number,
	container: Container,
): Promise<FieldChange[]> {
	const given = readCollection(functions, 'updateFields', itemIndex);
	const supplier = heldValue(given.supplier);
	const fields: IDataObject = { ...given, supplier: isEmpty(supplier) ? '' : await resolveSupplier(api, supplier) };
	// A supplier may be known with blanks around the name, and trimmed it would be another one.
	const textOf = (name: string) => (name === 'supplier' ? String(fields.supplier) : String(given[name] ?? '').trim());
	const changes: FieldChange[] = texts.flatMap(({ name, field }) =>
		isEmpty(textOf(name)) ? [] : [{ field, newvalue: textOf(name) }],
	);
	if (!isEmpty(fields.dateAcquired))
		changes.push({ field: 'dateacquired', newvalue: readDay(fields.dateAcquired, 'Date Acquired') });
	changes.push(...(await readSize(api, fields, container)));
	if (!isEmpty(fields.cas)) changes.push({ field: 'cas', newvalue: readCasOrNone(fields.cas, 'CAS Number') });
	const custom = {
		...(await readCustomFields(functions, api, itemIndex, 'container')),
		...(await readCustomFields(functions, api, itemIndex, 'substance')),
	};
	const set = new Set([...changes.map(({ field }) => field), ...Object.keys(custom)]);
	const cleared = await readClearedFields(api, fields.clear, clearableOfContainer, set);
	changes.push(
		...cleared.map((field) => ({ field, newvalue: '' })),
		...Object.entries(custom).map(([field, newvalue]) => ({ field, newvalue })),
	);
	if (changes.length > 0) return changes;
	throw badInput(
		'Update Fields',
		'holds nothing to change',
		'Add a field and give it a value. An expression that finds nothing leaves the field empty.',
	);
}
