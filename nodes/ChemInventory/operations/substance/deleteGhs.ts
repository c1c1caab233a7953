import type { IDataObject } from 'n8n-workflow';

import { id } from '../../../shared/form';
import { badInput } from '../../../shared/values/badInput';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { deleteGhs as endpoint } from '../../contract/substance';
import { codesOf, ghsEntriesOf } from '../../records/substance/containersOf';
import { findSubstanceId, substancePicker } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

/** What is deleted, for the output; unknown where no container shows the substance. */
async function entryToDelete(api: ChemInventoryApi, substanceId: number, entryId: number): Promise<IDataObject> {
	const entries = await ghsEntriesOf(api, substanceId);
	if (!entries) return { hcodes: null, source: null };
	const entry = entries.find(({ id }) => id === entryId);
	if (entry) return { hcodes: codesOf(entry), source: entry.source ?? null };
	throw badInput(
		'Entry ID',
		'is not an entry of this substance',
		`Substance ${substanceId} has ${entries.length === 0 ? 'no hazard entries' : `the entries ${entries.map(({ id }) => id).join(', ')}`}; ${entryId} is not among them.`,
	);
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
			description: 'The ID of the hazard entry, as the operations Find or Create and Save GHS return it',
		}),
	},
	async run(call, form) {
		const { api } = call;
		const entryid = form.entryId;
		const substanceId = await findSubstanceId(api, form.substance);
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
			hcodes: before?.hcodes,
			source: before?.source,
			before: before ?? null,
		};
	},
});
