import type { IDataObject } from 'n8n-workflow';

import { optionalId, text } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { applyOnce } from '../../../shared/writing/applyOnce';
import type { Sighting } from '../../../shared/writing/applyOnce';
import { idsIn, imageIn } from '../../../shared/writing/noted';
import type { BodyOf } from '../../contract/endpoint';
import { saveGhs as endpoint } from '../../contract/substance';
import { codesOf, ghsEntriesAtFirst, ghsEntriesOf, ghsEntryIn } from '../../records/substance/containersOf';
import type { GhsEntry } from '../../records/substance/containersOf';
import { hazardCodes, sameCodes } from '../../records/substance/hazardCodes';
import { substancePicker, substanceToChange } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

type Entry = BodyOf<typeof endpoint>;

const idsOf = (entries: readonly GhsEntry[] | undefined) =>
	(entries ?? []).flatMap(({ id }) => (id === undefined ? [] : [id]));

/** The entry that is about to be replaced; null for a new one, or where no container shows it. */
function imageOf(entries: readonly GhsEntry[] | undefined, id: number): IDataObject | null {
	const present = entries?.find((entry) => entry.id === id);
	return present ? { id, hazards: codesOf(present), source: present.source ?? null } : null;
}

/** A new entry with these codes, or the given one with these codes. */
async function lookFor(api: ChemInventoryApi, entry: Entry, before: IDataObject | undefined): Promise<Sighting> {
	const present = await ghsEntriesOf(api, entry.substance);
	if (!present || before?.visible !== true)
		return { applied: false, seen: 'No container of the active inventory shows the hazards of the substance.' };
	const idsBefore = new Set(idsIn(before, 'ids'));
	const fitting = present.filter(
		(shown) =>
			(entry.entryid === 0 ? shown.id !== undefined && !idsBefore.has(shown.id) : shown.id === entry.entryid) &&
			sameCodes(codesOf(shown), entry.hcodes) &&
			(shown.source ?? '') === entry.source,
	);
	const [match] = fitting;
	if (match?.id !== undefined && fitting.length === 1) return { applied: true, answer: { id: match.id } };
	return { applied: false, seen: `The substance ${entry.substance} shows no entry with these codes and this source.` };
}

export const saveGhs = operation({
	option: {
		name: 'Save GHS',
		value: 'saveGhs',
		action: 'Save a GHS entry of a substance',
		description:
			'Add a hazard entry to a substance, or replace the codes of an existing entry. It applies to all containers of the substance.',
	},
	kind: 'write',
	form: {
		substance: substancePicker,
		hazardCodes: hazardCodes({
			displayName: 'Hazard Codes',
			name: 'hazardCodes',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. H225, H319, EUH066',
			description: 'The H codes of the entry, comma-separated, or a list from an expression',
		}),
		source: text({
			displayName: 'Source',
			name: 'source',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Supplier SDS 2026',
			description: 'Where the codes come from',
		}),
		entryId: optionalId({
			displayName: 'Entry ID',
			name: 'entryId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1187',
			description: 'The entry whose codes are replaced. Leave empty to add a new entry.',
		}),
	},
	async prepare(call, { substance: located, hazardCodes: hcodes, source, entryId }): Promise<Entry> {
		const substance = await substanceToChange(call, located);
		if (entryId !== undefined) ghsEntryIn(await ghsEntriesAtFirst(call.api, substance), substance, entryId);
		return { hcodes, source, entryid: entryId ?? 0, substance };
	},
	touches: ({ substance }) => [thing('substance', substance)],
	async run(call, entry) {
		const { api } = call;
		const { answer, before } = await applyOnce(call, {
			step: endpoint.path,
			values: [entry],
			look: async () => {
				const entries = await ghsEntriesOf(api, entry.substance);
				return { visible: entries !== undefined, ids: idsOf(entries), record: imageOf(entries, entry.entryid) };
			},
			send: async () => ({ id: (await api.call(endpoint, entry)).id }),
			settle: async (noted) => await lookFor(api, entry, noted),
			whereToLook: `Look at the hazards of substance ${entry.substance} in ChemInventory before you run this step again.`,
		});
		return {
			id: answer.id,
			substanceId: entry.substance,
			hazards: entry.hcodes,
			source: entry.source,
			created: entry.entryid === 0,
			before: imageIn(before),
		};
	},
});
