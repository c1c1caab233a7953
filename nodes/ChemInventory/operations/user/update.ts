import { collection, text } from '../../../shared/form';
import type { Value } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { cleanText } from '../../../shared/values/cleaning';
import { readText } from '../../../shared/values/text';
import { changeOnce } from '../../../shared/writing/changeOnce';
import type { BodyOf } from '../../contract/endpoint';
import { accountTypes, updateUser, user as userSchema } from '../../contract/user';
import type { User } from '../../contract/user';
import {
	inventoryOf,
	onlyInventory,
	presentUser,
	showUser,
	userIn,
	userPicker,
	usersAtFirst,
	usersOf,
	userToChange,
} from '../../records/user';
import { notEmpty } from '../fields';
import { operation } from '../operation';
import { checkEmail, email, role } from './fields';
import type { AccountType } from './fields';

type Body = BodyOf<typeof updateUser>;

const updateFields = notEmpty(
	collection(
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
		},
		{
			email: email({
				displayName: 'Email',
				name: 'email',
				type: 'string',
				default: '',
				placeholder: 'e.g. lab.user@example.com',
			}),
			firstname: text({ displayName: 'First Name', name: 'firstName', type: 'string', default: '' }),
			lastname: text({ displayName: 'Last Name', name: 'lastName', type: 'string', default: '' }),
			accounttype: role,
		},
	),
	'Update Fields',
);
type Changes = Value<typeof updateFields>;

/** The role that stays. @throws Fault `badInput` */
function presentRole({ accounttype }: User): AccountType {
	const known = accountTypes.find((each) => each === accounttype);
	if (known) return known;
	throw badInput(
		'Role',
		'is required',
		`The user has the account type ${quote(accounttype)}, which ChemInventory does not document. Add the role to the fields that change.`,
	);
}

/** As it is, with blanks that somebody left at its ends. */
function presentEmail(user: User): string {
	const present = readText(user.email, 'Email');
	checkEmail(cleanText(present));
	return present;
}

/** All four go out again: a stale value would silently change a role. @throws Fault `badInput` if one that stays is missing */
function merged(user: User, changes: Changes, inventory: number): Body {
	return {
		id: user.id,
		accounttype: changes.accounttype ?? presentRole(user),
		firstname: changes.firstname ?? readText(user.firstname, 'First Name'),
		lastname: changes.lastname ?? readText(user.lastname, 'Last Name'),
		email: changes.email ?? presentEmail(user),
		inventory,
	};
}

const isAs = (user: User | undefined, { accounttype, firstname, lastname, email }: Body) =>
	user?.accounttype === accounttype &&
	user.firstname === firstname &&
	user.lastname === lastname &&
	user.email === email;

export const update = operation({
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a user',
		description:
			"Change name, e-mail address or role of a user; what you leave out stays as it is. Needs a group administrator's token.",
	},
	kind: 'destructive',
	form: { user: userPicker, changes: updateFields, options: onlyInventory },
	async prepare(call, { user, changes, options }) {
		const inventory = await inventoryOf(call.api, options.inventory);
		const id = await userToChange(call, inventory, user);
		// What is refused is missing before the change alone.
		merged(userIn(await usersAtFirst(call.api, inventory), inventory, { by: 'id', id }), changes, inventory);
		return { inventory, id, changes };
	},
	touches: ({ id }) => [thing('user', id)],
	async run(call, { inventory, id, changes }) {
		const { api } = call;
		const { before, changed } = await changeOnce(call, {
			step: updateUser.path,
			values: [inventory, id, changes],
			schema: userSchema,
			find: async () => await presentUser(api, inventory, id),
			reread: async () => (await usersOf(api, inventory)).find((user) => user.id === id),
			isDone: (present, user) => isAs(present, merged(user, changes, inventory)),
			send: async (user) => await api.call(updateUser, merged(user, changes, inventory)),
			notDone: 'The user does not match what was sent.',
			whereToLook: 'Look at the users in ChemInventory before you run this step again.',
		});
		return { ...showUser(merged(before, changes, inventory)), changed, before: showUser(before) };
	},
});
