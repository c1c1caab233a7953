import type { ChemInventoryLab } from '../lab';
import type { FieldKind, FieldRecord } from '../state';
import { inventoryIds } from './places';

export const fieldIds = {
	productCode: 362,
	expiryDate: 363,
	storageNotes: 364,
	remaining: 365,
	datasheet: 366,
	storageClass: 367,
	handling: 368,
	stockchecked: 369,
	register: 870,
	hazardGroups: 871,
	assessment: 872,
	reviewed: 873,
	exposureLimit: 874,
	reference: 875,
	remarks: 876,
	otherExpiryDate: 1363,
} as const;

export const storageClasses = ['General', 'Flammable', 'Corrosive', 'Oxidiser', 'Toxic'];

type Extras = Partial<Pick<FieldRecord, 'allowedValues' | 'isAdminEditOnly' | 'isShownForOrders' | 'inventory'>>;

const fields: Array<[id: number, kind: FieldKind, name: string, type: string, extras?: Extras]> = [
	[fieldIds.productCode, 'container', 'Product Code', 'text', { isShownForOrders: true }],
	[fieldIds.expiryDate, 'container', 'Expiry Date', 'date'],
	[fieldIds.storageNotes, 'container', 'Storage Notes', 'multilinetext'],
	[fieldIds.remaining, 'container', 'Remaining', 'number'],
	[fieldIds.datasheet, 'container', 'Datasheet', 'url'],
	[fieldIds.storageClass, 'container', 'Storage Class', 'dropdown', { allowedValues: storageClasses }],
	[
		fieldIds.handling,
		'container',
		'Handling',
		'tags',
		{ allowedValues: ['Light sensitive', 'Under argon', 'Moisture sensitive'] },
	],
	[fieldIds.stockchecked, 'container', 'Stockchecked', 'date'],
	[fieldIds.register, 'substance', 'Register', 'dropdown', { allowedValues: ['VAL1', 'VAL2'] }],
	[
		fieldIds.hazardGroups,
		'substance',
		'Hazard Groups',
		'tags',
		{ allowedValues: ['CMR', 'Peroxide former', 'Sensitiser'] },
	],
	[fieldIds.assessment, 'substance', 'Assessment', 'text', { isAdminEditOnly: true }],
	[fieldIds.reviewed, 'substance', 'Reviewed', 'date'],
	[fieldIds.exposureLimit, 'substance', 'Exposure Limit (mg/m3)', 'number'],
	[fieldIds.reference, 'substance', 'Reference', 'url'],
	[fieldIds.remarks, 'substance', 'Remarks', 'multilinetext'],
	[fieldIds.otherExpiryDate, 'container', 'Expiry Date', 'date', { inventory: inventoryIds.other }],
];

/** Fields of every type, for containers and for substances. */
export function seedFields(lab: ChemInventoryLab): void {
	for (const [id, kind, name, type, extras = {}] of fields) {
		const plain = {
			inventory: inventoryIds.main,
			isSearchable: true,
			allowedValues: [],
			isShownForOrders: false,
			isAdminEditOnly: false,
		};
		lab.customFields.set(id, { id, kind, name, type, ...plain, ...extras });
	}
}
