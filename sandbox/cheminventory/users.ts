import {
	addUser,
	disableUser,
	listUsers,
	resetUserPassword,
	updateUser,
} from '../../nodes/ChemInventory/contract/user';
import { handle, none } from './call';
import type { Handler } from './call';
import { ChemInventoryError, unknown } from './errors';
import { audit, givenFirst } from './history';
import type { ChemInventoryLab } from './lab';
import { requireAdministered } from './lookup';
import type { InventoryRecord, UserRecord } from './state';
import { dateFormats } from './times';

function requireUser(lab: ChemInventoryLab, inventory: InventoryRecord, id: number): UserRecord {
	const user = lab.users.get(id);
	if (user === undefined || !user.roles.has(inventory.id)) throw unknown('user', id);
	return user;
}

function checkEmail(lab: ChemInventoryLab, email: string, own?: UserRecord): void {
	const holder = [...lab.users.values()].find((user) => user.email.toLowerCase() === email.toLowerCase());
	if (holder !== undefined && holder !== own) throw new ChemInventoryError(`The e-mail address ${email} is in use.`);
}

export const userHandlers: Handler[] = [
	handle(listUsers, ({ lab, user: asking, body }) => {
		const inventory = requireAdministered(lab, asking, body.inventory);
		return [...lab.users.values()].flatMap((user) => {
			const accounttype = user.roles.get(inventory.id);
			if (accounttype === undefined) return [];
			const { id, email, firstName, lastName, barcode, usesSso } = user;
			return [{ id, email, accounttype, firstname: firstName, lastname: lastName, barcode, sso: usesSso ? 1 : 0 }];
		});
	}),

	handle(addUser, (call) => {
		const { lab, body } = call;
		const inventory = requireAdministered(lab, call.user, body.inventory);
		checkEmail(lab, body.email);
		const user: UserRecord = {
			id: lab.ids.user.next(),
			email: body.email,
			firstName: body.firstname,
			lastName: body.lastname,
			barcode: body.barcode ?? null,
			usesSso: body.sso ?? false,
			isSiteAdmin: false,
			roles: new Map([[inventory.id, body.accounttype]]),
			activeInventory: inventory.id,
			dateFormat: dateFormats[0].id,
			nameSearch: 'exact',
			limitLocations: new Map(),
			collection: new Set(),
			passwordResets: 0,
		};
		lab.users.set(user.id, user);
		audit(
			{ ...call, inventory },
			'User',
			'Creation',
			`${givenFirst(user)} added with account type ${body.accounttype}`,
		);
		return user.id;
	}),

	handle(updateUser, (call) => {
		const { lab, body } = call;
		const inventory = requireAdministered(lab, call.user, body.inventory ?? call.inventory.id);
		const user = requireUser(lab, inventory, body.id);
		checkEmail(lab, body.email, user);
		Object.assign(user, { firstName: body.firstname, lastName: body.lastname, email: body.email });
		user.roles.set(inventory.id, body.accounttype);
		audit({ ...call, inventory }, 'User', 'Edit', `${givenFirst(user)} updated, account type ${body.accounttype}`);
		return none;
	}),

	/** Nothing documented takes it back. */
	handle(disableUser, (call) => {
		const { lab, body } = call;
		const inventory = requireAdministered(lab, call.user, body.inventory);
		const user = requireUser(lab, inventory, body.id);
		if (user.id === call.user.id) throw new ChemInventoryError('You cannot remove yourself.');
		user.roles.delete(inventory.id);
		audit({ ...call, inventory }, 'User', 'Removal', `Access of ${givenFirst(user)} removed`);
		return none;
	}),

	handle(resetUserPassword, (call) => {
		const user = requireUser(call.lab, call.inventory, call.body.id);
		if (user.usesSso) throw new ChemInventoryError('The password of an SSO account cannot be set.');
		user.passwordResets += 1;
		audit(call, 'User', 'Password', `Password of ${givenFirst(user)} reset`);
		return none;
	}),
];
