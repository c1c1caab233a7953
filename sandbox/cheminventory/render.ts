import { keyedValues } from './fieldValues';
import { givenFirst, pathOf } from './history';
import type { ChemInventoryLab } from './lab';
import { inventoryOf, substanceOf } from './lookup';
import { enterprise, site } from './state';
import type { ContainerRecord, FileRecord, HazardEntry, OrderRecord, SubstanceRecord } from './state';

const flag = (is: boolean): 0 | 1 => (is ? 1 : 0);

export const renderUnits = (lab: ChemInventoryLab) => [...lab.units.values()].map(({ id, unit }) => ({ id, unit }));

export const unitText = (lab: ChemInventoryLab, id: number) => lab.units.get(id)?.unit ?? '';

/** Hazard entries that an inventory sees: its own and the shared ones. */
export function hazardsOf(lab: ChemInventoryLab, substance: number, inventory: number): HazardEntry[] {
	return [...lab.hazards.values()].filter(
		(entry) => entry.substance === substance && (entry.inventory === 0 || entry.inventory === inventory),
	);
}

export const hazardText = ({ codes }: HazardEntry) => (codes.length === 0 ? 'None' : codes.join('|'));

export function renderHazard(lab: ChemInventoryLab, entry: HazardEntry) {
	const author = lab.users.get(entry.userId);
	const isShared = entry.inventory === 0;
	return {
		substanceid: entry.substance,
		id: entry.id,
		inventory: entry.inventory,
		site: isShared ? 0 : site.id,
		enterprise: isShared ? 0 : enterprise.id,
		source: entry.source,
		dateset: entry.dateSet,
		edituser: entry.userId,
		firstname: author?.firstName ?? null,
		lastname: author?.lastName ?? null,
		hazardstatements: hazardText(entry),
	};
}

/** As searches and lists of a location show a container. The order of the keys is the vendor's (trap 17). */
export function renderSummary(lab: ChemInventoryLab, container: ContainerRecord) {
	const substance = substanceOf(lab, container);
	return {
		id: container.id,
		name: container.name,
		location: container.location,
		size: container.size,
		unitid: container.unit,
		unit: unitText(lab, container.unit),
		substance: substance.id,
		cas: substance.cas,
		isomericsmiles: substance.smiles,
		needsretrieval: flag(substance.needsRetrieval),
		comments: container.comments,
		barcode: container.barcode,
		supplier: container.supplier,
		dateacquired: container.dateAcquired,
		inventory: container.inventory,
		inventoryname: inventoryOf(lab, container).name,
		sitename: site.name,
		molecularformula: substance.formula,
		molecularweight: substance.molecularWeight,
		locationtext: pathOf(lab, container.location),
	};
}

/** The list of a location leaves out formula and weight, as in the vendor's sample. */
export function renderLocationSummary(lab: ChemInventoryLab, container: ContainerRecord) {
	return Object.fromEntries(
		Object.entries(renderSummary(lab, container)).filter(
			([key]) => key !== 'molecularformula' && key !== 'molecularweight',
		),
	);
}

export function renderFile({
	id,
	name,
	category,
	bytes,
	uploadedAt,
	mimeType,
	inventory,
	site: siteId,
	enterprise: enterpriseId,
}: FileRecord) {
	return {
		id,
		name,
		categoryid: category,
		size: bytes.length,
		dateuploaded: uploadedAt,
		mimetype: mimeType,
		inventory,
		site: siteId,
		enterprise: enterpriseId,
	};
}

/** Everything about a container. Custom fields without a value are left out. */
export function renderContainer(lab: ChemInventoryLab, container: ContainerRecord) {
	const substance = substanceOf(lab, container);
	const files = [...lab.files.values()].filter((file) => file.substances.has(substance.id));
	return {
		id: container.id,
		barcode: container.barcode,
		containername: container.name,
		inventory: container.inventory,
		location: container.location,
		locationString: pathOf(lab, container.location),
		size: container.size,
		unitid: container.unit,
		unit: unitText(lab, container.unit),
		supplier: container.supplier,
		comments: container.comments,
		dateacquired: container.dateAcquired,
		inrecycling: flag(container.isInRecycling),
		substance: substance.id,
		cas: substance.cas,
		molecularformula: substance.formula,
		molecularweight: substance.molecularWeight,
		isomericsmiles: substance.smiles,
		needsretrieval: flag(substance.needsRetrieval),
		exactmass: substance.exactMass,
		iupacname: substance.iupacName,
		...keyedValues('container', container.fields),
		...keyedValues('substance', substance.fields),
		ghs: hazardsOf(lab, substance.id, container.inventory).map((entry) => renderHazard(lab, entry)),
		files: files.filter(({ inventory }) => inventory === 0 || inventory === container.inventory).map(renderFile),
	};
}

export function renderSubstance(lab: ChemInventoryLab, substance: SubstanceRecord, inventory: number) {
	return {
		id: substance.id,
		name: substance.name,
		cas: substance.cas,
		isomericsmiles: substance.smiles,
		customsubstance: flag(substance.isCustom),
		needsretrieval: flag(substance.needsRetrieval),
		molecularweight: substance.molecularWeight,
		substancefields: [],
		ghs: hazardsOf(lab, substance.id, inventory).map((entry) => renderHazard(lab, entry)),
	};
}

/** `dateordered` is the text "0" until the order is placed. */
export function renderOrder(lab: ChemInventoryLab, order: OrderRecord) {
	const substance = substanceOf(lab, order);
	const user = lab.users.get(order.userId);
	const person = user === undefined ? '' : givenFirst(user);
	const dateordered = order.orderedAt ?? '0';
	return {
		id: order.id,
		name: order.name,
		substanceid: order.substance,
		size: order.size,
		unitid: order.unit,
		supplierid: order.supplier,
		customfield1: '',
		customfields: keyedValues('container', order.fields),
		userid: order.userId,
		comments: order.comments,
		datesubmitted: order.submittedAt,
		dateordered,
		firstname: user?.firstName ?? '',
		lastname: user?.lastName ?? '',
		inventoryid: order.inventory,
		inventoryname: inventoryOf(lab, order).name,
		destinationlocation: order.destination,
		unit: unitText(lab, order.unit),
		suppliername: lab.suppliers.get(order.supplier)?.name ?? '',
		cas: substance.cas,
		isomericsmiles: substance.smiles,
		needsretrieval: flag(substance.needsRetrieval),
		'name-value': order.name.toLowerCase(),
		user: person,
		'user-value': person.toLowerCase(),
		'datesubmitted-value': order.submittedAt,
		'dateordered-value': dateordered,
	};
}
