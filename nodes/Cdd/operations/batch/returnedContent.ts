import type { IDataObject } from 'n8n-workflow';

import { collection, flag, listed, mapped } from '../../../shared/form';
import type { Declared, Values } from '../../../shared/form';

const batchFields = listed({
	displayName: 'Batch Fields to Return',
	name: 'batchFields',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
	default: [],
	placeholder: 'e.g. Purity',
	description: 'Exact names of the batch fields to return. By default, all are returned.',
});

const moleculeFields = listed({
	displayName: 'Molecule Fields to Return',
	name: 'moleculeFields',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
	default: [],
	placeholder: 'e.g. Color',
	description: 'Exact names of the molecule fields to return. By default, all are returned.',
});

const onlyBatchIds = flag({
	displayName: 'Only Batch IDs',
	name: 'onlyBatchIds',
	type: 'boolean',
	default: false,
	description: 'Whether to return only the IDs of the batches. This is the fastest way.',
});

const onlyMoleculeIds = flag({
	displayName: 'Only Molecule IDs',
	name: 'onlyMoleculeIds',
	type: 'boolean',
	default: false,
	description: 'Whether to return only the ID of each molecule',
});

const originalStructures = flag({
	displayName: 'Original Structures',
	name: 'originalStructures',
	type: 'boolean',
	default: false,
	description: 'Whether to also return the structures as they were drawn',
});

const structures = flag({
	displayName: 'Structures',
	name: 'structures',
	type: 'boolean',
	default: true,
	description: 'Whether to return SMILES, InChI and molfile. Without them the answer is smaller and faster.',
});

const all = { batchFields, moleculeFields, onlyBatchIds, onlyMoleculeIds, originalStructures, structures };

type Content = Partial<Values<typeof all>>;

/** The parameters that say what comes back; what is left at its default is not sent. */
function contentParametersOf(content: Content): IDataObject {
	const choices: IDataObject = {
		no_structures: content.structures === false ? true : undefined,
		include_original_structures: content.originalStructures ? true : undefined,
		only_ids: content.onlyBatchIds ? true : undefined,
		only_molecule_ids: content.onlyMoleculeIds ? true : undefined,
		molecule_fields: content.moleculeFields?.length ? content.moleculeFields : undefined,
		batch_fields: content.batchFields?.length ? content.batchFields : undefined,
	};
	return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}

export const contentParameters = [
	'no_structures',
	'include_original_structures',
	'only_ids',
	'only_molecule_ids',
	'molecule_fields',
	'batch_fields',
];

const declaration: Declared<'collection'> = {
	displayName: 'Content',
	name: 'content',
	type: 'collection',
	placeholder: 'Add Choice',
	default: {},
	description: 'Which parts of each batch to return',
};

/** What comes back of each batch, not which batches; read as parameters of the vendor. */
export const batchContent = mapped(collection(declaration, all), contentParametersOf);

/** A file of bare ids is no backup, so exports do not offer them. */
export const exportContent = mapped(
	collection(declaration, { batchFields, moleculeFields, onlyMoleculeIds, originalStructures, structures }),
	contentParametersOf,
);
