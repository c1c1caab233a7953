import { collection, lines, text } from '../../../shared/form';
import type { Value } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import type { OperationCall, PlannedItem, Refuse } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { readText } from '../../../shared/values/text';
import { changeOnce } from '../../../shared/writing/changeOnce';
import type { BodyOf } from '../../contract/endpoint';
import { saveWatchlist } from '../../contract/watchlist';
import {
	allWatchlists,
	findWatchlist,
	scopedWatchlist,
	showWatchlist,
	watchlistPicker,
	watchlistsAtFirst,
	watchlistToChange,
} from '../../records/watchlist';
import type { ScopedWatchlist } from '../../records/watchlist';
import type { ChemInventoryApi } from '../../service/api';
import { notEmpty } from '../fields';
import { operation } from '../operation';
import { sameTerms, scopeToChange, termsField, termsToRemove } from './fields';

const updateFields = notEmpty(
	collection(
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
		},
		{
			addTerms: termsField({
				displayName: 'Add Terms',
				name: 'addTerms',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				description: 'Terms to put on the list, one per line',
			}),
			name: text({
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Peroxide Formers',
			}),
			removeTerms: lines({
				displayName: 'Remove Terms',
				name: 'removeTerms',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				description: 'Terms to take off the list, one per line',
			}),
			terms: termsField({
				displayName: 'Terms',
				name: 'terms',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				description: 'The whole list, one term per line. It replaces the existing list.',
			}),
		},
	),
	'Update Fields',
);
type Changes = Value<typeof updateFields>;

/** Saving replaces all terms, so those that stay go out again. */
function mergedTerms(
	present: readonly string[],
	{ terms: all = [...present], addTerms = [], removeTerms }: Changes,
): string[] {
	const merged = [...new Set([...all, ...addTerms])];
	const removed = new Set(removeTerms?.flatMap((line) => termsToRemove(line, merged)));
	const terms = merged.filter((term) => !removed.has(term));
	if (terms.length > 0) return terms;
	throw badInput(
		'Remove Terms',
		'would leave no term',
		'A watchlist without terms watches nothing. To remove the list, use the operation Delete.',
	);
}

function merged(list: ScopedWatchlist, changes: Changes): BodyOf<typeof saveWatchlist> {
	return {
		id: list.id,
		scope: scopeToChange(list),
		name: changes.name ?? readText(list.name, 'Name'),
		terms: mergedTerms(list.terms, changes),
	};
}

interface Plan {
	id: number;
	changes: Changes;
}

/** A list that nobody may change, or that the changes of several items would leave empty, is known before the first one. */
async function refuseUnfit(
	{ api, ledger }: OperationCall<ChemInventoryApi>,
	items: ReadonlyArray<PlannedItem<Plan>>,
	refuse: Refuse,
): Promise<void> {
	const lists = new Map((await watchlistsAtFirst(api)).map((list) => [list.id, list]));
	for (const { itemIndex, plan } of items) {
		const list = lists.get(plan.id);
		if (!list || ledger.begun(itemIndex)) continue;
		try {
			lists.set(list.id, { ...list, ...merged(list, plan.changes) });
		} catch (thrown) {
			refuse(itemIndex, thrown);
		}
	}
}

export const update = operation({
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a watchlist',
		description: 'Change the name or the terms of a watchlist; what you leave out stays as it is',
	},
	kind: 'write',
	form: { watchlist: watchlistPicker, changes: updateFields },
	prepare: async (call, { watchlist, changes }): Promise<Plan> => ({
		id: await watchlistToChange(call, watchlist),
		changes,
	}),
	checkAll: refuseUnfit,
	touches: ({ id }) => [thing('watchlist', id)],
	async run(call, { id, changes }) {
		const { api } = call;
		const { before, changed } = await changeOnce(call, {
			step: saveWatchlist.path,
			values: [id, changes],
			schema: scopedWatchlist,
			find: async () => await findWatchlist(api, { by: 'id', id }),
			reread: async () => (await allWatchlists(api)).find((list) => list.id === id),
			isDone: (present, list) => {
				const { name, terms } = merged(list, changes);
				return present?.name === name && sameTerms(present.terms, terms);
			},
			send: async (list) => await api.call(saveWatchlist, merged(list, changes)),
			notDone: 'The watchlist does not match what was sent.',
			whereToLook: 'Look at the watchlist in ChemInventory before you run this step again.',
		});
		return {
			...showWatchlist(merged(before, changes)),
			previousName: before.name,
			previousTerms: before.terms,
			changed,
			before: showWatchlist(before),
		};
	},
});
