import type { IDataObject } from 'n8n-workflow';

import { thing } from '../../../shared/operation';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { updateStructure as endpoint } from '../../contract/substance';
import { oneContainerOf } from '../../records/substance/containersOf';
import { givenStructure } from '../../records/substance/givenStructure';
import { substancePicker, substanceToChange } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

const structure = givenStructure({
	displayName: 'Structure',
	name: 'structure',
	type: 'string',
	typeOptions: { rows: 6 },
	required: true,
	default: '',
	description:
		'The structure as a molfile (the text that a drawing program saves, up to the line M END) or as SMILES. With SMILES, stereo centres may be lost.',
});

async function structureOf(api: ChemInventoryApi, substanceId: number): Promise<string | null> {
	const smiles = (await oneContainerOf(api, substanceId))?.isomericsmiles;
	return typeof smiles === 'string' ? smiles : null;
}

function resultOf(sent: number, returned: number): IDataObject {
	const same = sent === returned;
	return {
		substanceId: returned,
		requestedSubstanceId: sent,
		isOtherSubstance: !same,
		note: same
			? 'The structure was stored with this substance.'
			: `Substance ${returned} has this structure already. Use ${returned} from now on; containers of ${sent} keep it until they are changed.`,
	};
}

export const updateStructure = operation({
	option: {
		name: 'Update Structure',
		value: 'updateStructure',
		action: 'Update the structure of a substance',
		description:
			'Set the structure of a substance, for all its containers. If another substance has that structure, its ID is returned: use that one from then on.',
	},
	kind: 'destructive',
	form: { substance: substancePicker, structure },
	prepare: async (call, form) => ({
		substanceid: await substanceToChange(call, form.substance),
		newmolfile: form.structure.text,
	}),
	// A structure that another substance of the run gets, or gives up, decides what the service answers.
	touches: ({ substanceid }) => [thing('substance', substanceid), thing('structures')],
	async run(call, { substanceid, newmolfile }) {
		const { api, hint } = call;
		const { answer: result, before } = await applyOnce(call, {
			step: endpoint.path,
			values: [substanceid, newmolfile],
			look: async () => ({ substanceId: substanceid, smiles: await structureOf(api, substanceid) }),
			send: async () => resultOf(substanceid, await api.call(endpoint, { substanceid, newmolfile })),
			settle: async (noted) => {
				const structure = await structureOf(api, substanceid);
				return structure !== null && structure !== noted?.smiles
					? { applied: true, answer: resultOf(substanceid, substanceid) }
					: {
							applied: false,
							seen: `Substance ${substanceid} shows no new structure; another substance may have had it already.`,
						};
			},
			whereToLook: `Look at the substance ${substanceid} in ChemInventory before you run this step again.`,
		});
		if (result.isOtherSubstance === true)
			hint('Some structures belong to another substance already: use the returned substanceId from now on.');
		return { ...result, before: before ?? null };
	},
});
