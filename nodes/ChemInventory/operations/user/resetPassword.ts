import type { Operation } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { resetUserPassword } from '../../contract/user';
import { nameOf, resolveUser, userField } from '../../records/user';
import { fetchDetails } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';

const leastLength = 8;

/** The text itself goes into no message. @throws Fault `badInput` */
function readPassword(value: unknown): string {
	const password = typeof value === 'string' ? value : '';
	if (password.trim() === '')
		throw badInput(
			'New Password',
			'is empty',
			`Give at least ${leastLength} characters. An expression that finds nothing leaves the field empty.`,
		);
	if (password.length >= leastLength) return password;
	throw badInput('New Password', 'is too short', `Give at least ${leastLength} characters.`);
}

export const resetPassword: Operation<ChemInventoryApi> = {
	option: {
		name: 'Reset Password',
		value: 'resetPassword',
		action: 'Reset the password of a user',
		description:
			"Set a new password for a user of the active inventory; the old one stops working. Needs a group administrator's token.",
	},
	kind: 'destructive',
	fields: [
		userField,
		{
			displayName: 'New Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'At least 8 characters. It appears in no output of this node; keep it out of the input items as well.',
		},
	],
	async run({ functions, api, ledger }, itemIndex) {
		const password = readPassword(functions.getNodeParameter('password', itemIndex, ''));
		api.hide(password);
		const { inventory } = (await fetchDetails(api)).user;
		const user = await resolveUser(api, inventory, readLocator(functions, 'user', itemIndex).value);
		const { answer, before } = await applyOnce(ledger, {
			itemIndex,
			// Without the password: what is kept of a write must not help to guess it.
			fingerprint: fingerprintOf(resetUserPassword.path, api.address, user.id),
			look: async () => dataObject(user),
			send: async () => {
				await api.call(resetUserPassword, { id: user.id, password });
				return { passwordReset: true, id: user.id, name: nameOf(user), email: user.email ?? null };
			},
			whereToLook: `Let the user ${user.id} try to sign in. It is safe to set the same password again in a new execution.`,
			signal: functions.getExecutionCancelSignal(),
		});
		return { ...answer, before: before ?? null };
	},
};
