import type { IDataObject } from 'n8n-workflow';

import { faultWith } from '../../../shared/fault';
import type { ItemCall, OperationCall } from '../../../shared/operation';
import { readBack } from '../../../shared/writing/readBack';
import { loadContainer } from '../../contract/container';
import type { Container } from '../../contract/container';
import { containerWordsFor } from '../../records/container/output';
import { nameOf, saveField, shows } from '../../records/container/saveField';
import type { FieldChange } from '../../records/container/saveField';
import type { ChemInventoryApi } from '../../service/api';

/** Each field is a call of its own, so a failure in the middle leaves some fields saved: it says which. */
export function partlySaved(
	thrown: unknown,
	saved: readonly string[],
	[failed = '', ...rest]: readonly string[],
): Error {
	return faultWith(thrown, ({ description, effect, tellsOfChange }) => {
		const isUnknown = effect === 'unknown';
		const notSaved = isUnknown ? rest : [failed, ...rest];
		const sentences = [
			description ?? [],
			`Saved before that: ${saved.length > 0 ? saved.join(', ') : 'nothing'}.`,
			isUnknown ? `It is unknown whether this was saved: ${failed}.` : [],
			notSaved.length > 0 ? `Not saved: ${notSaved.join(', ')}.` : [],
		];
		return {
			description: sentences.flat().join(' '),
			facts: {
				savedFields: [...saved],
				...(isUnknown ? { unknownFields: [failed] } : {}),
				notSavedFields: notSaved,
			},
			tellsOfChange: tellsOfChange || saved.length > 0,
		};
	});
}

/** What a change is called in items. */
type WordOf = (change: FieldChange) => string;

/** What changes are called: in the words of items, or as the service calls the fields. @throws Fault */
export async function fieldWords(
	api: ChemInventoryApi,
	changes: readonly FieldChange[],
	isRaw: boolean,
): Promise<WordOf> {
	if (isRaw) return ({ field }) => field;
	const words = await containerWordsFor(
		api,
		changes.map(({ field }) => field),
	);
	return ({ field }) => words(field);
}

/** What was saved of a container. */
interface Saved {
	changes: FieldChange[];
	/** The saved fields as they were, under the names that the container has for them. */
	image: IDataObject;
}

/**
 * Saves what a container does not show yet, each field once.
 * @param present the container as it is now
 * @throws Fault naming what was saved before it
 */
export async function saveChanges(
	call: ItemCall<ChemInventoryApi>,
	present: Container,
	asked: readonly FieldChange[],
	wordOf: WordOf,
): Promise<Saved> {
	const { ledger, itemIndex } = call;
	// What an earlier try of this run began is seen through, although the container may show it already.
	const isOpen = (change: FieldChange) => ledger.find(nameOf(itemIndex, present.id, change)) !== undefined;
	const changes = asked.filter((change) => isOpen(change) || shows(present, change) !== true);
	const names = changes.map(wordOf);
	const image: IDataObject = {};
	for (const [at, change] of changes.entries()) {
		try {
			Object.assign(image, await saveField(call, present, change));
		} catch (thrown) {
			throw partlySaved(thrown, names.slice(0, at), names.slice(at));
		}
	}
	return { changes, image };
}

/** The container after it; as it was, where nothing was saved. @throws Fault */
export async function afterSaving(
	call: OperationCall<ChemInventoryApi>,
	before: Container,
	saved: readonly FieldChange[],
	wordOf: WordOf,
): Promise<Container> {
	if (saved.length === 0) return before;
	const { id } = before;
	const names = saved.map(wordOf);
	const after = await readBack(
		async () => await call.api.call(loadContainer, { containerid: id }),
		`Saved in container ${id}: ${names.join(', ')}.`,
		{ savedFields: names },
	);
	confirm(call, after, saved, wordOf);
	return after;
}

/** The service answers a save with nothing, so the container is read again and compared. */
function confirm(
	{ hint }: OperationCall<ChemInventoryApi>,
	container: Container,
	saved: readonly FieldChange[],
	wordOf: WordOf,
): void {
	const different = saved.filter((change) => shows(container, change) === false).map(wordOf);
	if (different.length > 0)
		hint(
			`ChemInventory accepted the change, but container ${container.id} shows other values for: ${different.join(', ')}.`,
		);
}
