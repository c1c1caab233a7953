import type { INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import { badInput, quote } from '../../../shared/values/badInput';
import { readText } from '../../../shared/values/text';
import type { BodyOf } from '../../contract/endpoint';
import { accountTypes } from '../../contract/user';
import type { updateUser } from '../../contract/user';
import { roleNames } from '../../service/refusal';

export type AccountType = BodyOf<typeof updateUser>['accounttype'];

export const roleOptions: INodePropertyOptions[] = [
	{ name: 'Group Administrator', value: 2, description: 'May do everything, users and tokens included' },
	{ name: 'Order Handler', value: 3, description: 'May also mark orders as placed and arrived' },
	{ name: 'Read-Only', value: 6, description: 'May only look' },
	{ name: 'User', value: 4, description: 'May add, move, edit and dispose of containers and request orders' },
];

/** @throws Fault `badInput` */
export function readRole(value: unknown): AccountType {
	const role = accountTypes.find((known) => String(known) === String(value).trim());
	if (role) return role;
	throw badInput(
		'Role',
		'is not one of the choices',
		`It is ${quote(value)}. Use ${accountTypes.map((known) => `${known} (${roleNames[known]})`).join(', ')}.`,
	);
}

/** The role in words; undocumented ones as the number. */
export function roleName(accounttype: number): string {
	const role = accountTypes.find((known) => known === accounttype);
	return role ? roleNames[role] : `account type ${accounttype}`;
}

/** @throws Fault `badInput` */
export function readEmail(value: unknown): string {
	const email = readText(value, 'Email').trim();
	if (z.string().email().safeParse(email).success) return email;
	throw badInput('Email', 'is not an e-mail address', `It is ${quote(email)}.`);
}
