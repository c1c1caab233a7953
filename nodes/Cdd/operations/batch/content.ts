import { listed, mapper, optionalText, wholeNumber } from '../../../shared/form';
import type { Values } from '../../../shared/form';

const waiting = 'Choose a credential above. The batch fields of your vault then appear here.';

/** The vault's own fields of a new batch. */
export const newBatchFields = mapper(
	{
		displayName: 'Batch Fields',
		name: 'batchFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description: 'The batch fields of your vault, required ones included; empty ones are left out',
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'mapNewBatchFields',
				mode: 'add',
				fieldWords: { singular: 'batch field', plural: 'batch fields' },
				addAllFields: true,
				supportAutoMap: true,
			},
		},
	},
	waiting,
);

/** The same for a batch that is there. In the mode "update" n8n would ask for a field to find the batch by. */
export const batchFields = mapper(
	{
		displayName: 'Batch Fields',
		name: 'batchFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description: 'The batch fields of your vault; empty ones stay as they are',
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'mapBatchFields',
				mode: 'map',
				fieldWords: { singular: 'batch field', plural: 'batch fields' },
				addAllFields: true,
				supportAutoMap: true,
			},
		},
	},
	waiting,
);

export const clearedFields = listed({
	displayName: 'Cleared Field Names or IDs',
	name: 'clearedFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getBatchFields' },
	default: [],
	description:
		'Batch fields to empty. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

/** What create and update have in common; in registration vaults only: salt, solvent, stoichiometry. */
export const batchDetails = {
	name: optionalText({
		displayName: 'Batch Name',
		name: 'batchName',
		type: 'string',
		default: '',
		description: 'Name of the batch; registration vaults number their batches themselves',
	}),
	coreCount: wholeNumber({
		displayName: 'Core Count',
		name: 'coreCount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'Stoichiometry: how many of the molecule. Registration vaults only.',
	}),
	saltCount: wholeNumber({
		displayName: 'Salt Count',
		name: 'saltCount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'Stoichiometry: how many of the salt. Registration vaults only.',
	}),
	saltName: optionalText({
		displayName: 'Salt Name',
		name: 'saltName',
		type: 'string',
		default: '',
		placeholder: 'e.g. HCl',
		description:
			'Two-letter code or name of the salt as the vault lists it. Leave out if the salt is drawn in the structure. Registration vaults only.',
	}),
	solventCount: wholeNumber({
		displayName: 'Solvent Count',
		name: 'solventCount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'Stoichiometry: how many of the solvent of crystallization. Registration vaults only.',
	}),
	solventName: optionalText({
		displayName: 'Solvent Name',
		name: 'solventName',
		type: 'string',
		default: '',
		placeholder: 'e.g. H2O',
		description: 'Solvent of crystallization as the vault lists it. Registration vaults only.',
	}),
};

type Details = Partial<Values<typeof batchDetails>>;

interface DetailsOfBatch {
	name?: string;
	salt_name?: string;
	solvent_of_crystallization_name?: string;
	stoichiometry?: { core_count?: number; salt_count?: number; solvent_of_crystallization_count?: number };
}

/** The details under the vendor's names; what was not given is left out. */
export function detailsOfBatch({
	name,
	saltName,
	solventName,
	coreCount,
	saltCount,
	solventCount,
}: Details): DetailsOfBatch {
	const stoichiometry = {
		...(coreCount === undefined ? {} : { core_count: coreCount }),
		...(saltCount === undefined ? {} : { salt_count: saltCount }),
		...(solventCount === undefined ? {} : { solvent_of_crystallization_count: solventCount }),
	};
	return {
		...(name === undefined ? {} : { name }),
		...(saltName === undefined ? {} : { salt_name: saltName }),
		...(solventName === undefined ? {} : { solvent_of_crystallization_name: solventName }),
		...(Object.keys(stoichiometry).length > 0 ? { stoichiometry } : {}),
	};
}
