import type { IDataObject } from 'n8n-workflow';

import { id } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { deleteGhs as endpoint } from '../../contract/substance';
import { codesOf, ghsEntriesAtFirst, ghsEntriesOf, ghsEntryIn } from '../../records/substance/containersOf';
import { substancePicker, substanceToChange } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

/** What is deleted, for the output; unknown where no container shows the substance. */
async function entryToDelete(api: ChemInventoryApi, substanceId: number, entryId: number): Promise<IDataObject> {
	const entry = ghsEntryIn(await ghsEntriesOf(api, substanceId), substanceId, entryId);
	return { hazards: entry ? codesOf(entry) : null, source: entry?.source ?? null };
}

export const deleteGhs = operation({
	option: {
		name: 'Delete GHS',
		value: 'deleteGhs',
		action: 'Delete a GHS entry of a substance',
		description: 'Delete a hazard entry of a substance. All its containers lose the codes of that entry.',
	},
	kind: 'destructive',
	form: {
		substance: substancePicker,
		entryId: id({
			displayName: 'Entry ID',
			name: 'entryId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 1187',
			description: 'The ID of the hazard entry, returned by the operations Find or Create and Save GHS',
		}),
	},
	async prepare(call, { substance, entryId: entryid }) {
		const { api, ledger, itemIndex } = call;
		const substanceId = await substanceToChange(call, substance);
		if (!ledger.begun(itemIndex)) ghsEntryIn(await ghsEntriesAtFirst(api, substanceId), substanceId, entryid);
		return { substanceId, entryid };
	},
	touches: ({ substanceId }) => [thing('substance', substanceId)],
	async run(call, { substanceId, entryid }) {
		const { api } = call;
		const { before } = await applyOnce(call, {
			step: endpoint.path,
			values: [entryid],
			look: async () => ({ id: entryid, ...(await entryToDelete(api, substanceId, entryid)) }),
			send: async () => {
				await api.call(endpoint, { entryid });
				return { entryid };
			},
			settle: async () => {
				const entries = await ghsEntriesOf(api, substanceId);
				if (entries && !entries.some(({ id }) => id === entryid)) return { applied: true, answer: { entryid } };
				return {
					applied: false,
					seen: entries
						? 'The entry is still there.'
						: 'No container of the active inventory shows the hazards of the substance.',
				};
			},
			whereToLook: `Look at the hazards of substance ${substanceId} in ChemInventory before you run this step again.`,
		});
		return {
			deleted: true,
			id: entryid,
			substanceId,
			hazards: before?.hazards,
			source: before?.source,
			before: before ?? null,
		};
	},
});
