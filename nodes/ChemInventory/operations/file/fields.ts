import { choice } from '../../../shared/form';

export const scope = choice({
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
});
