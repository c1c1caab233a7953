import type { Role } from '../../../nodes/ChemInventory/contract/endpoint';
import type { ChemInventoryLab } from '../lab';
import type { UserRecord } from '../state';
import { dateFormats } from '../times';
import { inventoryIds } from './places';

/** Made up: they open nothing but the sandbox. */
export const tokens = {
	admin: 'sandbox-chem-admin',
	/** Of the same user as `admin`. */
	adminSecond: 'sandbox-chem-admin-second',
	orders: 'sandbox-chem-orders',
	user: 'sandbox-chem-user',
	reader: 'sandbox-chem-reader',
	revoked: 'sandbox-chem-revoked',
} as const;

const { main, other } = inventoryIds;

export const userIds = {
	admin: 178,
	orders: 179,
	user: 180,
	reader: 181,
	sso: 182,
	leaver: 183,
	teacher: 184,
} as const;

const people: Array<[name: keyof typeof userIds, firstName: string, lastName: string, roles: Array<[number, Role]>]> = [
	[
		'admin',
		'Lab',
		'Administrator',
		[
			[main, 2],
			[other, 4],
		],
	],
	['orders', 'Lab', 'Order Handler', [[main, 3]]],
	['user', 'Lab', 'User One', [[main, 4]]],
	['reader', 'Lab', 'Reader', [[main, 6]]],
	['sso', 'Lab', 'User Two', [[main, 4]]],
	['leaver', 'Lab', 'Leaver', [[main, 4]]],
	['teacher', 'Teaching', 'Administrator', [[other, 2]]],
];

export function seedPeople(lab: ChemInventoryLab): void {
	const { dateFormat: format } = lab.settings.switches;
	for (const [name, firstName, lastName, roles] of people) {
		const [[activeInventory] = [main]] = roles;
		const user: UserRecord = {
			id: userIds[name],
			email: `${name}@sandbox-lab.example`,
			firstName,
			lastName,
			barcode: name === 'user' ? 'USR-180' : null,
			usesSso: name === 'sso',
			isSiteAdmin: name === 'admin',
			roles: new Map(roles),
			activeInventory,
			dateFormat: dateFormats.find(({ momentformat }) => momentformat === format)?.id ?? dateFormats[0].id,
			nameSearch: name === 'user' ? 'partial' : 'exact',
			limitLocations: new Map(),
			collection: new Set(),
			passwordResets: 0,
		};
		lab.users.set(user.id, user);
	}
	lab.tokens.set(tokens.admin, userIds.admin);
	lab.tokens.set(tokens.adminSecond, userIds.admin);
	for (const name of ['orders', 'user', 'reader'] as const) lab.tokens.set(tokens[name], userIds[name]);
}

/** "Limit search to", which only the web application sets: one branch of the tree. */
export function seedSearchLimits(lab: ChemInventoryLab): void {
	const { limitSearchTo } = lab.settings.switches;
	const branch = [...lab.locations.values()].find(({ name, inventory }) => name === 'Lab 1.01' && inventory === main);
	if (branch === undefined || limitSearchTo === 'nobody') return;
	for (const user of lab.users.values()) {
		if (limitSearchTo === 'every user' || user.id === userIds.user) user.limitLocations.set(main, [branch.id]);
	}
}
