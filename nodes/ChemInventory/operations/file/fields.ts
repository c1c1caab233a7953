import type { INodeProperties } from 'n8n-workflow';

import { badInput, quote } from '../../../shared/values/badInput';
import { fileScopes } from '../../records/file';
import type { FileScope } from '../../records/file';

export const scopeField: INodeProperties = {
	displayName: 'Scope',
	name: 'scope',
	type: 'options',
	options: [
		{ name: 'Enterprise', value: 'enterprise' },
		{ name: 'Inventory', value: 'inventory' },
		{ name: 'Site', value: 'site' },
	],
	default: 'inventory',
	description: 'Whose entries: those of the active inventory, or those that belong to its site or enterprise',
};

/** @throws Fault `badInput` */
export function readScope(value: unknown): FileScope {
	const scope = fileScopes.find((known) => known === value);
	if (scope) return scope;
	throw badInput('Scope', 'is not one of the choices', `It is ${quote(value)}. Use ${fileScopes.join(', ')}.`);
}
