import type { ChemInventoryLab } from '../lab';
import type { ContainerRecord, SubstanceRecord } from '../state';
import { addDays, dayOf, timestamp } from '../times';
import { fieldIds, storageClasses } from './fields';
import { userIds } from './people';
import { inventoryIds, removedPlace, suppliers } from './places';
import { seededRandom } from './random';

const containerCount = 300;

const sizes: Array<[size: string | null, unit: number]> = [
	['250', 1],
	['500', 1],
	['1', 3],
	['2.5', 3],
	['25', 5],
	['100', 5],
	['5', 6],
	['500', 5],
	['1', 7],
	['100', 2],
];
const oddSizes: Array<[size: string | null, unit: number]> = [
	['N/A', 10],
	['250g', 10],
	['500 & 250', 5],
	['50x 5g tablets', 10],
	['2 ', 3],
	[null, 0],
	['10', 8],
	['10', 9],
	['1', 12],
];
const comments = ['', null, 'None', 'N/A', 'Red label on bottle.', 'Opened, keep upright', 'Keep under argon', ''];
const grades = ['', ' 99%', ' anhydrous', ' HPLC grade', ' ACS reagent', ''];

/** Which part of the tree a substance belongs to, by its hazards. */
function roomsFor(codes: readonly string[]): string[] {
	if (codes.some((code) => /^H22[456]$/.test(code)))
		return ['Shelf 1', 'Shelf 2', 'Shelf 3', 'Solvents > 1 L', 'Fume Hood 1'];
	if (codes.includes('H314')) return ['Acids', 'Bases', 'Fume Hood 2'];
	if (codes.includes('H260')) return ['Glovebox'];
	return [
		'Cupboard 1',
		'Cupboard 2',
		'Cupboard 3',
		'Shelf A',
		'Shelf B',
		'Shelf C',
		'Fridge 4 °C',
		'Drawer 1',
		'Drawer 2',
		'Rack 1',
		'Rack 2',
		'Left',
		'Right',
		'Lab User One',
	];
}

/** Some expire this month, some have expired, some will, and many have no date. */
function expiryDate(now: Date, index: number): string | undefined {
	const monthEnd = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate();
	if (index % 12 === 0) return `${dayOf(now).slice(0, 8)}${String((index % monthEnd) + 1).padStart(2, '0')}`;
	if (index % 12 < 3) return dayOf(addDays(now, -40 - index * 2));
	return index % 12 < 7 ? dayOf(addDays(now, 40 + index * 3)) : undefined;
}

function fieldValues(now: Date, index: number, codes: readonly string[]): Map<number, string> {
	const values = new Map<number, string>();
	const expires = expiryDate(now, index);
	if (expires !== undefined) values.set(fieldIds.expiryDate, expires);
	if (index % 3 === 0) values.set(fieldIds.productCode, `P${String(1000 + index * 7)}-${index % 10}`);
	if (index % 5 === 0) values.set(fieldIds.remaining, String((index % 40) * 2.5));
	if (index % 4 === 0)
		values.set(
			fieldIds.storageClass,
			storageClasses[codes.includes('H314') ? 2 : codes.includes('H225') ? 1 : 0] ?? 'General',
		);
	if (codes.includes('H260')) values.set(fieldIds.handling, '|Under argon|Moisture sensitive|');
	if (index % 20 === 0) values.set(fieldIds.storageNotes, 'Top shelf.\nReturn after use.');
	if (index % 30 === 0) values.set(fieldIds.datasheet, 'https://datasheets.sandbox-lab.example/' + String(index));
	if (index % 6 === 0) values.set(fieldIds.stockchecked, dayOf(addDays(now, -200 - (index % 50))));
	return values;
}

/** Two containers share a barcode, and some have none. */
function barcode(index: number): string {
	if (index % 37 === 36) return '';
	return `AA${String(index === 41 ? 40 : index).padStart(5, '0')}`;
}

function pick<Entry>(entries: readonly [Entry, ...Entry[]] | readonly Entry[], index: number): Entry {
	const entry = entries[index % entries.length];
	if (entry === undefined) throw new Error('Nothing to choose from');
	return entry;
}

function codesOf(lab: ChemInventoryLab, substance: SubstanceRecord): string[] {
	return [...lab.hazards.values()].filter((entry) => entry.substance === substance.id).flatMap(({ codes }) => codes);
}

function remember(
	lab: ChemInventoryLab,
	container: ContainerRecord,
	at: string,
	userId: number,
	action: string,
	text: string,
): void {
	container.history.push({ at, userId, action, text });
	lab.audit.push({
		at,
		userId,
		inventory: container.inventory,
		area: 'Container',
		action,
		text: `${container.name} (${container.barcode}): ${text}`,
	});
}

export function seedStock(lab: ChemInventoryLab): void {
	const now = lab.settings.now();
	const random = seededRandom(7);
	const substances = [...lab.substances.values()];
	const places = [...lab.locations.values()].filter(
		({ inventory, isRemoved }) => inventory === inventoryIds.main && !isRemoved,
	);

	for (let index = 0; index < containerCount; index += 1) {
		const substance = pick(substances, index < substances.length ? index : random(60));
		const codes = codesOf(lab, substance);
		const room = pick(roomsFor(codes), random(100));
		const [size, unit] = index % 17 === 16 ? pick(oddSizes, random(100)) : pick(sizes, random(100));
		const created = addDays(now, index % 14 === 13 ? -1 - random(27) : -60 - random(1800));
		const container: ContainerRecord = {
			id: lab.ids.container.next(),
			inventory: inventoryIds.main,
			name: `${substance.name}${substance.isCustom ? '' : pick(grades, random(100))}`,
			location: places.find(({ name }) => name === room)?.id ?? 0,
			substance: substance.id,
			size,
			unit,
			supplier: index % 13 === 12 ? null : pick(suppliers, random(100)),
			barcode: barcode(index),
			comments: pick(comments, random(100)),
			dateAcquired: index % 19 === 18 ? null : dayOf(created),
			isInRecycling: index % 97 === 96,
			fields: fieldValues(now, index, codes),
			createdAt: timestamp(created),
			createdBy: index % 2 === 0 ? userIds.user : userIds.admin,
			history: [],
		};
		lab.containers.set(container.id, container);
		remember(lab, container, container.createdAt, container.createdBy, 'Creation', 'Container added to database');
		if (index % 60 === 0)
			remember(
				lab,
				container,
				timestamp(addDays(now, -index / 300)),
				userIds.user,
				'Edit',
				'Comments changed from "" to "Checked"',
			);
	}
	seedLost(lab, now);
	seedDeleted(lab, now);
	seedOtherStock(lab, now);
}

/** A few stand in the locations that labs use as states. */
function seedLost(lab: ChemInventoryLab, now: Date): void {
	const missing = [...lab.locations.values()].find(({ name }) => name === 'Missing');
	for (const container of lab.liveContainers(inventoryIds.main).filter((_, index) => index % 100 === 50)) {
		container.location = missing?.id ?? container.location;
		remember(
			lab,
			container,
			timestamp(addDays(now, -3)),
			userIds.admin,
			'Movement',
			'Container moved to "Sandbox Group > Missing"',
		);
	}
}

/** Seven deleted containers; the last of them stood in a room that has been removed since. */
function seedDeleted(lab: ChemInventoryLab, now: Date): void {
	const annex = [...lab.locations.values()].find(
		({ parent, isRemoved }) => isRemoved && lab.locations.get(parent)?.name === removedPlace,
	);
	const chosen = lab.liveContainers(inventoryIds.main).filter((_, index) => index % 45 === 44);
	const last = lab.liveContainers(inventoryIds.main).at(-1);
	if (last !== undefined && annex !== undefined) last.location = annex.id;
	for (const container of new Set(last === undefined ? chosen : [...chosen, last])) {
		const at = timestamp(addDays(now, -(container.id % 20)));
		container.deleted = { at, userId: userIds.admin };
		remember(lab, container, at, userIds.admin, 'Deletion', 'Container deleted');
	}
}

/** The other inventory of the site: small, with a barcode that the main one uses too. */
function seedOtherStock(lab: ChemInventoryLab, now: Date): void {
	const [place] = [...lab.locations.values()].filter(
		({ inventory, parent }) => inventory === inventoryIds.other && parent !== 0,
	);
	const created = timestamp(addDays(now, -100));
	[...lab.substances.values()].slice(0, 12).forEach((substance, index) => {
		const container: ContainerRecord = {
			id: lab.ids.container.next(),
			inventory: inventoryIds.other,
			name: substance.name,
			location: place?.id ?? 0,
			substance: substance.id,
			size: '100',
			unit: 1,
			supplier: 'Sigma Aldrich',
			barcode: index === 3 ? 'AA00020' : `TG${String(index).padStart(5, '0')}`,
			comments: '',
			dateAcquired: created.slice(0, 10),
			isInRecycling: false,
			fields: new Map(index % 4 === 0 ? [[fieldIds.otherExpiryDate, dayOf(addDays(now, 5 + index))]] : []),
			createdAt: created,
			createdBy: userIds.teacher,
			history: [],
		};
		lab.containers.set(container.id, container);
		remember(lab, container, created, userIds.teacher, 'Creation', 'Container added to database');
	});
}
