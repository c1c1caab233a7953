import { exactText, mapped } from '../../../shared/form';
import { badInput } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { resetUserPassword } from '../../contract/user';
import { findUser, nameOf, userPicker } from '../../records/user';
import { fetchDetails } from '../../service/api';
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
		throw badInput('New Password', 'is too short', `Give at least ${leastLength} characters.`);
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
	async run(call, { user: located, password }) {
		const { api } = call;
		api.hide(password);
		const { inventory } = (await fetchDetails(api)).user;
		const user = await findUser(api, inventory, located);
		const { answer, before } = await applyOnce(call, {
			// Without the password: what is kept of a write must not help to guess it.
			step: resetUserPassword.path,
			values: [user.id],
			look: async () => dataObject(user),
			send: async () => {
				await api.call(resetUserPassword, { id: user.id, password });
				return { passwordReset: true, id: user.id, name: nameOf(user), email: user.email ?? null };
			},
			whereToLook: `Let the user ${user.id} try to sign in. It is safe to set the same password again in a new execution.`,
		});
		return { ...answer, before: before ?? null };
	},
});
