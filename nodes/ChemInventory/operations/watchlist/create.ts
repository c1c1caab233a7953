import { text } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { createOnce } from '../../../shared/writing/createOnce';
import { refuseGivenToSeveral } from '../../../shared/writing/severalItems';
import { saveWatchlist } from '../../contract/watchlist';
import { allWatchlists, watchlistsAtFirst } from '../../records/watchlist';
import type { ScopedWatchlist } from '../../records/watchlist';
import { operation } from '../operation';
import { ownScope, sameTerms, terms as termsField } from './fields';

interface Named {
	name: string;
	scope: string;
}

/** @throws Fault `badInput` */
function refuseTaken({ name, scope }: Named, lists: readonly ScopedWatchlist[]): void {
	const same = lists.find((list) => list.name === name && list.scope === scope);
	if (!same) return;
	throw badInput(
		'Name',
		'is taken',
		`There is a watchlist ${quote(name)} already, with the ID ${same.id}. To change it, use the operation Update.`,
	);
}

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a watchlist',
		description:
			'Add a list of substances to watch. ChemInventory does not return its ID, so the lists are compared before and after.',
	},
	kind: 'write',
	form: {
		name: text({
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Peroxide Formers',
			description: 'The name of the watchlist',
		}),
		terms: termsField,
		scope: ownScope,
	},
	async prepare({ api, ledger, itemIndex }, form) {
		if (!ledger.begun(itemIndex)) refuseTaken(form, await watchlistsAtFirst(api));
		return form;
	},
	async checkAll(call, items, refuse) {
		refuseGivenToSeveral(
			call,
			items,
			refuse,
			({ name, scope }) => `${scope} ${name}`,
			({ name }) =>
				badInput('Name', 'is used by several rows', `It is ${quote(name)}. Use a different name for each watchlist.`),
		);
	},
	touches: () => [thing('watchlists')],
	async run(call, { name, scope, terms }) {
		const { api, hint } = call;
		const id = await createOnce(call, {
			step: saveWatchlist.path,
			values: [name, scope, terms],
			list: async () => await allWatchlists(api),
			refuse: (lists) => refuseTaken({ name, scope }, lists),
			send: async () => {
				await api.call(saveWatchlist, { id: 0, scope, name, terms });
				return undefined;
			},
			matches: (list) => list.name === name && list.scope === scope && sameTerms(list.terms, terms),
			what: 'watchlist',
			whereToLook: 'Look at the watchlists in ChemInventory before you run this step again.',
		});
		if (id !== undefined) return { id, name, scope, terms, before: null };
		const note = 'The watchlist was created, but its ID is not clear. Use Get Many to find it.';
		hint(note);
		return { id: null, name, scope, terms, note, before: null };
	},
});
