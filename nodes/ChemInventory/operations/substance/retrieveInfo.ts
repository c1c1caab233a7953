import { thing } from '../../../shared/operation';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { retrieveSubstanceInfo } from '../../contract/substance';
import { oneContainerOf } from '../../records/substance/containersOf';
import { substancePicker, substanceToChange } from '../../records/substance/picker';
import { onlyTimeLimit, usualTimeLimit } from '../fields';
import { operation } from '../operation';

export const retrieveInfo = operation({
	option: {
		name: 'Retrieve Info',
		value: 'retrieveInfo',
		action: 'Retrieve missing info of a substance',
		description:
			'Let ChemInventory look up structure and synonyms of a substance with a CAS number, and store them with it. It may take a while.',
	},
	kind: 'write',
	form: { substance: substancePicker, options: onlyTimeLimit },
	prepare: async (call, form) => ({
		substance: await substanceToChange(call, form.substance),
		timeLimit: form.options.timeLimit ?? usualTimeLimit,
	}),
	touches: ({ substance }) => [thing('substance', substance)],
	async run(call, { substance, timeLimit }) {
		const { api } = call;
		const { answer, before } = await applyOnce(call, {
			step: retrieveSubstanceInfo.path,
			values: [substance],
			look: async () => {
				const container = await oneContainerOf(api, substance);
				return {
					substanceId: substance,
					smiles: dataObject({ ...container }).isomericsmiles ?? null,
					needsRetrieval: container?.needsretrieval ?? null,
				};
			},
			send: async () => ({
				substanceId: substance,
				smiles: await api.call(retrieveSubstanceInfo, { substance }, timeLimit),
			}),
			settle: async () => {
				const container = await oneContainerOf(api, substance);
				const smiles = container?.isomericsmiles;
				if (container && container.needsretrieval !== true && typeof smiles === 'string' && smiles !== '') {
					return { applied: true, answer: { substanceId: substance, smiles } };
				}
				return {
					applied: false,
					seen: container
						? 'The substance has no structure yet.'
						: 'No container of the active inventory shows the substance.',
				};
			},
			whereToLook: 'It is safe to run this step again: looking the information up twice changes nothing more.',
		});
		return { ...answer, before: before ?? null };
	},
});
