import { choice, lines } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';

const ownScopes = ['inventory', 'site', 'enterprise'] as const;

export type OwnScope = (typeof ownScopes)[number];

export const ownScope = choice({
	displayName: 'Scope',
	name: 'scope',
	type: 'options',
	options: [
		{ name: 'Enterprise', value: 'enterprise', description: "Needs an enterprise administrator's token" },
		{ name: 'Inventory', value: 'inventory' },
		{ name: 'Site', value: 'site', description: "Needs a site administrator's token" },
	],
	default: 'inventory',
	description: 'For whom the watchlist is',
});

export const terms = lines({
	displayName: 'Terms',
	name: 'terms',
	type: 'string',
	typeOptions: { rows: 5 },
	required: true,
	default: '',
	placeholder: 'e.g. 60-29-7',
	description: 'CAS numbers or names, each on a line of its own, or a list from an expression',
});

/** The lists that ChemInventory keeps for everybody cannot be changed. @throws Fault `badInput` */
export function scopeToChange({ scope, name }: { scope: string; name: string }): OwnScope {
	const own = ownScopes.find((known) => known === scope);
	if (own) return own;
	throw badInput(
		'Watchlist',
		'is managed by ChemInventory',
		`${quote(name)} is a global list, which nobody can change or delete.`,
	);
}

export const sameTerms = (a: readonly string[], b: readonly string[]) =>
	[...a].sort().join('\n') === [...b].sort().join('\n');
