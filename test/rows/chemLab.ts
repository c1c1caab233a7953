import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../nodes/shared/values/json';
import type { Sandbox } from '../../sandbox';
import { pathOf } from '../../sandbox/cheminventory/history';
import { fieldIds } from '../../sandbox/cheminventory/seed';
import type { ContainerRecord } from '../../sandbox/cheminventory/state';
import { rl } from '../support/chemRuns';
import { mapped } from '../support/mapped';
import { present } from '../support/present';
import type { SubstanceMode } from './chemRows';
import type { Row } from './deal';

const cell = (name: string) => `={{ $json.${name} }}`;

/** The lab's own fields by the names that they have in the rows, one of each type. */
const own = {
	code: ['Product Code', fieldIds.productCode],
	expiry: ['Expiry Date', fieldIds.expiryDate],
	remaining: ['Remaining', fieldIds.remaining],
	storageClass: ['Storage Class', fieldIds.storageClass],
	notes: ['Storage Notes', fieldIds.storageNotes],
	datasheet: ['Datasheet', fieldIds.datasheet],
	handling: ['Handling', fieldIds.handling],
} as const satisfies Record<string, readonly [name: string, id: number]>;

const byMode: Readonly<Record<SubstanceMode, IDataObject>> = {
	cas: { substance: rl(cell('cas'), 'cas'), createSubstance: false },
	create: {
		substance: rl(cell('substance'), 'name'),
		createSubstance: true,
		substanceCas: cell('cas'),
		substanceName: '',
	},
	name: { substance: rl(cell('substance'), 'name'), createSubstance: false },
};

/** Container > Create of a row. */
export const creationBy = (mode: SubstanceMode): IDataObject => ({
	operation: 'create',
	specifyData: 'fields',
	name: cell('name'),
	...byMode[mode],
	location: rl(cell('location'), 'path'),
	size: cell('size'),
	unit: rl(cell('unit'), 'name'),
	barcodeCheck: 'refuse',
	barcode: cell('barcode'),
	additionalFields: {
		comments: cell('comments'),
		dateAcquired: cell('dateAcquired'),
		supplier: rl(cell('supplier'), 'name'),
	},
	customFields: mapped(Object.fromEntries(Object.entries(own).map(([field, [name]]) => [name, cell(field)]))),
	output: 'simplified',
	options: {},
});

/** What a row must have become; of the substance what the row says of it. */
export function expectedOf({ stored }: Row): IDataObject {
	const text = (field: string) => stored[field] ?? null;
	return {
		name: text('name'),
		barcode: stored.barcode ?? '',
		size: text('size'),
		unit: text('unit'),
		supplier: text('supplier'),
		comments: text('comments'),
		dateAcquired: text('dateAcquired'),
		location: text('location'),
		...Object.fromEntries(Object.keys(own).map((field) => [field, text(field)])),
		...('substance' in stored ? { substance: text('substance') } : {}),
		...('cas' in stored ? { cas: text('cas') } : {}),
	};
}

/** A container of the sandbox in the same words. */
export function standing({ chemInventory }: Sandbox, id: unknown, like: IDataObject): IDataObject {
	const { lab } = chemInventory.lab;
	const container = chemInventory.lab.container(Number(id));
	return shown(container, pathOf(lab, container.location), like, {
		unit: lab.units.get(container.unit)?.unit ?? null,
		substance: lab.substances.get(container.substance)?.name ?? null,
		cas: lab.substances.get(container.substance)?.cas ?? null,
	});
}

function shown(
	container: ContainerRecord,
	location: string,
	like: IDataObject,
	{ unit, substance, cas }: Record<'cas' | 'substance' | 'unit', string | null>,
): IDataObject {
	const { name, barcode, size, supplier, comments, dateAcquired, fields } = container;
	return {
		name,
		barcode,
		size,
		unit,
		supplier,
		comments,
		dateAcquired,
		location,
		...Object.fromEntries(Object.entries(own).map(([field, [, id]]) => [field, fields.get(id) ?? null])),
		...('substance' in like ? { substance } : {}),
		...('cas' in like ? { cas } : {}),
	};
}

/** As sizes and numbers are shown; others stay texts. */
export const isNumber = (text: unknown) => /^-?\d+(\.\d+)?$/.test(String(text));
const shownNumber = (text: unknown) => (isNumber(text) ? Number(text) : text);

/** What the row of an export says of a container that stands like this. */
export function exportedOf({ chemInventory }: Sandbox, id: number, standing: IDataObject): IDataObject {
	const { lab } = chemInventory.lab;
	const substance = present(lab.substances.get(chemInventory.lab.container(id).substance));
	/** An empty field and an empty text say the same. */
	const text = (value: unknown) => (value === undefined || value === '' ? null : value);
	const tags = String(text(standing.handling) ?? '')
		.split('|')
		.filter((tag) => tag !== '');
	return dataObject({
		name: standing.name,
		barcode: standing.barcode,
		size: shownNumber(standing.size),
		unit: standing.unit,
		supplier: standing.supplier,
		comments: text(standing.comments),
		cas: substance.cas,
		substanceId: substance.id,
		dateAcquired: text(standing.dateAcquired),
		location: standing.location,
		disposed: false,
		'Product Code': text(standing.code),
		'Expiry Date': text(standing.expiry),
		Remaining: shownNumber(text(standing.remaining)),
		'Storage Class': text(standing.storageClass),
		'Storage Notes': text(standing.notes),
		Datasheet: text(standing.datasheet),
		Handling: tags.length > 0 ? tags : null,
	});
}
