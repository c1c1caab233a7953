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
	description: 'The entries of the active inventory, or of its site or enterprise',
});
