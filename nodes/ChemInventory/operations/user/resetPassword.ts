import { exactText, mapped } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { resetUserPassword, user as userSchema } from '../../contract/user';
import { inventoryOf, nameOf, presentUser, showUser, userPicker, userToChange } from '../../records/user';
import { operation } from '../operation';

const leastLength = 8;

/** The text itself goes into no message. */
const newPassword = mapped(
	exactText({
		displayName: 'New Password',
		name: 'newPassword',
		type: 'string',
		typeOptions: { password: true },
		required: true,
		default: '',
		description: 'At least 8 characters. It appears in no output of this node; keep it out of the input items as well.',
	}),
	(given) => {
		if (given.length >= leastLength) return given;
		throw badInput('New Password', 'is too short', `Enter at least ${leastLength} characters.`);
	},
);

export const resetPassword = operation({
	option: {
		name: 'Reset Password',
		value: 'resetPassword',
		action: 'Reset the password of a user',
		description:
			"Set a new password for a user of the active inventory; the old one stops working. Needs a group administrator's token.",
	},
	kind: 'destructive',
	form: { user: userPicker, password: newPassword },
	async prepare(call, { user, password }) {
		call.api.hide(password);
		const inventory = await inventoryOf(call.api, undefined);
		return { inventory, id: await userToChange(call, inventory, user), password };
	},
	touches: ({ id }) => [thing('user', id)],
	async run(call, { inventory, id, password }) {
		const { api } = call;
		const { before } = await applyOnce(call, {
			// Without the password: what is kept of a write must not help to guess it.
			step: resetUserPassword.path,
			values: [id],
			look: async () => dataObject(await presentUser(api, inventory, id)),
			send: async () => {
				await api.call(resetUserPassword, { id, password });
				return { passwordReset: true };
			},
			whereToLook: `Let the user ${id} try to sign in. It is safe to set the same password again in a new execution.`,
		});
		const user = userSchema.parse(before);
		return { passwordReset: true, id, name: nameOf(user), email: user.email ?? null, before: showUser(user) };
	},
});
