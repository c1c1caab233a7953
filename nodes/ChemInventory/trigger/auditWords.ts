import { texts } from '../../shared/form';
import { sameText } from '../../shared/values/text';
import type { LogRow } from './auditLog';

/**
 * The words of the audit log. The vendor's page shows "Container" with "Movement", and in the history of a container
 * "Creation" and "Edit"; all others are assumed. So they are recognised by their stems, and a form field takes the
 * words of an inventory that has others.
 */
export type ContainerAction = 'added' | 'deleted' | 'edited' | 'moved';
export type OrderAction = 'arrived' | 'deleted' | 'placed' | 'requested';

/** The first one that fits counts: "Request deleted" is no request, and "Not ordered" no order. */
const containerStems: ReadonlyArray<[RegExp, ContainerAction | undefined]> = [
	[/restor|undelet/i, undefined],
	[/delet|dispos|\bremov/i, 'deleted'],
	[/\bmov/i, 'moved'],
	[/\bedit|\bchang|updat/i, 'edited'],
	[/\badd|creat|\bnew\b/i, 'added'],
];
const orderStems: ReadonlyArray<[RegExp, OrderAction | undefined]> = [
	[/delet|cancel|\bremov/i, 'deleted'],
	[/arriv|receiv/i, 'arrived'],
	[/\bedit|\bchang|updat/i, undefined],
	[/\bnot\b|\bun-?(ordered|placed)/i, undefined],
	[/\bordered|\bplaced/i, 'placed'],
	[/request|\badd|creat|submi/i, 'requested'],
];

const firstOf = <Action>(stems: ReadonlyArray<[RegExp, Action]>, action: string) =>
	stems.find(([stem]) => stem.test(action))?.[1];

function isMeant<Action>(
	stems: ReadonlyArray<[RegExp, Action]>,
	wanted: Action,
	words: readonly string[] | undefined,
	action: string,
): boolean {
	return words ? words.some((word) => sameText(word, action)) : firstOf(stems, action) === wanted;
}

/** @param words the user's own words for the action; without them ours */
export const isContainerRow =
	(wanted: ContainerAction, words?: readonly string[]) =>
	({ area, action }: LogRow): boolean =>
		/container/i.test(area) && isMeant(containerStems, wanted, words, action);

/** @param words the user's own words for the action; without them ours */
export const isOrderRow =
	(wanted: OrderAction, words?: readonly string[]) =>
	({ area, action }: LogRow): boolean =>
		/order/i.test(area) && isMeant(orderStems, wanted, words, action);

/** An option of every event that goes by the log. */
export const wordsInAuditLog = texts({
	displayName: 'Words in the Audit Log',
	name: 'wordsInAuditLog',
	type: 'string',
	default: '',
	placeholder: 'e.g. Movement, Bulk Movement',
	description:
		"What your inventory's audit log calls this event in its column 'action', separated by commas. Needed only if nothing is reported; the operation Get Audit History of the node ChemInventory shows the words.",
});
