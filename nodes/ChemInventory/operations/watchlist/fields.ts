import { choice, lines, mapped } from '../../../shared/form';
import type { Declared, Field } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';
import { casIn, termsIn } from '../../../shared/values/casNumber';
import { sameSpelling } from '../../../shared/values/text';

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
	description: 'Who the watchlist is for',
});

/** CAS numbers and names; see `termsIn`. */
export const termsField = (declaration: Declared<'string'>): Field<string[]> =>
	mapped(lines(declaration), (given) => [...new Set(given.flatMap((line) => termsIn(line, declaration.displayName)))]);

export const terms = termsField({
	displayName: 'Terms',
	name: 'terms',
	type: 'string',
	typeOptions: { rows: 5 },
	required: true,
	default: '',
	placeholder: 'e.g. 60-29-7',
	description:
		'CAS numbers or names, one per line, or a list from an expression. The check digits of CAS numbers are checked.',
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

/**
 * The terms of a list that a line names, to take them off: to the letter where there is one, whatever it says; else those
 * that look the same; else as `termsField` would have put them on.
 */
export function termsToRemove(line: string, present: readonly string[]): string[] {
	if (present.includes(line)) return [line];
	const alike = present.filter((term) => sameSpelling(term, line));
	if (alike.length > 0) return alike;
	const parts = line.split(/[,;]/).map((part) => casIn(part));
	const numbers = parts.filter((cas) => cas !== undefined);
	return numbers.length === parts.length ? numbers : [line];
}

export const sameTerms = (a: readonly string[], b: readonly string[]) =>
	[...a].sort().join('\n') === [...b].sort().join('\n');
