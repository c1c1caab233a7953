import type { Asking } from './call';
import type { ChemInventoryLab } from './lab';
import { inventoryOf } from './lookup';
import type { ContainerRecord, HistoryEntry, LocationRecord, UserRecord } from './state';

type Author = Pick<Asking, 'inventory' | 'lab' | 'user'>;

/** `Family, Given`, as history and audit rows show people. */
export function familyFirst(lab: ChemInventoryLab, userId: number): string {
	const user = lab.users.get(userId);
	return user === undefined ? '' : `${user.lastName}, ${user.firstName}`;
}

/** `Given Family`. */
export const givenFirst = ({ firstName, lastName }: Pick<UserRecord, 'firstName' | 'lastName'>) =>
	`${firstName} ${lastName}`;

/** From the root down to this location. A parent that is missing or a circle ends the way. */
export function wayTo(lab: ChemInventoryLab, id: number): LocationRecord[] {
	const way: LocationRecord[] = [];
	for (
		let next = lab.locations.get(id);
		next !== undefined && !way.includes(next);
		next = lab.locations.get(next.parent)
	)
		way.unshift(next);
	return way;
}

/** `Room > Shelf`: without the inventory, as searches show it. */
export const pathOf = (lab: ChemInventoryLab, id: number): string =>
	wayTo(lab, id)
		.map(({ name }) => name)
		.join(' > ');

/** `Inventory > Room > Shelf`, as exports and audit texts show it. */
export const fullPathOf = (lab: ChemInventoryLab, container: Pick<ContainerRecord, 'inventory' | 'location'>): string =>
	[inventoryOf(lab, container).name, pathOf(lab, container.location)].join(' > ');

/** Writes down a change for the audit log. */
export function audit({ lab, user, inventory }: Author, area: string, action: string, text: string): void {
	lab.audit.push({ at: lab.timestamp(), userId: user.id, inventory: inventory.id, area, action, text });
}

/** Writes down a change of one container: in its own history, and once in the audit log. */
export function recordChange(
	author: Author,
	container: ContainerRecord,
	action: string,
	text: string,
	auditText = `${container.name} (${container.barcode}): ${text}`,
): void {
	container.history.push({ at: author.lab.timestamp(), userId: author.user.id, action, text });
	audit(author, 'Container', action, auditText);
}

/** The service promises no order: every second row comes first, so that nobody relies on one. */
export const unsorted = <Row>(rows: Row[]): Row[] => [
	...rows.filter((_, index) => index % 2 === 1),
	...rows.filter((_, index) => index % 2 === 0),
];

export const historyRow = (lab: ChemInventoryLab, { at, userId, action, text }: HistoryEntry): string[] => [
	at,
	familyFirst(lab, userId),
	action,
	text,
];
