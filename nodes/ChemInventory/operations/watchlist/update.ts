import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { changedOr, readCollection } from '../../../shared/values/collection';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readSomeLines } from '../../../shared/values/lines';
import { readLocator } from '../../../shared/values/locator';
import { readText } from '../../../shared/values/text';
import { changeOnce } from '../../../shared/writing/changeOnce';
import type { BodyOf } from '../../contract/endpoint';
import { saveWatchlist } from '../../contract/watchlist';
import { allWatchlists, resolveWatchlist, scopedWatchlist, watchlistField } from '../../records/watchlist';
import type { ScopedWatchlist } from '../../records/watchlist';
import type { ChemInventoryApi } from '../../service/api';
import { sameTerms, scopeToChange } from './fields';

const unique = (terms: readonly string[]) => [...new Set(terms)];

/** Saving replaces all terms, so those that stay go out again. */
function mergedTerms(present: readonly string[], changes: IDataObject): string[] {
	const given = (key: string, label: string) => (key in changes ? readSomeLines(changes[key], label) : undefined);
	const kept = given('terms', 'Terms') ?? present;
	const removed = new Set(given('removeTerms', 'Remove Terms'));
	const terms = unique([...kept, ...(given('addTerms', 'Add Terms') ?? [])]).filter((term) => !removed.has(term));
	if (terms.length > 0) return terms;
	throw badInput(
		'Remove Terms',
		'would leave no term',
		'A watchlist without terms watches nothing. To remove the list, use the operation Delete.',
	);
}

function merged(list: ScopedWatchlist, changes: IDataObject): BodyOf<typeof saveWatchlist> {
	return {
		id: list.id,
		scope: scopeToChange(list),
		name: readText(changedOr(changes, 'name', list.name), 'Name').trim(),
		terms: mergedTerms(list.terms, changes),
	};
}

export const update: Operation<ChemInventoryApi> = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a watchlist',
		description: 'Change the name or the terms of a watchlist; what you leave out stays as it is',
	},
	kind: 'write',
	fields: [
		watchlistField,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Add Terms',
					name: 'addTerms',
					type: 'string',
					typeOptions: { rows: 4 },
					default: '',
					description: 'Terms to put on the list, each on a line of its own',
				},
				{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. Peroxide Formers' },
				{
					displayName: 'Remove Terms',
					name: 'removeTerms',
					type: 'string',
					typeOptions: { rows: 4 },
					default: '',
					description: 'Terms to take off the list, each on a line of its own',
				},
				{
					displayName: 'Terms',
					name: 'terms',
					type: 'string',
					typeOptions: { rows: 4 },
					default: '',
					description: 'The whole list, each term on a line of its own. It replaces the one that is there.',
				},
			],
		},
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const changes = readCollection(functions, 'updateFields', itemIndex);
		if (Object.keys(changes).length === 0) throw badInput('Update Fields', 'is empty', 'Add what is to change.');
		const { value } = readLocator(functions, 'watchlist', itemIndex);
		const { before, changed } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(saveWatchlist.path, api.address, value, changes),
			schema: scopedWatchlist,
			find: async () => await resolveWatchlist(api, value),
			reread: async ({ id }) => (await allWatchlists(api)).find((list) => list.id === id),
			isDone: (present, list) => {
				const { name, terms } = merged(list, changes);
				return present?.name === name && sameTerms(present.terms, terms);
			},
			send: async (list) => await api.call(saveWatchlist, merged(list, changes)),
			notDone: 'The watchlist is not as it was sent.',
			whereToLook: 'Look at the watchlist in ChemInventory before you run this step again.',
		});
		return {
			...merged(before, changes),
			previousName: before.name,
			previousTerms: before.terms,
			changed,
			before: dataObject(before),
		};
	},
};
