import { fieldKey, fieldsOf } from './fieldValues';
import { fullPathOf, givenFirst } from './history';
import type { ChemInventoryLab } from './lab';
import { inventoryOf, substanceOf } from './lookup';
import { hazardsOf, unitText } from './render';
import { fieldKinds, site } from './state';
import type { ContainerRecord, FieldRecord, InventoryRecord } from './state';

type Row = Record<string, number | string | null>;

/** An alias, as the contract's open objects take no interface. */
export type ResultTable = { columns: Array<{ header: string; key: string }>; rows: Row[] };

const columnsOf = (headers: Record<string, string>) =>
	Object.entries(headers).map(([key, header]) => ({ header, key }));

/** The columns stay where there are no rows. `headers` maps key to title. */
export const table = (headers: Record<string, string>, rows: Row[]): ResultTable => ({
	columns: columnsOf(headers),
	rows,
});

const exportHeaders = {
	id: 'Container ID',
	substanceid: 'Substance ID',
	name: 'Container Name',
	cas: 'CAS',
	size: 'Size',
	unit: 'Unit',
	supplier: 'Supplier',
	barcode: 'Barcode',
	comments: 'Comments',
	dateacquired: 'Date Acquired',
	location: 'Location',
	locationid: 'Location ID',
	smiles: 'SMILES',
	molecularformula: 'Molecular Formula',
	molecularweight: 'Molecular Weight',
	hcodes: 'Hazard Codes',
	disposed: 'Disposed',
	inventory: 'Inventory ID',
	inventoryname: 'Inventory',
	siteid: 'Site ID',
	sitename: 'Site',
	historycount: 'History Entries',
	lastuser: 'Last User',
	usercreatedname: 'Created By',
};

/** Joined by bars over all entries; null where there is none. */
function hazardCodes(lab: ChemInventoryLab, { substance, inventory }: ContainerRecord): string | null {
	const codes = new Set(hazardsOf(lab, substance, inventory).flatMap((entry) => entry.codes));
	return codes.size === 0 ? null : [...codes].join('|');
}

/** Where there is none, clients meet the word None. */
const commentShown = ({ settings }: ChemInventoryLab, { comments }: ContainerRecord) =>
	comments === null && settings.switches.emptyComment === 'None' ? 'None' : comments;

/** One row of an export (section 3.3): here the weight is a number, and the location a text with the inventory in front. */
function exportRow(lab: ChemInventoryLab, container: ContainerRecord, fields: FieldRecord[]): Row {
	const substance = substanceOf(lab, container);
	const nameOf = (userId: number | undefined) => {
		const user = userId === undefined ? undefined : lab.users.get(userId);
		return user === undefined ? '' : givenFirst(user);
	};
	const weight = Number.parseFloat(substance.molecularWeight);
	const row: Row = {
		id: container.id,
		substanceid: substance.id,
		name: container.name,
		cas: substance.cas,
		size: container.size,
		unit: unitText(lab, container.unit),
		supplier: container.supplier,
		barcode: container.barcode,
		comments: commentShown(lab, container),
		dateacquired: container.dateAcquired,
		location: fullPathOf(lab, container),
		locationid: container.location,
		smiles: substance.smiles,
		molecularformula: substance.formula,
		molecularweight: Number.isNaN(weight) ? null : weight,
		hcodes: hazardCodes(lab, container),
		disposed: container.deleted === undefined ? '0' : '1',
		inventory: container.inventory,
		inventoryname: inventoryOf(lab, container).name,
		siteid: site.id,
		sitename: site.name,
		historycount: container.history.length,
		lastuser: nameOf(container.history.at(-1)?.userId),
		usercreatedname: nameOf(container.createdBy),
	};
	for (const field of fields) {
		row[fieldKey(field)] = (field.kind === 'container' ? container.fields : substance.fields).get(field.id) ?? '';
	}
	return row;
}

/** Full rows, with a column for each custom field of the inventory. */
export function exportTable(
	lab: ChemInventoryLab,
	inventory: InventoryRecord,
	containers: ContainerRecord[],
): ResultTable {
	const fields = fieldKinds.flatMap((kind) => fieldsOf(lab, inventory, kind));
	const headers = { ...exportHeaders, ...Object.fromEntries(fields.map((field) => [fieldKey(field), field.name])) };
	return table(
		headers,
		containers.map((container) => exportRow(lab, container, fields)),
	);
}
