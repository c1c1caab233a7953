import { z } from 'zod';

import { choice, mapped, text } from '../../../shared/form';
import type { Declared } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';
import type { accountTypes } from '../../contract/user';

export type AccountType = (typeof accountTypes)[number];

const accountTypeOf: Record<'2' | '3' | '4' | '6', AccountType> = { 2: 2, 3: 3, 4: 4, 6: 6 };

export const role = mapped(
	choice({
		displayName: 'Role',
		name: 'role',
		type: 'options',
		options: [
			{ name: 'Group Administrator', value: '2', description: 'May do everything, users and tokens included' },
			{ name: 'Order Handler', value: '3', description: 'May also mark orders as placed and arrived' },
			{ name: 'Read-Only', value: '6', description: 'May only look' },
			{ name: 'User', value: '4', description: 'May add, move, edit and dispose of containers and request orders' },
		],
		default: '4',
		description: 'What the user may do in the inventory',
	}),
	(chosen) => accountTypeOf[chosen],
);

/** @throws Fault `badInput` */
export function checkEmail(given: string): string {
	if (z.string().email().safeParse(given).success) return given;
	throw badInput('Email', 'is not an e-mail address', `It is ${quote(given)}.`);
}

export const email = (declaration: Declared<'string'>) => mapped(text(declaration), checkEmail);
