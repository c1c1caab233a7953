import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { collection, flag, id, text } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { retrieveSubstanceInfo } from '../../contract/substance';
import { output } from '../../records/output';
import { noCas, optionalCasField } from '../../records/substance/cas';
import { findOrCreate as findOrCreateOnce, otherName } from '../../records/substance/findOrCreate';
import { structureRecord, substanceRecord } from '../../records/substance/output';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

const severalFit = {
	message: "'Name' and 'CAS' match several substances",
	fix: "Enter the ID of the right one as 'Substance ID' in the options.",
};

export const findOrCreate = operation({
	option: {
		name: 'Find or Create',
		value: 'findOrCreate',
		action: 'Find or create a substance',
		description:
			'Get a substance by name and CAS. If ChemInventory has none, it CREATES it, for good: a typo makes a permanent record. To only look, search for containers with the node ChemInventory Search.',
	},
	kind: 'write',
	short: ['id', 'name', 'cas', 'hazards', 'smiles', 'needsRetrieval', 'retrievalNote', 'note', 'molecularWeight'],
	form: {
		name: text({
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Acetone',
			description: 'The name of the substance, also used if it has to be created',
		}),
		cas: optionalCasField({
			displayName: 'CAS',
			name: 'cas',
			type: 'string',
			default: '',
			placeholder: 'e.g. 67-64-1',
			description:
				'The CAS number. Leave empty if there is none: then the name decides, and it may match several substances.',
		}),
		raw: output('substances'),
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{
				lookUpMissingStructures: flag({
					displayName: 'Look Up Missing Structures',
					name: 'lookUpMissingStructures',
					type: 'boolean',
					default: false,
					description:
						'Whether to let ChemInventory look up structure and synonyms if it has none yet. It may take a while.',
				}),
				substanceId: id({
					displayName: 'Substance ID',
					name: 'substanceId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 459193',
					description: 'Which one to use if name and CAS match several substances',
				}),
			},
		),
	},
	// What comes into being for one item, by its name or its CAS number, is there for the next one.
	touches: ({ name, cas }) => [
		thing('new substance', name.toLowerCase()),
		...(cas === noCas ? [] : [thing('new substance', cas)]),
	],
	async run(call, { name, cas, raw: isRaw, options }) {
		const { api, hint } = call;
		const { substanceId, lookUpMissingStructures } = options;
		const wanted = { name, cas, ...(substanceId === undefined ? {} : { substanceid: substanceId }) };
		const substance = await findOrCreateOnce(call, wanted, severalFit);
		// Nothing was changed if it was there, and nothing was there if it was created: either way there is no image.
		const note = otherName(substance, wanted);
		if (note !== undefined) hint(note);
		const found = await substanceRecord(api, substance, isRaw);
		const record = { ...found, ...(note === undefined || isRaw === true ? {} : { note }), before: null };
		if (!substance.needsretrieval || substance.cas === noCas) return record;
		if (!lookUpMissingStructures) {
			hint(
				'The substance has no structure yet. Switch on the option Look Up Missing Structures to let ChemInventory look it up.',
			);
			return record;
		}
		const image = { isomericsmiles: substance.isomericsmiles ?? null, needsretrieval: true };
		const added = await retrieved(api, substance.id);
		if (isRaw) return { ...record, ...added, before: image };
		return {
			...record,
			...structureRecord(added),
			before: structureRecord(image),
		};
	},
});

/** The substance is there already: what the service cannot look up must not hide it. */
async function retrieved(api: ChemInventoryApi, substance: number): Promise<IDataObject> {
	return await api
		.call(retrieveSubstanceInfo, { substance })
		.then((isomericsmiles): IDataObject => ({ isomericsmiles, needsretrieval: false }))
		.catch((thrown: unknown) => {
			const reason = thrown instanceof Fault ? (thrown.description ?? thrown.message) : 'No usable answer came.';
			return { needsretrieval: true, retrievalNote: `The missing information was not retrieved. ${reason}` };
		});
}
