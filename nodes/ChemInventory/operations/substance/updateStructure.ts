import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { readLocator } from '../../../shared/values/locator';
import { readText } from '../../../shared/values/text';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { updateStructure as endpoint } from '../../contract/substance';
import { oneContainerOf } from '../../records/substance/containersOf';
import { resolveSubstanceId, substanceField } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';

/** @throws Fault `badInput` */
function readStructure(value: unknown): string {
	const structure = readText(value, 'Structure');
	const isSmiles = !/\s/.test(structure.trim());
	if (isSmiles) return structure.trim();
	if (/^M {2}END\s*$/m.test(structure)) return structure;
	throw badInput(
		'Structure',
		'is neither SMILES nor a whole molfile',
		`SMILES are one word; a molfile has several lines, the last of them "M  END". It begins: ${quote(structure.slice(0, 40))}.`,
	);
}

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
			: `Substance ${returned} has this structure already. Use ${returned} from here on; containers of ${sent} keep it until they are changed.`,
	};
}

export const updateStructure: Operation<ChemInventoryApi> = {
	option: {
		name: 'Update Structure',
		value: 'updateStructure',
		action: 'Update the structure of a substance',
		description:
			'Set the structure of a substance, for all its containers. If another substance has that structure, its ID comes back: use that one from there on.',
	},
	kind: 'destructive',
	fields: [
		substanceField,
		{
			displayName: 'Structure',
			name: 'structure',
			type: 'string',
			typeOptions: { rows: 6 },
			required: true,
			default: '',
			description:
				'The structure as a molfile (the text that a drawing program saves, up to the line M END) or as SMILES. With SMILES, stereo centres may be lost.',
		},
	],
	async run({ functions, api, ledger, hint }, itemIndex) {
		const { mode, value } = readLocator(functions, 'substance', itemIndex);
		const substanceid = await resolveSubstanceId(api, mode, value);
		const newmolfile = readStructure(functions.getNodeParameter('structure', itemIndex, ''));
		const { answer: result, before } = await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf(endpoint.path, api.address, substanceid, newmolfile),
			look: async () => ({ substanceId: substanceid, isomericsmiles: await structureOf(api, substanceid) }),
			send: async () => resultOf(substanceid, await api.call(endpoint, { substanceid, newmolfile })),
			settle: async (noted) => {
				const structure = await structureOf(api, substanceid);
				return structure !== null && structure !== noted?.isomericsmiles
					? { applied: true, answer: resultOf(substanceid, substanceid) }
					: {
							applied: false,
							seen: `Substance ${substanceid} shows no new structure; another substance may have had it already.`,
						};
			},
			whereToLook: `Look at the substance ${substanceid} in ChemInventory before you run this step again.`,
			signal: functions.getExecutionCancelSignal(),
		});
		if (result.isOtherSubstance === true)
			hint('Some structures belong to another substance already: use the returned substanceId from here on.');
		return { ...result, before: before ?? null };
	},
};
