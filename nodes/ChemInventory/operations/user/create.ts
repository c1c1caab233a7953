import { barcode as barcodeField, collection, flag, text } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { createOnce } from '../../../shared/writing/createOnce';
import { refuseGivenToSeveral } from '../../../shared/writing/severalItems';
import { addUser } from '../../contract/user';
import type { User } from '../../contract/user';
import { hasEmail, inventoryOf, inventoryOption, showUser, usersAtFirst, usersOf } from '../../records/user';
import { operation } from '../operation';
import { email, role } from './fields';

const options = collection(
	{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
	{
		barcode: barcodeField({
			displayName: 'Barcode',
			name: 'barcode',
			type: 'string',
			default: '',
			placeholder: 'e.g. U0042',
			description: "The barcode on the user's badge",
		}),
		inventory: inventoryOption,
		sso: flag({
			displayName: 'Single Sign-On',
			name: 'singleSignOn',
			type: 'boolean',
			default: false,
			description: 'Whether the user signs in through the single sign-on of your organisation',
		}),
	},
);

/** @param users those of the inventory @throws Fault `badInput` */
function refuseTaken(email: string, inventory: number, users: readonly User[]): void {
	const same = users.find((user) => hasEmail(user, email));
	if (!same) return;
	throw badInput(
		'Email',
		'is taken',
		`Inventory ${inventory} has a user with ${quote(email)} already, with the ID ${same.id}.`,
	);
}

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a user',
		description: "Add a user to an inventory. Needs a group administrator's token.",
	},
	kind: 'destructive',
	form: {
		email: email({
			displayName: 'Email',
			name: 'email',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. lab.user@example.com',
			description: 'The address that the user signs in with',
		}),
		firstname: text({
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			required: true,
			default: '',
			description: 'As other users see it',
		}),
		lastname: text({
			displayName: 'Last Name',
			name: 'lastName',
			type: 'string',
			required: true,
			default: '',
			description: 'As other users see it',
		}),
		accounttype: role,
		options,
	},
	async prepare({ api, ledger, itemIndex }, { options: { barcode, sso, inventory: chosen }, ...given }) {
		const inventory = await inventoryOf(api, chosen);
		if (!ledger.begun(itemIndex)) refuseTaken(given.email, inventory, await usersAtFirst(api, inventory));
		return {
			...given,
			...(barcode === undefined ? {} : { barcode }),
			...(sso === undefined ? {} : { sso }),
			inventory,
		};
	},
	async checkAll(call, items, refuse) {
		refuseGivenToSeveral(
			call,
			items,
			refuse,
			({ email, inventory }) => `${inventory} ${email.toLowerCase()}`,
			({ email }) =>
				badInput('Email', 'is used by several rows', `It is ${quote(email)}. Enter a different address for each user.`),
		);
	},
	touches: ({ inventory }) => [thing('users', inventory)],
	async run(call, body) {
		const { api } = call;
		const { inventory, email: address } = body;
		const id = await createOnce(call, {
			step: addUser.path,
			values: [body],
			list: async () => await usersOf(api, inventory),
			refuse: (users) => refuseTaken(address, inventory, users),
			send: async () => await api.call(addUser, body),
			matches: (user) => hasEmail(user, address),
			what: 'user',
			whereToLook: 'Look at the users in ChemInventory before you run this step again.',
		});
		return { ...showUser({ id: id ?? null, ...body }), before: null };
	},
});
